"""The one settings file. Names read from the environment are listed in `.env.example`."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_levels
from django.urls import reverse_lazy

from schoolcare import environment as env

BASE_DIR = env.BASE_DIR
env.load_dotenv(BASE_DIR / ".env")

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.secret("SECRET_KEY", debug=DEBUG)
DATA_KEYS = env.data_keys(env.secret("DATA_KEYS", debug=DEBUG, fernet=True))
HASH_KEY = env.secret("HASH_KEY", debug=DEBUG)
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.items("CSRF_TRUSTED_ORIGINS")
SITE_URL = env.text("SITE_URL")  # where people outside reach the product: links on papers
MEDIA_ROOT = env.folder("MEDIA_ROOT", Path(env.text("MEDIA_ROOT") or env.VAR / "media"))
PRIVATE_ACCEL = env.text(
    "PRIVATE_ACCEL"
)  # nginx's internal location of MEDIA_ROOT; empty: Django sends
TILE_URL = env.text("TILE_URL")  # of map tiles, with {z}, {x} and {y}
TILE_CREDIT = env.text("TILE_CREDIT")  # whom to name on the map

INSTALLED_APPS = [
    "homevisits",
    "committee",
    "community",
    "students",
    "schoolcare",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "schoolcare.middleware.AuditMiddleware",
    "schoolcare.middleware.WorkplaceMiddleware",
    "schoolcare.middleware.PasswordChangeMiddleware",
    "schoolcare.middleware.SecondFactorMiddleware",
    "students.middleware.MergedStudentMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "schoolcare.urls"
WSGI_APPLICATION = "schoolcare.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "schoolcare.context.workplace",
            ],
            "builtins": [
                "django.templatetags.static",
                "schoolcare.templatetags.thai",
                "schoolcare.templatetags.ui",
            ],
        },
    }
]

DATABASES = {"default": env.database(env.text("DATABASE_URL", "sqlite:///"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "schoolcare.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "schoolcare.adapters.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"schoolcare.passwords.{name}"}
    for name in ("NotLikeTheUser", "LongEnough", "NotCommon", "NotOnlyDigits")
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("home")
ACCOUNT_ADAPTER = "schoolcare.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
# One lock-out policy: axes counts failures; allauth's own counter would answer second.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": None}
ACCOUNT_FORMS = {
    "login": "schoolcare.screens.forms.sign_in.LoginForm",
    "change_password": "schoolcare.screens.forms.sign_in.ChangePasswordForm",
    "reset_password": "schoolcare.screens.forms.sign_in.ResetPasswordForm",
    "reset_password_from_key": "schoolcare.screens.forms.sign_in.ResetPasswordKeyForm",
    "reauthenticate": "schoolcare.screens.forms.sign_in.PasswordAgainForm",
}
MFA_FORMS = {
    "authenticate": "schoolcare.screens.forms.sign_in.CodeForm",
    "reauthenticate": "schoolcare.screens.forms.sign_in.CodeAgainForm",
    "activate_totp": "schoolcare.screens.forms.sign_in.ActivateTOTPForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "schoolcare"
SECOND_FACTOR_ROLES = set(env.items("SECOND_FACTOR_ROLES"))  # roles that must set one up
USERSESSIONS_TRACK_ACTIVITY = False
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_USERNAME_CALLABLE = "schoolcare.sign_in.login_name"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# Behind nginx the client's address is the last one the proxy itself added.
BEHIND_PROXY = env.flag("BEHIND_PROXY", default=False)
AXES_IPWARE_PROXY_COUNT = 1 if BEHIND_PROXY else None

# Each process keeps what it counted for home pages (schoolcare/waiting.py) and how a menu is
# written (under all that stands in it); nothing else is kept.
HOME_KEPT_SECONDS = 60
# How old the figures of an office's boards may be (students/kept_counts.py).
OFFICE_KEPT_SECONDS = 15 * 60
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}

SESSION_COOKIE_AGE = 8 * 60 * 60  # one working day
SESSION_SAVE_EVERY_REQUEST = False
SESSION_ENGINE = "schoolcare.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_COOKIES = env.flag("SECURE_COOKIES", default=not DEBUG)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=not DEBUG)
SECURE_HSTS_SECONDS = 0 if not SECURE_SSL_REDIRECT else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_SSL_REDIRECT
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *filter(None, [env.origin(TILE_URL)])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "th"
TIME_ZONE = "Asia/Bangkok"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "schoolcare.static_files.HashedStaticFiles"
    },
}
WHITENOISE_USE_FINDERS = True  # files that collectstatic has not seen yet

FORM_RENDERER = "schoolcare.rendering.QuickControls"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False
MESSAGE_TAGS = {message_levels.ERROR: "bad", message_levels.SUCCESS: "ok"}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a class grid of 60 pupils
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
globals().update(env.email(env.text("EMAIL_URL")))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO" if not DEBUG else "WARNING"},
    "loggers": {
        "axes": {"level": "WARNING"},  # log-ins stand in the audit log
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}

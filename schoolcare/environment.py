"""Settings from the environment, which wins over `.env`; ten names need no library."""

import os
import re
import secrets
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"
FERNET_KEY = re.compile(r"[A-Za-z0-9_-]{43}=")  # 32 bytes; Fernet itself passes over what follows
NEW_KEY = (
    ".venv/bin/python -c 'from cryptography.fernet import Fernet; "
    "print(Fernet.generate_key().decode())'"
)

CONNECTION_LIFE = 60  # seconds
# Decision 0005: WAL lets readers go on while one writes; IMMEDIATE avoids upgrade deadlocks;
# FULL keeps every commit through a power cut.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
    "PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864;"
)


class SettingError(ImproperlyConfigured):
    """A setting that is missing or cannot be read; `manage.py` shows its words alone."""


def load_dotenv(path: Path) -> None:
    """Put `NAME=value` lines of `path` into the environment, without overwriting what is there."""
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.partition("=")
        if separator and not name.lstrip().startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("'\""))


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def origin(url: str) -> str:
    """Where a template of addresses ({s} for one of several hosts) leads, for the CSP; or ""."""
    found = urlsplit(url.replace("{s}", "*"))
    return f"{found.scheme}://{found.netloc}" if found.netloc else ""


def flag(name: str, *, default: bool) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def items(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def secret(name: str, *, debug: bool, fernet: bool = False) -> str:
    """A key from the environment; with DEBUG made once in `var/`, else the start is refused."""
    if value := text(name):
        return value
    if not debug:
        raise SettingError(f"{name} is not set. Run `make setup` or see .env.example.")
    path = VAR / f"{name.lower()}.txt"
    if not path.exists():
        folder(name, path.parent)
        path.write_text(Fernet.generate_key().decode() if fernet else secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text().strip()


def folder(name: str, path: Path) -> Path:
    """`path`, made where it is missing."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(f"{name}: the folder {path} cannot be made: {error.strerror}") from error
    return path


def data_keys(value: str) -> list[str]:
    """The Fernet keys of `DATA_KEYS`; SettingError for one that is none, which never stands in it.

    A key that cannot be used must stop the start: found later, it stops whoever saves an id.
    """
    keys = [key.strip() for key in value.split(",") if key.strip()]
    if not keys:
        raise SettingError(f"DATA_KEYS holds no key. {_data_key_words()}")
    for place, key in enumerate(keys, 1):
        if not FERNET_KEY.fullmatch(key):
            wrong = f"DATA_KEYS: key {place} of {len(keys)} ({len(key)} characters) is no key."
            raise SettingError(f"{wrong} {_data_key_words()}")
    return keys


def _data_key_words() -> str:
    return (
        "It takes Fernet keys of 44 characters (A-Z a-z 0-9 - _ =), separated by commas: "
        f"the first writes, all of them read. This prints a new one:\n    {NEW_KEY}"
    )


# Pages ask short queries with many parts: compiling one takes seconds, running it milliseconds.
# A pooler that refuses start-up options gets others by `?options=` in the address.
# What is planned once (schoolcare/prepared.py) is never planned for the values of one asking.
POSTGRES_OPTIONS = "-c jit=off -c plan_cache_mode=force_generic_plan"


def database(url: str) -> dict:
    """Django's DATABASES entry for `sqlite:///path`, or `postgres://user:password@host:port/name`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = Path(unquote(parts.path[1:]) if parts.path[1:] else VAR / "schoolcare.sqlite3")
        path = path if path.is_absolute() else BASE_DIR / path
        folder("DATABASE_URL", path.parent)
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS}
        # Threads keep their connections: while the last one closes, SQLite refuses who opens it.
        kept = {"CONN_MAX_AGE": CONNECTION_LIFE}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": options} | kept
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SettingError(
            "DATABASE_URL must be sqlite:////path/file.sqlite3 "
            "or postgres://user:password@host:port/name"
        )
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "schoolcare.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": str(_port("DATABASE_URL", parts) or ""),
        "CONN_MAX_AGE": CONNECTION_LIFE,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": query.pop("pooler", "0") == "1",
        "OPTIONS": {"options": POSTGRES_OPTIONS} | query,
    }


def _port(name: str, parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError as error:
        raise SettingError(f"{name}: the port after the colon must be 0 to 65535") from error


def email(url: str) -> dict:
    """EMAIL_* settings for `smtp://user:password@host:port?tls=1`; empty prints to the log."""
    parts = urlsplit(url or "console://")
    if parts.scheme != "smtp":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    query = parse_qs(parts.query)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": _port("EMAIL_URL", parts) or 25,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": query.get("tls") == ["1"],
        "EMAIL_USE_SSL": query.get("ssl") == ["1"],
        "DEFAULT_FROM_EMAIL": query.get("from", ["schoolcare@localhost"])[0],
    }

"""Every address. Only this file and the settings name the apps."""

from django.conf import settings
from django.urls import include, path

from schoolcare import home, views_gallery, views_health, views_profile

urlpatterns = [
    path("", home.home, name="home"),
    path("workplace/", home.workplace_switch, name="workplace-switch"),
    path("healthz", views_health.healthz, name="healthz"),
    path("favicon.ico", views_health.favicon, name="favicon"),
    # One's address is changed with the password, on one's own page instead of allauth's.
    path("accounts/email/", views_profile.profile, name="account_email"),
    path("accounts/", include("allauth.urls")),
    path("", include("schoolcare.urls_documents")),
    path("", include("schoolcare.urls_jobs")),
    path("", include("schoolcare.urls_settings")),
    path("students/", include("students.urls")),
    path("visits/", include("homevisits.urls")),
]

if settings.DEBUG:
    urlpatterns += [path("components/", views_gallery.gallery, name="components")]

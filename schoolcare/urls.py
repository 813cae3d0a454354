"""Every address. Only this file and the settings name the apps."""

from django.conf import settings
from django.urls import include, path

from schoolcare.screens import devices, gallery, health, home, profile

urlpatterns = [
    path("", home.home, name="home"),
    path("workplace/", home.workplace_switch, name="workplace-switch"),
    path("healthz", health.healthz, name="healthz"),
    path("favicon.ico", health.favicon, name="favicon"),
    # Own pages instead of allauth's: one's address is changed with the password.
    path("accounts/email/", profile.profile, name="account_email"),
    path("accounts/sessions/", devices.device_list, name="usersessions_list"),
    path("accounts/", include("allauth.urls")),
    path("", include("schoolcare.screens.urls.documents")),
    path("", include("schoolcare.screens.urls.jobs")),
    path("", include("schoolcare.screens.urls.settings")),
    path("students/", include("students.urls")),
    path("visits/", include("homevisits.urls")),
    path("committee/", include("committee.urls")),
    path("community/", include("community.urls")),
]

if settings.DEBUG:
    urlpatterns += [path("components/", gallery.gallery, name="components")]

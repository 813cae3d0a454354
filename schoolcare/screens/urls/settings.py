"""Addresses of people, their own profile, settings and the log."""

from django.urls import path

from schoolcare.screens import accounts as people
from schoolcare.screens import audit as log
from schoolcare.screens import offices, settings
from schoolcare.screens import profile as own

urlpatterns = [
    # people
    path("people/", people.person_list, name="person-list"),
    path("people/add/", people.person_add, name="person-add"),
    path("people/join/", people.person_join, name="person-join"),
    path("people/<int:pk>/", people.person_detail, name="person-detail"),
    path("people/<int:pk>/edit/", people.person_edit, name="person-edit"),
    path("people/<int:pk>/do/<slug:verb>/", people.person_verb, name="person-verb"),
    path("people/<int:pk>/roles/add/", people.membership_add, name="membership-add"),
    path("people/roles/<int:pk>/", people.membership_edit, name="membership-edit"),
    path("people/roles/<int:pk>/end/", people.membership_end, name="membership-end"),
    # one's own
    path("profile/", own.profile, name="profile"),
    path("profile/signature/", own.profile_signature, name="profile-signature"),
    # schools
    path("settings/", settings.settings_home, name="settings-home"),
    path("settings/schools/<int:pk>/", settings.school_edit, name="settings-school"),
    path(
        "settings/schools/<int:pk>/pictures/<slug:name>/",
        settings.school_picture,
        name="settings-picture",
    ),
    path("settings/schools/<int:pk>/terms/", settings.term_list, name="settings-terms"),
    path("settings/schools/<int:pk>/terms/open/", settings.term_open, name="settings-term-open"),
    path("settings/terms/<int:pk>/", settings.term_edit, name="settings-term"),
    path("settings/schools/<int:pk>/villages/", settings.village_list, name="settings-villages"),
    path(
        "settings/schools/<int:pk>/villages/add/", settings.village_add, name="settings-village-add"
    ),
    path(
        "settings/schools/<int:pk>/villages/<int:village>/",
        settings.village_edit,
        name="settings-village",
    ),
    path(
        "settings/schools/<int:pk>/villages/<int:village>/leave/",
        settings.village_leave,
        name="settings-village-leave",
    ),
    # the office above
    path("settings/offices/<int:pk>/", offices.district_edit, name="settings-district"),
    path("settings/offices/<int:pk>/garuda/", offices.district_garuda, name="settings-garuda"),
    path("settings/offices/<int:pk>/heads/add/", offices.head_add, name="settings-head-add"),
    path("settings/heads/<int:pk>/", offices.head_edit, name="settings-head"),
    path("settings/heads/<int:pk>/remove/", offices.head_remove, name="settings-head-remove"),
    path(
        "settings/offices/<int:pk>/networks/add/", offices.network_add, name="settings-network-add"
    ),
    path("settings/networks/<int:pk>/", offices.network_edit, name="settings-network"),
    # the log
    path("audit/", log.audit_log, name="audit-log"),
]

"""Addresses of the pupil registry."""

from django.urls import path

from students.routes import (
    at_risk,
    attendance,
    behaviour,
    binder,
    boards,
    duplicates,
    groups,
    growth,
    handovers,
    homeroom,
    leaving,
    promotions,
    rollovers,
    screening,
    sdq,
    signed_bonds,
    signed_orders,
    statistics,
    structure,
    transfer_requests,
    transfers,
)
from students.views import classrooms, families, notes, people, pupil, sensitive
from students.views import imports as views_imports

app_name = "students"

# imports/ …
imports = [
    path("imports/", views_imports.ImportList.as_view(), name="import-list"),
    path("imports/new/", views_imports.ImportUpload.as_view(), name="import-upload"),
    path("imports/template/", views_imports.ImportTemplate.as_view(), name="import-template"),
    path("imports/<uuid:pk>/", views_imports.ImportDetail.as_view(), name="import-detail"),
    path("imports/<uuid:pk>/commit/", views_imports.ImportCommit.as_view(), name="import-commit"),
    path("imports/<uuid:pk>/drop/", views_imports.ImportDrop.as_view(), name="import-drop"),
    path("imports/<uuid:pk>/bad/", views_imports.ImportRejected.as_view(), name="import-rejected"),
]

# The list of pupils, one pupil
pupils = [
    path("", people.student_list, name="student-list"),
    path("export/", people.student_export, name="student-export"),
    path("find/", people.student_find, name="student-find"),
    path("search/", people.student_search, name="student-search"),
    path("new/", pupil.student_create, name="student-create"),
    path("<int:pk>/", pupil.student_detail, name="student-detail"),
    path("<int:pk>/edit/", pupil.student_update, name="student-update"),
    path("<int:pk>/photo/", pupil.student_photo, name="student-photo"),
    path("<int:pk>/photo/change/", pupil.photo_update, name="photo-update"),
    path("<int:pk>/photo/remove/", families.photo_remove, name="photo-remove"),
    path("<int:pk>/notes/new/", pupil.note_create, name="note-create"),
    path("<int:pk>/notes/", notes.note_list, name="note-list"),
    path("notes/<int:pk>/edit/", notes.note_update, name="note-update"),
    path("notes/<int:pk>/remove/", notes.note_remove, name="note-remove"),
    path("<int:pk>/consents/new/", pupil.consent_create, name="consent-create"),
]

# The sensitive record, whole and in parts
private = [
    path("<int:pk>/sensitive/", sensitive.sensitive_detail, name="sensitive-detail"),
    path("<int:pk>/sensitive/edit/", sensitive.sensitive_update, name="sensitive-update"),
    path("<int:pk>/sensitive/term/", sensitive.circumstances_update, name="circumstances-update"),
    path("<int:pk>/identifier/", sensitive.identifier_reveal, name="identifier-reveal"),
    path("<int:pk>/identifier/change/", sensitive.identifier_update, name="identifier-update"),
    path("<int:pk>/health/", sensitive.student_health, name="student-health"),
    path("<int:pk>/welfare/", sensitive.student_welfare, name="student-welfare"),
]

# Guardians, the home, consents, who changed what
family = [
    path("<int:pk>/history/", families.student_history, name="student-history"),
    path("<int:pk>/consents/", families.consent_list, name="consent-list"),
    path("<int:pk>/home/", families.household_edit, name="household-edit"),
    path("<int:pk>/guardians/add/", families.guardian_add, name="guardian-add"),
    path("guardians/<int:pk>/edit/", families.guardian_edit, name="guardian-edit"),
    path("guardians/<int:pk>/remove/", families.guardian_remove, name="guardian-remove"),
]

# classes/ …
classes = [
    path("classes/", classrooms.classroom_list, name="classroom-list"),
    path("classes/add/", classrooms.classroom_add, name="classroom-add"),
    path("classes/<int:pk>/", classrooms.classroom_detail, name="classroom-detail"),
    path("classes/<int:pk>/remove/", classrooms.classroom_remove, name="classroom-remove"),
    path("classes/<int:pk>/rolls/", classrooms.classroom_rolls, name="classroom-rolls"),
    path("classes/<int:pk>/advisers/add/", classrooms.adviser_add, name="adviser-add"),
    path("classes/seats/<int:pk>/", classrooms.seat_roll, name="seat-roll"),
    path("advisers/<int:pk>/remove/", classrooms.adviser_remove, name="adviser-remove"),
]

# Those of the care work stand in students/routes/, a module a noun.
urlpatterns = [*pupils, *private, *family, *classes, *imports]
urlpatterns += boards.urlpatterns
urlpatterns += statistics.urlpatterns
urlpatterns += binder.urlpatterns
urlpatterns += at_risk.urlpatterns
urlpatterns += behaviour.urlpatterns
urlpatterns += signed_bonds.urlpatterns
urlpatterns += promotions.urlpatterns
urlpatterns += rollovers.urlpatterns
urlpatterns += groups.urlpatterns
urlpatterns += structure.urlpatterns
urlpatterns += signed_orders.urlpatterns
urlpatterns += attendance.urlpatterns
urlpatterns += growth.urlpatterns
urlpatterns += sdq.urlpatterns
urlpatterns += screening.urlpatterns
urlpatterns += leaving.urlpatterns
urlpatterns += handovers.urlpatterns
urlpatterns += transfers.urlpatterns
urlpatterns += transfer_requests.urlpatterns
urlpatterns += duplicates.urlpatterns
urlpatterns += homeroom.urlpatterns

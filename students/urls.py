"""Addresses of the pupil registry."""

from django.urls import path

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

urlpatterns = [*imports]

"""Addresses of weights and heights."""

from django.urls import path

from students.views import growth, growth_imports, growth_tables

urlpatterns = [
    path("growth/", growth.growth_list, name="growth-list"),
    path("growth/summary/", growth.growth_summary, name="growth-summary"),
    path("growth/classes/<int:pk>/", growth.growth_class, name="growth-class"),
    path("growth/classes/<int:pk>/entry/", growth.growth_entry, name="growth-entry"),
    path("growth/tables/", growth_tables.growth_tables, name="growth-tables"),
    path("growth/offices/<int:pk>/", growth_tables.growth_office, name="growth-office"),
    path("<int:pk>/growth/", growth.student_growth, name="student-growth"),
    path("growth/imports/", growth_imports.ImportList.as_view(), name="growth-import-list"),
    path("growth/imports/new/", growth_imports.ImportUpload.as_view(), name="growth-import-upload"),
    path(
        "growth/imports/template/",
        growth_imports.ImportTemplate.as_view(),
        name="growth-import-template",
    ),
    path(
        "growth/imports/<uuid:pk>/",
        growth_imports.ImportDetail.as_view(),
        name="growth-import-detail",
    ),
    path(
        "growth/imports/<uuid:pk>/commit/",
        growth_imports.ImportCommit.as_view(),
        name="growth-import-commit",
    ),
    path(
        "growth/imports/<uuid:pk>/drop/",
        growth_imports.ImportDrop.as_view(),
        name="growth-import-drop",
    ),
    path(
        "growth/imports/<uuid:pk>/bad/",
        growth_imports.ImportRejected.as_view(),
        name="growth-import-rejected",
    ),
    path("growth/tables/imports/", growth_tables.ImportList.as_view(), name="growth-table-list"),
    path(
        "growth/tables/imports/new/",
        growth_tables.ImportUpload.as_view(),
        name="growth-table-upload",
    ),
    path(
        "growth/tables/imports/template/",
        growth_tables.ImportTemplate.as_view(),
        name="growth-table-template",
    ),
    path(
        "growth/tables/imports/<uuid:pk>/",
        growth_tables.ImportDetail.as_view(),
        name="growth-table-detail",
    ),
    path(
        "growth/tables/imports/<uuid:pk>/commit/",
        growth_tables.ImportCommit.as_view(),
        name="growth-table-commit",
    ),
    path(
        "growth/tables/imports/<uuid:pk>/drop/",
        growth_tables.ImportDrop.as_view(),
        name="growth-table-drop",
    ),
    path(
        "growth/tables/imports/<uuid:pk>/bad/",
        growth_tables.ImportRejected.as_view(),
        name="growth-table-rejected",
    ),
]

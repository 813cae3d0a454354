"""Addresses of SDQ and of other tests."""

from django.urls import path

from students.models import Informant
from students.views import assessments, sdq, sdq_settings, sdq_sheets
from students.views import sdq_imports as imports

# sdq/ …
classes = [
    path("sdq/", sdq.sdq_list, name="sdq-list"),
    path("sdq/classes/<int:pk>/", sdq.sdq_class, name="sdq-class"),
    path("sdq/classes/<int:pk>/tests/", assessments.assessment_class, name="assessment-class"),
    path("sdq/classes/<int:pk>/<slug:informant>/", sdq.sdq_grid, name="sdq-grid"),
    path("sdq/answers/", sdq.sdq_cell, name="sdq-cell"),
    path("sdq/sheets/<int:pk>/check/", sdq_sheets.sdq_check, name="sdq-check"),
]

# sdq/imports/ …
files = [
    path("sdq/imports/", imports.SdqImportList.as_view(), name="sdq-import-list"),
    path("sdq/imports/new/", imports.SdqImportUpload.as_view(), name="sdq-import-upload"),
    path("sdq/imports/template/", imports.SdqImportTemplate.as_view(), name="sdq-import-template"),
    path("sdq/imports/<uuid:pk>/", imports.SdqImportDetail.as_view(), name="sdq-import-detail"),
    path(
        "sdq/imports/<uuid:pk>/commit/",
        imports.SdqImportCommit.as_view(),
        name="sdq-import-commit",
    ),
    path("sdq/imports/<uuid:pk>/drop/", imports.SdqImportDrop.as_view(), name="sdq-import-drop"),
    path(
        "sdq/imports/<uuid:pk>/bad/",
        imports.SdqImportRejected.as_view(),
        name="sdq-import-rejected",
    ),
]

# sdq/settings/ …
settings = [
    path("sdq/settings/", sdq_settings.sdq_settings, name="sdq-settings"),
    path("sdq/settings/licence/", sdq_settings.sdq_licence, name="sdq-licence"),
    path(
        "sdq/settings/licence/withdraw/",
        sdq_settings.licence_withdraw,
        name="sdq-licence-withdraw",
    ),
    path("sdq/settings/licence/proof/", sdq_settings.licence_file, name="sdq-licence-file"),
    path("sdq/settings/items/<slug:informant>/", sdq_settings.sdq_items, name="sdq-items"),
    path("sdq/settings/norms/<int:pk>/", sdq_settings.sdq_norms, name="sdq-norms"),
    path("sdq/settings/phq/", sdq_settings.phq_words, name="phq-words"),
    path("sdq/settings/kinds/new/", sdq_settings.kind_create, name="screen-kind-create"),
    path("sdq/settings/kinds/<int:pk>/", sdq_settings.kind_update, name="screen-kind-update"),
]

# One pupil
pupil = [
    *(
        path(f"<int:pk>/sdq/{one}/", sdq_sheets.sdq_sheet, {"informant": one}, name=f"sdq-{one}")
        for one in Informant.values
    ),
    path("<int:pk>/assessments/", assessments.assessment_detail, name="assessment-detail"),
    path("<int:pk>/phq/new/", assessments.phq_create, name="phq-create"),
    path("phq/<int:pk>/", assessments.phq_detail, name="phq-detail"),
    path("phq/<int:pk>/edit/", assessments.phq_update, name="phq-update"),
    path("phq/<int:pk>/step/", assessments.phq_step, name="phq-step"),
    path("<int:pk>/screens/new/", assessments.other_screen_create, name="other-screen-create"),
    path("screens/<int:pk>/", assessments.other_screen_update, name="other-screen-update"),
    path("screens/<int:pk>/remove/", assessments.other_screen_remove, name="other-screen-remove"),
    path("screens/<int:pk>/file/", assessments.other_screen_file, name="other-screen-file"),
]

urlpatterns = [*classes, *files, *settings, *pupil]

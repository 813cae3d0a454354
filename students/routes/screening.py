"""Addresses of screening: rounds, forms, a class, one pupil, the figures."""

from django.urls import path

from students.views import screening, screening_class, screening_forms, screening_summary
from students.views import screening_rounds as rounds

# screening/rounds/ …
of_rounds = [
    path("screening/rounds/", rounds.RoundList.as_view(), name="screening-round-list"),
    path("screening/rounds/new/", rounds.RoundCreate.as_view(), name="screening-round-create"),
    path(
        "screening/rounds/<int:pk>/edit/",
        rounds.RoundUpdate.as_view(),
        name="screening-round-update",
    ),
    path("screening/rounds/<int:pk>/close/", rounds.round_close, name="screening-round-close"),
    path("screening/rounds/<int:pk>/reopen/", rounds.round_reopen, name="screening-round-reopen"),
]

# screening/forms/ …
FORMS = "screening/forms"
of_forms = [
    path(f"{FORMS}/", screening_forms.form_list, name="screening-form-list"),
    path(f"{FORMS}/<int:pk>/", screening_forms.form_detail, name="screening-form-detail"),
    path(f"{FORMS}/<int:pk>/copy/", screening_forms.form_copy, name="screening-form-copy"),
    path(f"{FORMS}/<int:pk>/edit/", screening_forms.form_update, name="screening-form-update"),
    path(f"{FORMS}/<int:pk>/publish/", screening_forms.form_publish, name="screening-form-publish"),
    path(f"{FORMS}/<int:pk>/archive/", screening_forms.form_archive, name="screening-form-archive"),
    path(f"{FORMS}/<int:pk>/restore/", screening_forms.form_restore, name="screening-form-restore"),
    path(
        f"{FORMS}/<int:pk>/aspects/new/",
        screening_forms.aspect_create,
        name="screening-aspect-create",
    ),
    path(
        f"{FORMS}/aspects/<int:pk>/edit/",
        screening_forms.aspect_update,
        name="screening-aspect-update",
    ),
    path(
        f"{FORMS}/aspects/<int:pk>/criteria/new/",
        screening_forms.criterion_create,
        name="screening-criterion-create",
    ),
    path(
        f"{FORMS}/criteria/<int:pk>/edit/",
        screening_forms.criterion_update,
        name="screening-criterion-update",
    ),
    *(
        path(
            f"{FORMS}/aspects/<int:pk>/{verb}/",
            screening_forms.aspect_verb,
            {"verb": verb},
            name=f"screening-aspect-{verb}",
        )
        for verb in screening_forms.VERBS
    ),
    *(
        path(
            f"{FORMS}/criteria/<int:pk>/{verb}/",
            screening_forms.criterion_verb,
            {"verb": verb},
            name=f"screening-criterion-{verb}",
        )
        for verb in screening_forms.VERBS
    ),
]

# screening/ …, a pupil's screening
of_results = [
    path("screening/", screening.screening_list, name="screening-list"),
    path("screening/summary/", screening_summary.summary, name="screening-summary"),
    path("screening/classes/<int:pk>/", screening_class.grid, name="screening-class"),
    path(
        "screening/classes/<int:pk>/normal/",
        screening_class.set_normal,
        name="screening-class-normal",
    ),
    path(
        "screening/classes/<int:pk>/summary/",
        screening_summary.class_summary,
        name="screening-class-summary",
    ),
    path("<int:pk>/screening/", screening.pupil_screenings, name="screening-pupil"),
    path("<int:pk>/screening/now/", screening.open_pupil, name="screening-open"),
    path("<int:pk>/screening/entry/", screening.entry, name="screening-entry"),
    path("<int:pk>/screening/aspects/<int:aspect>/", screening_class.cell, name="screening-cell"),
]

urlpatterns = [*of_rounds, *of_forms, *of_results]

"""Addresses of home visits; the project mounts them under `visits/`."""

from django.urls import URLPattern, path

from homevisits.views import photos, steps

app_name = "homevisits"

# The form: start, steps, photos, signatures, submission
form_urls: list[URLPattern] = [
    path("start/", steps.visit_start, name="visit-start"),
    path("<int:pk>/continue/", steps.visit_continue, name="visit-continue"),
    path("<int:pk>/steps/<slug:code>/", steps.visit_step, name="visit-step"),
    path("<int:pk>/steps/<slug:code>/compare/", steps.visit_clash, name="visit-clash"),
    path("<int:pk>/summary/", steps.visit_summary, name="visit-summary"),
    path("<int:pk>/submit/", steps.visit_submit, name="visit-submit"),
    path("<int:pk>/photos/", photos.photo_add, name="photo-add"),
    path("photos/<int:pk>/", photos.photo_file, name="photo"),
    path("photos/<int:pk>/remove/", photos.photo_remove, name="photo-remove"),
    path("signatures/<int:pk>/", photos.signature_file, name="signature"),
]

# Rounds, the adviser's list, review, follow-ups, alerts, coverage
round_urls: list[URLPattern] = []

urlpatterns = [*form_urls, *round_urls]

"""Addresses of home visits; the project mounts them under `visits/`."""

from django.urls import URLPattern, path

from homevisits.views import (
    alerts,
    coverage,
    follow_ups,
    photos,
    review,
    rounds,
    steps,
    visits,
)

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
round_urls: list[URLPattern] = [
    path("", visits.visit_list, name="visit-list"),
    path("<int:pk>/", visits.visit_detail, name="visit-detail"),
    path("pupils/<int:pk>/", visits.visit_pupil, name="visit-pupil"),
    path("<int:pk>/approve/", review.visit_approve, name="visit-approve"),
    path("<int:pk>/return/", review.visit_return, name="visit-return"),
    path("<int:pk>/follow-ups/new/", follow_ups.follow_up_create, name="follow-up-create"),
    path("review/", review.ReviewList.as_view(), name="review-list"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("rounds/", rounds.RoundList.as_view(), name="round-list"),
    path("rounds/new/", rounds.RoundCreate.as_view(), name="round-create"),
    path("rounds/<int:pk>/edit/", rounds.RoundUpdate.as_view(), name="round-update"),
    path("rounds/<int:pk>/close/", rounds.round_close, name="round-close"),
    path("rounds/<int:pk>/reopen/", rounds.round_reopen, name="round-reopen"),
    path("rounds/<int:pk>/pupils/", rounds.round_pupils, name="round-pupils"),
    path("follow-ups/", follow_ups.FollowUpList.as_view(), name="follow-up-list"),
    path("follow-ups/<int:pk>/close/", follow_ups.follow_up_close, name="follow-up-close"),
    path("alerts/", alerts.AlertList.as_view(), name="alert-list"),
    path("alerts/<int:pk>/", alerts.alert_detail, name="alert-detail"),
    path("alerts/<int:pk>/acknowledge/", alerts.alert_acknowledge, name="alert-acknowledge"),
    path("alerts/<int:pk>/handle/", alerts.alert_handle, name="alert-handle"),
    path("alerts/<int:pk>/assign/", alerts.alert_assign, name="alert-assign"),
    path("alerts/<int:pk>/exclude/", alerts.alert_exclude, name="alert-exclude"),
]

urlpatterns = [*form_urls, *round_urls]

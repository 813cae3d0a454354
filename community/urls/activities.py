"""Addresses of activities with the community, their photos, trips, training and lessons."""

from django.urls import path

from community.views import activities

# activities/
logged = [
    path("activities/", activities.activity_list, name="activity-list"),
    path("activities/new/", activities.activity_create, name="activity-create"),
    path("activities/<int:pk>/", activities.activity_detail, name="activity-detail"),
    path("activities/<int:pk>/edit/", activities.activity_update, name="activity-update"),
    path("activities/<int:pk>/result/", activities.activity_result, name="activity-result"),
    path("activities/<int:pk>/cancel/", activities.activity_cancel, name="activity-cancel"),
]

activity_work = [*logged]

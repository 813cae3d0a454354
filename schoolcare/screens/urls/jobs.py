"""Addresses of a person's background jobs."""

from django.urls import path

from schoolcare.screens import jobs as views

urlpatterns = [
    path("jobs/", views.job_list, name="job-list"),
    path("jobs/<uuid:pk>/", views.job_detail, name="job-detail"),
    path("jobs/<uuid:pk>/cancel/", views.job_cancel, name="job-cancel"),
    path("jobs/<uuid:pk>/download/", views.job_download, name="job-download"),
]

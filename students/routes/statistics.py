"""statistics/ …: numbers of pupils, and whom each counts."""

from django.urls import path

from students.views import statistics

urlpatterns = [
    path("statistics/", statistics.statistics, name="statistics"),
    path(
        "statistics/<slug:key>/<slug:mark>/",
        statistics.statistics_pupils,
        name="statistics-pupils",
    ),
]

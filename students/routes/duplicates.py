"""Addresses of doubles."""

from django.urls import path

from students.views import duplicates, merged

urlpatterns = [
    path("duplicates/", duplicates.duplicate_list, name="duplicate-list"),
    path("duplicates/find/", duplicates.duplicate_find, name="duplicate-find"),
    path("<int:pk>/distinct/<int:other>/", duplicates.student_distinct, name="student-distinct"),
    path("<int:pk>/merge/<int:other>/", duplicates.student_merge, name="student-merge"),
    path("merged/<int:pk>/", merged.merged_detail, name="merged-detail"),
]

"""Addresses of the annual operations calendar."""

from django.urls import path

from community.views import calendar, copying, entries

VIEWS = [
    path("calendar/", calendar.calendar_year_page, name="calendar-year"),
    path("calendar/month/", calendar.calendar_month, name="calendar-month"),
    path("calendar/copy/", copying.calendar_copy, name="calendar-copy"),
    path("calendar/ready/", copying.calendar_ready, name="calendar-ready"),
]
ENTRIES = [
    path("calendar/list/", entries.calendar_list, name="calendar-list"),
    path("calendar/new/", entries.entry_create, name="entry-create"),
    path("calendar/<int:pk>/", entries.entry_detail, name="entry-detail"),
    path("calendar/<int:pk>/edit/", entries.entry_update, name="entry-update"),
    path("calendar/<int:pk>/remove/", entries.entry_remove, name="entry-remove"),
    path("calendar/<int:pk>/move/", entries.entry_move, name="entry-move"),
]

operations = [*VIEWS, *ENTRIES]

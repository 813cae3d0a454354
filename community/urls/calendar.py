"""Addresses of the annual operations calendar."""

from django.urls import path

from community.views import areas, calendar, copying, entries, holidays

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

HOLIDAYS = [
    path("calendar/holidays/", holidays.holiday_list, name="holiday-list"),
    path("calendar/holidays/new/", holidays.holiday_create, name="holiday-create"),
    path("calendar/holidays/paste/", holidays.holiday_paste, name="holiday-paste"),
    path("calendar/holidays/<int:pk>/edit/", holidays.holiday_update, name="holiday-update"),
    path("calendar/holidays/<int:pk>/remove/", holidays.holiday_remove, name="holiday-remove"),
]
AREAS = [
    path("calendar/areas/", areas.area_list, name="area-list"),
    path("calendar/areas/new/", areas.area_create, name="area-create"),
    path("calendar/areas/<int:pk>/edit/", areas.area_update, name="area-update"),
]

operations = [*VIEWS, *ENTRIES, *HOLIDAYS, *AREAS]

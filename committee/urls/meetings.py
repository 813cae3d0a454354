"""Addresses of meetings."""

from django.urls import path

from committee.views import agenda, attendance, minutes, resolutions
from committee.views import meetings as views

# Meetings: the plan and its course …
meeting = [
    path("meetings/", views.meeting_list, name="meeting-list"),
    path("meetings/new/", views.meeting_create, name="meeting-create"),
    path("meetings/settings/", views.meeting_settings, name="meeting-settings"),
    path("meetings/<int:pk>/", views.meeting_detail, name="meeting-detail"),
    path("meetings/<int:pk>/edit/", views.meeting_update, name="meeting-update"),
    path("meetings/<int:pk>/cancel/", views.meeting_cancel, name="meeting-cancel"),
    path("meetings/<int:pk>/open/", views.meeting_open, name="meeting-open"),
    path("meetings/<int:pk>/close/", views.meeting_close, name="meeting-close"),
]

# … who is invited and comes …
roll = [
    path("meetings/<int:pk>/roll/", attendance.meeting_roll, name="meeting-roll"),
    path("meetings/<int:pk>/roll/fill/", attendance.roll_fill, name="roll-fill"),
    path("meetings/<int:pk>/roll/rest/", attendance.roll_rest, name="roll-rest"),
    path("meetings/<int:pk>/roll/new/", attendance.attendance_create, name="attendance-create"),
    path("meetings/roll/<int:pk>/edit/", attendance.attendance_update, name="attendance-update"),
    path("meetings/roll/<int:pk>/mark/", attendance.attendance_mark, name="attendance-mark"),
    path(
        "meetings/roll/<int:pk>/preside/", attendance.attendance_preside, name="attendance-preside"
    ),
    path("meetings/roll/<int:pk>/remove/", attendance.attendance_remove, name="attendance-remove"),
]

# … the matters it deals with …
matters = [
    path("meetings/<int:pk>/agenda/new/", agenda.agenda_create, name="agenda-create"),
    path("meetings/agenda/<int:pk>/", agenda.agenda_item, name="agenda-item"),
    path("meetings/agenda/<int:pk>/edit/", agenda.agenda_update, name="agenda-update"),
    path("meetings/agenda/<int:pk>/move/", agenda.agenda_move, name="agenda-move"),
    path("meetings/agenda/<int:pk>/remove/", agenda.agenda_remove, name="agenda-remove"),
    path("meetings/agenda/<int:pk>/decide/", agenda.agenda_decide, name="agenda-decide"),
    path("meetings/agenda/<int:pk>/adopt/", agenda.agenda_adopt, name="agenda-adopt"),
    path("meetings/agenda/<int:pk>/recusals/new/", agenda.recusal_create, name="recusal-create"),
    path("meetings/recusals/<int:pk>/remove/", agenda.recusal_remove, name="recusal-remove"),
]

# … its minutes …
written = [
    path("meetings/<int:pk>/minutes/", minutes.minutes_read, name="minutes-read"),
    path("meetings/<int:pk>/minutes/edit/", minutes.minutes_edit, name="minutes-edit"),
    path("meetings/<int:pk>/minutes/propose/", minutes.minutes_propose, name="minutes-propose"),
    path(
        "meetings/<int:pk>/minutes/take-back/",
        minutes.minutes_take_back,
        name="minutes-take-back",
    ),
    path("meetings/<int:pk>/revisions/", minutes.revision_list, name="revision-list"),
    path("meetings/revisions/<int:pk>/", minutes.revision_detail, name="revision-detail"),
    path("meetings/revisions/<int:pk>/compare/", minutes.minutes_clash, name="minutes-clash"),
]

# … and what it resolved
resolved = [
    path("meetings/resolutions/", resolutions.resolution_list, name="resolution-list"),
    path(
        "agenda/<int:pk>/resolutions/new/", resolutions.resolution_create, name="resolution-create"
    ),
    path(
        "meetings/resolutions/<int:pk>/edit/",
        resolutions.resolution_update,
        name="resolution-update",
    ),
    path(
        "meetings/resolutions/<int:pk>/finish/",
        resolutions.resolution_finish,
        name="resolution-finish",
    ),
    path(
        "meetings/resolutions/<int:pk>/reopen/",
        resolutions.resolution_reopen,
        name="resolution-reopen",
    ),
]

meetings = [*meeting, *roll, *matters, *written, *resolved]

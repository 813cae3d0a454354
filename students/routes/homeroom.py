"""homeroom/ …, meetings/ …, parents/ …: a class with its guardians."""

from django.urls import path

from students.views import class_meetings as meetings
from students.views import homeroom, parents

ROOM, MEETING = "homeroom/classes/<int:pk>/", "meetings/<int:pk>/"

urlpatterns = [
    path("homeroom/", homeroom.homeroom_list, name="homeroom-list"),
    path(ROOM, homeroom.homeroom_class, name="homeroom-class"),
    path(f"{ROOM}edit/", homeroom.homeroom_edit, name="homeroom-edit"),
    path(f"{ROOM}meet/", meetings.meeting_create, name="class-meeting-create"),
    path("homeroom/weeks/<int:pk>/", homeroom.homeroom_week, name="homeroom-week"),
    path("homeroom/weeks/<int:pk>/review/", homeroom.homeroom_review, name="homeroom-review"),
    path("homeroom/weeks/<int:pk>/photos/", homeroom.homeroom_photos, name="homeroom-photos"),
    path("homeroom/photos/<int:pk>/", homeroom.class_photo, name="class-photo"),
    path("homeroom/photos/<int:pk>/remove/", homeroom.photo_remove, name="class-photo-remove"),
    path(MEETING, meetings.class_meeting, name="class-meeting"),
    path(f"{MEETING}edit/", meetings.meeting_update, name="class-meeting-update"),
    path(f"{MEETING}sign/", meetings.meeting_sign, name="class-meeting-sign"),
    path(f"{MEETING}election/", meetings.meeting_election, name="class-meeting-election"),
    path(f"{MEETING}photos/", meetings.meeting_photos, name="class-meeting-photos"),
    path(f"{MEETING}pupils/<int:student>/", meetings.meeting_pupil, name="class-meeting-pupil"),
    path("<int:pk>/meetings/", meetings.student_meetings, name="student-meetings"),
    path("parents/", parents.parents_list, name="parents-list"),
    path("parents/new/", parents.parents_create, name="parents-create"),
    path("parents/<int:pk>/", parents.parents_detail, name="parents-detail"),
    path("parents/<int:pk>/edit/", parents.parents_update, name="parents-update"),
    path("parents/<int:pk>/remove/", parents.parents_remove, name="parents-remove"),
    path("parents/<int:pk>/members/new/", parents.member_create, name="parent-member-create"),
    path("parents/members/<int:pk>/", parents.member_update, name="parent-member-update"),
    path("parents/members/<int:pk>/remove/", parents.member_remove, name="parent-member-remove"),
]

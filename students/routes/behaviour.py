"""behaviour/ …, and a pupil's own page of it."""

from django.urls import path

from students.views import behaviour, behaviour_records, conduct, letters, penalties

urlpatterns = [
    path("behaviour/", behaviour.behaviour_find, name="behaviour-find"),
    path("behaviour/new/", behaviour.behaviour_note, name="behaviour-note"),
    path("behaviour/own/", behaviour.behaviour_own, name="behaviour-own"),
    path("behaviour/all/", behaviour_records.behaviour_list, name="behaviour-list"),
    path("behaviour/<int:pk>/", behaviour.behaviour_event, name="behaviour-event"),
    path("behaviour/<int:pk>/withdraw/", behaviour.behaviour_withdraw, name="behaviour-withdraw"),
    path("behaviour/<int:pk>/photo/", behaviour.behaviour_photo, name="behaviour-photo"),
    path("<int:pk>/behaviour/", behaviour_records.student_behaviour, name="student-behaviour"),
    path(
        "behaviour/statistics/",
        behaviour_records.behaviour_statistics,
        name="behaviour-statistics",
    ),
    path("behaviour/penalties/", penalties.penalty_list, name="penalty-list"),
    path("behaviour/penalties/<int:pk>/", penalties.penalty_detail, name="penalty-detail"),
    path(
        "behaviour/penalties/<int:pk>/outcome/", penalties.penalty_outcome, name="penalty-outcome"
    ),
    path("behaviour/penalties/<int:pk>/void/", penalties.penalty_void, name="penalty-void"),
    path("<int:pk>/penalties/new/", penalties.penalty_create, name="penalty-create"),
    path("behaviour/letters/", letters.letter_list, name="letter-list"),
    path("behaviour/letters/<int:pk>/", letters.letter_settle, name="letter-settle"),
    path("behaviour/conduct/", conduct.conduct_detail, name="conduct-detail"),
    path("behaviour/conduct/new/", conduct.conduct_edit, name="conduct-edit"),
    path("behaviour/conduct/scale/", conduct.scale_edit, name="scale-edit"),
    path("behaviour/conduct/<int:pk>/", conduct.conduct_version, name="conduct-version"),
]

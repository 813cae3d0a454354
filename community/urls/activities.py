"""Addresses of activities with the community, their photos, trips, training and lessons."""

from django.urls import path

from community.views import activities, activity_photos, courses, lessons, trips

# activities/
logged = [
    path("activities/", activities.activity_list, name="activity-list"),
    path("activities/new/", activities.activity_create, name="activity-create"),
    path("activities/<int:pk>/", activities.activity_detail, name="activity-detail"),
    path("activities/<int:pk>/edit/", activities.activity_update, name="activity-update"),
    path("activities/<int:pk>/result/", activities.activity_result, name="activity-result"),
    path("activities/<int:pk>/cancel/", activities.activity_cancel, name="activity-cancel"),
]

# … their photos
shown = [
    path(
        "activities/<int:pk>/photos/",
        activity_photos.activity_photo_list,
        name="activity-photos",
    ),
    path(
        "activity-photos/<int:pk>/",
        activity_photos.activity_photo_file,
        name="activity-photo",
    ),
    path(
        "activity-photos/<int:pk>/edit/",
        activity_photos.activity_photo_update,
        name="activity-photo-update",
    ),
    path(
        "activity-photos/<int:pk>/remove/",
        activity_photos.activity_photo_remove,
        name="activity-photo-remove",
    ),
]

# lessons/: what schools of a district share
learnt = [
    path("activities/<int:pk>/share/", lessons.lesson_share, name="lesson-share"),
    path("activities/<int:pk>/withdraw/", lessons.lesson_withdraw, name="lesson-withdraw"),
    path("lessons/", lessons.lesson_list, name="lesson-list"),
    path("lessons/<int:pk>/", lessons.lesson_detail, name="lesson-detail"),
    path("lessons/<int:pk>/thank/", lessons.lesson_thank, name="lesson-thank"),
    path("lessons/photos/<int:pk>/", lessons.lesson_photo, name="lesson-photo"),
]

# … taking pupils out
travelled = [
    path("activities/<int:pk>/trip/", trips.trip_plan, name="trip-plan"),
    path("activities/<int:pk>/trip/pupils/", trips.trip_pupils, name="trip-pupils"),
    path("activities/<int:pk>/trip/replies/", trips.trip_replies, name="trip-replies"),
    path("activities/<int:pk>/trip/ask/", trips.trip_ask, name="trip-ask"),
    path("activities/<int:pk>/trip/reopen/", trips.trip_reopen, name="trip-reopen"),
    path("activities/<int:pk>/trip/allow/", trips.trip_allow, name="trip-allow"),
    path("activities/<int:pk>/trip/return/", trips.trip_return, name="trip-return"),
    path("trip-rules/", trips.trip_rule_list, name="trip-rule-list"),
    path("trip-rules/<slug:kind>/", trips.trip_rule_update, name="trip-rule-update"),
]

# … training for the community
taught = [
    path("activities/<int:pk>/course/", courses.course_plan, name="course-plan"),
    path("activities/<int:pk>/learners/", courses.course_learners, name="course-learners"),
    path("activities/<int:pk>/follow-up/", courses.course_follow_up, name="course-follow-up"),
]

activity_work = [*logged, *shown, *learnt, *travelled, *taught]

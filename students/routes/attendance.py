"""attendance/ …: days, months, cases of absence, the import of a month."""

from django.urls import path

from students.views import absences, attendance
from students.views import attendance_imports as imports

ROOM, CASE = "attendance/classes/<int:pk>/", "attendance/cases/<int:pk>/"

IMPORTS = "attendance/imports/"

urlpatterns = [
    path("attendance/", attendance.attendance_list, name="attendance-list"),
    path("attendance/rule/", attendance.attendance_rule, name="attendance-rule"),
    path(ROOM, attendance.attendance_day, name="attendance-day"),
    path(f"{ROOM}check/", attendance.attendance_check, name="attendance-check"),
    path(f"{ROOM}month/", attendance.attendance_month, name="attendance-month"),
    path(f"{ROOM}template/", imports.class_template, name="attendance-class-template"),
    path(
        "attendance/days/<int:pk>/remove/", attendance.attendance_remove, name="attendance-remove"
    ),
    path("attendance/cases/", absences.absence_list, name="absence-list"),
    path(CASE, absences.absence_detail, name="absence-detail"),
    path(f"{CASE}close/", absences.absence_close, name="absence-close"),
    path(f"{CASE}letter/", absences.letter_create, name="absence-letter"),
    path("attendance/letters/<int:pk>/", absences.letter_answer, name="absence-answer"),
    path("<int:pk>/attendance/", absences.student_attendance, name="student-attendance"),
    path(IMPORTS, imports.ImportList.as_view(), name="attendance-import-list"),
    path(f"{IMPORTS}new/", imports.ImportUpload.as_view(), name="attendance-import-upload"),
    path(
        f"{IMPORTS}template/", imports.ImportTemplate.as_view(), name="attendance-import-template"
    ),
    path(f"{IMPORTS}<uuid:pk>/", imports.ImportDetail.as_view(), name="attendance-import-detail"),
    path(
        f"{IMPORTS}<uuid:pk>/commit/",
        imports.ImportCommit.as_view(),
        name="attendance-import-commit",
    ),
    path(f"{IMPORTS}<uuid:pk>/drop/", imports.ImportDrop.as_view(), name="attendance-import-drop"),
    path(
        f"{IMPORTS}<uuid:pk>/bad/",
        imports.ImportRejected.as_view(),
        name="attendance-import-rejected",
    ),
]

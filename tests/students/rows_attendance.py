"""Addresses of attendance for the tables of access and log (tests/care_rows.py)."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from schoolcare import import_batches
from schoolcare.access import Permission
from schoolcare.models import ImportBatch
from students.importing.attendance import AttendanceImporter
from tests.access_place import SECRET, Place
from tests.students.making_attendance import MONDAY, make_absence, make_case, make_day, make_letter

PAGES = ("commit", "detail", "drop", "list", "rejected", "template", "upload")
KEY = "33333333-3333-4333-8333-333333333333"
RIGHTS = {
    Permission.ATTENDANCE_VIEW: "students:attendance-list students:attendance-day "
    "students:attendance-class-template "
    "students:attendance-month students:absence-list students:absence-detail "
    "students:student-attendance",
    Permission.ATTENDANCE_WRITE: "students:attendance-check students:attendance-remove "
    "students:absence-close students:absence-letter students:absence-answer",
    Permission.CONDUCT_EDIT: "students:attendance-rule",
    Permission.ATTENDANCE_IMPORT: " ".join(f"students:attendance-import-{one}" for one in PAGES),
}
POST_ONLY = {
    *("students:attendance-check", "students:attendance-remove"),
    *("students:attendance-import-commit", "students:attendance-import-drop"),
}


def month_file(place: Place) -> SimpleUploadedFile:
    """Of one pupil, who was missing on a day."""
    text = f"รหัสนักเรียน,ชื่อ,9/11/2569\n{place.student.code},ก,ข\n"
    return SimpleUploadedFile("november.csv", text.encode())


def of_batch(place: Place) -> dict[str, Any]:
    batch = ImportBatch.objects.create(
        kind="attendance", school=place.school, file_name=SECRET, sha256="2" * 64
    )
    return {"pk": batch.pk}


def of_rejected(place: Place) -> dict[str, Any]:
    return {"pk": place.done(ImportBatch.objects.get(**of_batch(place))).pk}


def of_checked_batch(place: Place) -> dict[str, Any]:
    """Looked through and waiting for the person's yes."""
    importer, file = AttendanceImporter(place.school), month_file(place)
    batch = import_batches.upload(importer, file, file.name, by=place.everybody)
    import_batches.preview(batch, by=place.everybody)
    return {"pk": batch.pk}


def of_room(place: Place) -> dict[str, Any]:
    assert place.student
    return {"pk": place.classroom.pk}


def of_day(place: Place) -> dict[str, Any]:
    return {"pk": make_day(place.classroom).pk}


def of_case(place: Place) -> dict[str, Any]:
    return {"pk": make_case(place.student).pk}


def of_letter(place: Place) -> dict[str, Any]:
    return {"pk": make_letter(make_case(place.student)).pk}


def of_absent_pupil(place: Place) -> dict[str, Any]:
    make_absence(place.student, note=SECRET)
    return {"pk": place.student.pk}


SCHOOL_ROWS = {
    "students:attendance-import-commit": of_batch,
    "students:attendance-import-detail": of_batch,
    "students:attendance-import-drop": of_batch,
    "students:attendance-import-rejected": of_rejected,
}
PUPIL_ROWS = {
    "students:attendance-day": of_room,
    "students:attendance-check": of_room,
    "students:attendance-month": of_room,
    "students:attendance-class-template": of_room,
    "students:attendance-remove": of_day,
    "students:absence-answer": of_letter,
    "students:absence-close": of_case,
    "students:absence-detail": of_case,
    "students:absence-letter": of_case,
    "students:student-attendance": of_absent_pupil,
}


def checked(place: Place) -> dict[str, Any]:
    kind = {f"kind-{place.student.pk}": "absent"}
    return {"on": MONDAY.isoformat(), "version": 0} | kind


def letter(place: Place) -> dict[str, Any]:
    return {"dated_on": "23/11/2569", "way": "hand", "key": KEY}


def ended(place: Place) -> dict[str, Any]:
    return {"outcome": "back", "closed_on": "30/11/2569"}


def rule(place: Place) -> dict[str, Any]:
    return {"run_days": 3}


def nothing(place: Place) -> dict[str, Any]:
    return {}


def answered(place: Place) -> dict[str, Any]:
    return {"answer": "ป่วย", "answered_on": "30/11/2569"}


def upload(place: Place) -> dict[str, Any]:
    return {"file": month_file(place)}


WRITES = {
    "students:attendance-import-commit": ("import.commit", nothing, of_checked_batch),
    "students:attendance-import-drop": ("import.drop", nothing, of_checked_batch),
    "students:attendance-import-upload": ("import.upload", upload),
    "students:attendance-check": ("class_day.check", checked),
    "students:attendance-remove": ("class_day.remove", nothing),
    "students:absence-answer": ("absence_letter.update", answered),
    "students:absence-close": ("absence_case.close", ended),
    "students:absence-letter": ("absence_letter.create", letter),
    "students:attendance-rule": ("attendance_rule.change", rule),
}
LOOKS = {
    "students:attendance-import-rejected": "import.export",
    "students:absence-detail": "absence_case.view",
    "students:student-attendance": "absence.view",
}
OF_A_PUPIL = {"absence", "absence_case", "absence_letter"}

"""Addresses of weights and heights in the tables of access and of the log."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from schoolcare import import_batches
from schoolcare.access import Permission
from schoolcare.models import ImportBatch
from students.growth.importer import GrowthImporter
from tests.access_place import SECRET, Place

PAGES = "commit detail drop list rejected template upload"

RIGHTS = {
    Permission.GROWTH_VIEW: "students:growth-class students:growth-list students:growth-summary "
    "students:student-growth",
    Permission.GROWTH_WRITE: "students:growth-entry",
    Permission.GROWTH_IMPORT: " ".join(f"students:growth-import-{one}" for one in PAGES.split()),
}


def of_batch(place: Place) -> dict[str, Any]:
    """Imported, with a file of rows that were refused."""
    facts = {"school": place.school, "file_name": SECRET, "sha256": "3" * 64}
    batch = ImportBatch.objects.create(kind="growth", **facts)
    return {"pk": place.done(batch).pk}


def of_open_batch(place: Place) -> dict[str, Any]:
    facts = {"school": place.school, "file_name": SECRET, "sha256": "2" * 64}
    return {"pk": ImportBatch.objects.create(kind="growth", **facts).pk}


def of_checked_batch(place: Place) -> dict[str, Any]:
    """Looked through and waiting for the person's yes."""
    importer, file = GrowthImporter(place.school), growth_file(place)
    batch = import_batches.upload(importer, file, file.name, by=place.everybody)
    import_batches.preview(batch, by=place.everybody)
    return {"pk": batch.pk}


def growth_file(place: Place) -> SimpleUploadedFile:
    term = place.school.terms.get()
    term.starts_on = min(term.starts_on, timezone.localdate())
    term.save()
    row = f"{place.student.code},{timezone.localdate()},35.0,142"
    content = f"รหัสนักเรียน,วันที่ชั่งวัด,น้ำหนัก,ส่วนสูง\n{row}\n".encode()
    return SimpleUploadedFile("g.csv", content, "text/csv")


def of_classroom(place: Place) -> dict[str, Any]:
    return {"pk": place.classroom.pk}


def of_student(place: Place) -> dict[str, Any]:
    return {"pk": place.student.pk}


def figures(place: Place) -> dict[str, Any]:
    term = place.school.terms.get()
    name = f"p{place.student.pk}"
    day = min(max(timezone.localdate(), term.starts_on), term.ends_on)
    typed = {f"{name}-weight": "35", f"{name}-height": "142", f"{name}-was": "/"}
    return typed | {"measured_on": str(day)}


def upload(place: Place) -> dict[str, Any]:
    return {"file": growth_file(place)}


SCHOOL_ROWS = {
    "students:growth-import-commit": of_open_batch,
    "students:growth-import-detail": of_open_batch,
    "students:growth-import-drop": of_open_batch,
    "students:growth-import-rejected": of_batch,
}
PUPIL_ROWS = {
    "students:growth-class": of_classroom,
    "students:growth-entry": of_classroom,
    "students:student-growth": of_student,
}
POST_ONLY = {"students:growth-import-commit", "students:growth-import-drop"}
WRITES = {
    "students:growth-entry": ("growth.save", figures),
    "students:growth-import-commit": ("import.commit", lambda place: {}, of_checked_batch),
    "students:growth-import-drop": ("import.drop",),
    "students:growth-import-upload": ("import.upload", upload),
}
LOOKS = {
    "students:growth-class": "growth.view",
    "students:growth-entry": "growth.view",
    "students:growth-import-rejected": "import.export",
    "students:student-growth": "sensitive.view",
}

"""Addresses of the tables of growth in the tables of access and of the log."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from schoolcare import import_batches
from schoolcare.access import Permission
from schoolcare.models import ImportBatch
from students.growth.reference_importer import GrowthReferenceImporter
from tests.access_place import SECRET, Place

PAGES = ("commit", "detail", "drop", "list", "rejected", "template", "upload")
RIGHTS = {
    Permission.GROWTH_VIEW: "students:growth-tables",
    Permission.DISTRICT_SETTINGS: " ".join(
        ["students:growth-office", *(f"students:growth-table-{one}" for one in PAGES)]
    ),
}
CSV = b"sex,age_months,-2,-1.5,median,1.5,2\nM,100,20,25,30,35,40\n"


def table_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("t.csv", CSV, "text/csv")


def of_office(place: Place) -> dict[str, Any]:
    return {"pk": place.school.district.pk}


def of_open_batch(place: Place) -> dict[str, Any]:
    facts = {"district": place.school.district, "file_name": SECRET, "sha256": "5" * 64}
    return {"pk": ImportBatch.objects.create(kind="growth-reference", **facts).pk}


def of_batch(place: Place) -> dict[str, Any]:
    """Imported, with a file of rows that were refused."""
    batch = ImportBatch.objects.get(pk=of_open_batch(place)["pk"])
    return {"pk": place.done(batch).pk}


def of_checked_batch(place: Place) -> dict[str, Any]:
    """Looked through and waiting for where its figures are from."""
    importer, file = GrowthReferenceImporter(place.school.district), table_file()
    batch = import_batches.upload(importer, file, file.name, by=place.everybody)
    import_batches.preview(batch, by=place.everybody)
    return {"pk": batch.pk}


SCHOOL_ROWS = {
    "students:growth-office": of_office,
    "students:growth-table-commit": of_open_batch,
    "students:growth-table-detail": of_open_batch,
    "students:growth-table-drop": of_open_batch,
    "students:growth-table-rejected": of_batch,
}
POST_ONLY = {"students:growth-table-commit", "students:growth-table-drop"}
WRITES = {
    "students:growth-table-commit": (
        *("growth_reference.import", lambda place: {"reason": "กรมอนามัย"}),
        of_checked_batch,
    ),
    "students:growth-table-drop": ("import.drop",),
    "students:growth-table-upload": ("import.upload", lambda place: {"file": table_file()}),
}
LOOKS = {"students:growth-table-rejected": "import.export"}
LISTS = {"students:growth-table-list": SECRET}

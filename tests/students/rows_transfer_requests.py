"""Addresses of requests for pupils of other schools, in the tables of access and of the log."""

from io import BytesIO
from typing import Any

from schoolcare import import_batches
from schoolcare.access import Permission
from students.importing.importer import StudentImporter
from students.services import identifiers
from tests.access_place import Place
from tests.factories import YEAR, make_classroom, make_school, make_student
from tests.students.moving import make_request
from tests.students.pupil_files import NUMBER, citizen_id, pupil_file, row
from tests.students.rows_leaving import KEY, says_no

RIGHTS = {
    Permission.STATUS_CHANGE: "students:transfer-request-detail students:transfer-request-list "
    "students:transfer-request-new students:transfer-request-refuse "
    "students:transfer-request-row students:transfer-request-withdraw",
}
OF_A_PUPIL = {"transfer_request"}
POST_ONLY = {"students:transfer-request-withdraw"}


def numbered(place: Place) -> str:
    """The number of a pupil of another school."""
    number = citizen_id()
    pupil = make_student(make_classroom(make_school()))
    identifiers.set_identifier(pupil, number, by=place.everybody)
    return number


def of_asked(place: Place) -> dict[str, Any]:
    """Another school asks for our pupil."""
    return {"pk": make_request(place.student, by=place.everybody).pk}


def of_asking(place: Place) -> dict[str, Any]:
    pupil = make_student(make_classroom(make_school()))
    return {"pk": make_request(pupil, place.school, by=place.everybody).pk}


def of_row(place: Place) -> dict[str, Any]:
    """A pupil of another school in a file that waits to be committed."""
    file = BytesIO(pupil_file(row({NUMBER: numbered(place)}), row()).getvalue())
    importer = StudentImporter(place.school, YEAR)
    batch = import_batches.upload(importer, file, "dmc.xlsx", by=place.everybody)
    import_batches.preview(batch, by=place.everybody)
    return {"batch": batch.pk, "row": 2}


def asks(place: Place) -> dict[str, Any]:
    return {"number": numbered(place), "name_given": "เด็กหญิงน้ำใส ใจดี", "key": KEY}


def asks_of_row(place: Place) -> dict[str, Any]:
    return {"name_given": "เด็กหญิงน้ำใส ใจดี", "key": KEY}


SCHOOL_ROWS = {
    "students:transfer-request-detail": of_asked,
    "students:transfer-request-refuse": of_asked,
    "students:transfer-request-withdraw": of_asking,
    "students:transfer-request-row": of_row,
}
WRITES = {
    "students:transfer-request-new": ("transfer_request.ask", asks),
    "students:transfer-request-row": ("transfer_request.ask", asks_of_row),
    "students:transfer-request-refuse": ("transfer_request.refuse", says_no),
    "students:transfer-request-withdraw": ("transfer_request.withdraw",),
}
LOOKS = {"students:transfer-request-detail": "transfer_request.view"}

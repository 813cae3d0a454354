"""Files of pupils as schools send them, made row by row."""

from io import BytesIO
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from schoolcare import import_batches
from schoolcare.identity import citizen_id_ok
from schoolcare.importing import Plan
from schoolcare.models import School
from students.importing.importer import StudentImporter

NUMBER, CODE, LEVEL, ROOM = "เลขประจำตัวประชาชน", "รหัสนักเรียน", "ชั้น", "ห้อง"
SEX, TITLE, FIRST, LAST, BORN = "เพศ", "คำนำหน้าชื่อ", "ชื่อ", "นามสกุล", "วันเกิด"
HEADERS = (NUMBER, CODE, LEVEL, ROOM, SEX, TITLE, FIRST, LAST, BORN)
_serial = count(1)


def citizen_id(first: str = "1") -> str:
    """A fresh 13-digit number with the right check digit."""
    body = f"{first}5099{next(_serial):07}"
    return next(f"{body}{digit}" for digit in range(10) if citizen_id_ok(f"{body}{digit}"))


def row(cells: dict | None = None) -> dict:
    """A pupil in ป.4/1 with an id and a code of their own, except for what is given."""
    number = next(_serial)
    usual = {NUMBER: citizen_id(), CODE: f"{20000 + number}", LEVEL: "ป.4", ROOM: "1", SEX: "ช"}
    usual |= {TITLE: "เด็กชาย", FIRST: f"กิตติ{number}", LAST: "ทองคำ", BORN: "05/03/2560"}
    return usual | (cells or {})


def pupil_file(*rows: dict, headers=None) -> BytesIO:
    """An .xlsx with these rows under their headers."""
    if headers is None:
        headers = list(dict.fromkeys([*HEADERS, *(name for one in rows for name in one)]))
    book = Workbook()
    book.active.append(headers)
    for one in rows:
        book.active.append([one.get(name) for name in headers])
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return out


def bring_in(school: School, *rows: dict, year: int = 2569, dry_run: bool = False) -> Plan:
    """Import rows as the command does."""
    importer = StudentImporter(school, year)
    return import_batches.run(importer, pupil_file(*rows), "x.xlsx", by=None, dry_run=dry_run)


def problems(plan: Plan) -> list[list[str]]:
    """Per row the problems as people read them."""
    return [[f"{one.column}: {one.text}" for one in line.problems] for line in plan.lines]


def warnings(plan: Plan) -> list[list[str]]:
    return [[f"{one.column}: {one.text}" for one in line.warnings] for line in plan.lines]


def changes(plan: Plan) -> list[list[tuple[str, str, str]]]:
    return [[(one.column, one.old, one.new) for one in line.changes] for line in plan.lines]


def send(client, *rows: dict, name="dmc.xlsx", content: bytes | None = None):
    """Upload rows, or these bytes, as the person logged in."""
    data = content if content is not None else pupil_file(*rows).getvalue()
    answer = {"file": SimpleUploadedFile(name, data), "year": "2569"}
    return client.post(reverse("students:import-upload"), answer)


def batch_page(batch, page="detail") -> str:
    """Address of one page of an import."""
    return reverse(f"students:import-{page}", args=[batch.pk])

"""Files of boards as offices and schools send them, made row by row."""

from io import BytesIO
from itertools import count

from openpyxl import Workbook

from committee.importing.importer import CommitteeImporter
from schoolcare import import_batches
from schoolcare.importing import Plan
from schoolcare.models import District, School
from tests.students.pupil_files import citizen_id

CODE, TITLE, FIRST, LAST, SEAT = "รหัสโรงเรียน", "คำนำหน้า", "ชื่อ", "สกุล", "ผู้แทน"
NUMBER, BORN, PHONE, ADDRESS = "เลขประจำตัวประชาชน", "วันเกิด", "โทรศัพท์", "ที่อยู่"
ORDER, ORDERED, START, END = "เลขที่คำสั่ง", "วันที่คำสั่ง", "วันเริ่มวาระ", "วันครบวาระ"
LEFT, REASON, PUPILS, POSITION = "วันพ้น", "เหตุที่พ้น", "จำนวนนักเรียน", "ตำแหน่ง"
HEADERS = (CODE, TITLE, FIRST, LAST, SEAT, NUMBER, ORDER, ORDERED, START, END, PUPILS)
SMALL_SEATS = (
    *("ประธาน", "ผู้ปกครอง", "ครู", "องค์กรชุมชน", "องค์กรปกครองส่วนท้องถิ่น", "ศิษย์เก่า"),
    *("พระภิกษุหรือองค์กรศาสนา", "ผู้ทรงคุณวุฒิ", "เลขานุการ"),
)
_serial = count(1)


def row(cells: dict | None = None, *, school: School | None = None) -> dict:
    """A parents' representative of the school with an id of their own, except for what is given."""
    usual = {CODE: school.code if school else None, TITLE: "นาย", FIRST: f"สมมติ{next(_serial)}"}
    usual |= {LAST: "ตัวอย่าง", SEAT: "ผู้ปกครอง", NUMBER: citizen_id(), ORDER: "114/2568"}
    usual |= {ORDERED: "20/05/2568", START: "01/06/2568", END: "31/05/2572", PUPILS: "120"}
    return usual | (cells or {})


def chair(cells: dict | None = None, *, school: School | None = None) -> dict:
    return row({SEAT: "ประธาน"} | (cells or {}), school=school)


def board_rows(school: School, seats=SMALL_SEATS) -> list[dict]:
    """A whole small board."""
    return [row({SEAT: seat}, school=school) for seat in seats]


def board_file(*rows: dict, headers=None) -> BytesIO:
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


def bring_in(place: School | District, *rows: dict, by=None, headers=None) -> Plan:
    """Import rows as the command does."""
    importer = CommitteeImporter(place)
    return import_batches.run(importer, board_file(*rows, headers=headers), "x.xlsx", by=by)


def problems(plan: Plan) -> list[list[str]]:
    """Per row the problems as people read them."""
    return [[f"{one.column}: {one.text}" for one in line.problems] for line in plan.lines]


def warnings(plan: Plan) -> list[list[str]]:
    return [[f"{one.column}: {one.text}" for one in line.warnings] for line in plan.lines]

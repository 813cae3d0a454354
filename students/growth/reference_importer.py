"""นำเข้าตารางเกณฑ์การเจริญเติบโต on screen: by an office's administrator, for every school."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone

from schoolcare.importing import Change, Importer, Line, Plan, Remark, State, register
from schoolcare.models import District, School, User
from schoolcare.spreadsheet import Page, Sheet, write_pages
from students.growth import reference
from students.growth.judging import BY_AGE, Edition, editions
from students.models import GrowthRow, Student
from students.models.growth import Index

SHARED = "ต่างจากค่าที่ใช้อยู่ ซึ่งหลายหน่วยงานใช้ร่วมกัน ให้ผู้ดูแลเครื่องแม่ข่ายนำเข้าด้วยคำสั่ง"
HEADERS = ("index", "sex", "age_months", "height_cm")

Bounds = Mapping[str, str]


@register
class GrowthReferenceImporter(Importer):
    """Rows of the tables. Every office of the installation goes by them, so that one of several
    offices may add what nobody has, and not change what is in use.
    """

    kind = "growth-reference"
    title = "นำเข้าตารางเกณฑ์การเจริญเติบโต"
    counted = "แถว"
    shown = ("ดัชนี", "เพศ", "อายุหรือส่วนสูง")
    urls = "students:growth-table"
    files = (
        "ตารางของกรมอนามัย: เพศ อายุเป็นเดือน (หรือส่วนสูง) และค่าที่ S.D. ต่าง ๆ",
        "ไฟล์ละหนึ่งตารางหรือหลายตารางก็ได้ ถ้ามีคอลัมน์ index (W/A, H/A, W/H)",
    )
    asks_why = "ตารางนี้มาจากไหน"
    why = (
        "ที่มาแสดงในหน้าเกณฑ์ให้ทุกโรงเรียนตรวจได้ ค่าที่ต่างจากเดิมใช้กับการชั่งวัดตั้งแต่วันนี้ ผลเดิมคงเกณฑ์เดิม",
        "ที่มาของตาราง",
        "เช่น กรมอนามัย เกณฑ์อ้างอิงการเจริญเติบโตเด็ก 6–19 ปี พ.ศ. 2564",
    )
    takes_offices = True

    def __init__(self, place: School | District, year: int | None = None) -> None:
        super().__init__(place, year)
        if not isinstance(place, District):
            raise LookupError("tables are imported by an office")
        self.district = place
        self.lines: list[reference.ReferenceLine] = []

    @classmethod
    def needs_reason(cls, detail: Mapping[str, Any]) -> bool:
        """Where anything is written."""
        lines = detail.get("lines", [])
        return any(line["state"] in {State.NEW, State.CHANGED} for line in lines)

    def plan(self, sheets: Sequence[Sheet]) -> Plan:
        newest = next(iter(editions()), None)
        header, rows = reference.find(sheets)
        self.lines = reference.read_rows(header, rows, newest.bands if newest else {})
        cells = {row.number: row.texts for row in rows}
        known = _known(newest)
        is_shared = District.objects.exclude(pk=self.district.pk).exists()
        lines = [_line(one, cells[one.number], known, is_shared=is_shared) for one in self.lines]
        return Plan(header.texts, lines)

    def write(self, plan: Plan, *, by: User | None) -> dict[str, list[int]]:
        pairs = zip(self.lines, plan.lines, strict=True)
        good = [one for one, line in pairs if line.state in {State.NEW, State.CHANGED}]
        office = self.district.pk
        today = timezone.localdate()
        reference.take_in(good, source=self.reason, since=today, by=by, district_id=office)
        return {}

    @classmethod
    def template(cls) -> tuple[str, bytes]:
        """The columns that the categories in use ask for."""
        newest = next(iter(editions()), None)
        bands = [one for own in newest.bands.values() for one in own] if newest else []
        asked = sorted({one.until_sd for one in bands if one.until_sd is not None})
        below = [str(one) for one in asked if one < 0]
        above = [str(one) for one in asked if one > 0]
        page = Page("ตารางเกณฑ์", [*HEADERS, *below, reference.MEDIAN, *above], [], as_text=True)
        return "แบบนำเข้าตารางเกณฑ์การเจริญเติบโต.xlsx", write_pages([page])


def _known(newest: Edition | None) -> dict[tuple[str, str, Decimal], Bounds]:
    if newest is None:
        return {}
    rows = GrowthRow.objects.filter(reference=newest.reference).order_by()
    return {(one.index, one.sex, one.at): one.bounds for one in rows}


def _line(
    one: reference.ReferenceLine,
    cells: Sequence[str],
    known: Mapping[tuple, Bounds],
    *,
    is_shared: bool,
) -> Line:
    line = Line(one.number, cells, _shown(one))
    if one.problem:
        line.problems.append(Remark("แถวนี้", one.problem))
    elif (before := known.get(one.key)) is None:
        line.is_new, line.note = True, "เพิ่มแถว"
    elif before != one.bounds and is_shared:
        line.problems.append(Remark("ค่าที่ S.D.", SHARED))
    else:
        line.changes = list(_changes(before, one.bounds))
    return line


def _changes(before: Bounds, after: Bounds) -> Iterator[Change]:
    for sd in [*after, *(one for one in before if one not in after)]:
        if before.get(sd, "") != after.get(sd, ""):
            yield Change(f"{sd} S.D.", before.get(sd, ""), after.get(sd, ""))


def _shown(one: reference.ReferenceLine) -> tuple[str, str, str]:
    if one.problem:
        return "", "", ""
    unit = "เดือน" if one.index in BY_AGE else "ซม."
    return (
        str(Index(one.index).label),
        str(Student.Sex(one.sex).label),
        f"{one.at.normalize():f} {unit}",
    )

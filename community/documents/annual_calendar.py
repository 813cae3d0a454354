"""ปฏิทินการปฏิบัติงาน of an academic year in the layout that offices know (admin.md §3.1)."""

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from community.documents.calendars import (
    DIVISION,
    READERS,
    CalendarPaper,
    division_words,
    owner_lines,
    printed_period,
)
from community.listing import Line
from schoolcare.documents import register
from schoolcare.models import DocumentText, School
from schoolcare.paper.body import BodyField
from schoolcare.paper.choices import Option
from schoolcare.paper.letterhead import post
from schoolcare.spreadsheet import Page

ORDER = Option(
    "order",
    "การเรียงรายการ",
    (("", "แยกตามงาน"), ("own", "ตามลำดับของปฏิทิน ไม่แยกตามงาน")),
)
APPS = Option(
    "apps",
    "วันที่มาจากส่วนอื่นของระบบ เช่น วันเปิดภาคเรียน รอบเยี่ยมบ้าน การประชุม",
    (("", "ไม่พิมพ์"), ("yes", "พิมพ์")),
)
OTHER = "กำหนดการอื่น"
MAKER = BodyField("maker", "ผู้จัดทำ (บรรทัดแรกชื่อ บรรทัดถัดไปตำแหน่ง)")
ENDORSER = BodyField("endorser", "ผู้เห็นชอบ (บรรทัดแรกชื่อ บรรทัดถัดไปตำแหน่ง)")
BLANK_ROWS = 22
COLUMNS = ["ที่", "ชื่อกิจกรรม/โครงการ", "ระยะเวลา", "ผู้รับผิดชอบ"]
MORE_COLUMNS = ["งาน", "วันเริ่ม", "วันสิ้นสุด", "สถานที่"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the paper; no owner prints blank."""

    number: int
    title: str
    period: str
    owners: list[str]


@dataclass(slots=True)
class Group:
    """The lines of one งาน; `name` is empty where they are not parted."""

    name: str
    rows: list[Row] = field(default_factory=list)


def groups_of(lines: list[Line], *, by_area: bool) -> list[Group]:
    """Lines in their own order, numbered through; the areas in the order of the divisions."""
    if by_area:
        areas = [line.entry.area for line in lines if line.entry]
        places = {one.name: (0, one.division, one.position, one.pk) for one in areas}
        lines = sorted(lines, key=lambda one: places.get(one.area, (1, not one.area)))  # stable
    groups: list[Group] = []
    for number, line in enumerate(lines, 1):
        name = (line.area or OTHER) if by_area else ""
        if not groups or groups[-1].name != name:
            groups.append(Group(name))
        groups[-1].rows.append(row_of(line, number))
    return groups


def row_of(line: Line, number: int) -> Row:
    return Row(number, line.title, printed_period(line), owner_lines(line))


@register
class AnnualCalendar(CalendarPaper):
    """Of one ฝ่าย or of the whole school, for the director's signature; as a spreadsheet too."""

    slug = "annual-calendar"
    title = "ปฏิทินการปฏิบัติงานประจำปีการศึกษา"
    short_title = "ปฏิทินการปฏิบัติงาน"
    template = "community/print/annual_calendar.html"
    page_class = "report"
    body_fields = (MAKER, ENDORSER)
    options = (DIVISION, ORDER, APPS, READERS)
    is_signed = True
    can_be_blank = True

    def __str__(self) -> str:
        return f"{self.heading} ประจำปีการศึกษา {self.year}"

    @property
    def heading(self) -> str:
        return f"ปฏิทินการปฏิบัติงาน{division_words(self.option(DIVISION.name))}"

    @property
    def shows_apps(self) -> bool:
        return self.option(APPS.name) == "yes"

    @property
    def text_key(self) -> str:
        """Each ฝ่าย has its own ผู้จัดทำ; the key is short whatever it is called."""
        division = self.option(DIVISION.name)
        mark = sha256(division.encode()).hexdigest()[:16]
        return f"{self.subject.key}/{mark}" if division else self.subject.key

    @cached_property
    def text(self) -> DocumentText | None:
        """Who signs for the ฝ่าย; until that is said, who signs for the whole calendar."""
        found = super().text
        if found or not self.option(DIVISION.name):
            return found
        whole = DocumentText.objects.filter(slug=self.slug, subject_key=self.subject.key)
        return whole.filter(**self.subject.place).first()

    def default_body(self) -> dict[str, str]:
        """The first deputy agrees to it; who made it is asked for or left to the pen."""
        office = self.office
        deputies = [one for one in self.signers if one.key.endswith("-deputizing") and one.name]
        endorser = ""
        if isinstance(office, School) and deputies:
            endorser = f"{deputies[0].name}\nรอง{post(office)}"
        return {MAKER.name: "", ENDORSER.name: endorser}

    def context(self) -> dict[str, Any]:
        by_area = self.option(ORDER.name) != "own"
        return {
            "heading": self.heading,
            "groups": groups_of(self.lines, by_area=by_area),
            "signs": [
                ("ผู้จัดทำ", self.body[MAKER.name].strip().splitlines()),
                ("ผู้เห็นชอบ", self.body[ENDORSER.name].strip().splitlines()),
            ],
            "blank_rows": range(1, BLANK_ROWS + 1),
        }

    def sheet(self) -> Page:
        rows = [self.cells(number, one) for number, one in enumerate(self.lines, 1)]
        return Page("ปฏิทิน", [*COLUMNS, *MORE_COLUMNS], rows, [6, 60, 30, 34, 26, 14, 14, 24])

    def cells(self, number: int, line: Line) -> list[Any]:
        row = row_of(line, number)
        is_open = line.entry is not None and line.entry.needs_date
        days = [None, None] if is_open else [line.starts_on, line.ends_on]
        return [number, row.title, row.period, ", ".join(row.owners), line.area, *days, line.place]

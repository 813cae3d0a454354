"""ปฏิทินการปฏิบัติงาน of an academic year in the layout that offices know (admin.md §3.1)."""

from dataclasses import dataclass, field
from typing import Any

from community.documents.calendars import (
    DIVISION,
    READERS,
    CalendarPaper,
    division_words,
    owner_lines,
    printed_period,
)
from community.models import CalendarEntry
from schoolcare.documents import register
from schoolcare.models import School
from schoolcare.paper.body import BodyField
from schoolcare.paper.choices import Option
from schoolcare.paper.letterhead import post
from schoolcare.spreadsheet import Page

ORDER = Option(
    "order",
    "การเรียงรายการ",
    (("", "แยกตามงาน"), ("own", "ตามลำดับของปฏิทิน ไม่แยกตามงาน")),
)
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


def groups_of(entries: list[CalendarEntry], *, by_area: bool) -> list[Group]:
    """Entries in their own order, numbered through; the areas in the order of the divisions."""
    rows = entries
    if by_area:
        areas = [entry.area for entry in entries]
        places = {one.pk: (one.division, one.position, one.pk) for one in areas}
        rows = sorted(entries, key=lambda one: places[one.area_id])  # stable: their own order stays
    groups: list[Group] = []
    for number, entry in enumerate(rows, 1):
        name = entry.area.name if by_area else ""
        if not groups or groups[-1].name != name:
            groups.append(Group(name))
        groups[-1].rows.append(row_of(entry, number))
    return groups


def row_of(entry: CalendarEntry, number: int) -> Row:
    return Row(number, entry.title, printed_period(entry), owner_lines(entry))


@register
class AnnualCalendar(CalendarPaper):
    """Of one ฝ่าย or of the whole school, for the director's signature; as a spreadsheet too."""

    slug = "annual-calendar"
    title = "ปฏิทินการปฏิบัติงานประจำปีการศึกษา"
    short_title = "ปฏิทินการปฏิบัติงาน"
    template = "community/print/annual_calendar.html"
    page_class = "report"
    body_fields = (MAKER, ENDORSER)
    options = (DIVISION, ORDER, READERS)
    is_signed = True
    can_be_blank = True

    def __str__(self) -> str:
        return f"{self.heading} ประจำปีการศึกษา {self.year}"

    @property
    def heading(self) -> str:
        return f"ปฏิทินการปฏิบัติงาน{division_words(self.option(DIVISION.name))}"

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
            "groups": groups_of(self.entries, by_area=by_area),
            "signs": [
                ("ผู้จัดทำ", self.body[MAKER.name].strip().splitlines()),
                ("ผู้เห็นชอบ", self.body[ENDORSER.name].strip().splitlines()),
            ],
            "blank_rows": range(1, BLANK_ROWS + 1),
        }

    def sheet(self) -> Page:
        rows = [self.cells(number, one) for number, one in enumerate(self.entries, 1)]
        return Page("ปฏิทิน", [*COLUMNS, *MORE_COLUMNS], rows, [6, 60, 30, 34, 26, 14, 14, 24])

    def cells(self, number: int, entry: CalendarEntry) -> list[Any]:
        row = row_of(entry, number)
        days = [None, None] if entry.needs_date else [entry.starts_on, entry.ends_on]
        owners = ", ".join(row.owners)
        return [number, row.title, row.period, owners, entry.area.name, *days, entry.place]

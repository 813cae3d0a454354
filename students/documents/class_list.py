"""The names of a class with empty columns to tick or write into, on paper and as a spreadsheet."""

from functools import cached_property
from typing import Any

from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.paper.choices import Option
from schoolcare.spreadsheet import Page
from students.models import Classroom, Enrolment, Student

USUAL_COLUMNS = 6
MOST_COLUMNS = 31  # a month of days
MOST_UPRIGHT = 10  # more columns want the paper on its side
HEADING = 40  # characters
WIDTHS = {"report": 175, "wide": 267}  # mm between the margins
NAMES = 92  # mm of roll number, code and name
LAST = 2  # pupils that stay with the totals
LOW_ROWS = 33  # more pupils are set closer, to stay on one sheet
TURNED_BELOW = 14  # mm: in a narrower column a heading of words stands on end

COUNTS = [USUAL_COLUMNS, *(one for one in range(MOST_COLUMNS + 1) if one != USUAL_COLUMNS)]


@register
class ClassList(Document):
    slug = "class-list"
    title = "รายชื่อนักเรียน"
    permission = Permission.PUPIL_LIST
    needs = ("school", "year", "classroom")
    classrooms = Classroom.objects
    template = "students/print/class_list.html"
    options = (
        Option(
            "columns",
            "จำนวนช่องว่างท้ายชื่อ",
            tuple((str(one) if at else "", f"{one} ช่อง") for at, one in enumerate(COUNTS)),
        ),
        Option("headings", "หัวช่อง", hint="บรรทัดละหนึ่งช่อง ช่องที่เหลือเว้นหัวไว้ให้เขียน"),
        Option(
            "side",
            "แนวกระดาษ",
            (("", "ตามจำนวนช่อง"), ("report", "แนวตั้ง"), ("wide", "แนวนอน")),
        ),
    )

    @property
    def headings(self) -> list[str]:
        """What stands over each empty column; "" for a heading left to the pen."""
        chosen = self.choices.options
        lines = [line.strip()[:HEADING] for line in chosen.get("headings", "").splitlines()]
        named = [line for line in lines if line]
        count = max(int(chosen.get("columns") or USUAL_COLUMNS), len(named))
        return (named + [""] * count)[: min(count, MOST_COLUMNS)]

    @property
    def page_class(self) -> str:  # type: ignore[override]
        usual = "wide" if len(self.headings) > MOST_UPRIGHT else "report"
        return self.choices.options.get("side") or usual

    @cached_property
    def seats(self) -> list[Enrolment]:
        """The roster, as the pages of the class count and order it."""
        seats = self.subject.classroom.enrolments.on_roster().in_roll_order()
        return list(seats.select_related("student"))

    @property
    def totals(self) -> list[tuple[str, int]]:
        """Boys, girls, where it is so those whose sex nobody has entered, and all."""
        sexes = [seat.student.sex for seat in self.seats]
        found = [(sex.label, sexes.count(sex)) for sex in Student.Sex]
        if unknown := sexes.count(""):
            found.append(("ไม่ระบุเพศ", unknown))
        return [*found, ("รวม", len(sexes))]

    def context(self) -> dict[str, Any]:
        headings = self.headings
        named = headings if any(headings) else []  # one cell heads columns that have no names
        width = round((WIDTHS[self.page_class] - NAMES) / max(len(headings), 1), 2)
        return {
            "seats": self.seats,
            "groups": [self.seats[:-LAST], self.seats[-LAST:]],
            "totals": self.totals,
            "advisers": [
                one.user for one in self.subject.classroom.advisers.select_related("user")
            ],
            "is_low": len(self.seats) > LOW_ROWS,
            "headings": headings,
            "named": named,
            "columns": 3 + (len(named) or bool(headings)),
            "is_turned": width < TURNED_BELOW and any(len(one) > 2 for one in headings),
            "column_mm": width,
            "columns_mm": round(width * len(headings), 2),
            "rules_mm": [round(width * at, 2) for at in range(1, len(headings))],
        }

    def sheet(self) -> Page:
        rows: list[list[Any]] = [
            [one.roll_number, one.student.code, str(one.student), one.student.get_sex_display()]
            for one in self.seats
        ]
        rows += [[None, None, f"{label} (คน)", count] for label, count in self.totals]
        label = self.subject.classroom.label.replace("/", "-")
        headers = ["เลขที่", "รหัสนักเรียน", "ชื่อ - สกุล", "เพศ", *self.headings]
        widths = [8, 14, 40, 8, *(max(10, len(one) + 2) for one in self.headings)]
        return Page(label, headers, rows, widths)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        room = Classroom.objects.order_by("pk").first()
        return {"classroom": str(room.pk)} if room else {}

"""The school's structure of a year as a chart and tables, on paper and as a spreadsheet."""

from collections.abc import Iterator
from functools import cached_property
from itertools import zip_longest
from typing import Any

from django.core.exceptions import ValidationError

from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.paper.choices import Option
from schoolcare.spreadsheet import Page
from students.appointment_orders import order_of_structure, order_of_teams
from students.models import Division, Structure, Unit, UnitPost

ALONG = 10  # people of one unit in a row of the table: more take further rows


class YearPaper(Document):
    """A paper about the structure of a school's year."""

    needs = ("school", "year")

    @cached_property
    def structure(self) -> Structure | None:
        rows = Structure.objects.whole()
        return rows.filter(school=self.subject.school, year=self.subject.year).first()

    @property
    def divisions(self) -> list[Any]:
        return list(self.structure.divisions.all()) if self.structure else []

    @property
    def teams(self) -> list[Any]:
        return list(self.structure.teams.all()) if self.structure else []

    def check(self) -> None:
        """Raises ValidationError for a year without a structure."""
        if self.structure is None:
            year = self.subject.year
            raise ValidationError(f"ปีการศึกษา {year} ยังไม่มีโครงสร้าง เริ่มที่หน้าโครงสร้างและคำสั่งก่อน")

    def pdf(self) -> bytes:
        self.check()
        return super().pdf()

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = Structure.objects.select_related("school").order_by("pk").first()
        return {"school": found.school.code, "year": str(found.year)} if found else {}


@register
class CareStructure(YearPaper):
    slug = "care-structure"
    title = "โครงสร้างการบริหารและระบบดูแลช่วยเหลือนักเรียน"
    short_title = "โครงสร้าง"
    permission = Permission.STRUCTURE_VIEW
    template = "students/print/structure.html"
    page_class = "wide"
    is_signed = True
    options = (
        Option(
            "part",
            "ส่วนที่พิมพ์",
            (("", "ทั้งหมด"), ("chart", "เฉพาะแผนภูมิ"), ("table", "เฉพาะตาราง")),
        ),
    )

    def context(self) -> dict[str, Any]:
        part, structure = self.choices.options.get("part"), self.structure
        return {
            "divisions": self.divisions,
            "tables": [(one, list(_rows(one))) for one in self.divisions],
            "teams": self.teams,
            "members": list(zip_longest(*(team.members.all() for team in self.teams))),
            "has_chart": part != "table",
            "has_table": part != "chart",
            "order": order_of_structure(structure).words if structure else "",
            "team_order": order_of_teams(structure).words if structure else "",
        }

    def sheet(self) -> Page:
        rows = [
            [
                division.name,
                unit.name,
                ", ".join(post.full_name for post in unit.heads),
                "\n".join(post.full_name for post in unit.members),
                "\n".join(unit.duty_lines),
            ]
            for division in self.divisions
            for unit in division.units.all()
        ]
        headers = ["ฝ่าย/กลุ่ม", "งาน", "หัวหน้างาน", "ผู้ปฏิบัติงาน", "หน้าที่"]
        return Page("โครงสร้าง", headers, rows, [30, 36, 28, 36, 60])

    def sheets(self) -> list[Page]:
        rows = [
            [team.get_kind_display(), member.full_name, member.post_text, member.get_role_display()]
            for team in self.teams
            for member in team.members.all()
        ]
        headers = ["ทีม", "ชื่อ - สกุล", "ตำแหน่ง", "หน้าที่ในคณะ"]
        return [self.sheet(), Page("ทีมระบบดูแล", headers, rows, [14, 34, 34, 28])]


def _rows(division: Division) -> Iterator[tuple[int, Unit, list[UnitPost]]]:
    """Number of the unit, 0 in its further rows, and the people of each row."""
    for number, unit in enumerate(division.units.all(), 1):
        for start in range(0, max(len(unit.members), 1), ALONG):
            yield 0 if start else number, unit, unit.members[start : start + ALONG]

"""Where the board of every school of an office stands, a line a school (admin.md §1.9)."""

from functools import cached_property
from typing import Any

from committee.completeness import DONE
from committee.documents.district_registry import DistrictRegistry, schools_of
from committee.documents.registry import wants
from committee.reports import SchoolBoard, school_boards, totals_of
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.paper.choices import Option
from schoolcare.spreadsheet import Page

ONLY = Option(
    "only",
    "โรงเรียนที่พิมพ์",
    (
        ("", "ทุกโรงเรียน"),
        ("open", "เฉพาะที่ยังไม่ครบหรือหมดวาระ"),
        ("unconfirmed", "เฉพาะที่ยังไม่ยืนยันข้อมูลปีนี้"),
    ),
)
LAST = 2  # schools that stay with the signatures


@register
class CompletenessReport(Document):
    slug = "committee-completeness"
    title = "ความครบถ้วนของทะเบียนคณะกรรมการสถานศึกษา"
    permission = Permission.BOARD_VIEW
    needs = ("district",)
    template = "committee/print/completeness.html"
    page_class = "wide"
    options = (ONLY,)
    is_signed = True

    @cached_property
    def lines(self) -> list[SchoolBoard]:
        office: Any = self.subject.district
        return school_boards(schools_of(office), self.choices.date)

    @property
    def chosen(self) -> list[SchoolBoard]:
        """The lines that this print wants; the sums are always those of all."""
        only = wants(self, ONLY)
        if only == "open":
            return [line for line in self.lines if line.status not in DONE]
        if only == "unconfirmed":
            return [line for line in self.lines if not line.is_confirmed]
        return self.lines

    def context(self) -> dict[str, Any]:
        day = self.choices.date
        rows = [(number, line, line.days_left(day)) for number, line in enumerate(self.chosen, 1)]
        only = wants(self, ONLY)
        return {
            "groups": [rows[:-LAST], rows[-LAST:]],
            "has_rows": bool(rows),
            "only": dict(ONLY.choices)[only] if only else "",
            "totals": totals_of(self.lines),
        }

    def sheet(self) -> Page:
        names = ["รหัสโรงเรียน", "โรงเรียน", "กลุ่มเครือข่าย", "สถานะ", "มีกรรมการ", "ตำแหน่งทั้งหมด"]
        names += ["ที่ขาด", "วันครบวาระ", "เหลือ (วัน)", "ยืนยันปีนี้"]
        return Page("ความครบถ้วน", names, [self.cells(line) for line in self.chosen])

    def cells(self, line: SchoolBoard) -> list[Any]:
        verdict, school = line.verdict, line.school
        return [
            *(school.code, school.full_name, school.network.name if school.network else ""),
            *(verdict.status.label, verdict.filled, verdict.total),
            *(", ".join(verdict.missing), verdict.expires_on, line.days_left(self.choices.date)),
            "ยืนยันแล้ว" if line.is_confirmed else "ยังไม่ยืนยัน",
        ]

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        return DistrictRegistry.demo_params()

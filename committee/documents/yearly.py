"""The office's yearly report (March): the figures of the procedure in one paper."""

from functools import cached_property
from typing import Any

from django.utils import timezone

from committee.documents.district_registry import DistrictRegistry
from committee.yearly.comparison import compared, issued
from committee.yearly.figures import figures_of
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.paper.body import BodyField
from schoolcare.thai import academic_year

PROBLEMS = BodyField("problems", "ปัญหาและอุปสรรค")
SUGGESTIONS = BodyField("suggestions", "ข้อเสนอแนะ")
NONE_SAID = "ไม่มีโรงเรียนรายงานในเรื่องนี้"


@register
class YearlyPaper(Document):
    """Always of today's figures; what was issued is kept as a file (`YearlyReport`)."""

    slug = "committee-report-district"
    title = "รายงานประจำปีคณะกรรมการสถานศึกษา"
    short_title = "รายงานประจำปี"
    permission = Permission.BOARD_REVIEW
    needs = ("district", "year")
    template = "committee/print/yearly.html"
    page_class = "report"
    body_fields = (PROBLEMS, SUGGESTIONS)
    is_signed = True

    @cached_property
    def figures(self) -> dict[str, Any]:
        office: Any = self.subject.district
        year: Any = self.subject.year
        return figures_of(office, year, self.choices.date)

    def default_body(self) -> dict[str, str]:
        """What the schools wrote, most common first."""
        return {
            name: "\n".join(f"- {text}" for text in self.figures[name]) or NONE_SAID
            for name in (PROBLEMS.name, SUGGESTIONS.name)
        }

    def context(self) -> dict[str, Any]:
        office: Any = self.subject.district
        year: Any = self.subject.year
        before = issued(office, year - 1)
        return {
            "figures": self.figures,
            "before": before,
            "rows": compared(self.figures, before.figures if before else None),
        }

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        year = academic_year(timezone.localdate())
        return DistrictRegistry.demo_params() | {"year": str(year)}

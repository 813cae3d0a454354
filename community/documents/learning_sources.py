"""ทะเบียนแหล่งเรียนรู้และทุนชุมชน with the uses of a year (B1)."""

from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from community.models import LearningSource, SourceUse
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import School
from schoolcare.spreadsheet import Page
from schoolcare.thai import thai_date


@register
class LearningSourcesPaper(Document):
    """Each source with the classes that learnt there in the year; telephones stay off paper."""

    slug = "learning-sources"
    title = "ทะเบียนแหล่งเรียนรู้และทุนชุมชน"
    short_title = "ทะเบียน"
    permission = Permission.PARTNER_VIEW
    needs = ("school", "year")
    objects = School.objects
    template = "community/print/learning_sources.html"
    page_class = "wide"
    is_signed = True
    can_be_blank = True

    @cached_property
    def sources(self) -> list[LearningSource]:
        if self.subject.is_blank:
            return []
        uses = SourceUse.objects.filter(year=self.subject.year).order_by("on", "pk")
        rows = LearningSource.objects.filter(school=self.subject.school, is_active=True)
        rows = rows.select_related("kind", "village")
        rows = rows.prefetch_related(Prefetch("uses", uses, to_attr="uses_of_year"))
        return list(rows.order_by("kind__position", "kind__name", "name", "pk"))

    def context(self) -> dict[str, Any]:
        uses = [use for one in self.sources for use in one.uses_of_year]  # type: ignore[attr-defined]
        return {
            "sources": self.sources,
            "times": len(uses),
            "pupils": sum(one.pupils for one in uses),
            "year": self.subject.year,
            "blank_rows": range(12),
        }

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = SourceUse.objects.order_by("-year", "pk").select_related("source__school").first()
        return {"school": found.source.school.code, "year": str(found.year)} if found else {}

    def sheet(self) -> Page:
        names = ["ที่", "แหล่งเรียนรู้", "ประเภท", "หมู่บ้าน", "เรียนรู้เรื่อง", "ผู้ดูแล"]
        names += ["วันที่ใช้", "ชั้น", "เรื่องที่เรียน", "นักเรียน", "ครู"]
        rows: list[list[Any]] = []
        for number, one in enumerate(self.sources, 1):
            facts = [number, one.name, one.kind.name, str(one.village or ""), one.offers]
            facts.append(one.contact)
            used = one.uses_of_year  # type: ignore[attr-defined]
            rows += [[*facts, *_cells(use)] for use in used] or [[*facts, *([""] * 5)]]
        return Page("แหล่งเรียนรู้", names, rows)


def _cells(use: SourceUse) -> list[Any]:
    return [thai_date(use.on), use.class_label, use.subject, use.pupils, use.teacher]

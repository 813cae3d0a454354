"""ข้อมูลเขตบริการของสถานศึกษา: the villages of a year with totals (admin.md §3.2)."""

from functools import cached_property
from typing import Any

from community.models import VillageProfile
from community.models.places import is_placed
from community.service_area import ServiceArea, service_area
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import School
from schoolcare.spreadsheet import Page


@register
class ServiceAreaPaper(Document):
    """Pupils are counted when it is printed."""

    slug = "service-area"
    title = "ข้อมูลเขตบริการของสถานศึกษา"
    short_title = "ข้อมูลเขตบริการ"
    permission = Permission.PARTNER_VIEW
    needs = ("school", "year")
    objects = School.objects
    template = "community/print/service_area.html"
    page_class = "wide"
    is_signed = True

    @cached_property
    def area(self) -> ServiceArea:
        school, year = self.subject.school, self.subject.year
        assert school is not None  # noqa: S101 -- it is among the needs
        assert year is not None  # noqa: S101 -- it is among the needs
        return service_area(school, year)

    def context(self) -> dict[str, Any]:
        return {"area": self.area, "year": self.subject.year}

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = VillageProfile.objects.order_by("-year", "pk").select_related("school").first()
        return {"school": found.school.code, "year": str(found.year)} if found else {}

    def sheet(self) -> Page:
        names = ["ที่", "หมู่บ้าน", "หมู่ที่", "ตำบล", "ครัวเรือน", "ประชากร", "นักเรียน"]
        names += ["อาชีพหลัก", "กลุ่มชาติพันธุ์/ภาษา", "ผู้นำ", "วัด/ศาสนสถาน", "ละติจูด", "ลองจิจูด"]
        rows = [self._cells(number, line) for number, line in enumerate(self.area.lines, 1)]
        return Page("เขตบริการ", names, rows)

    def _cells(self, number: int, line: Any) -> list[Any]:
        village, known = line.village, line.profile
        found = [getattr(known, name, "") for name in ("occupations", "groups", "head", "temple")]
        counts = [getattr(known, name, None) for name in ("households", "people")]
        place = getattr(village, "place", None)
        spot = [str(place.latitude), str(place.longitude)] if is_placed(place) else ["", ""]
        facts = [number, village.name, village.number, village.tambon, *counts, line.pupils]
        return [*facts, *found, *spot]

"""ทะเบียนภูมิปัญญาท้องถิ่น, in the columns that local governments keep (admin.md §3.3)."""

from decimal import Decimal
from functools import cached_property
from typing import Any

from community.gift_words import plain
from community.models import Expert
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import School
from schoolcare.paper.choices import Option
from schoolcare.spreadsheet import Page

PERSON = Option("person", "ที่อยู่", (("", "พิมพ์เท่าที่คุณมีสิทธิ์เห็น"), ("no", "พิมพ์เฉพาะหมู่บ้าน")))
COLUMNS = ["ที่", "ชื่อ-สกุล", "ที่อยู่", "ความเชี่ยวชาญ/ภูมิปัญญาด้าน"]
COLUMNS += ["การสร้างเครือข่าย/การถ่ายทอดความรู้", "หมายเหตุ"]
LAST = 2  # rows that stay with the signatures
BLANK_ROWS = 12


@register
class ExpertRegistry(Document):
    slug = "expert-registry"
    title = "ทะเบียนภูมิปัญญาท้องถิ่น/ปราชญ์ชาวบ้าน"
    short_title = "ทะเบียน"
    permission = Permission.PARTNER_VIEW
    needs = ("school",)
    template = "community/print/expert_registry.html"
    page_class = "wide"
    options = (PERSON,)
    is_signed = True
    can_be_blank = True

    @cached_property
    def has_person(self) -> bool:
        """Whether homes and telephones are printed: only for who sees them on screen."""
        if self.choices.options.get(PERSON.name) == "no":
            return False
        if self.user is None:
            return True
        here = School.objects.for_user(self.user, Permission.PARTNER_PERSON)
        return here.filter(pk=getattr(self.subject.school, "pk", None)).exists()

    @cached_property
    def experts(self) -> list[Expert]:
        if self.subject.is_blank:
            return []
        rows = Expert.objects.active().filter(school=self.subject.school)
        return list(rows.select_related("village").prefetch_related("branches", "teachings"))

    def context(self) -> dict[str, Any]:
        rows = [self.cells(number, one) for number, one in enumerate(self.experts, 1)]
        return {
            "groups": [rows[:-LAST], rows[-LAST:]],
            "has_rows": bool(rows),
            "blank_rows": range(1, BLANK_ROWS + 1),
        }

    def cells(self, number: int, one: Expert) -> list[Any]:
        village = str(one.village) if one.village else ""
        phone = f"โทร. {one.phone}" if one.phone else ""
        home = [one.address, village, phone] if self.has_person else [village]
        branches = ", ".join(str(branch) for branch in one.branches.all())
        known = f"{branches}: {one.knowledge}" if one.knowledge else branches
        lessons = list(one.teachings.all())
        hours = plain(sum((lesson.hours for lesson in lessons), Decimal(0)))
        taught = f"สอน {len(lessons)} ครั้ง {hours} ชั่วโมง" if lessons else ""
        passed = " ".join(filter(None, [one.passing_on, taught]))
        note = " ".join(filter(None, [one.awards, one.note]))
        return [number, one.full_name, " ".join(filter(None, home)), known, passed, note]

    def sheet(self) -> Page:
        rows = [self.cells(number, one) for number, one in enumerate(self.experts, 1)]
        return Page("ภูมิปัญญาท้องถิ่น", COLUMNS, rows)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = Expert.objects.order_by("pk").select_related("school").first()
        return {"school": found.school.code} if found else {}

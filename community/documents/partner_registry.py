"""ทะเบียนภาคีเครือข่าย by kind (admin.md §3.2)."""

from functools import cached_property
from itertools import groupby
from typing import Any

from django.db.models import Prefetch

from community.models import Partner, PartnerPerson
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import School, User
from schoolcare.paper.choices import Option
from schoolcare.spreadsheet import Page
from schoolcare.thai import thai_date

PERSON = Option(
    "person",
    "โทรศัพท์และที่อยู่",
    (("", "พิมพ์เท่าที่คุณมีสิทธิ์เห็น"), ("no", "ไม่พิมพ์")),
)


@register
class PartnerRegistry(Document):
    """Telephones and addresses only for those who may see them, and only where wanted."""

    slug = "partner-registry"
    title = "ทะเบียนภาคีเครือข่าย"
    short_title = "ทะเบียนภาคี"
    permission = Permission.PARTNER_VIEW
    needs = ("school",)
    objects = School.objects
    template = "community/print/partner_registry.html"
    page_class = "wide"
    options = (PERSON,)
    is_signed = True
    can_be_blank = True

    @cached_property
    def has_person(self) -> bool:
        if self.choices.options.get(PERSON.name) == "no":
            return False
        return self.subject.is_blank or _sees(self.user, self.subject.school)

    @cached_property
    def partners(self) -> list[Partner]:
        if self.subject.is_blank:
            return []
        people = PartnerPerson.objects.filter(is_active=True)
        rows = Partner.objects.filter(school=self.subject.school, is_active=True)
        rows = rows.select_related("village", "keeper")
        rows = rows.prefetch_related(Prefetch("people", people, to_attr="present"))
        return list(rows.by_kind().with_last_contact(self.choices.date))

    def context(self) -> dict[str, Any]:
        kinds = groupby(self.partners, key=lambda one: one.get_kind_display())
        return {
            "kinds": [(kind, list(rows)) for kind, rows in kinds],
            "total": len(self.partners),
            "has_person": self.has_person,
            "blank_rows": range(12),
        }

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = Partner.objects.order_by("pk").select_related("school").first()
        return {"school": found.school.code} if found else {}

    def sheet(self) -> Page:
        names = ["ที่", "ภาคี", "ประเภท", "หมู่บ้าน", "ร่วมงานเรื่อง", "บุคคล"]
        names += ["โทรศัพท์", "ไลน์", "อีเมล", "ที่อยู่"] if self.has_person else []
        names += ["ผู้ประสานงานของโรงเรียน", "ร่วมงานตั้งแต่", "ติดต่อล่าสุด"]
        rows = [self._cells(number, one) for number, one in enumerate(self.partners, 1)]
        return Page("ภาคีเครือข่าย", names, rows)

    def _cells(self, number: int, one: Any) -> list[Any]:
        people = ", ".join(f"{who.name} {who.post}".strip() for who in one.present)
        reach = [one.phone, one.line, one.email, one.address] if self.has_person else []
        facts = [number, one.name, one.get_kind_display(), str(one.village or ""), one.about]
        keeper = one.keeper.full_name if one.keeper else ""
        return [*facts, people, *reach, keeper, thai_date(one.since), thai_date(one.last_contact)]


def _sees(user: User | None, school: School | None) -> bool:
    """Whether `user` may see how to reach the partners of the school; the shell may."""
    if user is None or school is None:
        return user is None
    return School.objects.for_user(user, Permission.PARTNER_PERSON).filter(pk=school.pk).exists()

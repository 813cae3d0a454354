"""One visit on paper."""

from functools import cached_property
from typing import Any

from django.db.models import Count, Q

from homevisits.definition import CURRENT, OBEC, SHORT, definition_of
from homevisits.models import HomeVisit, Status, VisitPhoto, VisitSignature
from homevisits.paper import ONE, VisitPaper
from homevisits.services.review import may_see_danger
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.identity import clean_id
from schoolcare.paper.choices import Option
from schoolcare.text import search_key
from schoolcare.thai import thai_date_full

MEMBER_ROWS = 10
VOWS = {
    "remote": "ขอรับรองว่าได้พูดคุยกับผู้ปกครองทางโทรศัพท์หรือวิดีโอ และข้อมูลในแบบนี้เป็นจริงตามที่ได้รับ",
    "met": "ขอรับรองว่าได้พบผู้ปกครองหรือนักเรียน และข้อมูลในแบบนี้เป็นจริงตามที่ได้รับ",
}
VOW = "ขอรับรองว่าได้ออกเยี่ยมบ้านนักเรียนและข้อมูลในแบบนี้เป็นจริงตามที่พบ"
PHOTO_WORDS = {
    "outside": "ภาพถ่ายสภาพบ้านนักเรียนจากภายนอก (เห็นหลังคาและฝาผนังของบ้านทั้งหลัง)",
    "inside": "ภาพถ่ายภายในบ้านนักเรียน",
}


@register
class VisitForm(Document):
    """บันทึกการเยี่ยมบ้าน: the OBEC form of four pages, or the short one."""

    slug = "homevisit-form"
    title = "บันทึกการเยี่ยมบ้าน"
    permission = Permission.VISIT_VIEW
    needs = ("school", "object")
    objects = HomeVisit.objects
    page_class = "form"
    can_be_blank = True
    thai_digits = False
    options = (Option("form", "แบบบันทึก", (("", "แบบ สพฐ. 4 หน้า"), (SHORT, "แบบสั้น"))),)

    @property
    def template(self) -> str:  # type: ignore[override]
        return f"homevisits/print/{'short' if self.form == SHORT else 'form'}.html"

    @property
    def form(self) -> str:
        """Which set of questions: the round's; of an empty form the one that is asked for."""
        if self.visit is None:
            return self.choices.options.get("form") or OBEC
        return self.visit.round.form

    @property
    def offered(self) -> tuple[Option, ...]:
        """An empty form alone leaves the choice."""
        return self.options if self.subject.is_blank else ()

    @cached_property
    def visit(self) -> HomeVisit | None:
        if self.subject.object is None:
            return None
        found = HomeVisit.objects.with_pupil().select_related("student__photo")
        return found.get(pk=self.subject.object.pk)

    @property
    def pupil_id(self) -> int | None:
        return self.visit.student_id if self.visit else None

    def context(self) -> dict[str, Any]:
        visit, paper = self.visit, self.paper()
        members = list(visit.members.all()) if visit else []
        signed = (
            {one.signer: one for one in visit.signatures.select_related("file")} if visit else {}
        )
        photo_of = paper.definition.item("photo_of")
        is_asked = paper.form in photo_of.forms
        return {
            "visit": visit,
            "paper": paper,
            "face": visit.student.photo if visit else None,
            "citizen_id": self.citizen_id(),
            "guardian_id": self.guardian_id(),
            "members": members,
            "nobody": range(len(members) + 1, MEMBER_ROWS + 1),
            "guardian": signed.get(VisitSignature.Signer.GUARDIAN),
            "visitor": signed.get(VisitSignature.Signer.VISITOR),
            "day": thai_date_full(visit.visited_on) if visit and visit.visited_on else "",
            "visitor_name": visit.author.full_name if visit else "",
            "posts": self.posts(),
            "vow": VOWS.get(visit.mode, VOW) if visit else VOW,
            "photos": self.photos(),
            "refused": paper.text("photo_refused"),
            "photo_of": [paper.line(photo_of, one) for one in photo_of.options] if is_asked else [],
        }

    def posts(self) -> tuple[str, str]:
        """Circles of ครู and ผู้อำนวยการ; a deputy director counts as a teacher."""
        if self.visit is None:
            return ONE[False], ONE[False]
        is_director = self.visit.author.position.strip().startswith("ผู้อำนวยการ")
        return ONE[not is_director], ONE[is_director]

    def paper(self) -> VisitPaper:
        visit = self.visit
        if visit is None:
            return VisitPaper(CURRENT, self.form)
        with_danger = self.user is None or may_see_danger(visit, self.user)
        ticks = frozenset(visit.ticks.values_list("item", "option"))
        definition = definition_of(visit.definition)
        return VisitPaper(definition, self.form, visit.answers, ticks, with_danger)

    def citizen_id(self) -> str:
        """Thirteen digits for the shell and those who may see them, else none."""
        if self.visit is None or not self.sees_id:
            return ""
        found = self.visit.student.identifiers.filter(is_current=True).first()
        return clean_id(found.value) if found and found.kind in ("thai", "alien13") else ""

    def guardian_id(self) -> str:
        """The primary guardian's, where the form speaks of that guardian."""
        if self.visit is None or not self.sees_id:
            return ""
        links = self.visit.student.guardianships.filter(is_primary=True)
        link = links.select_related("guardian").first()
        named = search_key(self.visit.answers.get("guardian_name", ""))
        if link is None or named != search_key(link.guardian.full_name):
            return ""
        found = clean_id(link.guardian.citizen_id)
        return found if len(found) == 13 and found.isdigit() else ""

    @cached_property
    def sees_id(self) -> bool:
        if self.user is None:
            return True
        if self.visit is None:
            return False
        rows = HomeVisit.objects.for_user(self.user, Permission.SENSITIVE_VIEW)
        return rows.filter(pk=self.visit.pk).exists()

    def photos(self) -> list[tuple[VisitPhoto | None, str]]:
        """The first from outside and the first from inside; a frame where there is none."""
        rows = list(self.visit.photos.select_related("file")) if self.visit else []
        first = {one.kind: one for one in reversed(rows)}
        return [(first.get(kind), words) for kind, words in PHOTO_WORDS.items()]

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        """A visit at home with all that a form can hold: photos, a drawn signature, members."""
        found = HomeVisit.objects.filter(status=Status.APPROVED, mode="home", round__form=OBEC)
        told = found.annotate(
            kinds=Count("photos__kind", distinct=True),
            drawn=Count("signatures", Q(signatures__file__isnull=False), distinct=True),
            people=Count("members", distinct=True),
        )
        visit = told.order_by("-kinds", "-drawn", "-people", "pk").first()
        return {"object": str(visit.pk)} if visit else {"blank": "1"}

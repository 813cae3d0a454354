"""One visit on paper."""

from functools import cached_property
from typing import Any

from homevisits.definition import CURRENT, OBEC, SHORT, definition_of
from homevisits.models import HomeVisit, Status, VisitPhoto, VisitSignature
from homevisits.paper import VisitPaper
from homevisits.services.review import may_see_danger
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.identity import clean_id

MEMBER_ROWS = 10
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

    @property
    def template(self) -> str:  # type: ignore[override]
        form = self.visit.round.form if self.visit else OBEC
        return f"homevisits/print/{'short' if form == SHORT else 'form'}.html"

    @cached_property
    def visit(self) -> HomeVisit | None:
        record = self.subject.object
        return HomeVisit.objects.with_pupil().get(pk=record.pk) if record else None

    @property
    def pupil_id(self) -> int | None:
        return self.visit.student_id if self.visit else None

    def context(self) -> dict[str, Any]:
        visit = self.visit
        paper = self.paper()
        members = list(visit.members.all()) if visit else []
        signed = (
            {one.signer: one for one in visit.signatures.select_related("file")} if visit else {}
        )
        photo_of = paper.definition.item("photo_of")
        return {
            "visit": visit,
            "paper": paper,
            "citizen_id": self.citizen_id(),
            "members": members + [None] * (MEMBER_ROWS - len(members)),
            "guardian": signed.get(VisitSignature.Signer.GUARDIAN),
            "visitor": signed.get(VisitSignature.Signer.VISITOR),
            "visitor_name": visit.author.full_name if visit else "",
            "photos": self.photos(),
            "photo_of": [paper.line(photo_of, one) for one in photo_of.options],
        }

    def paper(self) -> VisitPaper:
        visit = self.visit
        if visit is None:
            return VisitPaper(CURRENT, OBEC)
        with_danger = self.user is None or may_see_danger(visit, self.user)
        ticks = frozenset(visit.ticks.values_list("item", "option"))
        definition = definition_of(visit.definition)
        return VisitPaper(definition, visit.round.form, visit.answers, ticks, with_danger)

    def citizen_id(self) -> str:
        """Thirteen digits for the shell and those who may see them, else none."""
        if self.visit is None or not self.sees_id():
            return ""
        found = self.visit.student.identifiers.filter(is_current=True).first()
        return clean_id(found.value) if found and found.kind in ("thai", "alien13") else ""

    def sees_id(self) -> bool:
        if self.user is None:
            return True
        rows = HomeVisit.objects.for_user(self.user, Permission.SENSITIVE_VIEW)
        return rows.filter(pk=self.visit.pk).exists()

    def photos(self) -> list[tuple[VisitPhoto | None, str]]:
        """The first from outside and the first from inside; a frame where there is none."""
        rows = list(self.visit.photos.select_related("file")) if self.visit else []
        first = {one.kind: one for one in reversed(rows)}
        return [(first.get(kind), words) for kind, words in PHOTO_WORDS.items()]

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        visit = HomeVisit.objects.filter(status=Status.APPROVED, mode="home").first()
        return {"object": str(visit.pk)} if visit else {"blank": "1"}

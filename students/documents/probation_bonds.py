"""หนังสือทัณฑ์บน, signed by the pupil and the guardian; the rule of 2548 asks for it in writing."""

from functools import cached_property
from typing import Any

from schoolcare.access import Permission
from schoolcare.documents import Document, register
from students.models import Enrolment, Penalty


@register
class ProbationBond(Document):
    """What the pupil answers for, what is promised, who signs; or an empty one for the pen."""

    slug = "probation-bond"
    title = "หนังสือทัณฑ์บนนักเรียน"
    short_title = "ทัณฑ์บน"
    permission = Permission.BEHAVIOUR_VIEW
    needs = ("school", "object")
    objects: Any = Penalty.objects.filter(kind="bond").select_related("student__school__district")
    template = "students/print/probation_bond.html"
    page_class = "minutes"
    is_signed = True
    can_be_blank = True

    @property
    def penalty(self) -> Penalty | None:
        found: Penalty | None = self.subject.object
        return found

    @property
    def pupil_id(self) -> int | None:
        return self.penalty.student_id if self.penalty else None

    @cached_property
    def seat(self) -> Enrolment | None:
        if self.penalty is None:
            return None
        rows = Enrolment.objects.filter(student=self.penalty.student_id, year=self.penalty.year)
        return rows.select_related("classroom").order_by("ends_on", "-pk").first()

    def guardian(self) -> dict[str, str]:
        """Who signed, else who is called first; never whom the school may not call."""
        penalty = self.penalty
        if penalty is None:
            return {}
        rows = penalty.student.guardianships.select_related("guardian").filter(
            may_be_contacted=True
        )
        links = sorted(rows, key=lambda one: (not one.is_primary, one.pk))
        if penalty.guardian_name:
            named = [one for one in links if str(one.guardian) == penalty.guardian_name]
            relation = named[0].relation if named else ""
            return {"name": penalty.guardian_name, "relation": relation}
        return {"name": str(links[0].guardian), "relation": links[0].relation} if links else {}

    def adviser(self) -> str:
        if self.seat is None:
            return ""
        first = self.seat.classroom.advisers.select_related("user").first()
        return first.user.full_name if first else ""

    def context(self) -> dict[str, Any]:
        penalty = self.penalty
        notes = penalty.notes.select_related("event").order_by("event__on") if penalty else []
        return {
            "penalty": penalty,
            "notes": [one for one in notes if one.voided_at is None],
            "seat": self.seat,
            "guardian": self.guardian(),
            "adviser": self.adviser(),
            "terms": [line for line in penalty.terms.splitlines() if line] if penalty else [],
        }

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = cls.objects.order_by("pk").first()
        return {"object": str(found.pk)} if found else {}

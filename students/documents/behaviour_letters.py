"""The letter to a guardian about points of conduct; it tells of this pupil alone."""

from functools import cached_property
from typing import Any

from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import Register
from schoolcare.paper.body import NUMBER, SUBJECT, TEXT, TO, BodyField
from schoolcare.thai import thai_date
from students.behaviour_points import Balance, Period, balances
from students.models import BehaviourLetter, BehaviourNote, Enrolment, Penalty
from students.services.behaviour import scale_of

ENDING = BodyField("ending", "ย่อหน้าปิดท้าย")
MOST_LINES = 25


@register
class BehaviourLetterPaper(Document):
    """Kinds, days and points; the writer's words and other pupils stand nowhere on it."""

    slug = "behaviour-letter"
    title = "หนังสือแจ้งผู้ปกครองเรื่องความประพฤติ"
    short_title = "หนังสือ"
    permission = Permission.BEHAVIOUR_VIEW
    needs = ("school", "object")
    objects: Any = BehaviourLetter.objects.select_related("student__school__district")
    template = "students/print/behaviour_letter.html"
    page_class = "official"
    body_fields = (NUMBER, SUBJECT, TO, TEXT, ENDING)
    register = Register.SENT
    is_signed = True
    can_be_blank = True

    @property
    def letter(self) -> BehaviourLetter | None:
        found: BehaviourLetter | None = self.subject.object
        return found

    @property
    def pupil_id(self) -> int | None:
        return self.letter.student_id if self.letter else None

    @cached_property
    def period(self) -> Period:
        assert self.letter is not None  # noqa: S101 -- a blank has none
        return Period(self.letter.year, self.letter.semester or None)

    @cached_property
    def balance(self) -> Balance:
        assert self.letter is not None  # noqa: S101 -- a blank has none
        scale, pupil = scale_of(self.letter.student.school_id), self.letter.student_id
        return balances(scale, self.period, [pupil])[pupil]

    @cached_property
    def room(self) -> str:
        assert self.letter is not None  # noqa: S101 -- a blank has none
        rows = Enrolment.objects.filter(student=self.letter.student_id, year=self.letter.year)
        seat = rows.select_related("classroom").order_by("ends_on", "-pk").first()
        return f" นักเรียนชั้น {seat.classroom.label}" if seat else ""

    def default_body(self) -> dict[str, str]:
        ending = (
            "โรงเรียนขอความร่วมมือจากท่านในการดูแลและพูดคุยกับนักเรียน หากสะดวก "
            "ขอเชิญพบครูที่ปรึกษาเพื่อร่วมกันหาทางช่วยเหลือนักเรียน\nจึงเรียนมาเพื่อโปรดทราบ"
        )
        subject = "แจ้งคะแนนความประพฤติของนักเรียน"
        if self.letter is None:
            return {"subject": subject, "to": "", "text": "", "ending": ending}
        name, balance = self.letter.student.full_name, self.balance
        text = (
            f"ด้วย {name}{self.room} ซึ่งอยู่ในความปกครองของท่าน ถูกตัดคะแนนความประพฤติใน{self.period} "
            f"รวม {balance.lost} คะแนน จากคะแนนตั้งต้น {balance.start} คะแนน "
            f"คงเหลือ {balance.left} คะแนน ดังนี้"
        )
        return {"subject": subject, "to": f"ผู้ปกครองของ{name}", "text": text, "ending": ending}

    def lines(self) -> list[tuple[str, str, int]]:
        """Day, what, points lost: of the period, the oldest first."""
        if self.letter is None:
            return []
        pupil, about = self.letter.student_id, (self.period.year, self.period.semester)
        notes = BehaviourNote.objects.standing().in_period(*about).filter(student=pupil)
        notes = notes.filter(event__is_good=False, event__points__gt=0).select_related("event")
        rows = [(one.event.on, one.event.name, one.event.points) for one in notes]
        taken = Penalty.objects.standing().in_period(*about).filter(student=pupil, points__gt=0)
        rows += [(one.decided_on, str(one), one.points or 0) for one in taken]
        newest = sorted(rows)[-MOST_LINES:]
        return [(thai_date(day), name, points) for day, name, points in newest]

    def context(self) -> dict[str, Any]:
        return {"lines": self.lines(), "balance": self.balance if self.letter else None}

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = cls.objects.order_by("-points", "pk").first()
        return {"object": str(found.pk)} if found else {}

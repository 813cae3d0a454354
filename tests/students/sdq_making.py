"""SDQ sheets and other results, for tests."""

from datetime import date

from django.utils import timezone

from schoolcare.models import User
from students.models import (
    OtherScreen,
    PhqForm,
    PhqResponse,
    ScreeningRound,
    ScreenKind,
    SdqNormSet,
    SdqResponse,
    Student,
)
from students.models.sdq import as_text
from students.services.sdq import Sheet, put
from tests.students.screened import make_screening_round

DAY = date(2026, 11, 20)


def open_round(student: Student) -> ScreeningRound:
    """The school's round that is there, else a new one."""
    found = ScreeningRound.objects.filter(school=student.school_id).order_by("-number").first()
    return found or make_screening_round(student.school)


def make_sheet(
    student: Student, informant: str = "teacher", *, answers=1, by: User | None = None, **fields
) -> SdqResponse:
    """A sheet with one answer everywhere, or with a list of 25."""
    whole = [answers] * 25 if isinstance(answers, int) else answers
    round_ = fields.pop("round_", None) or open_round(student)
    made = SdqResponse(student=student, round=round_, informant=informant)
    norms = SdqNormSet.objects.get(is_default=True)
    impact = fields.pop("impact", {})
    put(made, Sheet(whole, impact, DAY, "ผู้ตอบ"), norms, by=by)
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    return made


def make_phq(student: Student, by: User, *, answers=0, **fields) -> PhqResponse:
    whole = [answers] * 9 if isinstance(answers, int) else answers
    made = PhqResponse(
        student=student,
        round=fields.pop("round_", None) or open_round(student),
        form=PhqForm.objects.get(school=None),
        answered_on=DAY,
        keyed_by=by,
        keyed_at=timezone.now(),
    )
    made.answers, made.extra = as_text(whole), fields.pop("extra", "--")
    made.judge()
    made.save()
    return made


def make_screen(student: Student, by: User, **fields) -> OtherScreen:
    fields = {"kind": ScreenKind.objects.filter(school=None).first(), "group": "risk"} | fields
    return OtherScreen.objects.create(student=student, taken_on=DAY, made_by=by, **fields)

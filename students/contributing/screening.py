"""What screening contributes to the house."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from schoolcare.access import Permission
from schoolcare.asked_together import Asked, Rows, facts
from schoolcare.audit_words import FACTS, NOUNS, VERBS
from schoolcare.models import District, School, Term
from schoolcare.registry import (
    BinderPaper,
    CalendarDate,
    DateSource,
    Duty,
    Event,
    EventSource,
    PupilPanel,
    binder,
    calendar_dates,
    chronology,
    demo,
    duties,
    pupil_panels,
    screening_hints,
)
from schoolcare.requests import Request
from schoolcare.templatetags.ui import address
from students.chronology import ROUND, later_first, round_of
from students.demo_screening import fill, make_rounds
from students.models import Screening, ScreeningRound, Student
from students.models.screening import seen_group
from students.services.screening_hints import income_hints

VIEW = Permission.SCREENING_VIEW
FOUND = "การคัดกรองนักเรียน"
AREA = "งานระบบดูแลช่วยเหลือนักเรียน"
BADGES = {"": ("none", "ยังไม่ครบ"), "normal": ("ok", "ปกติ"), "risk": ("warn", "เสี่ยง")} | {
    "problem": ("bad", "มีปัญหา")
}


def _asks(office: School | District, first: date, last: date) -> tuple[Any, dict[str, Any]] | None:
    """Each round of the school; none of an office."""
    if isinstance(office, District):
        return None
    rounds = ScreeningRound.objects.filter(school=office, closes_on__gte=first, opens_on__lte=last)
    facts = {one: one for one in ("pk", "number", "opens_on", "closes_on")}
    return rounds, facts | {"semester": "term__semester", "year": "term__year"}


def _tells(
    office: School | District, first: date, last: date, rows: list[dict[str, Any]]
) -> Iterator[CalendarDate]:
    for row in rows:
        term = Term(semester=row["semester"], year=row["year"])
        yield CalendarDate(
            key=f"screening-round-{row['pk']}",
            title=f"คัดกรองนักเรียน {ScreeningRound(number=row['number'], term=term)}",
            starts_on=date.fromisoformat(row["opens_on"]),
            ends_on=date.fromisoformat(row["closes_on"]),
            area=AREA,
        )


def _asks_screenings(pupil: Any, kept_out: Any) -> Asked:
    asked = facts("screened_on", group=seen_group(kept_out), **ROUND)
    return Screening.objects.filter(student=pupil), asked


def _tells_screenings(request: Request, student: Student, rows: Rows) -> Iterator[Event]:
    """Each round's group, for those who see screening."""
    for row in later_first(rows):
        yield Event(
            date.fromisoformat(row["screened_on"]),
            "คัดกรอง",
            text=round_of(row),
            url=address(student.pk, "students:screening-pupil"),
            icon="clipboard",
            badge=BADGES[row["group"]],
        )


def screened(year: int, semester: int) -> Any:
    return Screening.objects.filter(round__term__year=year, round__term__semester=semester)


def papers_of_class(school: School, year: int, classroom: Any) -> Iterator[dict[str, str]]:
    """The class in each round of the year in which somebody of it was screened."""
    rounds = ScreeningRound.objects.filter(school=school, term__year=year)
    found = rounds.filter(screenings__classroom=classroom).distinct().order_by("opens_on")
    for pk in found.values_list("pk", flat=True):
        yield {"classroom": str(classroom.pk), "round": str(pk)}


def papers_of_school(school: School, year: int, classroom: Any) -> Iterator[dict[str, str]]:
    """The school in each round of the year."""
    rounds = ScreeningRound.objects.filter(school=school, term__year=year).order_by("opens_on")
    for pk in rounds.values_list("pk", flat=True):
        yield {"school": school.code, "year": str(year), "round": str(pk)}


def last_day(year: int, semester: int) -> Subquery:
    """When the newest round of the pupil's school ends."""
    rounds = ScreeningRound.objects.filter(
        school=OuterRef("classroom__school"), term__year=year, term__semester=semester
    )
    return Subquery(rounds.order_by("-closes_on").values("closes_on")[:1])


duties.append(
    Duty(
        "screening",
        "คัดกรอง",
        30,
        VIEW,
        screened,
        "students:screening-open",
        part=Q(group=""),
        due=last_day,
        school="round__school",
    )
)
binder += [
    BinderPaper("screening-class", FOUND, 200, papers_of_class),
    BinderPaper("screening-forms", FOUND, 210, papers_of_class),
    BinderPaper("screening-school", FOUND, 220, papers_of_school, is_of_class=False),
]
calendar_dates.append(DateSource(_asks, _tells))
chronology.append(EventSource(_asks_screenings, _tells_screenings, VIEW))
pupil_panels.append(PupilPanel("คัดกรอง", "students:screening-pupil", VIEW))
screening_hints.append(income_hints)
demo += [(11, make_rounds), (14, fill)]
NOUNS.update(
    {
        "screening": "ผลคัดกรอง",
        "screening_class": "ผลคัดกรองทั้งห้อง",
        "screening_round": "รอบคัดกรอง",
        "screening_form": "แบบคัดกรอง",
        "screening_aspect": "ด้านของแบบคัดกรอง",
        "screening_criterion": "เกณฑ์คัดกรอง",
    }
)
VERBS.update(
    {
        "archive": "เลิกใช้",
        "publish": "ประกาศใช้",
        "restore": "นำกลับมาใช้",
    }
)
FACTS.update(
    {
        "aspects": "ด้านที่แก้",
        "based_on": "ทำจากแบบ",
        "code": "รหัส",
        "results": "จำนวนผลรายด้าน",
        "version": "ฉบับที่",
    }
)

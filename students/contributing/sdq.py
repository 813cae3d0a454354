"""What SDQ and other tests contribute: three duties, a tab, a hint, papers."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from schoolcare.access import Permission
from schoolcare.audit_words import FACTS, NOUNS, VERBS
from schoolcare.registry import (
    BinderPaper,
    Duty,
    PupilPanel,
    bench_pages,
    binder,
    chronology,
    demo,
    duties,
    pupil_panels,
    screening_hints,
)
from students.demo_sdq import fill
from students.documents import sdq as _papers  # noqa: F401 -- puts them into the catalogue
from students.importing import sdq as _importer  # noqa: F401 -- registers itself
from students.models import Informant, ScreeningRound, SdqResponse, SdqSettings
from students.sdq_bench import measured_pages
from students.sdq_hints import hints, of_assessments

KNOWING = "รู้จักนักเรียนเป็นรายบุคคล"
ORDERS = {Informant.TEACHER: 40, Informant.SELF: 41, Informant.PARENT: 42}

NOUNS |= {
    "assessment": "ผลประเมิน",
    "assessment_class": "ผลประเมินอื่นของห้อง",
    "other_screen": "ผลประเมินอื่น",
    "phq": "แบบประเมิน PHQ-A",
    "phq_form": "แบบ PHQ-A ของโรงเรียน",
    "screen_kind": "ชนิดของแบบประเมิน",
    "screening_round": "รอบคัดกรอง",
    "sdq": "แบบประเมิน SDQ",
    "sdq_class": "ผล SDQ ของห้อง",
    "sdq_items": "ถ้อยคำ SDQ",
    "sdq_licence": "สิทธิ์ใช้ถ้อยคำ SDQ",
    "sdq_norms": "เกณฑ์ SDQ ของโรงเรียน",
    "sdq_settings": "การตั้งค่า SDQ",
}
VERBS |= {"check": "คีย์ซ้ำเพื่อตรวจ", "step": "บันทึกสิ่งที่ทำต่อของ"}
FACTS |= {"informant": "ผู้ประเมิน", "version": "ฉบับที่"}

pupil_panels.append(PupilPanel("ผลประเมิน", "students:assessment-detail", Permission.SDQ_VIEW))
screening_hints.append(hints)
chronology.append(of_assessments)
demo.append((16, fill))
bench_pages.append(measured_pages)


def _rows(informant: str) -> Callable[[int, int], Any]:
    def rows(year: int, semester: int) -> Any:
        return SdqResponse.objects.of_term(year, semester).filter(informant=informant)

    return rows


def _above_the_youngest(year: int, semester: int) -> Q:
    """Pupils and guardians answer from the level on that the school has set, ป.4 by default.

    A join, not a subquery: it is asked of every pupil of an office.
    """
    own = F("classroom__school__sdq_settings__teacher_only_to")
    return Q(classroom__level__gt=Coalesce(own, SdqSettings.TEACHER_ONLY_TO.value))


def _last_day(year: int, semester: int) -> Any:
    """Of the newest round of the term."""
    rounds = ScreeningRound.objects.filter(
        school=OuterRef("classroom__school"), term__year=year, term__semester=semester
    )
    return Subquery(rounds.order_by("-number").values("closes_on")[:1])


for one in Informant:
    duties.append(
        Duty(
            f"sdq-{one}",
            f"SDQ {one.label}",
            ORDERS[one],
            Permission.SDQ_VIEW,
            _rows(one),
            f"students:sdq-{one}",
            part=Q(is_complete=False),
            asks=None if one == Informant.TEACHER else _above_the_youngest,
            due=_last_day,
            school="round__school",
        )
    )


def _rounds(school: Any, year: int) -> list[int]:
    rounds = ScreeningRound.objects.of_place(school, year).order_by("opens_on", "number")
    return list(rounds.values_list("pk", flat=True))


def _of_class(school: Any, year: int, classroom: Any) -> Iterable[dict[str, str]]:
    """A print a round in which somebody of the class has answered."""
    for pk in _rounds(school, year):
        seats = classroom.enrolments.on_roster().values("student")
        if SdqResponse.objects.filter(round=pk, student__in=seats).exists():
            yield {"classroom": str(classroom.pk), "round": str(pk)}


binder.append(BinderPaper("sdq-class", KNOWING, 40, _of_class))

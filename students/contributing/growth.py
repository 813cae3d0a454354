"""Weights and heights on the class board, in the chronology, in screening, in the
binder of the year.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from schoolcare.access import Permission
from schoolcare.asked_together import Asked, Rows, facts, nested
from schoolcare.audit_words import FACTS, NOUNS, PARTS, VERBS
from schoolcare.models import Term
from schoolcare.registry import (
    BinderPaper,
    Duty,
    Event,
    EventSource,
    HintSource,
    OfficeSetting,
    PupilPanel,
    ScreeningHint,
    binder,
    chronology,
    demo,
    duties,
    office_settings,
    pupil_panels,
    screening_hints,
)
from schoolcare.requests import Request
from schoolcare.templatetags.ui import address
from students.chronology import later_first
from students.demo_growth import fill
from students.growth import importer, reference_importer  # noqa: F401 -- register themselves
from students.models import GrowthMeasure, Student
from students.models.growth import GrowthBand, Index

HEALTH = "health"  # the aspect of a screening
MALNUTRITION = "malnutrition"  # its criterion

NOUNS |= {"growth": "น้ำหนักส่วนสูง", "growth_reference": "ตารางเกณฑ์การเจริญเติบโต"}
VERBS |= {"import": "นำเข้า"}
PARTS |= {"growth.view": "น้ำหนักส่วนสูง"}
FACTS |= {"removed": "ลบ", "round": "ครั้งที่"}


def done(year: int, semester: int) -> Any:
    """Measured in the term, in one of its rounds."""
    return GrowthMeasure.objects.filter(term__year=year, term__semester=semester)


def _asks(pupil: Any, kept_out: Any) -> Asked:
    """That a pupil was measured; the figures stand on the page that logs who sees them."""
    term = {one: f"term__{one}" for one in ("semester", "year")}
    return GrowthMeasure.objects.filter(student=pupil), facts("measured_on", "round", **term)


def _tells(request: Request, student: Student, rows: Rows) -> Iterator[Event]:
    for row in later_first(rows):
        term = Term(semester=row["semester"], year=row["year"])
        yield Event(
            date.fromisoformat(row["measured_on"]),
            "ชั่งน้ำหนักวัดส่วนสูง",
            text=f"{term} ครั้งที่ {row['round']}",
            url=address(student.pk, "students:student-growth"),
            icon="heart",
        )


def _band(index: Index) -> Subquery:
    """The category in which a measure stands, of the edition that it was judged by."""
    bands = GrowthBand.objects.filter(reference=OuterRef("reference"), index=index)
    own = bands.filter(code=OuterRef(index)).order_by()
    return Subquery(own.values(told=JSONObject(label="label", level="level"))[:1])


def _asks_hints(pupils: Any, year: int, semester: int) -> Asked:
    found = done(year, semester).filter(student__in=pupils, reference__isnull=False)
    bands = {index.value: _band(index) for index in Index}
    return found, facts("student", "measured_on", "round", **bands)


def _tells_hints(pupils: Any, year: int, semester: int, rows: Rows) -> Iterator[ScreeningHint]:
    """What the newest measure of the term says of health, at the ends of an index."""
    in_order = sorted(rows, key=itemgetter("measured_on", "round"))
    for student, row in {one["student"]: one for one in in_order}.items():
        told = [(index, nested(row[index]) or {"level": ""}) for index in Index]
        bands = [(index, band) for index, band in told if band["level"]]
        if not bands:
            continue
        level = "problem" if any(band["level"] == "problem" for _i, band in bands) else "risk"
        words = ", ".join(f"{index.label}: {band['label']}" for index, band in bands)
        yield ScreeningHint(
            student,
            HEALTH,
            level,
            f"ชั่งน้ำหนักวัดส่วนสูง ครั้งที่ {row['round']} {words}",
            criterion=MALNUTRITION if level == "problem" else "",
            url=address(student, "students:student-growth"),
        )


hints = HintSource(_asks_hints, _tells_hints)


def class_papers(school: Any, year: int, classroom: Any) -> Iterable[dict[str, str]]:
    """One print for each round in which somebody of the class was measured."""
    if classroom is None:
        return
    found = GrowthMeasure.objects.filter(
        student__enrolments__classroom=classroom, term__school=school, term__year=year
    )
    rounds = found.order_by("term__semester", "round").values_list("term__semester", "round")
    for semester, number in rounds.distinct():
        asked = {"school": school.code, "year": str(year), "classroom": str(classroom.pk)}
        yield asked | {"term": str(semester), "round": str(number)}


office_settings.append(OfficeSetting("ตารางเกณฑ์การเจริญเติบโต", "students:growth-office", "chart"))
pupil_panels.append(PupilPanel("การเจริญเติบโต", "students:student-growth", Permission.GROWTH_VIEW))
duties.append(
    Duty(
        key="growth",
        label="ชั่งน้ำหนักวัดส่วนสูง",
        short="น้ำหนัก ส่วนสูง",
        order=50,
        permission=Permission.GROWTH_VIEW,
        rows=done,
        part=Q(weight_kg=None) | Q(height_cm=None),
        url_name="students:student-growth",
        school="term__school",
    )
)
chronology.append(EventSource(_asks, _tells, Permission.GROWTH_VIEW))
screening_hints.append(hints)
binder.append(BinderPaper("growth-class", "รู้จักนักเรียนเป็นรายบุคคล", 60, class_papers))
demo.append((13, fill))

"""Rounds of screening and what they found, for tests."""

from datetime import date

from schoolcare.models import School, Term, User
from students.models import (
    AspectResult,
    Classroom,
    Criterion,
    Screening,
    ScreeningRound,
    ScreeningTemplate,
    Student,
)
from students.models.screening import Level, worst
from tests.factories import YEAR, make_term


def make_screening_round(school: School, **fields) -> ScreeningRound:
    """A round with the form of eleven aspects, in the school's second semester."""
    asked = {"year": YEAR, "semester": 2}
    term = fields.pop("term", None) or Term.objects.filter(school=school, **asked).first()
    fields = {
        "template": ScreeningTemplate.objects.get(code="T11", school=None, district=None),
        "opens_on": date(2026, 11, 1),
        "closes_on": date(2026, 12, 31),
        "term": term or make_term(school, **asked),
    } | fields
    return ScreeningRound.objects.create(school=school, **fields)


def make_screening(round_: ScreeningRound, student: Student, by: User, **levels: str) -> Screening:
    """A whole screening: the named aspects by level, every other one ปกติ or ไม่มี."""
    aspects = list(round_.template.aspects.all())
    found = {one.code: levels.get(one.code, one.levels[0]) for one in aspects}
    screening = Screening.objects.create(
        round=round_,
        student=student,
        classroom=Classroom.objects.get(enrolments__student=student, enrolments__ends_on=None),
        screened_on=date(2026, 11, 20),
        screened_by=by,
        group=worst(found.values()),
        is_special=any(one.makes_special and found[one.code] == Level.HAS for one in aspects),
    )
    for aspect in aspects:
        result = AspectResult.objects.create(
            screening=screening, aspect=aspect, level=found[aspect.code]
        )
        if found[aspect.code] not in {Level.NORMAL, Level.LACKS}:
            ticks = Criterion.objects.filter(aspect=aspect, level=found[aspect.code])
            result.criteria.set(ticks[:1])
    return screening

"""What the handbook of the care work is put together from: procedure, calendar, forms, criteria."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from schoolcare import editions, registry
from schoolcare.documents import catalogue
from schoolcare.models import Procedure, ProcedureStep, School
from schoolcare.step_days import months_of
from schoolcare.thai import thai_date_range
from students.models import Aspect, ScreeningRound, ScreeningTemplate

CARE = "school-care"  # the first edition of the care procedure


def care_procedure(school: School, year: int) -> Procedure | None:
    """The edition of the care procedure that the school goes by in a year (พ.ศ.)."""
    known = list(editions.known_to(school).select_related("family").prefetch_related("steps"))
    used = editions.in_use(known, year)
    return next((one for one in known if one.pk in used and one.root_code == CARE), None)


@dataclass(frozen=True)
class CalendarLine:
    first: date
    last: date
    what: str
    who: str = ""

    @property
    def days(self) -> str:
        return thai_date_range(self.first, self.last)


def year_lines(school: School, year: int, procedure: Procedure | None) -> list[CalendarLine]:
    """Terms, rounds of screening and the steps of the procedure that have months, by day."""
    found = []
    for term in school.terms.filter(year=year):
        name = f"ภาคเรียนที่ {term.semester}"
        found.append(CalendarLine(term.starts_on, term.starts_on, f"เปิด{name}"))
        found.append(CalendarLine(term.ends_on, term.ends_on, f"ปิด{name}"))
    for one in ScreeningRound.objects.of_place(school, year):
        words = f"คัดกรองนักเรียน รอบที่ {one.number} ภาคเรียนที่ {one.term.semester}"
        found.append(CalendarLine(one.opens_on, one.closes_on, words, "ครูที่ปรึกษา"))
    for step in procedure.steps.all() if procedure else ():
        found += _of_step(step, year)
    return sorted(found, key=lambda line: (line.first, line.last, line.what))


def _of_step(step: ProcedureStep, year: int) -> list[CalendarLine]:
    if not step.periods:
        return []  # all year, or weeks after a start
    days = months_of(step, year)
    return [CalendarLine(first, last, step.name, step.owner) for first, last in days]


def forms_of(school: School, procedure: Procedure | None) -> list[tuple[str, str]]:
    """Papers of the care work, each with the school's own code; other forms in words."""
    binder = sorted(registry.binder, key=lambda one: one.order)
    named = [*(procedure.forms if procedure else ()), *(one.slug for one in binder)]
    return [
        (catalogue[one].title, school.form_codes.get(one, "")) if one in catalogue else (one, "")
        for one in dict.fromkeys(named)
    ]


def criteria_of(school: School, year: int) -> tuple[ScreeningTemplate | None, list[Any]]:
    """The form of the year's newest round, else the newest published one that is nearest to the
    school; with its graded aspects and their criteria.
    """
    newest = ScreeningRound.objects.of_place(school, year).order_by("-opens_on", "-pk").first()
    found = newest.template if newest else _nearest(school)
    if found is None:
        return None, []
    aspects = Aspect.objects.filter(template=found).prefetch_related("criteria")
    return found, [(one, _by_level(one)) for one in aspects.order_by("order", "pk")]


def _nearest(school: School) -> ScreeningTemplate | None:
    usable = ScreeningTemplate.objects.usable_by(school).published()
    return max(
        usable,
        key=lambda one: (one.school_id or 0, one.district_id or 0, -one.pk, one.version),
        default=None,
    )


def _by_level(aspect: Aspect) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for criterion in sorted(aspect.criteria.all(), key=lambda one: (one.order, one.pk)):
        found.setdefault(criterion.level, []).append(criterion.text)
    return found

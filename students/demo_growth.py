"""Demo weights and heights: last round complete but for a few, an earlier one to compare with.

The figures are drawn by a plain rule of thumb; no table is shipped, so that no index is told.
"""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from schoolcare.demo import DemoPlan
from schoolcare.models import Term
from students.growth.judging import judge_all
from students.models import Enrolment, GrowthMeasure, Student
from students.services.growth import follow

BATCH = 2000
MEASURED = 0.92  # the others were absent


def fill(plan: DemoPlan) -> None:
    if plan.is_scale:
        return
    made: list[GrowthMeasure] = []
    for school, _school_plan in plan.made:
        terms = Term.objects.filter(school=school, year=plan.year, starts_on__lte=plan.today)
        days = [(term, _day(term, plan.today)) for term in terms.order_by("semester")]
        seats = Enrolment.objects.filter(classroom__school=school, year=plan.year, ends_on=None)
        for seat in seats.select_related("student").order_by("pk"):
            made += _measures(plan.draw, seat.student, days)
    judge_all(made)
    GrowthMeasure.objects.bulk_create(made, batch_size=BATCH)
    keys = sorted({one.student_id for one in made})
    for start in range(0, len(keys), 500):
        follow(keys[start : start + 500])


def _day(term: Term, today: date) -> date:
    """In the third week of the term, or today where that is still to come."""
    return min(term.starts_on + timedelta(days=18), term.ends_on, today)


def _measures(draw: Random, student: Student, days: list[tuple[Term, date]]) -> list[GrowthMeasure]:
    if student.birth_date is None:
        return []
    is_tall, is_heavy = draw.gauss(0, 1), draw.gauss(0, 1)
    found = []
    for term, day in days:
        if draw.random() > MEASURED:
            continue
        years = Decimal((day - student.birth_date).days) / Decimal("365.25")
        height = 78 + 6 * years + Decimal(str(round(is_tall * 4, 1)))
        bmi = Decimal(14) + years / 3 + Decimal(str(round(is_heavy * 1.6, 1)))
        weight = max(bmi, Decimal(12)) * (height / 100) ** 2
        found.append(
            GrowthMeasure(
                student=student,
                term=term,
                round=1,
                measured_on=day,
                weight_kg=round(weight, 1),
                height_cm=round(height, 1),
            )
        )
    return found

"""Pupils weighed and measured, and tables of invented numbers."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from django.core.management import call_command

from students.models import GrowthMeasure
from students.services.growth import Figures, save_measures
from tests.factories import make_student

DATA = Path(__file__).parent.parent / "data"
BY_AGE = DATA / "growth_by_age_synthetic.csv"  # 20 25 30 35 40 kg, 120 … 140 cm at every age
BY_HEIGHT = DATA / "growth_by_height_synthetic.csv"  # 10 20 30 40 50 60 kg at every height
DAY = date(2026, 11, 20)
BORN = date(2017, 3, 5)  # 9 years 8 months on that day


def make_pupil(classroom, **fields):
    return make_student(classroom, **{"birth_date": BORN} | fields)


def measure(student, weight="30.0", height="130.0", *, on=DAY, round_=1, by=None) -> GrowthMeasure:
    term = student.school.terms.get()
    kilograms, centimetres = (Decimal(one) if one else None for one in (weight, height))
    figures = {student: Figures(on, kilograms, centimetres)}
    save_measures(term, round_, figures, by=by)
    return GrowthMeasure.objects.get(student=student, term=term, round=round_)


def bring_tables(*files: Path) -> None:
    for file in files or (BY_AGE, BY_HEIGHT):
        call_command("import_growth_reference", str(file))

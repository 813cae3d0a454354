"""The dated steps of a school's or office's procedures, for calendars; one query."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Q

from schoolcare.models import ProcedureStep
from schoolcare.procedures import Office, level_of, months_of, owner_of, plan_year, weeks_after
from schoolcare.registry import CalendarDate

START = "start"  # beside a year; a moved deadline stands under its year and period
MOVED = ("year", "period", "due_on")


def procedure_dates(office: Office, first: date, last: date) -> Iterable[CalendarDate]:
    """Steps of months, and of weeks that have begun, with a day from `first` to `last`.

    What runs all year has no date. A step may have been moved from the year before, or prepare
    the year after. There is no link: many who read the calendar do not see the procedures.
    """
    years = range(plan_year(first) - 1, plan_year(last) + 2)
    weeks: dict[int, int] = defaultdict(int)
    for step, set_days in _steps(office, years):
        before = weeks[step.procedure_id]
        weeks[step.procedure_id] += step.weeks
        for year in years:
            days = _days(step, year, set_days.get((START, year)), before)
            for period, (starts_on, due_on) in enumerate(days):
                due = set_days.get((year, period), due_on)
                if starts_on <= last and due >= first:
                    yield CalendarDate(
                        key=f"step-{step.pk}-{year}-{period}-{step.procedure.level}-{office.pk}",
                        title=f"{step.procedure.name}: ขั้นที่ {step.number} {step.name}",
                        starts_on=min(starts_on, due),
                        ends_on=due,
                    )


def _days(
    step: ProcedureStep, year: int, begun_on: date | None, before: int
) -> list[tuple[date, date]]:
    """`before`: weeks of the steps that come first."""
    if not step.weeks:
        return months_of(step, year)
    return [weeks_after(begun_on, before, step.weeks)] if begun_on else []


def _steps(office: Office, years: range) -> list[tuple[ProcedureStep, dict[Any, date]]]:
    """Each dated step with the days that its office has set: moved deadlines, starts by year."""
    place = owner_of(office)
    steps = ProcedureStep.objects.filter(
        procedure__level=level_of(office), procedure__is_active=True
    )
    runs = Q(runs__year__in=years, runs__due_on__isnull=False)
    starts = Q(procedure__starts__year__in=years)
    rows: Any = (  # with what is annotated
        steps.exclude(periods=[], weeks=0)
        .select_related("procedure")
        .annotate(
            run=FilteredRelation("runs", condition=runs & _of("runs", place)),
            start=FilteredRelation(
                "procedure__starts", condition=starts & _of("procedure__starts", place)
            ),
        )
        .annotate(**{f"run_{name}": F(f"run__{name}") for name in MOVED})
        .annotate(begun_year=F("start__year"), begun_on=F("start__starts_on"))
        .order_by("procedure__name", "procedure", "number")
    )
    known: dict[ProcedureStep, dict[Any, date]] = {}
    for row in rows:
        known.setdefault(row, {})
        if row.run_year:
            known[row][row.run_year, row.run_period] = row.run_due_on
        if row.begun_year:
            known[row][START, row.begun_year] = row.begun_on
    return list(known.items())


def _of(path: str, place: dict[str, Any]) -> Q:
    return Q(**{f"{path}__{name}": office for name, office in place.items()})

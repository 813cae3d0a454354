"""The dated steps of a school's or office's procedures, for calendars."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import FilteredRelation, Q, TextField
from django.db.models.functions import Cast

from schoolcare.models import ProcedureStep
from schoolcare.procedures import Office, level_of, months_of, owner_of, plan_year, weeks_after
from schoolcare.registry import CalendarDate, DateSource

START = "start"  # beside a year; a moved deadline stands under its year and period
OF_STEP = ("pk", "procedure_id", "number", "name", "weeks", "precedes_year")


def _years(first: date, last: date) -> range:
    """A step may have been moved from the year before, or prepare the year after."""
    return range(plan_year(first) - 1, plan_year(last) + 2)


def _asks(office: Office, first: date, last: date) -> tuple[Any, dict[str, Any]]:
    """Each dated step with a day that its office has set: a moved deadline, a start of weeks."""
    place, years = owner_of(office), _years(first, last)
    runs = Q(runs__year__in=years, runs__due_on__isnull=False)
    starts = Q(procedure__starts__year__in=years)
    steps = ProcedureStep.objects.filter(
        procedure__level=level_of(office), procedure__is_active=True
    ).exclude(periods=[], weeks=0)
    rows = steps.annotate(
        run=FilteredRelation("runs", condition=runs & _of("runs", place)),
        start=FilteredRelation(
            "procedure__starts", condition=starts & _of("procedure__starts", place)
        ),
    )
    return rows, {one: one for one in OF_STEP} | {
        "procedure": "procedure__name",
        "periods": Cast("periods", TextField()),  # JSON in JSON is text on SQLite
        "run_year": "run__year",
        "run_period": "run__period",
        "run_due_on": "run__due_on",
        "begun_year": "start__year",
        "begun_on": "start__starts_on",
    }


def _tells(
    office: Office, first: date, last: date, rows: list[dict[str, Any]]
) -> Iterator[CalendarDate]:
    """Steps of months, and of weeks that have begun; what runs all year has no date.

    There is no link: many who read the calendar do not see the procedures.
    """
    years, level = _years(first, last), level_of(office)
    weeks: dict[int, int] = defaultdict(int)
    for (step, procedure), set_days in _steps(rows):
        before = weeks[step.procedure_id]
        weeks[step.procedure_id] += step.weeks
        for year in years:
            days = _days(step, year, set_days.get((START, year)), before)
            for period, (starts_on, due_on) in enumerate(days):
                due = set_days.get((year, period), due_on)
                if starts_on <= last and due >= first:
                    yield CalendarDate(
                        key=f"step-{step.pk}-{year}-{period}-{level}-{office.pk}",
                        title=f"{procedure}: ขั้นที่ {step.number} {step.name}",
                        starts_on=min(starts_on, due),
                        ends_on=due,
                        plan=procedure,
                        step=step.number,
                    )


def _steps(
    rows: list[dict[str, Any]],
) -> Iterator[tuple[tuple[ProcedureStep, str], dict[Any, date]]]:
    """The steps in the order of their procedures, with the names of those and the days set."""
    known: dict[int, dict[Any, date]] = defaultdict(dict)
    steps: dict[int, dict[str, Any]] = {}
    for row in rows:
        steps[row["pk"]], days = row, known[row["pk"]]
        if row["run_year"]:
            days[row["run_year"], row["run_period"]] = date.fromisoformat(row["run_due_on"])
        if row["begun_year"]:
            days[START, row["begun_year"]] = date.fromisoformat(row["begun_on"])
    order = ("procedure", "procedure_id", "number")
    for row in sorted(steps.values(), key=lambda one: tuple(one[name] for name in order)):
        facts = {name: row[name] for name in OF_STEP} | {"periods": json.loads(row["periods"])}
        yield (ProcedureStep(**facts), row["procedure"]), known[row["pk"]]


def _days(
    step: ProcedureStep, year: int, begun_on: date | None, before: int
) -> list[tuple[date, date]]:
    """`before`: weeks of the steps that come first."""
    if not step.weeks:
        return months_of(step, year)
    return [weeks_after(begun_on, before, step.weeks)] if begun_on else []


def _of(path: str, place: dict[str, Any]) -> Q:
    return Q(**{f"{path}__{name}": office for name, office in place.items()})


procedure_dates = DateSource(_asks, _tells)

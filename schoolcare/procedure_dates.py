"""The dated steps of a school's or office's procedures, for calendars."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import FilteredRelation, Q, TextField
from django.db.models.functions import Cast

from schoolcare import editions
from schoolcare.editions import Office
from schoolcare.models import Procedure, ProcedureStep, StepRun
from schoolcare.procedures import Noted, Plan, Start, level_of, owner_of
from schoolcare.registry import CalendarDate, DateSource
from schoolcare.step_days import plan_year

OF_STEP = ("pk", "procedure_id", "number", "name", "weeks", "precedes_year")
OF_PROCEDURE = ("name", "school_id", "district_id", "family_id", "from_year", "until_year")
OF_RUN = ("year", "period", "due_on", "done_on", "note", "owner", "file_id", "is_prior")
OF_START = ("year", "period", "starts_on", "name")


def _years(first: date, last: date) -> range:
    """A step may have been moved from the year before, or prepare the year after."""
    return range(plan_year(first) - 1, plan_year(last) + 2)


def _asks(office: Office, first: date, last: date) -> tuple[Any, dict[str, Any]]:
    """Each dated step with what its office has noted of it, and with its starts of weeks."""
    years = _years(first, last)
    steps = ProcedureStep.objects.filter(procedure__in=editions.known_to(office))
    rows = steps.exclude(periods=[], weeks=0).annotate(
        run=FilteredRelation("runs", condition=_of("runs", office, years)),
        start=FilteredRelation(
            "procedure__starts", condition=_of("procedure__starts", office, years)
        ),
    )
    facts = {one: one for one in OF_STEP}
    facts |= {f"of_{one}": f"procedure__{one}" for one in OF_PROCEDURE}
    facts |= {f"run_{one}": f"run__{one}" for one in OF_RUN}
    facts |= {f"start_{one}": f"start__{one}" for one in OF_START}
    return rows, facts | {"periods": Cast("periods", TextField())}  # JSON in JSON: text on SQLite


def _of(path: str, office: Office, years: range) -> Q:
    place = {f"{path}__{name}": row for name, row in owner_of(office).items()}
    return Q(**place, **{f"{path}__year__in": years})


def _tells(
    office: Office, first: date, last: date, rows: list[dict[str, Any]]
) -> Iterator[CalendarDate]:
    """Steps of months, and of weeks that have begun; what runs all year has no date.

    There is no link: many who read the calendar do not see the procedures.
    """
    years, place = _years(first, last), f"{level_of(office)}-{office.pk}"
    for plan in _plans(rows, years):
        for one in plan.steps:
            starts_on, due_on = one.starts_on, one.due_on
            if starts_on and due_on and starts_on <= last and due_on >= first:
                yield CalendarDate(
                    key=f"step-{one.step.pk}-{one.year}-{one.period}-{place}",
                    title=f"{plan.name}: ขั้นที่ {one.step.number} {one.step.name}",
                    starts_on=min(starts_on, due_on),
                    ends_on=due_on,
                    plan=plan.name,
                    step=one.step.number,
                )


def _plans(rows: list[dict[str, Any]], years: range) -> Iterator[Plan]:
    """Of every year, in the order of the procedures."""
    found = Noted([], {year: {} for year in years}, {year: defaultdict(dict) for year in years})
    steps: dict[int, ProcedureStep] = {}
    for row in sorted(rows, key=lambda one: (one["of_name"], one["procedure_id"], one["number"])):
        step = steps.setdefault(row["pk"], _step(row))
        if row["run_year"]:
            run = StepRun(step=step, **{one: row[f"run_{one}"] for one in OF_RUN})
            run.due_on, run.is_prior = _day(row["run_due_on"]), bool(row["run_is_prior"])
            found.runs[run.year][step.pk, run.period] = run
        if row["start_year"]:
            start = Start(row["start_period"], _begun(row), row["start_name"])
            found.starts[row["start_year"]][step.procedure_id][start.period] = start
    found.steps = list(steps.values())
    for year in years:
        yield from found.year(year).plans({}, date.min)


def _step(row: dict[str, Any]) -> ProcedureStep:
    procedure = Procedure(pk=row["procedure_id"], **{one: row[f"of_{one}"] for one in OF_PROCEDURE})
    facts = {one: row[one] for one in OF_STEP} | {"periods": json.loads(row["periods"])}
    step = ProcedureStep(**facts)
    step.procedure = procedure
    return step


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _begun(row: dict[str, Any]) -> date:
    return date.fromisoformat(row["start_starts_on"])


procedure_dates = DateSource(_asks, _tells)

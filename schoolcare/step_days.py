"""When a step is due: months of an academic year, or weeks after a start; pure."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from schoolcare.models import ProcedureStep
from schoolcare.thai import buddhist_year

NEW_YEAR = 5  # the academic year begins in May; earlier months lie in the next calendar year
ALL_YEAR = (5, 4)


def plan_year(day: date) -> int:
    """The academic year (พ.ศ.) that a day's work is planned in: from 1 May, before schools open."""
    return buddhist_year(day.year) - (day.month < NEW_YEAR)


def period_dates(year: int, first: int, last: int, *, precedes: bool = False) -> tuple[date, date]:
    """First and last day of the months `first` to `last` of academic year `year` (พ.ศ.).

    May to December lie in the year itself, January to April in the next; a step that precedes the
    year it plans lies in the spring before (admin.md §3.10).
    """

    def year_of(month: int) -> int:
        return year - 543 + (month < NEW_YEAR and not precedes)

    end = calendar.monthrange(year_of(last), last)[1]
    return date(year_of(first), first, 1), date(year_of(last), last, end)


def months_of(step: ProcedureStep, year: int) -> list[tuple[date, date]]:
    """First and last day of each time of a step of months."""
    early = step.precedes_year
    return [
        period_dates(year, first, last, precedes=early)
        for first, last in step.periods or [ALL_YEAR]
    ]


def days_of(
    step: ProcedureStep, year: int, starts_on: date | None, before: int
) -> Sequence[tuple[date, date] | tuple[None, None]]:
    """First and last day of each time of a step; of weeks, `before` weeks after the start.

    The default deadline of step n of a procedure of weeks is its start + 7n days (admin.md §2.1).
    """
    if not step.weeks:
        return months_of(step, year)
    if starts_on is None:
        return [(None, None)]
    first = starts_on + timedelta(weeks=before)
    return [(first, first + timedelta(weeks=step.weeks))]

"""When a pupil was away too often: a run of checked days, or too many days of one month.

Pure: days and rule in, what was found out. care.md §5.8: more than 5 days in a row or more than 7
in a month; the school sets both numbers and which kinds of absence count.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from students.models import AbsenceCase, AttendanceRule

Reason = AbsenceCase.Reason


@dataclass(frozen=True)
class Excess:
    """What goes over the rule: why, and the days of absence, in order."""

    reason: AbsenceCase.Reason
    absent: tuple[date, ...]

    @property
    def facts(self) -> dict[str, object]:
        """As an AbsenceCase keeps them."""
        first, last = self.absent[0], self.absent[-1]
        return {
            "reason": self.reason,
            "days": len(self.absent),
            "starts_on": first,
            "ends_on": last,
        }


def excess(
    checked: Iterable[date], absent: Collection[date], rule: AttendanceRule
) -> Excess | None:
    """The latest thing over the rule among the checked days; a run before a month of the same end.

    Days that nobody checked (weekends, holidays, forgotten ones) neither break a run nor add to it.
    """
    missed = set(absent)
    days = sorted({*checked, *missed})
    found = [one for one in (_run(days, missed, rule), _month(missed, rule)) if one]
    return max(found, key=lambda one: (one.absent[-1], one.reason == Reason.RUN), default=None)


def _run(days: list[date], missed: set[date], rule: AttendanceRule) -> Excess | None:
    longest: list[date] = []
    run: list[date] = []
    for day in days:
        run = [*run, day] if day in missed else []
        if len(run) > rule.run_days:
            longest = run
    return Excess(Reason.RUN, tuple(longest)) if longest else None


def _month(missed: set[date], rule: AttendanceRule) -> Excess | None:
    months: dict[tuple[int, int], list[date]] = defaultdict(list)
    for day in sorted(missed):
        months[day.year, day.month].append(day)
    over = [one for one in months.values() if len(one) > rule.month_days]
    return Excess(Reason.MONTH, tuple(over[-1])) if over else None

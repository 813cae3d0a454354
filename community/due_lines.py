"""Steps of plans in calendars that are drawn by the day: only when they are due. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import groupby

from community.listing import Line


def as_due(lines: Iterable[Line]) -> list[Line]:
    """The lines, those of a plan that are due on one day as one of that day; these come last.

    A step takes months, and a plan has many: over every day of them they would hide the rest.
    """
    kept: list[Line] = []
    due: dict[tuple[str, date], list[Line]] = defaultdict(list)
    for line in lines:
        if line.plan and line.ends_on:
            due[line.plan, line.ends_on].append(line)
        else:
            kept.append(line)
    return kept + [_one(plan, day, steps) for (plan, day), steps in due.items()]


def _one(plan: str, day: date, steps: list[Line]) -> Line:
    steps.sort(key=lambda one: (one.step, one.key))
    title = f"ครบกำหนด{plan} ขั้นที่ {numbers_words({one.step for one in steps})}"
    return replace(steps[0], key=f"{steps[0].key}-due", title=title, starts_on=day)


def numbers_words(numbers: set[int]) -> str:
    """1–3, 7, 8: three and more that follow each other as a stretch."""
    runs = groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0])
    words: list[str] = []
    for _, pairs in runs:
        run = [number for _, number in pairs]
        words += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)
    return ", ".join(words)

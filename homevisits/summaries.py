"""Counts of what visits found, for the papers of a class; what means danger is never counted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from homevisits.definition import Definition, Item, definition_of
from homevisits.models import VisitTick

Tick = tuple[str, str]  # (item or item.row, option)


@dataclass(frozen=True)
class Line:
    """One option: how many visited pupils, and their share with two decimals."""

    label: str
    count: int
    percent: str


def percent(count: int, of: int) -> str:
    """Percent with two decimals; a dash where there is nobody."""
    return f"{count * 100 / of:.2f}" if of else "-"


def summary(
    visits: QuerySet, definition: Definition, form: str, visited: int
) -> list[tuple[str, list[Line]]]:
    """Every ticked item that has a number on the paper, with each option's count; one query.

    What an older version of the questions asked and this one no longer does stands at its item,
    or at the end, in that version's words.
    """
    rows = VisitTick.objects.filter(visit__in=visits, is_danger=False).order_by()
    rows = rows.values("visit__definition", "item", "option").annotate(n=Count("visit"))
    now: Counter[Tick] = Counter()
    before: dict[Tick, tuple[str, int]] = {}
    asked = {tick for item in definition.items(form) for tick in _ticks(item)}
    for row in rows:
        tick = (row["item"], row["option"])
        if tick in asked:
            now[tick] += row["n"]
        elif words := _words_then(definition_of(row["visit__definition"]), *tick):
            before[tick] = (words, before.get(tick, ("", 0))[1] + row["n"])
    found = []
    for item in sorted(definition.items(form), key=_place):
        if item.paper and not item.column:
            found += _of_item(item, now, before, visited)
    left = [Line(words, n, percent(n, visited)) for words, n in before.values()]
    return [*found, ("ข้อของแบบบันทึกรุ่นก่อน", left)] if left else found


def _place(item: Item) -> list[int]:
    """Where its number stands on the paper; what has none comes last."""
    numbers = item.paper.split(".")
    return [int(one) for one in numbers] if all(one.isdigit() for one in numbers) else [99]


def _ticks(item: Item) -> Iterator[Tick]:
    return ((code, one.code) for code, _label in item.tick_codes() for one in item.options)


def _words_then(then: Definition, code: str, option: str) -> str:
    """Item and option in the words of their version; nothing for what it never printed."""
    try:
        item = then.item(code)
    except KeyError:
        return ""
    return f"{item.label}: {then.label(code, option)}" if item.paper else ""


def _of_item(
    item: Item, now: Counter[Tick], before: dict[Tick, tuple[str, int]], visited: int
) -> list[tuple[str, list[Line]]]:
    found = []
    for code, label in item.tick_codes():
        shown = [option for option in item.options if not option.danger]
        numbers = [(option.label, now[(code, option.code)]) for option in shown]
        numbers += [before.pop(tick) for tick in [*before] if tick[0] == code]
        title = f"{item.label}: {label}" if item.rows else label
        lines = [Line(word, n, percent(n, visited)) for word, n in numbers]
        found.append((f"{item.paper} {title}", lines))
    return found

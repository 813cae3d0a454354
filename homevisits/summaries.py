"""Counts of what visits found, for the papers of a class; what means danger is never counted."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from homevisits.definition import Definition
from homevisits.models import VisitTick


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
    """Every ticked item that the form asks, with each option's count; one query."""
    rows = VisitTick.objects.filter(visit__in=visits, is_danger=False).order_by()
    counts = {
        (row["item"], row["option"]): row["n"]
        for row in rows.values("item", "option")
        .annotate(n=Count("visit", distinct=True))
        .order_by()
    }
    found = []
    for item in definition.items(form):
        if item.column:
            continue
        for code, label in item.tick_codes():
            shown = [option for option in item.options if not option.danger]
            numbers = [(option.label, counts.get((code, option.code), 0)) for option in shown]
            title = f"{item.label}: {label}" if item.rows else label
            found.append((title, [Line(word, n, percent(n, visited)) for word, n in numbers]))
    return found

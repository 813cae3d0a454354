"""A visit as its paper shows it: which boxes are ticked, which words stand on the dots."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from homevisits.definition import Definition, Item, Kind, Option
from homevisits.definition.types import TICKED, WRITTEN
from schoolcare.thai import thai_date_full

ONE = {True: "◉", False: "○"}
MANY = {True: "☑", False: "☐"}
SHOWN = (TICKED | WRITTEN) - {Kind.GRID}
# On a paper that loops these stand beside the signature and in the photos' frames.
ELSEWHERE = {"follow_up_on", "follow_up_what", "follow_up_how", "photo_refused"}
HIDDEN = "(แสดงเฉพาะผู้มีสิทธิ์)"  # stands where a tick that means danger would


@dataclass(frozen=True)
class VisitPaper:
    """Answers and ticks of one visit under its definition; empty ones for a blank paper."""

    definition: Definition
    form: str
    answers: Mapping[str, str] = field(default_factory=dict)
    ticks: frozenset[tuple[str, str]] = frozenset()  # (item or item.row, option)
    with_danger: bool = True

    def steps(self) -> list[dict]:
        """Titles and written or ticked items of the form, for papers that loop over them."""
        steps = []
        for step in self.definition.steps_for(self.form):
            items = [one for one in step.items_for(self.form) if one.kind in SHOWN]
            if items := [one for one in items if not one.column and one.code not in ELSEWHERE]:
                steps.append({"title": step.title, "items": items})
        return steps

    def box(self, item: Item, option: Option, *, row: str = "") -> str:
        """The tick glyph: round where one is chosen, square where many are."""
        glyphs = MANY if item.kind == Kind.CHOICES else ONE
        code = f"{item.code}.{row}" if row else item.code
        return glyphs[(code, option.code) in self.ticks]

    def line(self, item: Item, option: Option) -> str:
        """Box and words of an option; a danger one tells only those who may see it."""
        if option.danger and not self.with_danger:
            return HIDDEN
        label = option.label
        other = self.other(item) if option.code == "other" else ""
        return f"{self.box(item, option)} {label} {other}".rstrip()

    def other(self, item: Item) -> str:
        return self.answers.get(item.other_code, "")

    def text(self, code: str) -> str:
        """The written answer; numbers with commas, without empty decimals."""
        item, text = self.definition.item(code), self.answers.get(code, "")
        if item.kind is Kind.DATE:
            return plain_date(text)
        return plain_number(text) if item.kind in (Kind.NUMBER, Kind.MONEY) else text

    def chosen(self, item: Item) -> list[str]:
        """Labels of the ticked options, danger ones left out unless they may be seen."""
        return [
            self.other(item) or one.label if one.code == "other" else one.label
            for one in item.options
            if (item.code, one.code) in self.ticks and (self.with_danger or not one.danger)
        ]


def plain_date(text: str) -> str:
    """An answer in plain form as a Thai date; words are left as they are."""
    try:
        return thai_date_full(date.fromisoformat(text))
    except ValueError:
        return text


def plain_number(text: str) -> str:
    """1200.00 → 1,200; words are left as they are."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return (
        f"{number:,.2f}".removesuffix(".00") if number != number.to_integral() else f"{number:,.0f}"
    )


def money(number: Decimal | None) -> str:
    """Baht with commas; nothing for none and for zero."""
    return plain_number(str(number)) if number else ""


def columns(cells: list[Any], count: int, *, down: bool) -> list[list[Any]]:
    """Rows of a table of `count` columns, filled down (as the OBEC form is) or across."""
    height = -(-len(cells) // count)
    cells = cells + [""] * (height * count - len(cells))
    if down:
        return [cells[row::height] for row in range(height)]
    return [cells[row * count : (row + 1) * count] for row in range(height)]

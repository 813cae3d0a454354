"""What a set of questions is made of; plain values, so that any reader can loop over them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

SHORT, OBEC = "short", "obec"  # values of VisitRound.Form
BOTH = frozenset({SHORT, OBEC})
ONLY_SHORT = frozenset({SHORT})
ONLY_OBEC = frozenset({OBEC})
NEVER: frozenset[str] = frozenset()


class Kind(StrEnum):
    """How an item is asked, checked and kept.

    Texts and numbers lie in `HomeVisit.answers` under the item's code; what is chosen (choice,
    choices, grid) lies in `VisitTick` rows, a grid's under `item.row`; mode, reason and date of the
    visit are columns; members, photos and signatures have tables of their own.
    """

    TEXT = "text"
    LONG = "long"
    PHONE = "phone"
    NUMBER = "number"
    MONEY = "money"  # baht
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    GRID = "grid"
    MEMBERS = "members"
    PLACE = "place"
    PHOTOS = "photos"
    SIGNATURE = "signature"


TICKED = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.GRID})
WRITTEN = frozenset({Kind.TEXT, Kind.LONG, Kind.PHONE, Kind.NUMBER, Kind.MONEY, Kind.DATE})


@dataclass(frozen=True)
class Option:
    code: str
    label: str
    danger: bool = False  # raises a protection alert at once


@dataclass(frozen=True)
class Item:
    """One question. `paper` is its number on the OBEC form, `eef` its section on นร./กสศ.01."""

    code: str
    label: str
    kind: Kind
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()  # of a grid
    required: frozenset[str] = NEVER  # forms in which it must be answered before submission
    sensitive: bool = False
    carried: bool = True  # opens with the answer of the last visit
    paper: str = ""
    eef: str = ""
    forms: frozenset[str] = BOTH
    column: str = ""  # kept in this column of HomeVisit instead
    hint: str = ""
    unit: str = ""
    whole: bool = False  # a number without decimals
    most: int = 500  # characters of a text; largest number of a number

    def option(self, code: str) -> Option | None:
        return next((one for one in self.options if one.code == code), None)

    @property
    def other_code(self) -> str:
        """Code in `answers` of the words beside the option อื่น ๆ; "" without that option."""
        asks = self.option("other") and not self.rows and not self.column
        return f"{self.code}_other" if asks else ""

    def tick_codes(self) -> list[tuple[str, str]]:
        """Codes under which its ticks lie, with labels: one, or one for each row."""
        if self.rows:
            return [(f"{self.code}.{row.code}", row.label) for row in self.rows]
        return [(self.code, self.label)] if self.kind in TICKED else []


@dataclass(frozen=True)
class Step:
    code: str
    title: str
    items: tuple[Item, ...]
    forms: frozenset[str] = BOTH
    lead: str = "ตอบเท่าที่รู้ ข้อที่ยังไม่รู้ข้ามไปก่อนได้"

    def items_for(self, form: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items if form in item.forms)


@dataclass(frozen=True)
class Definition:
    """One version of the questions; a visit keeps the version it was answered under."""

    version: str
    steps: tuple[Step, ...]
    _items: dict[str, Item] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for item in self.items():
            for code in {item.code, *(code for code, _label in item.tick_codes())}:
                if code in self._items:
                    raise ValueError(f"code {code} stands twice in {self.version}")
                self._items[code] = item

    def items(self, form: str = "") -> Iterator[Item]:
        """Every item in order; with `form`, those that it asks."""
        for step in self.steps_for(form) if form else self.steps:
            yield from step.items_for(form) if form else step.items

    def item(self, code: str) -> Item:
        """By its code, or by the code of a grid's row; KeyError when there is none."""
        return self._items[code]

    def label(self, code: str, option: str) -> str:
        """Words of a chosen option; the bare code when this version does not know it."""
        item = self._items.get(code)
        found = item.option(option) if item else None
        return found.label if found else option

    def steps_for(self, form: str) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if form in step.forms and step.items_for(form))

    def step(self, code: str, form: str) -> Step | None:
        return next((step for step in self.steps_for(form) if step.code == code), None)

    @cached_property
    def danger_options(self) -> frozenset[tuple[str, str]]:
        """(item, option) pairs that raise a protection alert."""
        return frozenset(
            (item.code, option.code)
            for item in self.items()
            for option in item.options
            if option.danger
        )


def options(*pairs: str, danger: tuple[str, ...] = ()) -> tuple[Option, ...]:
    """Options written as "code label"."""
    found = (pair.split(" ", 1) for pair in pairs)
    return tuple(Option(code, label, code in danger) for code, label in found)

"""A step as the screen shows it: one block for each item, with its controls, marks and errors."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from homevisits.answers import MEMBER_ROWS, SIGN_FIELDS, StepAnswers, day, names_of
from homevisits.definition import Item, Kind
from homevisits.models import VisitPhoto
from schoolcare.forms import ThaiDateInput
from schoolcare.thai import thai_date

MOST_TILES = 5  # more options become a list to pick from
MODES = {Kind.NUMBER: "decimal", Kind.MONEY: "decimal", Kind.PHONE: "tel", Kind.DATE: "numeric"}
INCOME_LABELS = {
    "wage": "ค่าจ้าง เงินเดือน",
    "farming": "เกษตรกรรม (หลังหักค่าใช้จ่าย)",
    "business": "ธุรกิจส่วนตัว (หลังหักค่าใช้จ่าย)",
    "welfare": "สวัสดิการรัฐ/เอกชน",
    "other_income": "แหล่งอื่น",
}
TEMPLATES = {
    Kind.LONG: "long",
    Kind.CHOICE: "choice",
    Kind.CHOICES: "choice",
    Kind.GRID: "grid",
    Kind.MEMBERS: "members",
    Kind.PLACE: "place",
    Kind.PHOTOS: "photos",
    Kind.SIGNATURE: "signature",
}


@dataclass
class Block:
    """One item on the screen."""

    item: Item
    shown: StepAnswers
    errors: dict[str, str]
    was: bool  # opened with an earlier answer, not yet confirmed
    required: bool

    @property
    def template(self) -> str:
        return f"homevisits/step_{TEMPLATES.get(self.item.kind, 'text')}.html"

    @property
    def error(self) -> str:
        return self.errors.get(self.item.code, "")

    @property
    def value(self) -> str:
        return self._text(self.item.code)

    @property
    def inputmode(self) -> str:
        return MODES.get(self.item.kind, "text")

    @property
    def many(self) -> bool:
        return self.item.kind is Kind.CHOICES

    @property
    def as_list(self) -> bool:
        return not self.many and len(self.item.options) > MOST_TILES

    @property
    def tiles(self) -> list[dict[str, Any]]:
        chosen = {option for code, option in self.shown.ticks if code == self.item.code}
        if self.item.column:
            chosen = {self.value}
        return [
            {"code": one.code, "label": one.label, "checked": one.code in chosen}
            for one in self.item.options
        ]

    @property
    def other(self) -> str:
        return self.shown.texts.get(self.item.other_code, "")

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Rows of a grid, each with its options."""
        return [
            {
                "code": code,
                "label": label,
                "options": [
                    (one.code, one.label, (code, one.code) in self.shown.ticks)
                    for one in self.item.options
                ],
            }
            for code, label in self.item.tick_codes()
        ]

    @property
    def members(self) -> list[dict[str, Any]]:
        """Rows of the table; the first empty one stands open."""
        rows = [self._member(order) for order in range(1, MEMBER_ROWS + 1)]
        empty = next((row for row in rows if not row["filled"]), None)
        if empty:
            empty["open"] = True
        return rows

    def _member(self, order: int) -> dict[str, Any]:
        start = f"members.{order}."
        texts = {
            name.removeprefix(start): text
            for name, text in self.shown.texts.items()
            if name.startswith(start)
        }
        errors = {name for name in self.errors if name.startswith(start)}
        incomes = [
            self._cell(f"{start}{name}", label, "decimal") for name, label in INCOME_LABELS.items()
        ]
        return {
            "order": order,
            "filled": bool(texts),
            "open": bool(errors),
            "relation": self._cell(f"{start}relation", "ความสัมพันธ์กับนักเรียน", "text"),
            "age": self._cell(f"{start}age", "อายุ (ปี)", "numeric"),
            "disabled": {"name": f"{start}is_disabled", "checked": "is_disabled" in texts},
            "incomes": incomes,
        }

    def _cell(self, name: str, label: str, mode: str) -> dict[str, str]:
        value, error = self._text(name), self.errors.get(name, "")
        return {"name": name, "label": label, "value": value, "error": error, "mode": mode}

    @property
    def cells(self) -> dict[str, dict[str, str]]:
        """Controls of a place or a signature by their last name."""
        modes = {Kind.PLACE: "decimal"}
        found = {}
        for name in names_of(self.item):
            found[name.rpartition(".")[2]] = self._cell(name, "", modes.get(self.item.kind, "text"))
        return found

    def _text(self, name: str) -> str:
        text = self.shown.texts.get(name, "")
        if self.item.kind is Kind.DATE and name not in self.errors and text:
            return ThaiDateInput().format_value(day(text)) or ""
        return text


def blocks(
    items: Iterable[Item],
    shown: StepAnswers,
    *,
    form: str,
    errors: dict[str, str],
    before: StepAnswers | None = None,
) -> list[Block]:
    """`before` are the carried answers; an item that still equals them is marked."""
    earlier = before or StepAnswers()
    return [
        Block(
            item,
            shown,
            {name: text for name, text in errors.items() if name in set(names_of(item))},
            was=bool(earlier.of(item)) and earlier.of(item) == shown.of(item),
            required=form in item.required,
        )
        for item in items
    ]


def words(item: Item, answers: StepAnswers) -> str:
    """An item's answer in one line, for the summary and for comparing two versions; "" for none."""
    if item.kind is Kind.MEMBERS:
        found = {name.split(".")[1] for name in answers.texts if name.startswith("members.")}
        lines = [_member_words(order, answers) for order in sorted(found, key=int)]
        return " · ".join(lines)
    if item.kind is Kind.SIGNATURE:
        texts = {name: answers.texts.get(f"{item.code}.{name}") for name in SIGN_FIELDS}
        signed = "เซ็นบนจอแล้ว" if texts["drawn"] else ""
        on_paper = "เซ็นบนกระดาษแล้ว" if texts["on_paper"] else ""
        return f"{texts['name'] or ''} {signed} {on_paper}".strip() if signed or on_paper else ""
    if item.kind is Kind.PLACE:
        return ", ".join(
            answers.texts.get(f"place.{name}", "") for name in ("latitude", "longitude")
        ).strip(", ")
    if item.column and item.options:
        option = item.option(answers.texts.get(item.code, ""))
        return option.label if option else ""
    if item.options:
        return _ticked_words(item, answers)
    return _text_words(item, answers.texts.get(item.code, ""))


def _ticked_words(item: Item, answers: StepAnswers) -> str:
    parts = []
    for code, label in item.tick_codes():
        chosen = [one.label for one in item.options if (code, one.code) in answers.ticks]
        if chosen:
            parts.append(f"{label}: {', '.join(chosen)}" if item.rows else ", ".join(chosen))
    parts.append(answers.texts.get(item.other_code, ""))
    return " · ".join(part for part in parts if part)


def _text_words(item: Item, text: str) -> str:
    if item.kind is Kind.DATE and text:
        try:
            return thai_date(day(text))
        except ValueError:
            return text
    return f"{text} {item.unit}".strip() if text else ""


def _member_words(order: str, answers: StepAnswers) -> str:
    texts = [answers.texts.get(f"members.{order}.{name}", "") for name in ("relation", "age")]
    money = [
        f"{label} {text}"
        for name, label in INCOME_LABELS.items()
        if (text := answers.texts.get(f"members.{order}.{name}"))
    ]
    return " ".join(part for part in [f"คนที่ {order}", *texts, *money] if part)


PHOTO_LISTS = [(kind.value, kind.label) for kind in VisitPhoto.Kind]

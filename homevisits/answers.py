"""What stands on one step: texts as typed under control names, and ticked options; pure.

The same shape is read from a request, from the tables and from the visit before, so that a draft,
a comparison of two versions and the checks all speak of the same thing. Names of controls:
an item's code; `members.3.wage`; `place.latitude`; `guardian_signature.drawn`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils import timezone

from homevisits.definition import Item, Kind
from homevisits.definition.types import TICKED
from homevisits.models import VisitMember
from schoolcare.text import arabic_digits
from schoolcare.thai import parse_thai_date

MEMBER_ROWS = 10
MEMBER_FIELDS = ("relation", "age", "is_disabled", *VisitMember.INCOMES)
PLACE_FIELDS = ("latitude", "longitude", "accuracy", "forget")
SIGN_FIELDS = ("name", "relation", "drawn", "on_paper")
LARGEST_INCOME = 9_999_999
NONE, WHY_NOT = "none", ("reason", "reason_note")  # the mode of no visit, and what it asks
KEPT = "kept"  # stands in `drawn` for the signature already stored

Tick = tuple[str, str]


@dataclass
class StepAnswers:
    """Texts by control name (empty ones left out) and (tick code, option) pairs of one step."""

    texts: dict[str, str] = field(default_factory=dict)
    ticks: set[Tick] = field(default_factory=set)

    def values(self) -> dict[str, list[str]]:
        """As a form would send it: control name → values, in order; for keeping and comparing."""
        found = {name: [text] for name, text in self.texts.items()}
        for code, option in sorted(self.ticks):
            found.setdefault(code, []).append(option)
        return dict(sorted(found.items()))

    def of(self, item: Item) -> dict[str, list[str]]:
        names = set(names_of(item))
        return {name: values for name, values in self.values().items() if name in names}


def names_of(item: Item) -> list[str]:
    """Names of the controls of one item."""
    if item.kind is Kind.MEMBERS:
        rows = range(1, MEMBER_ROWS + 1)
        return [f"{item.code}.{row}.{name}" for row in rows for name in MEMBER_FIELDS]
    if item.kind is Kind.PLACE:
        return [f"{item.code}.{name}" for name in PLACE_FIELDS]
    if item.kind is Kind.SIGNATURE:
        return [f"{item.code}.{name}" for name in SIGN_FIELDS]
    if item.kind in TICKED and not item.column:
        codes = [code for code, _label in item.tick_codes()]
        return [*codes, item.other_code] if item.other_code else codes
    return [] if item.kind is Kind.PHOTOS else [item.code]


def from_values(items: Iterable[Item], values: Mapping[str, list[str]]) -> StepAnswers:
    """Read a sent form (control name → values); options nobody offers are passed over."""
    found = StepAnswers()
    for item in items:
        ticked = {code for code, _label in item.tick_codes()} if not item.column else set()
        for name in names_of(item):
            sent = [text.strip() for text in values.get(name, []) if text.strip()]
            if name in ticked:
                known = [text for text in sent if item.option(text)]
                found.ticks |= {(name, text) for text in _one_or_all(item, known)}
            elif sent:
                found.texts[name] = sent[-1].replace("\x00", "")
    return found


def _one_or_all(item: Item, options: list[str]) -> list[str]:
    return options if item.kind is Kind.CHOICES else options[-1:]


@dataclass
class Checked:
    """Answers with every sound text in its plain form, and what is wrong by control name."""

    answers: StepAnswers
    errors: dict[str, str]

    def sound(self, name: str) -> str:
        """The text in its plain form; "" when empty or wrong."""
        return "" if name in self.errors else self.answers.texts.get(name, "")


def check(items: Iterable[Item], answers: StepAnswers) -> Checked:
    """Put every text into plain form where it can be understood; the rest stays as typed."""
    texts, errors = dict(answers.texts), {}
    for item in items:
        for name in names_of(item):
            if name not in texts:
                continue
            try:
                texts[name] = _plain(item, name, texts[name])
            except ValueError as error:
                errors[name] = str(error)
    if texts.get("mode", NONE) != NONE:  # why nobody was visited is told where nobody was
        for name in WHY_NOT:
            texts.pop(name, None)
            errors.pop(name, None)
    return Checked(StepAnswers(texts, set(answers.ticks)), errors)


def _plain(item: Item, name: str, text: str) -> str:
    part = name.rpartition(".")[2]
    if item.kind in CHECKS:
        return CHECKS[item.kind](item, part, text)
    if item.column and item.kind is Kind.CHOICE and not item.option(text):
        raise ValueError("เลือกจากรายการ")
    if part != "drawn" and len(text) > item.most:
        raise ValueError(f"ยาวเกิน {item.most} ตัวอักษร")
    return text


def _plain_member(_item: Item, part: str, text: str) -> str:
    if part == "relation":
        if len(text) > 50:
            raise ValueError("ยาวเกิน 50 ตัวอักษร")
        return text
    if part == "is_disabled":
        return "1"
    most = 130 if part == "age" else LARGEST_INCOME
    return _plain_number(text, most=most, whole=part == "age")


def _plain_place(_item: Item, part: str, text: str) -> str:
    if part == "forget":
        return "1"
    most = {"latitude": 90, "longitude": 180, "accuracy": 100_000}[part]
    number = _number(text)
    if abs(number) > most:
        raise ValueError("พิกัดไม่ถูกต้อง เช่น 19.90858")
    return f"{number.quantize(Decimal(1 if part == 'accuracy' else '0.00001')):f}"


def _plain_date(item: Item, _part: str, text: str) -> str:
    try:
        day = parse_thai_date(text)
    except ValueError:
        raise ValueError("ใส่วันที่ เช่น 5/3/2569") from None
    if item.code == "visited_on" and day > timezone.localdate():
        raise ValueError("วันที่เยี่ยมยังมาไม่ถึง")
    return day.isoformat()


def _plain_phone(_item: Item, _part: str, text: str) -> str:
    digits = "".join(sign for sign in arabic_digits(text) if sign.isdigit())
    if len(digits) not in {9, 10}:
        raise ValueError("ใส่เบอร์โทรศัพท์ 9-10 หลัก เช่น 0812345678")
    return digits


def _number(text: str) -> Decimal:
    try:
        number = Decimal(arabic_digits(text).replace(",", "").replace(" ", ""))
    except InvalidOperation:
        raise ValueError("ใส่เป็นตัวเลข เช่น 1500") from None
    if not number.is_finite():
        raise ValueError("ใส่เป็นตัวเลข เช่น 1500")
    return number


def _plain_number(text: str, *, most: int, whole: bool) -> str:
    number = _number(text)
    if number < 0 or number > most:
        raise ValueError(f"ใส่ได้ตั้งแต่ 0 ถึง {most:,}")
    if number != number.quantize(Decimal(1 if whole else "0.01")):
        raise ValueError("ใส่เป็นจำนวนเต็ม" if whole else "ใส่ทศนิยมได้ไม่เกิน 2 ตำแหน่ง")
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"


def _plain_amount(item: Item, _part: str, text: str) -> str:
    return _plain_number(text, most=item.most, whole=item.whole)


CHECKS: dict[Kind, Callable[[Item, str, str], str]] = {
    Kind.MEMBERS: _plain_member,
    Kind.PLACE: _plain_place,
    Kind.DATE: _plain_date,
    Kind.NUMBER: _plain_amount,
    Kind.MONEY: _plain_amount,
    Kind.PHONE: _plain_phone,
}


def incomes(checked: Checked) -> tuple[Decimal | None, Decimal | None]:
    """Household income and income per head in baht a month, 2 decimals, half up.

    Per head divides by the declared number of members, not by the rows (EEF); None for
    both without a row, None per head when that number is 0 or missing.
    """
    rows = member_rows(checked)
    if not rows:
        return None, None
    cent = Decimal("0.01")
    total = sum((row[name] for row in rows for name in VisitMember.INCOMES), Decimal(0))
    count = Decimal(checked.sound("household_count") or 0)
    return total.quantize(cent), (total / count).quantize(cent, "ROUND_HALF_UP") if count else None


def member_rows(checked: Checked) -> list[dict]:
    """Rows of the table with anything in them, as fields of VisitMember; wrong cells left empty."""
    rows = []
    for order in range(1, MEMBER_ROWS + 1):
        names = {name: f"members.{order}.{name}" for name in MEMBER_FIELDS}
        if not any(checked.answers.texts.get(name) for name in names.values()):
            continue
        row = {name: checked.sound(control) for name, control in names.items()}
        money = {name: Decimal(row[name] or 0) for name in VisitMember.INCOMES}
        age = int(row["age"]) if row["age"] else None
        disabled = bool(row["is_disabled"])
        rows.append({"order": order, "relation": row["relation"], "age": age} | money)
        rows[-1]["is_disabled"] = disabled
    return rows


def day(text: str) -> date | None:
    """A date in plain form, None for nothing."""
    return date.fromisoformat(text) if text else None

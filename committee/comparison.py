"""What a school confirmed beside what stands in its registry today. Pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from committee.models import Member, Seat
from schoolcare.thai import thai_date

FACTS = {
    "number": "ชุดที่",
    "order_number": "คำสั่งที่",
    "ordered_on": "คำสั่งลงวันที่",
    "starts_on": "วันเริ่มวาระ",
    "ends_on": "วันครบวาระ",
    "student_count": "จำนวนนักเรียน",
}
PARTS = ("seat", "title", "first_name", "last_name", "monastic_name", "starts_on", "left_on")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the board: as confirmed, as it is now."""

    label: str
    then: str
    now: str

    @property
    def is_changed(self) -> bool:
        return self.then != self.now


@dataclass(frozen=True, slots=True)
class Place:
    """One member: as confirmed (None: not yet there), as now (None: gone from the registry)."""

    pk: int
    then: Mapping[str, Any] | None
    now: Mapping[str, Any] | None

    @property
    def is_changed(self) -> bool:
        return self.then != self.now

    @property
    def seat(self) -> str:
        return _seat(self.now or self.then or {})

    @property
    def name(self) -> str:
        return _name(self.now or self.then or {})

    @property
    def term(self) -> str:
        return _term(self.now or self.then or {})

    @property
    def kind(self) -> str:
        """What became of the member since it was confirmed."""
        if self.then is None:
            return "เพิ่มหลังยืนยัน"
        if self.now is None:
            return "ไม่อยู่ในทะเบียนแล้ว"
        if self.now["left_on"] and not self.then["left_on"]:
            return "พ้นจากตำแหน่งหลังยืนยัน"
        return "แก้ไขหลังยืนยัน" if self.is_changed else ""

    @property
    def then_lines(self) -> list[str]:
        """Of what differs, how it stood; all of it for who is gone."""
        return self._lines(self.then, self.now)

    @property
    def now_lines(self) -> list[str]:
        """Of what differs, how it stands; all of it for who is new."""
        return self._lines(self.now, self.then)

    def _lines(self, row: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> list[str]:
        if row is None:
            return []
        tell = (_name, _seat, _term)
        return [one(row) for one in tell if other is None or one(row) != one(other)]

    @property
    def before(self) -> str:
        """What stood there when it was confirmed, where it differs."""
        if not self.is_changed:
            return ""
        if self.then is None or self.now is None:
            return self.kind
        return "เดิม " + " · ".join(self.then_lines)


def facts_of(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Fact]:
    """The board's facts of two snapshots (services.boards.snapshot_of)."""
    return [
        Fact(label, _plain(then.get(key)), _plain(now.get(key))) for key, label in FACTS.items()
    ]


def places_of(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Place]:
    """The members of two snapshots, in today's order; those gone from the registry last."""
    before = {one["pk"]: one for one in then["members"]}
    after = {one["pk"]: one for one in now["members"]}
    order = [*after, *(pk for pk in before if pk not in after)]
    return [Place(pk, before.get(pk), after.get(pk)) for pk in order]


def _plain(value: Any) -> str:
    """A value of a snapshot in words; its days are ISO text."""
    if value is None or value == "":
        return "–"
    text = str(value)
    return thai_date(date.fromisoformat(text)) if text[4:5] == text[7:8] == "-" else text


def _seat(row: Mapping[str, Any]) -> str:
    return Seat(row["seat"]).label


def _name(row: Mapping[str, Any]) -> str:
    return Member(**{name: row[name] for name in PARTS[1:5]}).full_name


def _term(row: Mapping[str, Any]) -> str:
    until = f" พ้น {_plain(row['left_on'])}" if row["left_on"] else ""
    return f"{_plain(row['starts_on'])}{until}"

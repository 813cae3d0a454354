"""The questions of a monitoring round as data: sections, items of four kinds, how answers read.

A round keeps its questions as plain JSON (`to_plain`), with a version; a report keeps the version
that it answers. Answers are kept as typed, so that nothing is lost; `fault_of` judges them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import models

from schoolcare.thai import arabic_digits

MOST_NUMBER = 1_000_000
LONGEST = 2000  # characters of an answer
LEVELS = {5: "มากที่สุด", 4: "มาก", 3: "ปานกลาง", 2: "น้อย", 1: "น้อยที่สุด"}
YES_NO = {"yes": "มี/ใช่", "no": "ไม่มี/ไม่ใช่"}


class Kind(models.TextChoices):
    """What an item asks for."""

    LEVEL = "level", "ระดับ 1–5"
    YES_NO = "yes_no", "มี/ไม่มี"
    NUMBER = "number", "จำนวน"
    TEXT = "text", "ข้อความ"


@dataclass(frozen=True, slots=True)
class Item:
    """One question; `figure` names what the system knows about it (`figures.LABELS`)."""

    code: str
    text: str
    kind: str
    unit: str = ""
    asks_evidence: bool = False
    figure: str = ""
    number: str = ""  # where it stands, as printed: 2.1

    @property
    def is_required(self) -> bool:
        """Words are free; what can be counted is asked of every school."""
        return self.kind != Kind.TEXT

    @property
    def choices(self) -> list[tuple[str, str]]:
        if self.kind == Kind.LEVEL:
            return [(str(level), f"{level} {word}") for level, word in LEVELS.items()]
        return list(YES_NO.items()) if self.kind == Kind.YES_NO else []


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    items: tuple[Item, ...]
    number: int = 0


def read(questions: Iterable[Mapping[str, Any]]) -> list[Section]:
    """Sections with their items, numbered, from the JSON of a round."""
    sections = []
    for place, plain in enumerate(questions, 1):
        items = tuple(
            Item(**one, number=f"{place}.{number}") for number, one in enumerate(plain["items"], 1)
        )
        sections.append(Section(plain["title"], items, place))
    return sections


def to_plain(sections: Iterable[Section]) -> list[dict[str, Any]]:
    """The JSON of `read`; a section without items is left out."""
    names = ("code", "text", "kind", "unit", "asks_evidence", "figure")
    return [
        {
            "title": section.title,
            "items": [{name: getattr(item, name) for name in names} for item in section.items],
        }
        for section in sections
        if section.items
    ]


def items_of(sections: Iterable[Section]) -> list[Item]:
    return [item for section in sections for item in section.items]


def renamed(sections: Iterable[Section], number: int, title: str) -> list[Section]:
    """The sections, the one of that `number` under another title."""
    return [replace(one, title=title) if one.number == number else one for one in sections]


def next_code(sections: Iterable[Section]) -> str:
    """A code that no item of the round has."""
    numbers = [int(item.code[1:]) for item in items_of(sections) if item.code[1:].isdigit()]
    return f"q{max(numbers, default=0) + 1}"


def tidy(item: Item, typed: str) -> str:
    """An answer as it is kept: blanks trimmed, Thai digits of a number as Arabic ones.

    Without NUL, which no database takes.
    """
    text = typed.replace("\0", "").strip()[:LONGEST]
    return arabic_digits(text).replace(",", "") if item.kind == Kind.NUMBER else text


def fault_of(item: Item, answer: str) -> str:
    """What is wrong with an answer, in words; "" where it can be sent."""
    if not answer:
        return "ยังไม่ได้ตอบ" if item.is_required else ""
    if item.choices and answer not in dict(item.choices):
        return "เลือกจากรายการ"
    if item.kind == Kind.NUMBER and not (answer.isdecimal() and int(answer) <= MOST_NUMBER):
        return "ใส่เป็นจำนวนเต็ม เช่น 2"
    return ""


def words_of(item: Item, answer: str) -> str:
    """An answer as people read it; "" without one."""
    if item.kind == Kind.NUMBER and answer:
        return f"{answer} {item.unit}".strip()
    return dict(item.choices).get(answer, answer)

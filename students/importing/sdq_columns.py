"""Which column of an SDQ file holds what, and what its cells mean. No database here."""

from collections.abc import Sequence
from datetime import date

from schoolcare import headings
from schoolcare.headings import SEARCHED, Entry, Headings
from schoolcare.spreadsheet import Row
from schoolcare.text import arabic_digits
from students import sdq_scoring as scoring
from students.importing import values
from students.models import Informant
from students.services.sdq import Sheet

ITEM = "item_{}"
ITEMS = tuple(ITEM.format(number) for number in range(1, scoring.ITEMS + 1))
IMPACT = {
    "difficulty": ("ความยากลำบากโดยรวม", "มีปัญหาโดยรวม", "ปัญหาโดยรวม", "ผลกระทบโดยรวม"),
    "duration": ("ปัญหานานเท่าใด", "ระยะเวลา", "ระยะเวลาของปัญหา"),
    "distress": ("ทำให้ไม่สบายใจ", "ความไม่สบายใจ", "ความทุกข์ใจ"),
    "home": ("รบกวนความเป็นอยู่ที่บ้าน", "ที่บ้าน", "ความเป็นอยู่ที่บ้าน"),
    "friends": ("รบกวนการคบเพื่อน", "การคบเพื่อน", "เพื่อน"),
    "classroom": ("รบกวนการเรียนในห้อง", "การเรียนในห้อง", "การเรียนในห้องเรียน", "ห้องเรียน", "การเรียน"),
    "leisure": ("รบกวนกิจกรรมยามว่าง", "กิจกรรมยามว่าง", "กิจกรรมนอกห้องเรียน"),
    "burden": ("เป็นภาระแก่ผู้อื่น", "ความเป็นภาระ", "ภาระ"),
}
HEADERS: dict[str, tuple[str, ...]] = (
    {
        "code": ("รหัสนักเรียน", "รหัสประจำตัวนักเรียน", "เลขประจำตัวนักเรียน", "student_code"),
        "informant": ("ผู้ประเมิน", "informant"),
        "on": ("วันที่", "วันที่ประเมิน", "วันที่ตอบ", "date"),
        "rater": ("ชื่อผู้ตอบ", "ชื่อผู้ประเมิน"),
    }
    | {
        name: (f"ข้อ {number}", f"ข้อที่ {number}", f"{number}", f"q{number}")
        for number, name in enumerate(ITEMS, start=1)
    }
    | {name: (*words, f"impact_{name}") for name, words in IMPACT.items()}
)
REQUIRED = ("code", "informant", *ITEMS)
SHOWN = ("code", "informant", "on", *ITEMS, *IMPACT, "rater")  # the order of the empty form
WORDS: dict[str, str] = {
    **{one.label: one.value for one in Informant},
    **{one.value: one.value for one in Informant},
    **dict.fromkeys(
        ("ครูประจำชั้น", "ครูที่ปรึกษา", "ครูประเมิน", "ครูประเมินนักเรียน"), Informant.TEACHER.value
    ),
    **dict.fromkeys(("ผู้ปกครองประเมิน", "ผู้ปกครองประเมินนักเรียน"), Informant.PARENT.value),
    **dict.fromkeys(("นักเรียนประเมินตนเอง", "ประเมินตนเอง", "ตนเอง", "student"), Informant.SELF.value),
}
_HEADINGS = Headings(HEADERS)


class Columns(headings.Columns):
    names = {field: headers[0] for field, headers in HEADERS.items()}


def recognise(rows: Sequence[Row]) -> tuple[Columns, list[Row]] | None:
    """The header and the rows under it; None where no row names รหัสนักเรียน and ผู้ประเมิน."""
    for place, row in enumerate(rows[:SEARCHED]):
        places: dict[str, int] = {}
        for column, text in enumerate(row.texts):
            if field := _HEADINGS.field_of(text):
                places.setdefault(field, column)
        if "code" in places and "informant" in places:
            return Columns(row, places), list(rows[place + 1 :])
    return None


def missing(columns: Columns) -> list[str]:
    """Columns that the file must have and has not, as people call them."""
    return [columns.names[field] for field in REQUIRED if field not in columns.places]


def read_entry(row: Row, columns: Columns) -> Entry:
    """Everything a row says, with every problem it has by itself."""
    entry = Entry(row, columns)
    entry.judge_flags()
    entry.take("code", lambda text: values.read_code(text, entry.flag("code")))
    entry.take("informant", _informant)
    for field in ("code", "informant"):
        if field not in entry.values and not entry.problems:
            entry.refuse(field, "ไม่ได้กรอก")
    entry.take("on", values.read_date)
    entry.keep("rater", entry.text("rater")[:150] or None)
    for name in ITEMS:
        entry.take(name, lambda text: _answer(text, scoring.ANSWERS))
    for name in IMPACT:
        entry.take(name, lambda text: _answer(text, scoring.IMPACT_ANSWERS))
    if not entry.problems and not any(name in entry.values for name in ITEMS):
        entry.refuse(ITEMS[0], "ยังไม่มีคำตอบสักข้อ")
    return entry


def sheet_of(entry: Entry, *, before: Sheet) -> Sheet:
    """The sheet of a row; what the file says nothing of stays as `before`."""
    impact = {name: entry.values[name] for name in IMPACT if name in entry.values}
    on: date | None = entry.get("on", None)
    return Sheet(
        answers=[entry.get(name, None) for name in ITEMS],
        impact=impact or before.impact,
        answered_on=on or before.answered_on,
        rater=entry.get("rater") or before.rater,
    )


def _informant(text: str) -> str:
    word = text.replace(" ", "").casefold()
    if word not in WORDS:
        raise ValueError(f"ไม่รู้จัก “{text}” ใช้ ครู ผู้ปกครอง หรือ นักเรียน")
    return WORDS[word]


def _answer(text: str, allowed: Sequence[int]) -> int:
    typed = arabic_digits(text).strip().removesuffix(".0")
    if typed not in {str(one) for one in allowed}:
        raise ValueError(f"“{text}” ไม่ใช่คำตอบ ใช้ {allowed[0]} ถึง {allowed[-1]} หรือเว้นว่าง")
    return int(typed)

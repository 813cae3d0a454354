"""The header of a sheet of attendance: a column a day, dates written out or days of a month."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from schoolcare.spreadsheet import Row, Sheet
from schoolcare.text import arabic_digits
from schoolcare.thai import MONTHS, SHORT_MONTHS, buddhist_year, parse_thai_date
from students.models import Absence

Kind = Absence.Kind
CODES = {"รหัสนักเรียน", "รหัส", "เลขประจำตัวนักเรียน", "รหัสประจำตัว"}
NAMES = {"ชื่อ - สกุล", "ชื่อ-สกุล", "ชื่อ", "ชื่อ-นามสกุล", "ชื่อสกุล"}
YEAR = r"\s*(?:พ\.ศ\.\s*)?(\d{4})"
NUMBERED = re.compile(rf"(?:เดือน\s*)?\b(\d{{1,2}})\s*/{YEAR}")
CAME = {"/", "ม", "มา", "✓", "✔", "√", "1", ".", "•"}
MARKS = {
    "ข": Kind.ABSENT,
    "ขาด": Kind.ABSENT,
    "ป": Kind.SICK,
    "ลป": Kind.SICK,
    "ลาป่วย": Kind.SICK,
    "ก": Kind.ERRAND,
    "ลก": Kind.ERRAND,
    "ลากิจ": Kind.ERRAND,
    "ส": Kind.LATE,
    "สาย": Kind.LATE,
    "มาสาย": Kind.LATE,
}
EITHER = {"ล", "ลา"}


@dataclass(frozen=True)
class DayColumns:
    """Where the code, the name and each day stand; `rows` are those below the header."""

    header: Row
    code: int
    name: int | None
    days: dict[int, date]
    rows: list[Row]


def read_mark(text: str) -> Kind | None:
    """None for who came; ValueError in Thai for what is no mark."""
    sign = text.strip().replace(".", "") or text.strip()
    if sign in CAME:
        return None
    if sign in MARKS:
        return MARKS[sign]
    if sign in EITHER:
        raise ValueError("ระบุว่าลาป่วย (ป) หรือลากิจ (ก)")
    raise ValueError(f"ไม่รู้จัก “{text}” ใช้ / ข ป ก ส")


def find_days(sheets: Sequence[Sheet]) -> DayColumns:
    """The first sheet with a header of pupils' codes and days. Raises ValidationError."""
    for sheet in sheets:
        for place, row in enumerate(sheet.rows):
            code = next((at for at, text in enumerate(row.texts) if text.strip() in CODES), None)
            if code is None:
                continue
            above = [text for one in sheet.rows[:place] for text in one.texts]
            days = _days(row, _month([sheet.title, *above]))
            name = next((at for at, text in enumerate(row.texts) if text.strip() in NAMES), None)
            if days:
                return DayColumns(row, code, name, days, sheet.rows[place + 1 :])
            if _numbers(row):
                words = "หัวคอลัมน์เป็นเลขวันที่ แต่ไม่พบเดือน เขียน “เดือน พฤศจิกายน 2569” ไว้เหนือหัวตาราง"
                raise ValidationError(words, code="no_month")
    words = "ไม่พบหัวตาราง ต้องมีคอลัมน์ “รหัสนักเรียน” และคอลัมน์วันที่ เช่น 3/11/2569"
    raise ValidationError(words, code="no_header")


def _month(texts: Sequence[str]) -> tuple[int, int] | None:
    """Year of our era and month that words above the header name, the nearest one."""
    for text in reversed(texts):
        plain = arabic_digits(text)
        for names in (MONTHS, SHORT_MONTHS):
            for number, name in enumerate(names, start=1):
                if found := re.search(re.escape(name) + YEAR, plain):
                    return buddhist_year(int(found[1])) - 543, number
        if (found := NUMBERED.search(plain)) and 1 <= int(found[1]) <= 12:
            return buddhist_year(int(found[2])) - 543, int(found[1])
    return None


def _numbers(row: Row) -> dict[int, int]:
    plain = {at: arabic_digits(text).strip() for at, text in enumerate(row.texts)}
    return {
        at: int(text)
        for at, text in plain.items()
        if text.isdecimal() and len(text) < 3 and int(text) <= 31
    }


def _days(row: Row, month: tuple[int, int] | None) -> dict[int, date]:
    found: dict[int, date] = {}
    for at, text in enumerate(row.texts):
        try:
            found[at] = parse_thai_date(text)
        except ValueError:
            continue
    if month:
        for at, number in _numbers(row).items():
            try:
                found[at] = date(*month, number)
            except ValueError:
                continue  # a form with 31 columns in a shorter month
    return found

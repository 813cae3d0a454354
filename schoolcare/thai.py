"""Everything Thai that people read: dates in พ.ศ., school and money years, baht in words.

All pure. Digits, spelling, collation and ids live in `text`, `collation` and `identity`; their
names are offered here too, so that callers need one import.
Sources: admin.md §4.6-4.7 (dates, amounts), §5.6 (years), care.md §5.2 (terms).
"""

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from schoolcare.collation import thai_cmp, thai_key
from schoolcare.identity import (
    citizen_id_ok,
    clean_id,
    format_citizen_id,
    id_kind,
    long_title,
    mask_citizen_id,
    parse_level,
    split_title,
)
from schoolcare.text import arabic_digits, normalize, search_key, thai_digits

__all__ = [
    "academic_year",
    "arabic_digits",
    "baht",
    "baht_text",
    "citizen_id_ok",
    "clean_id",
    "fiscal_year",
    "format_citizen_id",
    "id_kind",
    "legal_term_dates",
    "long_title",
    "mask_citizen_id",
    "normalize",
    "parse_level",
    "parse_thai_date",
    "search_key",
    "semester",
    "split_title",
    "thai_cmp",
    "thai_date",
    "thai_date_full",
    "thai_date_range",
    "thai_digits",
    "thai_key",
    "thai_time",
    "thai_weekday",
]

BUDDHIST = 543  # พ.ศ. = ค.ศ. + 543
MONTHS = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
SHORT_MONTHS = (
    *("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย."),
    *("ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
)
WEEKDAYS = ("วันจันทร์", "วันอังคาร", "วันพุธ", "วันพฤหัสบดี", "วันศุกร์", "วันเสาร์", "วันอาทิตย์")
_MONTH_NUMBER = {
    **{name: number for number, name in enumerate(MONTHS, 1)},
    **{name.replace(".", ""): number for number, name in enumerate(SHORT_MONTHS, 1)},
}
_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_NUMERIC_DATE = re.compile(r"(\d{1,2})\s?[/.\- ]\s?(\d{1,2})\s?[/.\- ]\s?(\d{4})" + _TIME)
_ISO_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})" + _TIME)
_WRITTEN_DATE = re.compile(
    r"(?:วัน\S*?ที่|วันที่)?\s?(\d{1,2})\s?(?:เดือน)?\s?([ก-๎.]+?)\s?(?:(พ|ค)\.?ศ\.?)?\s?(\d{4}|\d{2})"
)
_EARLIEST, _LATEST = 1850, 2200  # years of our era that a school's papers can mean

_LONGEST_DATE = 40  # letters of what is no date, quoted back
_DIGITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_MILLION = 1_000_000


def _day(value: date | datetime) -> date:
    """The day in Thailand of a date or a moment."""
    if not isinstance(value, datetime):
        return value
    return (timezone.localtime(value) if timezone.is_aware(value) else value).date()


def thai_date(value: date | datetime | None) -> str:
    """21 พ.ย. 2569, as screens show it; empty for None."""
    if value is None:
        return ""
    day = _day(value)
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year + BUDDHIST}"


def thai_date_full(value: date | datetime | None) -> str:
    """21 พฤศจิกายน 2569, as papers write it (without วันที่ and พ.ศ.); empty for None."""
    if value is None:
        return ""
    day = _day(value)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + BUDDHIST}"


def thai_date_era(value: date | datetime | None) -> str:
    """21 พฤศจิกายน พ.ศ. 2569, as orders and announcements close (admin.md §4.6)."""
    if value is None:
        return ""
    day = _day(value)
    return f"{day.day} {MONTHS[day.month - 1]} พ.ศ. {day.year + BUDDHIST}"


def thai_weekday(value: date | datetime) -> str:
    """วันเสาร์"""
    return WEEKDAYS[_day(value).weekday()]


def thai_date_range(start: date, end: date | None) -> str:
    """21–25 พ.ย. 2569 · 28 พ.ย. – 2 ธ.ค. 2569 · 28 ธ.ค. 2569 – 3 ม.ค. 2570; one day as one day."""
    start, end = _day(start), _day(end or start)
    if start == end:
        return thai_date(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{thai_date(end)}"
    if start.year == end.year:
        return f"{start.day} {SHORT_MONTHS[start.month - 1]} – {thai_date(end)}"
    return f"{thai_date(start)} – {thai_date(end)}"


def thai_time(value: datetime | time | None, *, separator: str = ":") -> str:
    """14:32 น. on screens; papers pass `separator="."` (09.30 น.). Empty for None."""
    if value is None:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%H}{separator}{value:%M} น."


def parse_thai_date(text: str) -> date:
    """A day typed by a person: 21/11/2569, 21-11-2026, 21 พ.ย. 2569, 21 พฤศจิกายน ค.ศ. 2026,
    2026-11-21, with Thai or Arabic digits, a time of day passed over. A year above 2400 is พ.ศ.;
    two digits are read only after a month in letters (69 = 2569).
    Raises ValueError for a day that does not exist.
    """
    typed = normalize(arabic_digits(text))
    if found := _ISO_DATE.fullmatch(typed):
        year, month, day = map(int, found.groups())
    elif found := _NUMERIC_DATE.fullmatch(typed):
        day, month, year = map(int, found.groups())
    elif found := _WRITTEN_DATE.fullmatch(typed):
        month = _MONTH_NUMBER.get(found[2].replace(".", ""), 0)
        day, year = int(found[1]), int(found[4])
        year += BUDDHIST if found[3] == "ค" else 2500 if year < 100 else 0
    else:
        shown = text if len(text) <= _LONGEST_DATE else f"{text[:_LONGEST_DATE]}…"
        raise ValueError(f"อ่านวันที่ “{shown}” ไม่ได้")
    if year > 2400:
        year -= BUDDHIST
    if not _EARLIEST <= year <= _LATEST:
        raise ValueError(f"ปีใน “{text}” เป็นไปไม่ได้")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"“{text}” ไม่มีในปฏิทิน") from None


def buddhist_year(year: int) -> int:
    """A year in พ.ศ., also when it was typed in our era: 2026 → 2569."""
    return year if year > 2400 else year + BUDDHIST


def academic_year(day: date) -> int:
    """ปีการศึกษา in พ.ศ.: 16 พ.ค. to 15 พ.ค.; 21 Nov 2026 lies in 2569."""
    return day.year + BUDDHIST - ((day.month, day.day) < (5, 16))


def semester(day: date) -> int:
    """ภาคเรียนที่ by the legal dates; holidays belong to the term before them."""
    return 1 if (5, 16) <= (day.month, day.day) < (11, 1) else 2


def fiscal_year(day: date) -> int:
    """ปีงบประมาณ in พ.ศ.: 1 ต.ค. to 30 ก.ย., named after the year in which it ends."""
    return day.year + BUDDHIST + (day.month >= 10)


def legal_term_dates(year: int) -> tuple[tuple[date, date], tuple[date, date]]:
    """First and last day of both terms of academic year `year` (พ.ศ.), by ระเบียบ ศธ. 2549 ข้อ 7:
    16 พ.ค.-11 ต.ค. and 1 พ.ย.-1 เม.ย. Defaults only: schools shift them.
    """
    ce = year - BUDDHIST
    return (date(ce, 5, 16), date(ce, 10, 11)), (date(ce, 11, 1), date(ce + 1, 4, 1))


def percent(count: int, of: int, places: int = 2) -> str:
    """The share of `of` in percent, a half rounded up as people count it; `of` is not 0."""
    return f"{(Decimal(count * 100) / of).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}"


def baht(amount: Decimal | int | float | str) -> str:
    """An amount in figures, 2,500 or 2,500.50, satang only where there are any."""
    rounded = Decimal(str(amount)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded:,.0f}" if rounded == rounded.to_integral_value() else f"{rounded:,.2f}"


def baht_text(amount: Decimal | int | float | str) -> str:
    """An amount in words (admin.md §4.7), satang rounded half up; 121.50 is
    หนึ่งร้อยยี่สิบเอ็ดบาทห้าสิบสตางค์.
    """
    satang = int((Decimal(str(amount)) * 100).quantize(Decimal(1), ROUND_HALF_UP))
    sign = "ลบ" if satang < 0 else ""
    baht, satang = divmod(abs(satang), 100)
    if not satang:
        return f"{sign}{_in_words(baht) or 'ศูนย์'}บาทถ้วน"
    return f"{sign}{_in_words(baht) + 'บาท' if baht else ''}{_in_words(satang)}สตางค์"


def _in_words(number: int, *, after_million: bool = False) -> str:
    """A whole number read in groups of six; nothing for zero."""
    if number >= _MILLION:
        millions, rest = divmod(number, _MILLION)
        return f"{_in_words(millions)}ล้าน{_in_words(rest, after_million=True)}"
    words = []
    for place, digit in enumerate(reversed([int(one) for one in str(number)])):
        words.append(_digit_in_words(digit, place, alone=number == 1 and not after_million))
    return "".join(reversed(words))


def _digit_in_words(digit: int, place: int, *, alone: bool) -> str:
    if digit == 0:
        return ""
    if place == 0 and digit == 1:
        return "หนึ่ง" if alone else "เอ็ด"
    if place == 1 and digit in {1, 2}:
        return ("สิบ", "ยี่สิบ")[digit - 1]
    return _DIGITS[digit] + _PLACES[place]

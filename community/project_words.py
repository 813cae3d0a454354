"""Days and rows of a project in words."""

import calendar
from datetime import date

from community.models import BudgetLine
from schoolcare.thai import SHORT_MONTHS, baht, thai_date_range


def days_of(first: date | None, last: date | None) -> str:
    """พ.ค. 2569 – มี.ค. 2570 where whole months are meant, else the days; "" for None."""
    if first is None:
        return ""
    last = last or first
    if first.day != 1 or last.day != calendar.monthrange(last.year, last.month)[1]:
        return thai_date_range(first, last)
    begins, ends = SHORT_MONTHS[first.month - 1], _month(last)
    if (first.year, first.month) == (last.year, last.month):
        return ends
    return f"{begins} – {ends}" if first.year == last.year else f"{_month(first)} – {ends}"


def _month(day: date) -> str:
    return f"{SHORT_MONTHS[day.month - 1]} {day.year + 543}"


def count_words(line: BudgetLine) -> str:
    """1,200 คน × 120 บาท; "" where the amount was typed."""
    if line.quantity is None or line.unit_price is None:
        return ""
    count = f"{line.quantity.normalize():,f} {line.unit}".strip()
    return f"{count} × {baht(line.unit_price)} บาท"

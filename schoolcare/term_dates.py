"""Terms of a school and the days on which pupils are counted, for calendars."""

from collections.abc import Iterator
from datetime import date

from schoolcare.models import District, School, Term
from schoolcare.registry import CalendarDate

# วันเก็บข้อมูลนักเรียนรายบุคคล (DMC): month, day, which of the academic year (care.md §1.3).
CENSUS = ((6, 10, "รอบที่ 1"), (11, 10, "รอบที่ 2"), (3, 31, "รอบที่ 3 สิ้นปีการศึกษา"))


def term_dates(office: School | District, first: date, last: date) -> Iterator[CalendarDate]:
    """Opening and closing of each term of a school, and the counting days of all. One query."""
    yield from census_dates(office, first, last)
    if isinstance(office, District):
        return
    terms = Term.objects.filter(school=office, ends_on__gte=first, starts_on__lte=last)
    for term in terms.order_by("starts_on"):
        moments = (("open", "เปิด", term.starts_on), ("close", "ปิด", term.ends_on))
        for key, word, day in moments:
            if first <= day <= last:
                title = f"{word}{term}"
                yield CalendarDate(f"term-{term.pk}-{key}", title, day, day, is_public=True)


def census_dates(office: School | District, first: date, last: date) -> Iterator[CalendarDate]:
    """The same days for every school and office; no query."""
    for year in range(first.year, last.year + 1):
        for month, number, which in CENSUS:
            day = date(year, month, number)
            if first <= day <= last:
                key = f"census-{day}-{office._meta.model_name}-{office.pk}"
                yield CalendarDate(key, f"วันเก็บข้อมูลนักเรียน DMC {which}", day, day)

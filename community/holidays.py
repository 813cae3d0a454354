"""Thai public holidays, put right by the office and the school (admin.md §5.7)."""

from collections import defaultdict
from datetime import date
from functools import lru_cache

import holidays
from django.db.models import Q
from holidays import GOVERNMENT, PUBLIC, SCHOOL, WORKDAY

from community.models import Holiday
from schoolcare.models import District, School

# In the package's list of public holidays, but no day off of a school (admin.md §5.7).
AT_WORK = ("วันแรงงานแห่งชาติ", "ชดเชยวันแรงงานแห่งชาติ", "วันเด็กแห่งชาติ")
SUBSTITUTE = "ชดเชย"
# Calendars have room for the usual name; the official one is the package's.
USUAL_NAMES = {
    "วันพระบาทสมเด็จพระพุทธยอดฟ้าจุฬาโลกมหาราช": "วันจักรี",
    "วันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระ": "วันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระเจ้าอยู่หัว",
    "วันเฉลิมพระชนมพรรษาสมเด็จพระนางเจ้าสุทิดา": "วันเฉลิมพระชนมพรรษาสมเด็จพระบรมราชินี",
    "วันเฉลิมพระชนมพรรษาสมเด็จพระบรมราชชนนีพันปีหลวง": "วันแม่แห่งชาติ",
    "วันคล้ายวันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระบรมชนกาธิเบศร": "วันพ่อแห่งชาติ",
}
BUDDHIST_DAYS = ("วันมาฆบูชา", "วันวิสาขบูชา", "วันอาสาฬหบูชา", "วันเข้าพรรษา", "วันลอยกระทง")


def holidays_of(office: School | District, first: date, last: date) -> dict[date, list[str]]:
    """Days off from `first` to `last`, both included, in order, with their names.

    The national list first, then what the office puts right, then what the school does: a row of
    theirs that is no day off takes the day out, any other adds to it. One query.
    """
    return put_right(national_days(first, last), corrections(office, first, last))


def national_days(first: date, last: date) -> dict[date, list[str]]:
    """The national list from `first` to `last`; the caller's own to change."""
    return {
        day: list(names)
        for year in range(first.year, last.year + 1)
        for day, names in national(year).items()
        if first <= day <= last
    }


def put_right(days: dict[date, list[str]], rows: list[Holiday]) -> dict[date, list[str]]:
    """The list with corrections applied in their order."""
    found: dict[date, list[str]] = defaultdict(list, days)
    for row in rows:
        if not row.is_off:
            found.pop(row.on, None)
        elif row.name not in found[row.on]:
            found[row.on].append(row.name)
    return dict(sorted(found.items()))


def corrections(office: School | District, first: date, last: date) -> list[Holiday]:
    """What counts at the school or office, in the order in which it is applied."""
    if isinstance(office, School):
        whose = Q(school=office) | Q(district=office.district_id)
    else:
        whose = Q(district=office)
    province = type(office)._default_manager.filter(pk=office.pk).values("province")
    here = Q(province="") | Q(province__in=province)  # pages do not read the place whole
    rows = Holiday.objects.filter(whose, here, on__range=(first, last))
    return sorted(rows, key=lambda row: (row.school_id is not None, row.is_off, row.pk))


@lru_cache(maxsize=32)
def national(year: int) -> dict[date, tuple[str, ...]]:
    """Days off of a year of our era at schools of the whole country; not to be changed."""
    listed = holidays.country_holidays(
        "TH", years=year, language="th", categories=(PUBLIC, SCHOOL, GOVERNMENT)
    )
    named = {day: _names(listed.get_list(day)) for day in sorted(listed) if day.year == year}
    return {day: names for day, names in named.items() if names}


@lru_cache(maxsize=32)
def buddhist_days(year: int) -> dict[str, date]:
    """The days of the lunar year that the package knows, by name, in a year of our era."""
    listed = holidays.country_holidays(
        "TH", years=year, language="th", categories=(PUBLIC, WORKDAY)
    )
    return {
        name: day
        for day in sorted(listed)
        for name in listed.get_list(day)
        if name in BUDDHIST_DAYS and day.year == year
    }


def _names(names: list[str]) -> tuple[str, ...]:
    kept = (usual_name(name) for name in names if name not in AT_WORK)
    return tuple(dict.fromkeys(kept))


def usual_name(name: str) -> str:
    """วันจักรี for what the list calls by the whole name of a king."""
    bare = name.removeprefix(SUBSTITUTE)
    prefix = SUBSTITUTE if bare != name else ""
    usual = next((short for long, short in USUAL_NAMES.items() if bare.startswith(long)), bare)
    return prefix + usual

"""Calendars for the tests: a kind of work, entries, corrections of the holidays."""

from datetime import date

from community.models import CalendarEntry, Holiday, Span, WorkArea
from schoolcare.models import School

YEAR = 2569
TODAY = date(2026, 11, 21)


def place_of(office) -> dict:
    return {"school" if isinstance(office, School) else "district": office}


def shipped_area(name="งานสานสัมพันธ์") -> WorkArea:
    return WorkArea.objects.get_or_create(
        school=None, district=None, name=name, defaults={"division": "สัมพันธ์ชุมชน", "mark": "k4"}
    )[0]


def make_area(office, name="งานกิจการนักเรียน", **fields) -> WorkArea:
    facts = {"division": "บริหารทั่วไป", "mark": "k1"}
    return WorkArea.objects.create(name=name, **place_of(office) | facts | fields)


def make_entry(office, title="ลอยกระทงกับชุมชน", on=date(2026, 11, 24), **fields) -> CalendarEntry:
    """An entry of one day unless told otherwise; `on` None: over the whole year."""
    facts: dict = {"year": YEAR, "title": title, "area": fields.pop("area", None) or shipped_area()}
    if on is None:
        facts |= {"span": Span.ALL_YEAR}
    else:
        facts |= {"starts_on": on, "ends_on": fields.pop("until", on)}
    owners = fields.pop("owners", [])
    entry = CalendarEntry.objects.create(**place_of(office) | facts | fields)
    entry.owners.set(owners)
    return entry


def make_holiday(office, on=date(2026, 11, 25), name="วันหยุดพิเศษ", **fields) -> Holiday:
    return Holiday.objects.create(**place_of(office), on=on, name=name, **fields)

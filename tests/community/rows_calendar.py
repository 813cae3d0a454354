"""Rows of the calendar for tests/access_rows.py, and what its addresses leave in the log."""

from collections.abc import Callable
from datetime import date
from typing import Any

from community.years import calendar_year
from schoolcare.access import Permission
from tests.access_place import Place
from tests.community.making_calendar import make_area, make_entry, make_holiday

Fields = Callable[[Place], dict[str, Any]]


def of_entry(place: Place) -> dict[str, Any]:
    make_entry(place.school, "รายการแรก", position=1)
    return {"pk": make_entry(place.school, position=2).pk}


def of_holiday(place: Place) -> dict[str, Any]:
    return {"pk": make_holiday(place.school).pk}


def of_area(place: Place) -> dict[str, Any]:
    return {"pk": make_area(place.school).pk}


CALENDAR_ROWS: dict[str, Fields] = {
    **{f"community:entry-{verb}": of_entry for verb in ("detail", "update", "remove", "move")},
    **{f"community:holiday-{verb}": of_holiday for verb in ("update", "remove")},
    "community:area-update": of_area,
}
CALENDAR_RIGHTS = {
    Permission.CALENDAR_VIEW: "community:area-list community:calendar-list "
    "community:calendar-month community:calendar-year community:entry-detail "
    "community:holiday-list",
    Permission.CALENDAR_EDIT: "community:area-create community:area-update "
    "community:calendar-copy community:calendar-ready "
    "community:holiday-create community:holiday-paste community:holiday-remove "
    "community:holiday-update "
    "community:entry-create community:entry-move community:entry-remove "
    "community:entry-update",
}
CALENDAR_POST_ONLY = {"community:entry-move", "community:holiday-remove"}


def last_years(place: Place) -> dict[str, Any]:
    """Last year's line, ticked."""
    entry = make_entry(place.school, year=calendar_year(date.today()) - 1)
    return {f"pick_{entry.pk}": "on"}


def typed_entry(place: Place) -> dict[str, Any]:
    area = make_entry(place.school).area
    return {"title": "วันแม่", "area": area.pk, "starts_on": "11/8", "span": "day"}


def typed(**fields: Any) -> Fields:
    return lambda place: fields


# What one good POST leaves in the log, and what is typed over the form.
CALENDAR_WRITES: dict[str, tuple[str, Fields]] = {
    "community:calendar-copy": ("entry.copy", last_years),
    "community:calendar-ready": ("entry.create", typed(pick_community_visits="on")),
    "community:area-create": ("work_area.create", typed(division="วิชาการ", name="งานวัดผล")),
    "community:area-update": ("work_area.update", typed(name="งานวัดผล")),
    "community:entry-create": ("entry.create", typed_entry),
    "community:entry-move": ("entry.move", typed(to="up")),
    "community:entry-remove": ("entry.delete", typed()),
    "community:entry-update": ("entry.update", typed(title="ลอยกระทงสองฝั่งน้ำ")),
    "community:holiday-create": ("holiday.create", typed(on="25/11/2569", name="วันหยุดพิเศษ")),
    "community:holiday-paste": ("holiday.create", typed(text="25/11/2569, วันหยุดพิเศษ")),
    "community:holiday-remove": ("holiday.delete", typed()),
    "community:holiday-update": ("holiday.update", typed(name="วันหยุดท้องถิ่น")),
}

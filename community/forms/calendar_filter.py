"""The filter above the list of a year's calendar."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from community.listing import Line, by_day
from community.models import Audience
from community.years import calendar_year, last_of, months_of
from schoolcare.text import search_key
from schoolcare.thai import BUDDHIST, MONTHS, thai_key

NOBODY = "none"


class LineFilter(forms.Form):
    """Narrows lines that are at hand already; what it offers comes from them."""

    q = forms.CharField(label="ค้นหาชื่อ ผู้รับผิดชอบ สถานที่", max_length=100, required=False)
    area = forms.ChoiceField(label="ฝ่าย/งาน", required=False)
    month = forms.ChoiceField(label="เดือน", required=False)
    owner = forms.ChoiceField(label="ผู้รับผิดชอบ", required=False)
    audience = forms.ChoiceField(label="ผู้ที่เห็น", required=False)
    sort = forms.ChoiceField(
        label="เรียงตาม", choices=[("", "ลำดับของปฏิทิน"), ("day", "วันที่")], required=False
    )
    year = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, lines: list[Line], year: int, is_editor: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.lines, fields = lines, self.fields
        fields["year"].initial = year
        offered: Any = fields["area"]
        offered.choices = [("", "ทุกฝ่าย"), *_areas(lines)]
        self.months = {f"{day:%Y-%m}": day for day in months_of(year)}
        words = [(key, month_words(day)) for key, day in self.months.items()]
        offered = fields["month"]
        offered.choices = [("", "ทั้งปี"), *words]
        offered = fields["owner"]
        offered.choices = [("", "ทุกคน"), *_owners(lines), (NOBODY, "ยังไม่มีผู้รับผิดชอบ")]
        offered = fields["audience"]
        seen = [one for one in Audience.choices if is_editor or one[0] != Audience.PRIVATE]
        offered.choices = [("", "ทั้งหมด"), *seen]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything stands between the reader and the calendar's own order."""
        if not self.is_bound or not self.is_valid():
            return False
        return any(value for name, value in self.cleaned_data.items() if name != "year")

    def found(self) -> list[Line]:
        if not self.is_bound or not self.is_valid():
            return self.lines
        asked = self.cleaned_data
        rows: Iterable[Line] = self.lines
        if text := search_key(asked["q"]):
            rows = [one for one in rows if text in _searched(one)]
        if area := asked["area"]:
            rows = [one for one in rows if area in (_area_key(one), _division_key(one))]
        if month := self.months.get(asked["month"]):
            last = last_of(calendar_year(month), month.month)
            rows = [one for one in rows if one.is_all_year or one.days(month, last)]
        if asked["owner"]:
            rows = [one for one in rows if asked["owner"] in _owner_keys(one)]
        if asked["audience"]:
            rows = [one for one in rows if one.audience == asked["audience"]]
        return by_day(rows) if asked["sort"] else list(rows)


def month_words(day: date) -> str:
    """พฤศจิกายน 2569"""
    return f"{MONTHS[day.month - 1]} {day.year + BUDDHIST}"


def _searched(line: Line) -> str:
    return search_key(f"{line.title} {line.owners} {line.place}")


def _area_key(line: Line) -> str:
    return f"{line.division}/{line.area}"


def _division_key(line: Line) -> str:
    return f"{line.division}/"


def _areas(lines: list[Line]) -> list[tuple[str, Any]]:
    """Every ฝ่าย as a whole, then its งาน; only those that the lines name."""
    found: dict[str, dict[str, str]] = {}
    for one in lines:
        if one.area:
            found.setdefault(one.division, {})[_area_key(one)] = one.area
    return [
        (division, [(f"{division}/", f"ทั้งฝ่าย{division}"), *sorted(areas.items())])
        for division, areas in sorted(found.items())
    ]


def _owner_keys(line: Line) -> list[str]:
    if not line.entry:
        return []
    named = [str(pk) for pk, _name in line.people]
    return named or ([] if line.entry.owner_text else [NOBODY])


def _owners(lines: list[Line]) -> list[tuple[str, str]]:
    people = dict(person for line in lines for person in line.people)
    ranked = sorted(people.items(), key=lambda person: (thai_key(person[1]), person[0]))
    return [(str(pk), name) for pk, name in ranked]

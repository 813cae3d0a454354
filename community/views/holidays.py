"""Holidays of a year at a school or office: the national list and what is put right."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.forms.holidays import HolidayForm, HolidayListForm, NewHolidayForm
from community.holidays import corrections, national_days, put_right
from community.listing import Office
from community.models import Holiday
from community.services import entries, holidays
from community.views.calendar_pages import (
    EDIT,
    VIEW,
    address,
    crumbs,
    form_page,
    is_editor,
    office_of,
    year_of,
)
from community.years import calendar_year, year_days
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.models import School
from schoolcare.requests import Request

LIST = "วันหยุด"
NATION, OFFICE, OWN = "รายการของประเทศ", "หน่วยงานต้นสังกัด", "ที่นี่"


@dataclass(frozen=True)
class Row:
    """A day of the list, or a correction; `own` may be changed by the reader's place."""

    on: date
    name: str
    source: str
    counts: bool
    own: Holiday | None = None


def rows_of(office: Office, year: int) -> list[Row]:
    """Every day of the list and every correction, by day. One query."""
    first, last = year_days(year)
    listed, changed = national_days(first, last), corrections(office, first, last)
    final = put_right(listed, changed)
    found = [
        Row(day, ", ".join(names), NATION, day in final and set(names) <= set(final[day]))
        for day, names in listed.items()
    ]
    is_school = isinstance(office, School)
    for one in changed:
        is_own = one.school_id == office.pk if is_school else one.district_id == office.pk
        source = OWN if is_own else OFFICE
        found.append(Row(one.on, one.name, source, one.is_off, one if is_own else None))
    return sorted(found, key=lambda row: (row.on, row.source != NATION))


@require_safe
@require(VIEW)
def holiday_list(request: Request) -> HttpResponse:
    office, year = office_of(request, VIEW), year_of(request)
    context = {
        "office": office,
        "year": year,
        "rows": rows_of(office, year),
        "may_edit": is_editor(request, office),
        "previous_year": address("holiday-list", year - 1),
        "next_year": address("holiday-list", year + 1),
        "crumbs": crumbs(year, (LIST, "")),
    }
    return render(request, "community/holiday_list.html", context)


def _way(year: int, words: str) -> list[tuple[str, Any]]:
    return crumbs(year, (LIST, address("holiday-list", year)), (words, ""))


@require_http_methods(GET_POST)
@require(EDIT)
def holiday_create(request: Request) -> HttpResponse:
    """A day added, or (`?on=`) one of the national list taken out."""
    office, year = office_of(request, EDIT), year_of(request)
    asked = request.GET.get("on", "")
    form = NewHolidayForm(
        request.POST or None,
        instance=Holiday(**entries.owner(office)),
        initial={"on": asked, "is_off": "" if asked else "True"},
        by=request.user,
    )
    page = {"heading": "เพิ่มหรือแก้วันหยุด", "hint": str(office), "done": "บันทึกวันหยุดแล้ว"}
    back = address("holiday-list", year)
    return form_page(request, form, form.save, back=back, crumbs=_way(year, "เพิ่มวันหยุด"), **page)


def holiday_of(request: Request, pk: int) -> Holiday:
    rows = Holiday.objects.for_user(request.user, EDIT)
    return get_object_or_404(rows.select_related("school__district", "district"), pk=pk)


@require_http_methods(GET_POST)
@require(EDIT)
def holiday_update(request: Request, pk: int) -> HttpResponse:
    holiday = holiday_of(request, pk)
    year = calendar_year(holiday.on)
    form = HolidayForm(request.POST or None, instance=holiday, by=request.user)
    page = {"heading": f"แก้ไข {holiday.name}", "hint": "", "done": "บันทึกวันหยุดแล้ว"}
    back = address("holiday-list", year)
    return form_page(request, form, form.save, back=back, crumbs=_way(year, "แก้ไข"), **page)


@require_POST
@require(EDIT)
def holiday_remove(request: Request, pk: int) -> HttpResponse:
    holiday = holiday_of(request, pk)
    holidays.remove_holiday(holiday, by=request.user)
    messages.success(request, f"ลบ “{holiday.name}” แล้ว")
    return redirect(address("holiday-list", calendar_year(holiday.on)))


@require_http_methods(GET_POST)
@require(EDIT)
def holiday_paste(request: Request) -> HttpResponse:
    """A whole list at once: all of it or, with what is wrong by row, nothing."""
    office, year = office_of(request, EDIT), year_of(request)
    form = HolidayListForm(request.POST or None, request.FILES or None, office=office)
    back = address("holiday-list", year)
    if request.method == "POST" and form.is_valid():
        count = holidays.add_holidays(office, form.found.rows, by=request.user)
        known = len(form.found.rows) - count
        messages.success(request, f"เพิ่มวันหยุด {count} วัน" + (f" มีอยู่แล้ว {known} วัน" if known else ""))
        return redirect(back)
    context = {
        "form": form,
        "heading": "วางรายการวันหยุด",
        "hint": f"{office} · ที่มีอยู่แล้วไม่เพิ่มซ้ำ",
        "cancel_url": back,
        "css": "",
        "crumbs": _way(year, "วางรายการ"),
    }
    return render(request, "community/calendar_form.html", context)

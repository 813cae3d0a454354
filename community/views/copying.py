"""Filling a year's calendar: from another year, from ready lines."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from community.forms.copying import CopyForm, ReadyForm
from community.holidays import holidays_of
from community.listing import Office
from community.models import CalendarEntry
from community.models.areas import shipped_areas
from community.services import copying, entries
from community.views.calendar_pages import (
    EDIT,
    address,
    crumbs,
    office_of,
    segments,
    year_of,
)
from community.years import year_days
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from schoolcare.text import sent_number

AT_ONCE = 200  # lines of a page; what is left comes up when these are taken


@require_http_methods(GET_POST)
@require(EDIT)
def calendar_copy(request: Request) -> HttpResponse:
    """Every line of another year with where its days go; ticked ones are taken at once."""
    office, year = office_of(request, EDIT), year_of(request)
    years = _years(office, year)
    asked = sent_number(request.GET.get("from", ""))
    source = asked if asked in years else _nearest(years, year)
    left = copying.not_yet_copied(office, source, year).select_related("area", "project")
    count, rows = left.count(), list(left[:AT_ONCE])
    form = CopyForm(
        request.POST or None,
        entries=rows,
        projects=copying.successors(office, rows, year),
        year=year,
        holidays=holidays_of(office, *year_days(year)),
    )
    if request.method == "POST" and form.is_valid() and not form.is_moved:
        made = copying.copy_entries(office, source, year, form.picks, by=request.user)
        return _copied(request, made, year)
    context = {
        "form": form,
        "office": office,
        "year": year,
        "source": source,
        "sources": [(one, address("calendar-copy", year, **{"from": one})) for one in years],
        "count": count,
        "more": max(count - AT_ONCE, 0),
        "segments": segments("calendar-copy", year, may_edit=True),
        "crumbs": crumbs(year, ("ใช้ของปีก่อน", "")),
    }
    return render(request, "community/calendar_copy.html", context)


def _copied(request: Request, made: list[CalendarEntry], year: int) -> HttpResponse:
    waiting = sum(one.needs_date for one in made)
    if not made:
        messages.info(request, "ไม่มีรายการใหม่ รายการที่เลือกอยู่ในปฏิทินปีนี้แล้ว")
    elif waiting:
        messages.warning(request, f"นำมา {len(made)} รายการ ในจำนวนนี้ {waiting} รายการรอกำหนดวัน")
    else:
        messages.success(request, f"นำมา {len(made)} รายการ")
    return redirect(address("calendar-list", year))


def _years(office: Office, year: int) -> list[int]:
    """The other years that hold entries, the newest first."""
    rows = CalendarEntry.objects.filter(**entries.owner(office)).exclude(year=year)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def _nearest(years: list[int], year: int) -> int:
    """The year before, else the nearest one that holds anything."""
    return min(years, key=lambda one: (one > year, abs(one - year)), default=year - 1)


@require_http_methods(GET_POST)
@require(EDIT)
def calendar_ready(request: Request) -> HttpResponse:
    """Ready lines to tick: the community year, common days of schools."""
    office, year = office_of(request, EDIT), year_of(request)
    rows = CalendarEntry.objects.of(office, year)
    standing = set(rows.values_list("title", flat=True))
    holidays = holidays_of(office, *year_days(year))
    form = ReadyForm(request.POST or None, standing=standing, year=year, holidays=holidays)
    if request.method == "POST" and form.is_valid():
        areas = {one.name: one for one in shipped_areas()}
        picks: list[Any] = [(line, areas[line.area], day) for line, day in form.picks]
        made = copying.add_ready(office, year, picks, by=request.user)
        return _copied(request, made, year)
    context = {
        "form": form,
        "office": office,
        "year": year,
        "crumbs": crumbs(year, ("รายการสำเร็จรูป", "")),
    }
    return render(request, "community/calendar_ready.html", context)

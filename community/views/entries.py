"""Entries of the annual calendar: the list, one entry, adding, changing, ordering, removing."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.clashes import hints_of
from community.forms.calendar import EntryForm, NewEntryForm
from community.forms.calendar_filter import LineFilter
from community.listing import line_of_entry, lines_of
from community.models import CalendarEntry
from community.services import entries
from community.views.calendar_pages import (
    EDIT,
    VIEW,
    address,
    audience_of,
    crumbs,
    entry_of,
    form_page,
    is_editor,
    office_of,
    segments,
    year_of,
)
from schoolcare import audit_trail
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from schoolcare.submissions import made_before
from schoolcare.text import sent_number
from schoolcare.thai import arabic_digits

PAGE, EVENTS = 50, 10


@require_safe
@require(VIEW)
def calendar_list(request: Request) -> HttpResponse:
    """Every line of the year in the calendar's own order, or by day; filters in the address."""
    office, year = office_of(request, VIEW), year_of(request)
    may_edit = is_editor(request, office)
    lines = lines_of(office, year, audience=audience_of(request, office))
    form = LineFilter(request.GET or None, lines=lines, year=year, is_editor=may_edit)
    found = form.found()
    places = {one.key: number for number, one in enumerate(lines, start=1)}
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "rows": [(places[one.key], one) for one in page],
        "entries": sum(one.entry is not None for one in lines),
        "office": office,
        "year": year,
        "may_edit": may_edit,
        "may_move": may_edit and not form.is_narrowed,
        "segments": segments("calendar-list", year, may_edit=may_edit),
        "crumbs": crumbs(year, ("รายการ", "")),
    }
    return render(request, "community/calendar_list.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def entry_create(request: Request) -> HttpResponse:
    """A new entry; `?on=` is the day that was pointed at."""
    office, year = office_of(request, EDIT), year_of(request)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("community:entry-detail", made)
    entry = CalendarEntry(**entries.owner(office), year=year)
    form = NewEntryForm(
        request.POST or None,
        instance=entry,
        initial={"starts_on": request.GET.get("on", "")},
        office=office,
        today=request.workplace.today,
        by=request.user,
    )
    page: dict[str, Any] = {"heading": "เพิ่มรายการ", "done": "เพิ่มรายการแล้ว"}
    page |= {"back": address("calendar-list", year), "hint": f"{office} · ปีการศึกษา {year}"}
    page |= {"then": CalendarEntry.get_absolute_url, "css": "entry-form"}
    return form_page(request, form, form.save, crumbs=crumbs(year, ("เพิ่มรายการ", "")), **page)


@require_safe
@require(VIEW)
def entry_detail(request: Request, pk: int) -> HttpResponse:
    entry = entry_of(request, pk, VIEW)
    context = {
        "entry": entry,
        "line": line_of_entry(entry),
        "hints": hints_of(entry) if entry.may_edit else [],
        "may_edit": entry.may_edit,
        "place": entries.place_of(entry) if entry.may_edit else None,
        "history": audit_trail.history(entry, EVENTS) if entry.may_edit else [],
        "crumbs": crumbs(entry.year, (entry.title, "")),
    }
    return render(request, "community/entry_detail.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def entry_update(request: Request, pk: int) -> HttpResponse:
    entry = entry_of(request, pk, EDIT)
    form = EntryForm(
        request.POST or None,
        instance=entry,
        office=entry.school or entry.district,
        today=request.workplace.today,
        by=request.user,
    )
    here = entry.get_absolute_url()
    page: dict[str, Any] = {"heading": f"แก้ไข {entry.title}", "done": "บันทึกรายการแล้ว"}
    page |= {"back": here, "hint": f"ปีการศึกษา {entry.year}", "css": "entry-form"}
    way = crumbs(entry.year, (entry.title, here), ("แก้ไข", ""))
    return form_page(request, form, form.save, crumbs=way, **page)


@require_http_methods(GET_POST)
@require(EDIT)
def entry_remove(request: Request, pk: int) -> HttpResponse:
    """Asks first: an entry that is gone is typed anew."""
    entry = entry_of(request, pk, EDIT)
    if request.method == "POST":
        entries.remove_entry(entry, by=request.user)
        messages.success(request, f"ลบ “{entry.title}” แล้ว")
        return redirect(address("calendar-list", entry.year))
    context = {
        "entry": entry,
        "line": line_of_entry(entry),
        "crumbs": crumbs(entry.year, (entry.title, entry.get_absolute_url()), ("ลบ", "")),
    }
    return render(request, "community/entry_remove.html", context)


@require_POST
@require(EDIT)
def entry_move(request: Request, pk: int) -> HttpResponse:
    """One up, one down, or to a place typed; back to where the button stood."""
    entry = entry_of(request, pk, EDIT)
    to = request.POST.get("to", "")
    here = entries.place_of(entry)
    steps = {"up": here - 1, "down": here + 1}
    place = steps.get(to, sent_number(arabic_digits(to)))
    if not place and to != "up":
        messages.error(request, "ใส่ลำดับเป็นตัวเลข เช่น 3")
        return redirect(entry)
    place = entries.move_entry(entry, place, by=request.user)
    if to in steps:
        page = (place - 1) // PAGE + 1
        return redirect(f"{address('calendar-list', entry.year, page=page)}#entry-{entry.pk}")
    messages.success(request, f"ย้ายไปลำดับที่ {place} แล้ว")
    return redirect(entry)

"""What the pages of the calendar share: whose it is, of which year, crumbs, segments."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy

from community.listing import Office
from community.models import Audience, CalendarEntry
from schoolcare import form_pages
from schoolcare.access import Permission
from schoolcare.requests import Request
from schoolcare.text import sent_number
from schoolcare.thai import arabic_digits, buddhist_year

VIEW, EDIT = Permission.CALENDAR_VIEW, Permission.CALENDAR_EDIT
HOME = ("หน้าแรก", "/")
CALENDAR = ("ปฏิทิน", reverse_lazy("community:calendar-year"))
FIRST_YEAR, LAST_YEAR = 2500, 2699
form_page = partial(form_pages.form_page, template="community/calendar_form.html")


def office_of(request: Request, permission: Permission) -> Office:
    """The school or office worked in; 404 where the permission is held elsewhere only."""
    office = request.workplace.office(permission)
    if office is None:
        raise Http404
    return office


def year_of(request: Request) -> int:
    """The academic year of the address, else the one worked in."""
    asked = sent_number(arabic_digits(request.GET.get("year", "")))
    year = buddhist_year(asked) if asked else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else request.workplace.year


def is_editor(request: Request, office: Office) -> bool:
    return request.workplace.office(EDIT) == office


def audience_of(request: Request, office: Office) -> str:
    """What the reader may see: drafts of the calendar are for who makes it."""
    return Audience.PRIVATE if is_editor(request, office) else Audience.STAFF


def entry_of(request: Request, pk: int, permission: Permission) -> Any:
    """The entry within the reach of `permission`, else 404; with `may_edit`."""
    rows = CalendarEntry.objects.for_user(request.user, permission)
    rows = rows.with_reach(request.user, within=permission, may_edit=EDIT)
    related = ("school__district", "district", "area", "project", "copied_from")
    entry: Any = get_object_or_404(rows.select_related(*related), pk=pk)
    if entry.audience == Audience.PRIVATE and not entry.may_edit:
        raise Http404
    return entry


def address(name: str, year: int, **more: Any) -> str:
    """A page of the calendar of a year; the year stands in it."""
    return f"{reverse(f'community:{name}')}?{urlencode({'year': year, **more})}"


def crumbs(year: int, *rest: tuple[str, Any]) -> list[tuple[str, Any]]:
    here = (f"ปฏิทิน {year}", address("calendar-year", year))
    return [HOME, here, *rest] if rest else [HOME, ("ปฏิทิน", "")]


def segments(here: str, year: int, *, may_edit: bool) -> list[dict[str, Any]]:
    """The ways to look at a year, for components/segments.html."""
    places = [("calendar-year", "ทั้งปี"), ("calendar-month", "เดือน"), ("calendar-list", "รายการ")]
    if may_edit:
        places.append(("calendar-copy", "ใช้ของปีก่อน"))
    return [
        {"label": label, "url": address(name, year), "current": name == here}
        for name, label in places
    ]

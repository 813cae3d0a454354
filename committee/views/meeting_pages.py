"""What the pages of meetings share: finding one, where one works, crumbs."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy

from committee.models import AgendaItem, Attendance, Meeting
from schoolcare import form_pages
from schoolcare.access import Permission
from schoolcare.numbering import Office
from schoolcare.requests import Request
from schoolcare.text import sent_number

VIEW, EDIT = Permission.MEETING_VIEW, Permission.MEETING_EDIT
HOME = ("หน้าแรก", "/")
MEETINGS = ("การประชุม", reverse_lazy("committee:meeting-list"))
RIGHTS = {"may_edit": EDIT}
View = Callable[[Request, int], HttpResponse]
form_page = partial(form_pages.form_page, template="committee/form.html")


def office_of(request: Request, permission: Permission) -> Office:
    """The school or office worked in; 404 where the permission is held elsewhere only."""
    office = request.workplace.office(permission)
    if office is None:
        raise Http404
    return office


def meeting_of(request: Request, pk: int, permission: Permission) -> Any:
    """The meeting within the reach of `permission`, else 404; with `may_edit`."""
    rows = Meeting.objects.for_user(request.user, permission)
    rows = rows.with_reach(request.user, within=permission, **RIGHTS)
    offices = ("school__district", "school__meeting_settings", "district__meeting_settings")
    found = rows.select_related(*offices, "board", "adopted_at_meeting")
    return get_object_or_404(found, pk=pk)


def item_of(request: Request, pk: int, permission: Permission) -> Any:
    """An agenda item with its meeting, else 404; with `may_edit`."""
    rows = AgendaItem.objects.for_user(request.user, permission)
    rows = rows.with_reach(request.user, within=permission, **RIGHTS)
    related = ("meeting__school__district", "meeting__district", "meeting__board", "adopts")
    found = rows.select_related(*related, "carried_from__item__meeting")
    item: Any = get_object_or_404(found, pk=pk)
    item.meeting.may_edit = item.may_edit
    return item


def leads_back(name: str, model: Any, page: Callable[[Any], str]) -> Callable[[View], View]:
    """For a button whose row somebody took away, at the latest by the first of two taps.

    It leads to where it would have led, to the `page` of the `model` that its form names as `name`;
    404 as ever where the form names none within reach.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def found_or_back(request: Request, pk: int) -> HttpResponse:
            try:
                return view(request, pk)
            except Http404:
                asked = sent_number(request.POST.get(name, ""))
                back = model.objects.for_user(request.user, EDIT).filter(pk=asked).first()
                if back is None:
                    raise
                return redirect(page(back))

        return found_or_back

    return decorate


def attendance_of(request: Request, pk: int) -> Attendance:
    """Somebody of a meeting that the reader may edit, else 404."""
    rows = Attendance.objects.for_user(request.user, EDIT)
    related = ("meeting__school__district", "meeting__district")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def page_of(meeting: Meeting) -> str:
    return reverse("committee:meeting-detail", args=[meeting.pk])


def roll_of(meeting: Meeting) -> str:
    return reverse("committee:meeting-roll", args=[meeting.pk])


def crumbs_of(meeting: Meeting, *rest: tuple[str, Any]) -> list[tuple[str, Any]]:
    here = (f"ครั้งที่ {meeting.numbered}", page_of(meeting) if rest else "")
    return [HOME, MEETINGS, here, *rest]


def name_of(meeting: Meeting) -> str:
    """Which meeting a form is about, above its fields."""
    return f"{meeting.short_body} ครั้งที่ {meeting.numbered}"

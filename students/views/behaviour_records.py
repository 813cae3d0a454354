"""Records of behaviour: of a school, of one pupil; who looks at them is logged."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.requests import Request
from schoolcare.thai import semester
from students.behaviour_points import balances, period_of
from students.forms.behaviour import BehaviourFilter
from students.models import BehaviourEvent, BehaviourNote, Classroom
from students.services.behaviour import scale_of
from students.views.behaviour_pages import NOTE, VIEW, crumbs, places, school_here
from students.views.pages import PUPILS, crumbs_of, pupil, tab_rights, tabs

PAGE = 25


def record_looking(
    request: Request, school_id: int, notes: Iterable[BehaviourNote], about: Any = None
) -> None:
    """One event in the log with whom it was about; nothing where nobody was shown."""
    if pupils := sorted({one.student_id for one in notes}):
        audit.record("behaviours.view", about, by=request.user, school_id=school_id, pupils=pupils)


@require_safe
@require(VIEW)
def behaviour_list(request: Request) -> HttpResponse:
    """Events of the year, the newest first, each with the pupils within one's reach."""
    school, place = school_here(request, VIEW), request.workplace
    rooms = Classroom.objects.for_user(request.user, VIEW)
    form = BehaviourFilter(
        request.GET or None, classrooms=rooms.filter(school=school, year=place.year)
    )
    rows = BehaviourEvent.objects.for_user(request.user, VIEW)
    rows = form.narrow(rows.filter(school=school, year=place.year)).order_by("-on", "-pk")
    rows = rows.with_notes(BehaviourNote.objects.for_user(request.user, VIEW))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    record_looking(request, school.pk, [note for event in page for note in event.shown])
    context = {
        "form": form,
        "page_obj": page,
        "places": places("students:behaviour-list", request),
        "heading": "พฤติกรรมทั้งหมด",
        "crumbs": crumbs(("ทั้งหมด", "")),
    }
    return render(request, "students/behaviour_list.html", context)


@require_safe
@require(VIEW)
def student_behaviour(request: Request, pk: int) -> HttpResponse:
    """One pupil's points of the period and everything noted, the newest first."""
    asked = (tab_rights() | {NOTE, Permission.PUPIL_VIEW}) - {VIEW}
    held = [one for one in sorted(asked) if request.user.access.allows(one)]
    student = pupil(request, pk, VIEW, *held)
    scale, place = scale_of(student.school_id), request.workplace
    term = place.term
    period = period_of(scale, place.year, term.semester if term else semester(place.today))
    notes = BehaviourNote.objects.filter(student=student).select_related(
        "event__made_by", "voided_by", "classroom"
    )
    audit.record(
        "behaviour.view", None, by=request.user, school_id=student.school_id, pupil_id=student.pk
    )
    may_view = Permission.PUPIL_VIEW in student.rights
    context = {
        "student": student,
        "period": period,
        "balance": balances(scale, period, [student.pk])[student.pk],
        "page_obj": Paginator(notes, PAGE).get_page(request.GET.get("page")),
        "may_note": NOTE in student.rights,
        "tabs": tabs(student, "students:student-behaviour"),
        "crumbs": crumbs_of(student, ("พฤติกรรม", ""))
        if may_view
        else [("หน้าแรก", "/"), PUPILS, (student.short_name, "")],
    }
    response = render(request, "students/student_behaviour.html", context)
    response["Cache-Control"] = "no-store"
    return response

"""Records of behaviour: of a school, of one pupil; who looks at them is logged."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.files import XLSX
from schoolcare.requests import Request
from schoolcare.spreadsheet import Page, write_pages
from schoolcare.text import sent_number
from schoolcare.thai import semester
from students import behaviour_reports
from students.behaviour_points import balances, period_of
from students.forms.behaviour import BehaviourFilter
from students.models import BehaviourEvent, BehaviourNote, Classroom
from students.services.behaviour import scale_of
from students.views.behaviour_pages import (
    DECIDE,
    NOTE,
    VIEW,
    crumbs,
    places,
    school_here,
)
from students.views.pages import PUPILS, crumbs_of, pupil, tab_rights, tabs

PAGE, MOST_NOTES = 25, 200


def record_looking(
    request: Request, school_id: int, rows: Iterable[Any], about: Any = None
) -> None:
    """One event in the log with whom it was about; nothing where nobody was shown."""
    if pupils := sorted({one.student_id for one in rows}):
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
    asked = (tab_rights() | {NOTE, DECIDE, Permission.PUPIL_VIEW}) - {VIEW}
    held = [one for one in sorted(asked) if request.user.access.allows(one)]
    student = pupil(request, pk, VIEW, *held)
    scale, place = scale_of(student.school_id), request.workplace
    term = place.term
    period = period_of(scale, place.year, term.semester if term else semester(place.today))
    notes = BehaviourNote.objects.filter(student=student).select_related("event__made_by")
    audit.record(
        "behaviour.view", None, by=request.user, school_id=student.school_id, pupil_id=student.pk
    )
    may_view = Permission.PUPIL_VIEW in student.rights
    context = {
        "student": student,
        "period": period,
        "balance": balances(scale, period, [student.pk])[student.pk],
        "notes": notes[:MOST_NOTES],
        "most": MOST_NOTES,
        "penalties": student.penalties.select_related("made_by"),
        "letters": student.behaviour_letters.order_by("-pk"),
        "may_note": NOTE in student.rights,
        "may_decide": DECIDE in student.rights,
        "tabs": tabs(student, "students:student-behaviour"),
        "crumbs": crumbs_of(student, ("พฤติกรรม", ""))
        if may_view
        else [("หน้าแรก", "/"), PUPILS, (student.short_name, "")],
    }
    response = render(request, "students/student_behaviour.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@require(VIEW)
def behaviour_statistics(request: Request) -> HttpResponse:
    """Counts by kind, class, month and sex; `?as=xlsx` the same as a workbook."""
    school, place = school_here(request, VIEW), request.workplace
    semester = sent_number(request.GET.get("semester", "")) or None
    about: Any = (request.user, school, place.year, semester)
    tables = behaviour_reports.tables(*about)
    counts = behaviour_reports.penalty_counts(*about)
    if request.GET.get("as") == "xlsx":
        audit.record("behaviours.export", None, by=request.user, school_id=school.pk)
        pages = [*(one.sheet() for one in tables), Page("บทลงโทษ", ["โทษ", "ครั้ง"], counts)]
        response = HttpResponse(write_pages(pages), content_type=XLSX)
        name = f"behaviour-{place.year}-{place.today:%Y%m%d}.xlsx"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    url = reverse("students:behaviour-statistics")
    choices = [("ทั้งปี", None, url)]
    choices += [(f"ภาคเรียนที่ {one}", one, f"{url}?semester={one}") for one in (1, 2)]
    context = {
        "tables": tables,
        "penalties": counts,
        "year": place.year,
        "semester": semester,
        "periods": [
            {"label": label, "url": link, "current": semester == one, "count": None}
            for label, one, link in choices
        ],
        "places": places("students:behaviour-statistics", request),
        "crumbs": crumbs(("สถิติ", "")),
    }
    return render(request, "students/behaviour_statistics.html", context)

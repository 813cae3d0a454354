"""Weights and heights: classes of the school, one class, its grid, one pupil over time."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from students.forms.growth import GrowthGrid
from students.growth import chart, summary
from students.growth.lines import Judged, last_before, lines_of, measures_of
from students.growth.rounds import Round, choose, rounds_of
from students.models import Classroom, Enrolment
from students.services import growth as services
from students.views.pages import PUPILS, crumbs_of, pupil, tab_rights, tabs

GROWTH = ("น้ำหนักส่วนสูง", reverse_lazy("students:growth-list"))
NOBODY = dict.fromkeys(("pupils", "measured", "begun", "judged", "well"), 0)
NO_TERM = "ยังไม่ได้กำหนดภาคเรียนของปีการศึกษานี้ ให้ผู้ดูแลระบบของโรงเรียนเปิดปีการศึกษาก่อน"


def _segments(rounds: list[Round], chosen: Round, url: str) -> list[dict[str, Any]]:
    return [
        {"label": one.label, "url": f"{url}?{one.query}", "current": one == chosen, "count": None}
        for one in rounds
    ]


def _classroom(request: Request, pk: int, permission: Permission) -> Classroom:
    rooms = Classroom.objects.for_user(request.user, permission).select_related("school")
    rooms = rooms.with_reach(request.user, within=permission, may_write=Permission.GROWTH_WRITE)
    return get_object_or_404(rooms, pk=pk)


def _round_of(request: Request, room: Classroom) -> tuple[list[Round], Round | None]:
    rounds = rounds_of(room.school, room.year)
    return rounds, choose(rounds, request.GET, request.workplace.today)


def _roster(room: Classroom) -> QuerySet[Enrolment]:
    return room.enrolments.on_roster().in_roll_order()


def _without_terms(request: Request, crumbs: list[Any]) -> HttpResponse:
    context = {"crumbs": crumbs, "words": NO_TERM, "heading": GROWTH[0]}
    return render(request, "students/growth_nothing.html", context)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@require(Permission.GROWTH_VIEW)
def growth_list(request: Request) -> HttpResponse:
    """How far each class is in a round, as far as the person may see."""
    place = request.workplace
    rounds = rounds_of(place.school, place.year)
    chosen = choose(rounds, request.GET, place.today)
    crumbs = [("หน้าแรก", "/"), (GROWTH[0], "")]
    if chosen is None:
        return _without_terms(request, crumbs)
    found = Classroom.objects.for_user(request.user, Permission.GROWTH_VIEW)
    rooms = list(found.filter(school=place.school, year=place.year))
    seats = Enrolment.objects.on_roster().filter(classroom__in=rooms)
    counts = summary.progress(seats, chosen)
    rows = [{"room": room, "count": counts.get(room.pk, NOBODY)} for room in rooms]
    total = {
        name: sum(one[name] for one in counts.values())
        for name in ("pupils", "measured", "judged", "well")
    }
    context = {
        "rows": rows,
        "total": total,
        "round": chosen,
        "segments": _segments(rounds, chosen, reverse("students:growth-list")),
        "crumbs": crumbs,
    }
    return render(request, "students/growth_list.html", context)


@require_safe
@require(Permission.GROWTH_VIEW)
def growth_summary(request: Request) -> HttpResponse:
    """Categories by level and sex: numbers alone."""
    place = request.workplace
    rounds = rounds_of(place.school, place.year)
    chosen = choose(rounds, request.GET, place.today)
    crumbs = [("หน้าแรก", "/"), GROWTH, ("สรุปตามชั้นและเพศ", "")]
    if chosen is None:
        return _without_terms(request, crumbs)
    rooms = Classroom.objects.for_user(request.user, Permission.GROWTH_VIEW)
    rooms = rooms.filter(school=place.school, year=place.year)
    seats = Enrolment.objects.on_roster().filter(classroom__in=rooms.values("pk"))
    lines, judged = summary.tallies(seats, chosen), Judged()
    context = {
        "lines": lines,
        "tables": summary.tables(lines, judged.newest) if judged.newest else [],
        "has_table": judged.has_table,
        "round": chosen,
        "segments": _segments(rounds, chosen, reverse("students:growth-summary")),
        "crumbs": crumbs,
    }
    return render(request, "students/growth_summary.html", context)


@require_safe
@require(Permission.GROWTH_VIEW)
def growth_class(request: Request, pk: int) -> HttpResponse:
    room = _classroom(request, pk, Permission.GROWTH_VIEW)
    rounds, chosen = _round_of(request, room)
    crumbs = [("หน้าแรก", "/"), GROWTH, (room.label, "")]
    if chosen is None:
        return _without_terms(request, crumbs)
    seats = _roster(room).select_related("student")
    judged = Judged()
    lines = lines_of(seats, measures_of(seats, chosen), judged)
    _look(request, room, [one.seat.student_id for one in lines])
    tallies = summary.tallies_of(lines, room.level)
    context = {
        "room": room,
        "round": chosen,
        "lines": lines,
        "tallies": tallies,
        "tables": summary.tables(tallies, judged.newest) if judged.newest else [],
        "has_table": judged.has_table,
        "may_write": room.may_write,  # type: ignore[attr-defined]
        "segments": _segments(rounds, chosen, reverse("students:growth-class", args=[room.pk])),
        "crumbs": crumbs,
    }
    return _private(render(request, "students/growth_class.html", context))


def _look(request: Request, room: Classroom, pupils: list[int]) -> None:
    where = {"school_id": room.school_id, "district_id": room.school.district_id}
    audit.record("growth.view", room, by=request.user, pupils=pupils, **where)


@require_http_methods(GET_POST)
@require(Permission.GROWTH_WRITE)
def growth_entry(request: Request, pk: int) -> HttpResponse:
    """The grid: each good row is saved, an open one stays with what was typed."""
    room = _classroom(request, pk, Permission.GROWTH_WRITE)
    _rounds, chosen = _round_of(request, room)
    here = reverse("students:growth-class", args=[room.pk])
    crumbs = [("หน้าแรก", "/"), GROWTH, (room.label, here), ("กรอก", "")]
    if chosen is None:
        return _without_terms(request, crumbs)
    saved, grid = 0, None
    if request.method == "POST":
        with transaction.atomic():
            services.hold(chosen.term)
            grid = _grid(request, room, chosen, request.POST)
            figures = grid.judge()
            services.save_measures(chosen.term, chosen.number, figures, by=request.user, of=room)
        saved = len(figures)
        if not grid.open_rows and not grid.day.errors:
            messages.success(request, f"บันทึกแล้ว {saved} คน" if saved else "ไม่มีอะไรเปลี่ยน")
            return redirect(f"{here}?{chosen.query}")
    shown = _shown(request, room, chosen, grid)
    _look(request, room, [row.student.pk for row in shown.rows])
    context = {"room": room, "round": chosen, "grid": shown, "saved": saved, "crumbs": crumbs}
    context["back"] = f"{here}?{chosen.query}"
    return _private(render(request, "students/growth_entry.html", context))


def _grid(request: Request, room: Classroom, chosen: Round, data: Any) -> GrowthGrid:
    seats, today = _roster(room).select_related("student"), request.workplace.today
    day = min(today, chosen.term.ends_on)
    saved = measures_of(seats, chosen, lock=data is not None)
    last = last_before(seats, chosen, day)
    return GrowthGrid(data, round_=chosen, seats=list(seats), saved=saved, last=last, today=today)


def _shown(request: Request, room: Classroom, chosen: Round, sent: Any) -> GrowthGrid:
    """The grid as it is saved now, with the rows of a sent one that are still open."""
    if sent is not None and sent.day.errors:
        return sent
    grid = _grid(request, room, chosen, None)
    if sent is not None:
        still = {row.student.pk: row for row in sent.open_rows}
        grid.rows = [still.get(row.student.pk, row) for row in grid.rows]
        grid.day = sent.day
    return grid


@require_safe
@require(Permission.GROWTH_VIEW)
def student_growth(request: Request, pk: int) -> HttpResponse:
    """One pupil over time: drawings, and the same in a table."""
    asked = tab_rights() - {Permission.GROWTH_VIEW}
    held = [one for one in sorted(asked) if request.user.access.allows(one)]
    student = pupil(request, pk, Permission.GROWTH_VIEW, *held)
    measures = list(student.growth_measures.select_related("term", "student", "reference"))
    where = {"school_id": student.school_id, "district_id": student.school.district_id}
    facts = {"pupil_id": student.pk, "part": Permission.GROWTH_VIEW.value}
    audit.record("sensitive.view", student, by=request.user, **where, **facts)
    judged = Judged()
    if measures and judged.has_table and judged.newest:
        chart.read_guides(judged.newest, student.sex)
    more = chart.change(measures)
    may_view = Permission.PUPIL_VIEW in student.rights
    context = {
        "student": student,
        "rows": [
            {"measure": one, "results": judged.results(one), "more": more.get(one.pk, {})}
            for one in measures
        ],
        "charts": chart.charts(measures, judged.newest if judged.has_table else None),
        "has_table": judged.has_table,
        "tabs": tabs(student, "students:student-growth"),
        "crumbs": crumbs_of(student, ("การเจริญเติบโต", ""))
        if may_view
        else [("หน้าแรก", "/"), PUPILS, (student.short_name, "")],
    }
    return _private(render(request, "students/student_growth.html", context))

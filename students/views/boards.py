"""The class board, and the board of a school: its classes as rows."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from schoolcare.access import Permission, require
from schoolcare.requests import Request
from students import boards
from students.duties import board_duties, progress_by, total_of, with_duties
from students.models import Classroom, Enrolment

NEEDED = Permission.DUTY_VIEW
HOME, BOARDS = ("หน้าแรก", "/"), "กระดานงานประจำชั้น"


def semester(request: Request) -> int:
    """The one worked in; the first where the school has no terms of the year yet."""
    term = request.workplace.term
    return term.semester if term else 1


@require_safe
@require(NEEDED)
def board(request: Request) -> HttpResponse:
    """Classes of the year worked in as rows; who has one class alone goes there."""
    place = request.workplace
    rooms = Classroom.objects.for_user(request.user, NEEDED)
    found = list(
        rooms.filter(school=place.school, year=place.year).prefetch_related("advisers__user")
    )
    if len(found) == 1:
        return redirect("students:board-class", found[0].pk)
    duties = board_duties()
    progress = {}
    if found and place.school:
        seats = Enrolment.objects.on_roster().filter(classroom__in=found)
        when: dict[str, Any] = {"year": place.year, "semester": semester(request)}
        progress = progress_by(seats, "classroom_id", duties, place=place.school, **when)
    filled = [room for room in found if room.pk in progress]
    rows = [boards.ClassRow(room, progress[room.pk], duties) for room in filled]
    context = {
        "rows": rows,
        "empty_rooms": [room for room in found if room.pk not in progress],
        "duties": duties,
        "total": boards.ClassRow(None, total_of(progress.values(), duties), duties),
        "crumbs": [HOME, (BOARDS, "")],
    }
    return render(request, "students/board.html", context)


@require_safe
@require(NEEDED)
def board_class(request: Request, pk: int) -> HttpResponse:
    """One row a pupil, one column a duty."""
    duties = board_duties()
    rights = {f"may_{one.key}": one.permission for one in duties}
    rooms = Classroom.objects.for_user(request.user, NEEDED).prefetch_related("advisers__user")
    rooms = rooms.select_related("school").with_reach(request.user, within=NEEDED, **rights)
    room: Any = get_object_or_404(rooms, pk=pk)
    seats: Any = Enrolment.objects.for_user(request.user, NEEDED).filter(classroom=room)
    seats = seats.on_roster().in_roll_order().select_related("student")
    when = {"year": room.year, "semester": semester(request)}
    shown = boards.ClassBoard(
        room, duties, with_duties(seats, duties, **when), today=request.workplace.today
    )
    wanted = request.GET.get("show", "")
    context = {
        "room": room,
        "board": shown,
        "rows": shown.rows_of(wanted),
        "segments": shown.segments(wanted),
        "papers": boards.class_papers(request.user),
        "crumbs": [HOME, (BOARDS, "students:board"), (room.label, "")],
    }
    return render(request, "students/board_class.html", context)

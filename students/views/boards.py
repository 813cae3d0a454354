"""The class board; the board of a school: its classes as rows; figures of schools and levels."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from schoolcare import audit, files
from schoolcare.access import Permission, require
from schoolcare.models import District, School
from schoolcare.registry import Duty
from schoolcare.requests import Request
from schoolcare.spreadsheet import write_xlsx
from schoolcare.thai import thai_date, thai_time
from students import boards
from students.board_counts import group_lines, school_lines
from students.duties import board_duties, progress_by, total_of, with_duties
from students.kept_counts import By, counts_of
from students.models import Classroom, Enrolment

NEEDED = Permission.DUTY_VIEW
HOME, BOARDS = ("หน้าแรก", "/"), "กระดานงานประจำชั้น"
FIGURES = "ความก้าวหน้างานดูแลช่วยเหลือ"
LINES_A_PAGE = 50


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
        when: dict[str, Any] = {"year": place.year, "semester": place.semester}
        progress = progress_by(seats, "classroom_id", duties=duties, place=place.school, **when)
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
    when = {"year": room.year, "semester": request.workplace.semester}
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


@require_safe
@require(Permission.CARE_COUNT)
def board_figures(request: Request) -> HttpResponse:
    """Numbers alone: an office's schools as rows, or levels and sexes of a school or an office."""
    place, duties = request.workplace, board_duties()
    office = place.office(Permission.CARE_COUNT)
    if office is None:
        raise Http404
    is_office = isinstance(office, District)
    asked = _asked(request, is_office=is_office)
    when: dict[str, Any] = {"year": place.year, "semester": asked["semester"]}
    counts = counts_of(office, By.GROUP if asked["show"] else By.SCHOOL, duties, **when)
    if asked["show"]:
        lines = group_lines(counts, duties, hides=is_office)
    else:
        schools = School.objects.filter(district=office, is_active=True)
        names = {one.pk: one.full_name for one in schools.only("name")}
        lines = school_lines(names, counts, duties)
    first = "ชั้นและเพศ" if asked["show"] else "โรงเรียน"
    named = f"ภาคเรียนที่ {asked['semester']}/{place.year}"
    if request.GET.get("as") == "xlsx":
        told = f"{office} {named} ข้อมูล ณ {thai_date(counts.at)} {thai_time(counts.at)}"
        rows = [*(line.cells for line in lines), [told]]
        return _sheet(request, office, [first, *_headers(duties)], rows)
    page = Paginator(lines[:-1], LINES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "office": office,
        "when": named,
        "first": first,
        "page_obj": page,
        "lines": [*page.object_list, *lines[-1:]],
        "duties": duties,
        "at": counts.at,
        "switches": _switches(asked) if is_office else [],
        "sheet_url": _link(asked | {"as": "xlsx"}),
        "crumbs": [HOME, (FIGURES, "")],
    }
    return render(request, "students/board_figures.html", context)


def _asked(request: Request, *, is_office: bool) -> dict[str, Any]:
    """What the address asks for: an office's table by level and sex, of a semester."""
    if not is_office:
        return {"show": "groups", "semester": request.workplace.semester}
    half = request.GET.get("semester", "")
    return {
        "show": "groups" if request.GET.get("show") == "groups" else "",
        "semester": int(half) if half in {"1", "2"} else request.workplace.semester,
    }


def _switches(asked: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Tables and semesters that an office may look at, each with the other choice kept."""
    shown = [("show", "", "รายโรงเรียน"), ("show", "groups", "รายชั้นและเพศ")]
    halves = [("semester", one, f"ภาคเรียนที่ {one}") for one in (1, 2)]
    return [
        [
            {
                "label": label,
                "url": _link(asked | {name: value}),
                "count": None,
                "current": asked[name] == value,
            }
            for name, value, label in choices
        ]
        for choices in (shown, halves)
    ]


def _link(asked: dict[str, Any]) -> str:
    return f"?{urlencode({name: value for name, value in asked.items() if value})}"


def _headers(duties: list[Duty]) -> list[str]:
    found = ["นักเรียน"]
    for duty in duties:
        found += [f"{duty.label}: ทำแล้ว", f"{duty.label}: ต้องทำ"]
    return found


def _sheet(
    request: Request, office: School | District, headers: list[str], rows: list[list[Any]]
) -> HttpResponse:
    data = write_xlsx("งานดูแลช่วยเหลือ", headers, rows)
    name = "school_id" if isinstance(office, School) else "district_id"
    about: dict[str, Any] = {name: office.pk, "rows": len(rows) - 1}  # the last tells of when
    audit.record("care_count.export", office, by=request.user, **about)
    response = HttpResponse(data, content_type=files.XLSX)
    response["Content-Disposition"] = 'attachment; filename="care-figures.xlsx"'
    return response

"""The list of pupils: filters, paging, the exact search by id, the export of what is listed."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect, push_url

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.requests import Request
from schoolcare.spreadsheet import write_xlsx
from students.forms.people import StudentFilter
from students.models import Classroom, Student
from students.pupil_rows import MOST_COUNTED, PAGE, PupilRows, rooms_of
from students.search import find_by_id, looks_like_id, with_seat
from students.templatetags.pupils import status_label

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_HERE = "การค้นด้วยเลขประจำตัวใช้ได้เฉพาะผู้มีสิทธิ์ดูข้อมูลอ่อนไหว"
SEARCH = "pupil_search"  # in the session: the words last searched for
FOUND = "found"  # in an address: the list is of those words
KEPT = ("level", "classroom", "status")


def _filter(request: Request) -> StudentFilter:
    place = request.workplace
    data = request.GET.copy()
    data["q"] = request.session.get(SEARCH, "") if FOUND in data else ""
    rooms = rooms_of(request.user, school=place.school, year=place.year)
    return StudentFilter(data if request.GET else None, classrooms=rooms)


def _rows(request: Request, form: StudentFilter) -> PupilRows:
    """What the filter leaves; nothing where a filter cannot be read."""
    place = request.workplace
    is_clear = not form.is_bound or form.is_valid()
    wanted = form.cleaned_data if form.is_bound else {}
    asked = wanted if is_clear else None
    return PupilRows(request.user, school=place.school, year=place.year, wanted=asked)


def _reaches(request: Request, permission: Permission) -> bool:
    """Whether the permission holds for all pupils of the school worked in."""
    school = request.workplace.school
    return school is not None and school.pk in request.user.access.grant(permission).schools


@require_safe
@require(Permission.PUPIL_LIST)
def student_list(request: Request) -> HttpResponse:
    """Names and classes of the school; only pupils whom the person may see lead to a page."""
    form = _filter(request)
    paginator = Paginator(_rows(request, form), PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "is_capped": paginator.count > MOST_COUNTED,
        "query": request.GET.urlencode(),
        "may_see_health": _reaches(request, Permission.SENSITIVE_HEALTH),
        "crumbs": [("หน้าแรก", "/"), ("นักเรียน", "")],
    }
    part = "#rows" if request.htmx.target == "rows" else ""
    return push_url(
        render(request, f"students/student_list.html{part}", context), request.get_full_path()
    )


@require_POST
@require(Permission.PUPIL_LIST)
def student_search(request: Request) -> HttpResponse:
    """Search by part of a name: what was typed stays in the session, never in an address or a log.

    An id leads to its pupil where the person may see ids.
    """
    typed = request.POST.get("q", "").strip()
    if looks_like_id(typed):
        if request.user.access.allows(Permission.SENSITIVE_VIEW):
            return _go(request, _page_of_id(request, typed))
        messages.warning(request, NOT_HERE)
        return _go(request, reverse("students:student-list"))
    request.session[SEARCH] = typed
    kept = {name: value for name in KEPT if (value := request.POST.get(name, ""))}
    query = urlencode(kept | ({FOUND: 1} if typed else {}))
    return redirect(f"{reverse('students:student-list')}?{query}")


def _go(request: Request, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def _page_of_id(request: Request, typed: str) -> str:
    student = find_by_id(typed, user=request.user)
    if student is None:
        messages.warning(request, "ไม่พบนักเรียนที่มีเลขประจำตัวนี้")
        return reverse("students:student-list")
    return reverse("students:student-detail", args=[student.pk])


@require_POST
@require(Permission.SENSITIVE_VIEW)
def student_find(request: Request) -> HttpResponse:
    """Lead to the pupil with exactly this id; the id travels in the body, never in an address."""
    return redirect(_page_of_id(request, request.POST.get("value", "")))


HEADERS = ["รหัสนักเรียน", "คำนำหน้า", "ชื่อ", "นามสกุล", "ชื่อเล่น", "เพศ", "ห้อง", "เลขที่", "สถานะ"]


@require_safe
@require(Permission.PUPIL_EXPORT)
def student_export(request: Request) -> HttpResponse:
    """The list on screen, all its pages, as far as the person may take pupils out."""
    place = request.workplace
    mine = Student.objects.for_user(request.user, Permission.PUPIL_EXPORT).values("pk")
    listed = _rows(request, _filter(request)).bare.filter(pk__in=mine)
    rows = [_row(one) for one in with_seat(listed, request.user, year=place.year)]
    school_id = place.school.pk if place.school else None
    audit.record("pupil.export", None, by=request.user, school_id=school_id, count=len(rows))
    response = HttpResponse(write_xlsx("รายชื่อนักเรียน", HEADERS, rows), content_type=XLSX)
    name = f"pupils-{place.today:%Y%m%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _row(student: Any) -> list[Any]:
    names = [student.code, student.title, student.first_name, student.last_name, student.nickname]
    rooms = {"room": student.room, "room_name": student.room_name}
    seat = str(Classroom(level=student.level, **rooms)) if student.level else ""
    place = [seat, student.roll_number]
    return [*names, student.get_sex_display(), *place, status_label(student.status_then)]

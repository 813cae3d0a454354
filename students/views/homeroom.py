"""Homeroom of classes by week; photos of homeroom and of class meetings."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare import files
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, pressed
from schoolcare.requests import Request
from schoolcare.thai import thai_date, thai_date_range
from students.forms.homeroom import HomeroomForm
from students.models import ClassPhoto, Classroom, HomeroomWeek, ParentNetwork
from students.services import homeroom as services
from students.services.attendance import seats_on
from students.services.homeroom import monday_of
from students.views.attendance import asked_day
from students.views.pages import form_page

VIEW, WRITE = Permission.HOMEROOM_VIEW, Permission.HOMEROOM_WRITE
REVIEW = Permission.HOMEROOM_REVIEW
HOME = ("หน้าแรก", "/")
LIST = ("โฮมรูมและประชุมผู้ปกครอง", reverse_lazy("students:homeroom-list"))
WEEKS = 20


def room_of(request: Request, pk: int, permission: Permission) -> Any:
    """The class within reach, else 404; with `may_write`."""
    rows = Classroom.objects.for_user(request.user, permission)
    rows = rows.with_reach(request.user, may_write=WRITE)
    return get_object_or_404(rows.select_related("school__district"), pk=pk)


def crumbs_of(room: Classroom, *rest: tuple[str, Any]) -> list[tuple[str, Any]]:
    url = reverse("students:homeroom-class", args=[room.pk])
    return [HOME, LIST, (room.label, url if rest else ""), *rest]


def week_of(request: Request, pk: int, permission: Permission) -> Any:
    """The week within reach, else 404; with `may_write` and `may_review`."""
    rows = HomeroomWeek.objects.for_user(request.user, permission)
    rows = rows.with_reach(request.user, may_write=WRITE, may_review=REVIEW)
    related = ("classroom__school__district", "written_by", "reviewed_by")
    return get_object_or_404(rows.select_related(*related), pk=pk)


@require_safe
@require(VIEW)
def homeroom_list(request: Request) -> HttpResponse:
    """Every class of the year within reach: its last week, its meetings."""
    place = request.workplace
    rooms: Any = Classroom.objects.for_user(request.user, VIEW)
    rooms = rooms.filter(school=place.school, year=place.year)
    rooms = rooms.annotate(
        last_week=Max("homeroom_weeks__starts_on"),
        weeks=Count("homeroom_weeks", distinct=True),
        meetings=Count("class_meetings", distinct=True),
        last_meeting=Max("class_meetings__held_on"),
    )
    context = {"rooms": rooms, "crumbs": [HOME, (LIST[0], "")]}
    context["this_week"] = monday_of(place.today)
    return render(request, "students/homeroom_list.html", context)


@require_safe
@require(VIEW)
def homeroom_class(request: Request, pk: int) -> HttpResponse:
    """Weeks, meetings and the network of parents of one class."""
    room = room_of(request, pk, VIEW)
    today = request.workplace.today
    networks = ParentNetwork.objects.filter(classroom=room).prefetch_related("members")
    context = {
        "room": room,
        "monday": monday_of(today),
        "weeks": room.homeroom_weeks.all()[:WEEKS],
        "meetings": room.class_meetings.select_related("term"),
        "network": networks.in_force(today).first(),
        "crumbs": crumbs_of(room),
    }
    return render(request, "students/homeroom_class.html", context)


@require_http_methods(GET_POST)
@require(WRITE)
def homeroom_edit(request: Request, pk: int) -> HttpResponse:
    """The week of the day that `on` names, else this week."""
    room = room_of(request, pk, WRITE)
    monday = monday_of(asked_day(request, request.workplace.today))
    seats = seats_on(room, monday + timedelta(days=4))
    pupils = [(one.student_id, one.student.short_name) for one in seats]
    scope: dict[str, Any] = {"room": room, "monday": monday, "pupils": pupils}
    form = HomeroomForm(request.POST or None, by=request.user, **scope)
    friday = monday + timedelta(days=4)
    return form_page(
        request,
        form,
        form.save,
        heading=f"โฮมรูม {room.label}",
        back=reverse("students:homeroom-class", args=[room.pk]),
        then=lambda week: week.get_absolute_url(),
        crumbs=crumbs_of(room, ("บันทึกโฮมรูม", "")),
        hint=f"สัปดาห์ {thai_date_range(monday, friday)} จำนวนมา ขาด ลา สาย นำมาจากการเช็กชื่อ แก้ได้",
        done="บันทึกโฮมรูมแล้ว",
    )


@require_safe
@require(VIEW)
def homeroom_week(request: Request, pk: int) -> HttpResponse:
    week = week_of(request, pk, VIEW)
    room = week.classroom
    context = {
        "week": week,
        "room": room,
        "days": week.days.all(),
        "pupils": week.pupils.select_related("student"),
        "photos": week.photos.all(),
        "may_review": week.may_review and not week.reviewed_at,
        "crumbs": crumbs_of(room, (thai_date(week.starts_on), "")),
    }
    return render(request, "students/homeroom_week.html", context)


@require_POST
@require(REVIEW)
def homeroom_review(request: Request, pk: int) -> HttpResponse:
    week = week_of(request, pk, REVIEW)
    pressed(request, lambda: services.review_week(week, by=request.user), "บันทึกว่าตรวจแล้ว")
    return redirect(week)


@require_http_methods(GET_POST)
@require(WRITE)
def homeroom_photos(request: Request, pk: int) -> HttpResponse:
    week = week_of(request, pk, WRITE)
    return photo_page(request, week, crumbs_of(week.classroom, ("รูป", "")))


def photo_page(request: Request, record: Any, crumbs: list[tuple[str, Any]]) -> HttpResponse:
    """Photos of a week or a meeting; more are added here, several at once."""
    if request.method == "POST":
        uploads = request.FILES.getlist("photos")
        added = services.add_photos(record, uploads, by=request.user)
        for number, reason in added.refused:
            messages.error(request, f"รูปที่ {number}: {reason}")
        if added.photos:
            messages.success(request, f"เพิ่ม {len(added.photos)} รูปแล้ว")
        elif not added.refused:
            messages.error(request, "เลือกรูปก่อนแล้วกดเพิ่มรูป")
        return redirect(request.path)
    context = {"record": record, "photos": record.photos.all(), "most": record.MOST}
    return render(request, "students/class_photos.html", context | {"crumbs": crumbs})


@require_safe
@require(VIEW)
def class_photo(request: Request, pk: int) -> HttpResponseBase:
    """The picture; `?size=600` the small one."""
    rows = ClassPhoto.objects.for_user(request.user, VIEW).select_related("file")
    photo = get_object_or_404(rows, pk=pk)
    small = files.SMALL if request.GET.get("size") == files.SMALL else None
    return files.file_response(photo.file, rendition=small)


@require_POST
@require(WRITE)
def photo_remove(request: Request, pk: int) -> HttpResponse:
    rows = ClassPhoto.objects.for_user(request.user, WRITE)
    photo = get_object_or_404(rows.select_related("classroom", "week", "meeting"), pk=pk)
    back = partial(reverse, args=[photo.week_id or photo.meeting_id])
    name = "students:homeroom-photos" if photo.week_id else "students:class-meeting-photos"
    services.remove_photo(photo, by=request.user)
    messages.success(request, "ลบรูปแล้ว")
    return redirect(back(name))

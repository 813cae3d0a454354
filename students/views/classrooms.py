"""Classes of the year: counts, advisers, roll numbers."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Exists, F, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, pressed
from schoolcare.requests import Request
from schoolcare.submissions import once
from students.class_links import care_of
from students.forms.classrooms import AdviserForm, ClassroomForm, RollForm, SeatRollForm
from students.models import Adviser, Classroom, Enrolment, Student
from students.services import classrooms as services
from students.services.classrooms import ORDERS, Order
from students.views.pages import form_page

CLASSES = ("ห้องเรียน", reverse_lazy("students:classroom-list"))
SEAT_RIGHTS = {"may_open": Permission.PUPIL_VIEW, "may_number": Permission.PUPIL_EDIT}


def _classroom(request: Request, pk: int, permission: Permission) -> Classroom:
    rooms = Classroom.objects.for_user(request.user, permission).with_counts()
    return get_object_or_404(rooms.select_related("school"), pk=pk)


def _may_edit(request: Request, school_id: int | None) -> bool:
    return school_id in request.user.access.grant(Permission.CLASS_EDIT).schools


def _crumbs(classroom: Classroom, *rest: tuple[str, Any]) -> list[tuple[str, Any]]:
    url = reverse("students:classroom-detail", args=[classroom.pk])
    return [("หน้าแรก", "/"), CLASSES, (classroom.label, url), *rest]


@require_safe
@require(Permission.PUPIL_LIST)
def classroom_list(request: Request) -> HttpResponse:
    place = request.workplace
    found = Classroom.objects.for_user(request.user, Permission.PUPIL_LIST).with_counts()
    rooms = list(found.filter(school=place.school, year=place.year))
    totals = {
        name: sum(getattr(one, name) for one in rooms) for name in ("pupils", "boys", "girls")
    }
    crumbs = [("หน้าแรก", "/"), ("ห้องเรียน", "")]
    may_edit = _may_edit(request, place.school.pk if place.school else None)
    context = {"rooms": rooms, "totals": totals, "crumbs": crumbs, "may_edit": may_edit}
    return render(request, "students/classroom_list.html", context)


@require_safe
@require(Permission.PUPIL_LIST)
def classroom_detail(request: Request, pk: int) -> HttpResponse:
    room = _classroom(request, pk, Permission.PUPIL_LIST)
    reached = {
        name: Exists(Student.objects.for_user(request.user, one).filter(pk=OuterRef("student")))
        for name, one in SEAT_RIGHTS.items()
    }
    seats = room.enrolments.on_roster().with_status(room.year).annotate(**reached)
    seats = seats.select_related("student").order_by(F("roll_number").asc(nulls_last=True), "pk")
    context = {
        "room": room,
        "seats": seats,
        "care": care_of(request, room),
        "may_edit": _may_edit(request, room.school_id),
        "crumbs": [("หน้าแรก", "/"), CLASSES, (room.label, "")],
    }
    return render(request, "students/classroom_detail.html", context)


@require_http_methods(GET_POST)
@require(Permission.CLASS_EDIT)
def classroom_add(request: Request) -> HttpResponse:
    place = request.workplace
    if place.school is None or not _may_edit(request, place.school.pk):
        messages.warning(request, "เลือกโรงเรียนที่คุณจัดห้องเรียนได้ก่อน")
        return redirect("students:classroom-list")
    form = ClassroomForm(
        request.POST or None, instance=Classroom(school=place.school, year=place.year)
    )

    def save() -> None:
        key, new = form.cleaned_data["key"], form.instance
        once(request.user, key, lambda: services.add_classroom(new, by=request.user))

    crumbs = [("หน้าแรก", "/"), CLASSES, ("เพิ่มห้องเรียน", "")]
    heading = f"เพิ่มห้องเรียน ปีการศึกษา {place.year}"
    back = reverse("students:classroom-list")
    return form_page(request, form, save, heading=heading, back=back, crumbs=crumbs)


@require_POST
@require(Permission.CLASS_EDIT)
def classroom_remove(request: Request, pk: int) -> HttpResponse:
    room = _classroom(request, pk, Permission.CLASS_EDIT)
    remove = partial(services.remove_classroom, room, by=request.user)
    if pressed(request, remove, f"ลบห้อง {room.label} แล้ว"):
        return redirect("students:classroom-list")
    return redirect("students:classroom-detail", pk)


@require_http_methods(GET_POST)
@require(Permission.CLASS_EDIT)
def adviser_add(request: Request, pk: int) -> HttpResponse:
    room = _classroom(request, pk, Permission.CLASS_EDIT)
    form = AdviserForm(request.POST or None, classroom=room)
    return form_page(
        request,
        form,
        lambda: services.add_adviser(room, form.cleaned_data["user"], by=request.user),
        heading=f"เพิ่มครูที่ปรึกษา {room.label}",
        back=reverse("students:classroom-detail", args=[room.pk]),
        crumbs=_crumbs(room, ("เพิ่มครูที่ปรึกษา", "")),
        hint="ครูที่ปรึกษาเห็นข้อมูลของนักเรียนในห้องทันที",
    )


@require_POST
@require(Permission.CLASS_EDIT)
def adviser_remove(request: Request, pk: int) -> HttpResponse:
    found = Adviser.objects.for_user(request.user, Permission.CLASS_EDIT)
    adviser = get_object_or_404(found.select_related("classroom"), pk=pk)
    services.remove_adviser(adviser, by=request.user)
    messages.success(request, "นำครูที่ปรึกษาออกแล้ว")
    return redirect("students:classroom-detail", adviser.classroom_id)


@require_http_methods(GET_POST)
@require(Permission.CLASS_EDIT)
def classroom_rolls(request: Request, pk: int) -> HttpResponse:
    """Preview of the new roll numbers; written with the second press."""
    room = _classroom(request, pk, Permission.CLASS_EDIT)
    form = RollForm(request.POST or request.GET or None)
    if form.is_valid():
        order = form.cleaned_data["order"]
        if request.method == "POST":
            count = services.number_rolls(room, order, by=request.user)
            messages.success(request, f"จัดเลขที่แล้ว เปลี่ยน {count} คน")
            return redirect("students:classroom-detail", room.pk)
    else:
        order = Order.SEX_NAME
    context = {
        "room": room,
        "order": order.value,
        "orders": [(one.value, label) for one, label in ORDERS.items()],
        "pairs": services.numbered(room, order),
        "crumbs": _crumbs(room, ("จัดเลขที่", "")),
    }
    return render(request, "students/classroom_rolls.html", context)


@require_http_methods(GET_POST)
@require(Permission.PUPIL_EDIT)
def seat_roll(request: Request, pk: int) -> HttpResponse:
    """The roll number of one pupil, who keeps it until the class is numbered anew."""
    seats = Enrolment.objects.for_user(request.user, Permission.PUPIL_EDIT).filter(ends_on=None)
    seat = get_object_or_404(seats.select_related("student", "classroom"), pk=pk)
    form = SeatRollForm(request.POST or None, seat=seat)
    return form_page(
        request,
        form,
        lambda: services.set_roll(seat, form.cleaned_data["roll_number"], by=request.user),
        heading="แก้เลขที่",
        back=reverse("students:classroom-detail", args=[seat.classroom_id]),
        crumbs=_crumbs(seat.classroom, ("แก้เลขที่", "")),
        hint=f"{seat.student.short_name} ห้อง {seat.classroom.label}",
    )

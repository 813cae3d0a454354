"""A trip of an activity: its plan, who goes, asking, allowing, the families' replies."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.forms.trips import RepliesForm, ReturnForm, RuleForm, TripForm, TripPupilsForm
from community.models import Activity, Trip, TripPupil, TripRule
from community.services import trips
from community.views.activities import (
    HOME,
    LIST,
    LOG,
    asked_room,
    changeable,
    crumbs_of,
    form_page,
    school_of,
)
from schoolcare.access import Permission, require
from schoolcare.counting import counted
from schoolcare.form_pages import GET_POST, pressed
from schoolcare.requests import Request
from students.models import Classroom

EDIT, ALLOW = Permission.ACTIVITY_EDIT, Permission.ACTIVITY_ALLOW


def trip_of(request: Request, pk: int) -> Trip:
    """The kept trip of an activity that one may change, else 404."""
    trip = trips.trip_of(changeable(request, pk))
    if trip.pk is None:
        raise Http404
    return trip


def asked_of(request: Request, pk: int) -> Trip:
    """The trip that lies before who allows it, else 404."""
    rows = Trip.objects.for_user(request.user, ALLOW)
    return get_object_or_404(rows.select_related("activity__school__district"), activity=pk)


def _crumbs(activity: Activity, words: str) -> list[tuple[str, Any]]:
    return crumbs_of(activity, (words, ""))


@require_http_methods(GET_POST)
@require(LOG)
def trip_plan(request: Request, pk: int) -> HttpResponse:
    activity = changeable(request, pk)
    if activity.kind != Activity.Kind.TRIP:
        raise Http404
    today = request.workplace.today
    trip = trips.trip_of(activity)
    form = TripForm(request.POST or None, instance=trip, today=today, by=request.user)
    page = {"heading": "แผนการเดินทาง", "hint": activity.title, "done": "บันทึกแผนการเดินทางแล้ว"}
    back = activity.get_absolute_url()
    crumbs = _crumbs(activity, "แผนการเดินทาง")
    return form_page(request, form, form.save, back=back, crumbs=crumbs, **page)


@require_http_methods(GET_POST)
@require(LOG)
def trip_pupils(request: Request, pk: int) -> HttpResponse:
    """Choose who goes, class by class."""
    trip = trip_of(request, pk)
    activity = trip.activity
    rooms = list(_rooms(trip))
    room = asked_room(request, rooms) or next((one for one in rooms if one.chosen), None)
    room = room or next(iter(rooms), None)
    form = None
    if room:
        facts: dict[str, Any] = {"trip": trip, "classroom": room, "by": request.user}
        form = TripPupilsForm(request.POST or None, **facts)
        form.is_bound = request.method == "POST"
        words = f"บันทึกนักเรียนที่เลือกของ {room} แล้ว"
        if form.is_bound and form.is_valid() and pressed(request, form.save, words):
            here = reverse("community:trip-pupils", args=[pk])
            return redirect(f"{here}?classroom={room.pk}")
    context = {
        "activity": activity,
        "classes": rooms,
        "classroom": room,
        "form": form,
        "chosen": sum(one.chosen for one in rooms),
        "crumbs": _crumbs(activity, "เลือกนักเรียน"),
    }
    return render(request, "community/trip_pupils.html", context)


def _rooms(trip: Trip) -> Any:
    """The classes of the activity's year, each with how many `chosen` of it go."""
    activity = trip.activity
    rooms = Classroom.objects.filter(school=activity.school_id, year=activity.year)
    return rooms.annotate(chosen=counted(TripPupil.objects.filter(trip=trip), "classroom"))


@require_http_methods(GET_POST)
@require(LOG)
def trip_replies(request: Request, pk: int) -> HttpResponse:
    """Tick what the families answered, of all or of one class; only pupils whom one may list."""
    trip = trip_of(request, pk)
    rows = TripPupil.objects.for_user(request.user, Permission.PUPIL_LIST).filter(trip=trip)
    rows = rows.select_related("student", "classroom")
    order = ("classroom__level", "classroom__room", "classroom__room_name", "student__first_name")
    every = list(rows.order_by(*order, "pk"))
    rooms = list({one.classroom_id: one.classroom for one in every if one.classroom}.values())
    room = asked_room(request, rooms)
    shown = [one for one in every if room is None or one.classroom_id == room.pk]
    form = RepliesForm(request.POST or None, trip=trip, rows=shown, by=request.user)
    activity = trip.activity
    waiting = sum(not one.reply for one in every)
    page: dict[str, Any] = {"classes": rooms, "classroom": room, "waiting": waiting}
    page |= {"template": "community/trip_replies.html", "heading": "คำตอบของผู้ปกครอง"}
    page |= {"back": activity.get_absolute_url(), "done": "บันทึกคำตอบแล้ว", "activity": activity}
    return form_page(request, form, form.save, crumbs=_crumbs(activity, "คำตอบ"), **page)


@require_POST
@require(LOG)
def trip_ask(request: Request, pk: int) -> HttpResponse:
    trip = trip_of(request, pk)
    pressed(request, lambda: trips.ask(trip, by=request.user), "เสนอขออนุญาตแล้ว")
    return redirect(trip.activity)


@require_POST
@require(LOG)
def trip_reopen(request: Request, pk: int) -> HttpResponse:
    trip = trip_of(request, pk)
    pressed(request, lambda: trips.reopen(trip, by=request.user), "กลับมาแก้ไขแล้ว เสนอใหม่เมื่อพร้อม")
    return redirect(trip.activity)


@require_POST
@require(ALLOW)
def trip_allow(request: Request, pk: int) -> HttpResponse:
    trip = asked_of(request, pk)
    pressed(request, lambda: trips.allow(trip, by=request.user), "อนุญาตแล้ว")
    return redirect(trip.activity)


@require_http_methods(GET_POST)
@require(ALLOW)
def trip_return(request: Request, pk: int) -> HttpResponse:
    trip = asked_of(request, pk)
    form = ReturnForm(request.POST or None)

    def save() -> Trip:
        return trips.send_back(trip, reason=form.cleaned_data["reason"], by=request.user)

    activity = trip.activity
    page = {"heading": "ส่งกลับแก้ไข", "hint": activity.title, "submit": "ส่งกลับแก้ไข"}
    page |= {"back": activity.get_absolute_url(), "done": "ส่งกลับแล้ว"}
    return form_page(request, form, save, crumbs=_crumbs(activity, "ส่งกลับแก้ไข"), **page)


@require_safe
@require(EDIT)
def trip_rule_list(request: Request) -> HttpResponse:
    school = school_of(request, EDIT)
    crumbs = [HOME, LIST, ("ผู้อนุญาตการพานักเรียนไปนอกสถานศึกษา", "")]
    rules = TripRule.objects.of(school)
    waits = any(not one.is_verified for one in rules)
    context = {"rules": rules, "has_unverified": waits, "crumbs": crumbs}
    return render(request, "community/trip_rules.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def trip_rule_update(request: Request, kind: str) -> HttpResponse:
    """The school's own word; the shipped one stands in the form first."""
    school = school_of(request, EDIT)
    rule = trips.rule_of(school, kind)
    if rule is None:
        raise Http404
    form = RuleForm(
        request.POST or None,
        instance=TripRule(kind=kind),
        initial={name: getattr(rule, name) for name in RuleForm.Meta.fields},
        school=school,
        kind=kind,
        by=request.user,
    )
    back = reverse("community:trip-rule-list")
    page = {"heading": f"ผู้อนุญาต: {rule}", "hint": school.full_name, "back": back}
    crumbs = [HOME, LIST, ("ผู้อนุญาต", back), (str(rule), "")]
    return form_page(request, form, form.save, crumbs=crumbs, **page)

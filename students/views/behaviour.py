"""Noting behaviour in two taps: find the pupil, tap what was seen; one's own notes, taking back."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, FilteredRelation, Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from schoolcare import files
from schoolcare.access import require
from schoolcare.form_pages import GET_POST, form_page
from schoolcare.models import School
from schoolcare.requests import Request
from schoolcare.submissions import made_before
from schoolcare.text import sent_number
from students.forms.behaviour import BehaviourForm, PupilSearchForm, WithdrawForm
from students.models import BehaviourEvent, BehaviourNote, Classroom, Student
from students.services import behaviour
from students.views.behaviour_pages import (
    DECIDE,
    NOTE,
    VIEW,
    crumbs,
    places,
    school_here,
)
from students.views.behaviour_records import record_looking

PAGE, RECENT, FOUND = 25, 3, 30
IN_SCHOOL = "ในโรงเรียน"
LAST_ROOM = "behaviour_room"  # in the session: a teacher notes in one class many times


def _pupils(request: Request, school: School) -> Any:
    """Pupils of the school who are there, each with its class of this year's."""
    year = request.workplace.year
    now = Q(enrolments__year=year, enrolments__ends_on=None)
    rows = Student.objects.for_user(request.user, NOTE).filter(school=school)
    return rows.filter(status__in=sorted(Student.IN_SCHOOL)).annotate(
        seat=FilteredRelation("enrolments", condition=now),
        level=F("seat__classroom__level"),
        room=F("seat__classroom__room"),
        room_name=F("seat__classroom__room_name"),
        roll_number=F("seat__roll_number"),
        seat_room=F("seat__classroom"),
    )


@require_http_methods(GET_POST)
@require(NOTE)
def behaviour_find(request: Request) -> HttpResponse:
    """Whom: by class (the last one, or one's own), or by a name, which stands in no address."""
    school, place = school_here(request, NOTE), request.workplace
    rooms = list(Classroom.objects.filter(school=school, year=place.year).order_by())
    rooms.sort(key=lambda one: (one.level, one.room, one.room_name))
    form = PupilSearchForm(request.POST or None)
    room, found = None, []
    if form.is_bound:
        if form.is_valid():
            found = _pupils(request, school).matching(form.cleaned_data["q"]).by_name()[:FOUND]
    elif room := _room(request, rooms):
        order = (F("roll_number").asc(nulls_last=True), "first_name", "last_name", "pk")
        found = _pupils(request, school).filter(seat_room=room.pk).order_by(*order)
    mine = BehaviourEvent.objects.filter(made_by=request.user, school=school)
    recent = mine.filter(made_at__date=place.today).order_by("-pk")
    context = {
        "form": form,
        "rooms": rooms,
        "room": room,
        "found": list(found),
        "most": FOUND,
        "recent": recent.with_notes(BehaviourNote.objects.all())[:RECENT],
        "places": places("students:behaviour-find", request),
        "crumbs": crumbs(),
    }
    return render(request, "students/behaviour_find.html", context)


def _room(request: Request, rooms: list[Classroom]) -> Classroom | None:
    """The class that the address names, else the last one, else one that the person advises."""
    known = {one.pk: one for one in rooms}
    if asked := sent_number(request.GET.get("classroom", "")):
        if asked in known and request.session.get(LAST_ROOM) != asked:
            request.session[LAST_ROOM] = asked
        return known.get(asked)
    if last := known.get(request.session.get(LAST_ROOM)):
        return last
    advised = Classroom.objects.filter(advisers__user=request.user, pk__in=known)
    own = set(advised.values_list("pk", flat=True)) if rooms else set()
    return next((one for one in rooms if one.pk in own), None)


@require_http_methods(GET_POST)
@require(NOTE)
def behaviour_note(request: Request) -> HttpResponse:
    """What: one tap on a kind saves; `?student=`, once or several times, says whom."""
    school = school_here(request, NOTE)
    if made_before(request.user, request.POST.get("key")):
        return redirect("students:behaviour-find")
    posted = request.method == "POST"
    sent = request.POST.getlist("students") if posted else request.GET.getlist("student")
    keys = {key for one in sent if (key := sent_number(one))}
    chosen = list(_pupils(request, school).filter(pk__in=keys).by_name())
    if not chosen and not posted:
        raise Http404
    kinds = behaviour.scale_of(school).kinds.all()
    form = BehaviourForm(
        request.POST or None,
        request.FILES or None,
        initial={
            "on": request.workplace.today,
            "place": IN_SCHOOL,
            "students": [one.pk for one in chosen],
        },
        user=request.user,
        school=school,
        students=Student.objects.for_user(request.user, NOTE).filter(school=school),
        kinds=kinds,
    )
    room = chosen[0].seat_room if chosen else None
    back = reverse("students:behaviour-find", query={"classroom": room} if room else None)
    return form_page(
        request,
        form,
        form.save,
        template="students/behaviour_note.html",
        heading="บันทึกพฤติกรรม",
        back=back,
        done="บันทึกแล้ว ถอนได้ภายในวันนี้",
        crumbs=crumbs((_named(chosen), "")),
        chosen=chosen,
        kinds=[("ความดี", True), ("ที่ต้องปรับ", False)],
        every=list(kinds),
    )


def _named(chosen: list[Any]) -> str:
    return chosen[0].short_name if len(chosen) == 1 else f"{len(chosen)} คน"


@require_safe
@require(NOTE)
def behaviour_own(request: Request) -> HttpResponse:
    """What one has noted oneself, the newest first."""
    school = school_here(request, NOTE)
    rows = BehaviourEvent.objects.filter(made_by=request.user, school=school)
    rows = rows.order_by("-on", "-pk").with_notes(BehaviourNote.objects.all())
    context = {
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "places": places("students:behaviour-own", request),
        "crumbs": crumbs(("ของฉัน", "")),
        "heading": "บันทึกของฉัน",
        "form": None,
    }
    return render(request, "students/behaviour_list.html", context)


def seen_event(request: Request, pk: int) -> Any:
    """An event that one wrote, or that has a pupil whose behaviour one sees; else 404.

    `shown` are its notes: all for the writer, else those within one's reach.
    """
    rows = BehaviourEvent.objects.for_user(request.user, NOTE)
    within = rows.reach(request.user, VIEW)
    mine = Q(made_by=request.user)
    event = get_object_or_404(rows.filter(mine | within).select_related("made_by"), pk=pk)
    notes = BehaviourNote.objects.filter(event=event)
    if event.made_by_id != request.user.pk:
        notes = notes.for_user(request.user, VIEW)
    event.shown = list(notes.select_related("student", "classroom", "voided_by"))  # type: ignore[attr-defined]
    return event


@require_safe
@require(NOTE)
def behaviour_event(request: Request, pk: int) -> HttpResponse:
    event = seen_event(request, pk)
    record_looking(request, event.school_id, event.shown, event)
    context = {
        "event": event,
        "may_withdraw": _may_withdraw(request, event)
        and any(one.voided_at is None for one in event.shown),
        "crumbs": crumbs((event.name, "")),
    }
    return render(request, "students/behaviour_event.html", context)


def _may_withdraw(request: Request, event: BehaviourEvent) -> bool:
    decides = event.school_id in request.user.access.grant(DECIDE).schools
    return decides or behaviour.may_take_back(event, request.user)


@require_http_methods(GET_POST)
@require(NOTE)
def behaviour_withdraw(request: Request, pk: int) -> HttpResponse:
    """By the writer on the same day, else by whoever decides about behaviour."""
    event = seen_event(request, pk)
    if not _may_withdraw(request, event):
        raise Http404
    keys = [one.pk for one in event.shown]
    standing = BehaviourNote.objects.filter(pk__in=keys).standing().select_related("student")
    form = WithdrawForm(request.POST or None, event=event, notes=standing, by=request.user)
    back = reverse("students:behaviour-event", args=[event.pk])
    return form_page(
        request,
        form,
        form.save,
        template="students/form.html",
        heading="ถอนบันทึกพฤติกรรม",
        hint=f"{event.name} · คะแนนไม่ถูกนับ และบันทึกยังอยู่ในประวัติ",
        back=back,
        submit="ถอนบันทึก",
        danger=True,
        done="ถอนบันทึกแล้ว",
        crumbs=crumbs((event.name, back), ("ถอนบันทึก", "")),
    )


@require_safe
@require(NOTE)
def behaviour_photo(request: Request, pk: int) -> HttpResponseBase:
    event = seen_event(request, pk)
    if event.photo is None:
        raise Http404
    small = files.SMALL if request.GET.get("size") == files.SMALL else None
    return files.file_response(event.photo, rendition=small)

"""What the pages of SDQ and of other tests share: the round, the class, who sits in it, crumbs."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy

from schoolcare import audit
from schoolcare.access import Permission
from schoolcare.models import School
from schoolcare.requests import Request
from schoolcare.text import sent_number
from students.models import Classroom, Enrolment, Informant, ScreeningRound, SdqItemText
from students.services import sdq

VIEW, WRITE = Permission.SDQ_VIEW, Permission.SDQ_WRITE
LIST = ("SDQ และแบบประเมินอื่น", reverse_lazy("students:sdq-list"))
NO_ROUND = "ยังไม่มีรอบคัดกรองของปีการศึกษานี้"


def rounds_of(school: School | None, year: int) -> list[ScreeningRound]:
    """Of the year, the newest first."""
    return list(ScreeningRound.objects.of_place(school, year).order_by("-opens_on", "-number"))


def round_of(request: Request, school: School | None, year: int) -> ScreeningRound | None:
    """That of `chosen_of` among the school's rounds of the year."""
    return chosen_of(request, rounds_of(school, year))


def chosen_of(request: Request, rounds: list[ScreeningRound]) -> ScreeningRound | None:
    """The round that is asked for, else the newest of the term worked in, else of the year."""
    asked = sent_number(request.GET.get("round", ""))
    term = request.workplace.term
    chosen = [one for one in rounds if one.pk == asked]
    here = [one for one in rounds if term and one.term_id == term.pk]
    return next(iter([*chosen, *here, *rounds]), None)


def school_of(request: Request, student: Any) -> School:
    """The pupil's school, which mostly is the one worked in and known already."""
    here = request.workplace.school
    return here if here and here.pk == student.school_id else student.school


def needed_round(request: Request, school: School, year: int) -> ScreeningRound:
    found = round_of(request, school, year)
    if found is None:
        raise Http404(NO_ROUND)
    return found


def classroom_of(request: Request, pk: int, permission: Permission) -> Classroom:
    rooms = Classroom.objects.for_user(request.user, permission).select_related("school")
    return get_object_or_404(rooms, pk=pk)


def seats_of(request: Request, room: Classroom, permission: Permission) -> list[Enrolment]:
    """The class by roll number, as far as the person's right reaches its pupils."""
    seats = Enrolment.objects.for_user(request.user, permission).on_roster().in_roll_order()
    return list(seats.filter(classroom=room).select_related("student"))


def informant_of(name: str) -> Informant:
    if name not in Informant.values:
        raise Http404
    return Informant(name)


def item_words(school: School, informant: str) -> dict[int, str]:
    """The words of the items, where the school has confirmed its licence; else none."""
    if not sdq.settings_of(school).may_show_items:
        return {}
    rows = SdqItemText.objects.filter(school=school, informant=informant)
    return dict(rows.values_list("number", "text"))


def class_page(room: Classroom, round_: ScreeningRound) -> str:
    return f"{reverse('students:sdq-class', args=[room.pk])}?round={round_.pk}"


def crumbs(*rest: tuple[str, Any]) -> list[tuple[str, Any]]:
    return [("หน้าแรก", "/"), LIST, *rest]


def look_at_class(request: Request, room: Classroom, seats: list[Enrolment]) -> None:
    """One line in the log for what a list shows of a whole class."""
    pupils = [seat.student_id for seat in seats]
    place = {"school_id": room.school_id}
    audit.record("sdq_class.view", room, by=request.user, pupils=pupils, **place)

"""Screening: the classes of a round, one pupil's history, the entry for one pupil."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, form_page
from schoolcare.models import School
from schoolcare.requests import Request
from schoolcare.text import sent_number
from students import screening_counts as counts
from students.forms.screening import PupilScreeningForm
from students.models import Classroom, Enrolment, Screening, ScreeningRound, Student
from students.models.screening import seen
from students.next_pupil import onward, walk_of
from students.services import screening as services
from students.services.screening_hints import hints_for
from students.services.screening_rounds import current
from students.views.pages import crumbs_of, pupil, tab_rights, tabs

VIEW, WRITE = Permission.SCREENING_VIEW, Permission.SCREENING_WRITE
ACT = Permission.SCREENING_ACT
HERE = ("คัดกรอง", reverse_lazy("students:screening-list"))
NO_ROUND = "ยังไม่มีรอบคัดกรองของปีการศึกษานี้ หัวหน้างานระบบดูแลเป็นผู้เปิดรอบ"


def picked(rows: list[Any], asked: str | None) -> Any:
    return next((row for row in rows if str(row.pk) == asked), None)


def rounds_of(request: Request, year: int | None = None) -> list[ScreeningRound]:
    place = request.workplace
    return list(ScreeningRound.objects.of_place(place.school, year or place.year))


def asked_round(request: Request, rounds: list[ScreeningRound]) -> ScreeningRound | None:
    """The round of the address or the form, else the one to work in."""
    asked = request.POST.get("round") or request.GET.get("round")
    return picked(rounds, asked) or current(rounds, request.workplace.today)


@require_safe
@require(VIEW)
def screening_list(request: Request) -> HttpResponse:
    """The classes that the person may see, each with how far it is; of one class, its grid."""
    rounds = rounds_of(request)
    round_ = asked_round(request, rounds)
    year = round_.term.year if round_ else request.workplace.year
    shown = Classroom.objects.for_user(request.user, VIEW)
    classes = list(shown.filter(school=request.workplace.school, year=year))
    if round_ and len(classes) == 1:
        return redirect(grid_url(classes[0], round_))
    found = counts.progress(round_, classes, user=request.user) if round_ else {}
    lines = [(one, found.get(one.pk, counts.Progress())) for one in classes]
    context = {
        "round": round_,
        "rounds": rounds,
        "lines": lines,
        "total": sum((line for _room, line in lines), counts.Progress()),
        "days_left": (round_.closes_on - request.workplace.today).days if round_ else 0,
        "crumbs": [("หน้าแรก", "/"), ("คัดกรอง", "")],
    }
    return render(request, "students/screening_list.html", context)


def grid_url(classroom: Classroom, round_: ScreeningRound) -> str:
    return f"{reverse('students:screening-class', args=[classroom.pk])}?round={round_.pk}"


@require_safe
@require(VIEW)
def pupil_screenings(request: Request, pk: int) -> HttpResponse:
    """Every round of one pupil, the newest first; each look is logged."""
    held = [one for one in sorted(tab_rights() | {WRITE, ACT}) if request.user.access.allows(one)]
    student = pupil(request, pk, VIEW, *held)
    rows = Screening.objects.filter(student=student)
    rows = rows.select_related("round__term", "round__template", "classroom", "screened_by")
    screenings = seen(rows.seen_by(request.user), request.user)
    _record_view(request, student, student.school)
    context = {
        "student": student,
        "screenings": screenings,
        "tabs": tabs(student, "students:screening-pupil"),
        "may_write": WRITE in student.rights,
        "may_act": ACT in student.rights,
        "crumbs": crumbs_of(student, ("คัดกรอง", "")),
    }
    return render(request, "students/screening_pupil.html", context)


def _record_view(request: Request, student: Student, school: School) -> None:
    audit.record(
        *("screening.view", student),
        by=request.user,
        school_id=student.school_id,
        district_id=school.district_id,
        pupil_id=student.pk,
    )


@require_safe
@require(VIEW)
def open_pupil(request: Request, pk: int) -> HttpResponse:
    """Where the board leads: to what is missing, or to what was written."""
    student = pupil(request, pk, VIEW, WRITE)
    round_ = round_of(request, student)
    walk = walk_of(request)
    query = f"&{walk.query()}" if walk else ""
    if round_ and round_.is_open and WRITE in student.rights:
        return redirect(f"{entry_url(student.pk, round_)}{query}")
    read = reverse("students:screening-pupil", args=[student.pk])
    return redirect(f"{read}?{walk.query()}" if walk else read)


def entry_url(pk: int, round_: ScreeningRound) -> str:
    return f"{reverse('students:screening-entry', args=[pk])}?round={round_.pk}"


def round_of(request: Request, student: Student) -> ScreeningRound | None:
    """Of the pupil's school: the one asked for, else the one to work in of the year."""
    asked = sent_number(request.POST.get("round") or request.GET.get("round") or "")
    if asked:
        own = ScreeningRound.objects.filter(school=student.school_id)
        return own.select_related("term", "template").filter(pk=asked).first()
    rounds = ScreeningRound.objects.of_place(student.school_id, request.workplace.year)
    return current(list(rounds), request.workplace.today)


@require_http_methods(GET_POST)
@require(WRITE)
def entry(request: Request, pk: int) -> HttpResponse:
    """All aspects of one pupil; saved whole or in part, then on to the next of the class."""
    student = pupil(request, pk, WRITE)
    round_ = round_of(request, student)
    seat = seat_of(student, round_) if round_ else None
    if round_ is None or seat is None:
        messages.warning(request, NO_ROUND if round_ is None else services.NO_SEAT)
        return redirect("students:screening-pupil", student.pk)
    aspects = services.aspects_of(round_)
    form = PupilScreeningForm(
        request.POST or None,
        round_=round_,
        student=student,
        aspects=aspects,
        hints=hints_for(round_, [student.pk], aspects),
        today=request.workplace.today,
        user=request.user,
    )
    if request.method != "POST":
        _record_view(request, student, seat.classroom.school)
    grid = grid_url(seat.classroom, round_)
    return form_page(
        request,
        form,
        lambda: _save(request, form),
        template="students/screening_entry.html",
        heading=f"คัดกรอง {student.short_name}",
        back=grid,
        crumbs=[("หน้าแรก", "/"), HERE, (seat.classroom.label, grid), (student.short_name, "")],
        then=lambda screening: _after(request, screening, seat, grid),
        done="",
        round=round_,
        student=student,
        seat=seat,
    )


def seat_of(student: Student, round_: ScreeningRound) -> Enrolment | None:
    """Where the pupil sits in the year of the round."""
    seats = Enrolment.objects.filter(student=student, ends_on=None, year=round_.term.year)
    return seats.select_related("classroom__school", "student").first()


def _save(request: Request, form: PupilScreeningForm) -> Screening:
    data, pk = form.cleaned_data, form.student.pk
    saved = services.save_results(
        form.round,
        {pk: form.answers},
        by=request.user,
        on=data["screened_on"],
        remarks={pk: data["remark"]},
    )[pk]
    left = len(form.aspects) - saved.results.count()
    name = form.student.short_name
    words = f"บันทึก {name} แล้ว ยังเหลือ {left} ด้าน" if left else f"บันทึก {name} ครบทุกด้านแล้ว"
    messages.success(request, words)
    return saved


def _after(request: Request, screening: Screening, seat: Enrolment, grid: str) -> str:
    """On a walk from the board on to its next pupil; else the next of the class, if asked for."""
    if further := onward(request, screening.student_id):
        return further
    if not request.POST.get("next"):
        return f"{grid}#r-{screening.student_id}"
    follower = next_pupil(screening.round, seat)
    if follower is None:
        messages.success(request, "ครบทุกคนในห้องแล้ว")
        return grid
    return entry_url(follower, screening.round)


def next_pupil(round_: ScreeningRound, seat: Enrolment) -> int | None:
    """By the roll after this seat, then from its beginning: who is not complete yet."""
    roll = seat.classroom.enrolments.on_roster().in_roll_order()
    seats = list(roll.values_list("student_id", flat=True))
    done = Screening.objects.filter(round=round_, student__in=seats).complete()
    complete = set(done.values_list("student_id", flat=True))
    at = seats.index(seat.student_id) if seat.student_id in seats else -1
    around = [*seats[at + 1 :], *seats[: max(at, 0)]]
    return next((pk for pk in around if pk not in complete), None)

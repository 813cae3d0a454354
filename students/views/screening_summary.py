"""What a round found, counted: of a class, of levels and the school, between rounds."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.models import Level as SchoolLevel
from schoolcare.models import User
from schoolcare.requests import Request
from schoolcare.text import sent_number
from students import screening_counts as counts
from students.models import Classroom, ScreeningRound
from students.views.screening import HERE, VIEW, asked_round, grid_url

MOST_ROUNDS = 6


@require_safe
@require(Permission.CARE_COUNT)
def summary(request: Request) -> HttpResponse:
    """Numbers of the school or of one level, without names; how they moved between rounds."""
    place = request.workplace
    allowed = place.school if place.school and _may_count(request) else None
    every = list(ScreeningRound.objects.of_school(allowed)) if allowed else []
    rounds = [one for one in every if one.term.year == place.year]
    round_ = asked_round(request, rounds)
    rooms: list[Classroom] = []
    if round_:
        rooms = list(Classroom.objects.filter(school=allowed, year=round_.term.year))
    levels = list(dict.fromkeys(one.level for one in rooms))
    asked = sent_number(request.GET.get("level", ""))
    level = asked if asked in levels else None
    shown = [one for one in rooms if level is None or one.level == level]
    user = request.user
    done = counts.progress(round_, rooms, user=user) if round_ else {}
    context = {
        "round": round_,
        "rounds": rounds,
        "lines": counts.found_in(round_, shown, user=user) if round_ else [],
        "levels": _levels(rooms, done),
        "segments": _segments(round_, levels, level),
        "total": sum((done[one.pk] for one in shown if one.pk in done), counts.Progress()),
        "about": SchoolLevel(level).label if level is not None else "ทั้งโรงเรียน",
        "trend": _trend(every[:MOST_ROUNDS], user),
        "crumbs": [("หน้าแรก", "/"), ("สรุปผลคัดกรอง", "")],
    }
    return render(request, "students/screening_summary.html", context)


def _may_count(request: Request) -> bool:
    held = request.user.access.grant(Permission.CARE_COUNT).schools
    return request.workplace.school is not None and request.workplace.school.pk in held


def _segments(
    round_: ScreeningRound | None, levels: list[int], level: int | None
) -> list[dict[str, Any]]:
    if round_ is None:
        return []
    base = f"?round={round_.pk}"
    found = [{"label": "ทั้งโรงเรียน", "url": base, "current": level is None, "count": None}]
    for one in levels:
        here = {"label": SchoolLevel(one).label, "url": f"{base}&level={one}"}
        found.append(here | {"current": one == level, "count": None})
    return found


def _levels(
    rooms: Iterable[Classroom], done: dict[int, counts.Progress]
) -> list[tuple[str, counts.Progress]]:
    """Each level with the sum of its classes, in order."""
    return [
        (
            str(SchoolLevel(level).label),
            sum((done[one.pk] for one in own if one.pk in done), counts.Progress()),
        )
        for level, own in groupby(rooms, key=lambda one: one.level)
    ]


def _trend(newest: list[ScreeningRound], user: User) -> dict[str, Any]:
    """These rounds of the school, the oldest first."""
    rounds = sorted(newest, key=lambda one: (one.opens_on, one.pk))
    has_several = len(rounds) > 1
    return {"rounds": rounds, "lines": counts.trends(rounds, user=user) if has_several else []}


@require_safe
@require(VIEW)
def class_summary(request: Request, pk: int) -> HttpResponse:
    """Numbers of a class and who is เสี่ยง or มีปัญหา; the look is logged."""
    rooms = Classroom.objects.for_user(request.user, VIEW).select_related("school")
    classroom = get_object_or_404(rooms, pk=pk)
    rounds = list(ScreeningRound.objects.of_place(classroom.school, classroom.year))
    round_ = asked_round(request, rounds)
    user = request.user
    named = counts.named(round_, classroom, user=user) if round_ else []
    if round_:
        audit.record(
            *("screening_class.view", classroom),
            by=request.user,
            school_id=classroom.school_id,
            district_id=classroom.school.district_id,
            pupils=[one.student_id for one in named],
        )
    back = grid_url(classroom, round_) if round_ else reverse("students:screening-list")
    context = {
        "classroom": classroom,
        "round": round_,
        "rounds": rounds,
        "lines": counts.found_in(round_, [classroom], user=user) if round_ else [],
        "named": named,
        "crumbs": [("หน้าแรก", "/"), HERE, (classroom.label, back), ("สรุปห้อง", "")],
    }
    return render(request, "students/screening_class_summary.html", context)

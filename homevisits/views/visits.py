"""The adviser's list of one class in one round, and the page of one visit."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from homevisits import chronicle, worklist
from homevisits.forms.review import ApproveForm, SendBackForm
from homevisits.forms.steps import words
from homevisits.models import TRANSITIONS, HomeVisit, Status, VisitRound
from homevisits.revisions import versions_of
from homevisits.services import drafts, review
from homevisits.services.rounds import current
from homevisits.services.signatures import signatures_of
from homevisits.views.step_pages import exit_url
from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.requests import Request
from students.models import Classroom
from students.views.pages import pupil

Crumbs = list[tuple[str, str]]


@require_safe
@require(Permission.VISIT_VIEW)
def visit_list(request: Request) -> HttpResponse:
    """Who of a class is still to be visited, begun, sent back, waiting, done, followed up."""
    place = request.workplace
    rounds = list(VisitRound.objects.of_place(place.school, place.year))
    visit_round = _picked(rounds, request.GET.get("round")) or current(rounds, place.today)
    classes = _classes(request, visit_round)
    first = next((one for one in classes if one.is_own), None) or next(iter(classes), None)
    classroom = _picked(classes, request.GET.get("classroom")) or first
    rows = []
    if visit_round and classroom:
        rows = worklist.rows_of(visit_round, classroom, user=request.user, today=place.today)
    chosen = request.GET.get("show", "todo")
    segment = chosen if chosen in worklist.SEGMENTS else "todo"
    context = {
        "round": visit_round,
        "rounds": rounds,
        "classroom": classroom,
        "classes": classes,
        "days_left": (visit_round.closes_on - place.today).days if visit_round else 0,
        "visited": worklist.visited(rows),
        "total": len(rows),
        "segments": _segments(request, rows, segment),
        "groups": worklist.by_village([row for row in rows if row.belongs_to(segment)]),
        "may_write": classroom is not None and classroom.is_own,
        "shown": segment,
        "crumbs": [("หน้าแรก", "/"), ("เยี่ยมบ้าน", "")],
    }
    return render(request, "homevisits/visit_list.html", context)


def _picked(rows: list[Any], asked: str | None) -> Any:
    return next((row for row in rows if str(row.pk) == asked), None)


def _classes(request: Request, visit_round: VisitRound | None) -> list[Any]:
    """The classes whose visits the person may see; `is_own` where they write them, `sees_groups`
    where they see what screening found.
    """
    year = visit_round.term.year if visit_round else request.workplace.year
    within = Permission.VISIT_VIEW
    asked = {"is_own": Permission.VISIT_WRITE, "sees_groups": Permission.SCREENING_VIEW}
    shown = Classroom.objects.for_user(request.user, within)
    shown = shown.with_reach(request.user, within=within, **asked)
    return list(shown.filter(school=request.workplace.school, year=year))


def _segments(request: Request, rows: list[worklist.Row], current_one: str) -> list[dict[str, Any]]:
    segments = []
    for code, label in worklist.SEGMENTS.items():
        query = request.GET.copy()
        query["show"] = code
        count = sum(row.belongs_to(code) for row in rows)
        segments.append(
            {"label": label, "count": count, "url": f"?{query.urlencode()}"}
            | {"current": code == current_one}
        )
    return segments


@require_safe
@require(Permission.VISIT_VIEW)
def visit_pupil(request: Request, pk: int) -> HttpResponse:
    """All visits and follow-ups of one pupil, drafts left out."""
    student = pupil(request, pk, Permission.VISIT_VIEW, Permission.VISIT_WRITE)
    events = sorted(chronicle.events(request, student), key=chronicle.day_of, reverse=True)
    crumbs = [("หน้าแรก", "/"), ("เยี่ยมบ้าน", reverse("homevisits:visit-list"))]
    context = {
        "student": student,
        "events": events,
        "start": _start(request, student),
        "crumbs": [*crumbs, (student.short_name, "")],
    }
    return render(request, "homevisits/visit_pupil.html", context)


def _start(request: Request, student: Any) -> dict[str, Any] | None:
    """The visit that the person may make now: its round, what there is of it, a one-time key."""
    if Permission.VISIT_WRITE not in student.rights:
        return None
    place = request.workplace
    opened = VisitRound.objects.of_place(student.school, place.year).filter(
        closed_at=None, opens_on__lte=place.today
    )
    newest = opened.first()
    if newest is None:
        return None
    visit = HomeVisit.objects.filter(round=newest, student=student).only("status").first()
    is_open = visit is None or visit.is_editable
    return {"round": newest, "visit": visit, "key": uuid4()} if is_open else None


@require_safe
@require(Permission.VISIT_VIEW)
def visit_detail(request: Request, pk: int) -> HttpResponse:
    """One visit as it stands, for those who may see it; every look is logged."""
    return show_visit(request, pk)


def show_visit(request: Request, pk: int, answer: ApproveForm | None = None) -> HttpResponse:
    """The page of a visit; `answer` is a reviewer's refused answer to show again."""
    found = HomeVisit.objects.for_user(request.user, Permission.VISIT_VIEW)
    found = found.with_pupil().select_related("student__household", "reviewed_by")
    found = found.with_rights(request.user, within=Permission.VISIT_VIEW)
    found = found.with_signatures().prefetch_related("members")
    visit: Any = get_object_or_404(found, pk=pk)
    danger = visit.sees_danger
    _record_view(request, visit)
    context = {
        "visit": visit,
        "badge": worklist.BADGES[visit.status],
        "parts": _parts(visit, with_danger=danger),
        "photos": visit.album,
        "signatures": signatures_of(visit),
        "follow_ups": visit.follow_ups.select_related("closed_by"),
        "versions": versions_of(visit, with_danger=danger),
        "facts": _facts(visit),
        **_answers(request, visit, answer),
        "crumbs": _crumbs(visit),
    }
    return render(request, "homevisits/visit_detail.html", context)


def _crumbs(visit: HomeVisit) -> Crumbs:
    return [("หน้าแรก", "/"), ("เยี่ยมบ้าน", exit_url(visit)), (visit.student.short_name, "")]


def _record_view(request: Request, visit: HomeVisit) -> None:
    school = visit.student.school
    audit.record(
        *("visit.view", visit),
        by=request.user,
        school_id=school.pk,
        district_id=school.district_id,
        pupil_id=visit.student_id,
    )


def _answers(request: Request, visit: Any, answer: ApproveForm | None) -> dict[str, Any]:
    """Forms for what the person may answer now; `needs_another` where it is not for the author."""
    allowed = TRANSITIONS[Status(visit.status)] if visit.may_review else set()
    waits = Status.APPROVED in allowed
    needs_another = waits and review.must_be_another(visit, request.user)
    start = {"version": visit.version}
    back = answer if isinstance(answer, SendBackForm) else SendBackForm(initial=start)
    return {
        "approve_form": ApproveForm(initial=start) if waits and not needs_another else None,
        "needs_another": needs_another,
        "back_form": back if Status.RETURNED in allowed else None,
        "refused": answer,
    }


def _facts(visit: HomeVisit) -> list[tuple[str, str]]:
    reason = " ".join(part for part in (visit.get_reason_display(), visit.reason_note) if part)
    reviewed = visit.reviewed_by.full_name if visit.reviewed_by else ""
    if visit.self_approved:
        reviewed = f"{reviewed} (อนุมัติโดยผู้บันทึก)"
    return [
        ("วิธีเยี่ยม", visit.get_mode_display()),
        ("เหตุที่ไม่ได้เยี่ยม", reason if visit.mode == HomeVisit.Mode.NONE else ""),
        ("ผู้เยี่ยม", visit.author.full_name),
        ("ผู้ตรวจ", reviewed),
        ("รายได้ครัวเรือนต่อเดือน", _baht(visit.household_income)),
        ("รายได้เฉลี่ยต่อคน", _baht(visit.income_per_head)),
    ]


def _baht(amount: Any) -> str:
    return "" if amount is None else f"{amount:,.2f} บาท"


def _parts(visit: HomeVisit, *, with_danger: bool) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each step with its answered items in the words of the paper; one query a table."""
    steps = drafts.steps_of(visit)
    items = {step.code: list(drafts.items_of(visit, step)) for step in steps}
    every = [item for found in items.values() for item in found]
    answers = drafts.stored(visit, every, with_danger=with_danger)
    parts = []
    for step in steps:
        lines = [(item.label, words(item, answers)) for item in items[step.code]]
        parts.append((step.title, [(label, text) for label, text in lines if text]))
    return [(title, lines) for title, lines in parts if lines]

"""Penalties: the list, deciding one, what came of it, calling it off."""

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from schoolcare import audit_trail, form_pages
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from schoolcare.submissions import made_before
from students.forms.penalties import OutcomeForm, PenaltyFilter, PenaltyForm, ReasonForm
from students.models import Penalty
from students.services import penalties
from students.views.behaviour_pages import DECIDE, NOTE, VIEW, crumbs, places, school_here
from students.views.behaviour_records import record_looking
from students.views.pages import pupil

PAGE = 25
PENALTIES = ("บทลงโทษ", reverse_lazy("students:penalty-list"))
form_page = partial(form_pages.form_page, template="students/form.html")


def _seen(request: Request) -> Any:
    """Of pupils whose behaviour one sees, and activities that one looks after."""
    rows = Penalty.objects.for_user(request.user, NOTE)
    return rows.filter(rows.reach(request.user, VIEW) | Q(supervisor=request.user))


@require_safe
@require(NOTE)
def penalty_list(request: Request) -> HttpResponse:
    """Of the year worked in, the newest first."""
    school, place = school_here(request, NOTE), request.workplace
    form = PenaltyFilter(request.GET or None)
    rows = form.narrow(_seen(request).filter(student__school=school, year=place.year))
    rows = rows.select_related("student", "made_by", "supervisor").order_by("-decided_on", "-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    record_looking(request, school.pk, page)
    context = {
        "form": form,
        "page_obj": page,
        "places": places("students:penalty-list", request),
        "crumbs": crumbs((PENALTIES[0], "")),
    }
    return render(request, "students/penalty_list.html", context)


@require_safe
@require(NOTE)
def penalty_detail(request: Request, pk: int) -> HttpResponse:
    related = ("student__school", "made_by", "supervisor", "voided_by")
    penalty = get_object_or_404(_seen(request).select_related(*related), pk=pk)
    record_looking(request, penalty.student.school_id, [penalty], penalty)
    decides = penalty.student.school_id in request.user.access.grant(DECIDE).schools
    context = {
        "penalty": penalty,
        "notes": penalty.notes.select_related("event"),
        "may_decide": decides and penalty.voided_at is None,
        "scans": penalty.scans.select_related("added_by"),
        "may_remove": decides,
        "may_finish": penalty.is_waiting and (decides or penalty.supervisor == request.user),
        "history": audit_trail.history(penalty, looks=False),
        "crumbs": crumbs(PENALTIES, (str(penalty), "")),
    }
    return render(request, "students/penalty_detail.html", context)


@require_http_methods(GET_POST)
@require(DECIDE)
def penalty_create(request: Request, pk: int) -> HttpResponse:
    """First which of the four, by `?kind=`, then what it needs."""
    student = pupil(request, pk, DECIDE)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("students:penalty-detail", made)
    back = reverse("students:student-behaviour", args=[student.pk])
    kind = request.GET.get("kind") or request.POST.get("kind", "")
    where = crumbs(PENALTIES, (student.short_name, ""))
    if kind not in Penalty.Kind.values:
        context = {"student": student, "kinds": Penalty.Kind.choices, "crumbs": where}
        return render(request, "students/penalty_kinds.html", context)
    penalty = Penalty(student=student, kind=kind)
    form = PenaltyForm(
        request.POST or None,
        instance=penalty,
        initial={"decided_on": request.workplace.today},
        today=request.workplace.today,
        user=request.user,
    )
    page = {"heading": str(penalty), "hint": student.short_name, "back": back}
    page |= {"then": Penalty.get_absolute_url, "done": f"บันทึก{penalty}แล้ว"}
    return form_page(request, form, form.save, crumbs=where, **page)


@require_http_methods(GET_POST)
@require(NOTE)
def penalty_outcome(request: Request, pk: int) -> HttpResponse:
    """By whoever decides, or by the teacher who looks after the activity."""
    rows = Penalty.objects.for_user(request.user, NOTE)
    mine = rows.reach(request.user, DECIDE) | Q(supervisor=request.user)
    found = rows.filter(mine).select_related("student__school")
    if request.method != "POST":  # what another one finished meanwhile is told, nothing typed lost
        found = found.waiting()
    penalty = get_object_or_404(found, pk=pk)
    today = request.workplace.today
    form = OutcomeForm(
        request.POST or None,
        request.FILES or None,
        instance=penalty,
        initial=_start(penalty, today),
        today=today,
        user=request.user,
    )
    heading = "ผู้ปกครองลงชื่อแล้ว" if penalty.kind == Penalty.Kind.BOND else "บันทึกผลกิจกรรม"
    page = {"heading": heading, "hint": penalty.student.short_name, "done": "บันทึกผลแล้ว"}
    page |= {"back": penalty.get_absolute_url()}
    where = crumbs(PENALTIES, (str(penalty), page["back"]), (heading, ""))
    return form_page(request, form, form.save, crumbs=where, **page)


def _start(penalty: Penalty, today: Any) -> dict[str, Any]:
    if penalty.kind != Penalty.Kind.BOND:
        return {"result_on": today}
    links = penalty.student.guardianships.select_related("guardian").filter(may_be_contacted=True)
    first = min(links, key=lambda one: (not one.is_primary, one.pk), default=None)
    return {"signed_on": today, "guardian_name": str(first.guardian) if first else ""}


@require_http_methods(GET_POST)
@require(DECIDE)
def penalty_void(request: Request, pk: int) -> HttpResponse:
    rows = Penalty.objects.for_user(request.user, DECIDE).select_related("student")
    penalty = get_object_or_404(rows, pk=pk)
    if penalty.voided_at:
        raise Http404
    form = ReasonForm(request.POST or None)

    def save() -> Penalty:
        return penalties.void(penalty, reason=form.cleaned_data["reason"], by=request.user)

    page = {"heading": "ยกเลิกบทลงโทษ", "submit": "ยกเลิกบทลงโทษ", "cancel": "ไม่ยกเลิก"}
    page |= {"hint": f"{penalty.student.short_name} · {penalty} · บันทึกยังอยู่ในประวัติ"}
    page |= {"back": penalty.get_absolute_url(), "done": "ยกเลิกแล้ว"}
    where = crumbs(PENALTIES, (str(penalty), page["back"]), ("ยกเลิก", ""))
    return form_page(request, form, save, crumbs=where, danger=True, **page)

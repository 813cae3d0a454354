"""The school's register of who is missing or left early, and the attempts to find them."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, form_page
from schoolcare.models import School
from schoolcare.requests import Request
from schoolcare.spreadsheet import Page, write_xlsx
from schoolcare.submissions import made_before, once
from students import leaver_report as report
from students.forms.leavers import CloseForm, TraceForm
from students.models import Leaver, LeaverTrace
from students.services import leavers as services

P = Permission.LEAVER_VIEW
HOME = ("หน้าแรก", "/")
LEAVERS = ("แขวนลอยและออกกลางคัน", reverse_lazy("students:leaver-list"))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = 50
SHOWN = {"open": "กำลังติดตาม", "late": "เกินกำหนด", "closed": "ปิดแล้ว"}


def _school(request: Request) -> School:
    school = request.workplace.school
    if school is None or school.pk not in request.user.access.grant(P).schools:
        raise Http404
    return school


def _asked(request: Request) -> str:
    asked = request.GET.get("show", "")
    return asked if asked in SHOWN else "open"


def _rows(request: Request, school: School, shown: str) -> Any:
    rows = Leaver.objects.for_user(request.user, P).filter(student__school=school)
    if shown == "closed":
        return rows.exclude(closed_on=None).order_by("-closed_on", "-pk")
    rows = rows.is_open().order_by("next_on", "pk")
    return rows.filter(next_on__lt=request.workplace.today) if shown == "late" else rows


@require_safe
@require(P)
def leaver_list(request: Request) -> HttpResponse:
    """Who is looked for, the longest due first; each look at the list is logged with its pupils."""
    school, shown = _school(request), _asked(request)
    rows = report.with_facts(_rows(request, school, shown))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    absent = report.absent_long(school) if shown == "open" else []
    pupils = [one.student_id for one in (*page.object_list, *absent)]
    if pupils:
        by, where = request.user, {"school_id": school.pk}
        audit.record("leavers.view", None, by=by, **where, pupils=pupils)
    context = {
        "page_obj": page,
        "absent": absent,
        "shown": shown,
        "segments": _segments(request, school, shown),
        "today": request.workplace.today,
        "crumbs": [HOME, (LEAVERS[0], "")],
    }
    return render(request, "students/leaver_list.html", context)


def _segments(request: Request, school: School, shown: str) -> list[dict[str, Any]]:
    rows = Leaver.objects.filter(student__school=school).order_by()
    is_open, late = Q(closed_on=None), Q(next_on__lt=request.workplace.today)
    counts = rows.aggregate(
        open=Count("pk", is_open), late=Count("pk", is_open & late), closed=Count("pk", ~is_open)
    )
    here = reverse("students:leaver-list")
    return [
        {"label": label, "url": f"{here}?show={key}", "count": counts[key], "current": key == shown}
        for key, label in SHOWN.items()
    ]


def sheet_response(request: Request, page: Page) -> HttpResponse:
    response = HttpResponse(write_xlsx(page.title, page.headers, page.rows), content_type=XLSX)
    name = f"leavers-{request.workplace.today:%Y%m%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@require(P)
def leaver_sheet(request: Request) -> HttpResponse:
    school = _school(request)
    rows = list(report.with_facts(_rows(request, school, _asked(request))))
    pupils = [one.student_id for one in rows]
    audit.record("leavers.export", None, by=request.user, school_id=school.pk, pupils=pupils)
    return sheet_response(request, report.sheet(rows))


def _leaver(request: Request, pk: int) -> Leaver:
    rows = Leaver.objects.for_user(request.user, P)
    return get_object_or_404(rows.select_related("student__school", "cause", "opened_by"), pk=pk)


def _page(leaver: Leaver) -> str:
    return reverse("students:leaver-detail", args=[leaver.pk])


def _crumbs(leaver: Leaver, *rest: tuple[str, Any]) -> list[tuple[str, Any]]:
    return [HOME, LEAVERS, (leaver.student.short_name, _page(leaver) if rest else ""), *rest]


@require_safe
@require(P)
def leaver_detail(request: Request, pk: int) -> HttpResponse:
    leaver = _leaver(request, pk)
    student = leaver.student
    where = {"school_id": student.school_id, "pupil_id": student.pk}
    audit.record("leaver.view", leaver, by=request.user, **where)
    context = {
        "leaver": leaver,
        "student": student,
        "traces": leaver.traces.select_related("made_by"),
        "is_late": bool(leaver.next_on and leaver.next_on < request.workplace.today),
        "crumbs": _crumbs(leaver),
    }
    return render(request, "students/leaver_detail.html", context)


@require_http_methods(GET_POST)
@require(P)
def leaver_trace(request: Request, pk: int) -> HttpResponse:
    leaver = _leaver(request, pk)
    if made_before(request.user, request.POST.get("key")):
        return redirect(_page(leaver))
    today = request.workplace.today
    form = TraceForm(
        request.POST or None,
        instance=LeaverTrace(leaver=leaver),
        initial={"on": today, "who": request.user.full_name},
        today=today,
    )

    def make() -> LeaverTrace:
        next_on = form.cleaned_data["next_on"]
        return services.add_trace(form.instance, next_on=next_on, by=request.user)

    return form_page(
        request,
        form,
        lambda: once(request.user, form.cleaned_data["key"], make),
        template="students/form.html",
        heading="บันทึกการติดตาม",
        back=_page(leaver),
        crumbs=_crumbs(leaver, ("บันทึกการติดตาม", "")),
        hint=leaver.student.short_name,
        done="บันทึกการติดตามแล้ว",
    )


@require_http_methods(GET_POST)
@require(P)
def leaver_close(request: Request, pk: int) -> HttpResponse:
    leaver = _leaver(request, pk)
    form = CloseForm(request.POST or None, initial={"closed_on": request.workplace.today})

    def save() -> None:
        data = form.cleaned_data
        on, result = data["closed_on"], data["result"]
        services.close(leaver, on=on, result=result, by=request.user)

    return form_page(
        request,
        form,
        save,
        template="students/form.html",
        heading="ปิดการติดตาม",
        back=_page(leaver),
        crumbs=_crumbs(leaver, ("ปิดการติดตาม", "")),
        hint=f"{leaver.student.short_name} ถ้ากลับมาเรียน ให้เปลี่ยนสถานะเป็นกลับมาเรียน ระบบปิดให้เอง",
        done="ปิดการติดตามแล้ว",
    )

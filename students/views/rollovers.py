"""Into the next year: the rehearsal, its settings and classes, the commit, the way back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, form_page, pressed
from schoolcare.models import School
from schoolcare.requests import Request
from schoolcare.spreadsheet import write_xlsx
from students import rollover_report as report
from students.forms.rollovers import (
    RolloverClassForm,
    RolloverCommitForm,
    RolloverForm,
    RolloverTeamForm,
)
from students.models import Classroom, Rollover
from students.rollover_blocks import blocks_of
from students.rollover_plan import Plan
from students.services import rollovers as services
from students.services.status import warnings_of

P = Permission.ROLLOVER_RUN
HOME = ("หน้าแรก", "/")
ROLLOVER = ("เลื่อนชั้น", reverse_lazy("students:rollover-home"))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = 50
FEW = 5  # classes that a message names


def _school(request: Request) -> School:
    school = request.workplace.school
    if school is None or school.pk not in request.user.access.grant(P).schools:
        raise Http404
    return school


def _rollover(request: Request, pk: int) -> Rollover:
    rows = Rollover.objects.for_user(request.user, P)
    return get_object_or_404(rows.select_related("school__district", "committed_by"), pk=pk)


def _page(rollover: Rollover) -> str:
    return reverse("students:rollover-detail", args=[rollover.pk])


def _crumbs(rollover: Rollover, *rest: tuple[str, Any]) -> list[tuple[str, Any]]:
    return [HOME, ROLLOVER, (str(rollover), _page(rollover) if rest else ""), *rest]


@require_safe
@require(P)
def rollover_home(request: Request) -> HttpResponse:
    """The rollover of the year worked in; without one, how to begin."""
    school, year = _school(request), request.workplace.year
    found = list(Rollover.objects.filter(school=school))
    if here := next((one for one in found if one.year == year), None):
        return redirect(_page(here))
    crumbs = [HOME, ("เลื่อนชั้น", "")]
    context = {"year": year, "to_year": year + 1, "rollovers": found, "crumbs": crumbs}
    return render(request, "students/rollover_home.html", context)


@require_POST
@require(P)
def rollover_begin(request: Request) -> HttpResponse:
    school, year = _school(request), request.workplace.year

    def begin() -> None:
        services.begin(school, year, by=request.user)

    pressed(request, begin, "")
    return redirect("students:rollover-home")


@require_safe
@require(P)
def rollover_detail(request: Request, pk: int) -> HttpResponse:
    """The rehearsal of a draft; of a committed one what was done, and whether it can be undone."""
    rollover = _rollover(request, pk)
    if not rollover.is_draft:
        return _committed(request, rollover)
    plan = Plan(rollover)
    rows = report.by_class(plan)
    others = Paginator(report.exceptions(plan), PAGE).get_page(request.GET.get("page"))
    context = {
        "rollover": rollover,
        "plan": plan,
        "levels": report.by_level(rows),
        "rows": rows,
        "kinds": report.KINDS.values(),
        "arrivals": report.arrivals(plan),
        "page_obj": others,
        "warnings": report.warnings(plan, request.workplace.today),
        "graduating": report.level_names(rollover.graduating),
        "crumbs": _crumbs(rollover),
    }
    return render(request, "students/rollover_detail.html", context)


def _committed(request: Request, rollover: Rollover) -> HttpResponse:
    may_undo = services.may_undo(rollover)
    context = {
        "rollover": rollover,
        "kinds": [(label, rollover.counts.get(kind, 0)) for kind, label in report.KINDS.items()],
        "may_undo": may_undo,
        "undo_until": services.undo_until(rollover),
        "undo_days": services.UNDO_DAYS,
        "blocks": blocks_of(rollover) if may_undo else [],
        "crumbs": _crumbs(rollover),
    }
    return render(request, "students/rollover_done.html", context)


@require_safe
@require(P)
def rollover_sheet(request: Request, pk: int) -> HttpResponse:
    """Every pupil with the class they come from and where they go."""
    rollover = _rollover(request, pk)
    page = report.sheet(Plan(rollover))
    facts = {"by": request.user, "school_id": rollover.school_id}
    audit.record("rollover.export", rollover, **facts, count=len(page.rows))
    content = write_xlsx(page.title, page.headers, page.rows)
    response = HttpResponse(content, content_type=XLSX)
    name = f"rollover-{rollover.to_year}-{request.workplace.today:%Y%m%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(GET_POST)
@require(P)
def rollover_settings(request: Request, pk: int) -> HttpResponse:
    rollover = _rollover(request, pk)
    form = RolloverForm(request.POST or None, instance=rollover)
    return form_page(
        request,
        form,
        lambda: services.save_settings(form.instance, by=request.user),
        template="students/form.html",
        heading="ตั้งค่าการเลื่อนชั้น",
        back=_page(rollover),
        crumbs=_crumbs(rollover, ("ตั้งค่า", "")),
    )


def _room(rollover: Rollover, pk: int, year: int) -> Classroom:
    rooms = Classroom.objects.filter(school=rollover.school_id, year=year)
    return get_object_or_404(rooms, pk=pk)


@require_http_methods(GET_POST)
@require(P)
def rollover_class(request: Request, pk: int, room: int) -> HttpResponse:
    """One class of the old year: where it goes, and each of its pupils."""
    rollover = _rollover(request, pk)
    source, plan = _room(rollover, room, rollover.year), Plan(rollover)
    form = RolloverClassForm(request.POST or None, plan=plan, room=source)

    def save() -> None:
        lines = form.lines
        facts = {"target": form.target, "lines": lines, "by": request.user}
        services.save_class(rollover, source, **facts)
        for line in (one for one in lines.values() if one and one.reason):
            for words in warnings_of(line.student, line.reason, rollover.left_on):
                messages.warning(request, f"{line.student.short_name}: {words}")

    rooms = [one for one in plan.sources if one.pk != source.pk]
    later = [one for one in rooms if _order(one) > _order(source)]
    following = later[0] if later else None
    return form_page(
        request,
        form,
        save,
        template="students/rollover_class.html",
        heading=f"เลื่อนชั้น {source.label}",
        back=_next_page(rollover, following) if "next" in request.POST else _page(rollover),
        crumbs=_crumbs(rollover, (source.label, "")),
        room=source,
        following=following,
        rollover=rollover,
    )


def _order(room: Classroom) -> tuple[int, int, str, int]:
    return room.level, room.room, room.room_name, room.pk


def _next_page(rollover: Rollover, room: Classroom | None) -> str:
    if room is None:
        return _page(rollover)
    return reverse("students:rollover-class", args=[rollover.pk, room.pk])


@require_http_methods(GET_POST)
@require(P)
def rollover_team(request: Request, pk: int, room: int) -> HttpResponse:
    """Who advises a class of the new year."""
    rollover = _rollover(request, pk)
    target = _room(rollover, room, rollover.to_year)
    form = RolloverTeamForm(request.POST or None, plan=Plan(rollover), room=target)

    def save() -> None:
        services.save_team(rollover, target, form.cleaned_data["users"], by=request.user)

    return form_page(
        request,
        form,
        save,
        template="students/form.html",
        heading=f"ครูที่ปรึกษา {target.label} ปี {rollover.to_year}",
        back=_page(rollover),
        crumbs=_crumbs(rollover, (f"ครูที่ปรึกษา {target.label}", "")),
        hint="เมื่อยืนยันการเลื่อนชั้น ครูที่เลือกจะเห็นข้อมูลนักเรียนของห้องทันที",
    )


@require_POST
@require(P)
def rollover_make(request: Request, pk: int) -> HttpResponse:
    """The classes of the new year that are missing, all at once."""
    rollover = _rollover(request, pk)

    def make() -> None:
        made = services.make_classes(rollover, by=request.user)
        if made:
            names = ", ".join(one.label for one in made[:FEW])
            more = f" และอีก {len(made) - FEW} ห้อง" if len(made) > FEW else ""
            messages.success(request, f"สร้างห้องของปี {rollover.to_year} แล้ว: {names}{more}")

    pressed(request, make, "")
    return redirect(_page(rollover))


@require_http_methods(GET_POST)
@require(P)
def rollover_commit(request: Request, pk: int) -> HttpResponse:
    """The last look at the figures; the press does all of it or nothing."""
    rollover = _rollover(request, pk)
    if not rollover.is_draft:
        messages.info(request, "เลื่อนชั้นแล้ว")
        return redirect(_page(rollover))
    if request.method == "POST":
        form = RolloverCommitForm(request.POST)
        mark = form.cleaned_data["mark"] if form.is_valid() else ""
        done = f"เลื่อนชั้นเป็นปีการศึกษา {rollover.to_year} แล้ว"
        if pressed(request, lambda: services.commit(rollover, mark, by=request.user), done):
            return redirect(_page(rollover))
    plan = Plan(rollover)
    if not plan.is_ready:
        messages.warning(request, "ยังเลื่อนชั้นไม่ได้ ดูสิ่งที่ขาดในหน้านี้ก่อน")
        return redirect(_page(rollover))
    context = {
        "rollover": rollover,
        "totals": [(label, plan.totals[kind]) for kind, label in report.KINDS.items()],
        "all": plan.totals["all"],
        "warnings": report.warnings(plan, request.workplace.today),
        "form": RolloverCommitForm(initial={"mark": plan.mark}),
        "undo_days": services.UNDO_DAYS,
        "crumbs": _crumbs(rollover, ("ยืนยัน", "")),
    }
    return render(request, "students/rollover_commit.html", context)


@require_http_methods(GET_POST)
@require(P)
def rollover_undo(request: Request, pk: int) -> HttpResponse:
    """Asks once, then everybody sits where they sat."""
    rollover = _rollover(request, pk)
    if request.method == "POST":
        done = "ย้อนการเลื่อนชั้นแล้ว แผนเดิมยังอยู่ครบ"
        pressed(request, lambda: services.undo(rollover, by=request.user), done)
        return redirect(_page(rollover))
    context = {
        "heading": "ย้อนการเลื่อนชั้น",
        "text": f"นักเรียนทุกคนกลับไปอยู่ห้องและสถานะของปีการศึกษา {rollover.year} "
        f"ครูที่ปรึกษาที่เพิ่มตอนเลื่อนชั้นจะถูกนำออก ห้องของปี {rollover.to_year} และแผนยังอยู่",
        "yes": "ย้อนการเลื่อนชั้น",
        "no": "ไม่ย้อน",
        "cancel_url": _page(rollover),
        "danger": True,
        "crumbs": _crumbs(rollover, ("ย้อน", "")),
    }
    return render(request, "students/confirm.html", context)

"""The office's monitoring rounds: making one, opening it, seeing where every school stands."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.evidence import MONITORING, step_of
from committee.forms.monitoring import MonitoringForm, NewMonitoringForm, RoundFilter
from committee.models import Monitoring, MonitoringReport
from committee.monitoring import template
from committee.monitoring.overview import (
    SHEET_HEADERS,
    SHEET_WIDTHS,
    Line,
    chosen,
    counts_of,
    lines_of,
    sheet_row,
)
from committee.monitoring.questions import items_of, read
from committee.services import monitoring as services
from committee.views.pages import form_page, office_of
from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.models import School
from schoolcare.requests import Request
from schoolcare.spreadsheet import write_xlsx
from schoolcare.step_days import period_dates
from schoolcare.submissions import made_before, once
from schoolcare.text import sent_number
from schoolcare.thai import thai_key

P = Permission.MONITOR_VISIT
LIST = "committee:monitoring-list"
BOARD, BLANK = "board", "blank"  # what a new round starts from
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = 30


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("หน้าแรก", "/"), ("แบบติดตาม", reverse(LIST)), *more]


def monitoring_of(request: Request, pk: int) -> Monitoring:
    rows = Monitoring.objects.for_user(request.user, P).select_related("district", "step")
    return get_object_or_404(rows, pk=pk)


@require_safe
@require(P)
def monitoring_list(request: Request) -> HttpResponse:
    """Every round of the office, the newest first, with how many schools reported."""
    reported = Q(reports__state__in=MonitoringReport.REPORTED)
    rows = Monitoring.objects.for_user(request.user, P).defer("questions")
    rows = rows.annotate(reported=Count("reports", filter=reported)).order_by("-year", "-pk")
    schools = School.objects.for_user(request.user, P).filter(is_active=True)
    context = {
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "schools": schools.count(),
        "today": request.workplace.today,
        "crumbs": [("หน้าแรก", "/"), ("แบบติดตาม", "")],
    }
    return render(request, "committee/monitoring_list.html", context)


@require_http_methods(GET_POST)
@require(P)
def monitoring_create(request: Request) -> HttpResponse:
    """A draft with the questions that ship, those of an earlier round, or none yet."""
    office = office_of(request, P)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("committee:monitoring-detail", made)
    old = Monitoring.objects.filter(district=office, pk=sent_number(request.GET.get("from", "")))
    new, copied = _begun(request, office, old.first())
    form = NewMonitoringForm(request.POST or None, instance=new, user=request.user, permission=P)

    def create() -> Monitoring:
        return services.create_monitoring(form.instance, office, by=request.user)

    def save() -> Monitoring:
        return once(request.user, form.cleaned_data["key"], create)[0]

    page: dict[str, Any] = {"heading": "แบบติดตามใหม่", "back": reverse(LIST)}
    page |= {"then": Monitoring.get_absolute_url, "crumbs": crumbs(("แบบติดตามใหม่", ""))}
    page |= {"template": "committee/monitoring_form.html", "segments": _starts(request, copied)}
    hint = "บันทึกเป็นร่าง แก้ไขข้อคำถามได้จนกว่าจะเปิดรับรายงาน"
    return form_page(request, form, save, hint=hint, done="บันทึกร่างแล้ว", **page)


def _begun(request: Request, office: Any, old: Monitoring | None) -> tuple[Monitoring, str]:
    """A round before it is saved, and what it starts from: BOARD, BLANK or the title of `old`."""
    year = request.workplace.year
    if old:
        names = ("title", "step", "min_meetings", "note", "questions")
        return Monitoring(year=year, **{name: getattr(old, name) for name in names}), str(old)
    if request.GET.get("from") == BLANK:
        return Monitoring(year=year), BLANK
    step = step_of(MONITORING, office, year)
    due_on = period_dates(year, *(step.periods[0] if step and step.periods else (2, 2)))[1]
    questions = template.questions()
    new = Monitoring(title=template.TITLE, year=year, due_on=due_on, step=step, questions=questions)
    return new, BOARD


def _starts(request: Request, picked: str) -> list[dict[str, Any]]:
    """What the questions may start from, for components/segments.html."""
    offered = {
        BOARD: ("เรื่องคณะกรรมการสถานศึกษา", "?"),
        BLANK: ("เรื่องอื่น ข้อคำถามว่าง", f"?from={BLANK}"),
    }
    if picked not in offered:
        offered[picked] = (f"ข้อคำถามของ {picked}", f"?{request.GET.urlencode()}")
    return [
        {"label": label, "url": url, "current": key == picked}
        for key, (label, url) in offered.items()
    ]


@require_http_methods(GET_POST)
@require(P)
def monitoring_update(request: Request, pk: int) -> HttpResponse:
    monitoring = monitoring_of(request, pk)
    form = MonitoringForm(
        request.POST or None, instance=monitoring, user=request.user, permission=P
    )

    def save() -> None:
        services.update_monitoring(form.instance, by=request.user)

    back = monitoring.get_absolute_url()
    named = crumbs((str(monitoring), back), ("แก้ไข", ""))
    page = {"heading": "แก้ไขแบบติดตาม", "back": back, "crumbs": named}
    return form_page(request, form, save, **page)


@require_safe
@require(P)
def monitoring_detail(request: Request, pk: int) -> HttpResponse:
    """A draft: its questions. Opened: every school with its state, late ones first."""
    monitoring = monitoring_of(request, pk)
    if monitoring.state == Monitoring.State.DRAFT:
        return redirect("committee:monitoring-questions", pk)
    today = request.workplace.today
    lines = lines_of(monitoring, _schools(request, monitoring), today)
    networks = {one.school.network_id: one.school.network for one in lines if one.school.network}
    named = sorted(networks.values(), key=lambda network: thai_key(network.name))
    form = RoundFilter(request.GET or None, networks=named)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    names = ("q", "network", "state")
    shown = chosen(lines, **{name: asked.get(name, "") for name in names})
    if request.GET.get("as") == "xlsx":
        return _sheet(request, monitoring, shown)
    context = {
        "monitoring": monitoring,
        "form": form,
        "rows": shown,
        "tiles": _tiles(request, counts_of(lines)),
        "counts": counts_of(lines),
        "sheet_query": _query(request, **{"as": "xlsx"}),
        "questions": len(items_of(read(monitoring.questions))),
        "now": timezone.localtime(),
        "crumbs": crumbs((str(monitoring), "")),
    }
    return render(request, "committee/monitoring_detail.html", context)


def _schools(request: Request, monitoring: Monitoring) -> Any:
    """Open schools of the office, and those that reported before they were closed."""
    rows = School.objects.for_user(request.user, P).filter(district=monitoring.district_id)
    rows = rows.filter(Q(is_active=True) | Q(monitoring_reports__monitoring=monitoring))
    return rows.select_related("network").distinct()


def _tiles(request: Request, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Figures above the list, each a link to its schools; the one looked at leads back to all."""
    picked = request.GET.get("state", "")
    looks = [("late", "เลยกำหนด", "bad"), ("waits", "รอหน่วยงานดำเนินการ", "warn")]
    looks += [("closed", "เสร็จสิ้น", "ok")]
    return [
        {
            "label": label,
            "kind": kind,
            "value": counts[state],
            "is_current": picked == state,
            "url": _query(request, state="" if picked == state else state),
        }
        for state, label, kind in looks
    ]


def _query(request: Request, **changes: str) -> str:
    """The page's address with something else; "" takes a part away."""
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
        if not value:
            del query[name]
    return f"?{query.urlencode()}"


def _sheet(request: Request, monitoring: Monitoring, lines: list[Line]) -> HttpResponse:
    rows = [sheet_row(line) for line in lines]
    data = write_xlsx("แบบติดตาม", SHEET_HEADERS, rows, widths=SHEET_WIDTHS)
    audit.record(
        "monitoring.export",
        monitoring,
        by=request.user,
        district_id=monitoring.district_id,
        rows=len(lines),
    )
    response = HttpResponse(data, content_type=XLSX)
    day: date = request.workplace.today
    response["Content-Disposition"] = f'attachment; filename="monitoring-{day:%Y%m%d}.xlsx"'
    return response


@require_POST
@require(P)
def monitoring_open(request: Request, pk: int) -> HttpResponse:
    return _turn(request, pk, services.open_monitoring, "เปิดรับรายงานแล้ว โรงเรียนเห็นแบบติดตามนี้ทันที")


@require_POST
@require(P)
def monitoring_close(request: Request, pk: int) -> HttpResponse:
    return _turn(request, pk, services.close_monitoring, "ปิดรอบแล้ว")


def _turn(request: Request, pk: int, service: Any, done: str) -> HttpResponse:
    monitoring = monitoring_of(request, pk)
    try:
        service(monitoring, by=request.user)
        messages.success(request, done)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(monitoring)


@require_POST
@require(P)
def monitoring_drop(request: Request, pk: int) -> HttpResponse:
    monitoring = monitoring_of(request, pk)
    try:
        services.drop_monitoring(monitoring, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(monitoring)
    messages.success(request, "ลบร่างแล้ว")
    return redirect(LIST)

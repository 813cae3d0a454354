"""The office's side of one school's report: reading, sending back, the visit, closing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.forms.monitoring import ReturnForm, VisitForm
from committee.models import MonitoringReport, MonitoringVisit
from committee.monitoring.sheet import sheet_of
from committee.services import monitoring_reports as services
from committee.views.monitoring import crumbs
from committee.views.monitoring_reports import file_of, report_of
from committee.views.pages import form_page
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request

P = Permission.MONITOR_VISIT
State = MonitoringReport.State


def page_of(report: MonitoringReport) -> str:
    return reverse("committee:report-review", args=[report.pk])


def crumbs_of(report: MonitoringReport, *more: tuple[str, str]) -> list[tuple[str, str]]:
    monitoring = report.monitoring
    here = (report.school.short_name, page_of(report) if more else "")
    return crumbs((str(monitoring), monitoring.get_absolute_url()), here, *more)


@require_safe
@require(P)
def report_review(request: Request, pk: int) -> HttpResponse:
    report = report_of(request, pk, P)
    goes_to = MonitoringReport.TRANSITIONS[State(report.state)]
    visit = report.visit_made
    is_known = report.state != State.DRAFT  # before it is sent it is the school's own
    waits_for_school = report.state == State.VISITED and bool(visit and visit.advice)
    context = {
        "report": report,
        "sections": sheet_of(report, today=request.workplace.today) if is_known else [],
        "file_page": "committee:evidence-look",
        "edit_url": "",
        "may_return": State.RETURNED in goes_to,
        "may_visit": State.VISITED in goes_to,
        "may_close": State.CLOSED in goes_to and not waits_for_school,
        "crumbs": crumbs_of(report),
    }
    return render(request, "committee/report_review.html", context)


@require_http_methods(GET_POST)
@require(P)
def report_return(request: Request, pk: int) -> HttpResponse:
    report = report_of(request, pk, P)
    form = ReturnForm(request.POST or None)

    def save() -> None:
        services.send_back(report, form.cleaned_data["reason"], by=request.user)

    page: dict[str, Any] = {"heading": "ส่งกลับแก้ไข", "submit": "ส่งกลับ", "done": "ส่งกลับแล้ว"}
    page |= {"hint": report.school.full_name, "back": page_of(report)}
    return form_page(request, form, save, crumbs=crumbs_of(report, ("ส่งกลับแก้ไข", "")), **page)


@require_http_methods(GET_POST)
@require(P)
def report_visit(request: Request, pk: int) -> HttpResponse:
    """What an officer or supervisor found, advised, and until when."""
    report, today = report_of(request, pk, P), request.workplace.today
    visit = report.visit_made
    visit = visit or MonitoringVisit(visited_on=today, visitors=request.user.full_name)
    lines = [line for part in sheet_of(report, today=today) for line in part.lines]
    form = VisitForm(request.POST or None, instance=visit, lines=lines)

    def save() -> None:
        form.instance.findings = form.findings()
        services.record_visit(form.instance, report, by=request.user)

    page: dict[str, Any] = {"heading": "บันทึกการตรวจเยี่ยม", "back": page_of(report)}
    page |= {"hint": report.school.full_name}
    return form_page(request, form, save, crumbs=crumbs_of(report, ("ตรวจเยี่ยม", "")), **page)


@require_POST
@require(P)
def report_close(request: Request, pk: int) -> HttpResponse:
    report = report_of(request, pk, P)
    try:
        services.close_report(report, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"เสร็จสิ้นแล้ว: {report.school.full_name}")
    return redirect(page_of(report))


@require_safe
@require(P)
def evidence_look(request: Request, pk: int) -> HttpResponseBase:
    return file_of(request, pk, P)

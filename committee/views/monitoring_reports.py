"""A school's side of monitoring: the rounds, the report as a long form, evidence, result."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.forms.monitoring import ResultForm
from committee.models import Monitoring, MonitoringEvidence, MonitoringReport
from committee.monitoring.sheet import Line, changed_lines, sheet_of
from committee.services import monitoring_reports as services
from committee.views.pages import form_page
from schoolcare import files
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.models import School
from schoolcare.requests import Request
from schoolcare.text import sent_number

P = Permission.MONITOR_REPORT
LIST = "committee:report-list"
FILES = "evidence-"
CAPTION = "caption-"


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("หน้าแรก", "/"), ("แบบติดตาม", reverse(LIST)), *more]


def report_of(request: Request, pk: int, permission: Permission = P) -> MonitoringReport:
    rows = MonitoringReport.objects.for_user(request.user, permission)
    rows = rows.select_related(
        "monitoring__district", "school", "sent_by", "visit__made_by", "result_by", "closed_by"
    )
    return get_object_or_404(rows, pk=pk)


def school_of(request: Request) -> School:
    """The school worked in, where the person reports for it."""
    school = request.workplace.school
    if school is None or school.pk not in request.user.access.grant(P).schools:
        raise Http404
    return school


@require_safe
@require(P)
def report_list(request: Request) -> HttpResponse:
    """Every round that the office opened, with the state of this school's report."""
    school = request.workplace.school
    if school is None or school.pk not in request.user.access.grant(P).schools:
        context = {"rows": [], "crumbs": [("หน้าแรก", "/"), ("แบบติดตาม", "")]}
        return render(request, "committee/report_list.html", context)
    rounds = Monitoring.objects.for_user(request.user, P).shown()
    rounds = rounds.filter(district=school.district_id).defer("questions")
    reports = MonitoringReport.objects.for_user(request.user, P).filter(school=school)
    found = {one.monitoring_id: one for one in reports.select_related("visit").order_by()}
    context = {
        "rows": [(one, found.get(one.pk)) for one in rounds.order_by("-year", "-pk")],
        "today": request.workplace.today,
        "crumbs": [("หน้าแรก", "/"), ("แบบติดตาม", "")],
    }
    return render(request, "committee/report_list.html", context)


@require_POST
@require(P)
def report_start(request: Request, pk: int) -> HttpResponse:
    rounds = Monitoring.objects.for_user(request.user, P).shown()
    monitoring = get_object_or_404(rounds, pk=pk)
    try:
        report = services.start_report(monitoring, school_of(request), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(LIST)
    return redirect("committee:report-edit" if report.is_writable else report, report.pk)


@require_safe
@require(P)
def report_detail(request: Request, pk: int) -> HttpResponse:
    """The report as it stands: to look over before sending, and to read after."""
    report = report_of(request, pk)
    faults = services.faults_of(report) if report.is_writable else {}
    context = {
        "report": report,
        "sections": sheet_of(report, faults=faults, today=request.workplace.today),
        "faults": len(faults),
        "edit_url": reverse("committee:report-edit", args=[pk]) if report.is_writable else "",
        "file_page": "committee:evidence-file",
        "crumbs": crumbs((str(report.monitoring), "")),
    }
    return render(request, "committee/report_detail.html", context)


@require_http_methods(GET_POST)
@require(P)
def report_edit(request: Request, pk: int) -> HttpResponse:
    """The long form; a script sends it while somebody types, a press of a button saves all."""
    report = report_of(request, pk)
    if request.method == "POST":
        return _save(request, report)
    if not report.is_writable:
        return redirect(report)
    return _form(request, report, report.answers)


def _form(
    request: Request,
    report: MonitoringReport,
    answers: Mapping[str, str],
    *,
    differing: list[Line] | None = None,
) -> HttpResponse:
    found = services.faults_of(report)  # what is empty yet is no fault while one writes
    faults = {code: fault for code, fault in found.items() if code in report.answers}
    context = {
        "report": report,
        "sections": sheet_of(report, answers=answers, faults=faults, today=request.workplace.today),
        "differing": differing or [],
        "files": FILES,
        "caption": CAPTION,
        "crumbs": crumbs((str(report.monitoring), "")),
    }
    return render(request, "committee/report_edit.html", context)


def _save(request: Request, report: MonitoringReport) -> HttpResponse:
    is_script = bool(request.headers.get("X-Autosave"))
    try:
        saved = services.save_answers(
            report, request.POST, version=_version(request), by=request.user
        )
    except services.ClashError as clash:
        return _compare(request, report, clash, is_script=is_script)
    except ValidationError as error:
        if is_script:
            return JsonResponse({"message": error.messages[0]}, status=400)
        messages.error(request, " ".join(error.messages))
        return redirect(report)
    if is_script:
        now = timezone.localtime()
        return JsonResponse({"saved_at": f"{now:%H:%M}", "version": saved.version})
    _take_files(request, saved)
    _remove_file(request, saved)
    kept = f"?kept={_version(request)}"  # the script forgets its own copy of that version
    page = "committee:report-detail" if "look" in request.POST else "committee:report-edit"
    return redirect(reverse(page, args=[report.pk]) + kept)


def _compare(
    request: Request, report: MonitoringReport, clash: ValidationError, *, is_script: bool
) -> HttpResponse:
    """Nothing typed is lost: both values stand on the page; sent once more, it goes over them."""
    if is_script:
        url = reverse("committee:report-edit", args=[report.pk])
        return JsonResponse({"url": url}, status=409)
    report.refresh_from_db(fields=["answers", "version"])
    typed = {name: str(value) for name, value in request.POST.items()}
    messages.error(request, " ".join(clash.messages))
    return _form(request, report, typed, differing=changed_lines(report, typed))


def _version(request: Request) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _take_files(request: Request, report: MonitoringReport) -> None:
    """Files chosen for items; one that is refused says why and stops no other."""
    for name in request.FILES:
        item = name.removeprefix(FILES)
        caption = request.POST.get(f"{CAPTION}{item}", "")
        for upload in request.FILES.getlist(name):
            try:
                services.add_evidence(report, item, upload, caption, by=request.user)
            except ValidationError as error:
                messages.error(request, f"{upload.name}: {' '.join(error.messages)}")


def _remove_file(request: Request, report: MonitoringReport) -> None:
    """The file whose button was pressed; what was typed is saved with it."""
    asked = sent_number(request.POST.get("remove", ""))
    found = report.evidence.filter(pk=asked).first()
    if found:
        try:
            services.remove_evidence(found, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))


@require_POST
@require(P)
def report_send(request: Request, pk: int) -> HttpResponse:
    report = report_of(request, pk)
    try:
        services.send_report(report, by=request.user, today=request.workplace.today)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "ส่งรายงานแล้ว หน่วยงานต้นสังกัดเห็นทันที")
    return redirect(report)


@require_http_methods(GET_POST)
@require(P)
def report_result(request: Request, pk: int) -> HttpResponse:
    """What the school did with the advice."""
    report = report_of(request, pk)
    form = ResultForm(request.POST or None, initial={"result": report.result})

    def save() -> None:
        services.answer_advice(report, form.cleaned_data["result"], by=request.user)

    back = reverse("committee:report-detail", args=[pk])
    named = crumbs((str(report.monitoring), back), ("รายงานผลตามข้อแนะนำ", ""))
    visit = report.visit_made
    page = {"heading": "รายงานผลตามข้อแนะนำ", "back": back, "crumbs": named, "submit": "ส่งผล"}
    hint = f"ข้อแนะนำ: {visit.advice}" if visit else ""
    return form_page(request, form, save, hint=hint, done="ส่งผลแล้ว", **page)


@require_safe
@require(P)
def evidence_file(request: Request, pk: int) -> HttpResponseBase:
    return file_of(request, pk, P)


def file_of(request: Request, pk: int, permission: Permission) -> HttpResponseBase:
    """A file of a report that the person may read: the office once it was sent."""
    rows = MonitoringEvidence.objects.for_user(request.user, permission).select_related("file")
    if permission != P:
        rows = rows.exclude(report__state=MonitoringReport.State.DRAFT)
    evidence = get_object_or_404(rows, pk=pk)
    ending = files.EXTENSIONS.get(evidence.file.content_type, "bin")
    is_picture = evidence.file.content_type.startswith("image/")
    name = None if is_picture else f"evidence-{evidence.pk}.{ending}"
    return files.file_response(evidence.file, download_as=name)

"""The yearly report on screen: the figures before printing, issuing it, what was issued."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from committee.models import YearlyReport
from committee.services import yearly as services
from committee.views.pages import office_of
from committee.yearly.comparison import compared, issued
from committee.yearly.figures import figures_of
from schoolcare import files
from schoolcare.access import Permission, require
from schoolcare.requests import Request
from schoolcare.thai import academic_year

P = Permission.BOARD_REVIEW
PAGE = "committee:yearly"


@require_safe
@require(P)
def yearly(request: Request) -> HttpResponse:
    """Today's figures of the year worked in, beside those of the year before as issued."""
    office, year = office_of(request, P), request.workplace.year
    if year > academic_year(request.workplace.today):
        return render(request, "committee/yearly_later.html", {"crumbs": _crumbs()})
    figures = figures_of(office, year, request.workplace.today)
    reports = list(_reports(request).filter(district=office))  # the newest first, a few a year
    before = next((one for one in reports if one.year == year - 1), None)
    context = {
        "office": office,
        "year": year,
        "figures": figures,
        "before": before,
        "rows": compared(figures, before.figures if before else None),
        "reports": [one for one in reports if one.year == year],
        "older": [one for one in reports if one.year != year],
        "crumbs": _crumbs(),
    }
    return render(request, "committee/yearly.html", context)


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    here = ("รายงานประจำปี", reverse(PAGE) if more else "")
    return [("หน้าแรก", "/"), ("คณะกรรมการสถานศึกษา", reverse("committee:school-list")), here, *more]


def _reports(request: Request) -> QuerySet[YearlyReport]:
    rows = YearlyReport.objects.for_user(request.user, P).select_related("issued_by")
    return rows.order_by("-year", "-pk")


@require_POST
@require(P)
def yearly_issue(request: Request) -> HttpResponse:
    office, place = office_of(request, P), request.workplace
    try:
        services.issue_report(office, place.year, by=request.user, today=place.today)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"ออกรายงานประจำปีการศึกษา {place.year} แล้ว")
    return redirect(PAGE)


@require_safe
@require(P)
def yearly_detail(request: Request, pk: int) -> HttpResponse:
    """A report as it was issued."""
    report = get_object_or_404(_reports(request).select_related("district"), pk=pk)
    before = issued(report.district, report.year - 1)
    context = {
        "report": report,
        "office": report.district,
        "year": report.year,
        "figures": report.figures,
        "before": before,
        "rows": compared(report.figures, before.figures if before else None),
        "crumbs": _crumbs((str(report), "")),
    }
    return render(request, "committee/yearly_detail.html", context)


@require_safe
@require(P)
def yearly_file(request: Request, pk: int) -> HttpResponseBase:
    report = get_object_or_404(_reports(request).select_related("file"), pk=pk)
    return files.file_response(report.file, download_as=f"committee-report-{report.year}.pdf")

"""Leavers as an office sees them: counts for all its officers, names for who is appointed."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, form_page
from schoolcare.models import District
from schoolcare.requests import Request
from students import leaver_report as report
from students.forms.leavers import CauseForm, OfficerForm
from students.models import Leaver, LeaverCause, LeaverOfficer
from students.services import leavers as services
from students.views.leavers import sheet_response

NAMED = Permission.LEAVER_NAMED
SETTINGS = Permission.DISTRICT_SETTINGS
HOME = ("หน้าแรก", "/")
COUNTS = ("แขวนลอยและออกกลางคัน", reverse_lazy("students:leaver-counts"))
PAGE = 50
LABEL = "ทะเบียนนักเรียนออกกลางคัน"


def _office(request: Request) -> District:
    district = request.workplace.district
    if district is None or district.pk not in request.user.access.grant(NAMED).districts:
        raise Http404
    return district


def _appointed(request: Request) -> District:
    """The office, for whom it has appointed to read names; nobody else finds the list."""
    district = _office(request)
    if not services.is_appointed(request.user, district):
        raise Http404
    return district


@require_safe
@require(NAMED)
def leaver_counts(request: Request) -> HttpResponse:
    """How many are looked for at each school; causes of the whole office, small figures untold."""
    district = _office(request)
    rows = report.counts_of(district, request.workplace.today)
    names = ("hanging", "dropped", "late", "closed")
    context = {
        "rows": rows,
        "totals": {name: sum(getattr(one, name) for one in rows) for name in names},
        "causes": report.causes_of(district),
        "is_appointed": services.is_appointed(request.user, district),
        "district": district,
        "crumbs": [HOME, (COUNTS[0], "")],
    }
    return render(request, "students/leaver_counts.html", context)


def _named(request: Request, district: District) -> Any:
    rows = Leaver.objects.for_user(request.user, NAMED).is_open()
    rows = rows.filter(student__school__district=district)
    return report.with_facts(rows).order_by("student__school__name", "next_on", "pk")


def _record(request: Request, verb: str, district: District, pupils: list[int]) -> None:
    by, where = request.user, {"district_id": district.pk}
    audit.record(f"leavers.{verb}", district, by=by, **where, pupils=pupils)


@require_safe
@require(NAMED)
def leaver_names(request: Request) -> HttpResponse:
    """Every open leaver of the office by name, for the appointed officer; each look is logged."""
    district = _appointed(request)
    page = Paginator(_named(request, district), PAGE).get_page(request.GET.get("page"))
    _record(request, "view", district, [one.student_id for one in page.object_list])
    crumbs = [HOME, COUNTS, ("รายชื่อ", "")]
    context = {"page_obj": page, "today": request.workplace.today, "crumbs": crumbs}
    return render(request, "students/leaver_names.html", context)


@require_safe
@require(NAMED)
def names_sheet(request: Request) -> HttpResponse:
    district = _appointed(request)
    rows = list(_named(request, district))
    _record(request, "export", district, [one.student_id for one in rows])
    return sheet_response(request, report.sheet(rows))


def _settings_office(request: Request, pk: int) -> District:
    grant = request.user.access.grant(SETTINGS)
    return get_object_or_404(District.objects.filter(pk__in=grant.districts), pk=pk)


def _settings(district_id: int) -> str:
    return reverse("students:leaver-settings", args=[district_id])


def _crumbs(office: District, *more: tuple[str, str]) -> list[tuple[str, Any]]:
    settings = [("ตั้งค่า", reverse("settings-home"))]
    settings.append((str(office), reverse("settings-district", args=[office.pk])))
    return [HOME, *settings, (LABEL, _settings(office.pk) if more else ""), *more]


@require_safe
@require(SETTINGS)
def leaver_settings(request: Request, pk: int) -> HttpResponse:
    """Who reads names, and the causes that schools choose from."""
    office = _settings_office(request, pk)
    context = {
        "office": office,
        "officers": office.leaver_officers.select_related("user"),
        "causes": LeaverCause.objects.known_to(office),
        "today": request.workplace.today,
        "crumbs": _crumbs(office),
    }
    return render(request, "students/leaver_settings.html", context)


@require_http_methods(GET_POST)
@require(SETTINGS)
def officer_add(request: Request, pk: int) -> HttpResponse:
    office, today = _settings_office(request, pk), request.workplace.today
    form = OfficerForm(
        request.POST or None,
        instance=LeaverOfficer(district=office),
        initial={"starts_on": today},
        today=today,
    )
    return form_page(
        request,
        form,
        lambda: services.appoint(form.instance, by=request.user),
        template="students/form.html",
        heading="มอบหมายเจ้าหน้าที่",
        back=_settings(office.pk),
        crumbs=_crumbs(office, ("มอบหมายเจ้าหน้าที่", "")),
        hint="ผู้ได้รับมอบหมายเห็นรายชื่อนักเรียนแขวนลอยและออกกลางคันของทุกโรงเรียน ทุกครั้งที่ดูมีบันทึก",
        done="มอบหมายแล้ว",
    )


@require_POST
@require(SETTINGS)
def officer_end(request: Request, pk: int) -> HttpResponse:
    found = LeaverOfficer.objects.filter(district__in=request.user.access.grant(SETTINGS).districts)
    officer = get_object_or_404(found, pk=pk)
    services.end_appointment(officer, by=request.user)
    messages.success(request, "สิ้นสุดการมอบหมายแล้ว")
    return redirect(_settings(officer.district_id))


@require_http_methods(GET_POST)
@require(SETTINGS)
def cause_add(request: Request, pk: int) -> HttpResponse:
    office = _settings_office(request, pk)
    form = CauseForm(request.POST or None, instance=LeaverCause(district=office))
    return form_page(
        request,
        form,
        lambda: services.add_cause(form.instance, by=request.user),
        template="students/form.html",
        heading="เพิ่มสาเหตุ",
        back=_settings(office.pk),
        crumbs=_crumbs(office, ("เพิ่มสาเหตุ", "")),
        done="เพิ่มแล้ว",
    )


@require_POST
@require(SETTINGS)
def cause_switch(request: Request, pk: int) -> HttpResponse:
    """Shipped causes are nobody's to change."""
    found = LeaverCause.objects.filter(district__in=request.user.access.grant(SETTINGS).districts)
    cause = services.switch_cause(get_object_or_404(found, pk=pk), by=request.user)
    assert cause.district_id is not None  # noqa: S101 -- found by it
    return redirect(_settings(cause.district_id))

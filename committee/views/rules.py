"""The rule sets of an office: what boards are checked by, and the office's own editions of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.completeness import size_of
from committee.forms.rules import RuleSetForm
from committee.models import RuleSet
from committee.services import rules as services
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, form_page
from schoolcare.models import District
from schoolcare.requests import Request

P = Permission.DISTRICT_SETTINGS


def _office(request: Request, pk: int) -> District:
    grant = request.user.access.grant(P)
    return get_object_or_404(District.objects.filter(pk__in=grant.districts), pk=pk)


def _rules(office: District, code: str) -> RuleSet:
    return get_object_or_404(RuleSet.objects.offered_to(office.pk), code=code)


def _crumbs(office: District, *more: tuple[str, str]) -> list[tuple[str, Any]]:
    here = reverse("committee:rule-set-list", args=[office.pk]) if more else ""
    settings = [("ตั้งค่า", reverse("settings-home"))]
    settings.append((str(office), reverse("settings-district", args=[office.pk])))
    return [("หน้าแรก", "/"), *settings, ("หลักเกณฑ์คณะกรรมการ", here), *more]


@require_safe
@require(P)
def rule_set_list(request: Request, pk: int) -> HttpResponse:
    """Each rule set as the office's new boards follow it."""
    office = _office(request, pk)
    found = RuleSet.objects.offered_to(office.pk).prefetch_related("seats", "checks")
    context = {
        "office": office,
        "rows": [(one, *_totals(one), _unsourced(one)) for one in found],
        "crumbs": _crumbs(office),
    }
    return render(request, "committee/rule_set_list.html", context)


def _totals(rules: RuleSet) -> tuple[int, int]:
    """Seats in a small school and in a large one."""
    sizes = (size_of(rules, rules.seats.all(), n) for n in (0, rules.size_threshold + 1))
    small, large = (size.total if size else 0 for size in sizes)
    return small, large


def _unsourced(rules: RuleSet) -> list[str]:
    return [one.get_check_code_display() for one in rules.checks.all() if one.blocks_unsourced]


@require_http_methods(GET_POST)
@require(P)
def rule_set_edit(request: Request, pk: int, code: str) -> HttpResponse:
    office = _office(request, pk)
    rules = _rules(office, code)
    form = RuleSetForm(request.POST or None, instance=rules, office=office, by=request.user)

    def save() -> None:
        form.save()
        if form.moved:
            messages.info(request, f"ใช้กับชุดที่ยังไม่ครบวาระแล้ว {form.moved} ชุด")
        if form.unsourced:
            words = " · ".join(form.unsourced)
            messages.warning(request, f"ตั้งให้ต้องแก้ก่อนทั้งที่มาจากความรู้ทั่วไป ตรวจกับระเบียบที่ใช้อยู่: {words}")

    return form_page(
        request,
        form,
        save,
        template="committee/rule_set_form.html",
        heading="แก้ไขหลักเกณฑ์",
        back=reverse("committee:rule-set-list", args=[pk]),
        crumbs=_crumbs(office, ("แก้ไข", "")),
        rules=form.read,
        office=office,
    )


@require_POST
@require(P)
def rule_set_drop(request: Request, pk: int, code: str) -> HttpResponse:
    """Back to what came with the system, for new boards."""
    office = _office(request, pk)
    try:
        services.drop_edition(_rules(office, code), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "ชุดใหม่ใช้หลักเกณฑ์ที่มากับระบบแล้ว")
    return redirect("committee:rule-set-list", pk)

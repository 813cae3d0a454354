"""Settings of an office: what acknowledgements of gifts say of tax, by the day of the gift."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.forms.tax_rules import TaxRuleForm
from community.models import DonationTaxRule
from community.services import tax_rules
from community.views.resource_pages import HOME, form_page
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.models import District
from schoolcare.requests import Request
from schoolcare.submissions import made_before

P = Permission.DISTRICT_SETTINGS
LIST = "ข้อความเรื่องภาษีของเงินบริจาค"
TWICE = (
    "ข้อความนี้บอกสิทธิ 2 เท่าหลังวันที่ 31 ธันวาคม 2567 ซึ่งพระราชกฤษฎีกา (ฉบับที่ 768) สิ้นสุดแล้ว "
    "ตรวจว่ามีกฎหมายใหม่รองรับ ก่อนพิมพ์ใบตอบรับ"
)


def _office(request: Request, pk: int) -> District:
    grant = request.user.access.grant(P)
    return get_object_or_404(District.objects.filter(pk__in=grant.districts), pk=pk)


def _rule(request: Request, pk: int) -> DonationTaxRule:
    """One of the office's own; shipped ones are nobody's to change."""
    rows = DonationTaxRule.objects.filter(district__in=request.user.access.grant(P).districts)
    return get_object_or_404(rows.select_related("district"), pk=pk)


def _crumbs(office: District, *more: tuple[str, str]) -> list[tuple[str, Any]]:
    here = reverse("community:tax-rule-list", args=[office.pk]) if more else ""
    settings = [("ตั้งค่า", reverse("settings-home"))]
    settings.append((str(office), reverse("settings-district", args=[office.pk])))
    return [HOME, *settings, (LIST, here), *more]


@require_safe
@require(P)
def tax_rule_list(request: Request, pk: int) -> HttpResponse:
    """The latest first; the office's own go before the shipped ones on their days."""
    office = _office(request, pk)
    rows = DonationTaxRule.objects.offered_to(office)
    context = {
        "office": office,
        "rows": [(one, tax_rules.claims_too_much(one)) for one in rows],
        "crumbs": _crumbs(office),
    }
    return render(request, "community/tax_rule_list.html", context)


@require_http_methods(GET_POST)
@require(P)
def tax_rule_create(request: Request, pk: int) -> HttpResponse:
    office = _office(request, pk)
    if made_before(request.user, request.POST.get("key")):
        return redirect("community:tax-rule-list", pk)
    return _form(request, DonationTaxRule(district=office), "เพิ่มข้อความ")


@require_http_methods(GET_POST)
@require(P)
def tax_rule_update(request: Request, pk: int) -> HttpResponse:
    return _form(request, _rule(request, pk), "แก้ไขข้อความ")


def _form(request: Request, rule: Any, heading: str) -> HttpResponse:
    form = TaxRuleForm(request.POST or None, instance=rule, by=request.user)

    def save() -> None:
        if tax_rules.claims_too_much(form.save()):
            messages.warning(request, TWICE)

    back = reverse("community:tax-rule-list", args=[rule.district_id])
    page: dict[str, Any] = {"heading": heading, "back": back, "hint": str(rule.district)}
    page |= {"template": "community/partner_form.html"}
    page |= {"remove": ("community:tax-rule-remove", rule.pk)}
    return form_page(request, form, save, crumbs=_crumbs(rule.district, (heading, "")), **page)


@require_POST
@require(P)
def tax_rule_remove(request: Request, pk: int) -> HttpResponse:
    rule = _rule(request, pk)
    tax_rules.remove_tax_rule(rule, by=request.user)
    messages.success(request, "ลบแล้ว")
    return redirect("community:tax-rule-list", rule.district_id)

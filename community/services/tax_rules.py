"""What an office has said of tax about gifts of money, on its own days (admin.md §3.4)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from community.models import DonationTaxRule
from schoolcare import audit
from schoolcare.models import District, User
from schoolcare.text import normalize
from schoolcare.thai import thai_date

TWICE = ("2 เท่า", "สองเท่า", "2เท่า", "๒ เท่า", "๒เท่า")
ENDED = date(2024, 12, 31)  # Royal Decree 768 (2566): twice the amount, no day longer


@transaction.atomic
def save_tax_rule(rule: DonationTaxRule, *, by: User) -> DonationTaxRule:
    """Keep a rule of an office. Raises ValidationError for days that another of its rules has."""
    office = rule.district
    assert office is not None  # noqa: S101 -- shipped ones are nobody's to change
    District.objects.select_for_update().get(pk=office.pk)
    before = DonationTaxRule.objects.filter(pk=rule.pk).first() if rule.pk else None
    rule.text = normalize(rule.text)
    check_days(rule.starts_on, rule.ends_on)
    _refuse_shared_days(rule)
    rule.full_clean()
    rule.save()
    where = {"district_id": office.pk}
    if before is None:
        audit.record("tax_rule.create", rule, by=by, **where)
    elif changes := audit.differences(before, rule):
        audit.record("tax_rule.update", rule, by=by, **where, **changes)
    return rule


def check_days(first: date, last: date | None) -> None:
    """Raises ValidationError where it ends before it starts."""
    if last and last < first:
        raise ValidationError({"ends_on": "วันสิ้นสุดต้องไม่ก่อนวันเริ่ม"})


def _refuse_shared_days(rule: DonationTaxRule) -> None:
    rows = DonationTaxRule.objects.filter(district=rule.district_id).exclude(pk=rule.pk)
    for other in rows:
        starts_late = rule.ends_on is not None and other.starts_on > rule.ends_on
        ended = other.ends_on is not None and other.ends_on < rule.starts_on
        if not starts_late and not ended:
            until = f"ถึง {thai_date(other.ends_on)}" if other.ends_on else "เป็นต้นไป"
            words = f"ทับกับข้อความที่ใช้ {thai_date(other.starts_on)} {until} แก้วันของข้อความนั้นก่อน"
            raise ValidationError({"starts_on": words})


@transaction.atomic
def remove_tax_rule(rule: DonationTaxRule, *, by: User) -> None:
    """On its days the shipped words are said again."""
    audit.record("tax_rule.delete", rule, by=by, district_id=rule.district_id)
    rule.delete()


def claims_too_much(rule: DonationTaxRule) -> bool:
    """Whether twice the amount is promised beyond the days of the decree that gave it."""
    lasts = rule.ends_on is None or rule.ends_on > ENDED
    return lasts and any(words in rule.text for words in TWICE)

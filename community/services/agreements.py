"""Keeping agreements with partners."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from community.models import Agreement
from schoolcare import audit
from schoolcare.keeping import keep
from schoolcare.models import StoredFile, User

PEOPLE = ("signer", "signer_post", "school_witness", "partner_witness")


def save(agreement: Agreement, *, scan: StoredFile | None = None, by: User) -> Agreement:
    """Keep an agreement, with the scan of what was signed where one came along."""
    if scan:
        agreement.scan = scan
    if agreement.pk is None:
        agreement.made_by = by
    school = agreement.partner.school_id
    return keep(agreement, "agreement", school_id=school, by=by, hidden=PEOPLE)


@transaction.atomic
def cancel(agreement: Agreement, *, on: date, reason: str, by: User) -> Agreement:
    """End an agreement before its day. Raises ValidationError where it was cancelled before."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if agreement.cancelled_on:
        raise ValidationError("ข้อตกลงนี้ยกเลิกไปแล้ว")
    if on < agreement.starts_on:
        raise ValidationError({"on": "วันยกเลิกต้องไม่ก่อนวันที่มีผล"})
    agreement.cancelled_on, agreement.cancelled_reason = on, reason
    agreement.save(update_fields=["cancelled_on", "cancelled_reason"])
    school = agreement.partner.school_id
    audit.record("agreement.cancel", agreement, by=by, school_id=school)
    return agreement

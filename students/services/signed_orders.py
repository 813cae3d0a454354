"""Keeping scans of signed orders."""

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction

from schoolcare import audit, files
from schoolcare.models import School, User
from students.models import SignedOrder


@transaction.atomic
def attach(order: SignedOrder, upload: File, *, by: User) -> SignedOrder:
    """Keep a PDF or picture. Raises ValidationError for what is neither, too many, or there."""
    School.objects.select_for_update().get(pk=order.school_id)
    same = SignedOrder.objects.filter(school=order.school, year=order.year, kind=order.kind)
    if same.count() >= SignedOrder.MOST:
        raise ValidationError(f"แนบได้ไม่เกิน {SignedOrder.MOST} ไฟล์ต่อคำสั่ง")
    try:
        stored = files.store_scan(upload, school=order.school, by=by)
    except ValidationError as error:
        raise ValidationError({"copy": error.messages}) from error
    if same.filter(file__sha256=stored.sha256).exists():
        raise ValidationError({"copy": "ไฟล์นี้แนบไว้แล้ว"})
    order.file, order.added_by = stored, by
    order.full_clean()
    order.save()
    audit.record("signed_order.attach", order, by=by, school_id=order.school_id, year=order.year)
    return order


@transaction.atomic
def detach(order: SignedOrder, *, by: User) -> None:
    """Take out what was attached by mistake; its bytes are cleaned up later."""
    where = order.school_id
    audit.record(
        "signed_order.delete", order, by=by, school_id=where, year=order.year, name=str(order)
    )
    order.delete()

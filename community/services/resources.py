"""Keeping what was given: received, put right, crossed out, answered. Writes, all audited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from community import receipts
from community.models import Resource, ResourceFile, ResourceItem
from community.models.resources import rounded
from community.services import purposes
from schoolcare import audit, files
from schoolcare.models import User
from schoolcare.text import normalize
from schoolcare.thai import thai_date

MOST_FILES = 20
EARLIEST = date(1900, 1, 1)
MOST_VALUE = Decimal(10) ** 12  # baht; beyond it somebody mistyped
MOST_PEOPLE = 100_000  # who laboured; beyond it somebody mistyped
Kind = Resource.Kind


@dataclass(frozen=True)
class Item:
    """One of the things, as it was typed; price in baht for one, None where nobody knows."""

    name: str
    quantity: Decimal
    unit: str = ""
    price: Decimal | None = None


@transaction.atomic
def save_resource(resource: Resource, *, by: User, items: Iterable[Item] = ()) -> Resource:
    """Keep a gift with its things.

    Raises ValidationError: a day to come or before the donor was known, a receipt that was used,
    money that was used meanwhile, a gift that was crossed out.
    """
    before = None
    if resource.pk:
        before = Resource.objects.select_for_update(of=("self",)).get(pk=resource.pk)
        _refuse_void(before)
    else:
        resource.made_by = by
    touched = [resource.purpose_id, before.purpose_id if before else None]
    purposes.lock(touched)
    rows = list(items) if resource.kind == Kind.THINGS else []
    _prepare(resource, rows)
    _save_once(resource)
    _keep_items(resource, rows, is_new=before is None)
    purposes.refuse_overdrawn(touched if before else [])
    where = {"school_id": resource.school_id}
    if before is None:
        audit.record("resource.create", resource, by=by, **where, kind=resource.kind)
    else:
        changes = audit.differences(before, resource)
        audit.record("resource.update", resource, by=by, **where, **changes)
    return resource


def _prepare(resource: Resource, items: list[Item]) -> None:
    resource.receipt_book = receipts.clean(resource.receipt_book)
    resource.receipt_number = receipts.clean(resource.receipt_number)
    resource.receipt_key = receipts.key_of(resource.receipt_book, resource.receipt_number)
    resource.asset_number = normalize(resource.asset_number)
    priced = [one.quantity * one.price for one in items if one.price is not None]
    if priced:
        resource.value = sum(map(rounded, priced), Decimal(0))
    _check_day(resource)
    _check_measure(resource)
    if resource.kind == Kind.THINGS and not items:
        raise ValidationError("ใส่สิ่งของอย่างน้อยหนึ่งรายการ พร้อมจำนวน")
    if resource.receipt_book and not resource.receipt_number:
        raise ValidationError({"receipt_number": "มีเล่มที่แล้ว กรุณากรอกเลขที่ใบเสร็จ"})
    _refuse_used_receipt(resource)
    resource.full_clean(validate_constraints=False)


def _check_day(resource: Resource) -> None:
    day, donor = resource.received_on, resource.donor
    if day > timezone.localdate():
        raise ValidationError({"received_on": "วันที่รับยังมาไม่ถึง กรุณาดูปีอีกครั้ง"})
    if day < EARLIEST:
        raise ValidationError({"received_on": "กรุณาดูปีอีกครั้ง"})
    if donor.known_since and day < donor.known_since:
        words = (
            f"{donor.name} อยู่ในทะเบียนตั้งแต่ {thai_date(donor.known_since)} "
            "รับก่อนวันนั้นไม่ได้ แก้วันที่รับ หรือแก้วันที่หน้าผู้บริจาค"
        )
        raise ValidationError({"received_on": words})


def _check_measure(resource: Resource) -> None:
    """What each kind is measured by."""
    value = resource.value
    if resource.kind == Kind.MONEY and not value:
        raise ValidationError({"value": "จำนวนเงินต้องมากกว่า 0"})
    if value is not None and (value < 0 or value >= MOST_VALUE):
        raise ValidationError({"value": "จำนวนเงินเป็นไปไม่ได้ กรุณาดูอีกครั้ง"})
    if resource.kind == Kind.LABOUR:
        if not resource.people:
            raise ValidationError({"people": "แรงงานต้องมีอย่างน้อย 1 คน"})
        if resource.people > MOST_PEOPLE:
            raise ValidationError({"people": "จำนวนคนเป็นไปไม่ได้ กรุณาดูอีกครั้ง"})
        if not resource.hours or resource.hours < 0:
            raise ValidationError({"hours": "ชั่วโมงต้องมากกว่า 0"})


def _refuse_used_receipt(resource: Resource) -> None:
    """Raises ValidationError that says where the number was used."""
    if not resource.receipt_key:
        return
    rows = Resource.objects.filter(school=resource.school_id, receipt_key=resource.receipt_key)
    if other := rows.exclude(pk=resource.pk).select_related("donor").first():
        state = " (ยกเลิกแล้ว เลขคงอยู่)" if other.is_void else ""
        words = (
            f"ใบเสร็จ{resource.receipt} ใช้แล้วกับ {other.donor} "
            f"วันที่ {thai_date(other.received_on)}{state}"
        )
        raise ValidationError({"receipt_number": words})


def _save_once(resource: Resource) -> None:
    try:
        with transaction.atomic():
            resource.save()
    except IntegrityError:  # somebody used the same receipt at this moment
        _refuse_used_receipt(resource)
        raise


def _keep_items(resource: Resource, items: list[Item], *, is_new: bool) -> None:
    if not is_new:
        resource.items.all().delete()
    rows = [
        ResourceItem(
            resource=resource,
            position=position,
            name=normalize(one.name),
            quantity=one.quantity,
            unit=normalize(one.unit),
            price=one.price,
        )
        for position, one in enumerate(items, start=1)
    ]
    for row in rows:
        row.full_clean(validate_unique=False)
    ResourceItem.objects.bulk_create(rows)


def _refuse_void(resource: Resource) -> None:
    if resource.is_void:
        raise ValidationError("รายการนี้ยกเลิกแล้ว แก้ไขไม่ได้ บันทึกเป็นรายการใหม่")


@transaction.atomic
def void(resource: Resource, *, reason: str, by: User) -> Resource:
    """Cross out a gift; the receipt's number stays taken. A second time changes nothing.

    Raises ValidationError where its money was used.
    """
    resource = Resource.objects.select_for_update(of=("self",)).get(pk=resource.pk)
    if resource.is_void:
        return resource
    purposes.lock([resource.purpose_id])
    resource.voided_at, resource.voided_by = timezone.now(), by
    resource.void_reason = normalize(reason)
    resource.full_clean(validate_constraints=False)
    resource.save(update_fields=["voided_at", "voided_by", "void_reason"])
    purposes.refuse_overdrawn([resource.purpose_id])
    where = {"school_id": resource.school_id}
    audit.record("resource.void", resource, by=by, **where, reason=resource.void_reason)
    return resource


@transaction.atomic
def acknowledge(rows: QuerySet[Resource], *, by: User) -> int:
    """Note of several gifts that their donors were told; how many had not been noted before."""
    today, count = timezone.localdate(), 0
    waiting = rows.unanswered().select_for_update(of=("self",))  # type: ignore[attr-defined]
    for one in waiting.order_by("pk"):
        one.acknowledged_on, one.acknowledged_by = today, by
        one.save(update_fields=["acknowledged_on", "acknowledged_by"])
        audit.record("resource.tell", one, by=by, school_id=one.school_id)
        count += 1
    return count


@transaction.atomic
def wait_again(resource: Resource, *, by: User) -> None:
    """The acknowledgement was printed and did not go out. A second time changes nothing."""
    resource = Resource.objects.select_for_update(of=("self",)).get(pk=resource.pk)
    if resource.acknowledged_on is None:
        return
    changes: dict[str, Any] = {"acknowledged_on": [resource.acknowledged_on.isoformat(), None]}
    resource.acknowledged_on = resource.acknowledged_by = None
    resource.save(update_fields=["acknowledged_on", "acknowledged_by"])
    audit.record("resource.wait", resource, by=by, school_id=resource.school_id, **changes)


@transaction.atomic
def attach(resource: Resource, upload: File, *, title: str, by: User) -> ResourceFile:
    """Keep a scan with a gift. Raises ValidationError for no PDF or picture, or too many."""
    if resource.files.count() >= MOST_FILES:
        raise ValidationError(f"แนบได้ไม่เกิน {MOST_FILES} ไฟล์")
    stored = files.store_scan(upload, school=resource.school, by=by)
    row = ResourceFile.objects.create(resource=resource, file=stored, title=normalize(title))
    audit.record("resource.attach", resource, by=by, school_id=resource.school_id, title=row.title)
    return row

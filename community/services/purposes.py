"""What restricted gifts are for, and using their money: never more than is left."""

from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from community.models import Purpose, Resource, ResourceUse
from schoolcare import audit, files
from schoolcare.keeping import keep
from schoolcare.models import School, User
from schoolcare.text import normalize
from schoolcare.thai import baht, thai_date


@transaction.atomic
def save_purpose(purpose: Purpose, *, by: User) -> Purpose:
    """Keep a purpose. Raises ValidationError for a name that is there already."""
    purpose.name = normalize(purpose.name)
    return keep(purpose, "purpose", school_id=purpose.school_id, by=by)


@transaction.atomic
def purpose_named(school: School, name: str, *, by: User) -> Purpose:
    """The school's purpose of this name, made where there is none."""
    School.objects.select_for_update().get(pk=school.pk)  # two who type it at once make one
    found = Purpose.objects.filter(school=school, name=normalize(name)).first()
    return found or save_purpose(Purpose(school=school, name=name), by=by)


def lock(purposes: Iterable[int | None]) -> None:
    """Hold these purposes until the transaction ends, so that nobody else moves their money."""
    keys = sorted({pk for pk in purposes if pk is not None})
    list(Purpose.objects.select_for_update().filter(pk__in=keys).order_by("pk").values("pk"))


def refuse_overdrawn(purposes: Iterable[int | None], *, field: str = "") -> None:
    """Raises ValidationError where more was used than is left; call `lock` first."""
    keys = {pk for pk in purposes if pk is not None}
    if not keys:
        return
    for one in Purpose.objects.filter(pk__in=keys).with_balance():
        if one.balance < 0:
            words = (
                f"เงินเพื่อ “{one.name}” ใช้ไปแล้ว {baht(one.used)} บาท "
                f"เปลี่ยนอย่างนี้จะเหลือรับเพียง {baht(one.received)} บาท ยกเลิกหรือแก้รายการใช้ก่อน"
            )
            raise ValidationError({field: words} if field else words)


def balance_of(purpose: Purpose) -> Decimal:
    """What is left of the money, in baht; one query."""
    [row] = Purpose.objects.filter(pk=purpose.pk).with_balance()
    return row.balance


@transaction.atomic
def use(row: ResourceUse, *, by: User, scan: File | None = None) -> ResourceUse:
    """Take money from what was given for a purpose.

    Raises ValidationError for more than is left, for nothing, and for a day to come.
    """
    lock([row.purpose_id])
    left = balance_of(row.purpose)
    if row.amount is not None and row.amount > left:
        words = f"ใช้เกินที่เหลือ เงินเพื่อ “{row.purpose}” เหลือ {baht(left)} บาท"
        raise ValidationError({"amount": words})
    if row.used_on and row.used_on > timezone.localdate():
        raise ValidationError({"used_on": "วันที่ใช้ยังมาไม่ถึง"})
    school = row.purpose.school
    row.made_by = by
    if scan:
        row.scan = files.store_scan(scan, school=school, by=by)
    row.full_clean()
    row.save()
    audit.record("resource_use.create", row, by=by, school_id=school.pk, amount=row.amount)
    return row


def doubts(row: ResourceUse) -> list[str]:
    """What of a use looks as if the money went elsewhere than it was given for, in words."""
    found, purpose = [], row.purpose
    if purpose.project_id and row.project_id not in {None, purpose.project_id}:
        found.append(f"เงินนี้ให้เพื่อโครงการ {purpose.project} แต่บันทึกใช้กับโครงการ {row.project}")
    money = purpose.resources.valid().filter(kind=Resource.Kind.MONEY)
    first = money.aggregate(day=Min("received_on"))["day"]
    if first and row.used_on < first:
        found.append(f"วันที่ใช้ก่อนวันที่ได้รับเงินก้อนแรก {thai_date(first)} ตรวจวันที่อีกครั้ง")
    return found


@transaction.atomic
def void_use(row: ResourceUse, *, reason: str, by: User) -> ResourceUse:
    """Cross out a use; its money is there again. A second time changes nothing."""
    lock([row.purpose_id])
    row = ResourceUse.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.voided_at:
        return row
    row.voided_at, row.voided_by, row.void_reason = timezone.now(), by, normalize(reason)
    row.full_clean()
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    school_id = row.purpose.school_id
    audit.record("resource_use.void", row, by=by, school_id=school_id, reason=row.void_reason)
    return row

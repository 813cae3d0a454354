"""Writing, sending and withdrawing circulars; the schools' acknowledging; reminding them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from committee.models import Circular, CircularFile, CircularReceipt, CircularReminder
from schoolcare import audit, files, numbering
from schoolcare.models import NumberEntry, Numbering, Register, School, User

MOST_FILES = 10
TITLE_LENGTH = 150
PAPER = "district-circular"  # the slug of its letter, which carries the number


def schools_of(circular: Circular) -> QuerySet[School]:
    """The open schools of the office that a circular is meant for, as they are today."""
    schools = School.objects.filter(district=circular.district_id, is_active=True)
    if circular.audience == Circular.Audience.NETWORK:
        return schools.filter(network=circular.network_id, network__isnull=False)
    if circular.audience == Circular.Audience.AMPHOE:
        return schools.filter(amphoe=circular.amphoe).exclude(amphoe="")
    if circular.audience == Circular.Audience.PICKED:
        return schools.filter(pk__in=circular.picked.values("pk"))
    return schools


@transaction.atomic
def save_draft(
    circular: Circular,
    *,
    picked: Iterable[School],
    titles: Mapping[int, str],
    uploads: Iterable[File],
    by: User,
) -> Circular:
    """Keep a draft with its attachments; `titles` by file, "" takes the file out.

    Raises ValidationError for one that was sent, a file that cannot go out, or too many.
    """
    if circular.pk:
        _draft(circular.pk)
    is_new = circular.pk is None
    if is_new:
        circular.made_by = by
    circular.save()
    circular.picked.set(picked)
    for row in circular.files.filter(pk__in=titles.keys()):
        if titles[row.pk]:
            row.title = titles[row.pk]
            row.save(update_fields=["title"])
        else:
            row.delete()  # the bytes go with the orphans of the day
    _attach(circular, list(uploads), by=by)
    _record("circular.create" if is_new else "circular.update", circular, by=by)
    return circular


def _attach(circular: Circular, uploads: list[File], *, by: User) -> None:
    if circular.files.count() + len(uploads) > MOST_FILES:
        raise ValidationError({"uploads": f"แนบได้ไม่เกิน {MOST_FILES} ไฟล์"})
    for upload in uploads:
        try:
            stored = files.store_attachment(upload, school=None, by=by)
        except ValidationError as error:
            raise ValidationError({"uploads": error.messages}) from error
        name = files.safe_name(upload.name or "")
        title = name.rpartition(".")[0] or name
        CircularFile.objects.create(circular=circular, file=stored, title=title[:TITLE_LENGTH])


@transaction.atomic
def send(circular: Circular, *, number: str = "", by: User) -> Circular:
    """Send a draft to its schools, once, and lock it; its number is taken where we keep a register.

    `number` is the one typed from the office's own system. Raises ValidationError for what is no
    draft, and where there is no school to send it to.
    """
    circular = _draft(circular.pk)
    schools = list(schools_of(circular))
    if not schools:
        raise ValidationError("ยังไม่มีโรงเรียนที่จะส่งถึง เลือกโรงเรียนก่อนส่ง")
    today = timezone.localdate()
    if circular.answer_by and circular.answer_by < today:
        raise ValidationError("วันที่ให้รับทราบผ่านไปแล้ว แก้ไขก่อนส่ง")
    circular.number = _number(circular, number, by=by)
    circular.state, circular.sent_on, circular.sent_by = Circular.State.SENT, today, by
    circular.save()
    CircularReceipt.objects.bulk_create(
        CircularReceipt(circular=circular, school=school) for school in schools
    )
    _record("circular.submit", circular, by=by, schools=[school.pk for school in schools])
    return circular


def _number(circular: Circular, typed: str, *, by: User) -> str:
    """From our register, typed, or nothing: the place stays for the pen."""
    office = circular.district
    if office.numbering == Numbering.TYPED:
        return typed.strip()
    if office.numbering != Numbering.REGISTER:
        return ""
    return take_number(circular, dated_on=timezone.localdate(), by=by).text


def take_number(circular: Circular, *, dated_on: date, by: User) -> NumberEntry:
    """The circular's number (ว) from the register of its office, the same one if asked again."""
    return numbering.take(
        circular.district,
        Register.SENT,
        dated_on=dated_on,
        subject=circular.subject,
        to=circular.audience_words,
        is_circular=True,
        paper=(PAPER, f"///{circular.pk}"),
        by=by,
    )


@transaction.atomic
def withdraw(circular: Circular, *, reason: str, by: User) -> Circular:
    """Say that a draft or a sent circular no longer stands; the row stays with its reason.

    A second time changes nothing.
    """
    circular = Circular.objects.select_for_update().get(pk=circular.pk)
    if circular.state == Circular.State.WITHDRAWN:
        return circular
    circular.state, circular.withdraw_reason = Circular.State.WITHDRAWN, reason
    circular.withdrawn_at, circular.withdrawn_by = timezone.now(), by
    circular.save()
    _record("circular.cancel", circular, by=by, reason=reason)
    return circular


def open_receipt(receipt: CircularReceipt, *, by: User) -> CircularReceipt:
    """Note who in a school read a circular first; later readers change and cost nothing."""
    return receipt if receipt.opened_at else _opened(receipt, by=by)


@transaction.atomic
def _opened(receipt: CircularReceipt, *, by: User) -> CircularReceipt:
    found = CircularReceipt.objects.filter(pk=receipt.pk, opened_at=None)
    now = timezone.now()
    if found.update(opened_at=now, opened_by=by):
        receipt.opened_at, receipt.opened_by = now, by
        audit.record("receipt.open", receipt, by=by, school_id=receipt.school_id)
    return receipt


@transaction.atomic
def acknowledge(receipt: CircularReceipt, *, answer: str, by: User) -> CircularReceipt:
    """A school says รับทราบ, once; the first answer stands. Raises ValidationError if withdrawn."""
    receipt = CircularReceipt.objects.select_for_update().get(pk=receipt.pk)
    if receipt.acknowledged_at:
        return receipt
    if not receipt.circular.is_sent:
        raise ValidationError("หนังสือเวียนฉบับนี้ยกเลิกแล้ว ไม่ต้องรับทราบ")
    receipt.acknowledged_at, receipt.acknowledged_by = timezone.now(), by
    receipt.answer = answer
    receipt.save(update_fields=["acknowledged_at", "acknowledged_by", "answer"])
    audit.record("receipt.acknowledge", receipt, by=by, school_id=receipt.school_id)
    return receipt


@transaction.atomic
def remind(
    circular: Circular, receipts: Iterable[CircularReceipt], *, by: User
) -> CircularReminder:
    """Keep whom the office reminds today; the letters are made from it. Raises ValidationError."""
    chosen = list(receipts)
    if not circular.is_sent:
        raise ValidationError("หนังสือเวียนฉบับนี้ไม่ได้ส่งอยู่ จึงเตือนไม่ได้")
    if not chosen:
        raise ValidationError("เลือกโรงเรียนอย่างน้อยหนึ่งแห่ง")
    made = CircularReminder.objects.create(
        circular=circular, made_by=by, made_on=timezone.localdate()
    )
    made.receipts.set(chosen)
    rows = [one.school_id for one in chosen]
    audit.record("circular.remind", circular, by=by, district_id=circular.district_id, schools=rows)
    return made


def _draft(pk: int) -> Circular:
    """The row, locked, while it may still be changed. Raises ValidationError."""
    rows = Circular.objects.select_for_update(of=("self",)).select_related("district", "network")
    circular = rows.get(pk=pk)
    if not circular.is_draft:
        raise ValidationError("หนังสือเวียนฉบับนี้ส่งหรือยกเลิกแล้ว แก้ไขไม่ได้ ให้ทำฉบับใหม่ที่แก้ไขฉบับเดิม")
    return circular


def _record(action: str, circular: Circular, *, by: User, **facts: Any) -> None:
    audit.record(action, circular, by=by, district_id=circular.district_id, **facts)

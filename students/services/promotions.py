"""Keeping activities of pupils: who took part, what each won, what proves it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet

from schoolcare import audit, files
from schoolcare.models import User
from schoolcare.thai import academic_year
from students.models import (
    Enrolment,
    Promotion,
    PromotionChoice,
    PromotionFile,
    PromotionPupil,
    Student,
)

MOST_PUPILS = 5000
TYPED = ["year", "title", "kind", "level", "is_outside", "starts_on", "ends_on", "place"]
TYPED += ["organizer", "result"]


def taken_part(school_id: int, year: int) -> QuerySet[PromotionPupil]:
    """Who took part in what that was not called off, with pupil, class, kind and award."""
    rows = PromotionPupil.objects.filter(
        promotion__school=school_id, promotion__year=year, promotion__void_reason=""
    )
    return rows.select_related("promotion__kind", "student", "classroom", "award")


@transaction.atomic
def save_promotion(promotion: Promotion, *, staff: Iterable[User], by: User) -> Promotion:
    """Keep an activity with who answers for it. Raises ValidationError for days that cannot be."""
    is_new = promotion.pk is None
    if is_new:
        promotion.made_by = by
    else:
        _standing(promotion)
    promotion.year = academic_year(promotion.starts_on)
    promotion.full_clean()
    promotion.save(update_fields=None if is_new else TYPED)
    promotion.staff.set(staff)
    _record("promotion.create" if is_new else "promotion.update", promotion, by=by)
    return promotion


@transaction.atomic
def add_pupils(promotion: Promotion, students: Iterable[Student], *, by: User) -> int:
    """Add who is not there yet; tells how many. Raises ValidationError for others' pupils."""
    _standing(promotion)
    chosen = {one.pk: one for one in students}
    if any(one.school_id != promotion.school_id for one in chosen.values()):
        raise ValidationError("เลือกได้เฉพาะนักเรียนของโรงเรียนนี้")
    there = set(promotion.pupils.values_list("student_id", flat=True))
    new = [key for key in chosen if key not in there]
    if len(there) + len(new) > MOST_PUPILS:
        raise ValidationError(f"กิจกรรมหนึ่งมีนักเรียนได้ไม่เกิน {MOST_PUPILS} คน")
    seats = Enrolment.objects.filter(student__in=new, year=promotion.year, ends_on=None)
    rooms = dict(seats.values_list("student_id", "classroom_id"))
    PromotionPupil.objects.bulk_create(
        (
            PromotionPupil(promotion=promotion, student_id=key, classroom_id=rooms.get(key))
            for key in new
        ),
        batch_size=1000,
    )
    if new:
        _record("promotion.choose", promotion, by=by, pupils=new)
    return len(new)


@transaction.atomic
def pick(
    promotion: Promotion, among: Iterable[Student], chosen: Iterable[Student], *, by: User
) -> None:
    """Of the pupils `among`, exactly `chosen` take part; others stay as they are.

    Raises ValidationError where one who has won something would be taken out.
    """
    keep = {one.pk for one in chosen}
    out = promotion.pupils.filter(student__in=[one.pk for one in among if one.pk not in keep])
    if out.filter(award__isnull=False).exists():
        raise ValidationError("นักเรียนที่มีผลแล้วเอาออกไม่ได้ ลบผลก่อน")
    add_pupils(promotion, chosen, by=by)
    gone = list(out.values_list("student_id", flat=True))
    if gone:
        out.delete()
        _record("promotion.choose", promotion, by=by, removed=len(gone))


@transaction.atomic
def save_results(
    promotion: Promotion,
    results: Mapping[PromotionPupil, tuple[PromotionChoice | None, str]],
    *,
    by: User,
) -> None:
    """What each won, and a remark. Raises ValidationError for awards of elsewhere."""
    _standing(promotion)
    offered = {None, promotion.school_id}
    if any(award and award.school_id not in offered for award, _ in results.values()):
        raise ValidationError("เลือกผลจากรายการ")
    for row, (award, remark) in results.items():
        row.award, row.remark = award, remark
    PromotionPupil.objects.bulk_update(results, ["award", "remark"])
    keys = [row.student_id for row in results]
    _record("promotion.finish", promotion, by=by, pupils=keys)


@transaction.atomic
def void(promotion: Promotion, *, reason: str, by: User) -> Promotion:
    """Call it off; it stays in the list and in nobody's history."""
    _standing(promotion)
    promotion.void_reason = reason
    promotion.save(update_fields=["void_reason"])
    _record("promotion.void", promotion, by=by, reason=reason)
    return promotion


@transaction.atomic
def attach(promotion: Promotion, upload: File, *, by: User) -> PromotionFile:
    """Keep a photo or PDF. Raises ValidationError for what is neither, too many, or there."""
    _standing(promotion)
    if promotion.files.count() >= PromotionFile.MOST:
        raise ValidationError(f"ใส่ได้ไม่เกิน {PromotionFile.MOST} ไฟล์")
    stored = files.store_scan(upload, school=promotion.school, by=by)
    if promotion.files.filter(file__sha256=stored.sha256).exists():
        raise ValidationError("ไฟล์นี้ใส่ไว้แล้ว")
    kept = promotion.files.create(file=stored, added_by=by)
    _record("promotion.attach", promotion, by=by)
    return kept


@transaction.atomic
def detach(kept: PromotionFile, *, by: User) -> None:
    """Take a file out; its bytes are cleaned up later."""
    _record("promotion.evidence_remove", kept.promotion, by=by)
    kept.delete()


def _standing(promotion: Promotion) -> None:
    """Locks the row, so that nobody calls it off meanwhile."""
    now = Promotion.objects.select_for_update(of=("self",)).get(pk=promotion.pk)
    if now.void_reason:
        raise ValidationError("กิจกรรมนี้ยกเลิกแล้ว")


def _record(action: str, promotion: Promotion, *, by: User, **facts: Any) -> None:
    audit.record(action, promotion, by=by, school_id=promotion.school_id, **facts)

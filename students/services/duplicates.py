"""Making two records one, or saying that they are two people. Both are recorded."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models.deletion import Collector

from schoolcare import audit
from schoolcare.models import User
from students.duplicates.walk import Report, move, written
from students.models import DistinctPair, MergedStudent, Student
from students.services.growth import follow, judge_again

OWN = {"id", "school", "search", "name_key", "version", "created_at"}  # never chosen
GONE = "ระเบียนหนึ่งถูกรวมหรือลบไปแล้ว"
OTHER_SCHOOL = "รวมได้เฉพาะระเบียนของโรงเรียนเดียวกัน"
CHANGED = "มีข้อมูลเปลี่ยนไประหว่างที่ตรวจดู ยังไม่ได้รวม กรุณาดูรายการอีกครั้ง"


@dataclass(frozen=True)
class Wish:
    """What a person chose: fields taken from the other record, rows that count on by clash."""

    fields: frozenset[str] = frozenset()
    rows: Mapping[str, str] = field(default_factory=dict)
    seen: str | None = None  # the clashes that the person was shown


class _TakeBack(Exception):  # noqa: N818 -- ends a rehearsal
    pass


def chosen_fields() -> list[Any]:
    """The fields of a pupil of which one value counts on."""
    return [one for one in Student._meta.concrete_fields if one.name not in OWN]


def rehearse(kept: Student, other: Student) -> Report:
    """What a merge would do, by doing it and taking it back. Raises ValidationError as `merge`."""
    report = Report()
    try:
        with transaction.atomic():
            one, two = _locked(kept, other)
            report = move(one, two, {})
            raise _TakeBack
    except _TakeBack:
        return report


@transaction.atomic
def merge(kept: Student, other: Student, *, reason: str, wish: Wish, by: User) -> MergedStudent:
    """Bring all of `other` to `kept`; what cannot stand beside is written into the merged record.

    Raises ValidationError for two schools, a record that is gone, or clashes nobody was shown.
    """
    kept, other = _locked(kept, other)
    report = move(kept, other, wish.rows)
    if wish.seen is not None and wish.seen != report.keys:
        raise ValidationError(CHANGED)
    merged = MergedStudent(
        student=kept, old_key=other.pk, old_code=other.code, reason=reason, merged_by=by
    )
    taken = {
        one.attname: getattr(other, one.attname)
        for one in chosen_fields()
        if one.name in wish.fields
    }
    report.snapshot += _replaced(kept, taken) + _without(other)
    _take_over(kept, taken)
    merged.moved, merged.kept_rows = report.moved, len(report.snapshot)
    merged.kept = json.dumps(report.snapshot, cls=DjangoJSONEncoder, ensure_ascii=False)
    merged.save()
    where = {"school_id": kept.school_id, "by": by}
    facts = {"reason": reason, "fields": sorted(wish.fields), "from_key": merged.old_key}
    audit.record("student.merge", kept, pupil_id=kept.pk, **facts, **where)  # type: ignore[arg-type]
    audit.record("student.merge", kept, pupil_id=merged.old_key, into_key=kept.pk, **where)  # type: ignore[arg-type]
    return merged


def _replaced(kept: Student, taken: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The values of the record that stays which go for those of the other one."""
    names = {one.name for one in chosen_fields() if one.attname in taken}
    old = serializers.serialize("python", [kept], fields=names)[0] if names else {"fields": {}}
    return [old] if any(value not in (None, "") for value in old["fields"].values()) else []


def _take_over(kept: Student, values: Mapping[str, Any]) -> None:
    """The values chosen from the other record, and what follows from the rows that came."""
    for name, value in values.items():
        setattr(kept, name, value)
    kept.fill_search()
    kept.version += 1
    kept.save()
    follow([kept.pk])
    judge_again([kept.pk])


def _locked(kept: Student, other: Student) -> tuple[Student, Student]:
    """Both, held until the transaction ends, always in one order."""
    rows = Student.objects.select_for_update().filter(pk__in=[kept.pk, other.pk]).order_by("pk")
    found = {one.pk: one for one in rows}
    if len(found) != len({kept.pk, other.pk}) or kept.pk == other.pk:
        raise ValidationError(GONE)
    one, two = found[kept.pk], found[other.pk]
    if one.school_id != two.school_id:
        raise ValidationError(OTHER_SCHOOL)
    return one, two


def _without(other: Student) -> list[dict[str, Any]]:
    """Delete the record that is empty now, after writing it down."""
    collector = Collector(using=other._state.db or "default", origin=other)
    collector.collect([other])
    rows = written(collector)
    collector.delete()
    return rows


@transaction.atomic
def keep_apart(
    student: Student, others: Iterable[Student], *, reason: str, by: User | None
) -> None:
    """Say that these are other people than `student`: they are no longer listed as doubles."""
    for other in others:
        one, two = sorted((student, other), key=lambda each: each.pk)
        said = {"reason": reason, "said_by": by}
        pair, _is_new = DistinctPair.objects.update_or_create(one=one, other=two, defaults=said)
        audit.record(
            "student.distinct",
            pair,
            by=by,
            school_id=student.school_id,
            pupil_id=student.pk,
            other=other.pk,
            reason=reason,
        )

"""Keeping trainings: who takes part, who came for how many hours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from committee.models import Board, Member, Trainee, Training
from committee.terms import NAMES, person_of
from schoolcare import audit
from schoolcare.models import School, User

BOARD = "คณะกรรมการสถานศึกษาขั้นพื้นฐาน"


@dataclass(frozen=True)
class Mark:
    """What is noted of one trainee; `is_dropped` takes them off the list."""

    hours: Decimal | None
    passed: bool
    is_dropped: bool = False


@transaction.atomic
def save_training(training: Training, *, by: User) -> Training:
    """Keep a training. Raises ValidationError for dates or hours that cannot be."""
    is_new = training.pk is None
    if is_new:
        training.made_by = by
    training.full_clean()
    training.save()
    _record("training.create" if is_new else "training.update", training, by=by)
    return training


def members_at(schools: Iterable[School], training: Training) -> QuerySet[Member]:
    """Who sits on these schools' boards on the training's first day and is not on its list."""
    boards = Board.objects.covering(training.starts_on).filter(school__in=schools)
    rows = Member.objects.filter(board__in=boards).seated(training.starts_on)
    rows = rows.exclude(pk__in=training.trainees.exclude(member=None).values("member"))
    return rows.select_related("board__school").order_by("board__school__name", "seat", "pk")


@transaction.atomic
def add_members(training: Training, members: Iterable[Member], *, by: User) -> int:
    """Put board members on the list, each once. Gives how many were new.

    Raises ValidationError for somebody of another office's school.
    """
    training = Training.objects.select_for_update().get(pk=training.pk)
    there = set(training.trainees.exclude(member=None).values_list("member", flat=True))
    new = [one for one in members if one.pk not in there]
    if any(one.board.school.district_id != training.district_id for one in new):
        raise ValidationError("อบรมได้เฉพาะกรรมการของโรงเรียนในสังกัด")
    Trainee.objects.bulk_create(
        Trainee(
            training=training,
            member=one,
            school=one.board.school,
            name=one.full_name,
            post=f"{one.position} {BOARD}",
        )
        for one in new
    )
    if new:
        _record("training.people", training, by=by, count=len(new))
    return len(new)


@transaction.atomic
def add_outsider(trainee: Trainee, *, by: User) -> Trainee:
    """Put somebody who sits on no board on the list. Raises ValidationError: a foreign school."""
    school = trainee.school
    if school and school.district_id != trainee.training.district_id:
        raise ValidationError({"school": "เลือกโรงเรียนในสังกัด"})
    trainee.full_clean()
    trainee.save()
    _record("training.people", trainee.training, by=by, count=1)
    return trainee


@transaction.atomic
def mark(training: Training, marks: Mapping[int, Mark], *, by: User) -> Training:
    """Note hours and results by trainee.

    Raises ValidationError by `hours_` and trainee for more hours than there were, and for who
    passed without any.
    """
    faults = {f"hours_{pk}": _fault(training, mark) for pk, mark in marks.items()}
    if any(faults.values()):
        raise ValidationError({name: words for name, words in faults.items() if words})
    rows = training.trainees.select_for_update(of=("self",)).in_bulk(list(marks))
    changed = 0
    for pk, row in rows.items():
        noted = marks[pk]
        if noted.is_dropped:
            row.delete()
            changed += 1
        elif (row.hours, row.passed) != (noted.hours, noted.passed):
            row.hours, row.passed = noted.hours, noted.passed
            row.save(update_fields=["hours", "passed"])
            changed += 1
    if changed:
        _record("training.hours", training, by=by, count=changed)
    return training


def _fault(training: Training, noted: Mark) -> str:
    if noted.is_dropped:
        return ""
    if noted.hours is not None and noted.hours > training.hours:
        return f"ชั่วโมงเกินที่อบรม ({hours_words(training.hours)})"
    return "ผู้ผ่านต้องมีชั่วโมงเข้าอบรม" if noted.passed and not noted.hours else ""


def hours_words(hours: Decimal) -> str:
    """6 ชั่วโมง, 4.5 ชั่วโมง"""
    return f"{hours.normalize():f} ชั่วโมง"


def trainings_of(member: Member) -> list[Trainee]:
    """What a person attended as a member of this school's boards, any term; one query."""
    who = person_of(*(getattr(member, name) for name in NAMES))
    rows = Trainee.objects.filter(school=member.board.school_id, hours__gt=0)
    rows = rows.exclude(member=None).select_related("training", "member")
    return [
        row
        for row in rows.order_by("-training__starts_on", "-pk")
        if row.member_id == member.pk
        or who.is_same(person_of(*(getattr(row.member, name) for name in NAMES)))
    ]


def _record(action: str, training: Training, *, by: User, **facts: Any) -> None:
    audit.record(action, training, by=by, district_id=training.district_id, **facts)

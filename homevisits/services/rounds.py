"""Rounds of home visits: opened, changed, closed, opened again; the pupils chosen for one."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from homevisits.models import VisitRound
from schoolcare import audit
from schoolcare.models import Term, User
from students.models import Classroom, Student

FIXED = {"term", "who", "form"}  # what visits of the round were made under


def suggested_number(term: Term | None) -> int:
    """The next free number of the term."""
    last = VisitRound.objects.filter(term=term).aggregate(Max("number"))["number__max"]
    return (last or 0) + 1


def current(rounds: Iterable[VisitRound], today: date) -> VisitRound | None:
    """The round to work in: the newest open one that has begun, else the newest of all."""
    newest = sorted(rounds, key=lambda one: (one.opens_on, one.pk), reverse=True)
    running = [one for one in newest if one.closed_at is None and one.opens_on <= today]
    return next(iter(running or newest), None)


@transaction.atomic
def open_round(visit_round: VisitRound, *, by: User) -> VisitRound:
    """Write a new round whose fields were checked by its form."""
    visit_round.school_id = visit_round.term.school_id
    visit_round.created_by = by
    visit_round.save()
    _record("round.open", visit_round, by=by, number=visit_round.number)
    return visit_round


@transaction.atomic
def change_round(visit_round: VisitRound, *, by: User) -> VisitRound:
    """Write changed fields. Raises ValidationError where visits were made under the old ones."""
    before = VisitRound.objects.select_for_update().get(pk=visit_round.pk)
    changes = audit.differences(before, visit_round)
    if FIXED & set(changes) and before.visits.exists():
        raise ValidationError("รอบนี้มีการเยี่ยมแล้ว เปลี่ยนได้เฉพาะรอบที่และวันที่")
    if changes:
        visit_round.save()
        _record("round.update", visit_round, by=by, **changes)
    return visit_round


@transaction.atomic
def close_round(visit_round: VisitRound, *, by: User) -> VisitRound:
    """No visit is started in a closed round; what is begun may still be finished."""
    if visit_round.closed_at is None:
        visit_round.closed_at = timezone.now()
        visit_round.save(update_fields=["closed_at"])
        _record("round.close", visit_round, by=by)
    return visit_round


@transaction.atomic
def reopen_round(visit_round: VisitRound, *, by: User) -> VisitRound:
    if visit_round.closed_at is not None:
        visit_round.closed_at = None
        visit_round.save(update_fields=["closed_at"])
        _record("round.reopen", visit_round, by=by)
    return visit_round


@transaction.atomic
def choose_pupils(
    visit_round: VisitRound, classroom: Classroom, pupils: Iterable[Student], *, by: User
) -> VisitRound:
    """Exactly these pupils of the class are to be visited; those of other classes stay chosen.

    Raises ValidationError for a round of everybody, or a pupil who does not sit in the class.
    """
    if visit_round.who != VisitRound.Who.CHOSEN:
        raise ValidationError("รอบนี้ไม่ได้กำหนดให้เลือกนักเรียนเป็นรายคน")
    seated = set(
        classroom.enrolments.filter(
            ends_on=None, classroom__school=visit_round.school_id
        ).values_list("student_id", flat=True)
    )
    wanted = {pupil.pk for pupil in pupils}
    if not wanted <= seated:
        raise ValidationError("เลือกได้เฉพาะนักเรียนในห้องนี้")
    visit_round.chosen.remove(*(seated - wanted))
    visit_round.chosen.add(*wanted)
    _record("round.choose", visit_round, by=by, classroom=classroom.pk, pupils=sorted(wanted))
    return visit_round


def _record(action: str, visit_round: VisitRound, *, by: User, **changes: Any) -> None:
    audit.record(action, visit_round, by=by, school_id=visit_round.school_id, **changes)

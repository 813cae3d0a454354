"""The office's monitoring rounds: their questions, opening, closing."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from committee.models import Monitoring
from committee.monitoring.questions import Section, to_plain
from schoolcare import audit
from schoolcare.models import District, User

State = Monitoring.State
QUESTIONS = {"questions"}  # a draft may have none yet


@transaction.atomic
def create_monitoring(monitoring: Monitoring, office: District, *, by: User) -> Monitoring:
    """A new round as a draft, with the questions that it was given. Raises ValidationError."""
    monitoring.district, monitoring.made_by, monitoring.state = office, by, State.DRAFT
    monitoring.full_clean(exclude=QUESTIONS)
    monitoring.save()
    _record("monitoring.create", monitoring, by=by)
    return monitoring


@transaction.atomic
def update_monitoring(monitoring: Monitoring, *, by: User) -> Monitoring:
    """Title, days, step, note. Raises ValidationError once the round is closed."""
    current = _locked(monitoring)
    if current.state == State.CLOSED:
        raise ValidationError("รอบนี้ปิดแล้ว เปิดรับรายงานอีกครั้งก่อนจึงแก้ไขได้")
    monitoring.full_clean(exclude=QUESTIONS)
    changes = audit.differences(current, monitoring)
    if changes:
        monitoring.save()
        _record("monitoring.update", monitoring, by=by, fields=changes)
    return monitoring


@transaction.atomic
def set_questions(
    monitoring: Monitoring, sections: Sequence[Section], *, version: int, by: User
) -> Monitoring:
    """Other questions, in place of those of `version`.

    Raises ValidationError once the round was opened, and where somebody changed them in between.
    """
    current = _locked(monitoring)
    if current.state != State.DRAFT:
        raise ValidationError("รอบนี้เปิดแล้ว แก้ไขข้อคำถามไม่ได้")
    if current.questions_version != version:
        raise ValidationError("มีคนแก้ไขข้อคำถามไปก่อน โปรดดูข้อคำถามล่าสุดแล้วแก้ไขอีกครั้ง")
    current.questions = to_plain(sections)
    current.questions_version = version + 1
    current.save(update_fields=["questions", "questions_version"])
    _record("monitoring.questions", current, by=by, number=current.questions_version)
    return current


@transaction.atomic
def open_monitoring(monitoring: Monitoring, *, by: User) -> Monitoring:
    """Let the schools report; also a closed round, for latecomers. Raises ValidationError."""
    current = _locked(monitoring)
    if current.state == State.OPEN:
        return current
    if not current.questions:
        raise ValidationError("ยังไม่มีข้อคำถาม เพิ่มอย่างน้อยหนึ่งข้อก่อนเปิด")
    current.state, current.closed_at = State.OPEN, None
    current.opened_at = current.opened_at or timezone.now()
    current.save(update_fields=["state", "opened_at", "closed_at"])
    _record("monitoring.open", current, by=by)
    return current


@transaction.atomic
def close_monitoring(monitoring: Monitoring, *, by: User) -> Monitoring:
    """No school reports from here on. Raises ValidationError for a draft."""
    current = _locked(monitoring)
    if current.state == State.DRAFT:
        raise ValidationError("แบบติดตามนี้ยังไม่ได้เปิด")
    if current.state == State.OPEN:
        current.state, current.closed_at = State.CLOSED, timezone.now()
        current.save(update_fields=["state", "closed_at"])
        _record("monitoring.close", current, by=by)
    return current


@transaction.atomic
def drop_monitoring(monitoring: Monitoring, *, by: User) -> None:
    """Throw a draft away. Raises ValidationError once it was opened."""
    current = _locked(monitoring)
    if current.state != State.DRAFT:
        raise ValidationError("แบบติดตามที่เปิดแล้วลบไม่ได้")
    _record("monitoring.drop", current, by=by)
    current.delete()


def _locked(monitoring: Monitoring) -> Monitoring:
    """The round as it is now. Raises ValidationError where somebody threw the draft away."""
    found = Monitoring.objects.select_for_update().filter(pk=monitoring.pk).first()
    if found is None:
        raise ValidationError("มีผู้ลบร่างนี้ไปก่อนแล้ว")
    return found


def _record(action: str, monitoring: Monitoring, *, by: User, **facts: Any) -> None:
    audit.record(action, monitoring, by=by, district_id=monitoring.district_id, **facts)

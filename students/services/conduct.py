"""New versions of a school's scale of points and of its rules."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schoolcare import audit
from schoolcare.models import School, User
from students.behaviour_points import time_of
from students.models import BehaviourKind, BehaviourScale, BehaviourThreshold, ConductRules
from students.services import letters

OVERTAKEN = "มีคนอื่นบันทึกฉบับใหม่ไปก่อน จึงยังไม่ได้บันทึกของคุณ เปิดหน้านี้ใหม่เพื่อเริ่มจากฉบับล่าสุด"


@transaction.atomic
def publish_scale(
    scale: BehaviourScale,
    kinds: Iterable[BehaviourKind],
    thresholds: Iterable[BehaviourThreshold],
    *,
    over: BehaviourScale,
    by: User,
) -> BehaviourScale:
    """Keep a scale as the next version of its school. Raises ValidationError where `over`, which it
    was made from, is no longer the newest.
    """
    school = _lock(scale.school)
    newest = BehaviourScale.objects.known_to(school).first()
    if newest != over:
        raise ValidationError(OVERTAKEN)
    scale.pk, scale.made_by = None, by
    scale.version = over.version + 1 if over.school_id else 1
    scale.full_clean()
    scale.save()
    for position, kind in enumerate(kinds, start=1):
        kind.pk, kind.scale, kind.position = None, scale, position
        kind.save()
    for one in thresholds:
        one.pk, one.scale = None, scale
        one.save()
    letters.prompt_all(school, scale, *time_of(school, timezone.localdate()))
    _record("scale.create", scale, by=by)
    return scale


@transaction.atomic
def announce_rules(rules: ConductRules, *, over: ConductRules, by: User) -> ConductRules:
    """Keep rules as the next version of their school. Raises ValidationError where `over`, which
    they were made from, is no longer the newest.
    """
    school = _lock(rules.school)
    newest = ConductRules.objects.known_to(school).first()
    if newest != over:
        raise ValidationError(OVERTAKEN)
    rules.pk, rules.made_by = None, by
    rules.version = over.version + 1 if over.school_id else 1
    rules.full_clean()
    rules.save()
    _record("conduct.create", rules, by=by)
    return rules


def _lock(school: School | None) -> School:
    """So that of two who publish at once the second is refused."""
    assert school is not None  # noqa: S101 -- shipped versions are nobody's to change
    return School.objects.select_for_update(of=("self",)).get(pk=school.pk)


def _record(action: str, row: Any, *, by: User) -> None:
    audit.record(action, row, by=by, school_id=row.school_id, revision=row.version)

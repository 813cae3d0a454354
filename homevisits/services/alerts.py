"""Alerts of child protection: raised by a tick, handed on, closed to a person, dealt with."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.signals import m2m_changed
from django.dispatch import receiver
from django.utils import timezone

from homevisits.models import HomeVisit, ProtectionAlert
from schoolcare import audit
from schoolcare.access import GRANTS, Permission
from schoolcare.models import Membership, User
from schoolcare.registry import Danger


@transaction.atomic
def raise_alert(visit: HomeVisit, *, by: User) -> ProtectionAlert | None:
    """Bring the alert of `visit` up to its ticks that mean danger (care.md §2.3); None without any.

    Call it after the ticks are written, in the same transaction. What was once raised stays, also
    when the tick is taken back; a kind that is new asks to be acknowledged anew.
    """
    ticks = visit.ticks.filter(is_danger=True).values_list("item", "option")
    kinds = [f"{item}.{option}" for item, option in ticks]
    return _raise(kinds, by=by, visit=visit, student=visit.student)


@transaction.atomic
def raise_danger(danger: Danger, *, by: User) -> ProtectionAlert | None:
    """The alert of a record elsewhere (`registry.dangers`), as `raise_alert` that of a visit."""
    student = danger.student
    found = {"student": student, "source": danger.source}
    return _raise(list(danger.words), by=by, **found)


def closed_sources_of(user: User) -> QuerySet:
    """The records elsewhere whose alert excludes `user`, as `registry.closed_sources`."""
    return ProtectionAlert.objects.filter(excluded=user).exclude(source="").values("source")


@receiver(m2m_changed, sender=ProtectionAlert.excluded.through)
def _know_who_is_kept_out(*, action: str, pk_set: set[int] | None, **_: Any) -> None:
    """Whoever writes the list, `User.is_kept_out` follows; it stays when they are let in again."""
    if action == "post_add":
        User.objects.filter(pk__in=pk_set or ()).update(is_kept_out=True)


def _raise(kinds: list[str], *, by: User, **record: Any) -> ProtectionAlert | None:
    alert = ProtectionAlert.objects.select_for_update(of=("self",)).filter(**record).first()
    if alert is None:
        return _open(kinds, by=by, **record) if kinds else None
    added = [kind for kind in kinds if kind not in alert.kinds]
    if added:
        alert.kinds = [*alert.kinds, *added]
        alert.acknowledged_by, alert.acknowledged_at = None, None
        alert.save(update_fields=["kinds", "acknowledged_by", "acknowledged_at"])
        _record("alert.update", alert, by=by, kinds=len(alert.kinds))
    return alert


def _open(kinds: list[str], *, by: User, **record: Any) -> ProtectionAlert:
    seat = record["student"].newest_seats[:1]
    place = {"classroom": seat[0].classroom} if seat and "source" in record else {}
    alert, is_new = ProtectionAlert.objects.get_or_create(
        **record, defaults=place | {"kinds": kinds, "raised_by": by}
    )
    if is_new:
        _record("alert.raise", alert, by=by, kinds=len(kinds))
    return alert


@transaction.atomic
def acknowledge(alert: ProtectionAlert, *, by: User) -> ProtectionAlert:
    """The first to see it says so; a second click changes nothing."""
    alert = ProtectionAlert.objects.select_for_update().get(pk=alert.pk)
    if alert.acknowledged_at is None:
        alert.acknowledged_by, alert.acknowledged_at = by, timezone.now()
        alert.save(update_fields=["acknowledged_by", "acknowledged_at"])
        _record("alert.acknowledge", alert, by=by)
    return alert


@transaction.atomic
def assign(alert: ProtectionAlert, people: Iterable[User], *, by: User) -> ProtectionAlert:
    """Hand the alert to these people and nobody else.

    Raises ValidationError where one of them is excluded from it or may not have alerts.
    """
    chosen = list(people)
    allowed = set(assignable(alert).values_list("pk", flat=True))
    if any(person.pk not in allowed for person in chosen):
        raise ValidationError("มอบหมายได้เฉพาะครูแนะแนวของโรงเรียนที่ไม่ถูกกันออกจากเรื่องนี้")
    alert.assigned_to.set(chosen)
    _record("alert.assign", alert, by=by, people=[person.pk for person in chosen])
    return alert


@transaction.atomic
def exclude(alert: ProtectionAlert, people: Iterable[User], *, by: User) -> ProtectionAlert:
    """Close the alert to these people, who lose it at once; the others may see it again.

    Raises ValidationError where nobody would be left who answers for it.
    """
    chosen = list(people)
    gone = {person.pk for person in chosen}
    staff = set(staff_of(alert).values_list("pk", flat=True))
    if not gone <= staff | set(alert.excluded.values_list("pk", flat=True)):
        raise ValidationError("เลือกได้เฉพาะบุคลากรของโรงเรียน")
    if not holders(alert, Permission.ALERT_VIEW).exclude(pk__in=gone).exists():
        raise ValidationError("ต้องเหลือผู้รับผิดชอบเรื่องนี้อย่างน้อยหนึ่งคน")
    alert.excluded.set(chosen)
    alert.assigned_to.remove(*gone)
    _record("alert.exclude", alert, by=by, people=sorted(gone))
    return alert


@transaction.atomic
def note_handling(alert: ProtectionAlert, text: str, *, by: User) -> ProtectionAlert:
    """Write what was done: time, channel, officer, reference number (พ.ร.บ.คุ้มครองเด็ก ม.29).

    Each note is added under the earlier ones with its writer and time; nothing is written over.
    """
    if not text.strip():
        raise ValidationError("เขียนสิ่งที่ดำเนินการ")
    alert = ProtectionAlert.objects.select_for_update().get(pk=alert.pk)
    now = timezone.localtime()
    line = f"{now:%d/%m/}{now.year + 543} {now:%H:%M} น. {by.full_name}\n{text.strip()}"
    alert.handled_note = "\n\n".join(part for part in (alert.handled_note, line) if part)
    fields = ["handled_note"]
    if alert.acknowledged_at is None:
        alert.acknowledged_by, alert.acknowledged_at = by, now
        fields += ["acknowledged_by", "acknowledged_at"]
    alert.save(update_fields=fields)
    _record("alert.handle", alert, by=by)
    return alert


def holders(alert: ProtectionAlert, permission: Permission) -> QuerySet[User]:
    """Active people who hold `permission` at the pupil's school today."""
    roles = [role for role, grants in GRANTS.items() if permission in grants]
    return _people(alert, Q(role__in=roles))


def assignable(alert: ProtectionAlert) -> QuerySet[User]:
    """Counsellors and others to whom alerts are handed, minus who is excluded from this one."""
    answering = holders(alert, Permission.ALERT_VIEW).values("pk")
    handed = holders(alert, Permission.ALERT_ASSIGNED).exclude(pk__in=answering)
    return handed.exclude(pk__in=alert.excluded.values("pk"))


def staff_of(alert: ProtectionAlert) -> QuerySet[User]:
    """Everybody with a role at the pupil's school today."""
    return _people(alert, Q())


def _people(alert: ProtectionAlert, condition: Q) -> QuerySet[User]:
    found = Membership.objects.on(timezone.localdate()).filter(
        condition, school=alert.student.school_id
    )
    return User.objects.filter(pk__in=found.values("user_id"), is_active=True)


def _record(action: str, alert: ProtectionAlert, *, by: User, **changes: Any) -> None:
    student = alert.student
    audit.record(action, alert, by=by, school_id=student.school_id, pupil_id=student.pk, **changes)

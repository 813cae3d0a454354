"""Keeping needs of the community, and tying what answers them."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from community.models import Activity, Expert, Need, NeedExpert
from schoolcare import audit
from schoolcare.keeping import keep, remove
from schoolcare.models import User


def save(need: Need, *, by: User) -> Need:
    """Keep a need as its form filled it. Raises ValidationError where nobody asked for it."""
    if not (need.village_id or need.partner_id or need.asked_by):
        raise ValidationError({"village": "เลือกหมู่บ้านหรือภาคี หรือกรอกว่าจากใคร"})
    _refuse_foreign(need)
    return keep(need, "need", school_id=need.school_id, by=by)


@transaction.atomic
def answer(need: Need, *, activity: Activity | None, by: User) -> Need:
    """Tie the activity or training that answers a need, or untie it (None).

    The need is met where the activity was held, planned before, open again without one. Raises
    ValidationError for another school's activity and for one that was cancelled.
    """
    need = Need.objects.select_for_update().get(pk=need.pk)
    if activity and activity.state == Activity.State.CANCELLED:
        raise ValidationError("กิจกรรมนี้ยกเลิกแล้ว เลือกกิจกรรมอื่น")
    need.activity = activity
    need.state = Need.State.OPEN
    if activity:
        is_held = activity.state == Activity.State.HELD
        need.state = Need.State.MET if is_held else Need.State.PLANNED
    return save(need, by=by)


def drop(need: Need, *, by: User) -> None:
    """Take out what was written down by mistake."""
    remove(need, "need", school_id=need.school_id, by=by)


@transaction.atomic
def ask(need: Need, expert: Expert, *, by: User) -> NeedExpert:
    """Note that an expert was asked to help today; a second tap changes nothing.

    Raises ValidationError for another school's expert and for one who teaches no more.
    """
    if expert.school_id != need.school_id:
        raise ValidationError("เป็นของโรงเรียนอื่น กรุณาเลือกจากรายการ")
    if not expert.is_active:
        raise ValidationError("ผู้รู้คนนี้ไม่ได้ถ่ายทอดความรู้แล้ว เลือกคนอื่น")
    facts = {"asked_on": timezone.localdate(), "made_by": by}
    row, is_new = NeedExpert.objects.get_or_create(need=need, expert=expert, defaults=facts)
    if is_new:
        audit.record("need_expert.ask", row, by=by, school_id=need.school_id)
    return row


@transaction.atomic
def reply(row: NeedExpert, state: str, *, by: User) -> NeedExpert:
    """Note what the expert answered, one of NeedExpert.State, else ValidationError."""
    row = NeedExpert.objects.select_for_update().select_related("need").get(pk=row.pk)
    if state not in NeedExpert.State.values:
        raise ValidationError("กรุณาเลือกคำตอบ")
    if row.state != state:
        before, row.state = row.state, state
        row.save(update_fields=["state"])
        school_id = row.need.school_id
        audit.record("need_expert.answer", row, by=by, school_id=school_id, state=[before, state])
    return row


def withdraw(row: NeedExpert, *, by: User) -> None:
    """Take out that an expert was asked: tapped by mistake."""
    remove(row, "need_expert", school_id=row.need.school_id, by=by)


def _refuse_foreign(need: Need) -> None:
    for name, row in (("partner", need.partner), ("activity", need.activity)):
        if row and row.school_id != need.school_id:
            raise ValidationError({name: "เป็นของโรงเรียนอื่น กรุณาเลือกจากรายการ"})
    if need.branch and need.branch.school_id not in {None, need.school_id}:
        raise ValidationError({"branch": "เป็นของโรงเรียนอื่น กรุณาเลือกจากรายการ"})
    if need.village and not need.village.schools.filter(pk=need.school_id).exists():
        raise ValidationError({"village": "หมู่บ้านนี้ไม่อยู่ในเขตบริการของโรงเรียน"})

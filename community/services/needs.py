"""Keeping needs of the community, and tying what answers them."""

from django.core.exceptions import ValidationError
from django.db import transaction

from community.models import Activity, Need
from community.services.keeping import keep, remove
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


def _refuse_foreign(need: Need) -> None:
    for name, row in (("partner", need.partner), ("activity", need.activity)):
        if row and row.school_id != need.school_id:
            raise ValidationError({name: "เป็นของโรงเรียนอื่น กรุณาเลือกจากรายการ"})
    if need.village and not need.village.schools.filter(pk=need.school_id).exists():
        raise ValidationError({"village": "หมู่บ้านนี้ไม่อยู่ในเขตบริการของโรงเรียน"})

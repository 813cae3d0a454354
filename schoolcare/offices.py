"""Who heads an office and signs its papers, from when to when. Writes, all audited."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from schoolcare import audit
from schoolcare.models import District, OfficeHead, User


@transaction.atomic
def save_head(head: OfficeHead, *, by: User) -> OfficeHead:
    """Put somebody on record as head of an office, or change what stands there.

    One holds the post or acts in it at a time; others may stand in beside. Raises ValidationError.
    """
    District.objects.select_for_update().get(pk=head.district_id)
    head.full_clean()
    _refuse_two(head)
    before = OfficeHead.objects.filter(pk=head.pk).first()
    head.save()
    where = {"district_id": head.district_id}
    if before is None:
        audit.record("head.create", head, by=by, signer=head.name, **where)
    elif changes := audit.differences(before, head):
        audit.record("head.change", head, by=by, **where, **changes)
    return head


@transaction.atomic
def remove_head(head: OfficeHead, *, by: User) -> None:
    """Take out what was written down by mistake; who has left gets a last day instead."""
    audit.record("head.delete", head, by=by, district_id=head.district_id, signer=head.name)
    head.delete()


def _refuse_two(head: OfficeHead) -> None:
    if head.form not in OfficeHead.IN_CHARGE:
        return
    others = OfficeHead.objects.filter(district=head.district_id, form__in=OfficeHead.IN_CHARGE)
    others = others.exclude(pk=head.pk).filter(Q(ends_on=None) | Q(ends_on__gte=head.starts_on))
    if head.ends_on:
        others = others.filter(starts_on__lte=head.ends_on)
    if other := others.first():
        raise ValidationError({"starts_on": f"ช่วงวันซ้อนกับ {other.name} ใส่วันสุดท้ายของคนนั้นก่อน"})

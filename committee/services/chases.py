"""Recording that the office chases schools."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from committee.models import Chase, ChaseLine
from schoolcare import audit
from schoolcare.models import District, School, User


@transaction.atomic
def chase(
    office: District,
    kind: str,
    reasons: Mapping[School, Sequence[str]],
    *,
    answer_by: date | None,
    by: User,
) -> Chase:
    """One act of chasing with its schools. Raises ValidationError without any, or for days past."""
    today = timezone.localdate()
    if not reasons:
        raise ValidationError("เลือกโรงเรียนอย่างน้อยหนึ่งแห่ง")
    if answer_by and answer_by < today:
        raise ValidationError({"answer_by": "วันที่ขอให้ดำเนินการต้องไม่ผ่านไปแล้ว"})
    made = Chase.objects.create(
        district=office, kind=kind, chased_on=today, answer_by=answer_by, made_by=by
    )
    ChaseLine.objects.bulk_create(
        ChaseLine(chase=made, school=school, reasons=list(why)) for school, why in reasons.items()
    )
    rows = [school.pk for school in reasons]
    audit.record("chase.create", made, by=by, district_id=office.pk, kind=kind, schools=rows)
    return made

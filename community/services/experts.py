"""Keeping local experts and what they taught. Writes, all audited."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from community.models import Branch, Expert, ExpertTeaching
from schoolcare import audit, files
from schoolcare.identity import long_title
from schoolcare.models import User
from schoolcare.text import normalize
from students.models import Classroom

HIDDEN = ("address", "phone")
LONGEST_NAMES = 300


@transaction.atomic
def save_expert(
    expert: Expert, *, branches: Iterable[Branch], by: User, photo: File | None = None
) -> Expert:
    """Keep an expert with the branches. Raises ValidationError: a day to come, no picture."""
    before = Expert.objects.filter(pk=expert.pk).first()
    expert.title, expert.name = long_title(expert.title), normalize(expert.name)
    today = timezone.localdate()
    for name in ("consented_on", "refreshed_on"):
        day = getattr(expert, name)
        if day and day > today:
            raise ValidationError({name: "วันที่ยังมาไม่ถึง กรุณาดูปีอีกครั้ง"})
    if photo:
        expert.photo = files.store_image(photo, school=expert.school, by=by)
    expert.full_clean()
    expert.save()
    known = _names(expert.branches.all())
    expert.branches.set(branches)
    where = {"school_id": expert.school_id}
    if before is None:
        audit.record("expert.create", expert, by=by, **where)
        return expert
    changes = audit.differences(before, expert, hidden=HIDDEN)
    now = _names(expert.branches.all())
    changes |= {"branches": [known, now]} if known != now else {}
    audit.record("expert.update", expert, by=by, **where, **changes)
    return expert


def _names(branches: Iterable[Branch]) -> str:
    return ", ".join(map(str, branches))


@transaction.atomic
def teach(row: ExpertTeaching, *, classrooms: Iterable[Classroom], by: User) -> ExpertTeaching:
    """Note a lesson; the names of its classes stay as they are today.

    Raises ValidationError for nobody taught, for a day to come, for another school's class.
    """
    rooms = list(classrooms)
    school = row.expert.school
    if any(one.school_id != school.pk for one in rooms):
        raise ValidationError({"classrooms": "เลือกห้องเรียนของโรงเรียนนี้"})
    if not rooms and not row.audience.strip():
        raise ValidationError({"classrooms": "เลือกห้องเรียน หรือบอกผู้เรียนอื่น"})
    if row.taught_on > timezone.localdate():
        raise ValidationError({"taught_on": "วันที่สอนยังมาไม่ถึง"})
    row.made_by = by
    row.class_names = ", ".join(map(str, rooms))[:LONGEST_NAMES]
    row.full_clean()
    row.save()
    row.classrooms.set(rooms)
    audit.record("teaching.create", row, by=by, school_id=school.pk, title=row.subject)
    return row


@transaction.atomic
def remove_teaching(row: ExpertTeaching, *, by: User) -> None:
    """Take out a lesson that was written down by mistake."""
    school_id = row.expert.school_id
    audit.record("teaching.delete", row, by=by, school_id=school_id, title=row.subject)
    row.delete()

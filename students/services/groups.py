"""Pupil groups of a year, who is in them, the kinds a school adds."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from schoolcare import audit
from schoolcare.keeping import keep, remove
from schoolcare.models import School, User
from schoolcare.text import normalize
from students.models import GroupKind, GroupPupil, PupilGroup, Student

LAST = 999  # of a position that the kind does not name


@transaction.atomic
def save_kind(kind: GroupKind, *, by: User) -> GroupKind:
    """Raises ValidationError for a name that is offered already."""
    school = kind.school
    assert school is not None  # noqa: S101 -- shipped ones are nobody's to change
    School.objects.select_for_update().get(pk=school.pk)
    kind.name = normalize(kind.name)
    for other in GroupKind.objects.known_to(school).exclude(pk=kind.pk):
        if "".join(other.name.split()).casefold() == "".join(kind.name.split()).casefold():
            raise ValidationError({"name": f"มี “{other}” แล้ว"})
    return keep(kind, "group_kind", school_id=school.pk, by=by)


@transaction.atomic
def save_group(group: PupilGroup, *, by: User) -> PupilGroup:
    """Without a name it is called as its kind. Raises ValidationError where the year has it."""
    group.name = normalize(group.name) or group.kind.name
    others = PupilGroup.objects.filter(school=group.school_id, year=group.year, name=group.name)
    if others.exclude(pk=group.pk).exists():
        raise ValidationError({"name": f"ปีการศึกษา {group.year} มีกลุ่มชื่อ {group.name} แล้ว"})
    return keep(group, "pupil_group", school_id=group.school_id, by=by)


@transaction.atomic
def remove_group(group: PupilGroup, *, by: User) -> None:
    """One that was made by mistake. Raises ValidationError once a pupil was in it."""
    if group.members.exists():
        raise ValidationError("กลุ่มนี้มีนักเรียนแล้ว จึงเก็บไว้เป็นประวัติ")
    remove(group, "pupil_group", school_id=group.school_id, by=by, name=group.name)


@transaction.atomic
def add_pupils(
    group: PupilGroup, pupils: Iterable[Student], position: str, starts_on: date, *, by: User
) -> list[GroupPupil]:
    """Who is in the group already stays as they are; gives those who are new."""
    PupilGroup.objects.select_for_update().get(pk=group.pk)
    there = set(group.members.filter(ends_on=None).values_list("student", flat=True))
    new = [
        GroupPupil(
            group=group,
            student=pupil,
            position=position,
            order=order_of(group, position),
            starts_on=starts_on,
        )
        for pupil in pupils
        if pupil.pk not in there
    ]
    made = GroupPupil.objects.bulk_create(new)
    if made:
        keys = [one.student_id for one in made]
        audit.record(
            "pupil_group.choose",
            group,
            by=by,
            school_id=group.school_id,
            pupils=keys,
            position=position,
            starts_on=starts_on,
        )
    return made


def order_of(group: PupilGroup, position: str) -> int:
    """The place of a position in the list, as its kind orders them."""
    lines = group.kind.position_lines
    return lines.index(position) if position in lines else LAST


@transaction.atomic
def save_member(member: GroupPupil, *, by: User) -> GroupPupil:
    """Position and days. Raises ValidationError for a second time in the group at once."""
    member.order = order_of(member.group, member.position)
    pupil = member.student_id
    others = GroupPupil.objects.filter(group=member.group, student=pupil).exclude(pk=member.pk)
    if member.ends_on is None and others.filter(ends_on=None).exists():
        raise ValidationError({"ends_on": "นักเรียนอยู่ในกลุ่มนี้แล้วอีกรายการหนึ่ง"})
    before = GroupPupil.objects.get(pk=member.pk)
    member.full_clean()
    member.save()
    if changes := audit.differences(before, member):
        audit.record(
            "group_pupil.update",
            member,
            by=by,
            school_id=member.group.school_id,
            pupil_id=pupil,
            **changes,
        )
    return member


@transaction.atomic
def remove_member(member: GroupPupil, *, by: User) -> None:
    """Written down by mistake; who leaves the group gets a last day instead."""
    school, pupil = member.group.school_id, member.student_id
    name = member.group.name
    audit.record("group_pupil.delete", member, by=by, school_id=school, pupil_id=pupil, name=name)
    member.delete()

"""Classes: adding one, its advisers, its roll numbers."""

from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import SET_NULL
from django.utils import timezone

from schoolcare import audit
from schoolcare.access import Role
from schoolcare.identity import room_key
from schoolcare.models import Membership, User
from schoolcare.models.accounts import MembershipQuerySet
from schoolcare.thai import thai_key
from students.models import Adviser, Classroom, Enrolment


class Order(StrEnum):
    """In which order roll numbers are given."""

    SEX_NAME = "sex_name"
    SEX_CODE = "sex_code"
    NAME = "name"


ORDERS = {
    Order.SEX_NAME: "ชายก่อนหญิง แล้วตามชื่อ",
    Order.SEX_CODE: "ชายก่อนหญิง แล้วตามรหัสนักเรียน",
    Order.NAME: "ตามชื่อ",
}
SEXES = {"M": 0, "F": 1}


@transaction.atomic
def add_classroom(classroom: Classroom, *, by: User) -> Classroom:
    """One more class of its year. Raises ValidationError where it exists already."""
    same = Classroom.objects.filter(school=classroom.school_id, year=classroom.year)
    there = {room_key(one.room_text) for one in same.filter(level=classroom.level)}
    if room_key(classroom.room_text) in there:
        raise ValidationError({"room": "มีห้องนี้ในปีการศึกษานี้แล้ว"})
    classroom.save()
    audit.record("classroom.add", classroom, by=by, school_id=classroom.school_id)
    return classroom


@transaction.atomic
def remove_classroom(classroom: Classroom, *, by: User) -> None:
    """Take a class out that was made by mistake; its advisers go with it.

    Raises ValidationError where anybody sits or sat in it, or something was recorded of it.
    """
    Classroom.objects.select_for_update().get(pk=classroom.pk)
    if is_used(classroom):
        raise ValidationError("ลบไม่ได้ ห้องนี้มีนักเรียนหรือมีข้อมูลที่บันทึกไว้แล้ว")
    audit.record(
        "classroom.delete",
        classroom,
        by=by,
        school_id=classroom.school_id,
        year=classroom.year,
        classroom=classroom.label,
    )
    classroom.delete()


def is_used(classroom: Classroom) -> bool:
    """Whether a record hangs on the class that would go with it, or keeps it."""
    hanging = [
        one
        for one in Classroom._meta.related_objects
        if one.on_delete is not SET_NULL and one.related_model is not Adviser
    ]
    return any(
        one.related_model._base_manager.filter(**{one.field.name: classroom}).exists()
        for one in hanging
    )


def staff_of(classroom: Classroom) -> MembershipQuerySet:
    """Roles of the school's staff in force today; board members are no staff."""
    found = Membership.objects.on(timezone.localdate()).filter(school=classroom.school_id)
    return found.exclude(role=Role.BOARD_MEMBER)


@transaction.atomic
def add_adviser(classroom: Classroom, user: User, *, by: User) -> Adviser:
    """Make a person of the school's staff adviser of the class, with the role if they lack it.

    Raises ValidationError for somebody who does not work at the school today.
    """
    school = classroom.school_id
    works = staff_of(classroom).filter(user=user)
    if not works.exists():
        raise ValidationError({"user": "เลือกบุคลากรของโรงเรียนนี้"})
    if not works.filter(role=Role.ADVISER).exists():
        role = Membership.objects.create(user=user, school_id=school, role=Role.ADVISER)
        audit.record("membership.create", role, by=by, school_id=school, role=role.role)
    adviser, is_new = Adviser.objects.get_or_create(classroom=classroom, user=user)
    if not is_new and (adviser.starts_on or adviser.ends_on):
        adviser.starts_on = adviser.ends_on = None
        adviser.save()
    audit.record("adviser.add", adviser, by=by, school_id=school, classroom=classroom.label)
    return adviser


@transaction.atomic
def remove_adviser(adviser: Adviser, *, by: User) -> None:
    """The person advises the class no longer and loses sight of its pupils at once."""
    classroom = adviser.classroom
    school = classroom.school_id
    audit.record("adviser.delete", adviser, by=by, school_id=school, classroom=classroom.label)
    adviser.delete()


def numbered(classroom: Classroom, order: Order) -> list[tuple[Enrolment, int]]:
    """The open enrolments with the roll numbers that `order` would give; writes nothing."""
    seats = list(classroom.enrolments.filter(ends_on=None).select_related("student"))

    def key(seat: Enrolment) -> tuple:
        pupil = seat.student
        names = (thai_key(pupil.first_name), thai_key(pupil.last_name), pupil.pk)
        sex = SEXES.get(pupil.sex, 2)
        if order is Order.NAME:
            return names
        if order is Order.SEX_CODE:
            return (sex, pupil.code.zfill(20), *names)
        return (sex, *names)

    return [(seat, number) for number, seat in enumerate(sorted(seats, key=key), 1)]


@transaction.atomic
def number_rolls(classroom: Classroom, order: Order, *, by: User) -> int:
    """Give roll numbers 1, 2, … in `order`; how many changed. Emptied first, then written."""
    Classroom.objects.select_for_update().get(pk=classroom.pk)
    pairs = [(seat, number) for seat, number in numbered(classroom, order)]
    changed = [seat for seat, number in pairs if seat.roll_number != number]
    for seat, number in pairs:
        seat.roll_number = number
    keys = [seat.pk for seat in changed]
    Enrolment.objects.filter(pk__in=keys).update(roll_number=None)
    Enrolment.objects.bulk_update(changed, ["roll_number"], batch_size=200)
    audit.record(
        "classroom.change",
        classroom,
        by=by,
        school_id=classroom.school_id,
        roll_numbers=order.value,
        count=len(changed),
    )
    return len(changed)


@transaction.atomic
def set_roll(seat: Enrolment, number: int | None, *, by: User) -> Enrolment:
    """The roll number of one pupil, None for none.

    Raises ValidationError that names who has it already, and the next number that is free.
    """
    Classroom.objects.select_for_update().get(pk=seat.classroom_id)
    others = Enrolment.objects.filter(classroom=seat.classroom_id, ends_on=None).exclude(pk=seat.pk)
    held = {one.roll_number: one for one in others.select_related("student") if one.roll_number}
    if number in held:
        free = next(n for n in range(1, len(held) + 2) if n not in held)
        name = held[number].student.short_name
        raise ValidationError({"roll_number": f"เลขที่ {number} เป็นของ {name} แล้ว เลขที่ว่างคือ {free}"})
    old, seat.roll_number = seat.roll_number, number
    seat.save(update_fields=["roll_number"])
    audit.record(
        "enrolment.change",
        seat,
        by=by,
        school_id=seat.student.school_id,
        pupil_id=seat.student_id,
        roll_number=[old, number],
    )
    return seat

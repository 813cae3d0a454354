"""People of a school or an office: who they are, what they may do, how they get in again.

A manager reaches the people of the places where they hold `account.manage`. The account itself
(name, e-mail, password, closing) is theirs only while the person works nowhere else: else whoever
adds a director of another school to their own could take over that director's account.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from schoolcare import audit, files
from schoolcare.access import Permission, Role
from schoolcare.grants import DISTRICT_ROLES, SCHOOL_ROLES, UNIT_ROLES
from schoolcare.models import District, Level, Membership, School, User
from schoolcare.onboarding import one_time_password

P = Permission.ACCOUNT_MANAGE
ACTING_ROLES = {Role.DIRECTOR}
ADMINISTRATORS = {Role.SCHOOL_ADMIN, Role.DISTRICT_ADMIN}
PROFILE_FIELDS = (
    "title",
    "first_name",
    "last_name",
    "position",
    "academic_standing",
    "phone",
    "email",
)


@dataclass(frozen=True)
class Post:
    """What a membership says: the role, since when and until when, and how it is held."""

    role: str
    level: int | None = None
    acting: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


def schools_of(manager: User) -> QuerySet[School]:
    """Schools whose people this person manages."""
    return School.objects.for_user(manager, P).select_related("district")


def districts_of(manager: User) -> QuerySet[District]:
    """Offices whose people this person manages."""
    return District.objects.filter(pk__in=manager.access.grant(P).districts)


def within(manager: User, prefix: str = "") -> Q:
    """Memberships in the manager's reach; `prefix` is the path to them, like "memberships__"."""
    grant = manager.access.grant(P)
    return reduce(
        or_,
        (
            Q(**{f"{prefix}school__in": grant.schools}),
            Q(**{f"{prefix}school__district__in": grant.districts}),
            Q(**{f"{prefix}district__in": grant.districts}),
        ),
    )


def memberships_of(manager: User) -> QuerySet[Membership]:
    return Membership.objects.filter(within(manager), user__is_superuser=False)


def people_of(manager: User) -> QuerySet[User]:
    """Everybody with a role, past ones too, in the manager's reach; never a superuser."""
    there = memberships_of(manager).values("user")
    return User.objects.filter(pk__in=there, is_superuser=False)


def is_theirs(manager: User, person: User) -> bool:
    """Whether the account itself is the manager's to change: the person works nowhere else."""
    if person.is_superuser or not people_of(manager).filter(pk=person.pk).exists():
        return False
    lasting = person.memberships.filter(Q(ends_on=None) | Q(ends_on__gte=timezone.localdate()))
    return not lasting.exclude(pk__in=memberships_of(manager).values("pk")).exists()


def refuse_foreign(manager: User, person: User) -> None:
    """Raises ValidationError unless the account itself is the manager's to change."""
    if not is_theirs(manager, person):
        raise ValidationError("บุคคลนี้มีบทบาทที่อื่นด้วย ให้ผู้ดูแลระบบของหน่วยงานเป็นผู้ดำเนินการ")


def _place_facts(place: School | District) -> dict[str, int]:
    key = "school_id" if isinstance(place, School) else "district_id"
    return {key: place.pk}


def home_facts(person: User, manager: User) -> dict[str, int]:
    """Where an event about the person belongs: their first place in the manager's reach.

    What they do to their own account belongs to their first place of today.
    """
    if person == manager:
        member = next(iter(person.access.memberships), None)
    else:
        member = memberships_of(manager).filter(user=person).select_related("school").first()
    return _place_facts(member.place) if member else {}


def _check_place(place: School | District, manager: User) -> None:
    found = schools_of(manager) if isinstance(place, School) else districts_of(manager)
    if not found.filter(pk=place.pk).exists():
        raise ValidationError("ให้บทบาทได้เฉพาะในหน่วยงานที่ท่านดูแล")


def _check_post(post: Post, place: School | District) -> None:
    roles = SCHOOL_ROLES if isinstance(place, School) else DISTRICT_ROLES
    if post.role not in roles:
        raise ValidationError({"role": "บทบาทนี้ใช้กับหน่วยงานที่เลือกไม่ได้"})
    if post.role == Role.LEVEL_HEAD and post.level not in Level.values:
        raise ValidationError({"level": "เลือกระดับชั้นที่เป็นหัวหน้า"})
    if post.starts_on and post.ends_on and post.ends_on < post.starts_on:
        raise ValidationError({"ends_on": "วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม"})


def _facts(post: Post) -> dict[str, Any]:
    return {
        "role": post.role,
        "level": post.level if post.role == Role.LEVEL_HEAD else None,
        "acting": post.acting if post.role in ACTING_ROLES else "",
        "starts_on": post.starts_on,
        "ends_on": post.ends_on,
    }


def check_email(email: str, *, person: User | None = None) -> None:
    """One address belongs to one person, since it logs in. Raises ValidationError."""
    others = User.objects.exclude(pk=person.pk) if person else User.objects.all()
    if email and others.filter(email__iexact=email).exists():
        raise ValidationError({"email": "อีเมลนี้มีผู้ใช้แล้ว"})


@transaction.atomic
def add_person(
    username: str, posts: list[Post], *, place: School | District, by: User, **profile: str
) -> tuple[User, str]:
    """A new account with these roles at one place, and its one-time password (kept nowhere).

    Raises ValidationError for a taken name or address and for roles out of reach.
    """
    _check_place(place, by)
    if not posts:
        raise ValidationError({"roles": "เลือกอย่างน้อยหนึ่งบทบาท"})
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError({"username": "ชื่อผู้ใช้นี้มีแล้ว ถ้าเป็นคนเดียวกัน ใช้ เพิ่มคนที่มีบัญชีแล้ว"})
    check_email(profile.get("email", ""))
    password = one_time_password()
    person = User(username=username, must_change_password=True, **profile)
    person.set_password(password)
    person.full_clean(exclude=["password"])
    person.save()
    audit.record("user.create", person, by=by, **_place_facts(place), username=username)
    for post in posts:
        add_membership(person, post, place=place, by=by)
    return person, password


@transaction.atomic
def join_person(
    username: str, first_name: str, post: Post, *, place: School | District, by: User
) -> Membership:
    """Give a role to somebody who has an account already, perhaps through another school.

    The exact log-in name and first name must agree, so that nobody's people can be looked up.
    """
    _check_place(place, by)
    person = User.objects.filter(username=username, is_superuser=False, is_active=True).first()
    if person is None or person.first_name.strip() != first_name.strip():
        raise ValidationError("ไม่พบบัญชีที่ชื่อผู้ใช้และชื่อตรงกันทั้งสองอย่าง")
    return add_membership(person, post, place=place, by=by)


@transaction.atomic
def add_membership(person: User, post: Post, *, place: School | District, by: User) -> Membership:
    """A role at a place in the manager's reach. Raises ValidationError when it stands already."""
    _check_place(place, by)
    return _add(person, post, place, by)


@transaction.atomic
def give_unit_role(person: User, post: Post, *, school: School, by: User) -> Membership:
    """The role that follows from a post in the school's structure: asks structure.edit instead.

    Raises ValidationError for a role that no unit may carry, and when it stands already.
    """
    _check_unit(post.role, school, by)
    return _add(person, post, school, by)


@transaction.atomic
def end_unit_role(member: Membership, last_day: date | None, *, by: User) -> None:
    """The role of a post ends after `last_day`, at once where that is over; None: it goes on."""
    if last_day is not None and last_day < timezone.localdate():
        _check_unit(member.role, member.school, by)
        _end(member, by)
    else:
        _set_unit_day(member, "ends_on", last_day, by)


@transaction.atomic
def begin_unit_role(member: Membership, first_day: date, *, by: User) -> None:
    """The role of a post that has not begun begins on another day."""
    _set_unit_day(member, "starts_on", first_day, by)


def _set_unit_day(member: Membership, name: str, day: date | None, by: User) -> None:
    _check_unit(member.role, member.school, by)
    changes: dict[str, Any] = {name: [getattr(member, name), day]}
    setattr(member, name, day)
    member.save(update_fields=[name])
    where = _place_facts(member.place)
    audit.record("membership.change", member, by=by, **where, **changes)


def _check_unit(role: str, school: School | None, by: User) -> None:
    if role not in UNIT_ROLES or school is None:
        raise ValidationError("บทบาทนี้ให้ตามงานไม่ได้ ผู้ดูแลระบบเป็นผู้ให้")
    if school.pk not in by.access.grant(Permission.STRUCTURE_EDIT).schools:
        raise ValidationError("ให้บทบาทตามงานได้เฉพาะโรงเรียนที่ท่านจัดโครงสร้าง")


def _add(person: User, post: Post, place: School | District, by: User) -> Membership:
    _check_post(post, place)
    if person.is_superuser:
        raise ValidationError("ให้บทบาทแก่ผู้ดูแลเครื่องแม่ข่ายไม่ได้")
    where = _place_facts(place)
    try:
        with transaction.atomic():
            member = Membership.objects.create(user=person, **where, **_facts(post))
    except IntegrityError:
        raise ValidationError("บุคคลนี้มีบทบาทนี้อยู่แล้ว") from None
    audit.record("membership.create", member, by=by, **where, user=person.pk, **_facts(post))
    return member


@transaction.atomic
def change_membership(member: Membership, post: Post, *, by: User) -> Membership:
    """Other dates, level or way of holding; the role itself stays, a new role is a new row."""
    place = member.place
    _check_place(place, by)
    if post.role != member.role:
        raise ValidationError("เปลี่ยนบทบาทไม่ได้ ให้สิ้นสุดบทบาทเดิมแล้วเพิ่มบทบาทใหม่")
    _check_post(post, place)
    today = timezone.localdate()
    if (post.ends_on and post.ends_on < today) or (post.starts_on and post.starts_on > today):
        _refuse_own_end(member, by)
    elif post.ends_on:
        _refuse_nobody_after(member, post.ends_on, by)
    before = Membership.objects.get(pk=member.pk)
    for name, value in _facts(post).items():
        setattr(member, name, value)
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError:
        raise ValidationError("บุคคลนี้มีบทบาทนี้ในช่วงเดียวกันอยู่แล้ว") from None
    changes = audit.differences(before, member)
    audit.record("membership.change", member, by=by, **_place_facts(place), **changes)
    return member


def _refuse_own_end(member: Membership, by: User) -> None:
    if member.user_id == by.pk and member.role in ADMINISTRATORS:
        raise ValidationError("สิ้นสุดบทบาทผู้ดูแลระบบของตนเองไม่ได้ ให้ผู้ดูแลระบบอีกคนทำให้")


def _refuse_nobody_after(member: Membership, day: date, by: User) -> None:
    """One's own administration may be given an end only where somebody else goes on after it."""
    if member.user_id != by.pk or member.role not in ADMINISTRATORS:
        return
    others = Membership.objects.on(day + timedelta(days=1)).filter(
        role=member.role, **_place_facts(member.place), user__is_active=True
    )
    if not others.exclude(user=by).exists():
        raise ValidationError({"ends_on": "หลังวันนั้นจะไม่มีผู้ดูแลระบบ ให้เพิ่มผู้ดูแลระบบอีกคนก่อน"})


@transaction.atomic
def end_membership(member: Membership, *, by: User) -> None:
    """End it at once: yesterday was its last day. One that has not begun before today goes."""
    _check_place(member.place, by)
    _refuse_own_end(member, by)
    _end(member, by)


def _end(member: Membership, by: User) -> None:
    today, where = timezone.localdate(), _place_facts(member.place)
    audit.record("membership.end", member, by=by, **where, role=member.role)
    if member.starts_on and member.starts_on >= today:
        member.delete()
        return
    member.ends_on = today - timedelta(days=1)
    member.save(update_fields=["ends_on"])


@transaction.atomic
def change_person(person: User, *, by: User, **profile: str) -> User:
    """Change name, position, phone, e-mail. A new address forgets the old one for log-in."""
    if person != by:
        refuse_foreign(by, person)
    check_email(profile.get("email", person.email), person=person)
    before = User.objects.get(pk=person.pk)
    for name in PROFILE_FIELDS:
        setattr(person, name, profile.get(name, getattr(person, name)))
    person.save(update_fields=list(PROFILE_FIELDS))
    if before.email != person.email:
        EmailAddress.objects.filter(user=person).delete()
    changes = audit.differences(before, person, hidden=("phone", "email"))
    if changes:
        audit.record("user.change", person, by=by, **home_facts(person, by), **changes)
    return person


@transaction.atomic
def set_signature(person: User, upload: File | None) -> None:
    """Put up one's own signature, or take it away with None. Raises ValidationError in Thai."""
    stored = files.store_image(upload, school=None, by=person, lossless=True) if upload else None
    person.signature = stored
    person.save(update_fields=["signature"])
    where = home_facts(person, person)
    audit.record("user.signature", person, by=person, removed=stored is None, **where)

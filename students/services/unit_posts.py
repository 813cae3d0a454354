"""Who heads a unit and works in it, and the role of the school that follows from it.

A role is given only where the person does not hold it already, is shared by all posts of one
person and year that carry it, and ends with the last of them. What somebody gave by hand is never
touched.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from schoolcare import accounts, audit
from schoolcare.models import Membership, User
from schoolcare.staff import staff_of
from students.models import Structure, Unit, UnitPost
from students.models.structure import words_of_role


@dataclass(frozen=True)
class Person:
    """Who is named: an account, or a name with a position."""

    user: User | None = None
    name: str = ""
    post: str = ""

    @property
    def key(self) -> tuple[int | None, str]:
        return (self.user.pk if self.user else None, self.name)


@transaction.atomic
def set_people(
    unit: Unit, head: Person | None, members: Iterable[Person], *, by: User
) -> list[UnitPost]:
    """These people and nobody else, with the roles that follow. Raises ValidationError."""
    structure = lock(unit.division.structure)
    members = list(members)
    wanted = {person.key: (person, False) for person in members}
    if head is not None:
        wanted = {head.key: (head, True)} | {
            key: one for key, one in wanted.items() if key != head.key
        }
    there = {(post.user_id, post.name): post for post in unit.posts.select_related("membership")}
    staff = staff_keys(structure)
    _refuse_strangers(staff, [one for key, (one, _) in wanted.items() if key not in there])
    gone = [post for key, post in there.items() if key not in wanted]
    were = {post.pk for post in there.values()}
    UnitPost.objects.filter(unit=unit, is_head=True).update(is_head=False)
    kept = [
        _put(there.get(key) or UnitPost(unit=unit), person, is_head=is_head)
        for key, (person, is_head) in wanted.items()
    ]
    for post in gone:
        release(post, by=by)
        post.delete()
    settle(structure, kept, staff, by=by)
    new = ", ".join(post.full_name for post in kept if post.pk not in were)
    lost = ", ".join(post.full_name for post in gone)
    where = structure.school_id
    audit.record("unit.owners", unit, by=by, school_id=where, added=new, removed=lost)
    return kept


def _put(post: UnitPost, person: Person, *, is_head: bool) -> UnitPost:
    post.user, post.name, post.post = person.user, person.name, person.post
    post.is_head = is_head
    post.save()
    return post


def lock(structure: Structure) -> Structure:
    """Of two who change one structure at once the second waits."""
    rows = Structure.objects.select_for_update(of=("self",)).select_related("school__district")
    return rows.get(pk=structure.pk)


def last_day(structure: Structure) -> date | None:
    """The day before the next structure begins; None while there is none."""
    later = Structure.objects.filter(school=structure.school_id, year__gt=structure.year)
    following = later.order_by("year").first()
    return following.starts_on - timedelta(days=1) if following else None


def staff_keys(structure: Structure) -> set[int]:
    """Who works at the school today."""
    staff = staff_of(structure.school, timezone.localdate())
    return set(staff.order_by().values_list("pk", flat=True))


def _refuse_strangers(staff: set[int], people: Iterable[Person]) -> None:
    foreign = [one.user.full_name for one in people if one.user and one.user.pk not in staff]
    if foreign:
        raise ValidationError(f"{', '.join(foreign)} ไม่ใช่บุคลากรของโรงเรียนในวันนี้")


def settle(structure: Structure, posts: list[UnitPost], staff: set[int], *, by: User) -> None:
    """Give each post the role that follows from it, and end what no longer does.

    Who has left the school (is not among `staff`) is given nothing.
    """
    for post in posts:
        member = post.membership
        if member and (member.role, member.level) != (post.wanted_role, post.wanted_level):
            release(post, by=by)
    last = last_day(structure)
    for post in posts:
        if post.wanted_role and post.membership is None and post.user_id in staff:
            _follow(structure, post, last, by=by)


def release(post: UnitPost, *, by: User) -> None:
    """The post gives its role no longer; it ends unless another post of the person gives it too."""
    member, post.membership = post.membership, None
    post.save(update_fields=["membership"])
    today = timezone.localdate()
    is_over = member is not None and member.ends_on is not None and member.ends_on < today
    if member is None or is_over or member.unit_posts.exists():
        return
    accounts.end_unit_role(member, today - timedelta(days=1), by=by)


def _follow(structure: Structure, post: UnitPost, last: date | None, *, by: User) -> None:
    first = max(structure.starts_on, timezone.localdate())
    if last is not None and last < first:
        return  # a year that is over gives nobody a right
    person, role, level = post.user, post.wanted_role, post.wanted_level
    assert person is not None  # noqa: S101 -- wanted_role
    held = Membership.objects.filter(user=person, school=structure.school, role=role, level=level)
    lasting = held.on(first).filter(Q(ends_on=None) | Q(ends_on__gte=last or date.max))
    own = lasting.filter(unit_posts__unit__division__structure=structure).first()
    if own is None and lasting.exists():
        return
    facts = accounts.Post(role, level=level, starts_on=first, ends_on=last)
    post.membership = own or accounts.give_unit_role(person, facts, school=structure.school, by=by)
    post.save(update_fields=["membership"])


def role_words(unit: Unit) -> dict[str, str]:
    """Which right follows for the head and for the others, in words; "" for none."""
    found = {"head": unit.role, "members": unit.member_role}
    return {
        who: words_of_role(role, unit.level if role == "level_head" else None) if role else ""
        for who, role in found.items()
    }

"""Which right each post of a structure has given, and who has left the school: for the pages."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from schoolcare.models import Membership
from schoolcare.staff import staff_of
from schoolcare.thai import thai_date
from students.models import Structure, Unit, UnitPost
from students.models.structure import words_of_role


def with_rights(structure: Structure, today: date) -> Structure:
    """Each post of a structure with its units gets `right` (badge and words, None for no role) and
    `has_left`. Two queries.
    """
    posts = []
    for unit in (unit for division in structure.divisions.all() for unit in division.units.all()):
        for post in unit.posts.all():
            post.unit = unit  # prefetched rows know their unit by its key alone
            posts.append(post)
    _tell_rights(structure, posts, today)
    _mark_left(structure, posts, today)
    return structure


def with_who_left(structure: Structure, today: date) -> Structure:
    """Each member of the teams of a structure with `has_left`. One query."""
    members = [one for team in structure.teams.all() for one in team.members.all()]
    _mark_left(structure, members, today)
    return structure


def of_unit(unit: Unit, today: date) -> list[Any]:
    """The posts of one unit, the head first, told the same."""
    posts = list(unit.posts.select_related("user", "membership"))
    for post in posts:
        post.unit = unit
    structure = unit.division.structure
    _tell_rights(structure, posts, today)
    _mark_left(structure, posts, today)
    return posts


def _tell_rights(structure: Structure, posts: Iterable[Any], today: date) -> None:
    held = _held(structure, [post for post in posts if post.wanted_role])
    for post in posts:
        post.right = _right(post, held, today)


def _mark_left(structure: Structure, people: Iterable[Any], today: date) -> None:
    staff = staff_of(structure.school, today).order_by().values_list("pk", flat=True)
    here = set(staff)
    for one in people:
        one.has_left = one.user_id is not None and one.user_id not in here


def _held(structure: Structure, posts: list[UnitPost]) -> dict[tuple, list[Membership]]:
    """Memberships at the school, by person, role and level."""
    found: dict[tuple, list[Membership]] = defaultdict(list)
    if posts:
        people = {post.user_id for post in posts}
        for one in Membership.objects.filter(school=structure.school_id, user__in=people):
            found[one.user_id, one.role, one.level].append(one)
    return found


def _right(post: Any, held: dict[tuple, list[Membership]], today: date) -> Any:
    """Badge and words of the role that follows: when it is held, and through whom."""
    role, level = post.wanted_role, post.wanted_level
    if not role:
        return None
    words = words_of_role(role, level)
    own = post.membership
    if own and own.is_in_force(today):
        return ("ok", words, "สิทธิ์ตามงานนี้")
    if own and own.starts_on and own.starts_on > today:
        return ("info", words, f"เริ่ม {thai_date(own.starts_on)}")
    if any(one.is_in_force(today) for one in held[post.user_id, role, level]):
        return ("ok", words, "มีอยู่ก่อนแล้ว ไม่สิ้นสุดตามงาน")
    return ("none", words, "สิ้นสุดแล้ว" if own else "ยังไม่มีสิทธิ์นี้")

"""Who advises the classes of the new year: proposed from last year, or as somebody chose."""

from collections.abc import Iterable

from django.utils import timezone

from schoolcare.access import Role
from schoolcare.identity import room_key
from schoolcare.models import Membership, User
from students.models import Classroom, Rollover, RolloverTeam
from students.rollover_plan import Plan


def teams_of(plan: Plan) -> list[tuple[Classroom, list[User]]]:
    """Every class of the new year that gets pupils, with its advisers-to-be."""
    rollover = plan.rollover
    staff = staff_of(rollover)
    chosen: dict[int, list[User]] = {}
    rows = RolloverTeam.objects.filter(rollover=rollover).order_by("classroom", "users")
    for key, user in rows.values_list("classroom_id", "users"):
        chosen.setdefault(key, []).extend([staff[user]] if user in staff else [])
    filled: dict[int, set[int]] = {}
    for move in plan.moves:
        if move.way.target:
            filled.setdefault(move.way.target.pk, set()).add(move.source.pk)
    found = []
    for room in plan.targets:
        if room.pk not in filled:
            continue
        if room.pk in chosen:
            found.append((room, chosen[room.pk]))
            continue
        people = _proposed(plan, room, filled[room.pk])
        found.append((room, [one for one in people if one.pk in staff]))
    return found


def staff_of(rollover: Rollover) -> dict[int, User]:
    """Who works at the school today, by key: nobody else advises a class."""
    works = Membership.objects.on(timezone.localdate()).filter(school=rollover.school_id)
    works = works.exclude(role=Role.BOARD_MEMBER).select_related("user")
    return {one.user_id: one.user for one in works.order_by() if one.user.is_active}


def _proposed(plan: Plan, room: Classroom, sources: Iterable[int]) -> list[User]:
    """Advisers of the class that had this room, or of the classes that come into it."""
    mode = plan.rollover.advisers
    if room.advisers.all() or mode == Rollover.Advisers.NONE:
        return [one.user for one in room.advisers.all()]
    same = room.level, room_key(room.room_text)
    wanted = [
        one
        for one in plan.sources
        if (
            one.pk in set(sources)
            if mode == Rollover.Advisers.FOLLOW
            else (one.level, room_key(one.room_text)) == same
        )
    ]
    today = timezone.localdate()
    people = {
        one.user_id: one.user
        for old in wanted
        for one in old.advisers.all()
        if one.user.is_active and (one.ends_on is None or one.ends_on >= today)
    }
    return list(people.values())

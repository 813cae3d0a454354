"""The three teams of the care work: their words, their order, who is in them as what."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from schoolcare import audit
from schoolcare.keeping import keep, remove
from schoolcare.models import User
from students.models import CareTeam, TeamMember
from students.services.unit_posts import Person, lock

CHAIR = TeamMember.Role.CHAIR


@transaction.atomic
def save_team(team: CareTeam, *, by: User, for_all: bool = False) -> CareTeam:
    """Name, duties and order of a team; `for_all`: one order appoints all three."""
    structure = lock(team.structure)
    saved = keep(team, "care_team", school_id=structure.school_id, by=by)
    if for_all:
        for other in structure.teams.exclude(pk=team.pk):
            other.order_number, other.ordered_on = team.order_number, team.ordered_on
            keep(other, "care_team", school_id=structure.school_id, by=by)
    return saved


@transaction.atomic
def add_members(team: CareTeam, people: Iterable[Person], role: int, *, by: User) -> int:
    """How many were not in the team yet. Raises ValidationError for a second chair."""
    structure = lock(team.structure)
    there = set(team.members.values_list("user", "name"))
    new = {one.key: one for one in people if one.key not in there}
    if role == CHAIR and (len(new) > 1 or team.members.filter(role=CHAIR).exists()):
        raise ValidationError({"role": "ทีมมีประธานได้คนเดียว"})
    TeamMember.objects.bulk_create(
        TeamMember(team=team, user=one.user, name=one.name, post=one.post, role=role)
        for one in new.values()
    )
    names = ", ".join(one.user.full_name if one.user else one.name for one in new.values())
    audit.record("care_team.fill", team, by=by, school_id=structure.school_id, added=names)
    return len(new)


@transaction.atomic
def save_member(member: TeamMember, *, by: User) -> TeamMember:
    """Another role, or other words beside the name. Raises ValidationError for a second chair."""
    structure = lock(member.team.structure)
    others = member.team.members.exclude(pk=member.pk)
    if member.role == CHAIR and others.filter(role=CHAIR).exists():
        raise ValidationError({"role": "ทีมมีประธานได้คนเดียว"})
    return keep(member, "team_member", school_id=structure.school_id, by=by)


@transaction.atomic
def remove_member(member: TeamMember, *, by: User) -> None:
    structure = lock(member.team.structure)
    facts = {"name": member.full_name}
    remove(member, "team_member", school_id=structure.school_id, by=by, **facts)

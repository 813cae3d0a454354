"""Last year's structure as this year's: units, duties, teams, and who works here still."""

from dataclasses import dataclass

from django.db import transaction

from schoolcare import audit
from schoolcare.models import User
from students.models import CareTeam, Division, Structure, TeamMember, Unit, UnitPost
from students.models.appointments import Named
from students.services import structure as structures
from students.services.unit_posts import settle, staff_keys


@dataclass(frozen=True)
class Copied:
    """The new structure, and who was left out because they work at the school no longer."""

    structure: Structure
    left: list[str]

    @property
    def words(self) -> str:
        if not self.left:
            return "นำโครงสร้างของปีก่อนมาใช้แล้ว ทุกคนยังปฏิบัติงานอยู่"
        names = ", ".join(self.left)
        return f"นำโครงสร้างของปีก่อนมาใช้แล้ว ไม่ได้นำชื่อผู้ที่ไม่ได้ปฏิบัติงานที่โรงเรียนแล้วมา: {names}"


@transaction.atomic
def copy_structure(structure: Structure, source: Structure, *, by: User) -> Copied:
    """Begin `structure` as `source` was; orders are new ones. Raises ValidationError."""
    structures.begin(structure, by=by)
    whole = Structure.objects.whole().get(pk=source.pk)
    staff = staff_keys(structure)
    left: dict[str, None] = {}  # keeps the order in which they stood
    posts = [
        post
        for division in whole.divisions.all()
        for post in _division(structure, division, staff, left)
    ]
    for team in whole.teams.all():
        _team(structure, team, staff, left)
    settle(structure, posts, staff, by=by)
    names = list(left)
    where = structure.school_id
    audit.record(
        "structure.copy",
        structure,
        by=by,
        school_id=where,
        year=source.year,
        removed=", ".join(names),
    )
    return Copied(structure, names)


def _division(
    structure: Structure, old: Division, staff: set[int], left: dict[str, None]
) -> list[UnitPost]:
    stays = old.head is None or old.head_id in staff
    if not stays:
        left[old.head_text] = None
    new = Division.objects.create(
        structure=structure,
        name=old.name,
        position=old.position,
        head=old.head if stays else None,
        head_name=old.head_name,
    )
    posts = []
    for unit in old.units.all():
        copy = Unit.objects.create(
            division=new,
            **{
                name: getattr(unit, name)
                for name in ("name", "duties", "role", "member_role", "level", "position")
            },
        )
        posts += [
            UnitPost(unit=copy, is_head=post.is_head, **_who(post))
            for post in unit.posts.all()
            if _stays(post, staff, left)
        ]
    return UnitPost.objects.bulk_create(posts)


def _team(structure: Structure, old: CareTeam, staff: set[int], left: dict[str, None]) -> None:
    team = structure.teams.get(kind=old.kind)
    team.name, team.duties = old.name, old.duties
    team.save(update_fields=["name", "duties"])
    TeamMember.objects.bulk_create(
        TeamMember(team=team, role=member.role, **_who(member))
        for member in old.members.all()
        if _stays(member, staff, left)
    )


def _who(old: Named) -> dict[str, object]:
    return {"user": old.user, "name": old.name, "post": old.post}


def _stays(old: Named, staff: set[int], left: dict[str, None]) -> bool:
    """Who has no account is copied: nobody but the school knows whether they come still."""
    stays = old.user_id is None or old.user_id in staff
    if not stays:
        left[old.full_name] = None
    return stays

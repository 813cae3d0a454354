"""Demo structure, teams and pupil groups of the year."""

from datetime import date, timedelta

from schoolcare.access import Role
from schoolcare.demo import DemoPlan, SchoolPlan
from schoolcare.models import School, User
from schoolcare.registry import demo
from students.models import Adviser, GroupKind, PupilGroup, Structure, Student, TeamMember, Unit
from students.services import groups, structure, teams, unit_posts
from students.services.unit_posts import Person
from students.starting_structures import LARGE, SMALL

TR = TeamMember.Role


def fill(plan: DemoPlan) -> None:
    """At every demo school; nothing in scale data."""
    if plan.is_scale:
        return
    for school, its in plan.made:
        if its.with_staff and not Structure.objects.filter(school=school).exists():
            _school(plan, school, its)


def _school(plan: DemoPlan, school: School, its: SchoolPlan) -> None:
    director = User.objects.filter(
        memberships__school=school, memberships__role=Role.DIRECTOR
    ).order_by("pk")[0]
    day = structure.first_day(school, plan.year)
    made = structure.begin(
        Structure(school=school, year=plan.year, starts_on=day, order_number=f"12/{plan.year}"),
        starting=SMALL if its.is_small else LARGE,
        by=director,
    )
    staff = list(
        User.objects.filter(memberships__school=school, is_active=True)
        .exclude(memberships__role=Role.BOARD_MEMBER)
        .distinct()
        .prefetch_related("memberships")
        .order_by("pk")
    )
    for division, head in zip(made.divisions.all(), staff[1:], strict=False):
        division.head = head
        structure.save_division(division, by=director)
    _units(made, staff, its, by=director)
    _teams(made, director, staff, day)
    _groups(plan, school, staff, by=director)


def _units(made: Structure, staff: list[User], its: SchoolPlan, *, by: User) -> None:
    """Demo accounts keep the rights they have: units that carry a role go to who holds it
    already, else to teachers without an account of the demo's list.
    """
    teachers = [one for one in staff if one.username.startswith(f"{its.prefix}teacher")]
    units = Unit.objects.filter(division__structure=made).select_related("division__structure")
    for at, unit in enumerate(units.order_by("division__position", "position")):
        holders = [one for one in staff if any(m.role == unit.role for m in one.memberships.all())]
        able = (holders or teachers) if unit.role else staff
        head = able[at % len(able)] if able else staff[0]
        able = teachers if unit.member_role else staff
        others = [able[(at * 2 + more) % len(able)] for more in (1, 2)] if able else []
        members = [Person(user=one) for one in dict.fromkeys(others) if one != head]
        unit_posts.set_people(unit, Person(user=head), members, by=by)


def _teams(made: Structure, director: User, staff: list[User], day: date) -> None:
    lead, coordinate, act = made.teams.order_by("kind")
    lead.order_number, lead.ordered_on = f"13/{made.year}", day - timedelta(days=14)
    teams.save_team(lead, for_all=True, by=director)
    others = [one for one in staff if one != director]
    chair = Person(name="นายสมพร สาธิตชุมชน", post="ประธานกรรมการสถานศึกษา")
    teams.add_members(lead, [Person(user=director)], TR.CHAIR, by=director)
    teams.add_members(lead, [chair, *map(_person, others[:2])], TR.MEMBER, by=director)
    teams.add_members(coordinate, map(_person, others[:1]), TR.CHAIR, by=director)
    teams.add_members(coordinate, map(_person, others[1:4]), TR.MEMBER, by=director)
    advisers = Adviser.objects.filter(classroom__school=made.school, classroom__year=made.year)
    rows = advisers.select_related("user").order_by("classroom__level", "classroom__room", "pk")
    people = [Person(user=one.user) for one in rows]
    teams.add_members(act, people, TR.MEMBER, by=director)


def _person(user: User) -> Person:
    return Person(user=user)


def _groups(plan: DemoPlan, school: School, staff: list[User], *, by: User) -> None:
    """The pupils' council and YC."""
    pupils = list(
        Student.objects.filter(school=school).order_by("-enrolments__classroom__level", "pk")[:12]
    )
    day = structure.first_day(school, plan.year) + timedelta(days=30)
    kinds = list(GroupKind.objects.filter(school=None).order_by("position")[:2])
    for kind, mine in zip(kinds, (pupils[:7], pupils[7:12]), strict=False):
        group = PupilGroup(school=school, year=plan.year, kind=kind, adviser=staff[-1], name="")
        groups.save_group(group, by=by)
        first, *rest = kind.position_lines
        groups.add_pupils(group, mine[:1], first, day, by=by)
        for position, pupil in zip(rest, mine[1:], strict=False):
            groups.add_pupils(group, [pupil], position, day, by=by)
        groups.add_pupils(group, mine, rest[-1], day, by=by)


demo.append((12, fill))

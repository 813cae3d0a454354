"""Structures, teams and pupil groups for tests."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from schoolcare.grants import Role
from schoolcare.models import School, User
from students.models import (
    CareTeam,
    GroupKind,
    GroupPupil,
    PupilGroup,
    SignedOrder,
    Structure,
    Student,
    Unit,
)
from students.services import signed_orders
from students.services import structure as structures
from students.services.unit_posts import Person, set_people
from tests.factories import YEAR

LONG_BEGUN = date(2026, 5, 16)


def make_structure(school: School, by: User, year: int = YEAR, **fields: Any) -> Structure:
    """Begun, without divisions, with its three teams."""
    fields = {"starts_on": LONG_BEGUN.replace(year=year - 543)} | fields
    return structures.begin(Structure(school=school, year=year, **fields), by=by)


def make_unit(structure: Structure, name: str = "งานระบบดูแล", **fields: Any) -> Unit:
    division, _ = structure.divisions.get_or_create(name="กลุ่มบริหารทั่วไป")
    fields = {"role": Role.CARE_HEAD.value} | fields
    return Unit.objects.create(division=division, name=name, **fields)


def appoint(unit: Unit, head: User | None, *members: User, by: User) -> None:
    people = [Person(user=one) for one in members]
    set_people(unit, Person(user=head) if head else None, people, by=by)


def team_of(structure: Structure, kind: CareTeam.Kind = CareTeam.Kind.LEAD) -> CareTeam:
    return structure.teams.get(kind=kind)


def make_group(school: School, year: int = YEAR, **fields: Any) -> PupilGroup:
    kind = GroupKind.objects.filter(school=None).order_by("position").first()
    return PupilGroup.objects.create(
        **{"school": school, "year": year, "kind": kind, "name": kind.name} | fields
    )


def make_member(group: PupilGroup, student: Student, **fields: Any) -> GroupPupil:
    fields = {"starts_on": date(2026, 6, 15)} | fields
    return GroupPupil.objects.create(group=group, student=student, **fields)


def make_scan(school: School, *, by: User, **fields: Any) -> SignedOrder:
    """A signed order of the teams, attached as a PDF of its own."""
    facts = {"school": school, "year": 2569, "kind": SignedOrder.Kind.TEAMS} | fields
    upload = SimpleUploadedFile("order.pdf", f"%PDF-1.7 {facts}".encode(), "application/pdf")
    return signed_orders.attach(SignedOrder(**facts), upload, by=by)

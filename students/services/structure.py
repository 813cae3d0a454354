"""The school's structure of a year: begun, changed, taken back; its divisions and units."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from schoolcare import accounts, audit
from schoolcare.keeping import keep, remove
from schoolcare.models import Membership, School, User
from schoolcare.thai import legal_term_dates
from students.models import CareTeam, Division, Structure, Unit, UnitPost
from students.services.unit_posts import lock, release, settle, staff_keys
from students.starting_structures import TEAMS, StartingSet


def first_day(school: School, year: int) -> date:
    """When the academic year (พ.ศ.) begins at the school: its first term's day, else the legal."""
    term = school.terms.filter(year=year, semester=1).first()
    return term.starts_on if term else legal_term_dates(year)[0][0]


def structure_before(school: School, year: int) -> Structure | None:
    """The newest structure of an earlier year."""
    return Structure.objects.filter(school=school, year__lt=year).order_by("-year").first()


@transaction.atomic
def begin(structure: Structure, *, by: User, starting: StartingSet | None = None) -> Structure:
    """A structure of its year, empty or from a starting set, with its three teams.

    The roles that the units of the year before have given end where this one begins. Raises
    ValidationError where the year has one already.
    """
    school = School.objects.select_for_update().get(pk=structure.school_id)
    if Structure.objects.filter(school=school, year=structure.year).exists():
        raise ValidationError(f"ปีการศึกษา {structure.year} มีโครงสร้างแล้ว")
    structure.full_clean()
    _refuse_disorder(structure)
    structure.save()
    for position, drafted in enumerate(starting.divisions if starting else (), start=1):
        division = Division.objects.create(
            structure=structure, name=drafted.name, position=position
        )
        Unit.objects.bulk_create(
            Unit(division=division, position=place, **unit.fields)
            for place, unit in enumerate(drafted.units, start=1)
        )
    CareTeam.objects.bulk_create(
        CareTeam(structure=structure, kind=kind, name=name, duties="\n".join(duties))
        for kind, name, duties in TEAMS
    )
    _hand_over(structure, by=by)
    facts: dict[str, Any] = {"year": structure.year, "starts_on": structure.starts_on}
    audit.record("structure.create", structure, by=by, school_id=school.pk, **facts)
    return structure


def _hand_over(structure: Structure, *, by: User) -> None:
    """What the units of the structure before have given ends the day before this one begins."""
    before = structure_before(structure.school, structure.year)
    for member in given_by(before) if before else ():
        last = structure.starts_on - timedelta(days=1)
        if member.ends_on is None or member.ends_on > last:
            accounts.end_unit_role(member, last, by=by)


def given_by(structure: Structure) -> list[Membership]:
    """The roles that posts of this structure have given, each once."""
    found = Membership.objects.filter(unit_posts__unit__division__structure=structure)
    return list(found.select_related("school", "user").distinct())


@transaction.atomic
def save_structure(structure: Structure, *, by: User) -> Structure:
    """Day of beginning and orders. Roles that begin or end with the day go with it."""
    before = lock(structure)
    saved = keep(structure, "structure", school_id=structure.school_id, by=by)
    if before.starts_on != structure.starts_on:
        _refuse_disorder(structure)
        _move(structure, before.starts_on, by=by)
    return saved


def _refuse_disorder(structure: Structure) -> None:
    others = Structure.objects.filter(school=structure.school_id)
    day = structure.starts_on
    if others.filter(year__lt=structure.year, starts_on__gte=day).exists():
        raise ValidationError({"starts_on": "ต้องหลังวันเริ่มใช้โครงสร้างของปีก่อน"})
    if others.filter(year__gt=structure.year, starts_on__lte=day).exists():
        raise ValidationError({"starts_on": "ต้องก่อนวันเริ่มใช้โครงสร้างของปีถัดไป"})


def _move(structure: Structure, old: date, *, by: User) -> None:
    today, new = timezone.localdate(), structure.starts_on
    earlier = structure_before(structure.school, structure.year)
    for member in given_by(earlier) if earlier else ():
        if member.ends_on == old - timedelta(days=1) and member.ends_on >= today:
            accounts.end_unit_role(member, new - timedelta(days=1), by=by)
    for member in given_by(structure):
        if member.starts_on and member.starts_on > today:
            accounts.begin_unit_role(member, max(new, today), by=by)


@transaction.atomic
def remove_structure(structure: Structure, *, by: User) -> None:
    """Take back one that was begun by mistake: before its day, or while nobody is named in it."""
    structure = lock(structure)
    posts = UnitPost.objects.filter(unit__division__structure=structure)
    if structure.has_begun(timezone.localdate()) and posts.exists():
        raise ValidationError("โครงสร้างนี้ใช้อยู่ นำผู้รับผิดชอบออกจากทุกงานก่อนจึงลบได้")
    for post in posts.select_related("membership__school"):
        release(post, by=by)
    before = structure_before(structure.school, structure.year)
    last = structure.starts_on - timedelta(days=1)
    for member in given_by(before) if before else ():
        if member.ends_on == last and last >= timezone.localdate():
            accounts.end_unit_role(member, None, by=by)
    remove(structure, "structure", school_id=structure.school_id, by=by, year=structure.year)


@transaction.atomic
def save_division(division: Division, *, by: User) -> Division:
    structure = lock(division.structure)
    if division.pk is None:
        last = structure.divisions.aggregate(last=Max("position"))["last"]
        division.position = (last or 0) + 1
    return keep(division, "division", school_id=structure.school_id, by=by)


@transaction.atomic
def remove_division(division: Division, *, by: User) -> None:
    """Raises ValidationError while it has units: each is removed for itself."""
    structure = lock(division.structure)
    if division.units.exists():
        raise ValidationError("ฝ่ายนี้ยังมีงาน ย้ายหรือลบงานก่อน")
    remove(division, "division", school_id=structure.school_id, by=by, name=division.name)


@transaction.atomic
def save_unit(unit: Unit, *, by: User) -> Unit:
    """Roles follow at once where the right of the unit has changed."""
    structure = lock(unit.division.structure)
    if unit.pk is None:
        last = unit.division.units.aggregate(last=Max("position"))["last"]
        unit.position = (last or 0) + 1
    saved = keep(unit, "unit", school_id=structure.school_id, by=by)
    posts = list(unit.posts.select_related("user", "membership__school"))
    for post in posts:
        post.unit = unit
    settle(structure, posts, staff_keys(structure), by=by)
    return saved


@transaction.atomic
def remove_unit(unit: Unit, *, by: User) -> None:
    """The unit and its people's posts; roles that follow from no other post end."""
    structure = lock(unit.division.structure)
    for post in unit.posts.select_related("membership__school"):
        release(post, by=by)
    remove(unit, "unit", school_id=structure.school_id, by=by, name=unit.name)

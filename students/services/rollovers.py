"""The way into the next year: begun, prepared, committed in one transaction, undone."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from schoolcare import audit
from schoolcare.access import Role
from schoolcare.models import Membership, School, Term, User
from schoolcare.thai import legal_term_dates, thai_key
from students.models import (
    Adviser,
    Classroom,
    Enrolment,
    LeavingReason,
    Rollover,
    RolloverClass,
    RolloverLine,
    RolloverTeam,
    StatusChange,
    Student,
)
from students.next_levels import graduating_levels
from students.rollover_blocks import blocks_of
from students.rollover_plan import Move, Plan
from students.rollover_teams import teams_of

BATCH = 1000
UNDO_DAYS = 7
SEXES = {"M": 0, "F": 1}
CHANGED = "ข้อมูลเปลี่ยนไปตั้งแต่เปิดหน้านี้ ดูจำนวนอีกครั้งแล้วกดยืนยัน ยังไม่มีใครถูกเลื่อนชั้น"
MEANWHILE = "มีคนจัดห้องของปีใหม่พร้อมกัน ยังไม่มีใครถูกเลื่อนชั้น กรุณาลองอีกครั้ง"


@transaction.atomic
def begin(school: School, year: int, *, by: User) -> Rollover:
    """The school's rollover from `year`, made as a draft where there is none."""
    School.objects.select_for_update().get(pk=school.pk)
    if found := Rollover.objects.filter(school=school, year=year).first():
        return found
    taught = set(Classroom.objects.filter(school=school, year=year).values_list("level", flat=True))
    if not taught:
        raise ValidationError(f"ปีการศึกษา {year} ยังไม่มีห้องเรียน จึงยังเลื่อนชั้นไม่ได้")
    is_secondary = school.kind == School.Kind.SECONDARY
    modes = Rollover.Advisers
    rollover = Rollover.objects.create(
        school=school,
        year=year,
        graduating=graduating_levels(school, taught),
        advisers=modes.FOLLOW if is_secondary else modes.STAY,
        left_on=last_day(school, year),
        made_by=by,
    )
    audit.record("rollover.begin", rollover, by=by, school_id=school.pk, year=year)
    return rollover


def last_day(school: School, year: int) -> date:
    """The last day of the school's year, the legal one where no terms are kept."""
    ends = Term.objects.filter(school=school, year=year).aggregate(last=Max("ends_on"))["last"]
    return ends or legal_term_dates(year)[1][1]


def _draft(rollover: Rollover) -> Rollover:
    """The row, locked; raises ValidationError where it is committed already."""
    held = Rollover.objects.select_for_update().get(pk=rollover.pk)
    if not held.is_draft:
        raise ValidationError("เลื่อนชั้นไปแล้ว แก้แผนไม่ได้")
    return held


@transaction.atomic
def save_settings(rollover: Rollover, *, by: User) -> Rollover:
    _draft(rollover)
    fields = ["graduating", "advisers", "rolls", "left_on"]
    rollover.save(update_fields=fields)
    audit.record("rollover.settings", rollover, by=by, school_id=rollover.school_id)
    return rollover


@transaction.atomic
def save_class(
    rollover: Rollover,
    room: Classroom,
    *,
    target: Classroom | None,
    lines: Mapping[int, RolloverLine | None],
    by: User,
) -> None:
    """Where a class goes (None: its own number) and which of its pupils go another way."""
    held = _draft(rollover)
    RolloverClass.objects.filter(rollover=held, classroom=room).delete()
    if target:
        RolloverClass.objects.create(rollover=held, classroom=room, target=target)
    RolloverLine.objects.filter(rollover=held, student__in=list(lines)).delete()
    kept = [line for line in lines.values() if line]
    for line in kept:
        line.rollover = held
    RolloverLine.objects.bulk_create(kept)
    audit.record(
        "rollover.class",
        room,
        by=by,
        school_id=held.school_id,
        goes_to=target.label if target else "",
        pupils=[line.student_id for line in kept],
    )


@transaction.atomic
def save_team(rollover: Rollover, room: Classroom, users: Iterable[User], *, by: User) -> None:
    """The advisers that a class of the new year gets."""
    held = _draft(rollover)
    team, _ = RolloverTeam.objects.get_or_create(rollover=held, classroom=room)
    team.users.set(users)
    audit.record("rollover.advisers", room, by=by, school_id=held.school_id, classroom=room.label)


@transaction.atomic
def make_classes(rollover: Rollover, *, by: User) -> list[Classroom]:
    """Every class of the new year that somebody would go to and that is missing."""
    held = _draft(rollover)
    made = [
        Classroom(
            school_id=held.school_id,
            year=held.to_year,
            level=one.level,
            **Classroom.room_fields(one.room),
        )
        for one in Plan(held).missing
    ]
    Classroom.objects.bulk_create(made)
    audit.record(
        "rollover.classes",
        held,
        by=by,
        school_id=held.school_id,
        classes=[one.label for one in made],
    )
    return made


def commit(rollover: Rollover, mark: str, *, by: User) -> Rollover:
    """Everybody to where the rehearsal says, at once or not at all; a second press changes nothing.

    `mark` is that of the plan that was looked at. Raises ValidationError for another plan, for
    classes that are missing, and where somebody seats a pupil in the same moment.
    """
    try:
        return _commit(rollover, mark, by=by)
    except IntegrityError as error:
        raise ValidationError(MEANWHILE) from error


@transaction.atomic
def _commit(rollover: Rollover, mark: str, *, by: User) -> Rollover:
    held = Rollover.objects.select_for_update().get(pk=rollover.pk)
    if not held.is_draft:
        return held
    people = Student.objects.select_for_update().filter(school=held.school_id)
    pupils = {one.pk: one for one in people.filter(status__in=Student.IN_SCHOOL)}
    plan = Plan(held)
    if plan.missing:
        raise ValidationError("ยังมีห้องของปีใหม่ที่ไม่มี สร้างห้องก่อน")
    if not plan.moves:
        raise ValidationError("ไม่มีนักเรียนที่จะเลื่อนชั้น")
    if plan.mark != mark:
        raise ValidationError(CHANGED)
    _seat(held, plan.moves, pupils)
    _let_go(held, plan.moves, by=by)
    _name_advisers(plan, by=by)
    held.state, held.committed_by, held.committed_at = held.State.COMMITTED, by, timezone.now()
    held.counts = plan.totals
    held.save(update_fields=["state", "committed_by", "committed_at", "counts"])
    keys = [one.student_id for one in plan.moves]
    facts: dict[str, Any] = {"counts": plan.totals, "pupils": keys}
    audit.record("rollover.commit", held, by=by, school_id=held.school_id, **facts)
    return held


def _seat(rollover: Rollover, moves: list[Move], pupils: Mapping[int, Student]) -> None:
    """A seat of the new year for everybody who goes on, with roll numbers in the chosen order."""
    rooms: dict[int, list[Move]] = {}
    for move in moves:
        if move.way.target:
            rooms.setdefault(move.way.target.pk, []).append(move)
    held = Enrolment.objects.filter(classroom__in=rooms, ends_on=None).order_by()
    last = dict(held.values_list("classroom").annotate(last=Max("roll_number")))
    seats = []
    for room, here in rooms.items():
        first = (last.get(room) or 0) + 1
        here.sort(key=lambda one: _order(rollover.rolls, one, pupils[one.student_id]))
        seats += [
            Enrolment(
                student_id=move.student_id,
                classroom_id=room,
                year=rollover.to_year,
                roll_number=number,
                rollover=rollover,
            )
            for number, move in enumerate(here, first)
        ]
    Enrolment.objects.bulk_create(seats, batch_size=BATCH)


def _order(rolls: str, move: Move, pupil: Student) -> tuple:
    names = (thai_key(pupil.first_name), thai_key(pupil.last_name), pupil.pk)
    sex = SEXES.get(pupil.sex, 2)
    if rolls == Rollover.Rolls.OLD:
        room = move.source
        return (room.level, room.room, room.room_name, move.roll_number or 9999, *names)
    if rolls == Rollover.Rolls.SEX_CODE:
        return (sex, pupil.code.zfill(20), *names)
    return names if rolls == Rollover.Rolls.NAME else (sex, *names)


def _let_go(rollover: Rollover, moves: list[Move], *, by: User) -> None:
    """Who graduates or leaves: the status, and a StatusChange each; the old seat stays open."""
    graduated = LeavingReason.objects.get(code="graduated")
    gone: dict[str, list[int]] = {}
    changes = []
    for move in moves:
        if move.way.kind not in {"graduate", "leave"}:
            continue
        reason = move.way.reason or graduated
        gone.setdefault(reason.status, []).append(move.student_id)
        changes.append(
            StatusChange(
                student_id=move.student_id,
                from_status=move.status,
                to_status=reason.status,
                reason=reason,
                on=rollover.left_on,
                rollover=rollover,
                made_by=by,
            )
        )
    for status, keys in gone.items():
        for start in range(0, len(keys), BATCH):
            rows = Student.objects.filter(pk__in=keys[start : start + BATCH])
            rows.update(status=status, version=F("version") + 1)
    StatusChange.objects.bulk_create(changes, batch_size=BATCH)


def _name_advisers(plan: Plan, *, by: User) -> None:
    """The teams of the new year; what was named is kept, so that undoing takes off just them."""
    rollover, rows = plan.rollover, []
    for room, users in teams_of(plan):
        there = {one.user_id for one in room.advisers.all()}
        named = [one for one in users if one.pk not in there]
        rows += [Adviser(classroom=room, user=user) for user in named]
        team, _ = RolloverTeam.objects.get_or_create(rollover=rollover, classroom=room)
        team.users.set(named)
    Adviser.objects.bulk_create(rows)
    wanted = {one.user_id for one in rows}
    works = Membership.objects.on(timezone.localdate()).filter(school=rollover.school_id)
    held = set(works.filter(role=Role.ADVISER).values_list("user_id", flat=True))
    for user in sorted(wanted - held):
        facts = {"user_id": user, "school_id": rollover.school_id, "role": Role.ADVISER}
        role = Membership.objects.create(**facts)
        audit.record("membership.create", role, by=by, school_id=rollover.school_id, role=role.role)


@transaction.atomic
def undo(rollover: Rollover, *, by: User) -> Rollover:
    """Back to the draft, with all that was prepared; a second press changes nothing.

    Raises ValidationError after UNDO_DAYS, and naming what has been written since.
    """
    held = Rollover.objects.select_for_update().get(pk=rollover.pk)
    if held.is_draft:
        return held
    if not may_undo(held):
        raise ValidationError(f"เลื่อนชั้นมาเกิน {UNDO_DAYS} วันแล้ว ย้อนกลับไม่ได้")
    if found := blocks_of(held):
        words = " · ".join(str(one) for one in found)
        raise ValidationError(f"ย้อนกลับไม่ได้ เพราะมีข้อมูลของปีใหม่แล้ว: {words}")
    count, _ = Enrolment.objects.filter(rollover=held).delete()
    _bring_back(held)
    for team in held.teams.prefetch_related("users"):
        Adviser.objects.filter(classroom=team.classroom_id, user__in=team.users.all()).delete()
    held.state, held.committed_by, held.committed_at = held.State.DRAFT, None, None
    held.undone_by, held.undone_at = by, timezone.now()
    held.save()
    audit.record("rollover.undo", held, by=by, school_id=held.school_id, count=count)
    return held


def may_undo(rollover: Rollover) -> bool:
    """Within the days in which a committed rollover can be undone."""
    made = rollover.committed_at
    return made is not None and timezone.now() <= made + timedelta(days=UNDO_DAYS)


def _bring_back(rollover: Rollover) -> None:
    changes = StatusChange.objects.filter(rollover=rollover)
    back: dict[str, list[int]] = {}
    for student, status in changes.values_list("student_id", "from_status"):
        back.setdefault(status, []).append(student)
    for status, keys in back.items():
        for start in range(0, len(keys), BATCH):
            rows = Student.objects.filter(pk__in=keys[start : start + BATCH])
            rows.update(status=status, version=F("version") + 1)
    changes.delete()


def undo_until(rollover: Rollover) -> Any:
    """The moment after which it cannot be undone."""
    return rollover.committed_at and rollover.committed_at + timedelta(days=UNDO_DAYS)

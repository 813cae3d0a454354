"""The rehearsal as people read it: by level, by class, into which class, and what to look at."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from schoolcare.models import District, Level, Term, User
from schoolcare.spreadsheet import Page
from schoolcare.thai import thai_date
from students.models import Classroom, Enrolment, RolloverLine, Student
from students.rollover_plan import Move, Plan
from students.rollover_teams import teams_of

KINDS = {
    "promote": "เลื่อนชั้น",
    "repeat": "ซ้ำชั้น",
    "graduate": "จบ",
    "leave": "ออก",
    "stay": "ยังไม่เลื่อน",
}
DMC_ROUND_3 = (4, 20)  # care.md §1.3: 31 มี.ค., confirmed until about 20 เม.ย.
TO_LOOK_AT = {Student.Status.HANGING: "แขวนลอย", Student.Status.SUSPENDED: "พักการเรียน"}


@dataclass
class Row:
    """A level or a class of the old year: how many come in and which way they go out."""

    label: str
    room: Classroom | None = None
    kinds: Counter = field(default_factory=Counter)
    to: Counter = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return sum(self.kinds.values())

    @property
    def cells(self) -> list[tuple[str, int]]:
        return [(label, self.kinds[kind]) for kind, label in KINDS.items()]

    @property
    def targets(self) -> list[tuple[str, int]]:
        return sorted(self.to.items())


@dataclass
class Arrival:
    """A class of the new year: who comes into it from where, and who will advise it."""

    room: Classroom
    advisers: list[User]
    sources: Counter = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return sum(self.sources.values())

    @property
    def origins(self) -> list[tuple[str, int]]:
        return sorted(self.sources.items())


def by_class(plan: Plan) -> list[Row]:
    """Each class of the old year, the empty ones too."""
    rows = {one.pk: Row(one.label, one) for one in plan.sources}
    for move in plan.moves:
        row = rows[move.source.pk]
        row.kinds[move.way.kind] += 1
        if move.way.goes_on:
            row.to[target_label(move)] += 1
    return list(rows.values())


def by_level(rows: list[Row]) -> list[Row]:
    found: dict[int, Row] = {}
    for row in rows:
        if row.room is None:
            continue
        level = found.setdefault(row.room.level, Row(Level(row.room.level).label))
        level.kinds.update(row.kinds)
    return [found[level] for level in sorted(found)]


def level_names(levels: list[int]) -> str:
    return ", ".join(Level(one).label for one in sorted(levels)) or "ไม่มี"


def target_label(move: Move) -> str:
    """The class a pupil goes to, one that is missing too; what becomes of the others in words."""
    way = move.way
    if way.target:
        return way.target.label
    if way.missing:
        level, room = way.missing
        return f"{Level(level).label}/{room}"
    return str(way.reason) if way.reason else KINDS[way.kind]


def arrivals(plan: Plan) -> list[Arrival]:
    """Each class of the new year that gets pupils."""
    found = {room.pk: Arrival(room, people) for room, people in teams_of(plan)}
    for move in plan.moves:
        if move.way.target:
            found[move.way.target.pk].sources[move.source.label] += 1
    return list(found.values())


def exceptions(plan: Plan) -> list[tuple[RolloverLine, str, str]]:
    """Who goes another way than the class: the line, from where, to where."""
    found = []
    for move in plan.moves:
        if line := plan.lines.get(move.student_id):
            found.append((line, move.source.label, target_label(move)))
    return found


def warnings(plan: Plan, today: date) -> list[str]:
    """What to look at first; nothing of it blocks."""
    found = [*_too_early(plan, today)]
    if plan.seated:
        found.append(
            f"นักเรียน {len(plan.seated)} คนมีห้องของปี {plan.rollover.to_year} อยู่แล้ว ไม่นับและไม่เปลี่ยน"
        )
    if without := without_seat(plan):
        missing = f"นักเรียน {without} คนยังไม่มีห้องของปี {plan.rollover.year}"
        found.append(f"{missing} จึงไม่อยู่ในการเลื่อนชั้น จัดห้องก่อนที่หน้านักเรียน")
    states = Counter(one.status for one in plan.moves if one.student_id not in plan.lines)
    for status, word in TO_LOOK_AT.items():
        if count := states[status]:
            found.append(f"นักเรียน{word} {count} คนจะไปตามห้อง ถ้าไม่ใช่ เลือกปลายทางรายคนที่หน้าของห้อง")
    return found


def _too_early(plan: Plan, today: date) -> list[str]:
    rollover = plan.rollover
    found = []
    ends = Term.objects.filter(school=rollover.school_id, year=rollover.year, ends_on__gte=today)
    if last := ends.order_by("-ends_on").first():
        ends_on = thai_date(last.ends_on)
        early = f"ปีการศึกษา {rollover.year} ยังไม่สิ้นสุด (วันปิดภาคเรียน {ends_on})"
        found.append(f"{early} ซักซ้อมได้ แต่ควรยืนยันหลังปิดภาคเรียน")
    is_dmc = rollover.school.district.kind != District.Kind.LOCAL
    if is_dmc and today <= date(rollover.to_year - 543, *DMC_ROUND_3):
        found.append(
            "อย่ายืนยันก่อนส่งและยืนยันข้อมูล DMC รอบ 3 (31 มี.ค. ยืนยันราว 20 เม.ย.) "
            "DMC เลื่อนชั้นให้เองหลังรอบ 3 อย่าเลื่อนชั้นหรือจำหน่ายนักเรียนที่จบด้วยมือใน DMC"
        )
    return found


def without_seat(plan: Plan) -> int:
    """Pupils in the school who sit in no class of either year."""
    years = [plan.rollover.year, plan.rollover.to_year]
    seats = Enrolment.objects.filter(student=OuterRef("pk"), year__in=years, ends_on=None)
    here = Student.objects.filter(school=plan.rollover.school_id, status__in=Student.IN_SCHOOL)
    found: dict[str, Any] = here.aggregate(count=Count("pk", filter=~Q(Exists(seats))))
    return int(found["count"])


def sheet(plan: Plan) -> Page:
    """Every pupil with the class they come from and where they go."""
    keys = {one.student_id for one in plan.moves}
    rows = Student.objects.filter(school=plan.rollover.school_id).only(
        "code", "title", "first_name", "last_name"
    )
    people = {one.pk: one for one in rows.iterator() if one.pk in keys}
    moves = sorted(
        plan.moves,
        key=lambda one: (
            one.source.level,
            one.source.room,
            one.source.room_name,
            one.roll_number or 9999,
            one.seat_id,
        ),
    )
    cells = [
        [
            one.source.label,
            one.roll_number,
            people[one.student_id].code,
            people[one.student_id].full_name,
            KINDS[one.way.kind],
            target_label(one) if one.way.goes_on or one.way.reason else "",
        ]
        for one in moves
    ]
    headers = ["ห้องเดิม", "เลขที่", "รหัสนักเรียน", "ชื่อ - สกุล", "ผล", "ปลายทาง"]
    return Page("เลื่อนชั้น", headers, cells, [12, 8, 14, 40, 14, 30])

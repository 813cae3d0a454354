"""Demo behaviour: the school's rules, notes of the last weeks by several teachers."""

from datetime import timedelta
from typing import Any

from schoolcare.access import Role
from schoolcare.demo import DemoPlan, SchoolPlan
from schoolcare.models import School, User
from students.models import (
    BehaviourEvent,
    BehaviourNote,
    Classroom,
    ConductRules,
    Enrolment,
    Penalty,
    Student,
)
from students.services import behaviour, conduct, penalties
from students.services.behaviour import Seen

PLACES = ["ในโรงเรียน", "สนามกีฬา", "โรงอาหาร", "หน้าประตูโรงเรียน", "ห้องสมุด"]
GOOD_WORDS = ["ช่วยเพื่อนถือของโดยไม่ต้องบอก", "ครูเวรเห็นทุกเช้า", ""]
MEND_WORDS = ["ตักเตือนแล้ว รับปากว่าจะปรับปรุง", "คุยกับนักเรียนหลังเลิกเรียน", ""]


def fill(plan: DemoPlan) -> None:
    """Notes of every third pupil; in scale data a few a class, written in bulk."""
    for school, its in plan.made:
        if plan.is_scale:
            _scale(plan, school)
        elif its.with_staff:
            _notes(plan, school, its)


def _people(school: School) -> list[User]:
    roles = [Role.ADVISER, Role.TEACHER, Role.CARE_HEAD]
    found = User.objects.filter(memberships__school=school, memberships__role__in=roles)
    return list(found.distinct().order_by("pk")[:6])


def _notes(plan: DemoPlan, school: School, its: SchoolPlan) -> None:
    draw, people = plan.draw, _people(school)
    rules = ConductRules.objects.known_to(school)[0]
    new = ConductRules(school=school, name=rules.name, text=rules.text)
    new.announced_on = plan.today - timedelta(days=160)
    conduct.announce_rules(new, over=rules, by=people[0])
    kinds = list(behaviour.scale_of(school).kinds.all())
    seats = Enrolment.objects.filter(classroom__school=school, year=plan.year, ends_on=None)
    pupils = [seat.student for seat in seats.select_related("student").order_by("pk")]
    for student in pupils[::3]:
        mild = [one for one in kinds if one.is_good or one.points <= 10]
        kind = draw.choice(mild if draw.random() < 0.9 else kinds)
        words = draw.choice(GOOD_WORDS if kind.is_good else MEND_WORDS)
        on = plan.today - timedelta(days=draw.randrange(90))
        seen = Seen(on, draw.choice(PLACES), words)
        behaviour.note_behaviour(school, [student], kind, seen, by=draw.choice(people))
    _together(plan, school, people[0])


def _together(plan: DemoPlan, school: School, by: User) -> None:
    """A whole row of a class that helped at an event, and a pupil with much to mend."""
    room = (
        Classroom.objects.filter(school=school, year=plan.year).order_by("-level", "room").first()
    )
    kinds = {one.name: one for one in behaviour.scale_of(school).kinds.all()}
    seats = Enrolment.objects.filter(classroom=room, ends_on=None).select_related("student")
    pupils = [seat.student for seat in seats.order_by("roll_number")[:8]]
    seen = Seen(plan.today - timedelta(days=3), "หอประชุม", "ช่วยจัดเก้าอี้และเก็บของหลังเลิกงาน")
    behaviour.note_behaviour(school, pupils, kinds["จิตอาสา ทำงานเพื่อส่วนรวม"], seen, by=by)
    for days, name in ((20, "ทะเลาะวิวาท"), (9, "ไม่เข้าเรียนโดยไม่มีเหตุจำเป็น"), (2, "พูดจาไม่สุภาพ")):
        seen = Seen(plan.today - timedelta(days=days), "ในโรงเรียน", MEND_WORDS[1])
        behaviour.note_behaviour(school, pupils[:1], kinds[name], seen, by=by)
    _penalties(plan, pupils[:2], by)


def _penalties(plan: DemoPlan, pupils: list[Student], by: User) -> None:
    """One of each: the bond waits for the guardian, the activity for its result."""
    first, second = pupils
    notes = list(first.behaviour_notes.filter(event__is_good=False).order_by("pk"))
    facts: dict[str, dict[str, Any]] = {
        Penalty.Kind.WARNING: {"reason": "ตักเตือนและให้แนวทางแก้ไข นักเรียนรับฟัง"},
        Penalty.Kind.BOND: {
            "reason": "ทะเลาะวิวาทกับเพื่อน นักเรียนชี้แจงว่าโกรธชั่ววูบ",
            "terms": "ไม่ใช้กำลังกับผู้อื่น\nมาพบครูที่ปรึกษาทุกวันศุกร์",
            "until": plan.today + timedelta(days=90),
        },
        Penalty.Kind.ACTIVITY: {
            "reason": "ขาดเรียนโดยไม่มีเหตุจำเป็น",
            "activity": "ช่วยงานห้องสมุดช่วงพักกลางวัน",
            "hours": 4,
            "supervisor": by,
        },
    }
    for kind, more in facts.items():
        penalty = Penalty(student=first, kind=kind, decided_on=plan.today, **more)
        penalties.decide(penalty, notes[:1], today=plan.today, by=by)
    points = {"reason": "พูดจาไม่สุภาพซ้ำหลังตักเตือน", "points": 5, "decided_on": plan.today}
    penalty = Penalty(student=second, kind=Penalty.Kind.POINTS, **points)
    penalties.decide(penalty, [], today=plan.today, by=by)


def _scale(plan: DemoPlan, school: School) -> None:
    by = User.objects.filter(memberships__school=school).order_by("pk").first()
    if by is None:
        return
    kinds = list(behaviour.scale_of(school).kinds.all())
    seats = list(
        Enrolment.objects.filter(classroom__school=school, year=plan.year).values_list(
            "student_id", "classroom_id"
        )[::5]
    )
    events = [_event(plan, school, kinds[at % len(kinds)], by) for at in range(len(seats))]
    BehaviourEvent.objects.bulk_create(events, batch_size=2000)
    BehaviourNote.objects.bulk_create(
        (
            BehaviourNote(event=event, student_id=student, classroom_id=room)
            for event, (student, room) in zip(events, seats, strict=True)
        ),
        batch_size=2000,
    )


def _event(plan: DemoPlan, school: School, kind, by: User) -> BehaviourEvent:
    on = plan.today - timedelta(days=plan.draw.randrange(90))
    facts = {"name": kind.name, "is_good": kind.is_good, "points": kind.points}
    facts |= {"is_violence": kind.is_violence, "place": PLACES[0], "made_by": by}
    return BehaviourEvent(school=school, kind=kind, year=plan.year, semester=2, on=on, **facts)

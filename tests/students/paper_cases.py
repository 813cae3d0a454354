"""What each paper of the care work prints when the class is full, and when there is nothing yet.

`CASES`: slug → kind of tests/paper_measure, and the function that makes the rows of a room and says
what the paper is asked with. With no pupils there is a class and, where needed, a round: no more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from schoolcare import files
from schoolcare.access import Role
from schoolcare.models import Level, School, User
from students.models import Absence, AspectResult, Destination, Student
from students.models.classrooms import Classroom
from tests.factories import (
    YEAR,
    make_adviser,
    make_classroom,
    make_guardian,
    make_student,
    make_user,
)
from tests.homevisits import making
from tests.students import moving
from tests.students.making_attendance import make_absence, make_case, weekdays
from tests.students.making_attendance import make_letter as make_absence_letter
from tests.students.making_behaviour import make_behaviour, make_letter, make_penalty, make_rules
from tests.students.making_homeroom import (
    make_meeting,
    make_network,
    make_parent,
    make_signed,
    make_week,
)
from tests.students.making_promotions import choice_of, make_promotion
from tests.students.making_structure import make_group, make_member
from tests.students.measured import bring_tables, measure
from tests.students.papers import make_class
from tests.students.screened import make_screening, make_screening_round
from tests.students.sdq_making import make_sheet

LONG = "พูดคุยกับผู้ปกครองที่บ้านแล้ว ตกลงให้มาพบครูที่ปรึกษาทุกวันศุกร์ กำชับเรื่องการบ้านและการนอน"
LONG_NAME = {"first_name": "กัญญารัตน์ศิริประภาพรรณ", "last_name": "เจริญวัฒนาสกุลชัยศรี"}


@dataclass
class Room:
    """A class with its adviser and pupils."""

    classroom: Classroom
    adviser: User
    pupils: list[Student]

    @property
    def school(self) -> School:
        return self.classroom.school

    def asked(self, **more: Any) -> dict[str, str]:
        return {"classroom": str(self.classroom.pk)} | {k: str(v) for k, v in more.items()}


def make_room(school: School, count: int) -> Room:
    """Every third pupil has a name as long as names get."""
    room = make_classroom(school, level=Level.P6)
    adviser = make_adviser(room, title="นางสาว", first_name="กัลยาณี", last_name="ศรีสุขสวัสดิ์")
    make_user(Role.DIRECTOR, school=school, position="ผู้อำนวยการสถานศึกษา")
    pupils = make_class(room, count)
    Student.objects.filter(pk__in=[one.pk for one in pupils[::3]]).update(**LONG_NAME)
    return Room(room, adviser, list(Student.objects.filter(pk__in=[one.pk for one in pupils])))


def screened(room: Room) -> Any:
    round_ = make_screening_round(room.school)
    for at, pupil in enumerate(room.pupils):
        worse = {"health": "risk", "learning": "problem"} if at % 2 else {"family": "problem"}
        make_screening(round_, pupil, room.adviser, **worse)
    return round_


def screening_form(room: Room) -> dict[str, Any]:
    screened(room)
    if not room.pupils:
        return {"school": room.school.code, "blank": "1"}
    found = room.pupils[0].screenings.get()
    for one in AspectResult.objects.filter(screening=found).exclude(level="lacks"):
        one.remark, one.reason, one.level = LONG, LONG, "problem"
        one.save()
        one.criteria.set(one.aspect.criteria.filter(level="problem"))
    return {"object": str(found.pk)}


def screening_class(room: Room) -> dict[str, Any]:
    screened(room)
    return room.asked()


def screening_school(room: Room) -> dict[str, Any]:
    screened(room)
    for level in Level:
        make_classroom(room.school, level=level, room=9)
    return {"school": room.school.code, "year": str(YEAR)}


def sdq_student(room: Room) -> dict[str, Any]:
    if not room.pupils:
        return {"school": room.school.code, "blank": "1", "informant": "self"}
    for informant in ("teacher", "parent", "self"):
        make_sheet(room.pupils[0], informant, answers=[1] * 22 + [None] * 3)
    return {"object": str(room.pupils[0].pk)}


def sdq_class(room: Room) -> dict[str, Any]:
    make_screening_round(room.school)
    for pupil in room.pupils:
        make_sheet(pupil, answers=2)
        make_sheet(pupil, "self", answers=0)
    return room.asked()


def homeroom_week(room: Room) -> dict[str, Any]:
    week = make_week(room.classroom, held_at="07.50-08.20 น.", remark=f"{LONG} " * 8)
    week.days.all().delete()
    for on in weekdays(5) if room.pupils else ():
        week.days.create(on=on, topic=LONG, activity=f"{LONG} {LONG}", came=44, absent=1, late=1)
    for pupil in room.pupils[:12]:
        week.pupils.create(student=pupil, note=LONG)
    for at in range(6 if room.pupils else 0):
        picture = making.picture((40 * at, 90, 90))
        file = files.store_image(picture, school=room.school, by=room.adviser)
        week.photos.create(classroom=room.classroom, file=file)
    return {"object": str(week.pk)}


def classroom_meeting(room: Room) -> dict[str, Any]:
    times = {"starts_at": time(9), "ends_at": time(12, 30)}
    texts = dict.fromkeys(("agenda", "talks", "opinions", "requests"), f"1. {LONG}\n2. {LONG}")
    meeting = make_meeting(room.classroom, **(times | texts if room.pupils else {}))
    for at, pupil in enumerate(room.pupils):
        make_guardian(pupil, phone="0812345678")
        if at % 4:
            facts = {"relation": "มารดา", "phone": "081-234-5678", "note": LONG}
            make_signed(meeting, pupil, name=f"นาง{LONG_NAME['first_name']} เจริญวัฒนาสกุลชัย", **facts)
    return {"object": str(meeting.pk), "what": "talks"}


def growth_class(room: Room) -> dict[str, Any]:
    bring_tables()
    for at, pupil in enumerate(room.pupils):
        pupil.birth_date = date(2014, 5, 1 + at % 28)
        pupil.save()
        measure(pupil, f"{20 + at % 30}.5", f"{120 + at % 25}.0")
    return room.asked(term=2)


def absence_letter(room: Room) -> dict[str, Any]:
    """The fourth to a known guardian; the first of a pupil of whom no guardian is known."""
    pupil = room.pupils[0] if room.pupils else make_student(room.classroom)
    if room.pupils:
        make_guardian(pupil, **LONG_NAME)
    case, steps = make_case(pupil, 8), (1, 2, 3, 4) if room.pupils else (1,)
    found = [make_absence_letter(case, step, meet_on=date(2026, 12, 4)) for step in steps]
    return {"object": str(found[-1].pk)}


def attendance_month(room: Room) -> dict[str, Any]:
    kinds = list(Absence.Kind)
    for at, on in enumerate(weekdays(15)) if room.pupils else ():
        for pupil in room.pupils[at::5]:
            make_absence(pupil, on, kinds[at % len(kinds)])
    return room.asked(month="2026-11-15")


def behaviour_letter(room: Room) -> dict[str, Any]:
    if not room.pupils:
        return {"school": room.school.code, "blank": "1"}
    for day in weekdays(25):
        make_behaviour(room.pupils[0], by=room.adviser, on=day)
    return {"object": str(make_letter(room.pupils[0]).pk)}


def probation_bond(room: Room) -> dict[str, Any]:
    if not room.pupils:
        return {"school": room.school.code, "blank": "1"}
    pupil = room.pupils[0]
    make_guardian(pupil, **LONG_NAME)
    events = [make_behaviour(pupil, by=room.adviser, on=day) for day in weekdays(12)]
    facts = {"reason": f"{LONG} " * 4, "terms": "\n".join([LONG] * 8)}
    bond = make_penalty(pupil, room.adviser, "bond", **facts)
    bond.notes.set([event.notes.get() for event in events])
    return {"object": str(bond.pk)}


def conduct_rules(room: Room) -> dict[str, Any]:
    if room.pupils:
        text = "\n".join(f"ข้อ {at} {LONG} {LONG}" for at in range(1, 31))
        make_rules(room.school, room.adviser, text=text)
    return {"school": room.school.code}


def handover_note(room: Room) -> dict[str, Any]:
    for at, pupil in enumerate(room.pupils):
        facts = {"strengths": LONG, "works": LONG * (1 + 3 * (at % 7 == 0)), "watch": LONG}
        moving.make_note(pupil, by=room.adviser, **facts)
    return room.asked()


def graduate_destination(room: Room) -> dict[str, Any]:
    for at, pupil in enumerate(room.pupils):
        plan = list(Destination.Plan)[at % 8]
        facts = {"kind": "study", "plan": plan, "place": "วิทยาลัยเทคนิคและการอาชีพสมเด็จพระเจ้าตากสิน"}
        Destination.objects.create(student=pupil, year=YEAR, noted_by=room.adviser, **facts)
    return {"school": room.school.code, "year": str(YEAR)}


def care_statistics(room: Room) -> dict[str, Any]:
    screened(room)
    return {"school": room.school.code, "year": str(YEAR)}


def parent_network(room: Room) -> dict[str, Any]:
    for scope in ("school", "level", "room") if room.pupils else ():
        places = {"level": {"level": Level.P6}, "room": {"classroom": room.classroom}}
        network = make_network(room.school, scope, **places.get(scope, {}))
        for at, pupil in enumerate(room.pupils[:20]):
            name = f"นาง{LONG_NAME['first_name']} {pupil.last_name}"
            make_parent(network, min(at + 1, 5), name=name, student=pupil, phone="081-234-5678")
    return {"school": room.school.code, "year": str(YEAR)}


def pupil_group(room: Room) -> dict[str, Any]:
    group = make_group(room.school, adviser=room.adviser, purpose=LONG)
    for pupil in room.pupils:
        make_member(group, pupil, position="กรรมการ")
    return {"object": str(group.pk)}


def promoted(room: Room) -> None:
    """A contest with a long name that everybody won something in, and a camp."""
    contest = make_promotion(room.school, room.adviser, title=LONG, is_outside=True)
    camp = make_promotion(room.school, room.adviser, ends_on=date(2026, 11, 22))
    award = choice_of("รองชนะเลิศ")
    for pupil in room.pupils:
        contest.pupils.create(
            student=pupil, classroom=room.classroom, award=award, remark="คัดลายมือ"
        )
        camp.pupils.create(student=pupil, classroom=room.classroom)


def promotion_class(room: Room) -> dict[str, Any]:
    promoted(room)
    return room.asked()


def promotion_school(room: Room) -> dict[str, Any]:
    if room.pupils:
        promoted(room)
    return {"school": room.school.code, "year": str(YEAR)}


CASES: dict[str, tuple[str, Callable[[Room], dict[str, Any]]]] = {
    "screening-form": ("form", screening_form),
    "screening-class": ("report", screening_class),
    "screening-school": ("wide", screening_school),
    "sdq-student": ("report", sdq_student),
    "sdq-class": ("report", sdq_class),
    "homeroom-week": ("report", homeroom_week),
    "classroom-meeting": ("report", classroom_meeting),
    "growth-class": ("wide", growth_class),
    "absence-letter": ("order-lists", absence_letter),
    "attendance-month": ("wide", attendance_month),
    "behaviour-letter": ("letter-table", behaviour_letter),
    "probation-bond": ("minutes", probation_bond),
    "conduct-rules": ("letter-table", conduct_rules),
    "handover-note": ("wide", handover_note),
    "graduate-destination": ("report", graduate_destination),
    "care-statistics": ("report", care_statistics),
    "parent-network": ("report", parent_network),
    "pupil-group": ("report", pupil_group),
    "promotion-class": ("wide", promotion_class),
    "promotion-school": ("wide", promotion_school),
}

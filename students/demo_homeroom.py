"""Demo homeroom: two weeks of the demo adviser's class, a meeting with guardians, a network."""

from datetime import date, time, timedelta

from schoolcare.demo import DemoPlan
from schoolcare.models import Term, User
from students.demo_attendance import school_days
from students.models import (
    ClassMeeting,
    Classroom,
    Guardianship,
    HomeroomDay,
    HomeroomWeek,
    MeetingPupil,
    ParentMember,
    ParentNetwork,
)
from students.services.attendance import seats_on
from students.services.homeroom import counts_of, days_of, monday_of

TOPICS = (
    "ความปลอดภัยในการเดินทางมาโรงเรียน",
    "การแต่งกายและความสะอาดของร่างกาย",
    "การใช้โทรศัพท์และสื่อสังคมออนไลน์",
    "การออมและการใช้เงิน",
    "กิจกรรมจิตอาสาสัปดาห์นี้",
)
ACTIVITIES = ("สนทนากลุ่ม", "เล่าข่าว", "ทำสมาธิ 5 นาที", "จับคู่เล่าเรื่องดี", "ตรวจสุขภาพ")
CAME = 0.8  # of the guardians


def fill(plan: DemoPlan) -> None:
    """Where the demo's adviser advises."""
    if plan.is_scale:
        return
    days = school_days(plan)
    for school, school_plan in plan.made:
        if not school_plan.with_staff or not days:
            continue
        adviser = User.objects.get(username=f"{school_plan.prefix}adviser")
        rooms = Classroom.objects.filter(school=school, year=plan.year, advisers__user=adviser)
        for room in rooms:
            for monday in sorted({monday_of(on) for on in days})[-2:]:
                _week(room, monday, adviser)
            _meeting(plan, room, days[-3], adviser)


def _week(room: Classroom, monday: date, adviser: User) -> None:
    week = HomeroomWeek.objects.create(
        classroom=room, starts_on=monday, held_at="08.20–08.40 น.", written_by=adviser
    )
    counts = counts_of(room, monday)
    HomeroomDay.objects.bulk_create(
        HomeroomDay(week=week, on=on, topic=topic, activity=activity, **counts.get(on, {}))
        for on, topic, activity in zip(days_of(monday), TOPICS, ACTIVITIES, strict=True)
    )
    if seat := seats_on(room, monday).first():
        week.pupils.create(student=seat.student, note="ง่วงในคาบเช้า สอบถามเวลานอนที่บ้าน")


def _meeting(plan: DemoPlan, room: Classroom, on: date, adviser: User) -> None:
    term = Term.objects.filter(school=room.school, year=room.year, ends_on__gte=on)
    meeting = ClassMeeting.objects.create(
        classroom=room,
        term=term.order_by("starts_on")[0],
        number=1,
        held_on=on,
        starts_at=time(9),
        ends_at=time(11, 30),
        place=f"ห้อง {room.label}",
        agenda="ผลการเรียนและความประพฤติภาคเรียนที่ผ่านมา\nการดูแลเรื่องการมาเรียน\nเลือกตั้งเครือข่ายผู้ปกครอง",
        opinions="อยากให้มีการสอนเสริมหลังเลิกเรียน",
        made_by=adviser,
    )
    came = [row for seat in seats_on(room, on) if (row := _pupil(plan, meeting, seat.student_id))]
    _network(meeting, came)


def _pupil(plan: DemoPlan, meeting: ClassMeeting, student: int) -> MeetingPupil | None:
    """Who came for a pupil; nobody where there is no guardian."""
    main = Guardianship.objects.filter(student=student).select_related("guardian").first()
    if main is None:
        return None
    if plan.draw.random() > CAME:
        way, on = MeetingPupil.Way.PHONE, meeting.held_on + timedelta(days=1)
        followed = {"follow_way": way, "followed_on": on} if plan.draw.random() < 0.5 else {}
        meeting.pupils.create(student_id=student, presence="absent", **followed)
        return None
    guardian = main.guardian
    signed = {"guardian": guardian, "name": guardian.full_name, "phone": guardian.phone}
    signed["relation"] = main.relation
    return meeting.pupils.create(student_id=student, presence="present", **signed)


def _network(meeting: ClassMeeting, came: list[MeetingPupil]) -> None:
    room = meeting.classroom
    network = ParentNetwork.objects.create(
        school=room.school,
        year=room.year,
        scope=ParentNetwork.Scope.ROOM,
        classroom=room,
        starts_on=meeting.held_on,
        ends_on=date(room.year - 542, 5, 15),
        meeting=meeting,
    )
    people = {row.guardian_id: row for row in came}
    posts = [*ParentMember.Position, ParentMember.Position.MEMBER]
    ParentMember.objects.bulk_create(
        ParentMember(
            network=network,
            position=post,
            guardian=row.guardian,
            student=row.student,
            name=row.name,
            phone=row.phone,
        )
        for post, row in zip(posts, people.values(), strict=False)
    )

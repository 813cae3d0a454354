"""Demo of leaving and handing on: leavers who are looked for, notes, destinations, a transfer."""

from datetime import timedelta

from schoolcare.demo import DemoPlan
from schoolcare.models import Level, School, User
from students.models import (
    Classroom,
    Destination,
    Enrolment,
    HandoverNote,
    Leaver,
    LeaverCause,
    LeaverOfficer,
    LeaverTrace,
    LeavingReason,
    StatusChange,
    Student,
    Transfer,
    TransferRequest,
)
from students.services import leavers, status, transfer_requests, transfers

NOTES = [
    (
        "ช่างสังเกต ชอบทดลอง วาดภาพได้ดี",
        "ให้ลงมือทำก่อนแล้วค่อยอธิบาย ชมต่อหน้าเพื่อน",
        "มาสายวันจันทร์ ช่วยงานที่บ้านวันหยุด",
    ),
    ("อ่านคล่อง ช่วยสอนเพื่อน", "ให้เป็นผู้นำกลุ่ม", ""),
    ("ใจเย็น รับผิดชอบงานห้อง", "ให้เวลาคิดก่อนตอบ ไม่เร่ง", "ไม่กล้าถามเมื่อไม่เข้าใจ"),
    ("เล่นกีฬาเก่ง มีน้ำใจ", "แบ่งงานเป็นช่วงสั้น ๆ", "อ่านช้า ควรได้ฝึกต่อทุกวัน"),
]
PLACES_OF: dict[int, list[tuple[str, str, str]]] = {
    Level.P6: [
        ("study", "lower", "โรงเรียนประจำอำเภอ"),
        ("study", "lower", "โรงเรียนดอยสาธิตวิทยา"),
        ("study", "religious", "โรงเรียนพระปริยัติธรรมวัดดอยสาธิต"),
        ("unknown", "", ""),
    ],
    Level.M3: [
        ("study", "upper", "โรงเรียนดอยสาธิตวิทยา"),
        ("study", "vocational", "วิทยาลัยเทคนิคดอยสาธิต"),
        ("work", "", "ช่วยงานที่บ้าน"),
        ("unknown", "", ""),
    ],
}
LAST_PLACES = [("study", "university", "มหาวิทยาลัยดอยสาธิต"), ("work", "", "พนักงานร้านค้า")]


def fill(plan: DemoPlan) -> None:
    """Of the schools with staff that were made just now."""
    if plan.is_scale:
        return
    schools = [(school, one) for school, one in plan.made if one.with_staff]
    for school, school_plan in schools:
        if school_plan.is_small:
            continue
        clerk = User.objects.get(username=f"{school_plan.prefix}clerk")
        _handovers(plan, school, school_plan.prefix)
        _destinations(plan, school, clerk)
        _leavers(plan, school, clerk)
        _appoint(plan, school)
    _transfer(plan, [school for school, _ in schools])


def _handovers(plan: DemoPlan, school: School, prefix: str) -> None:
    """The demo's adviser has begun to write of the own class, and got notes of last year."""
    adviser = User.objects.get(username=f"{prefix}adviser")
    room = Classroom.objects.filter(school=school, year=plan.year, advisers__user=adviser).first()
    if room is None:
        return
    seats = room.enrolments.filter(ends_on=None).order_by("roll_number", "pk")[:12]
    rows = []
    for number, seat in enumerate(seats):
        for year in (plan.year, plan.year - 1)[number % 2 :]:
            strengths, works, watch = NOTES[(number + year) % len(NOTES)]
            facts = {"strengths": strengths, "works": works, "watch": watch}
            rows.append(
                HandoverNote(student_id=seat.student_id, year=year, written_by=adviser, **facts)
            )
    HandoverNote.objects.bulk_create(rows)


def _destinations(plan: DemoPlan, school: School, clerk: User) -> None:
    seats = Enrolment.objects.filter(classroom__school=school, year=plan.year, ends_on=None)
    seats = seats.filter(classroom__level__in=[Level.P6, Level.M3, Level.M6])
    seats = seats.select_related("classroom")
    rows = []
    for number, seat in enumerate(seats.order_by("pk")[:60]):
        wanted = PLACES_OF.get(seat.classroom.level, LAST_PLACES)
        kind, step, place = wanted[number % len(wanted)]
        rows.append(
            Destination(
                student_id=seat.student_id,
                year=plan.year,
                kind=kind,
                plan=step,
                place=place,
                noted_by=clerk,
            )
        )
    Destination.objects.bulk_create(rows)


def _leavers(plan: DemoPlan, school: School, clerk: User) -> None:
    """Two who are looked for, one of them overdue, and one who came back."""
    seats = Enrolment.objects.filter(classroom__school=school, year=plan.year, ends_on=None)
    seats = seats.filter(classroom__level__in=[Level.P5, Level.M2])
    people = Student.objects.filter(pk__in=seats.values("student")).order_by("pk")[:3]
    causes = LeaverCause.objects.filter(name__in=["ย้ายถิ่น", "ความจำเป็นทางครอบครัว"]).order_by("pk")
    since = plan.today - timedelta(days=45)
    for number, student in enumerate(people):
        reason = LeavingReason.objects.get(code="hanging")
        change = StatusChange(student=student, reason=reason, on=since)
        cause = causes[number % 2]
        status.change_status(change, cause=cause, missing_from=since, by=clerk)
    open_ones = Leaver.objects.filter(student__in=[one.pk for one in people]).order_by("pk")
    for number, leaver in enumerate(open_ones):
        words = "บ้านปิด เพื่อนบ้านว่าไปทำงานต่างจังหวัดกับมารดา"
        trace = LeaverTrace(leaver=leaver, on=since + timedelta(days=10), who=clerk.full_name)
        trace.how, trace.found, trace.result = "home", "heard", words
        due = plan.today + timedelta(days=20 if number else -5)
        leavers.add_trace(trace, next_on=due, by=clerk)
    back = people[len(people) - 1] if len(people) == 3 else None
    if back:
        change = StatusChange(
            student=back, reason=LeavingReason.objects.get(code="returned"), on=plan.today
        )
        status.change_status(change, by=clerk)


def _appoint(plan: DemoPlan, school: School) -> None:
    """The demo's officer reads names of the office they work for."""
    officer = User.objects.filter(
        username="officer", memberships__district=school.district_id
    ).first()
    if officer:
        LeaverOfficer.objects.get_or_create(
            district=school.district,
            user=officer,
            ends_on=None,
            defaults={"starts_on": plan.today - timedelta(days=60), "order_text": "31/2569"},
        )


def _transfer(plan: DemoPlan, schools: list[School]) -> None:
    """A pupil of the second school who asks to come to the first."""
    if len(schools) < 2:
        return
    first, second = schools[0], schools[1]
    student = (
        Student.objects.filter(school=second, enrolments__year=plan.year).order_by("pk").last()
    )
    clerk = User.objects.filter(memberships__school=second, memberships__role="clerk").first()
    if student and clerk:
        offered = Transfer(student=student, to_school=first, moves_on=plan.today)
        offered.parts = ["family", "history"]
        offered.note = "ย้ายตามผู้ปกครอง"
        transfers.offer(offered, by=clerk)
        _request(plan, first, second, clerk)


def _request(plan: DemoPlan, first: School, second: School, clerk: User) -> None:
    """The second school asks for a pupil of the first, who came to its gate."""
    seats = Enrolment.objects.filter(classroom__school=first, year=plan.year, ends_on=None)
    students = Student.objects.filter(pk__in=seats.values("student"), transfers=None)
    if student := students.filter(status__in=Student.IN_SCHOOL).order_by("pk").last():
        asked = TransferRequest(student=student, to_school=second, name_given=student.full_name)
        asked.note = "มารายงานตัวพร้อมผู้ปกครองแล้ว"
        transfer_requests.ask(asked, by=clerk)

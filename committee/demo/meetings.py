"""Demo meetings: one whose minutes are adopted, one whose minutes are a draft, two to come."""

from datetime import date, time, timedelta
from typing import Any

from committee.models import AgendaItem, Attendance, Heading, Meeting, Resolution
from committee.services import agenda, attendance, meetings, minutes, replies, resolutions
from schoolcare.access import Role
from schoolcare.demo import DemoPlan
from schoolcare.models import District, School, User

Kind, Outcome = Meeting.Kind, AgendaItem.Outcome
ROOM = "ห้องประชุมพวงแสด อาคาร 2"
ROOF = "ซ่อมแซมหลังคาโรงอาหาร และรายงานผลต่อคณะกรรมการ"
THANKS = "จัดทำหนังสือขอบคุณผู้บริจาคทุกราย"
VISITS = "รายงานว่าครูที่ปรึกษาออกเยี่ยมบ้านนักเรียนครบทุกห้อง พบนักเรียนที่ควรได้รับความช่วยเหลือเร่งด่วน 31 คน"
GRANTS = "เลขานุการเสนอรายชื่อนักเรียนที่ผ่านการพิจารณา จำนวน 20 คน ทุนละ 2,500 บาท เป็นเงิน 50,000 บาท"
GRANTED = "เห็นชอบการจัดสรรทุนการศึกษาตามที่เสนอ จำนวน 20 ทุน"


def fill(plan: DemoPlan) -> None:
    """Meetings of the largest demo school and of its office; nothing in scale data."""
    if plan.is_scale:
        return
    schools = [school for school, its in plan.made if not its.is_small]
    for school in schools[:1]:
        director, clerk = _holder(school, Role.DIRECTOR), _holder(school, Role.CLERK)
        _adopted_and_draft(plan.today, school, director, clerk)
        _to_come(plan.today, school, clerk)
        _of_the_office(plan.today, school.district)


def _holder(school: School, role: Role) -> User:
    held = User.objects.filter(memberships__school=school, memberships__role=role)
    return held.order_by("pk")[0]


def _board_meeting(school: School, day: date, by: User) -> Meeting:
    facts = {"held_on": day, "starts_at": time(9, 30), "place": ROOM}
    called = day - timedelta(days=9)
    return meetings.plan(Meeting(school=school, kind=Kind.BOARD, called_on=called, **facts), by=by)


def _adopted_and_draft(today: date, school: School, director: User, clerk: User) -> None:
    first = _board_meeting(school, today - timedelta(days=96), clerk)
    repair = _item(first, Heading.DECIDE, "การซ่อมแซมหลังคาโรงอาหาร", clerk)
    _come(first, today, clerk)
    texts = _texts(repair, "หลังคารั่วสามจุด ชุมชนรับบริจาควัสดุ", "เห็นชอบให้ซ่อมแซมด้วยเงินบริจาคของชุมชน")
    _write(first, texts, director, clerk)
    due = today - timedelta(days=20)
    _resolve(repair, ROOF, "งานอาคารสถานที่", due, clerk)
    meetings.close_meeting(first, at=time(12, 0), by=clerk)
    minutes.propose(first, by=clerk)
    _draft(today, school, director, clerk)


def _draft(today: date, school: School, director: User, clerk: User) -> None:
    """Adopts the minutes before it; its own wait to be finished."""
    second = _board_meeting(school, today - timedelta(days=8), clerk)
    told = _item(second, Heading.INFORM, "ผลการเยี่ยมบ้านนักเรียน", clerk)
    grants = _item(second, Heading.DECIDE, "การจัดสรรทุนการศึกษา", clerk)
    _come(second, today, clerk)
    for item in second.items.exclude(adopts=None):
        minutes.adopt(item, corrections="", by=clerk)
    texts = _texts(told, VISITS, "") | {minutes.name_of(told, "outcome"): Outcome.NOTED.value}
    _write(second, texts | _texts(grants, GRANTS, GRANTED), director, clerk)
    _resolve(grants, THANKS, director.position or "ผู้อำนวยการ", today + timedelta(days=30), clerk)
    meetings.close_meeting(second, at=time(12, 0), by=clerk)


def _item(meeting: Meeting, heading: Heading, title: str, by: User) -> AgendaItem:
    return agenda.add_item(AgendaItem(meeting=meeting, heading=heading, title=title), by=by)


def _come(meeting: Meeting, today: date, by: User) -> None:
    """All but two: one is ill, one sends somebody."""
    guest = Attendance(meeting=meeting, name="นางประไพ ใจงามตัวอย่าง", counts=False)
    guest.post, guest.duty = "หัวหน้างานระบบดูแลช่วยเหลือนักเรียน", Attendance.Duty.GUEST
    attendance.invite(guest, by=by)
    people = list(meeting.attendances.filter(duty=Attendance.Duty.MEMBER).order_by("position"))
    attendance.mark(people[-1], Attendance.Presence.ABSENT, reason="ลาป่วย", by=by)
    attendance.mark(people[-2], Attendance.Presence.ABSENT, reason="ติดราชการ", by=by)
    attendance.mark_rest(meeting, Attendance.Presence.PRESENT, by=by)
    meetings.open_meeting(meeting, at=meeting.starts_at, today=today, by=by)


def _texts(item: AgendaItem, discussion: str, resolution: str) -> minutes.Texts:
    texts = {"discussion": discussion, "resolution": resolution}
    texts["outcome"] = Outcome.APPROVED.value
    return {minutes.name_of(item, name): text for name, text in texts.items()}


def _write(meeting: Meeting, texts: minutes.Texts, director: User, clerk: User) -> None:
    names = {"minute_taker": clerk.full_name, "minute_checker": director.full_name}
    minutes.save(meeting, texts | names, shown=None, by=clerk)


def _resolve(item: AgendaItem, text: str, owner: str, due: date, by: User) -> None:
    made = Resolution(item=item, text=text, owner_name=owner, due_on=due)
    resolutions.add(made, by=by)


def _to_come(today: date, school: School, clerk: User) -> None:
    """The next one, a few have answered; and a meeting of another body."""
    meeting = _board_meeting(school, today + timedelta(days=13), clerk)
    _item(meeting, Heading.DECIDE, "แผนปฏิบัติการความสัมพันธ์กับชุมชน", clerk)
    answers: list[Any] = [Attendance.Reply.COMING] * 4 + [Attendance.Reply.NOT_COMING]
    for one, said in zip(meeting.attendances.in_order(), answers, strict=False):
        replies.answer(one, said, via=replies.Via.TOLD, by=clerk)
    facts = {"held_on": today + timedelta(days=5), "starts_at": time(15, 30), "place": ROOM}
    staff = meetings.plan(Meeting(school=school, kind=Kind.STAFF, **facts), by=clerk)
    for user in User.objects.filter(memberships__school=school).distinct().order_by("pk")[:8]:
        one = Attendance(meeting=staff, user=user, name=user.full_name, post=user.position)
        attendance.invite(one, by=clerk)


def _of_the_office(today: date, office: District) -> None:
    officers = User.objects.filter(
        memberships__district=office, memberships__role=Role.DISTRICT_OFFICER
    )
    for officer in officers.order_by("pk")[:1]:
        facts = {"held_on": today + timedelta(days=27), "starts_at": time(9, 0)}
        place = "หอประชุมอำเภอเมือง"
        meeting = Meeting(district=office, kind=Kind.NETWORK, place=place, **facts)
        meetings.plan(meeting, by=officer)
        _item(meeting, Heading.INFORM, "แนวทางเสริมความเข้มแข็งของคณะกรรมการสถานศึกษา", officer)

"""Demo meeting for improvement, as the school's procedure asks for in October (admin.md §3.10)."""

from datetime import date, time, timedelta

from committee.models import AgendaItem, Attendance, Heading, Meeting, Resolution
from committee.services import agenda, attendance, meetings, minutes, resolutions
from schoolcare.access import Role
from schoolcare.demo import DemoPlan
from schoolcare.models import School, User

PEOPLE = (Role.DIRECTOR, Role.DEPUTY, Role.CARE_HEAD, Role.CLERK, Role.COUNSELLOR)
FOUND = "ประเมินการปฏิบัติงานภาคเรียนที่ 1 ครบทุกขั้นตอน ผลการประเมินโดยรวมอยู่ในระดับดี"
PROBLEM = "การเยี่ยมบ้านบางห้องล่าช้ากว่ากำหนด"
TOLD = "นักเรียนอยู่หลายหมู่บ้าน ครูต้องเดินทางหลายเที่ยว"
WAY = "เห็นชอบให้จัดทีมเยี่ยมบ้านตามหมู่บ้านแทนการแยกรายห้อง"
TASKS = (("จัดทำแผนที่บ้านนักเรียน", 30), ("ติดตามผลและรายงานต่อที่ประชุมครู", 90))


def fill(plan: DemoPlan) -> None:
    """One of the largest demo school; nothing in scale data."""
    if plan.is_scale:
        return
    schools = [school for school, its in plan.made if not its.is_small]
    for school in schools[:1]:
        _hold(plan.today, school)


def last_october(today: date) -> date:
    """The 20th of the last October that is over by then, no Saturday or Sunday."""
    day = date(today.year - (today < date(today.year, 10, 25)), 10, 20)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _hold(today: date, school: School) -> None:
    staff = User.objects.filter(memberships__school=school).order_by("pk")
    by = staff.filter(memberships__role=Role.CLERK)[0]
    day = last_october(today)
    facts = {"held_on": day, "starts_at": time(15, 0), "place": "ห้องประชุมพวงแสด อาคาร 2"}
    meeting = Meeting(school=school, kind=Meeting.Kind.IMPROVEMENT, **facts)
    meetings.plan(meeting, by=by)
    for user in staff.filter(memberships__role__in=PEOPLE).distinct():
        one = Attendance(meeting=meeting, user=user, name=user.full_name, post=user.position)
        attendance.invite(one, by=by)
    found = _item(meeting, Heading.INFORM, "ผลการประเมินการปฏิบัติงาน ภาคเรียนที่ 1", by)
    problem = _item(meeting, Heading.DECIDE, PROBLEM, by)
    attendance.mark_rest(meeting, Attendance.Presence.PRESENT, by=by)
    meetings.open_meeting(meeting, at=meeting.starts_at, today=today, by=by)
    texts = _texts(found, FOUND, AgendaItem.Outcome.NOTED, "")
    texts |= _texts(problem, TOLD, AgendaItem.Outcome.APPROVED, WAY)
    minutes.save(meeting, texts | {"minute_taker": by.full_name}, shown=None, by=by)
    for text, days in TASKS:
        due, owner = day + timedelta(days=days), "หัวหน้างานระบบดูแลช่วยเหลือนักเรียน"
        made = Resolution(item=problem, text=text, owner_name=owner, due_on=due)
        resolutions.add(made, by=by)
    meetings.close_meeting(meeting, at=time(16, 30), by=by)


def _item(meeting: Meeting, heading: Heading, title: str, by: User) -> AgendaItem:
    return agenda.add_item(AgendaItem(meeting=meeting, heading=heading, title=title), by=by)


def _texts(item: AgendaItem, told: str, outcome: str, resolution: str) -> minutes.Texts:
    said = {"discussion": told, "outcome": str(outcome), "resolution": resolution}
    return {minutes.name_of(item, name): text for name, text in said.items()}

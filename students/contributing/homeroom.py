"""What homeroom, class meetings and networks of parents give to the house."""

from collections.abc import Iterator
from datetime import date
from operator import itemgetter
from typing import Any

from schoolcare import audit_words
from schoolcare.access import Permission
from schoolcare.asked_together import Asked, Rows, facts
from schoolcare.models import District, Level, School, Term
from schoolcare.registry import (
    BinderPaper,
    CalendarDate,
    DateSource,
    Duty,
    Event,
    EventSource,
    PupilPanel,
    binder,
    calendar_dates,
    chronology,
    demo,
    duties,
    pupil_panels,
)
from schoolcare.requests import Request
from students.demo_homeroom import fill
from students.models import ClassMeeting, Classroom, HomeroomWeek, MeetingPupil, Student

VIEW = Permission.HOMEROOM_VIEW
Office = School | District

audit_words.NOUNS.update(
    {
        "class_meeting": "ประชุมผู้ปกครองชั้นเรียน",
        "class_photo": "รูปของห้องเรียน",
        "homeroom": "โฮมรูม",
        "meeting_talk": "ผู้ปกครองในการประชุมชั้นเรียน",
        "parent_network": "เครือข่ายผู้ปกครอง",
    }
)
audit_words.VERBS.update({"members": "แก้ไขรายชื่อของ", "review": "ตรวจ"})

demo.append((14, fill))
pupil_panels.append(PupilPanel("ประชุมผู้ปกครอง", "students:student-meetings", VIEW))
duties.append(
    Duty(
        "class-meeting",
        "ประชุมผู้ปกครอง",
        70,
        VIEW,
        lambda year, semester: MeetingPupil.objects.done().filter(
            meeting__term__year=year, meeting__term__semester=semester
        ),
        "students:student-meetings",
    )
)


def _asks(office: Office, first: date, last: date) -> tuple[Any, dict[str, Any]] | None:
    """Meetings of the school's classes; none of an office."""
    if isinstance(office, District):
        return None
    rows = ClassMeeting.objects.filter(classroom__school=office, held_on__range=(first, last))
    room = {name: f"classroom__{name}" for name in ("level", "room", "room_name")}
    return rows, {"pk": "pk", "on": "held_on"} | room


def _tells(
    office: Office, first: date, last: date, rows: list[dict[str, Any]]
) -> Iterator[CalendarDate]:
    for row in rows:
        label = f"{Level(row['level']).label}/{row['room_name'] or row['room']}"
        on = date.fromisoformat(row["on"])
        title = f"ประชุมผู้ปกครองชั้น {label}"
        yield CalendarDate(f"class-meeting-{row['pk']}", title, on, on)


calendar_dates.append(DateSource(_asks, _tells))


def _asks_talks(pupil: Any, kept_out: Any) -> Asked:
    said = ("presence", "name", "relation", "follow_way")
    held = {one: f"meeting__{one}" for one in ("number", "held_on")}
    term = {one: f"meeting__term__{one}" for one in ("semester", "year")}
    return MeetingPupil.objects.filter(student=pupil), facts(*said, **held, **term)


def _tells_talks(request: Request, student: Student, rows: Rows) -> Iterator[Event]:
    """Whether a guardian came, or was spoken to since."""
    for row in sorted(rows, key=itemgetter("pk")):
        came, way = row["presence"] == MeetingPupil.Presence.PRESENT, row["follow_way"]
        words = f"{row['name']} ({row['relation']})" if row["relation"] else row["name"]
        if not came:
            words = MeetingPupil.Way(way).label if way else "ยังไม่ได้พบผู้ปกครอง"
        badge = ("ok", "ผู้ปกครองมา") if came else ("info", "ติดตามแล้ว") if way else ("warn", "ไม่มา")
        term = Term(semester=row["semester"], year=row["year"])
        title = f"ประชุมผู้ปกครอง ครั้งที่ {row['number']} {term}"
        on = date.fromisoformat(row["held_on"])
        yield Event(on, title, text=words, icon="people", badge=badge)


chronology.append(EventSource(_asks_talks, _tells_talks, VIEW))


def weeks_of(school: School, year: int, room: Classroom | None) -> Iterator[dict[str, str]]:
    rows = HomeroomWeek.objects.filter(classroom=room, classroom__year=year)
    for key in rows.order_by("starts_on").values_list("pk", flat=True):
        yield {"object": str(key)}


def meetings_of(school: School, year: int, room: Classroom | None) -> Iterator[dict[str, str]]:
    rows = ClassMeeting.objects.filter(classroom=room, classroom__year=year)
    for key in rows.order_by("held_on", "pk").values_list("pk", flat=True):
        yield {"object": str(key)}


binder += [
    BinderPaper("homeroom-week", "การส่งเสริมและพัฒนานักเรียน", 50, weeks_of),
    BinderPaper("classroom-meeting", "การส่งเสริมและพัฒนานักเรียน", 51, meetings_of),
]

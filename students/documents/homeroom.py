"""บันทึกโฮมรูมรายสัปดาห์, the record of a class meeting with its sign-in list, parents' networks."""

from datetime import date, timedelta
from functools import cached_property
from typing import Any

from schoolcare import audit
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import User
from schoolcare.paper.choices import Option
from schoolcare.spreadsheet import Page
from schoolcare.thai import thai_time
from students.class_meetings import SignIn, sign_in
from students.models import ClassMeeting, HomeroomWeek, ParentNetwork
from students.services.attendance import seats_on
from students.services.homeroom import COUNTS, counts_of, days_of

PHOTOS = 6
LAST = 3  # rows that stay with the end of a table
BLANK_ROWS = 40
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์")
NOBODY: dict[str, Any] = dict.fromkeys(COUNTS, "")


@register
class HomeroomWeekPaper(Document):
    """A row a weekday, photos, one signature box an adviser; blank for the pen."""

    slug = "homeroom-week"
    title = "แบบบันทึกกิจกรรมโฮมรูม"
    short_title = "แบบบันทึก"
    permission = Permission.HOMEROOM_VIEW
    needs = ("school", "object")
    objects: Any = HomeroomWeek.objects.select_related("classroom__school__district")
    template = "students/print/homeroom_week.html"
    page_class = "report"
    can_be_blank = True
    is_signed = True

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Monday to Friday; counts that nobody wrote are those of attendance."""
        week: Any = self.subject.object
        if week is None:
            return [{"on": None, "day": None, "name": name, "counts": NOBODY} for name in WEEKDAYS]
        days = {day.on: day for day in week.days.all()}
        checked = counts_of(week.classroom, week.starts_on)
        rows = []
        for on in days_of(week.starts_on):
            day, counts = days.get(on), NOBODY | checked.get(on, {})
            if day:
                written = {name: getattr(day, name) for name in COUNTS}
                counts |= {name: count for name, count in written.items() if count is not None}
            rows.append({"on": on, "day": day, "counts": counts})
        return rows

    def context(self) -> dict[str, Any]:
        week: Any = self.subject.object
        if week is None:
            return {"week": None, "rows": self.rows, "advisers": [None, None], "total": None}
        friday = week.starts_on + timedelta(days=4)
        return {
            "week": week,
            "room": week.classroom,
            "rows": self.rows,
            "total": seats_on(week.classroom, friday).count(),
            "pupils": week.pupils.select_related("student"),
            "photos": week.photos.select_related("file")[:PHOTOS],
            "advisers": [one.user for one in week.classroom.advisers.select_related("user")],
        }

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = HomeroomWeek.objects.order_by("-starts_on", "pk").first()
        return {"object": str(found.pk)} if found else {"blank": "1"}


@register
class ClassroomMeetingPaper(Document):
    """The meeting on one page, then its sign-in list; the list alone, empty, for the door."""

    slug = "classroom-meeting"
    title = "แบบบันทึกการประชุมผู้ปกครองชั้นเรียน"
    short_title = "บันทึกการประชุม"
    permission = Permission.HOMEROOM_VIEW
    needs = ("school", "object")
    objects: Any = ClassMeeting.objects.select_related("classroom__school__district", "term")
    template = "students/print/classroom_meeting.html"
    page_class = "report"
    can_be_blank = True
    is_signed = True
    options = (
        Option(
            "what",
            "พิมพ์อะไร",
            (
                ("", "บันทึกการประชุมและบัญชีลงชื่อ"),
                ("list", "บัญชีลงชื่อสำหรับหน้าห้องประชุม"),
                ("talks", "บันทึกการประชุม บัญชีลงชื่อ และบันทึกการพูดคุยรายคน"),
            ),
        ),
    )

    @property
    def meeting(self) -> Any:
        return self.subject.object

    @property
    def what(self) -> str:
        return self.choices.options.get("what", "")

    @cached_property
    def people(self) -> SignIn:
        return sign_in(self.meeting) if self.meeting else SignIn([])

    @property
    def talks(self) -> list[Any]:
        """Rows with a note, where the print asks for them."""
        if self.what != "talks":
            return []
        return [one for one in self.people.rows if one.row and one.row.note]

    def record_reading(self, *, by: User | None) -> None:
        """A print with talks is a look at them."""
        for one in self.talks:
            where = {"school_id": self.meeting.classroom.school_id}
            where["pupil_id"] = one.seat.student_id
            audit.record("meeting_talk.view", one.row, by=by, **where)

    def context(self) -> dict[str, Any]:
        meeting, rows = self.meeting, self.people.rows
        if meeting is None:
            blank = [None] * BLANK_ROWS
            return {"meeting": None, "groups": [blank[:-LAST], blank[-LAST:]], "advisers": [None]}
        networks = ParentNetwork.objects.filter(meeting=meeting).prefetch_related("members")
        return {
            "meeting": meeting,
            "room": meeting.classroom,
            "people": self.people,
            "groups": [rows[:-LAST], rows[-LAST:]],
            "talks": self.talks,
            "is_list": self.what == "list",
            "texts": [
                (ClassMeeting._meta.get_field(name).verbose_name, getattr(meeting, name))
                for name in ("agenda", "talks", "opinions", "requests")
            ],
            "network": networks.first(),
            "photos": meeting.photos.select_related("file")[:PHOTOS],
            "advisers": [one.user for one in meeting.classroom.advisers.select_related("user")],
            "times": _times(meeting),
        }

    def sheet(self) -> Page:
        rows: list[list[Any]] = []
        for one in self.people.rows:
            row = one.row
            signed = [row.name, row.relation, row.phone] if row and one.is_present else ["", "", ""]
            state = "มา" if one.is_present else "ติดตามแล้ว" if one.is_followed else "ไม่มา"
            rows.append([one.seat.roll_number, str(one.seat.student), *signed, state])
        headers = ["เลขที่", "นักเรียน", "ผู้ปกครองที่มา", "เกี่ยวข้องเป็น", "โทรศัพท์", "การมาประชุม"]
        return Page("บัญชีลงชื่อ", headers, rows, [8, 34, 34, 16, 16, 14])

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = ClassMeeting.objects.order_by("-held_on", "pk").first()
        return {"object": str(found.pk)} if found else {"blank": "1"}


def _times(meeting: ClassMeeting) -> str:
    """09.00–12.00 น., as far as it is known."""
    known = [thai_time(one, separator=".") for one in (meeting.starts_at, meeting.ends_at) if one]
    return "–".join(one.removesuffix(" น.") for one in known) + (" น." if known else "")


@register
class ParentNetworkPaper(Document):
    """The networks of a school in a year with their members."""

    slug = "parent-network"
    title = "คณะกรรมการเครือข่ายผู้ปกครอง"
    permission = Permission.PARENTS_EDIT
    needs = ("school", "year")
    template = "students/print/parent_network.html"
    page_class = "report"
    is_signed = True

    @cached_property
    def networks(self) -> list[ParentNetwork]:
        """School, levels, rooms, in this order."""
        rows = ParentNetwork.objects.filter(school=self.subject.school, year=self.subject.year)
        rows = rows.select_related("classroom").prefetch_related("members__student")
        order = {"school": 0, "level": 1, "room": 2}

        def place(one: ParentNetwork) -> tuple[int, int, int, date]:
            room = one.classroom
            level = one.level or (room.level if room else 0)
            return order[one.scope], level, room.room if room else 0, one.starts_on

        return sorted(rows, key=place)

    def context(self) -> dict[str, Any]:
        return {"networks": self.networks}

    def sheet(self) -> Page:
        rows = [
            [one.place, member.name, member.get_position_display(), member.phone]
            for one in self.networks
            for member in one.members.all()
        ]
        headers = ["เครือข่าย", "ชื่อ-สกุล", "ตำแหน่ง", "โทรศัพท์"]
        return Page("เครือข่ายผู้ปกครอง", headers, rows, [20, 36, 16, 16])

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = ParentNetwork.objects.select_related("school").order_by("pk").first()
        return {"school": found.school.code, "year": str(found.year)} if found else {}

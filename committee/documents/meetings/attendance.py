"""บัญชีลงลายมือชื่อผู้เข้าร่วมประชุม: a row a person to sign in, empty rows for guests."""

from typing import Any

from committee.documents.meetings import wording
from committee.documents.meetings.papers import MeetingPaper
from committee.models import Attendance, Meeting
from schoolcare.documents import register
from schoolcare.paper.choices import Option

EMPTY = 5
ROWS = Option(
    "rows",
    "บรรทัดว่างสำหรับผู้เข้าร่วมประชุม",
    (
        ("", f"{EMPTY} บรรทัด"),
        ("0", "ไม่มี"),
        ("10", "10 บรรทัด"),
        ("20", "20 บรรทัด"),
        ("40", "40 บรรทัด"),
    ),
)


@register
class AttendanceSheet(MeetingPaper):
    slug = "meeting-attendance"
    title = "บัญชีลงลายมือชื่อผู้เข้าร่วมประชุม"
    short_title = "บัญชีลงลายมือชื่อ"
    example = {"kind": Meeting.Kind.BOARD}
    template = "committee/print/meetings/attendance.html"
    page_class = "report"
    options = (ROWS,)

    def context(self) -> dict[str, Any]:
        asked = self.choices.options.get(ROWS.name, "")
        empty = int(asked) if asked else EMPTY
        rows = [self.row_of(number, one) for number, one in enumerate(self.members, 1)]
        after = len(rows) + 1
        guests = [self.row_of(number, one) for number, one in enumerate(self.guests, after)]
        after += len(guests)
        return self.named() | {
            "rows": rows,
            "guests": guests,
            "empty": range(after, after + empty),
            "counted": wording.counted(self.members),
        }

    def row_of(self, number: int, person: Attendance) -> dict[str, Any]:
        """Post and duty as they stand in the list; who cannot come is marked already."""
        duty = wording.duty_of(person, self.meeting)
        is_away = person.reply == Attendance.Reply.NOT_COMING
        posts = [one for one in (person.post, duty) if one]
        return {
            "number": number,
            "name": person.name,
            "posts": posts,
            "remark": "แจ้งว่ามาไม่ได้" if is_away else "",
        }

"""หนังสือเชิญประชุม: a letter, or a memo to the school's own people, for each who is invited."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from committee.documents.meetings import wording
from committee.documents.meetings.links import QR, qr_of
from committee.documents.meetings.papers import MeetingPaper
from committee.models import Attendance, Meeting
from schoolcare.documents import register
from schoolcare.models import Register
from schoolcare.paper.body import NUMBER, SUBJECT, TEXT, TO, BodyField
from schoolcare.paper.choices import Option
from schoolcare.paper.packs import Part

Kind = Meeting.Kind
# An own staff is written to by memo (admin.md §1.11); everybody else gets a letter.
OF_STAFF = (Kind.LEAD, Kind.COORDINATE, Kind.WORK, Kind.STAFF, Kind.IMPROVEMENT)
ALL = "all"
SHEETS = Option("sheets", "ฉบับที่พิมพ์")
RANK = Option(
    "rank",
    "สมณศักดิ์ของพระภิกษุที่เชิญ",
    (
        ("", f"พระภิกษุทั่วไป ({wording.CLOSINGS['']})"),
        ("high", f"พระราชาคณะ ({wording.CLOSINGS['high']})"),
        ("highest", f"สมเด็จหรือรองสมเด็จพระราชาคณะ ({wording.CLOSINGS['highest']})"),
    ),
    hint="ใช้กับทุกฉบับถึงพระภิกษุในการพิมพ์ครั้งนี้ ถ้าสมณศักดิ์ต่างกัน พิมพ์เฉพาะทีละรูป",
)
ENCLOSED = BodyField("enclosed", "สิ่งที่ส่งมาด้วย (บรรทัดละหนึ่งรายการ)")
ONE_COPY = "จำนวน 1 ฉบับ"


@register
class MeetingInvitation(MeetingPaper):
    """Mail-merged: a sheet a person, one for all, or one person's sheet alone."""

    slug = "meeting-invitation"
    title = "หนังสือเชิญประชุม"
    body_fields = (NUMBER, SUBJECT, replace(TO, label="เรียน (เมื่อพิมพ์ฉบับเดียว)"), ENCLOSED, TEXT)
    options = (SHEETS, RANK, QR)
    is_signed = True
    is_batch = True
    example = {"kind": Kind.BOARD}

    @property
    def is_memo(self) -> bool:
        return self.meeting.kind in OF_STAFF

    @property
    def register(self) -> str:  # type: ignore[override] # a memo and a letter are counted apart
        return Register.MEMO if self.is_memo else Register.SENT

    @property
    def is_circular(self) -> bool:  # type: ignore[override] # one text to many goes out with ว
        return not self.is_memo

    @property
    def template(self) -> str:  # type: ignore[override]
        form = "memo" if self.is_memo else "letter"
        return f"committee/print/meetings/invitation_{form}.html"

    @property
    def offered(self) -> tuple[Option, ...]:
        each = ("", f"คนละฉบับ ({len(self.people)} ฉบับ)")
        names = [(str(one.pk), f"เฉพาะ {one.name}") for one in self.people]
        sheets = replace(SHEETS, choices=(each, (ALL, "ฉบับเดียว เรียนทุกท่าน"), *names))
        if self.is_memo:
            return (sheets,)
        has_monks = any(one.is_monk for one in self.people)
        return (sheets, RANK, QR) if has_monks else (sheets, QR)

    @cached_property
    def previous(self) -> Meeting | None:
        """Whose minutes go with the letter."""
        return Meeting.objects.before(self.meeting).first()

    def default_body(self) -> dict[str, str]:
        meeting = self.meeting
        whole, number = wording.gathering(meeting), wording.numbered(meeting)
        short, own = wording.short_gathering(meeting), meeting.office.full_name
        day, time = wording.day_of(meeting), wording.time_of(meeting)
        when = f"ใน{day} เวลา {time} {wording.place_of(meeting)}"
        caller = f"{own} " if meeting.school is None else "โรงเรียน"
        called = f"ด้วย{own} กำหนดจัด{short} {number} ตามระเบียบวาระการประชุมที่ส่งมาพร้อมนี้"
        asked = (
            f"ในการนี้ จึงขอเชิญท่านเข้าร่วมประชุม {when} "
            f"หากท่านไม่สามารถเข้าร่วมประชุมได้ โปรดแจ้งให้{caller}ทราบล่วงหน้าก่อนวันประชุม"
        )
        ending = "จึงเรียนมาเพื่อโปรดเข้าร่วมประชุมตามวัน เวลา และสถานที่ดังกล่าว"
        to = short.removeprefix("ประชุม")
        return {
            "subject": f"ขอเชิญ{short if self.is_memo else whole} {number}",
            "to": f"{to}ทุกท่าน" if "กรรมการ" in to else "ผู้เข้าร่วมประชุมทุกท่าน",
            "enclosed": "\n".join(self.usually_enclosed()),
            "text": f"{called}\n{asked}\n{ending}",
        }

    def usually_enclosed(self) -> list[str]:
        found = [f"ระเบียบวาระการประชุม {wording.numbered(self.meeting)} {ONE_COPY}"]
        if self.previous:
            found.append(f"รายงานการประชุม {wording.numbered(self.previous)} {ONE_COPY}")
        return found if self.is_memo else [*found, f"แบบตอบรับการเข้าร่วมประชุม {ONE_COPY}"]

    def parts(self) -> Iterable[Part]:
        """One for all too where nobody is invited by name."""
        chosen = self.choices.options.get(SHEETS.name, "")
        if chosen == ALL or not self.people:
            return [self.part(self.to_all())]
        people = [one for one in self.people if str(one.pk) == chosen] or self.people
        return [self.part(self.to_one(one)) for one in people]

    def part(self, facts: dict[str, Any]) -> Part:
        return Part(lambda: self.render(self.template, facts))

    def html(self) -> str:
        """The first sheet."""
        return next(iter(self.parts())).html()

    def to_all(self) -> dict[str, Any]:
        return self.named() | {
            "salutation": "เรียน",
            "to": self.body["to"],
            "closing": "ขอแสดงความนับถือ",
            "body": self.body,
            "enclosed": self.enclosed(),
            "qr": "",
        }

    def to_one(self, person: Attendance) -> dict[str, Any]:
        facts = self.to_all() | {"to": person.name, "qr": qr_of(self, person)}
        if not person.is_monk:
            return facts
        due = {name: wording.for_a_monk(self.body[name]) for name in ("subject", "text")}
        return facts | {
            "salutation": "นมัสการ",
            "closing": wording.CLOSINGS[self.choices.options.get(RANK.name, "")],
            "body": self.body | due,
        }

    def enclosed(self) -> list[tuple[str, str]]:
        """Each enclosure and how many copies of it."""
        lines = [line.strip() for line in self.body["enclosed"].splitlines() if line.strip()]
        found = []
        for number, line in enumerate(lines, start=1):
            name, said, count = line.rpartition(" จำนวน ")
            name = name if said else line
            label = f"{number}. {name}" if len(lines) > 1 else name
            found.append((label, f"จำนวน {count}" if said else ""))
        return found

"""หนังสือแจ้งการขาดเรียน to a guardian; the attendance of a class in a month."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.utils import timezone

from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import Level, Register
from schoolcare.paper.body import NUMBER, SUBJECT, TEXT, TO, BodyField
from schoolcare.paper.choices import Option
from schoolcare.spreadsheet import Page
from schoolcare.thai import parse_thai_date, thai_date_full
from students.class_days import MonthPage, month_page
from students.models import AbsenceLetter, Classroom

ENDING = BodyField("ending", "ย่อหน้าปิดท้าย")
COMPULSORY = {level for level in Level if Level.P1 <= level <= Level.M3}
LAW = (
    "อนึ่ง พระราชบัญญัติการศึกษาภาคบังคับ พ.ศ. 2545 กำหนดให้ผู้ปกครองส่งเด็กซึ่งอยู่ในความปกครอง"
    "ให้ได้เรียนในสถานศึกษาจนจบการศึกษาภาคบังคับ"
)
LAST = 3  # rows that stay with the end of the table


@register
class AbsenceLetterPaper(Document):
    """The adviser's first, second and third letter, then the school's; one number each.

    A blank one leaves pupil, days and which letter it is to the pen.
    """

    slug = "absence-letter"
    title = "หนังสือแจ้งการขาดเรียน"
    short_title = "หนังสือ"
    permission = Permission.ATTENDANCE_VIEW
    needs = ("school", "object")
    objects: Any = AbsenceLetter.objects.select_related(
        "case__student__school__district", "case__classroom"
    )
    template = "students/print/absence_letter.html"
    body_fields = (NUMBER, SUBJECT, TO, TEXT, ENDING)
    register = Register.SENT
    is_signed = True
    can_be_blank = True

    @property
    def letter(self) -> Any:
        return self.subject.object

    @property
    def pupil_id(self) -> int | None:
        return int(self.letter.case.student_id) if self.letter else None

    @cached_property
    def guardian(self) -> str:
        """Whom it is written to: the main guardian who may be written to, else in words."""
        student = self.letter.case.student
        rows = student.guardianships.filter(may_be_contacted=True).select_related("guardian")
        first = rows.first()
        return first.guardian.full_name if first else f"ผู้ปกครองของ{student.full_name}"

    def default_body(self) -> dict[str, str]:
        subject, ending = "แจ้งการขาดเรียนของนักเรียน", "จึงเรียนมาเพื่อโปรดทราบและดำเนินการ"
        if (letter := self.letter) is None:
            return {"subject": subject, "to": "", "text": "", "ending": ending}
        step = letter.get_step_display() if letter.step < AbsenceLetter.Step.SCHOOL else ""
        return {
            "subject": f"{subject} {step}".strip(),
            "to": self.guardian,
            "text": f"{self._told(letter.case)}\n{self._asked(letter)}",
            "ending": ending,
        }

    def _told(self, case: Any) -> str:
        student, room = case.student, case.classroom
        seat = room.enrolments.filter(student=student).order_by("-pk").first()
        roll = f" เลขที่ {seat.roll_number}" if seat and seat.roll_number else ""
        days = f"ระหว่างวันที่ {thai_date_full(case.starts_on)} ถึงวันที่ {thai_date_full(case.ends_on)}"
        return (
            f"ด้วย{student.full_name} นักเรียนชั้น {room.label}{roll} รหัสประจำตัว {student.code or '–'} "
            f"ซึ่งอยู่ในความปกครองของท่าน ได้{case.get_reason_display()} รวม {case.days} วัน {days} "
            "โดยโรงเรียนยังไม่ทราบสาเหตุ การขาดเรียนเป็นเวลานานทำให้นักเรียนเรียนไม่ทันและอาจไม่มีสิทธิ์สอบปลายภาค"
        )

    def _asked(self, letter: Any) -> str:
        who = "ครูที่ปรึกษาและผู้บริหารสถานศึกษา" if letter.step == 4 else "ครูที่ปรึกษา"
        meet = f"ในวันที่ {thai_date_full(letter.meet_on)}" if letter.meet_on else "โดยเร็ว"
        asks = f"โรงเรียนจึงขอความร่วมมือท่านติดตามให้นักเรียนกลับมาเรียนตามปกติ และขอเชิญท่านพบ{who} {meet}"
        asks += f" ณ {letter.case.student.school.full_name}"
        is_compulsory = letter.case.classroom.level in COMPULSORY
        return f"{asks}\n{LAW}" if letter.step > 1 and is_compulsory else asks

    def context(self) -> dict[str, Any]:
        if (letter := self.letter) is None:
            return {}
        is_chosen = self.choices.date != timezone.localdate()
        return {
            "letter": letter,
            "date": self.choices.date if is_chosen else letter.dated_on,
            "earlier": letter.case.letters.filter(step__lt=letter.step),
            "advisers": letter.case.classroom.advisers.select_related("user"),
        }

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = AbsenceLetter.objects.order_by("-step", "pk").first()
        return {"object": str(found.pk)} if found else {}


@register
class AttendanceMonth(Document):
    """Pupils × checked days of one month, with sums and shares."""

    slug = "attendance-month"
    title = "บัญชีการมาเรียนประจำเดือน"
    short_title = "บัญชีรายเดือน"
    permission = Permission.ATTENDANCE_VIEW
    needs = ("school", "year", "classroom")
    classrooms = Classroom.objects
    template = "students/print/attendance_month.html"
    page_class = "wide"
    options = (Option("month", "เดือน", hint="วันใดก็ได้ของเดือนที่ต้องการ เช่น 1/11/2569"),)

    @cached_property
    def page(self) -> MonthPage:
        """The month asked for, else that of the paper's date."""
        try:
            day = parse_thai_date(self.choices.options.get("month", ""))
        except ValueError:
            day = self.choices.date
        return month_page(self.room, day)

    @property
    def room(self) -> Any:
        return self.subject.classroom

    def context(self) -> dict[str, Any]:
        page = self.page
        return {
            "page": page,
            "groups": [page.rows[:-LAST], page.rows[-LAST:]],
            "advisers": [one.user for one in self.room.advisers.select_related("user")],
            "day_mm": round(min(7.0, 150 / max(len(page.days), 1)), 2),
            "width": len(page.days) + 7,
        }

    def sheet(self) -> Page:
        page = self.page
        days = [str(day.on.day) for day in page.days]
        rows: list[list[Any]] = [
            [
                *(row.seat.roll_number, row.seat.student.code, str(row.seat.student)),
                *(sign for sign, _look in row.marks),
                *(row.share.absent, row.share.leave, row.share.late, row.share.came),
                row.share.percent,
            ]
            for row in page.rows
        ]
        headers = ["เลขที่", "รหัสนักเรียน", "ชื่อ - สกุล", *days, "ขาด", "ลา", "สาย", "มา", "ร้อยละ"]
        widths = [8, 14, 34, *([4] * len(days)), 7, 7, 7, 7, 9]
        label = f"{self.room.label.replace('/', '-')} {page.title}"
        return Page(label, headers, rows, widths)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found: Mapping[str, Any] | None = (
            Classroom.objects.filter(class_days__isnull=False)
            .order_by("-class_days__on", "pk")
            .values("pk", "class_days__on")
            .first()
        )
        if found is None:
            return {}
        return {"classroom": str(found["pk"]), "month": str(found["class_days__on"])}

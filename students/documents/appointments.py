"""คำสั่ง of the school that appoint: the teams of the care work, the advisers of the classes.

Form and order of their parts: admin.md §4.4. Whom an order names stands in the records; the words
around the names are edited before printing.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from schoolcare.access import Permission
from schoolcare.documents import register
from schoolcare.models import Register
from schoolcare.paper.body import SUBJECT, TEXT, BodyField
from schoolcare.spreadsheet import Page
from schoolcare.thai import buddhist_year
from students.appointment_orders import (
    ADVISER_ORDER,
    CARE_ORDER,
    OrderFacts,
    order_of_advisers,
    order_of_teams,
)
from students.documents.structure import YearPaper
from students.models import Adviser, CareTeam, Classroom
from students.services.structure import first_day
from students.starting_structures import TEAMS

DUTIES = BodyField("duties", "หน้าที่ บรรทัดละข้อ")
ENDING = BodyField("ending", "ย่อหน้าปิดท้าย")
MANY = 99  # names in one list: their numbers take more room
LINES, CLASSES = 8, 20  # of an empty form: for a team, for classes


class SchoolOrder(YearPaper):
    """An order of the director about one academic year."""

    permission = Permission.CARE_ORDER
    register = Register.ORDER
    is_signed = True
    can_be_blank = True  # names, number and days are left to the pen

    def check(self) -> None:
        """A form for the pen asks for no structure."""
        if not self.subject.is_blank:
            super().check()

    @property
    def order(self) -> OrderFacts:
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        school, order = self.subject.school, self.order
        assert school is not None  # noqa: S101 -- needs
        if self.subject.is_blank:
            return {"office": school.full_name}
        dated_on = order.dated_on or self.choices.date
        structure, year = self.structure, self.subject.year
        return {
            "number": order.number or (self.number_entry.text if self.number_entry else ""),
            "order_year": buddhist_year(dated_on.year),
            "office": school.full_name,
            "dated_on": dated_on,
            "effective_on": structure.starts_on if structure else first_day(school, year or 0),
        }


@register
class CareOrder(SchoolOrder):
    slug = CARE_ORDER
    title = "คำสั่งแต่งตั้งคณะกรรมการระบบดูแลช่วยเหลือนักเรียน"
    short_title = "คำสั่งแต่งตั้งทีม"
    template = "students/print/care_order.html"
    body_fields = (SUBJECT, TEXT, ENDING)

    @property
    def order(self) -> OrderFacts:
        return order_of_teams(self.structure) if self.structure else OrderFacts()

    def context(self) -> dict[str, Any]:
        if self.subject.is_blank:
            teams = [
                (CareTeam(kind=kind, name=name, duties="\n".join(duties)), [None] * LINES)
                for kind, name, duties in TEAMS
            ]
        else:
            teams = [(team, list(team.members.all())) for team in self.teams]
        return super().context() | {
            "teams": [(team, people, len(people) > MANY) for team, people in teams]
        }

    def default_body(self) -> dict[str, str]:
        year = self.subject.year
        return {
            "subject": f"แต่งตั้งคณะกรรมการระบบดูแลช่วยเหลือนักเรียน ปีการศึกษา {year}",
            "text": f"เพื่อให้การดำเนินงานระบบดูแลช่วยเหลือนักเรียน ปีการศึกษา {year} "
            "เป็นไปด้วยความเรียบร้อย นักเรียนทุกคนได้รับการดูแลช่วยเหลืออย่างทั่วถึงและต่อเนื่อง "
            "จึงแต่งตั้งคณะกรรมการระบบดูแลช่วยเหลือนักเรียน ดังต่อไปนี้",
            "ending": "ให้ผู้ได้รับแต่งตั้งปฏิบัติหน้าที่ที่ได้รับมอบหมายอย่างเต็มความสามารถ เพื่อประโยชน์สูงสุดของนักเรียน",
        }


@register
class AdviserOrder(SchoolOrder):
    slug = ADVISER_ORDER
    title = "คำสั่งแต่งตั้งครูประจำชั้น/ครูที่ปรึกษา"
    short_title = "คำสั่งแต่งตั้งครูที่ปรึกษา"
    template = "students/print/adviser_order.html"
    body_fields = (SUBJECT, TEXT, DUTIES, ENDING)

    def check(self) -> None:
        """A class may have its adviser before the school has written its structure."""

    @property
    def order(self) -> OrderFacts:
        return order_of_advisers(self.structure) if self.structure else OrderFacts()

    def classes(self) -> Iterator[tuple[Classroom, list[Adviser]]]:
        """Each class of the year with those who advise it on the day of the order."""
        rooms = Classroom.objects.filter(school=self.subject.school, year=self.subject.year)
        day = self.order.dated_on or self.choices.date
        for room in rooms.prefetch_related("advisers__user"):
            people = [one for one in room.advisers.all() if advises(one, day)]
            yield room, people

    def context(self) -> dict[str, Any]:
        is_blank = self.subject.is_blank
        return super().context() | {
            "classes": [(None, [])] * CLASSES if is_blank else list(self.classes()),
            "duties": [line.strip() for line in self.body["duties"].splitlines() if line.strip()],
        }

    def default_body(self) -> dict[str, str]:
        year = self.subject.year
        return {
            "subject": f"แต่งตั้งครูประจำชั้น/ครูที่ปรึกษา ปีการศึกษา {year}",
            "text": f"เพื่อให้การดูแลนักเรียนในปีการศึกษา {year} เป็นไปอย่างใกล้ชิดและทั่วถึง "
            "จึงแต่งตั้งครูประจำชั้น/ครูที่ปรึกษา ดังต่อไปนี้",
            "duties": "\n".join(ADVISER_DUTIES),
            "ending": "ให้ผู้ได้รับแต่งตั้งปฏิบัติหน้าที่อย่างเต็มความสามารถ เพื่อประโยชน์สูงสุดของนักเรียน",
        }

    def sheet(self) -> Page:
        rows = [
            [room.label, one.user.full_name, one.user.position]
            for room, people in self.classes()
            for one in people
        ]
        return Page("ครูที่ปรึกษา", ["ชั้น", "ชื่อ - สกุล", "ตำแหน่ง"], rows, [10, 36, 28])

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        room = Classroom.objects.select_related("school").order_by("pk").first()
        return {"school": room.school.code, "year": str(room.year)} if room else {}


def advises(adviser: Adviser, day: date) -> bool:
    """Appointed for later counts: an order of spring names who begins in May."""
    return adviser.ends_on is None or adviser.ends_on >= day


# care.md §1.2: what the adviser of a class does.
ADVISER_DUTIES = (
    "จัดทำและปรับปรุงระเบียนของนักเรียนในห้องให้ครบถ้วนและเป็นปัจจุบัน",
    "เยี่ยมบ้านนักเรียนทุกคน และประเมิน SDQ ฉบับครู",
    "คัดกรองนักเรียนทุกคน และช่วยเหลือเบื้องต้นหรือเปิดรายกรณีเมื่อพบความเสี่ยง",
    "จัดกิจกรรมโฮมรูม และประชุมผู้ปกครองชั้นเรียนภาคเรียนละหนึ่งครั้ง",
    "ประสานผู้ปกครอง ครูผู้สอน และครูแนะแนว และส่งต่อนักเรียนเมื่อเกินความสามารถ",
)

"""Papers of a trip: asking for it, the order that names the staff, asking each family."""

from collections.abc import Iterable
from typing import Any

from community.documents.activities import ActivityPaper, held
from community.models import Activity, Trip, TripPupil
from schoolcare.access import Permission
from schoolcare.documents import register
from schoolcare.models import Register, User
from schoolcare.paper.body import NUMBER, SUBJECT, TEXT, TO, BodyField
from schoolcare.paper.choices import Option
from schoolcare.paper.packs import Part
from schoolcare.thai import buddhist_year, thai_date_full, thai_time

ORDERED = BodyField("ordered", "จึงมีคำสั่ง")
ENDING = BodyField("ending", "ย่อหน้าปิดท้าย")
BY = Option("answer_by", "ส่งคืนภายใน (เว้นว่างไว้เขียนเอง)", hint="เช่น วันที่ 1 ธันวาคม 2569")
AT_ONCE = 40  # letters that are made while one waits; more are a job's
SUBJECT_WORDS = "ขออนุญาตพานักเรียนไปนอกสถานศึกษา"


class TripPaper(ActivityPaper):
    """About a trip, for whoever may list its pupils."""

    permission = Permission.PUPIL_LIST
    page_class = "official"
    objects: Any = Activity.objects.filter(kind="trip", trip__isnull=False).select_related(
        "school__district", "made_by", "trip__leader"
    )

    @property
    def trip(self) -> Trip:
        found: Trip = self.activity.trip
        return found

    @property
    def pupils(self) -> list[TripPupil]:
        """Within the reach of whoever prints, by class and roll number's order of names."""
        rows = self.trip.pupils.select_related("student", "classroom")
        if self.user:
            rows = rows.for_user(self.user, Permission.PUPIL_LIST)
        order = ("classroom__level", "classroom__room", "classroom__room_name")
        return list(rows.order_by(*order, "student__first_name", "student__last_name", "pk"))

    @property
    def staff(self) -> list[User]:
        """Who goes along, the one in charge first."""
        people = list(self.activity.staff.order_by("first_name", "last_name", "pk"))
        leader = self.trip.leader
        if leader:
            people = [leader, *(one for one in people if one.pk != leader.pk)]
        return people

    @property
    def where(self) -> str:
        return f"ณ {self.activity.place}" if self.activity.place else ""

    @property
    def purpose(self) -> str:
        text = self.trip.purpose
        return f" เพื่อ{text.removeprefix('เพื่อ')}" if text else ""

    @property
    def hours(self) -> str:
        """When it leaves and is back, as far as that is known."""
        trip = self.trip
        said = [("ออกเดินทางเวลา", trip.departs_at), ("กลับถึงสถานศึกษาเวลา", trip.returns_at)]
        return " ".join(f"{words} {thai_time(at, separator='.')}" for words, at in said if at)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = cls.objects.filter(trip__pupils__isnull=False).order_by("pk").first()
        return {"object": str(found.pk)} if found else {}


@register
class TripPermission(TripPaper):
    """A memo where the school's head allows it, else a letter; list and programme enclosed."""

    slug = "trip-permission"
    title = "หนังสือขออนุญาตพานักเรียนไปนอกสถานศึกษา"
    short_title = "หนังสือขออนุญาต"
    template = "community/print/trip_permission.html"
    body_fields = (NUMBER, SUBJECT, TO, TEXT, ENDING)
    is_signed = True

    @property
    def register(self) -> str:  # type: ignore[override] # inside the school a memo
        return Register.MEMO if self.trip.is_internal else Register.SENT

    def default_body(self) -> dict[str, str]:
        activity, trip = self.activity, self.trip
        people = f"นักเรียน จำนวน {trip.pupils.count()} คน ครูและบุคลากร จำนวน {len(self.staff)} คน"
        facts = [f"โดย{trip.vehicle}" if trip.vehicle else "", self.hours]
        about = " ".join(filter(None, [f"ใน{held(activity)}", self.where, *facts]))
        school = self.subject.school.full_name if self.subject.school else ""
        text = f"ด้วย{school} จะพานักเรียนไปนอกสถานศึกษา ({trip.get_kind_display()}) "
        text += f"กิจกรรม{activity.title}{self.purpose} {about} มี{people} ร่วมเดินทาง"
        if trip.cost:
            text += f"\nค่าใช้จ่าย {trip.cost}"
        return {
            "subject": SUBJECT_WORDS,
            "to": trip.approver,
            "text": text,
            "ending": "จึงเรียนมาเพื่อโปรดพิจารณาอนุญาต",
        }

    def context(self) -> dict[str, Any]:
        pupils, steps = self.pupils, list(self.trip.steps.all())
        asker = self.trip.leader or self.activity.made_by
        return {
            "parent": "print/memo.html" if self.trip.is_internal else "print/letter.html",
            "activity": self.activity,
            "held": held(self.activity),
            "pupils": pupils,
            "staff": self.staff,
            "steps": steps,
            "enclosed": [("รายชื่อครูผู้ควบคุมและนักเรียน", "จำนวน 1 ชุด"), ("กำหนดการ", "จำนวน 1 ชุด")],
            "asker": {"name": asker.full_name, "lines": (asker.position or "ครู",)},
        }


@register
class TripOrder(TripPaper):
    """คำสั่ง that names who goes along and in charge."""

    slug = "trip-order"
    title = "คำสั่งให้ครูและบุคลากรควบคุมนักเรียนไปนอกสถานศึกษา"
    short_title = "คำสั่ง"
    template = "committee/print/order.html"
    body_fields = (SUBJECT, TEXT, ORDERED, ENDING)
    register = Register.ORDER
    is_signed = True

    def default_body(self) -> dict[str, str]:
        activity = self.activity
        school = self.subject.school.full_name if self.subject.school else ""
        return {
            "subject": "ให้ครูและบุคลากรควบคุมนักเรียนไปนอกสถานศึกษา",
            "text": f"ด้วย{school} จะพานักเรียนไปนอกสถานศึกษา กิจกรรม{activity.title} "
            f"ใน{held(activity)} {self.where}".strip(),
            "ordered": "เพื่อให้การเดินทางเป็นไปด้วยความเรียบร้อยและปลอดภัย จึงให้บุคคลต่อไปนี้ควบคุมและดูแลนักเรียน",
            "ending": "ให้ผู้ได้รับคำสั่งดูแลความปลอดภัยและความประพฤติของนักเรียนตลอดการเดินทาง "
            "และรายงานผลเมื่อเสร็จสิ้น",
        }

    def context(self) -> dict[str, Any]:
        leader, day = self.trip.leader, self.choices.date
        rows = [(one.full_name, one.position or "ครู", self.duty(one, leader)) for one in self.staff]
        return {
            "number": self.number_entry.text if self.number_entry else "",
            "year": buddhist_year(day.year),
            "office": self.subject.school.full_name if self.subject.school else "",
            "basis": "",
            "sections": [{"rows": rows}],
            "has_roster": True,
            "is_annexed": False,
            "duties": [],
            "effective_on": None,
            "dated_on": day,
        }

    def duty(self, user: User, leader: User | None) -> str:
        return "ผู้ควบคุม" if leader and user.pk == leader.pk else "ผู้ช่วยผู้ควบคุม"


@register
class GuardianPermission(TripPaper):
    """A letter a family, with the reply to cut off; or an empty one for the pen."""

    slug = "guardian-permission"
    title = "หนังสือขออนุญาตผู้ปกครอง"
    short_title = "ขออนุญาตผู้ปกครอง"
    template = "community/print/guardian_permission.html"
    page_class = "sheets"
    body_fields = (NUMBER, SUBJECT, TEXT, ENDING)
    options = (BY,)
    is_signed = True
    can_be_blank = True

    @property
    def is_batch(self) -> bool:  # type: ignore[override] # only a long list takes time
        return not self.subject.is_blank and len(self.pupils) > AT_ONCE

    def default_body(self) -> dict[str, str]:
        ending = "จึงเรียนมาเพื่อโปรดพิจารณา และส่งแบบตอบรับคืนครูที่ปรึกษา"
        if self.subject.is_blank:
            return {"subject": SUBJECT_WORDS, "text": "", "ending": ending}
        activity, trip = self.activity, self.trip
        school = self.subject.school.full_name if self.subject.school else ""
        ride = f"เดินทางโดย{trip.vehicle}" if trip.vehicle else ""
        about = " ".join(filter(None, [f"ใน{held(activity)}", self.where, ride, self.hours]))
        text = f"ด้วย{school} จะพานักเรียนไปนอกสถานศึกษา กิจกรรม{activity.title}{self.purpose} {about}"
        if trip.cost:
            text += f" ค่าใช้จ่าย {trip.cost}"
        if trip.leader:
            text += f" โดยมี{trip.leader.full_name} เป็นผู้ควบคุม"
        return {"subject": SUBJECT_WORDS, "text": text, "ending": ending}

    def sheet_of(self, one: TripPupil) -> dict[str, str]:
        return {"name": one.student.full_name, "room": one.label}

    def context(self) -> dict[str, Any]:
        pupils = [] if self.subject.is_blank else self.pupils
        return self.facts_of([self.sheet_of(one) for one in pupils] or [{}])

    def facts_of(self, sheets: list[dict[str, str]]) -> dict[str, Any]:
        return {
            "sheets": sheets,
            "about": "" if self.subject.is_blank else self.activity.title,
            "day": "" if self.subject.is_blank else thai_date_full(self.activity.starts_on),
            "answer_by": self.choices.options.get(BY.name, ""),
        }

    def parts(self) -> Iterable[Part]:
        return [self.part(one) for one in self.pupils]

    def part(self, one: TripPupil) -> Part:
        facts = self.facts_of([self.sheet_of(one)])
        return Part(lambda: self.render(self.template, facts))

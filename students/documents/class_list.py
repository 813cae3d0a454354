"""Papers of the pupil registry."""

from typing import Any

from django.utils import timezone

from schoolcare import thai
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.spreadsheet import Page
from students.models import Classroom, Enrolment, SensitiveRecord, Student

EMPTY = "–"


@register
class ClassList(Document):
    slug = "class-list"
    title = "รายชื่อนักเรียน"
    permission = Permission.PUPIL_LIST
    needs = ("school", "year", "classroom")
    classrooms = Classroom.objects
    template = "students/print/class_list.html"
    page_class = "report"

    def _seats(self) -> list[Enrolment]:
        found = self.subject.classroom.enrolments.filter(ends_on=None).select_related("student")
        return sorted(found, key=lambda one: (one.roll_number or 999, one.pk))

    def context(self) -> dict[str, Any]:
        seats = self._seats()
        sexes = [seat.student.sex for seat in seats]
        return {
            "seats": seats,
            "advisers": self.subject.classroom.advisers.select_related("user"),
            "boys": sexes.count(Student.Sex.MALE),
            "girls": sexes.count(Student.Sex.FEMALE),
        }

    def sheet(self) -> Page:
        rows = [[one.roll_number, one.student.code, str(one.student)] for one in self._seats()]
        label = self.subject.classroom.label.replace("/", "-")
        return Page(label, ["เลขที่", "รหัสนักเรียน", "ชื่อ - สกุล"], rows, [8, 14, 40])

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        room = Classroom.objects.order_by("pk").first()
        return {"classroom": str(room.pk)} if room else {}


@register
class StudentRecord(Document):
    """Holds the id and sensitive fields, hence its permission; each print is logged."""

    slug = "student-record"
    title = "ข้อมูลนักเรียนรายบุคคล"
    permission = Permission.SENSITIVE_VIEW
    needs = ("school", "object")
    objects = Student.objects
    template = "students/print/student_record.html"
    page_class = "report"

    @property
    def pupil_id(self) -> int | None:
        return self.subject.object.pk

    def context(self) -> dict[str, Any]:
        student = self.subject.object
        sections = [
            ("ข้อมูลทั่วไป", self._person(student)),
            ("ที่อยู่และการเดินทาง", self._home(student)),
            ("ข้อมูลอ่อนไหว", self._sensitive(student)),
        ]
        return {
            "sections": sections,
            "guardianships": student.guardianships.select_related("guardian"),
        }

    def _person(self, student: Student) -> list[tuple[str, Any]]:
        seat = student.enrolments.filter(ends_on=None).select_related("classroom").first()
        held = student.identifiers.filter(is_current=True).first()
        room = f"{seat.classroom} เลขที่ {seat.roll_number or EMPTY}" if seat else EMPTY
        age = student.age_on(self.choices.date or timezone.localdate())
        return [
            ("ชื่อ - สกุล", student.full_name),
            ("ชื่อเล่น", student.nickname or EMPTY),
            ("รหัสนักเรียน", student.code),
            ("ชั้น", room),
            ("เลขประจำตัว", held.value if held else "ไม่มี"),
            ("วันเกิด", thai.thai_date(student.birth_date) or EMPTY),
            ("อายุ", f"{age[0]} ปี {age[1]} เดือน" if age else EMPTY),
            ("เพศ", student.get_sex_display() or EMPTY),
            ("สัญชาติ", student.nationality or EMPTY),
            ("สถานภาพของบิดามารดา", student.parents_status or EMPTY),
        ]

    def _home(self, student: Student) -> list[tuple[str, Any]]:
        home = student.household
        minutes = f" {student.travel_minutes} นาที" if student.travel_minutes else ""
        return [
            ("ที่อยู่", home.address if home else EMPTY),
            ("หมู่บ้าน", home.village_name if home else EMPTY),
            ("ภาษาที่ใช้ที่บ้าน", (home.home_language if home else "") or EMPTY),
            ("การเดินทาง", f"{student.travel_mode or EMPTY}{minutes}"),
        ]

    def _sensitive(self, student: Student) -> list[tuple[str, Any]]:
        record = SensitiveRecord.objects.filter(student=student).first() or SensitiveRecord()
        names = ["religion", "ethnicity", "blood_group", "disabilities", "disadvantages"]
        names += ["shortages", "weight_kg", "height_cm", "health_note"]
        facts = []
        for name in names:
            value = getattr(record, name)
            text = ", ".join(map(str, value)) if isinstance(value, list) else value
            facts.append((SensitiveRecord._meta.get_field(name).verbose_name, text or EMPTY))
        return facts

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        student = Student.objects.order_by("pk").first()
        return {"object": str(student.pk)} if student else {}

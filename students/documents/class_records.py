"""The records of all pupils of a class in one file."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError

from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import User
from schoolcare.paper.packs import Part
from students.documents.class_list import ClassList
from students.documents.record import Reader, Record, with_facts
from students.documents.student_record import TEMPLATE, WITH_SENSITIVE, facts, wants_sensitive
from students.models import Classroom, Student


@register
class ClassRecords(Document):
    """One part a pupil of the roster, as far as the person may see the pupils themselves."""

    slug = "student-records"
    title = "ข้อมูลนักเรียนรายบุคคลทั้งห้อง"
    permission = Permission.PUPIL_VIEW
    needs = ("school", "year", "classroom")
    classrooms = Classroom.objects
    template = TEMPLATE
    page_class = "form"
    options = (WITH_SENSITIVE,)
    is_signed = True
    is_batch = True

    @cached_property
    def records(self) -> list[Record]:
        """In the order of the roll."""
        seats = self.subject.classroom.enrolments.on_roster().in_roll_order()
        pupils: Any = Student.objects.all()
        if self.user is not None:
            pupils = pupils.for_user(self.user, self.permission)
        found = {one.pk: one for one in with_facts(pupils.filter(pk__in=seats.values("student")))}
        order = [pk for pk in seats.values_list("student", flat=True) if pk in found]
        reader, wanted = Reader(self.user, order), wants_sensitive(self)
        day = self.choices.date
        return [Record(found[pk], reader, day, with_sensitive=wanted) for pk in order]

    def parts(self) -> Iterable[Part]:
        if not self.records:
            raise ValidationError("ไม่มีนักเรียนที่พิมพ์ได้ในห้องนี้")
        for record in self.records:
            html = self.one(record)
            yield Part(lambda html=html: html)  # type: ignore[misc]

    def one(self, record: Record) -> str:
        return self.render(TEMPLATE, facts(record, by=self.user))

    def record_reading(self, *, by: User | None) -> None:
        for record in self.records:
            record.record_reading(by=by)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        return ClassList.demo_params()

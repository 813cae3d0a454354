"""All that the registry knows of one pupil, on one form."""

from functools import cached_property
from typing import Any

from django.utils import timezone

from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import User
from schoolcare.paper.choices import Option
from students.documents.record import Reader, Record, with_facts
from students.models import Student

WITH_SENSITIVE = Option(
    "sensitive",
    "ข้อมูลอ่อนไหวและเลขประจำตัว",
    (("", "พิมพ์เท่าที่คุณมีสิทธิ์เห็น"), ("no", "ไม่พิมพ์")),
    hint="ศาสนา เชื้อชาติ สุขภาพ ความพิการ ระบบบันทึกชื่อผู้พิมพ์ทุกครั้ง",
)
TEMPLATE = "students/print/student_record.html"


@register
class StudentRecord(Document):
    """Ids and sensitive fields stand there for those who may see them; each print is logged."""

    slug = "student-record"
    title = "ข้อมูลนักเรียนรายบุคคล"
    permission = Permission.PUPIL_VIEW
    needs = ("school", "object")
    objects = Student.objects
    template = TEMPLATE
    page_class = "form"
    options = (WITH_SENSITIVE,)
    is_signed = True
    can_be_blank = True

    @property
    def pupil_id(self) -> int | None:
        return self.subject.object.pk if self.subject.object else None

    @cached_property
    def record(self) -> Record:
        pupil = self.subject.object
        student = with_facts(Student.objects.filter(pk=pupil.pk)).get() if pupil else None
        reader = Reader(self.user, [student.pk] if student else [])
        return Record(student, reader, self.choices.date, with_sensitive=wants_sensitive(self))

    def context(self) -> dict[str, Any]:
        return facts(self.record, by=self.user)

    def record_reading(self, *, by: User | None) -> None:
        self.record.record_reading(by=by)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        student = Student.objects.order_by("pk").first()
        return {"object": str(student.pk)} if student else {}


def wants_sensitive(document: Document) -> bool:
    return not document.choices.options.get(WITH_SENSITIVE.name)


def facts(record: Record, *, by: User | None) -> dict[str, Any]:
    """What the template shows of one pupil."""
    return {
        "record": record,
        "student": record.student,
        "printed_on": timezone.localdate(),
        "printed_by": by.full_name if by else "",
    }

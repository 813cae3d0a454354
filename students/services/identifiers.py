"""The number of a pupil, judged as an import judges it; its history is kept (care.md §5.5)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schoolcare import audit
from schoolcare.fields import blind_index
from schoolcare.identity import citizen_id_ok, clean_id, id_kind
from schoolcare.models import School, User
from students.models import Identifier, Student

UNKNOWN = "กรุณากรอกเลข 13 หลัก รหัส G ตามด้วยเลข 12 หลัก หรือเลขหนังสือเดินทาง"
WRONG_DIGIT = "ตัวเลขหลักสุดท้ายไม่ตรงสูตรตรวจ กรุณาดูบัตรหรือสูติบัตรอีกครั้ง"
DOUBTFUL = "บันทึกเลขแล้ว แต่หลักสุดท้ายไม่ตรงสูตรตรวจ กรุณาเทียบกับเอกสารอีกครั้ง"
ELSEWHERE = "นักเรียนคนนี้ยังอยู่ในทะเบียนของโรงเรียนอื่น ต้องให้โรงเรียนเดิมย้ายออกก่อน"
TAKEN = "มีนักเรียนที่ใช้เลขนี้ในทะเบียนของโรงเรียนแล้ว"


class Taken(ValidationError):  # noqa: N818 -- it says who has the number
    """The number is or was of another pupil of this school, who stands in `owner`."""

    def __init__(self, owner: Student) -> None:
        super().__init__(TAKEN, code="taken")
        self.owner = owner


def read_identifier(text: str) -> str:
    """The number as it is stored, "" for none. Raises ValidationError for what can be none.

    The check digit must be right where the first digit is 1-5 or 8 (care.md §5.4).
    """
    value = clean_id(text)
    kind = id_kind(value)
    if not kind:
        raise ValidationError(UNKNOWN)
    if value.startswith("0" * 12) or (kind == Identifier.Kind.THAI and not citizen_id_ok(value)):
        raise ValidationError(WRONG_DIGIT)
    return value


def is_doubtful(value: str) -> bool:
    """A number of somebody without nationality (0, 6, 7) whose check digit is wrong: a warning."""
    return id_kind(value) == Identifier.Kind.ALIEN and not citizen_id_ok(value)


def refuse_others(value: str, school: School, *, student: Student | None) -> None:
    """Raise Taken for a number known in the school, ValidationError for one enrolled elsewhere.

    The second tells nothing of the other school.
    """
    same = Identifier.objects.filter(value_hash=blind_index(value)).exclude(student=student)
    here = same.filter(school=school).order_by("-is_current", "-pk").select_related("student")
    if owner := here.first():
        raise Taken(owner.student)
    there = same.filter(is_current=True, student__status__in=Student.IN_SCHOOL)
    if there.exists():
        raise ValidationError(ELSEWHERE, code="elsewhere")


@transaction.atomic
def set_identifier(student: Student, text: str, *, by: User) -> Identifier:
    """Make it the pupil's current number; the one before it stays as history.

    Raises ValidationError for a number that cannot be or is somebody else's (Taken).
    """
    value = read_identifier(text)
    if not value:
        raise ValidationError(UNKNOWN)
    current = student.identifiers.filter(is_current=True).first()
    hashed = blind_index(value)
    if current and current.value_hash == hashed:
        return current
    refuse_others(value, student.school, student=student)
    today = timezone.localdate()
    if current:
        current.is_current, current.valid_to = False, today
        current.save(update_fields=["is_current", "valid_to"])
    made = Identifier.objects.create(
        student=student,
        school=student.school,
        kind=id_kind(value),
        value=value,
        value_hash=hashed,
        valid_from=today if current else None,
    )
    audit.record(
        "identifier.change",
        made,
        by=by,
        school_id=student.school_id,
        pupil_id=student.pk,
        kind=made.kind,
    )
    return made


@transaction.atomic
def reveal_identifier(student: Student, *, by: User) -> str:
    """The whole id of one pupil; the look is recorded before it is shown."""
    current = student.identifiers.filter(is_current=True).first()
    audit.record(
        "identifier.reveal", current, by=by, school_id=student.school_id, pupil_id=student.pk
    )
    return current.value if current else ""

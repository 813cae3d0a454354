"""What a pupil's record must hold to be complete, as data with its words (care.md §1.4, §5).

A part is a condition on pupils and the page where it is entered. The board counts with it, the page
of what is missing lists it.
"""

from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from students.models import Guardianship, Identifier, SensitiveRecord, Student


@dataclass(frozen=True)
class RecordPart:
    """One thing that a complete record holds; `url_name` takes the pupil's key."""

    code: str
    label: str
    has: Q
    url_name: str


def _own(rows: QuerySet) -> Q:
    return Q(Exists(rows.filter(student=OuterRef("pk"))))


_PERSON, _HOME = "students:student-update", "students:household-edit"
_KIN = "students:guardian-add"
_HOUSE = Q(household__has_no_number=True) | Q(household__house_no__gt="")
_PLACE = Q(household__village__isnull=False) | Q(household__tambon__gt="")
_NUMBERED = Identifier.objects.filter(is_current=True)
_REACHED = Guardianship.objects.filter(may_be_contacted=True).exclude(guardian__phone="")

RECORD_PARTS = (
    RecordPart("code", "รหัสนักเรียน", ~Q(code=""), _PERSON),
    RecordPart("sex", "เพศ", ~Q(sex=""), _PERSON),
    RecordPart("birth_date", "วันเกิด", Q(birth_date__isnull=False), _PERSON),
    RecordPart("nationality", "สัญชาติ", ~Q(nationality=""), _PERSON),
    RecordPart("identifier", "เลขประจำตัว", _own(_NUMBERED), "students:identifier-update"),
    RecordPart("address", "ที่อยู่: บ้านเลขที่ และหมู่บ้านหรือตำบล", _HOUSE & _PLACE, _HOME),
    RecordPart("guardian", "ผู้ปกครองหลัก", _own(Guardianship.objects.filter(is_primary=True)), _KIN),
    RecordPart("phone", "โทรศัพท์ของผู้ปกครองที่ติดต่อได้", _own(_REACHED), "students:student-detail"),
    RecordPart("parents_status", "สถานภาพของบิดามารดา", ~Q(parents_status=""), _PERSON),
    RecordPart("travel_mode", "การเดินทางมาโรงเรียน", ~Q(travel_mode=""), _PERSON),
    RecordPart(
        "sensitive",
        "สุขภาพ ความพิการ ความด้อยโอกาส",
        _own(SensitiveRecord.objects.all()),
        "students:sensitive-update",
    ),
)


def is_complete() -> Q:
    """The condition on pupils whose record lacks nothing."""
    return reduce(and_, (part.has for part in RECORD_PARTS))


def with_parts(pupils: QuerySet[Student]) -> QuerySet[Student]:
    """Each pupil with `has_…` for every part."""
    truths: dict[str, Any] = {f"has_{part.code}": part.has for part in RECORD_PARTS}
    return pupils.annotate(**truths)


def missing_in(student: Any) -> list[RecordPart]:
    """The parts that a pupil of `with_parts` lacks."""
    return [part for part in RECORD_PARTS if not getattr(student, f"has_{part.code}")]

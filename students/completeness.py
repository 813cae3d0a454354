"""What a pupil's record may have to hold to be complete (care.md §1.4, §5); a school chooses.

A part is a condition on pupils and the page where it is entered. The board counts with it, the page
of what is missing lists it. Which parts a school asks for, and their words, are its `RecordRule`.
"""

from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from schoolcare.models import School
from students.models import Guardianship, Identifier, RecordRule, SensitiveRecord, Student


@dataclass(frozen=True)
class RecordPart:
    """One thing that a complete record holds; `url_name` takes the pupil's key."""

    code: str
    has: Q
    url_name: str

    @property
    def asks(self) -> str:
        """The field of the rule that says whether a school asks for it."""
        return f"asks_{self.code}"

    @property
    def label(self) -> str:
        return str(RecordRule._meta.get_field(self.asks).verbose_name)  # type: ignore[union-attr]

    @property
    def is_met(self) -> Q:
        """The condition on pupils who have it, or whose school does not ask for it.

        Never unknown to the database, so that it may be turned round.
        """
        asked = Coalesce(F(f"school__record_rule__{self.asks}"), Value(True))
        return self.has | Q(Exact(asked, Value(False)))


def _own(rows: QuerySet) -> Q:
    return Q(Exists(rows.filter(student=OuterRef("pk"))))


_PERSON, _HOME = "students:student-update", "students:household-edit"
_KIN = "students:guardian-add"
_HOUSE = Q(household__has_no_number=True) | Q(household__house_no__gt="")
_PLACE = Q(household__village__isnull=False) | Q(household__tambon__gt="")
_NUMBERED = Identifier.objects.filter(is_current=True)
_REACHED = Guardianship.objects.filter(may_be_contacted=True).exclude(guardian__phone="")

RECORD_PARTS = (
    RecordPart("code", ~Q(code=""), _PERSON),
    RecordPart("sex", ~Q(sex=""), _PERSON),
    RecordPart("birth_date", Q(birth_date__isnull=False), _PERSON),
    RecordPart("nationality", ~Q(nationality=""), _PERSON),
    RecordPart("identifier", _own(_NUMBERED), "students:identifier-update"),
    RecordPart("address", _HOUSE & _PLACE, _HOME),
    RecordPart("guardian", _own(Guardianship.objects.filter(is_primary=True)), _KIN),
    RecordPart("phone", _own(_REACHED), "students:student-detail"),
    RecordPart("parents_status", ~Q(parents_status=""), _PERSON),
    RecordPart("travel_mode", ~Q(travel_mode=""), _PERSON),
    RecordPart("sensitive", _own(SensitiveRecord.objects.all()), "students:sensitive-update"),
)


def is_complete() -> Q:
    """The condition on pupils whose record lacks nothing that their school asks for."""
    return reduce(and_, (part.is_met for part in RECORD_PARTS))


def with_parts(pupils: QuerySet[Student]) -> QuerySet[Student]:
    """Each pupil with `has_…` for every part, true too where the school does not ask for it."""
    truths: dict[str, Any] = {f"has_{part.code}": part.is_met for part in RECORD_PARTS}
    return pupils.annotate(**truths)


def missing_in(student: Any) -> list[RecordPart]:
    """The parts that a pupil of `with_parts` lacks."""
    return [part for part in RECORD_PARTS if not getattr(student, f"has_{part.code}")]


def rule_of(school: School | int) -> RecordRule:
    """The school's own choice, else that of everything, unsaved."""
    key = school if isinstance(school, int) else school.pk
    return RecordRule.objects.filter(school=key).first() or RecordRule(school_id=key)


def asked_by(rule: RecordRule) -> list[RecordPart]:
    """The parts that a school asks for."""
    return [part for part in RECORD_PARTS if getattr(rule, part.asks)]

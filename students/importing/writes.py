"""What a plan will write, gathered while it is made and written in bulk when it is committed."""

from datetime import date
from typing import Generic, TypeVar

from django.db import models

from students.models import (
    Circumstances,
    Classroom,
    Enrolment,
    Guardian,
    Guardianship,
    Household,
    Identifier,
    SensitiveRecord,
    Student,
)

M = TypeVar("M", bound=models.Model)
BATCH = 500


class Gathered(Generic[M]):
    """Records of one model to make and to change, each once, with the fields that were set."""

    def __init__(self, model: type[M]) -> None:
        self.model = model
        self.new: dict[int, M] = {}
        self.changed: dict[int, M] = {}
        self.fields: set[str] = set()

    def note(self, record: M, *fields: str) -> None:
        if record.pk is None:
            self.new[id(record)] = record
        else:
            self.changed[record.pk] = record
            self.fields.update(fields)

    def create(self) -> None:
        """Insert; links to records inserted before take their keys."""
        self.model._base_manager.bulk_create(list(self.new.values()), batch_size=BATCH)

    def update(self) -> None:
        if self.fields:
            rows = list(self.changed.values())
            self.model._base_manager.bulk_update(rows, sorted(self.fields), batch_size=BATCH)


class Writes:
    """Everything in the order in which it is written: what is pointed at comes first."""

    def __init__(self) -> None:
        self.classrooms = Gathered(Classroom)
        self.households = Gathered(Household)
        self.students = Gathered(Student)
        self.sensitive = Gathered(SensitiveRecord)
        self.identifiers = Gathered(Identifier)
        self.enrolments = Gathered(Enrolment)
        self.guardians = Gathered(Guardian)
        self.guardianships = Gathered(Guardianship)

    def write(self, today: date) -> None:
        """Write all of it, inside the caller's transaction."""
        self.classrooms.create()
        self.households.create()
        self.households.update()
        self._write_students()
        self.sensitive.create()
        self.sensitive.update()
        past = Identifier.objects.filter(pk__in=list(self.identifiers.changed))
        past.update(is_current=False, valid_to=today)
        self.identifiers.create()
        self._write_enrolments()
        self._write_families()

    def with_lists(self) -> list[SensitiveRecord]:
        """Records written whose lists of disability, disadvantage or shortage were touched."""
        lists = Circumstances.LISTS
        new = [one for one in self.sensitive.new.values() if any(getattr(one, f) for f in lists)]
        is_touched = bool(self.sensitive.fields.intersection(lists))
        return new + (list(self.sensitive.changed.values()) if is_touched else [])

    def _write_students(self) -> None:
        for student in (*self.students.new.values(), *self.students.changed.values()):
            student.fill_search()
        self.students.create()
        for student in self.students.changed.values():
            student.version += 1
        if self.students.changed:
            self.students.fields |= {"search", "name_key", "version"}
        self.students.update()

    def _write_enrolments(self) -> None:
        if "roll_number" in self.enrolments.fields:  # two may swap their numbers
            moved = Enrolment.objects.filter(pk__in=list(self.enrolments.changed))
            moved.update(roll_number=None)
        self.enrolments.update()
        self.enrolments.create()

    def _write_families(self) -> None:
        self.guardians.create()
        self.guardians.update()
        if "is_primary" in self.guardianships.fields:  # one hands over to another
            links = Guardianship.objects.filter(pk__in=list(self.guardianships.changed))
            links.update(is_primary=False)
        self.guardianships.update()
        self.guardianships.create()

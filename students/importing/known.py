"""What the registry already knows of one school: found by id, by code, at worst by name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch

from schoolcare.fields import blind_index
from schoolcare.headings import Entry
from schoolcare.identity import room_key
from schoolcare.models import School
from students.importing.villages import Villages
from students.models import (
    Classroom,
    Enrolment,
    GrowthMeasure,
    Guardianship,
    Identifier,
    Student,
)

Name = tuple[str, str, date | None]
CHUNK = 900  # SQLite takes about a thousand values in one query
OTHERS_CODE = "รหัสนี้เป็นของนักเรียนคนอื่นในโรงเรียน"


@dataclass(slots=True)
class Pupil:
    """A pupil with all that a row may change; `student` is not saved yet when new."""

    student: Student
    number: Identifier | None = None  # the current one
    classes: list[Enrolment] = field(default_factory=list)  # open ones, the latest year last
    links: list[Guardianship] = field(default_factory=list)


class Known:
    """One school's pupils and classes, read in a few queries however long the file is."""

    def __init__(self, school: School, year: int, entries: Sequence[Entry], today: date) -> None:
        self.school, self.year, self.today = school, year, today
        self.classrooms = {
            (one.level, room_key(one.room_text)): one
            for one in Classroom.objects.filter(school=school, year=year)
        }
        self.villages = Villages(school.villages.all())
        hashes = {blind_index(entry.get("number")) for entry in entries if entry.get("number")}
        self.elsewhere = set(_enrolled_elsewhere(hashes, school))
        self.by_number = _owners(hashes, school)
        pupils = Student.objects.filter(school=school)
        self.by_code = dict(pupils.exclude(code="").values_list("code", "pk"))
        self._by_name: dict[Name, list[int]] = {}
        for one in pupils.filter(code="").only("first_name", "last_name", "birth_date"):
            name = (one.first_name, one.last_name, one.birth_date)
            self._by_name.setdefault(name, []).append(one.pk)
        self.pupils = _load({pk for entry in entries for pk in self.candidates(entry)})

    def is_enrolled_elsewhere(self, entry: Entry) -> bool:
        return bool(entry.get("number")) and blind_index(entry.get("number")) in self.elsewhere

    def find(self, entry: Entry) -> Pupil | None:
        """The pupil that a row means, None for a new one.

        Raises ValueError in Thai where the row's id and code belong to two pupils, or its code to
        somebody of another name and birthday.
        """
        by_number = self.by_number.get(blind_index(entry.get("number")))
        by_code = self.by_code.get(entry.get("code"))
        if by_number and by_code and by_number != by_code:
            raise ValueError(OTHERS_CODE)
        if by_number:
            return self.pupils[by_number]
        if by_code:
            found = self.pupils[by_code]
            if is_other_person(found, entry):
                raise ValueError(OTHERS_CODE)
            return found
        if entry.get("code") or entry.get("number"):
            return None
        alike = self._by_name.get(_name(entry), [])
        if len(alike) > 1:
            raise ValueError("ไม่มีเลขและรหัส และในโรงเรียนมีชื่อนี้หลายคน")
        return self.pupils[alike[0]] if alike else None

    def candidates(self, entry: Entry) -> Iterator[int]:
        """Everybody whom a row may mean, a wrong one too."""
        if found := self.by_number.get(blind_index(entry.get("number"))):
            yield found
        if found := self.by_code.get(entry.get("code")):
            yield found
        yield from self._by_name.get(_name(entry), [])

    def missing(self) -> list[Enrolment]:
        """Pupils enrolled in the year whom no row of the file may mean, in their classes."""
        enrolled = Enrolment.objects.filter(
            classroom__school=self.school,
            year=self.year,
            ends_on=None,
            student__status__in=Student.IN_SCHOOL,
        )
        order = ("classroom__level", "classroom__room", "classroom__room_name")
        names = ("student__first_name", "student__last_name", "pk")
        found = enrolled.select_related("student", "classroom").order_by(*order, *names)
        return [enrolment for enrolment in found if enrolment.student_id not in self.pupils]


def is_other_person(pupil: Pupil, entry: Entry) -> bool:
    """Found by code alone: somebody else, when the name and the birthday both differ, or when
    the row carries another 13-digit id under another name.
    """
    student, born = pupil.student, entry.get("birth_date", None)
    same_name = student.first_name == entry.get("first_name")
    same_birthday = bool(born) and student.birth_date == born
    if same_name and same_birthday:
        return False
    if pupil.number and pupil.number.kind in Identifier.THIRTEEN_DIGITS and entry.get("number"):
        return True
    return not same_name and bool(born and student.birth_date) and not same_birthday


def _name(entry: Entry) -> Name:
    return entry.get("first_name"), entry.get("last_name"), entry.get("birth_date", None)


def _chunks(keys: Iterable) -> Iterator[list]:
    ordered = sorted(keys)
    yield from (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))


def _owners(hashes: set[str], school: School) -> dict[str, int]:
    """Pupils by their ids, past ids too; a current id goes over somebody's past one."""
    owners: dict[str, int] = {}
    for chunk in _chunks(hashes):
        found = Identifier.objects.filter(school=school, value_hash__in=chunk)
        rows = found.order_by("is_current", "pk").values_list("value_hash", "student_id")
        owners.update(rows)
    return owners


def _enrolled_elsewhere(hashes: set[str], school: School) -> Iterator[str]:
    """Ids that are current for somebody who has not left another school."""
    for chunk in _chunks(hashes):
        found = Identifier.objects.filter(value_hash__in=chunk, is_current=True)
        found = found.exclude(school=school).filter(student__status__in=Student.IN_SCHOOL)
        yield from found.values_list("value_hash", flat=True)


def _load(keys: set[int]) -> dict[int, Pupil]:
    """Pupils with all that a row may change, in a fixed number of queries a chunk."""
    related = (
        Prefetch("identifiers", Identifier.objects.filter(is_current=True).defer("value")),
        Prefetch(
            "enrolments",
            Enrolment.objects.filter(ends_on=None).select_related("classroom").order_by("year"),
        ),
        Prefetch(
            "guardianships",
            Guardianship.objects.select_related("guardian").defer("guardian__citizen_id"),
        ),
    )
    measures = GrowthMeasure.objects.filter(student=OuterRef("pk"))
    loaded: dict[int, Pupil] = {}
    for chunk in _chunks(keys):
        found = Student.objects.filter(pk__in=chunk).select_related("household", "sensitive")
        found = found.annotate(is_measured=Exists(measures))
        for student in found.prefetch_related(*related):
            loaded[student.pk] = Pupil(
                student,
                next(iter(student.identifiers.all()), None),
                list(student.enrolments.all()),
                list(student.guardianships.all()),
            )
    return loaded


def dwellers(houses: Iterable[int]) -> dict[int, int]:
    """How many pupils live in each house."""
    counts: dict[int, int] = {}
    for chunk in _chunks(houses):
        found = Student.objects.filter(household__in=chunk).values_list("household")
        counts.update(found.annotate(Count("pk")).order_by())
    return counts

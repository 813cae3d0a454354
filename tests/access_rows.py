"""One row for every address that names one: what it is about, in the school of the insider.

A new address with arguments must be added here, else tests/test_access.py fails. `PUPIL_ROWS` are
about pupils of one class: an adviser of another class must not find them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from schoolcare.access import DISTRICT_ROLES, SCHOOL_ROLES, Role
from schoolcare.models import ImportBatch, Job, Network, School, User, Village
from students.models import Adviser, Classroom, Student
from tests.factories import make_classroom, make_school, make_student, make_term, make_user


@dataclass
class Place:
    """A school with a class, a pupil, and one person who holds every role there and above it."""

    school: School

    @cached_property
    def everybody(self) -> User:
        user = make_user(*SCHOOL_ROLES, school=self.school)
        for role in DISTRICT_ROLES:
            user.memberships.create(role=role, district=self.school.district)
        Adviser.objects.create(classroom=self.classroom, user=user)
        return user

    @cached_property
    def classroom(self) -> Classroom:
        return make_classroom(self.school)

    @cached_property
    def student(self) -> Student:
        return make_student(self.classroom)

    @cached_property
    def network(self) -> Network:
        return Network.objects.create(district=self.school.district, name="กลุ่มหนึ่ง")

    @cached_property
    def village(self) -> Village:
        village = Village.objects.create(name="บ้านหนึ่ง")
        village.schools.add(self.school)
        return village

    @cached_property
    def batch(self) -> ImportBatch:
        return ImportBatch.objects.create(
            kind="students", school=self.school, file_name="a.csv", sha256="0" * 64
        )

    @cached_property
    def job(self) -> Job:
        return Job.objects.create(
            kind="document", title="งาน", asked_by=self.everybody, school=self.school
        )

    @cached_property
    def colleague(self) -> User:
        return make_user(Role.TEACHER, school=self.school)


def make_place() -> Place:
    school = make_school()
    make_term(school)
    return Place(school)


Row = Callable[[Place], dict[str, Any]]


def of_school(place: Place) -> dict[str, Any]:
    return {"pk": place.school.pk}


def of_batch(place: Place) -> dict[str, Any]:
    return {"pk": place.batch.pk}


def of_person(place: Place) -> dict[str, Any]:
    return {"pk": place.colleague.pk}


def of_membership(place: Place) -> dict[str, Any]:
    return {"pk": place.colleague.memberships.get().pk}


def of_village(place: Place) -> dict[str, Any]:
    return {"pk": place.school.pk, "village": place.village.pk}


SCHOOL_ROWS: dict[str, Row] = {
    "job-cancel": lambda place: {"pk": place.job.pk},
    "job-detail": lambda place: {"pk": place.job.pk},
    "job-download": lambda place: {"pk": place.job.pk},
    "membership-add": of_person,
    "membership-edit": of_membership,
    "membership-end": of_membership,
    "person-detail": of_person,
    "person-edit": of_person,
    "person-verb": lambda place: of_person(place) | {"verb": "unlock"},
    "settings-district": lambda place: {"pk": place.school.district.pk},
    "settings-network": lambda place: {"pk": place.network.pk},
    "settings-network-add": lambda place: {"pk": place.school.district.pk},
    "settings-picture": lambda place: {"pk": place.school.pk, "name": "logo"},
    "settings-school": of_school,
    "settings-term": lambda place: {"pk": place.school.terms.get().pk},
    "settings-term-open": of_school,
    "settings-terms": of_school,
    "settings-village": of_village,
    "settings-village-add": of_school,
    "settings-village-leave": of_village,
    "settings-villages": of_school,
    "students:import-commit": of_batch,
    "students:import-detail": of_batch,
    "students:import-drop": of_batch,
    "students:import-rejected": of_batch,
}
PUPIL_ROWS: dict[str, Row] = {}

# Their argument names a paper of the catalogue, not a row; what a paper is about stands behind the
# question mark and is tested with the papers.
NO_ROWS = {"document-others", "document-pdf", "document-print", "document-sheet"}

ROWS = SCHOOL_ROWS | PUPIL_ROWS

# Pictures that are not there yet are not found even by the insider.
SEEN_ONCE_FILLED = {"settings-picture": {404}}

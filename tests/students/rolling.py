"""Rollovers for tests: a school with classes, a rehearsal, a commit."""

from schoolcare.access import Role
from schoolcare.models import Level, School
from students.models import Rollover
from students.rollover_plan import Plan
from students.services import rollovers as services
from tests.factories import YEAR, make_classroom, make_school, make_student, make_user

NEXT = YEAR + 1


def make_rolling_school(*levels, pupils=2, **fields):
    """A primary school with one class of each level, this year."""
    school = make_school(**{"kind": School.Kind.PRIMARY} | fields)
    rooms = [make_classroom(school, level=level) for level in levels or (Level.P5, Level.P6)]
    for room in rooms:
        for _ in range(pupils):
            make_student(room)
    return school, rooms


def begun(school, by=None) -> Rollover:
    """The draft with every class of the new year made."""
    by = by or make_user(Role.DIRECTOR, school=school)
    rollover = services.begin(school, YEAR, by=by)
    services.make_classes(rollover, by=by)
    return rollover


def committed(rollover, by=None) -> Rollover:
    by = by or rollover.made_by
    return services.commit(rollover, Plan(rollover).mark, by=by)

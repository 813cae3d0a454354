"""Whose pupils an adviser sees, over the years."""

import pytest

from schoolcare.access import Permission
from schoolcare.models import Level
from students.models import Enrolment, Student
from tests.factories import YEAR, make_adviser, make_classroom, make_student

pytestmark = pytest.mark.django_db


def seen_by(user) -> list[Student]:
    return list(Student.objects.for_user(user, Permission.PUPIL_VIEW))


def test_own_classes_end_when_the_pupil_sits_in_a_later_year(school, classroom, teacher):
    pupil, classmate = make_student(classroom), make_student(classroom)
    next_room = make_classroom(school, level=Level.P5, year=YEAR + 1)
    next_adviser = make_adviser(next_room)
    assert set(seen_by(teacher)) == {pupil, classmate}

    Enrolment.objects.create(student=pupil, classroom=next_room, year=YEAR + 1)

    assert seen_by(teacher) == [classmate]
    assert seen_by(next_adviser) == [pupil]


def test_own_classes_are_asked_anew_by_every_query(classroom, teacher):
    pupil = make_student(classroom)
    assert seen_by(teacher) == [pupil]

    newcomer = make_student(classroom)
    assert set(seen_by(teacher)) == {pupil, newcomer}
    classroom.advisers.all().delete()

    assert seen_by(teacher) == []

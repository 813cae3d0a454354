"""What is written for the new year keeps a rollover from being undone, and is named."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from schoolcare.access import Role
from schoolcare.models import Level
from students.models import Circumstances, Enrolment, LeavingReason, StatusChange, Student
from students.rollover_blocks import _of_a_class, _of_a_year, blocks_of
from students.services import pupils, status
from students.services import rollovers as services
from tests.factories import make_classroom, make_term, make_user
from tests.students.rolling import NEXT, begun, committed, make_rolling_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def rolled():
    school, _ = make_rolling_school()
    return committed(begun(school))


def of_the_fifth():
    return Student.objects.filter(enrolments__year=NEXT).order_by("pk").first()


def words(rollover):
    return [str(one) for one in blocks_of(rollover)]


def test_untouched_rollover_has_no_blocks_in_one_query(rolled, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert blocks_of(rolled) == []


def test_record_of_a_term_of_the_new_year_blocks(rolled):
    term = make_term(rolled.school, year=NEXT, semester=1)
    Circumstances.objects.create(student=of_the_fifth(), term=term)

    assert words(rolled) == ["สภาพของภาคเรียน 1 รายการ"]
    with pytest.raises(ValidationError, match="สภาพของภาคเรียน 1 รายการ"):
        services.undo(rolled, by=rolled.made_by)
    assert Enrolment.objects.filter(rollover=rolled).count() == 2


def test_record_of_the_old_year_does_not_block(rolled):
    term = make_term(rolled.school)
    Circumstances.objects.create(student=of_the_fifth(), term=term)

    assert blocks_of(rolled) == []


def test_pupil_who_moved_to_another_class_blocks(rolled):
    room = make_classroom(rolled.school, level=Level.P6, room=5, year=NEXT)
    pupils.enrol(of_the_fifth(), room, by=rolled.made_by)

    assert words(rolled) == [
        "ย้ายห้องหรือออกจากห้องใหม่แล้ว 1 รายการ",
        "นักเรียนที่ไปอยู่ห้องอื่นของปีใหม่ 1 รายการ",
    ]


def test_change_of_status_since_blocks(rolled):
    reason = LeavingReason.objects.get(code="suspended")
    change = StatusChange(student=of_the_fifth(), reason=reason, on=timezone.localdate())
    status.change_status(change, by=make_user(Role.CLERK, school=rolled.school))

    assert words(rolled) == ["เปลี่ยนสถานะหลังเลื่อนชั้น 1 รายการ"]


def test_every_model_of_a_year_is_asked():
    of_a_year = {model._meta.label for model, _ in _of_a_year()}
    of_a_class = {model._meta.label for model, _ in _of_a_class()}

    assert {"students.Circumstances", "homevisits.HomeVisit"} <= of_a_year
    assert "community.ActivityClass" in of_a_class
    assert not any("Rollover" in label for label in of_a_year | of_a_class)

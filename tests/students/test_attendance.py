"""Checking a class on a day, at once or by two; shares of attendance."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from community.models import Holiday
from schoolcare.models import AuditEvent
from students.attendance import Share, attendance_share, class_shares
from students.models import Absence, ClassDay
from students.services.attendance import Mark, StaleError, check_day, uncheck_day
from tests.factories import make_student
from tests.students.making_attendance import MONDAY, make_absence, make_day, weekdays


@pytest.fixture
def pupils(classroom):
    return [make_student(classroom) for _ in range(3)]


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """Fixed, after the days that are checked here."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda value=None: date(2026, 11, 27))


def check(room, by, marks=None, *, seen=0, on=MONDAY, is_held=False):
    return check_day(room, on, marks or {}, seen=seen, by=by, is_held=is_held)


def saved(day):
    return dict(day.absences.values_list("student_id", "kind"))


def test_everybody_came(classroom, teacher, pupils):
    day = check(classroom, teacher)

    assert (day.pupils, day.version, saved(day)) == (3, 1, {})
    assert AuditEvent.objects.get(action="class_day.check").target_id == str(day.pk)


def test_only_exceptions_are_kept(classroom, teacher, pupils):
    marks = {pupils[0].pk: Mark("sick", "เป็นไข้"), pupils[1].pk: Mark("late")}

    day = check(classroom, teacher, marks)

    assert saved(day) == {pupils[0].pk: "sick", pupils[1].pk: "late"}
    assert Absence.objects.get(student=pupils[0]).note == "เป็นไข้"


def test_sent_twice_is_saved_once(classroom, teacher, pupils):
    marks = {pupils[0].pk: Mark("absent")}
    first = check(classroom, teacher, marks)

    second = check(classroom, teacher, marks)

    assert (second.pk, second.version) == (first.pk, 1)


def test_second_person_with_other_marks_is_told(classroom, teacher, director, pupils):
    check(classroom, teacher, {pupils[0].pk: Mark("absent")})

    with pytest.raises(StaleError):
        check(classroom, director, {pupils[1].pk: Mark("absent")})

    assert saved(ClassDay.objects.get()) == {pupils[0].pk: "absent"}


def test_correction_is_told_in_the_pupils_history(classroom, teacher, pupils):
    day = check(classroom, teacher, {pupils[0].pk: Mark("absent")})

    check(classroom, teacher, {pupils[0].pk: Mark("sick")}, seen=day.version)

    event = AuditEvent.objects.get(action="class_day.correct")
    assert (event.pupil_id, event.changes["kind"]) == (pupils[0].pk, ["ขาด", "ลาป่วย"])
    assert saved(day) == {pupils[0].pk: "sick"}


@pytest.mark.parametrize(
    ("on", "words"),
    [(date(2026, 11, 30), "ยังมาไม่ถึง"), (date(2026, 10, 20), "ไม่อยู่ในภาคเรียน")],
)
def test_day_that_cannot_be_is_refused(classroom, teacher, pupils, on, words):
    with pytest.raises(ValidationError, match=words):
        check(classroom, teacher, on=on)

    assert not ClassDay.objects.exists()


def test_holiday_is_refused_until_somebody_says_school_was_held(classroom, teacher, pupils):
    Holiday.objects.create(school=classroom.school, on=MONDAY, name="วันหยุดของโรงเรียน")

    with pytest.raises(ValidationError, match="วันหยุดของโรงเรียน"):
        check(classroom, teacher)

    assert check(classroom, teacher, is_held=True).on == MONDAY


def test_weekend_is_a_day_off(classroom, teacher, pupils):
    with pytest.raises(ValidationError, match="สุดสัปดาห์"):
        check(classroom, teacher, on=MONDAY + timedelta(days=5))


def test_pupil_of_another_class_is_left_out(classroom, teacher, pupils):
    other = make_student(school=classroom.school)

    assert saved(check(classroom, teacher, {other.pk: Mark("absent")})) == {}


def test_class_without_pupils_is_refused(classroom, teacher):
    with pytest.raises(ValidationError, match="ยังไม่มีนักเรียน"):
        check(classroom, teacher)


def test_day_checked_by_mistake_is_taken_back(classroom, teacher, pupils):
    day = check(classroom, teacher, {pupils[0].pk: Mark("absent")})

    uncheck_day(day, by=teacher)
    uncheck_day(day, by=teacher)

    assert not ClassDay.objects.exists()
    assert AuditEvent.objects.filter(action="class_day.remove").count() == 1


def test_sixth_day_opens_a_case(classroom, teacher, pupils):
    for on in weekdays(6):
        check(classroom, teacher, {pupils[0].pk: Mark("absent")}, on=on)

    assert pupils[0].absence_cases.get().days == 6


def test_share_counts_late_as_there(classroom, pupils, django_assert_num_queries):
    for on, kind in zip(weekdays(4), ("absent", "sick", "errand", "late"), strict=True):
        make_absence(pupils[0], on, kind)
    make_day(classroom, weekdays(5)[-1])
    keys = [one.pk for one in pupils]

    with django_assert_num_queries(2):
        found = attendance_share(keys, MONDAY, MONDAY + timedelta(days=10))

    assert found[pupils[0].pk] == Share(days=5, absent=1, sick=1, errand=1, late=1)
    assert found[pupils[0].pk].percent == 40.0
    assert found[pupils[1].pk] == Share(days=5)


def test_share_counts_only_days_in_the_class(classroom, pupils):
    first, second = weekdays(2)
    make_day(classroom, first)
    make_day(classroom, second)
    pupils[0].enrolments.update(starts_on=second)

    assert attendance_share([pupils[0].pk], first, second)[pupils[0].pk].days == 1


def test_share_of_a_class(classroom, pupils):
    make_absence(pupils[0])
    make_day(classroom, weekdays(2)[-1])

    share = class_shares([classroom], MONDAY, weekdays(2)[-1])[classroom.pk]

    assert (share.days, share.came, share.percent) == (6, 5, 83.3)


def test_share_under_the_least():
    assert Share(days=10, absent=3).is_under(80)
    assert not Share(days=10, absent=2).is_under(80)
    assert not Share().is_under(80)

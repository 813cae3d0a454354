"""When somebody was away too often, and the letters that follow."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from students.absences import excess
from students.models import Absence, AbsenceCase, AbsenceLetter, AttendanceRule
from students.services import absences
from tests.factories import make_student
from tests.students.making_attendance import make_absence, make_case, make_letter, weekdays

RULE = AttendanceRule()
DAYS = weekdays(15)


def test_run_of_more_than_five_checked_days_is_found():
    found = excess(DAYS, DAYS[2:8], RULE)

    assert (found.reason, found.absent) == ("run", tuple(DAYS[2:8]))


def test_five_days_running_are_not_too_many():
    assert excess(DAYS, DAYS[2:7], RULE) is None


def test_a_day_at_school_breaks_the_run():
    assert excess(DAYS, [*DAYS[:4], *DAYS[5:8]], RULE) is None


def test_eight_days_of_one_month_are_found():
    missed = DAYS[0:15:2]  # eight days, none after another

    found = excess(DAYS, missed, RULE)

    assert (found.reason, found.facts["days"]) == ("month", 8)


def test_eight_days_over_two_months_are_not_too_many():
    days = weekdays(20, date(2026, 11, 16))
    missed = days[0:16:2]

    assert len(missed) == 8
    assert excess(days, missed, RULE) is None


def test_school_sets_its_own_numbers():
    assert excess(DAYS, DAYS[:3], AttendanceRule(run_days=2)).facts["days"] == 3


@given(st.sets(st.sampled_from(DAYS)))
def test_excess_tells_only_days_that_were_missed(missed):
    found = excess(DAYS, missed, RULE)

    assert found is None or set(found.absent) <= missed
    assert found is not None or len(missed) <= 3 * RULE.month_days


def test_case_opens_with_the_sixth_day_and_grows(classroom, teacher):
    pupil = make_student(classroom)
    for on in DAYS[:6]:
        make_absence(pupil, on)
    absences.follow(classroom, [pupil.pk], by=teacher)
    make_absence(pupil, DAYS[6])

    absences.follow(classroom, [pupil.pk], by=teacher)

    case = AbsenceCase.objects.get()
    assert (case.days, case.starts_on, case.ends_on) == (7, DAYS[0], DAYS[6])


def test_leave_does_not_count_unless_the_school_says_so(school, classroom):
    pupil = make_student(classroom)
    for on in DAYS[:6]:
        make_absence(pupil, on, kind="sick")
    assert absences.follow(classroom, [pupil.pk], by=None) == []

    AttendanceRule.objects.create(school=school, counts_sick=True)

    assert len(absences.follow(classroom, [pupil.pk], by=None)) == 1


def test_case_without_a_letter_goes_with_a_correction(classroom):
    case = make_case(make_student(classroom))
    Absence.objects.filter(student=case.student).first().delete()

    absences.follow(classroom, [case.student_id], by=None)

    assert not AbsenceCase.objects.exists()


def test_case_with_a_letter_stays(classroom):
    case = make_case(make_student(classroom))
    make_letter(case)
    Absence.objects.filter(student=case.student).delete()

    absences.follow(classroom, [case.student_id], by=None)

    assert AbsenceCase.objects.get() == case


def test_what_was_closed_is_done_with(classroom, teacher):
    case = make_case(make_student(classroom))
    case.outcome, case.closed_on = "back", case.ends_on
    absences.close_case(case, by=teacher)

    assert absences.follow(classroom, [case.student_id], by=None) == []
    for on in weekdays(6, case.ends_on + timedelta(days=1)):
        make_absence(case.student, on)

    assert len(absences.follow(classroom, [case.student_id], by=None)) == 1


def test_letters_come_in_order(classroom, teacher):
    case = make_case(make_student(classroom))
    for expected in (1, 2, 3, 4):
        letter = AbsenceLetter(case=case, dated_on=case.ends_on)
        assert absences.write_letter(letter, by=teacher).step == expected

    with pytest.raises(ValidationError, match="ครบทั้งสี่ฉบับ"):
        absences.write_letter(AbsenceLetter(case=case, dated_on=case.ends_on), by=teacher)


def test_letter_before_the_last_is_refused(classroom, teacher):
    case = make_case(make_student(classroom))
    make_letter(case)
    earlier = case.ends_on - timedelta(days=1)

    with pytest.raises(ValidationError) as refused:
        absences.write_letter(AbsenceLetter(case=case, dated_on=earlier), by=teacher)

    assert set(refused.value.message_dict) == {"dated_on"}


def test_two_open_cases_of_a_pupil_are_impossible(classroom):
    case = make_case(make_student(classroom))
    case.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        case.save()

"""Checked days, absences and cases, made for tests."""

from datetime import date, timedelta

from students.models import Absence, AbsenceCase, AbsenceLetter, ClassDay, Classroom, Student
from students.services.absences import follow
from tests.factories import YEAR

MONDAY = date(YEAR - 543, 11, 9)  # of a week without a holiday in the second term


def weekdays(count: int, first: date = MONDAY) -> list[date]:
    """School days from `first` on."""
    found = []
    day = first
    while len(found) < count:
        if day.weekday() < 5:
            found.append(day)
        day += timedelta(days=1)
    return found


def make_day(room: Classroom, on: date = MONDAY, by=None) -> ClassDay:
    """Checked, everybody there."""
    pupils = room.enrolments.filter(ends_on=None).count()
    return ClassDay.objects.create(classroom=room, on=on, pupils=pupils, checked_by=by)


def make_absence(student: Student, on: date = MONDAY, kind: str = "absent", note: str = ""):
    """Of a pupil in the class they sit in; the day is checked if it was not."""
    room = student.enrolments.get(ends_on=None).classroom
    day = ClassDay.objects.filter(classroom=room, on=on).first() or make_day(room, on)
    return Absence.objects.create(day=day, student=student, kind=kind, note=note)


def make_case(student: Student, days: int = 6) -> AbsenceCase:
    """Of a pupil who stayed away for a run of days."""
    for on in weekdays(days):
        make_absence(student, on)
    room = student.enrolments.get(ends_on=None).classroom
    return follow(room, [student.pk], by=None)[0]


def make_letter(case: AbsenceCase, step: int = 1, **fields) -> AbsenceLetter:
    fields = {"dated_on": case.ends_on} | fields
    return AbsenceLetter.objects.create(case=case, step=step, **fields)

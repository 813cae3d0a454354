"""Demo attendance: three weeks of school days, in each class a few away, one for too long."""

from datetime import date, timedelta

from schoolcare.demo import DemoPlan
from schoolcare.models import User
from schoolcare.thai import legal_term_dates
from students.attendance import SATURDAY
from students.models import Absence, AbsenceLetter, ClassDay, Classroom, Enrolment
from students.services.absences import follow

Kind = Absence.Kind
DAYS = 15
KINDS = [Kind.ABSENT, Kind.SICK, Kind.SICK, Kind.ERRAND, Kind.LATE, Kind.LATE]
CAUSES = {Kind.SICK: "เป็นไข้", Kind.ERRAND: "ไปธุระกับครอบครัว"}
OFTEN = 0.03  # of the days of a pupil


def fill(plan: DemoPlan) -> None:
    """Classes of schools with staff; in the class of the demo's adviser somebody stays away."""
    if plan.is_scale:
        return
    for school, school_plan in plan.made:
        if not school_plan.with_staff:
            continue
        rooms = list(Classroom.objects.filter(school=school, year=plan.year))
        adviser = User.objects.get(username=f"{school_plan.prefix}adviser")
        days = school_days(plan)
        for room in rooms:
            _check(plan, room, days, adviser)


def school_days(plan: DemoPlan) -> list[date]:
    """The last weekdays of the term up to yesterday, fewer at its beginning."""
    first, second = legal_term_dates(plan.year)
    begins = second[0] if plan.today > second[0] else first[0]
    found: list[date] = []
    day = plan.today - timedelta(days=1)
    while day >= begins and len(found) < DAYS:
        if day.weekday() < SATURDAY:
            found.append(day)
        day -= timedelta(days=1)
    return found[::-1]


def _check(plan: DemoPlan, room: Classroom, days: list[date], adviser: User) -> None:
    seats = Enrolment.objects.filter(classroom=room, ends_on=None).order_by("roll_number")
    pupils = list(seats.values_list("student_id", flat=True))
    if not pupils:
        return
    is_advised = room.advisers.filter(user=adviser).exists()
    by = adviser if is_advised else None
    made = ClassDay.objects.bulk_create(
        ClassDay(classroom=room, on=on, pupils=len(pupils), checked_by=by) for on in days
    )
    gone = pupils[len(pupils) // 2] if is_advised else None
    absences = []
    for day in made:
        for pupil in pupils:
            kind = _kind(plan, is_gone=pupil == gone and day in made[-7:])
            if kind:
                note = CAUSES.get(kind, "")
                absences.append(Absence(day=day, student_id=pupil, kind=kind, note=note))
    Absence.objects.bulk_create(absences, batch_size=500)
    if gone and by:
        for case in follow(room, [gone], by=by):
            case.letters.create(
                step=AbsenceLetter.Step.FIRST, dated_on=case.ends_on, made_by=adviser
            )


def _kind(plan: DemoPlan, *, is_gone: bool) -> Kind | None:
    if is_gone:
        return Kind.ABSENT
    return plan.draw.choice(KINDS) if plan.draw.random() < OFTEN else None

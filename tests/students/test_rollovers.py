"""The whole school into the next year: planned, committed at once, undone."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from schoolcare.access import Role
from schoolcare.models import AuditEvent, Level, School
from students.models import (
    Adviser,
    Classroom,
    Enrolment,
    LeavingReason,
    Rollover,
    RolloverLine,
    StatusChange,
    Student,
)
from students.next_levels import graduating_levels
from students.rollover_plan import Plan
from students.rollover_report import arrivals, by_class, by_level, warnings
from students.services import pupils
from students.services import rollovers as services
from tests.factories import YEAR, make_adviser, make_classroom, make_student, make_user
from tests.students.rolling import NEXT, begun, committed, make_rolling_school

pytestmark = pytest.mark.django_db
P1, P4, P5, P6, M1, M3, M4, M6 = (
    *(Level.P1, Level.P4, Level.P5, Level.P6),
    *(Level.M1, Level.M3, Level.M4, Level.M6),
)
K = School.Kind


def seats_of(year):
    rows = Enrolment.objects.filter(year=year, ends_on=None).order_by("student_id")
    return [(one.student_id, one.classroom.label) for one in rows.select_related("classroom")]


@pytest.mark.parametrize(
    ("kind", "taught", "last"),
    [
        (K.PRIMARY, [P1, P4], [P6]),
        (K.PRIMARY, [P1, M1], [M1]),
        (K.EXPANDED, [P1, M1], [M3]),
        (K.SECONDARY, [M1, M3], [M3]),
        (K.SECONDARY, [M1, M4], [M6]),
        (K.MUNICIPAL, [P1, M3], [M3]),
        (K.SECONDARY, [M6, Level.V1], [M6, Level.V3]),
    ],
)
def test_graduating_levels_follow_kind_and_levels(kind, taught, last):
    assert graduating_levels(School(kind=kind), taught) == last


def test_plan_gives_everybody_one_way_out():
    school, _ = make_rolling_school(P4, P5, P6, pupils=3)

    plan = Plan(begun(school))

    ways = {"promote": 6, "repeat": 0, "graduate": 3, "leave": 0, "stay": 0}
    assert plan.totals == ways | {"all": 9}


def test_plan_is_told_by_class_level_and_destination():
    school, _ = make_rolling_school(P4, P5, P6, pupils=3)

    plan = Plan(begun(school))

    rows = by_class(plan)
    assert [(one.label, one.total, one.targets) for one in rows] == [
        ("ป.4/1", 3, [("ป.5/1", 3)]),
        ("ป.5/1", 3, [("ป.6/1", 3)]),
        ("ป.6/1", 3, []),
    ]
    levels = [(row.label, row.total) for row in by_level(rows)]
    assert levels == [("ป.4", 3), ("ป.5", 3), ("ป.6", 3)]
    into = [(one.room.label, one.origins) for one in arrivals(plan)]
    assert into == [("ป.5/1", [("ป.4/1", 3)]), ("ป.6/1", [("ป.5/1", 3)])]


def test_plan_names_missing_classes_and_makes_them():
    school, _ = make_rolling_school(P4, P5)
    director = make_user(Role.DIRECTOR, school=school)
    rollover = services.begin(school, YEAR, by=director)
    make_classroom(school, level=P6, room=2, year=NEXT)

    found = [(one.label, one.pupils, one.is_new_level) for one in Plan(rollover).missing]
    made = services.make_classes(rollover, by=director)

    assert found == [("ป.5/1", 2, True), ("ป.6/1", 2, False)]
    assert [one.label for one in made] == ["ป.5/1", "ป.6/1"]
    assert Plan(rollover).missing == []


def test_commit_without_a_class_loses_nothing():
    school, _ = make_rolling_school(P5)
    rollover = services.begin(school, YEAR, by=make_user(Role.DIRECTOR, school=school))

    with pytest.raises(ValidationError, match="สร้างห้องก่อน"):
        committed(rollover)

    assert seats_of(NEXT) == []


def test_commit_moves_all_and_graduates_the_last():
    school, (fifth, sixth) = make_rolling_school(P5, P6)
    rollover = begun(school)

    committed(rollover)

    up = list(Student.objects.filter(enrolments__classroom=fifth).order_by("pk"))
    gone = list(Student.objects.filter(enrolments__classroom=sixth))
    assert seats_of(NEXT) == [(one.pk, "ป.6/1") for one in up]
    assert [one.status for one in gone] == ["graduated", "graduated"]
    changes = StatusChange.objects.filter(rollover=rollover)
    assert {(one.student, one.reason.code, one.on) for one in changes} == {
        (one, "graduated", date(2027, 4, 1)) for one in gone
    }
    event = AuditEvent.objects.get(action="rollover.commit")
    assert event.changes["counts"]["all"] == 4
    assert sorted(event.changes["pupils"]) == sorted(one.pk for one in (*up, *gone))


def test_commit_gives_roll_numbers_boys_first():
    school, (room,) = make_rolling_school(P5, pupils=0)
    facts = [("กานดา", "F"), ("ขจร", "M"), ("กมล", "M")]
    for name, sex in facts:
        make_student(room, first_name=name, sex=sex)

    committed(begun(school))

    seats = Enrolment.objects.filter(year=NEXT).order_by("roll_number")
    assert [(one.roll_number, one.student.first_name) for one in seats] == [
        (1, "กมล"),
        (2, "ขจร"),
        (3, "กานดา"),
    ]


def test_lines_send_pupils_another_way():
    school, (room,) = make_rolling_school(P5, pupils=4)
    director = make_user(Role.DIRECTOR, school=school)
    rollover = begun(school, director)
    other = make_classroom(school, level=P6, room=2, year=NEXT)
    again = make_classroom(school, level=P5, year=NEXT)
    one, two, three, four = Student.objects.order_by("pk")
    absent = LeavingReason.objects.get(code="absent")
    lines = {
        one.pk: RolloverLine(student=one, kind="move", target=other),
        two.pk: RolloverLine(student=two, kind="repeat"),
        three.pk: RolloverLine(student=three, kind="leave", reason=absent),
        four.pk: RolloverLine(student=four, kind="stay"),
    }
    services.save_class(rollover, room, target=None, lines=lines, by=director)

    committed(rollover)

    assert seats_of(NEXT) == [(one.pk, other.label), (two.pk, again.label)]
    statuses = list(Student.objects.order_by("pk").values_list("status", flat=True))
    assert statuses == ["studying", "studying", "struck", "studying"]


def test_two_classes_merge_into_one():
    school, _ = make_rolling_school(P5)
    second = make_classroom(school, level=P5, room=2)
    make_student(second)
    director = make_user(Role.DIRECTOR, school=school)
    rollover = begun(school, director)
    target = Classroom.objects.get(year=NEXT, level=P6, room=1)
    services.save_class(rollover, second, target=target, lines={}, by=director)

    committed(rollover)

    assert target.enrolments.count() == 3
    numbers = target.enrolments.order_by("roll_number").values_list("roll_number", flat=True)
    assert list(numbers) == [1, 2, 3]


def test_commit_twice_changes_nothing_more():
    school, _ = make_rolling_school()
    rollover = begun(school)
    mark = Plan(rollover).mark
    services.commit(rollover, mark, by=rollover.made_by)
    before = seats_of(NEXT)

    services.commit(rollover, mark, by=rollover.made_by)

    assert seats_of(NEXT) == before
    assert AuditEvent.objects.filter(action="rollover.commit").count() == 1


def test_commit_of_a_plan_that_changed_is_refused():
    school, (fifth, _) = make_rolling_school()
    rollover = begun(school)
    mark = Plan(rollover).mark
    make_student(fifth)

    with pytest.raises(ValidationError, match="ข้อมูลเปลี่ยนไป"):
        services.commit(rollover, mark, by=rollover.made_by)

    assert seats_of(NEXT) == []


def test_pupils_seated_in_the_new_year_are_left_alone():
    school, (fifth, _) = make_rolling_school()
    rollover = begun(school)
    early = Student.objects.filter(enrolments__classroom=fifth).first()
    room = make_classroom(school, level=P6, room=9, year=NEXT)
    pupils.enrol(early, room, by=rollover.made_by)

    committed(rollover)

    assert [label for pk, label in seats_of(NEXT) if pk == early.pk] == ["ป.6/9"]


@pytest.mark.parametrize(("mode", "named"), [("stay", True), ("follow", False), ("none", None)])
def test_advisers_are_proposed(mode, named):
    school, (fifth, sixth) = make_rolling_school()
    of_fifth, of_sixth = make_adviser(fifth), make_adviser(sixth)
    rollover = begun(school)
    Rollover.objects.update(advisers=mode)
    rollover.refresh_from_db()

    committed(rollover)

    wanted = {True: [of_sixth.pk], False: [of_fifth.pk], None: []}[named]
    found = Adviser.objects.filter(classroom__year=NEXT).values_list("user", flat=True)
    assert list(found) == wanted


def test_undo_brings_back_seats_statuses_and_advisers():
    school, (_, sixth) = make_rolling_school()
    make_adviser(sixth)
    rollover = committed(begun(school))

    services.undo(rollover, by=rollover.made_by)

    rollover.refresh_from_db()
    assert rollover.is_draft
    assert seats_of(NEXT) == []
    assert set(Student.objects.values_list("status", flat=True)) == {"studying"}
    assert not Adviser.objects.filter(classroom__year=NEXT).exists()
    assert not StatusChange.objects.exists()
    assert Plan(rollover).is_ready


def test_undo_after_seven_days_is_refused():
    school, _ = make_rolling_school()
    rollover = committed(begun(school))
    Rollover.objects.update(committed_at=timezone.now() - timedelta(days=8))

    with pytest.raises(ValidationError, match="เกิน 7 วัน"):
        services.undo(rollover, by=rollover.made_by)

    assert len(seats_of(NEXT)) == 2


def test_warnings_name_dmc_and_the_running_year():
    school, _ = make_rolling_school()
    rollover = begun(school)
    school.terms.create(
        year=YEAR, semester=2, starts_on=date(2026, 11, 1), ends_on=date(2027, 4, 1)
    )

    found = warnings(Plan(rollover), date(2027, 3, 1))

    assert ["ยังไม่สิ้นสุด" in found[0], "DMC รอบ 3" in found[1]] == [True, True]
    assert warnings(Plan(rollover), date(2027, 4, 25)) == []

"""The shipped procedures of schools and offices: their tables, their dates, what proves them."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from community.models import Activity, CalendarEntry, Donor, Resource, WorkArea
from schoolcare import procedures, step_runs
from schoolcare.models import Procedure, StepRun
from schoolcare.procedure_dates import procedure_dates
from tests.committee.meeting_factory import make_meeting
from tests.committee.offices import make_circular
from tests.community.making_calendar import make_entry
from tests.community.making_partners import make_agreement, make_partner
from tests.community.making_projects import make_project
from tests.community.making_resources import keeper, make_gift
from tests.dates_told import told
from tests.factories import (
    make_adviser,
    make_classroom,
    make_district,
    make_school,
    make_student,
    make_user,
)
from tests.homevisits import making

pytestmark = pytest.mark.django_db
MIGRATION = import_module("community.migrations.0008_procedures")
CODES = ["district-scholarship", "school-care", "school-community"]


def plan(office, code, year=2569):
    return next(one for one in procedures.plans(office, year) if one.procedure.code == code)


def test_care_procedure_plans_before_the_year_and_looks_back_twice():
    """Mar 2569 plans AY 2569; October lies in AY, March in AY + 1 (admin.md §3.10)."""
    found = plan(make_school(), "school-care")

    due = [(one.step.number, one.due_on) for one in found.steps]
    looks_back = [(n, day) for n in (7, 8, 9) for day in (date(2026, 10, 31), date(2027, 3, 31))]
    assert due == [
        *((n, date(2026, 3, 31)) for n in (1, 2, 3)),
        *((n, date(2026, 4, 30)) for n in (4, 5)),
        (6, date(2027, 4, 30)),
        *looks_back,
    ]
    assert [one.step.number for one in found.steps if one.is_all_year] == [6]


def test_scholarship_procedure_takes_five_weeks_of_one_group():
    found = plan(make_district(), "district-scholarship")

    assert [(one.step.weeks, one.due_on) for one in found.steps] == [(1, None)] * 5
    assert {one.owner for one in found.steps} == {"กลุ่มส่งเสริมการจัดการศึกษา"}


def test_community_year_has_four_projects_all_year():
    found = plan(make_school(), "school-community")

    assert [(one.step.name, one.is_all_year, one.owner) for one in found.steps] == [
        ("โครงการเยี่ยมบ้าน", True, ""),
        ("โครงการจัดหาทุน", True, ""),
        ("โครงการสานสัมพันธ์", True, ""),
        ("โครงการไมตรีจิตรผูกมิตรชุมชน", True, ""),
    ]


def test_methods_of_looking_back_are_told_apart():
    """In the source two of them are a copy of the third."""
    steps = [one.step for one in plan(make_school(), "school-care").steps]

    methods = {one.number: one.method for one in steps if one.number in (7, 8, 9)}
    assert len(set(methods.values())) == 3
    assert [number for number, method in methods.items() if "แผ่นพับ" in method] == [9]


def test_shipped_procedures_can_be_taken_back_and_brought_again():
    MIGRATION.empty(apps, None)
    assert not Procedure.objects.filter(code__in=CODES).exists()

    MIGRATION.fill(apps, None)

    assert [len(plan(make_school(), code).steps) for code in CODES[1:]] == [12, 4]


def test_procedure_with_noted_work_is_kept_and_comes_back():
    school = make_school()
    step = plan(school, "school-care").steps[0].step
    StepRun.objects.create(step=step, school=school, year=2569)

    MIGRATION.empty(apps, None)

    found = Procedure.objects.filter(code__in=CODES)
    assert list(found.values_list("code", "is_active")) == [("school-care", False)]
    MIGRATION.fill(apps, None)
    assert len(plan(school, "school-care").steps) == 12
    assert StepRun.objects.get().step_id == plan(school, "school-care").steps[0].step.pk


def test_month_of_the_calendar_holds_the_steps_that_touch_it():
    """One query for a school's and an office's alike; months, moved days and weeks."""
    office, officer = make_district(), make_user()
    june = plan(office, "district-board").steps[1].step
    StepRun.objects.create(step=june, district=office, year=2569, due_on=date(2026, 7, 10))
    weekly = Procedure.objects.get(code="district-scholarship")
    step_runs.set_start(office, weekly, 2569, date(2026, 6, 22), by=officer)

    found = told(procedure_dates, office, date(2026, 7, 1), date(2026, 7, 12))

    assert [(one.starts_on, one.ends_on) for one in found] == [
        (date(2026, 6, 1), date(2026, 7, 10)),
        (date(2026, 6, 29), date(2026, 7, 6)),
        (date(2026, 7, 6), date(2026, 7, 13)),
    ]


def test_spring_holds_what_prepares_the_next_year():
    school = make_school()

    found = told(procedure_dates, school, date(2026, 4, 1), date(2026, 4, 30))

    assert {one.url for one in found} == {""}
    assert [(one.title[-3:], one.key.split("-")[2]) for one in found] == [
        ("การ", "2569"),
        ("งาน", "2569"),
    ]
    Procedure.objects.update(is_active=False)
    assert told(procedure_dates, school, date(2026, 4, 1), date(2026, 4, 30)) == []


def test_dates_of_another_school_are_not_moved_here(django_assert_num_queries):
    school, other = make_school(), make_school()
    step = plan(school, "school-care").steps[0].step
    for place in (school, other):
        StepRun.objects.create(step=step, school=place, year=2569, due_on=date(2026, 3, 20))
        StepRun.objects.filter(school=other).update(due_on=date(2026, 3, 10))
        with django_assert_num_queries(1):
            found = told(procedure_dates, school, date(2026, 3, 1), date(2026, 3, 31))

    first = next(one for one in found if one.title.endswith(step.name))
    assert (first.starts_on, first.ends_on) == (date(2026, 3, 1), date(2026, 3, 20))
    assert len({one.key for one in found}) == len(found)


def test_visits_of_all_pupils_close_the_step_of_the_year(classroom, teacher):
    students = [make_student(classroom), make_student(classroom)]
    school, year = classroom.school, classroom.year
    visit_round = making.make_round(school)
    for number, student in enumerate(students, 1):
        making.make_visit(visit_round, student, teacher)
        step = plan(school, "school-care", year).steps[5]
        assert (step.is_done, step.proof.text) == (number == 2, f"เยี่ยมบ้านแล้ว {number}/2 คน")

    assert plan(school, "school-community", year).steps[0].is_done
    assert not plan(school, "school-care", year - 1).steps[5].is_done


@pytest.mark.parametrize(
    ("held_on", "state", "done"),
    [
        (date(2026, 10, 20), "held", [True, False]),
        (date(2027, 2, 28), "held", [True, False]),
        (date(2027, 3, 1), "held", [False, True]),
        (date(2026, 9, 30), "held", [False, False]),
        (date(2026, 10, 20), "planned", [False, False]),
    ],
)
def test_meeting_for_improvement_closes_its_own_half_of_the_year(held_on, state, done):
    school = make_school()
    facts = {"kind": "improvement", "state": state, "held_on": held_on}
    make_meeting(school=school, planned_by=make_user(), **facts)
    make_meeting(school=make_school(), planned_by=make_user(), **facts)

    steps = plan(school, "school-care").steps

    assert [one.is_done for one in steps if one.step.number == 7] == done
    assert [one.is_done for one in steps if one.step.number == 8] == done


def test_resources_and_activities_prove_the_community_year():
    school, by = make_school(), make_user()
    donor = Donor.objects.create(school=school, name="วัดดอยงาม")
    facts = {"school": school, "made_by": by}
    Resource.objects.create(donor=donor, kind="knowledge", received_on=date(2026, 6, 1), **facts)
    Resource.objects.create(donor=donor, kind="knowledge", received_on=date(2027, 5, 16), **facts)
    day = {"starts_on": date(2026, 8, 12), "ends_on": date(2026, 8, 12), "year": 2569}
    area = WorkArea.objects.get(name="งานสานสัมพันธ์")
    Activity.objects.create(title="ก", area=area, state="held", **day, **facts)
    Activity.objects.create(title="ข", area=area, **day, **facts)

    told = [one.proof.text for one in plan(school, "school-community").steps[1:]]

    assert told == ["ได้รับทรัพยากรแล้ว 1 รายการ", "จัดกิจกรรมแล้ว 1 ครั้ง", "ยังไม่มีบันทึกในระบบ"]


def test_gift_that_was_crossed_out_proves_nothing():
    school = make_school()
    by = keeper(school)
    crossed = {"voided_at": "2026-08-06T00:00Z", "voided_by": by, "void_reason": "ซ้ำ"}
    make_gift(school, by, received_on=date(2026, 6, 1), **crossed)

    proof = plan(school, "school-community").steps[1].proof

    assert proof is not None
    assert (proof.is_done, proof.text) == (False, "ยังไม่มีบันทึกในระบบ")


def test_circular_of_the_office_closes_the_step_of_the_scholarships_it_is_marked_as():
    office, officer = make_district(), make_user()
    step = plan(office, "district-scholarship").steps[1].step
    facts = {"step": step, "year": 2569, "state": "sent", "sent_on": date(2026, 6, 1)}
    make_circular(office, officer, sent_by=officer, **facts)

    done = [one.is_done for one in plan(office, "district-scholarship").steps]

    assert done == [False, True, False, False, False]
    assert not plan(office, "district-board").steps[0].is_done


@pytest.mark.parametrize(
    ("fields", "done"),
    [
        ({"state": "approved"}, True),
        ({"state": "closed"}, True),
        ({"state": "running", "year_kind": "fiscal", "year": 2570}, True),
        ({"state": "proposed"}, False),
        ({"state": "approved", "year": 2568}, False),
    ],
)
def test_approved_project_of_the_year_closes_the_step_of_plans(fields, done):
    school = make_school()
    make_project(school, **{"year": 2569} | fields)
    make_project(make_school(), state="approved", year=2569)

    assert plan(school, "school-care").steps[3].is_done is done


def test_calendar_closes_its_step_once_every_line_has_its_day():
    school = make_school()
    entry = make_entry(school, needs_date=True)
    before = plan(school, "school-care").steps[4]
    CalendarEntry.objects.filter(pk=entry.pk).update(needs_date=False)
    after = plan(school, "school-care").steps[4]

    assert (before.is_done, after.is_done) == (False, True)
    assert "รอกำหนดวัน 1 รายการ" in before.proof.text


def test_class_without_an_adviser_leaves_who_is_responsible_open():
    school = make_school()
    make_adviser(make_classroom(school))
    second = make_classroom(school, room=2)
    before = plan(school, "school-care").steps[2]
    make_adviser(second)

    assert (before.is_done, before.proof.text) == (False, "มีครูที่ปรึกษาแล้ว 1/2 ห้อง")
    assert plan(school, "school-care").steps[2].is_done


def test_agreement_of_the_year_is_work_with_a_partner():
    school, by = make_school(), make_user()
    make_agreement(make_partner(school), by, starts_on=date(2026, 8, 1), ends_on=None)

    step = plan(school, "school-community").steps[3]

    assert (step.is_done, step.proof.text) == (True, "ทำข้อตกลงแล้ว 1 ฉบับ")


def test_step_whose_record_comes_later_says_so():
    care = plan(make_school(), "school-care").steps
    office = plan(make_district(), "district-scholarship").steps

    assert {one.step.number for one in care if one.step.awaits} == {9}
    assert {one.step.number for one in office if one.step.awaits} == {3, 4}
    assert office[4].step.evidence == "committee.monitoring"

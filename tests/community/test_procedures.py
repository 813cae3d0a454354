"""The shipped procedures of schools and offices: their tables, their dates, what proves them."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from schoolcare import procedures
from schoolcare.models import Procedure, StepRun
from tests.factories import make_district, make_school

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

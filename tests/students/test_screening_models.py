"""Shipped forms of screening, and what the database itself refuses."""

import pytest
from django.db import IntegrityError

from students.models import (
    Aspect,
    AspectResult,
    Criterion,
    Screening,
    ScreeningAction,
    ScreeningTemplate,
)
from students.models.screening import worst
from tests.factories import make_student
from tests.students.screened import make_screening, make_screening_round

T11 = "talent learning health economy safety drugs violence sexual games special_need devices mind"


def test_shipped_forms_hold_the_aspects_of_care_md(db):
    forms = ScreeningTemplate.objects.filter(school=None, district=None)

    found = {form.code: " ".join(one.code for one in form.aspects.all()) for form in forms}

    assert found["T11"] == T11
    assert found["TH"].split()[0] == "learning"
    assert len(found["TH"].split()) == 11


def test_every_graded_aspect_has_criteria_of_both_levels(db):
    graded = Aspect.objects.filter(kind=Aspect.Kind.GRADED)

    levels = {one.pk: set(one.criteria.values_list("level", flat=True)) for one in graded}

    assert set(map(frozenset, levels.values())) == {frozenset({"risk", "problem"})}


def test_ticks_of_danger_are_those_that_care_md_names(db):
    codes = Criterion.objects.filter(is_danger=True).values_list("code", flat=True)

    assert set(codes) == {"abused", "sexually_abused", "self_harm", "pregnant"}


@pytest.mark.parametrize(
    ("levels", "group"),
    [
        ([], "normal"),
        (["normal", "has", "lacks"], "normal"),
        (["normal", "risk"], "risk"),
        (["risk", "problem", "normal"], "problem"),
    ],
)
def test_group_is_the_worst_aspect(levels, group):
    assert worst(levels) == group


def test_a_version_is_shipped_once(db):
    with pytest.raises(IntegrityError, match=r"UNIQUE|screening_template_shipped"):
        ScreeningTemplate.objects.create(code="T11", name="ซ้ำ", version=1)


@pytest.mark.parametrize("kind", list(ScreeningAction.Kind))
def test_an_action_says_what_it_is(classroom, teacher, kind):
    round_ = make_screening_round(classroom.school)
    screening = make_screening(round_, make_student(classroom), teacher)

    with pytest.raises(IntegrityError, match="screening_action_whole"):
        ScreeningAction.objects.create(screening=screening, kind=kind, decided_by=teacher)


def test_results_that_need_an_action(classroom, teacher):
    round_ = make_screening_round(classroom.school)
    found = make_screening(round_, make_student(classroom), teacher, health="risk", talent="has")
    make_screening(round_, make_student(classroom), teacher)

    waiting = list(AspectResult.objects.without_action())

    assert [one.aspect.code for one in waiting] == ["health"]
    assert list(Screening.objects.without_action()) == [found]

"""What visits propose for screening, and what they keep to themselves."""

from decimal import Decimal

import pytest

from homevisits.definition import CURRENT
from homevisits.models import HomeVisit, Status
from homevisits.screening_hints import ASPECTS, OPTIONS, income_hints, tick_hints
from schoolcare.asked_together import told_together
from students.models import Criterion, Student
from students.models.screening_forms import ScreeningTemplate
from tests.factories import YEAR, make_student, make_user
from tests.homevisits.making import make_alert, make_round, make_visit


@pytest.fixture
def pupil(classroom):
    return make_student(classroom)


def said(source=tick_hints):
    found = told_together([source], Student.objects.values("pk"), YEAR, 2)
    return [(one.student_id, one.aspect, one.level, one.criterion) for one in found]


def visit_with(pupil, teacher, *ticks, status=Status.SUBMITTED, **fields) -> HomeVisit:
    visit = make_visit(make_round(pupil.school), pupil, teacher, status)
    HomeVisit.objects.filter(pk=visit.pk).update(**fields)
    for item, option in ticks:
        is_danger = (item, option) in CURRENT.danger_options
        visit.ticks.create(item=item, option=option, is_danger=is_danger)
    return visit


def test_every_option_that_is_mapped_is_one_of_the_visit_and_of_the_shipped_form(db):
    form = ScreeningTemplate.objects.get(code="T11", school=None, district=None)
    criteria = Criterion.objects.filter(aspect__template=form)
    known = set(criteria.values_list("aspect__code", "level", "code"))

    mapped = {(ASPECTS[item], *said) for item, every in OPTIONS.items() for said in every.values()}
    options = {(item, option) for item, every in OPTIONS.items() for option in every}

    assert mapped <= known
    assert all(CURRENT.item(item).option(option) for item, option in options)


def test_tick_of_a_visit_proposes_its_criterion(pupil, teacher):
    visit_with(pupil, teacher, ("health", "chronic"), ("games", "other"))

    assert said() == [(pupil.pk, "health", "problem", "chronic")]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.RETURNED])
def test_visit_that_is_not_handed_in_proposes_nothing(pupil, teacher, status):
    visit_with(pupil, teacher, ("health", "chronic"), status=status)

    assert said() == []


def test_danger_proposes_without_its_words(pupil, teacher):
    visit_with(pupil, teacher, ("violence", "self_harm"))

    assert said() == [(pupil.pk, "safety", "problem", "")]


def test_danger_closed_to_somebody_proposes_nothing(pupil, teacher):
    visit = visit_with(pupil, teacher, ("safety", "abused"))
    make_alert(visit).excluded.add(make_user())

    assert said() == []


def test_household_income_is_measured_by_the_form(pupil, teacher):
    visit_with(pupil, teacher, household_income=Decimal(4000))

    (hint,) = told_together([income_hints], Student.objects.values("pk"), YEAR, 2)

    assert (hint.student_id, hint.measure, hint.value) == (pupil.pk, "income", Decimal(4000))

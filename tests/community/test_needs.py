"""Needs of the community: who may ask, what answers them."""

import pytest
from django.core.exceptions import ValidationError

from community.models import Need
from community.services import needs
from schoolcare.models import AuditEvent
from tests.community.making_partners import (
    DAY,
    make_head,
    make_held,
    make_need,
    make_partner,
    make_village,
)
from tests.factories import make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def head(school):
    return make_head(school)


@pytest.mark.parametrize(
    ("state", "becomes"), [("held", Need.State.MET), ("planned", Need.State.PLANNED)]
)
def test_need_follows_the_activity_that_answers_it(school, head, state, becomes):
    need = make_need(school, head)
    activity = make_held(school, head, state=state)

    answered = needs.answer(need, activity=activity, by=head)

    assert (answered.activity, answered.state) == (activity, becomes)
    event = AuditEvent.objects.get(action="need.update")
    assert event.changes["state"] == ["open", becomes]
    assert event.school_id == school.pk


def test_need_without_its_activity_waits_again(school, head):
    need = make_need(school, head, activity=make_held(school, head), state=Need.State.MET)

    needs.answer(need, activity=None, by=head)

    need.refresh_from_db()
    assert (need.activity, need.state) == (None, Need.State.OPEN)
    assert list(Need.objects.open()) == [need]


def test_need_takes_no_activity_of_another_school_and_no_cancelled_one(school, head):
    need = make_need(school, head)
    other = make_school()
    for activity in (make_held(other, head), make_held(school, head, state="cancelled")):
        with pytest.raises(ValidationError):
            needs.answer(need, activity=activity, by=head)

    need.refresh_from_db()
    assert need.activity is None


def test_need_comes_from_somebody_of_the_school(school, head):
    def refused(**asked):
        with pytest.raises(ValidationError) as error:
            needs.save(Need(school=school, text="ก", asked_on=DAY, made_by=head, **asked), by=head)
        return set(error.value.error_dict)

    other = make_school()
    assert refused() == {"village"}
    assert refused(village=make_village(other)) == {"village"}
    assert refused(partner=make_partner(other)) == {"partner"}
    assert not Need.objects.exists()

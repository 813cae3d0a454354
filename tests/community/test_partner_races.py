"""Two people on the same partner, village or plan at the same moment; needs row locks."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from community.models import CommonPlan, Partner, SourceKind, VillagePlace, VillageProfile
from community.services import archiving, needs, partners, plans, sources, villages
from schoolcare.models import AuditEvent
from tests.community.making_experts import make_expert
from tests.community.making_partners import (
    make_contact,
    make_goal,
    make_head,
    make_need,
    make_partner,
    make_plan,
    make_profile,
    make_source,
    make_village,
)
from tests.factories import YEAR, make_school
from tests.races import needs_row_locks, together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    needs_row_locks,
]


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def head(school):
    return make_head(school)


def kinds_of(results):
    return sorted(type(one).__name__ for one in results)


def test_same_partner_from_two_people_is_one(school, head):
    def add():
        new = Partner(school=school, kind="temple", name="วัดดอยงาม")
        return partners.save_partner(new, by=head)

    assert kinds_of(together(add, add)) == ["Partner", "ValidationError"]
    assert Partner.objects.count() == 1


def test_plan_copied_twice_at_once_is_one_plan(school, head):
    plan = make_plan(school)
    make_goal(plan)

    results = together(*[partial(plans.copy, plan, by=head)] * 2)

    assert kinds_of(results) == ["CommonPlan", "ValidationError"]
    assert CommonPlan.objects.get(year=plan.year + 1).goals.count() == 1


def test_villages_carried_twice_at_once_are_carried_once(school, head):
    make_profile(make_village(school), school, head, year=YEAR - 1)

    results = together(*[partial(villages.carry, school, YEAR, by=head)] * 2)

    assert sorted(results) == [0, 1]
    assert VillageProfile.objects.filter(year=YEAR).count() == 1


def test_two_schools_begin_the_profile_of_one_village(school, head):
    other = make_school()
    village = make_village(school, other)

    def keep(where, by):
        new = VillageProfile(village=village, year=YEAR, school=where, changed_by=by)
        return villages.save(new, school=where, by=by)

    results = together(partial(keep, school, head), partial(keep, other, make_head(other)))

    assert kinds_of(results) == ["ValidationError", "VillageProfile"]


def test_next_step_done_by_two_is_logged_once(school, head):
    contact = make_contact(make_partner(school), head, next_step="ส่งหนังสือ")

    assert not isinstance(
        together(*[partial(partners.finish, contact, by=head)] * 2)[0], ValidationError
    )
    assert AuditEvent.objects.filter(action="contact.settle").count() == 1


def test_new_kind_of_source_from_two_people_is_one(school, head):
    kind = SourceKind.objects.create(name="สวน")
    rows = [make_source(school, name=name, kind=kind) for name in "กข"]

    together(*[partial(sources.save_source, one, new_kind="พิพิธภัณฑ์", by=head) for one in rows])

    assert SourceKind.objects.filter(name="พิพิธภัณฑ์").count() == 1


def test_partner_is_archived_once(school, head):
    partner = make_partner(school)

    together(*[partial(archiving.archive, partner, reason="ย้าย", by=head)] * 2)

    assert AuditEvent.objects.filter(action="partner.deactivate").count() == 1


def test_expert_is_asked_once_and_answers_once(school, head):
    need, expert = make_need(school, head), make_expert(school)

    together(*[partial(needs.ask, need, expert, by=head)] * 2)
    row = need.asked.get()
    together(*[partial(needs.reply, row, "agreed", by=head)] * 2)

    actions = AuditEvent.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["need_expert.ask", "need_expert.answer"]


def test_village_is_put_on_the_map_once(school, head):
    village = make_village(school)
    spots = [VillagePlace(village=village, latitude=19, longitude=east) for east in (99, 100)]

    answers = together(*[partial(villages.put, one, school=school, by=head) for one in spots])

    assert VillagePlace.objects.count() == 1
    assert [isinstance(one, ValidationError) for one in answers].count(True) == 1

"""Needs of the community: who may ask, what answers them."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from community.models import Activity, Branch, Need
from community.services import needs
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.community.making_partners import (
    DAY,
    make_head,
    make_held,
    make_need,
    make_partner,
    make_village,
)
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("community:need-list"), reverse("community:need-create")


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


def typed(**fields):
    facts = {"key": str(uuid.uuid4()), "text": "อบรมปุ๋ยหมัก", "kind": "training"}
    facts |= {"asked_on": "1/11/2569", "source": "talk", "state": "open"}
    return facts | fields


def test_need_is_written_once_for_a_form(client, head, school):
    client.force_login(head)
    partner = make_partner(school)
    asked = typed(partner=partner.pk)

    for _ in range(2):
        assert client.post(NEW, asked).url == Need.objects.get().get_absolute_url()

    need = Need.objects.get()
    assert (need.school, need.partner, need.made_by) == (school, partner, head)
    assert client.get(f"{NEW}?partner={partner.pk}").context["form"]["partner"].value() == (
        partner.pk
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "เลือกหมู่บ้านหรือภาคี"),
        ({"asked_by": "ผู้ใหญ่บ้าน", "text": ""}, "กรุณากรอกต้องการอะไร"),
        ({"asked_by": "ผู้ใหญ่บ้าน", "asked_on": "1/11/2590"}, "ต้องไม่เลยวันนี้"),
        ({"asked_by": "ผู้ใหญ่บ้าน", "state": "met"}, "บอกว่าทำอะไรไปแล้ว"),
        ({"asked_by": "ผู้ใหญ่บ้าน", "state": "declined"}, "บอกเหตุที่ทำไม่ได้"),
    ],
)
def test_what_cannot_be_is_told(client, head, fields, words):
    client.force_login(head)

    assert words in client.post(NEW, typed(**fields)).text
    assert not Need.objects.exists()


def test_rows_of_another_school_are_refused(client, head):
    client.force_login(head)
    other = make_school()
    foreign = {"partner": make_partner(other).pk, "village": make_village(other).pk}
    foreign["activity"] = make_held(other, head).pk

    assert set(client.post(NEW, typed(**foreign)).context["form"].errors) == set(foreign)


def test_list_shows_what_waits_first(client, head, school):
    client.force_login(head)
    waits = make_need(school, head)
    met = make_need(school, head, state="met", kind="place")
    make_need(make_school(), head)

    def found(**asked):
        return set(client.get(LIST, asked).context["page_obj"].object_list)

    assert found() == {waits}
    assert found(state="all") == {waits, met}
    assert found(state="met", kind="place") == {met}


def test_teacher_reads_and_stranger_finds_nothing(client, head, school):
    need = make_need(school, head)
    edit = reverse("community:need-update", args=[need.pk])
    client.force_login(make_user(Role.TEACHER, school=school))
    assert (client.get(LIST).status_code, client.get(edit).status_code) == (200, 403)
    client.force_login(make_head())

    assert client.get(edit).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_list_costs_the_same_for_one_and_for_three(
    client, head, school, many, django_assert_num_queries
):
    client.force_login(head)
    for _ in range(many):
        make_need(school, head, activity=make_held(school, head))
    client.get(LIST)
    with django_assert_num_queries(3):
        client.get(LIST)


def test_need_keeps_a_branch_that_is_out_of_use(client, school, head):
    client.force_login(head)
    branch = Branch.objects.create(school=school, name="ตีมีด", is_active=False)
    need = make_need(school, head, branch=branch)
    page = client.get(reverse("community:need-update", args=[need.pk]))

    field = page.context["form"].fields["branch"]

    assert branch in field.queryset
    assert list(field.queryset.filter(is_active=False)) == [branch]


def test_need_that_was_answered_meanwhile_stays_with_its_activity(client, school, head):
    client.force_login(head)
    need = make_need(school, head, activity=make_held(school, head), state=Need.State.MET)
    typed = {"kind": "other", "title": "ใหม่", "starts_on": "1/8/2569", "host": "school"}

    url = f"{reverse('community:activity-create')}?need={need.pk}"
    client.post(url, typed | {"key": uuid.uuid4()})

    made = Activity.objects.get(title="ใหม่")
    assert list(made.needs.all()) == []
    assert need.activity.needs.get() == need

"""The account of a board member: of the same school, nobody else's, and what it opens."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committee.models import Member, Seat
from committee.own import own_meetings
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.committee.making import make_board, make_member
from tests.committee.meeting_factory import make_meeting
from tests.factories import make_school, make_user

TODAY = timezone.localdate()


@pytest.fixture
def member(school):
    return make_member(make_board(school, seats=()), Seat.EXPERT)


@pytest.fixture
def person(school):
    return make_user(Role.BOARD_MEMBER, school=school)


def url(member):
    return reverse("committee:member-account", args=[member.pk])


def tied(member):
    return Member.objects.get(pk=member.pk).user


def offered(client, member):
    fields = client.get(url(member)).context["form"].fields
    return [label for key, label in fields["user"].choices if key]


def test_clerk_ties_an_account_which_then_finds_its_meetings(client, clerk, member, person):
    soon = make_meeting(board=member.board, held_on=TODAY + timedelta(days=7))
    client.force_login(clerk)

    client.post(url(member), {"user": person.pk})

    assert tied(member) == person
    assert list(own_meetings(person)) == [soon]
    event = AuditEvent.objects.get(action="member.update")
    assert (event.actor_id, event.changes["fields"]) == (clerk.pk, {"user": [None, person.pk]})


def test_tie_can_be_taken_back(client, clerk, member, person):
    Member.objects.filter(pk=member.pk).update(user=person)
    client.force_login(clerk)

    client.post(url(member), {"user": ""})

    assert tied(member) is None


def test_accounts_of_the_school_are_offered_with_their_roles(client, clerk, member, person):
    make_user(Role.BOARD_MEMBER, school=make_school())
    gone = make_user(Role.TEACHER, school=member.board.school)
    gone.memberships.update(ends_on=TODAY - timedelta(days=1))
    client.force_login(clerk)

    shown = offered(client, member)

    assert shown == [f"{person} (กรรมการสถานศึกษา)", f"{clerk} (ธุรการ/งานทะเบียน)"]


def test_account_of_another_school_is_refused(client, clerk, member):
    stranger = make_user(Role.BOARD_MEMBER, school=make_school())
    client.force_login(clerk)

    page = client.post(url(member), {"user": stranger.pk})

    assert page.context["form"].errors == {"user": ["กรุณาเลือกจากรายการ"]}
    assert tied(member) is None


def test_account_of_another_member_is_neither_offered_nor_taken(client, clerk, member, person):
    make_member(member.board, Seat.ALUMNI, user=person)
    client.force_login(clerk)

    assert offered(client, member) == [f"{clerk} (ธุรการ/งานทะเบียน)"]
    client.post(url(member), {"user": person.pk})
    assert tied(member) is None


def test_big_form_refuses_a_second_member_with_one_account(client, clerk, member, person):
    make_member(member.board, Seat.ALUMNI, first_name="คนแรก", user=person)
    client.force_login(clerk)
    page = reverse("committee:member-update", args=[member.pk])
    typed = {"seat": 8, "title": "นาย", "first_name": "สมมติ", "last_name": "ตัวอย่าง", "version": 1}

    form = client.post(page, typed | {"user": person.pk}).context["form"]

    assert "เป็นของ นายคนแรก ตัวอย่าง ในคณะกรรมการชุดนี้แล้ว" in str(form.errors["user"])


def test_account_of_who_left_may_sit_again(client, clerk, member, person):
    day = TODAY - timedelta(days=1)
    make_member(member.board, Seat.ALUMNI, user=person, left_on=day, left_reason="resigned")
    client.force_login(clerk)

    client.post(url(member), {"user": person.pk})

    assert tied(member) == person

"""What of the registry waits on the home page, and that it says what the registry says."""

from datetime import date, timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from committee.cards.boards import board_cards
from committee.models import Confirmation
from committee.services import boards
from schoolcare.access import Role
from schoolcare.middleware import Workplace
from schoolcare.models import Membership, School
from tests.committee.making import SMALL_BOARD, make_board
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db


def cards(user):
    request = RequestFactory().get("/")
    request.user, request.session = user, {}
    request.workplace = Workplace(request)
    return [(one.title, one.count, one.text, one.state) for one in board_cards(request)]


def test_clerk_is_told_what_is_missing(clerk, school):
    make_board(school, seats=SMALL_BOARD[1:], order_number="")

    text = "ประธานกรรมการว่าง 1, ยังไม่มีเลขที่คำสั่ง"
    assert cards(clerk) == [("ทะเบียนคณะกรรมการยังไม่ครบ", 2, text, "late")]


def test_complete_board_waits_for_the_director_alone(clerk, director, school):
    board = make_board(school)
    title, text = "ทะเบียนคณะกรรมการยังไม่ยืนยันปีนี้", "ยืนยันทะเบียนของปีการศึกษา 2569"

    assert (cards(clerk), cards(director)) == ([], [(title, 1, text, "soon")])
    boards.confirm(board, by=director)
    assert cards(director) == []


@pytest.mark.parametrize(("days", "count"), [(90, 1), (91, 0)])
def test_term_about_to_end_is_told_by_days(clerk, school, days, count):
    last_day = timezone.localdate() + timedelta(days=days)
    make_board(school, ends_on=last_day)

    found = [(title, figure) for title, figure, _text, _state in cards(clerk)]
    assert found == [("คณะกรรมการใกล้หมดวาระ (วัน)", 90)] * count


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        (None, "ยังไม่มีทะเบียนคณะกรรมการ"),
        ({"starts_on": date(2020, 1, 1), "ends_on": date(2023, 12, 31)}, "คณะกรรมการหมดวาระแล้ว"),
    ],
)
def test_school_without_a_board_in_force_is_late(director, school, fields, title):
    if fields:
        make_board(school, **fields)

    assert [(one[0], one[3]) for one in cards(director)] == [(title, "late")]


def test_who_keeps_the_registry_elsewhere_is_told_nothing_here(school):
    user = make_user(Role.COMMUNITY_HEAD, school=school)
    Membership.objects.create(user=user, school=make_school(name="อื่น"), role=Role.CLERK)
    School.objects.filter(pk=school.pk).update(name="ก")

    assert cards(user) == []


def test_office_has_no_card(officer):
    assert cards(officer) == []


def test_registry_sent_back_waits_for_who_keeps_it(clerk, director, school):
    said = boards.confirm(make_board(school), by=director)
    Confirmation.objects.filter(pk=said.pk).update(state=Confirmation.State.RETURNED)

    found = [("ทะเบียนคณะกรรมการส่งกลับแก้ไข", 1, "ดูข้อทักท้วงของหน่วยงานต้นสังกัด", "late")]
    assert (cards(clerk), cards(director)) == (found, found)


def test_cards_ask_the_director_three_times(director, school, django_assert_num_queries):
    make_board(school)
    request = RequestFactory().get("/")
    request.user, request.session = director, {}
    request.workplace = Workplace(request)
    assert request.workplace.school == school

    with django_assert_num_queries(3):
        assert len(list(board_cards(request))) == 1

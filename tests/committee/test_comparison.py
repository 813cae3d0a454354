"""A frozen word beside today's registry: what differs, for the school and for the office."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from committee.comparison import places_of
from committee.models import Confirmation, Seat
from committee.services import boards
from committee.services.boards import snapshot_of
from schoolcare.access import Role
from tests.committee.making import TODAY, make_board, make_member
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
WAS = "นายสมมติ ตัวอย่าง"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def board():
    return make_board()


@pytest.fixture
def clerk(board):
    return make_user(Role.CLERK, school=board.school)


@pytest.fixture
def word(board, clerk) -> Confirmation:
    return boards.confirm(board, by=clerk)


def page(client, user, word):
    client.force_login(user)
    return client.get(reverse("committee:confirmation-detail", args=[word.pk]))


def test_registry_as_it_was_confirmed_differs_in_nothing(client, clerk, word):
    found = page(client, clerk, word)

    assert (found.context["facts"], found.context["changed"]) == ([], [])
    assert len(found.context["same"]) == 9
    assert "ทะเบียนวันนี้ตรงกับที่ยืนยันทุกเรื่อง" in found.content.decode()


def test_each_kind_of_change_is_told_with_both_sides(board, word):
    rename, leave, gone = board.members.in_order()[:3]
    rename.first_name, rename.seat = "ใหม่", Seat.ALUMNI
    rename.save()
    leave.left_on = date(2026, 11, 1)
    leave.save()
    gone.delete()
    make_member(board, Seat.EXPERT, starts_on=date(2026, 11, 2))

    places = [one for one in places_of(word.snapshot, snapshot_of(board)) if one.is_changed]

    assert [(one.kind, one.then_lines, one.now_lines) for one in places] == [
        (
            "พ้นจากตำแหน่งหลังยืนยัน",
            ["1 มิ.ย. 2568"],
            ["1 มิ.ย. 2568 พ้น 1 พ.ย. 2569"],
        ),
        (
            "แก้ไขหลังยืนยัน",
            ["นายกรรมการ1 ตัวอย่าง", "ประธานกรรมการ"],
            ["นายใหม่ ตัวอย่าง", "ผู้แทนศิษย์เก่า"],
        ),
        ("เพิ่มหลังยืนยัน", [], [WAS, "ผู้ทรงคุณวุฒิ", "2 พ.ย. 2569"]),
        ("ไม่อยู่ในทะเบียนแล้ว", ["นายกรรมการ3 ตัวอย่าง", "ผู้แทนครู", "1 มิ.ย. 2568"], []),
    ]


def test_facts_that_differ_are_told_alone(client, board, clerk, word):
    board.order_number = "120/2568"
    board.save()

    found = page(client, clerk, word).context["facts"]

    assert [(one.label, one.then, one.now) for one in found] == [("คำสั่งที่", "114/2568", "120/2568")]


def test_frozen_word_that_was_tampered_with_is_told(client, clerk, word):
    word.snapshot["order_number"] = "1/2568"
    word.save()

    assert "ไม่ตรงกับรหัสตรวจสอบของวันที่ยืนยัน" in page(client, clerk, word).content.decode()


def test_office_sees_it_and_another_school_does_not(client, board, word):
    officer = make_user(Role.DISTRICT_OFFICER, district=board.school.district)
    stranger = make_user(Role.CLERK, school=make_school(district=board.school.district))

    assert page(client, officer, word).status_code == 200
    assert page(client, stranger, word).status_code == 404


def test_board_page_leads_to_the_certified_word_before_later_ones(client, board, clerk, word):
    certified = {"state": Confirmation.State.CERTIFIED, "was_certified": True}
    Confirmation.objects.filter(pk=word.pk).update(year=2568, **certified)
    later = boards.confirm(board, by=clerk)
    client.force_login(clerk)

    found = client.get(reverse("committee:board-detail", args=[board.pk]))

    assert (found.context["frozen"], found.context["confirmed"]) == (word, later)
    assert reverse("committee:confirmation-detail", args=[word.pk]) in found.content.decode()
    listed = page(client, clerk, word).context["others"]
    assert list(listed) == [later]


@pytest.mark.parametrize("years", [1, 3])
def test_comparison_costs_the_same_for_many_words(client, word, years, django_assert_num_queries):
    client.force_login(word.confirmed_by)
    facts = {name: getattr(word, name) for name in ("board", "confirmed_by", "snapshot")}
    for number in range(years):
        Confirmation.objects.create(year=2560 + number, **facts)

    with django_assert_num_queries(4):  # who asks; the word, members, other words
        client.get(reverse("committee:confirmation-detail", args=[word.pk]))

"""The secretary's seat follows the school's director; what was is kept, nobody is selected."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from committee.models import Board, Confirmation, Member, Seat
from committee.services import boards
from committee.services.secretary import follow_offices
from schoolcare.access import Role
from schoolcare.models import AuditEvent, Membership
from schoolcare.registry import daily_tasks
from tests.committee.making import SMALL_BOARD, TODAY, make_board
from tests.factories import make_user

pytestmark = pytest.mark.django_db
MOVED_IN = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def board():
    return make_board()


def direct(board, name="ผู้มาใหม่", **facts):
    user = make_user(school=board.school, first_name=name)
    Membership.objects.create(user=user, school=board.school, role=Role.DIRECTOR, **facts)
    return user


def history(board) -> list[tuple]:
    rows = board.members.filter(seat=Seat.SECRETARY).order_by("starts_on", "pk")
    return [(one.first_name, one.starts_on, one.left_on, one.left_reason) for one in rows]


def test_seat_stays_as_the_file_says_while_the_school_has_no_director(board):
    assert follow_offices() == 0
    assert history(board) == [("กรรมการ9", date(2025, 6, 1), None, "")]


def test_new_director_takes_the_seat_and_the_old_one_leaves_that_day(board):
    user = direct(board, starts_on=MOVED_IN)

    assert (follow_offices(), follow_offices()) == (1, 0)

    assert history(board) == [
        ("กรรมการ9", date(2025, 6, 1), MOVED_IN, "office"),
        ("ผู้มาใหม่", MOVED_IN, None, ""),
    ]
    new = board.members.get(user=user)
    assert (new.term_number, new.replaces, new.phone) == (None, None, user.phone)
    events = AuditEvent.objects.filter(actor_id=None).order_by("pk")
    assert [one.action for one in events] == ["member.update", "member.create"]


def test_director_of_tomorrow_takes_the_seat_tomorrow(board):
    direct(board, starts_on=TODAY + timedelta(days=1))
    assert follow_offices() == 0

    with time_machine.travel(TODAY + timedelta(days=1), tick=False):
        assert follow_offices() == 1
    assert [one[0] for one in history(board)] == ["กรรมการ9", "ผู้มาใหม่"]


def test_same_person_is_only_tied_to_the_staff(board):
    confirmed = boards.confirm(board, by=make_user(Role.CLERK, school=board.school))
    user = direct(board, "กรรมการ9")
    user.last_name = "ตัวอย่าง"
    user.save()

    follow_offices()

    confirmed.refresh_from_db()
    assert history(board) == [("กรรมการ9", date(2025, 6, 1), None, "")]
    assert board.members.get(seat=Seat.SECRETARY).user == user
    assert confirmed.state == Confirmation.State.SENT


def test_change_of_director_reopens_the_yearly_word(board):
    confirmed = boards.confirm(board, by=make_user(Role.CLERK, school=board.school))
    direct(board, starts_on=MOVED_IN)

    follow_offices()

    confirmed.refresh_from_db()
    assert confirmed.state == Confirmation.State.REOPENED


def test_director_who_left_without_a_successor_leaves_the_seat_vacant(board):
    direct(board, starts_on=date(2025, 10, 1), ends_on=date(2026, 9, 30))
    with time_machine.travel(date(2026, 1, 1), tick=False):
        follow_offices()
    confirmed = boards.confirm(board, by=make_user(Role.CLERK, school=board.school))

    follow_offices()

    assert history(board)[-1] == ("ผู้มาใหม่", date(2025, 10, 1), date(2026, 10, 1), "office")
    confirmed.refresh_from_db()
    assert confirmed.state == Confirmation.State.REOPENED
    assert not board.members.filter(seat=Seat.SECRETARY).seated(TODAY).exists()


def test_of_two_directors_at_once_the_one_who_began_last_sits(board):
    direct(board, "คนเดิม", starts_on=date(2024, 1, 1))
    direct(board, "คนใหม่", starts_on=MOVED_IN)

    follow_offices()

    sitting = board.members.filter(seat=Seat.SECRETARY).seated(TODAY)
    assert [one.first_name for one in sitting] == ["คนใหม่"]


def test_nobody_written_down_is_seated_from_the_term(board):
    Member.objects.filter(seat=Seat.SECRETARY).delete()
    direct(board, starts_on=date(2019, 10, 1))

    follow_offices()

    assert history(board) == [("ผู้มาใหม่", date(2025, 6, 1), None, "")]


@pytest.mark.parametrize(
    "facts",
    [
        {"ends_on": date(2026, 9, 30)},
        {"state": Board.State.DRAFT},
        {"starts_on": date(2026, 12, 1), "ends_on": date(2030, 11, 30)},
    ],
)
def test_board_outside_its_term_keeps_whom_it_has(facts):
    board = make_board(seats=SMALL_BOARD, **facts)
    direct(board, starts_on=MOVED_IN)

    assert follow_offices() == 0
    assert [one[0] for one in history(board)] == ["กรรมการ9"]


def test_opening_the_page_writes_nothing_and_the_yearly_word_does(client, board):
    director = direct(board, starts_on=MOVED_IN)
    client.force_login(director)

    page = client.get(reverse("committee:board-detail", args=[board.pk])).content.decode()
    assert "ต่อจาก นายกรรมการ9 ตัวอย่าง" in page
    assert len(history(board)) == 1

    client.post(reverse("committee:board-confirm", args=[board.pk]))

    said = Confirmation.objects.get()
    names = [one["first_name"] for one in said.snapshot["members"] if one["left_on"] is None]
    assert names[-1] == "ผู้มาใหม่"


def test_following_is_a_daily_task_of_few_queries(django_assert_num_queries):
    for _ in range(3):
        follow_once = make_board()
        direct(follow_once, "กรรมการ9")
    follow_offices()

    with django_assert_num_queries(3):  # boards, directors, secretaries
        daily_tasks["committee.follow_offices"]()

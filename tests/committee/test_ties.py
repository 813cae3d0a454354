"""Who lost the ground they sit on: told on the page of the board, at home, above as a count."""

from datetime import timedelta

import pytest
from django.urls import reverse

from committee.cards.boards import board_cards
from committee.checks import findings_of_member
from committee.models import Check, CheckRule, Member, Seat
from committee.reports import school_boards
from committee.ties import lapsed
from schoolcare.access import Role
from schoolcare.models import Membership, School
from students.models import Student
from tests.committee.making import TODAY, make_board, make_member
from tests.factories import make_classroom, make_guardian, make_school, make_student, make_user

pytestmark = pytest.mark.django_db
LEFT_STAFF = "ไม่เป็นบุคลากรของโรงเรียนแล้ว ตรวจว่ายังเป็นผู้แทนครูได้หรือไม่"


@pytest.fixture
def board():
    return make_board(seats=())


def parent(board, *, children: int = 1) -> Member:
    guardian = make_guardian(make_student(make_classroom(board.school)))
    for room in range(2, children + 1):
        student = make_student(make_classroom(board.school, room=room))
        guardian.guardianships.create(student=student, relation="มารดา")
    return make_member(board, Seat.PARENT, guardian=guardian)


def teacher(board, **ends) -> Member:
    user = make_user(school=board.school)
    Membership.objects.create(user=user, role=Role.TEACHER, school=board.school, **ends)
    return make_member(board, Seat.TEACHER, user=user)


def lost(day=TODAY) -> list[Member]:
    return list(lapsed(Member.objects.all(), day))


@pytest.mark.parametrize("status", [Student.Status.GRADUATED, Student.Status.MOVED])
def test_parent_lapses_with_the_last_child_alone(board, status):
    member = parent(board, children=2)
    pupils = Student.objects.order_by("pk")

    Student.objects.filter(pk=pupils[0].pk).update(status=status)
    assert lost() == []
    Student.objects.filter(pk=pupils[1].pk).update(status=status)
    assert lost() == [member]


def test_child_at_another_school_is_no_ground(board):
    member = parent(board)
    Student.objects.update(school=make_school())

    assert lost() == [member]


def test_teacher_lapses_the_day_after_the_last_post(board):
    member = teacher(board, ends_on=TODAY)

    assert lost() == []
    assert lost(TODAY + timedelta(days=1)) == [member]
    tomorrow = findings_of_member(member, TODAY + timedelta(days=1))
    assert [(one.check, one.severity, one.text) for one in tomorrow] == [
        ("teacher_post", "warn", LEFT_STAFF)
    ]


def test_post_as_member_of_the_board_makes_no_teacher(board):
    member = teacher(board, ends_on=TODAY - timedelta(days=1))
    member.user.memberships.create(role=Role.BOARD_MEMBER, school=board.school)

    assert lost() == [member]


def test_closed_account_and_post_elsewhere_are_no_ground(board):
    here, moved = teacher(board), teacher(board)
    here.user.is_active = False
    here.user.save()
    moved.user.memberships.update(school=make_school())

    assert lost() == [here, moved]


def test_nobody_lapses_where_nothing_is_tied_or_the_check_is_off(board):
    make_member(board, Seat.PARENT)
    make_member(board, Seat.TEACHER)
    assert lost() == []
    parent(board)
    Student.objects.update(status=Student.Status.GRADUATED)

    CheckRule.objects.filter(check_code=Check.PARENT_CHILD).update(severity="off")

    assert lost() == []


def test_office_is_told_how_many_and_never_who(client, board):
    member = parent(board)
    Student.objects.update(status=Student.Status.GRADUATED)
    [line] = school_boards(School.objects.all(), TODAY, with_ties=True)
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=board.school.district))

    page = client.get(reverse("committee:school-list")).content.decode()

    assert line.lapsed == 1
    assert "ควรตรวจ 1 คน" in page
    assert member.first_name not in page


def test_who_has_left_the_board_is_not_counted(board):
    parent(board)
    Student.objects.update(status=Student.Status.GRADUATED)
    Member.objects.update(left_on=TODAY)

    [line] = school_boards(School.objects.all(), TODAY, with_ties=True)
    assert line.lapsed == 0


def test_home_says_it_in_one_line(rf, board):
    parent(board)
    teacher(board, ends_on=TODAY - timedelta(days=1))
    Student.objects.update(status=Student.Status.GRADUATED)
    request = rf.get("/")
    request.user = make_user(Role.CLERK, school=board.school)
    request.workplace = type("Place", (), {"school": board.school, "today": TODAY})

    found = [one for one in board_cards(request) if "ผู้แทน" in one.title]

    assert [(one.title, one.count) for one in found] == [("กรรมการที่ควรตรวจว่ายังเป็นผู้แทนได้", 2)]


@pytest.mark.parametrize("schools", [1, 3])
def test_ties_of_many_schools_cost_no_query_more(schools, django_assert_num_queries):
    for _ in range(schools):
        parent(make_board(seats=()))
    rows = list(School.objects.all())

    with django_assert_num_queries(3):  # boards, seats, who sits
        school_boards(rows, TODAY, with_ties=True)

"""The parents' representative and the guardian of the pupil registry."""

import pytest
from django.urls import reverse

from committee.models import Board, Seat
from students.models import Student
from tests.committee.making import make_board, make_member
from tests.committee.test_board_pages import page
from tests.factories import make_classroom, make_guardian, make_student


@pytest.fixture
def parent(school):
    return make_member(make_board(school, seats=()), Seat.PARENT)


@pytest.fixture
def student(classroom):
    return make_student(classroom, first_name="มะลิ", last_name="ใจดี")


def search(client, user, member, words):
    client.force_login(user)
    return client.post(reverse("committee:member-guardian", args=[member.pk]), {"q": words})


def found(response):
    return [key for key, _label in response.context["form"].fields["guardian"].choices if key]


@pytest.mark.parametrize("words", ["คำปัน", "นางคำปัน มั่นคง", "มะลิ", "คำปัน มะลิ"])
def test_guardian_is_found_by_either_name(client, clerk, parent, student, words):
    guardian = make_guardian(student, first_name="คำปัน", last_name="มั่นคง")
    make_guardian(make_student(student.enrolments.get().classroom), first_name="อื่น")

    assert found(search(client, clerk, parent, words)) == [guardian.pk]


def test_guardian_of_a_pupil_who_left_is_not_found(client, clerk, parent, student):
    make_guardian(student, first_name="คำปัน")
    Student.objects.update(status=Student.Status.MOVED)

    answer = search(client, clerk, parent, "คำปัน")

    assert found(answer) == []
    assert "ไม่พบผู้ปกครอง" in answer.content.decode()


def test_guardian_of_another_school_is_neither_found_nor_taken(client, clerk, parent, stranger):
    elsewhere = make_guardian(make_student(), first_name="คำปัน")

    assert found(search(client, clerk, parent, "คำปัน")) == []
    url = reverse("committee:member-guardian", args=[parent.pk])
    assert client.post(url, {"guardian": elsewhere.pk}).status_code == 200
    parent.refresh_from_db()
    assert parent.guardian is None


def test_guardian_is_tied_and_untied(client, clerk, parent, student):
    guardian = make_guardian(student)
    client.force_login(clerk)
    url = reverse("committee:member-guardian", args=[parent.pk])

    client.post(url, {"guardian": guardian.pk})
    parent.refresh_from_db()
    assert parent.guardian == guardian

    client.post(url, {"guardian": ""})
    parent.refresh_from_db()
    assert parent.guardian is None


def test_guardian_who_is_tied_stands_on_the_page(client, clerk, parent, student):
    parent.guardian = make_guardian(student)
    make_guardian(student)
    parent.save()

    answer = page(client, clerk, "member-guardian", parent.pk)

    assert found(answer) == [parent.guardian_id]


@pytest.mark.parametrize(
    ("state", "words"),
    [(Board.State.PROPOSED, "เสนอแต่งตั้งแล้ว"), (Board.State.CANCELLED, "ชุดนี้ยกเลิกไปแล้ว")],
)
def test_refusal_stands_at_the_guardian(client, clerk, parent, state, words):
    Board.objects.update(state=state)
    guardian = make_guardian(make_student(make_classroom(parent.board.school)))
    client.force_login(clerk)

    url = reverse("committee:member-guardian", args=[parent.pk])
    answer = client.post(url, {"guardian": guardian.pk})

    assert words in str(answer.context["form"].errors["guardian"])
    parent.refresh_from_db()
    assert parent.guardian is None


def test_office_sees_no_pupils_and_ties_nobody(client, officer, parent):
    assert page(client, officer, "member-guardian", parent.pk).status_code == 404
    assert page(client, officer, "member-detail", parent.pk).context["may_link"] is False


@pytest.mark.parametrize("rows", [1, 3])
def test_search_costs_the_same_for_one_guardian_and_three(
    client, clerk, parent, rows, django_assert_num_queries
):
    for number in range(rows):
        classroom = make_classroom(parent.board.school, room=number + 1)
        make_guardian(make_student(classroom), first_name="คำปัน")
    client.force_login(clerk)
    url = reverse("committee:member-guardian", args=[parent.pk])

    with django_assert_num_queries(5):
        client.post(url, {"q": "คำปัน"})


def test_office_above_does_not_see_which_guardian_a_member_is(
    client, clerk, officer, parent, student
):
    parent.guardian = make_guardian(student)
    parent.save()

    assert page(client, clerk, "member-detail", parent.pk).context["guardian"] == parent.guardian
    assert page(client, officer, "member-detail", parent.pk).context["guardian"] is None

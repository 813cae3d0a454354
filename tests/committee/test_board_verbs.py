"""Appointing, giving up and confirming a board on screen; its scanned order; its history."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from committee.models import Board, Confirmation, Seat
from committee.services import boards, review
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from schoolcare.thai import thai_date
from tests.committee.making import SMALL_BOARD, make_board
from tests.committee.test_board_pages import errors, page, send
from tests.factories import make_user

LATER = {"starts_on": date(2029, 6, 1), "ends_on": date(2033, 5, 31)}


@pytest.fixture
def board(school):
    return make_board(school)


@pytest.fixture
def draft(school):
    return make_board(school, state=Board.State.DRAFT, order_number="", **LATER)


def test_stale_form_is_refused_with_both_values(client, clerk, board):
    client.force_login(clerk)
    url = reverse("committee:board-update", args=[board.pk])
    form = client.get(url).context["form"]
    shown = {one.html_name: one.value() for one in form if one.value() not in (None, "")}
    Board.objects.filter(pk=board.pk).update(order_number="1/2569")

    answer = client.post(url, shown | {"order_number": "2/2569"})

    board.refresh_from_db()
    assert board.order_number == "1/2569"
    assert [one["typed"] for one in answer.context["form"].differences] == ["2/2569"]


def test_order_is_kept_as_a_private_file(client, clerk, board):
    scan = SimpleUploadedFile("order.pdf", b"%PDF-1.7 order", "application/pdf")

    send(client, clerk, "board-update", board.pk, order_file=scan)

    answer = page(client, clerk, "board-order", board.pk)
    assert answer.getvalue() == b"%PDF-1.7 order"
    assert answer["Cache-Control"] == "private, no-store"


def test_board_without_a_scan_has_none_to_show(client, clerk, board):
    assert page(client, clerk, "board-order", board.pk).status_code == 404


def test_appointing_asks_for_order_and_first_day(client, clerk, draft):
    answer = send(client, clerk, "board-appoint", draft.pk, order_number="", starts_on="")

    assert errors(answer) == {
        "order_number": ["กรุณากรอกคำสั่งที่"],
        "starts_on": ["กรุณากรอกวันเริ่มวาระ"],
    }


def test_appointing_writes_the_order(client, clerk, draft):
    send(client, clerk, "board-appoint", draft.pk, order_number="9/2572", ends_on="")

    draft.refresh_from_db()
    assert (draft.state, draft.order_number) == (Board.State.APPOINTED, "9/2572")
    assert draft.ends_on == date(2033, 5, 31)


def test_cancelled_board_takes_no_change(client, clerk, draft):
    client.force_login(clerk)
    client.post(reverse("committee:board-cancel", args=[draft.pk]))

    draft.refresh_from_db()
    assert draft.state == Board.State.CANCELLED
    answer = send(client, clerk, "board-update", draft.pk, order_number="1/2572")
    assert errors(answer) == {"__all__": ["คณะกรรมการชุดนี้ยกเลิกไปแล้ว"]}


def test_appointed_board_is_not_given_up(client, clerk, board):
    client.force_login(clerk)

    answer = client.post(reverse("committee:board-cancel", args=[board.pk]))

    board.refresh_from_db()
    assert board.state == Board.State.APPOINTED
    assert "ยกเลิกไม่ได้" in answer.context["refusal"]


def test_director_confirms_after_seeing_what_it_covers(client, director, board):
    shown = page(client, director, "board-confirm", board.pk).content.decode()
    assert [f"กรรมการ{number}" in shown for number in range(1, 9)] == [True] * 8

    client.post(reverse("committee:board-confirm", args=[board.pk]))

    said = Confirmation.objects.get()
    assert (said.board, said.confirmed_by, said.state) == (board, director, "sent")
    assert page(client, director, "registry").context["may_say"] is False


def test_clerk_does_not_confirm(client, clerk, board):
    assert page(client, clerk, "board-confirm", board.pk).status_code == 403
    assert page(client, clerk, "registry").context["may_say"] is False


def test_vacancy_is_confirmed_as_it_is(client, director, school):
    board = make_board(school, seats=SMALL_BOARD[1:])
    client.force_login(director)

    client.post(reverse("committee:board-confirm", args=[board.pk]))

    assert Confirmation.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"order_number": ""}, "ยังยืนยันไม่ได้ กรอกก่อน: เลขที่คำสั่ง"),
        ({"student_count": None}, "ยังยืนยันไม่ได้ กรอกก่อน: จำนวนนักเรียน"),
        ({"state": "draft"}, "ยืนยันได้เมื่อบันทึกคำสั่งแต่งตั้งแล้ว"),
    ],
)
def test_registry_without_its_facts_is_not_confirmed(client, director, school, fields, words):
    board = make_board(school, **fields)
    client.force_login(director)

    answer = client.post(reverse("committee:board-confirm", args=[board.pk]))

    assert (answer.context["refusal"], Confirmation.objects.count()) == (words, 0)


def test_history_tells_changes_and_no_looks(client, clerk, school, board):
    member = board.members.get(seat=Seat.PARENT)
    member.email, member.organization = "somebody@school.example", "กลุ่มแม่บ้าน"
    boards.update_member(member, by=clerk)
    page(client, clerk, "member-detail", member.pk)
    community = make_user(Role.COMMUNITY_HEAD, school=school)

    lines = page(client, clerk, "board-detail", board.pk).context["history"]
    bare = page(client, community, "board-detail", board.pk).context["history"]

    assert AuditEvent.objects.filter(action="member.view").count() == 1
    assert [one.label for one in lines] == ["แก้ไขกรรมการสถานศึกษา"]
    assert "กลุ่มแม่บ้าน" in lines[0].details
    assert "somebody" not in lines[0].details
    assert [one.details for one in bare] == [""]


def test_remarks_of_the_office_stand_where_they_are_mended(client, clerk, director, officer, board):
    member = board.members.get(seat=Seat.PARENT)
    said = boards.confirm(board, by=director)
    review.add_remark(said, field="phone", text="ติดต่อไม่ได้", member=member, by=officer)
    review.send_back(said, by=officer)

    shown = page(client, clerk, "board-detail", board.pk).context
    form = page(client, clerk, "member-update", member.pk).context["form"]

    today = thai_date(timezone.localdate())
    words = f"ส่งกลับแก้ไข {today}: นายกรรมการ2 ตัวอย่าง โทรศัพท์: ติดต่อไม่ได้"
    assert shown["missing"] == [words]
    told = [row.member for row in shown["seating"].rows if row.remarks]
    assert told == [member]
    assert "ข้อทักท้วง: ติดต่อไม่ได้" in form.fields["phone"].help_text

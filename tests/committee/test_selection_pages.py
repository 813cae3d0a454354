"""The school's pages from opening a selection to the office's answer."""

from datetime import date

import pytest
from django.urls import reverse

from committee.cards.orders import returned_counts
from committee.models import Board, Member, OrderLine, Seat, Selection
from committee.services import selection
from schoolcare.access import Role
from schoolcare.waiting import counted_cards
from tests.committee.board_files import NUMBER, ORDER, ORDERED, START, bring_in, problems, row
from tests.committee.making import make_board
from tests.committee.order_making import (
    ask_for,
    make_candidate,
    make_selecting,
    propose,
    warnings,
)
from tests.committee.order_making import draft as put_on_draft
from tests.committee.test_board_pages import errors, page, send
from tests.factories import make_classroom, make_student, make_user

State = Board.State
DAYS = {"announced_on": "1/11/2569", "apply_from": "2/11/2569", "apply_until": "16/11/2569"}


@pytest.fixture
def draft(school):
    return make_selecting(school, state=State.DRAFT, student_count=None, seats=())


@pytest.fixture
def board(school):
    return make_selecting(school)


def at_home(rf, user, school):
    """What the home page asks the cards with; who may do what is known before."""
    request = rf.get("/")
    request.user = user
    request.workplace = type("Place", (), {"school": school, "district": school.district})()
    assert request.user.access
    return request


def test_opening_offers_the_schools_own_count_and_shows_the_plan(client, clerk, school, draft):
    classroom = make_classroom(school)
    for _ in range(2):
        make_student(classroom)
    form = page(client, clerk, "board-select", draft.pk).context["form"]
    assert form.initial["student_count"] == 2

    send(client, clerk, "board-select", draft.pk, meeting_on="๒๐/๑๑/๒๕๖๙", **DAYS)

    shown = page(client, clerk, "board-detail", draft.pk)
    draft.refresh_from_db()
    assert (draft.state, draft.student_count) == (State.SELECTING, 2)
    assert Selection.objects.get().meeting_on == date(2026, 11, 20)
    assert shown.context["progress"].plan[0].seat == Seat.PARENT
    for slug in ("selection-announcement", "nomination-form", "consent-to-serve"):
        assert f"/{slug}/" in shown.text


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"apply_until": "1/11/2569"}, {"apply_until": ["วันสุดท้ายต้องไม่ก่อนวันแรก"]}),
        (
            {"meeting_on": "10/11/2569"},
            {"meeting_on": ["ประชุมคัดเลือกต้องไม่ก่อนวันสุดท้ายที่รับสมัครหรือเสนอชื่อ"]},
        ),
        ({"student_count": ""}, {"student_count": ["กรอกจำนวนนักเรียน เพื่อรู้ว่ามีกรรมการกี่คน"]}),
    ],
)
def test_opening_refuses_what_cannot_be(client, clerk, draft, typed, wrong):
    answer = send(client, clerk, "board-select", draft.pk, **{"student_count": 9} | DAYS | typed)

    draft.refresh_from_db()
    assert (errors(answer), draft.state) == (wrong, State.DRAFT)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (State.DRAFT, (["now", "", "", ""], "เริ่มสรรหา")),
        (State.SELECTING, (["done", "now", "", ""], "เสนอแต่งตั้ง")),
        (State.RETURNED, (["done", "now", "", ""], "เสนอแต่งตั้ง")),
        (State.PROPOSED, (["done", "done", "now", ""], "")),
    ],
)
def test_line_of_steps_and_one_next_action(client, director, school, state, told):
    board = make_selecting(school, state=state)

    progress = page(client, director, "board-detail", board.pk).context["progress"]

    assert ([step.mark for step in progress.steps], progress.label) == told


def test_appointed_board_has_no_line_of_steps(client, director, school):
    assert page(client, director, "board-detail", make_board(school).pk).context["progress"] is None


def test_page_of_proposal_says_what_blocks_and_sends_nothing(client, director, school):
    board = make_selecting(school, seats=[Seat.CHAIR])
    client.force_login(director)
    url = reverse("committee:board-propose", args=[board.pk])

    answer = client.post(url, {"accept": "on"})

    board.refresh_from_db()
    assert "มีกรรมการ 2 จาก 9 ตำแหน่ง" in answer.context["lacking"]
    assert reverse("committee:member-create", args=[board.pk]) in answer.text
    assert (board.state, OrderLine.objects.count()) == (State.SELECTING, 0)


def test_warnings_are_ticked_and_kept(client, director, board):
    url = reverse("committee:board-propose", args=[board.pk])
    client.force_login(director)
    told = warnings(board)
    mark = client.get(url).context["form"].mark

    refused = client.post(url, {"seen_warnings": mark})
    client.post(url, {"seen_warnings": mark, "accept": "on"})

    assert errors(refused) == {"accept": [selection.ACCEPT]}
    line = OrderLine.objects.get()
    assert (line.warnings, line.asked_by) == (told, director)


def test_warning_that_came_since_is_shown_again(client, director, board):
    url = reverse("committee:board-propose", args=[board.pk])
    client.force_login(director)
    mark = client.get(url).context["form"].mark
    Member.objects.filter(board=board, seat=Seat.ALUMNI).update(birth_date=date(2015, 1, 1))

    answer = client.post(url, {"seen_warnings": mark, "accept": "on"})

    assert "คำเตือนเปลี่ยนไป" in " ".join(errors(answer)["__all__"])
    assert not OrderLine.objects.exists()


def test_clerk_looks_and_the_director_proposes(client, clerk, director, board):
    url = reverse("committee:board-propose", args=[board.pk])
    client.force_login(clerk)

    shown = client.get(url)
    client.post(url, {"seen_warnings": shown.context["form"].mark, "accept": "on"})

    board.refresh_from_db()
    assert (shown.context["may_propose"], board.state) == (False, State.SELECTING)


def test_returned_board_says_why_on_its_page_and_at_home(client, rf, clerk, officer, board):
    selection.send_back(propose(board, officer), reason="ขาดหนังสือยินยอม", by=officer)

    cards = list(counted_cards(at_home(rf, clerk, board.school), [returned_counts]))
    shown = page(client, clerk, "board-detail", board.pk)

    assert [(one.count, one.text, one.url) for one in cards] == [
        (1, "ขาดหนังสือยินยอม", reverse("committee:board-detail", args=[board.pk]))
    ]
    assert [one.close_reason for one in shown.context["asked"].returned] == ["ขาดหนังสือยินยอม"]
    propose(board, officer)
    assert list(counted_cards(at_home(rf, clerk, board.school), [returned_counts])) == []


def test_card_costs_one_query(rf, clerk, officer, board, django_assert_num_queries):
    selection.send_back(propose(board, officer), reason="ขาดหนังสือยินยอม", by=officer)
    request = at_home(rf, clerk, board.school)

    with django_assert_num_queries(1):
        assert len(list(counted_cards(request, [returned_counts]))) == 1


def test_candidate_is_typed_asked_for_and_locked(client, director, school):
    board = make_board(school)
    gone = make_candidate(board).replaces
    Member.objects.filter(awaits_order=True).delete()
    client.force_login(director)
    url = reverse("committee:candidate-create", args=[board.pk], query={"replaces": gone.pk})
    form = client.get(url).context["form"]
    shown = {one.html_name: one.value() for one in form if one.value() not in (None, "", False)}

    client.post(url, shown | {"first_name": "ใหม่", "last_name": "มา", "starts_on": "1/1/2569"})
    found = Member.objects.get(awaits_order=True)
    send(client, director, "member-propose", found.pk, accept="on")

    assert (found.starts_on, found.replaces, found.seat) == (None, gone, Seat.COMMUNITY)
    assert OrderLine.objects.get().member == found
    answer = send(client, director, "member-update", found.pk, phone="0812345678")
    assert "แก้ไของค์ประกอบไม่ได้" in str(errors(answer))


def test_candidate_is_dropped_before_the_office_is_asked(client, clerk, director, school):
    candidate = make_candidate(make_board(school))
    url = reverse("committee:candidate-drop", args=[candidate.pk])
    line = ask_for(candidate, director)
    client.force_login(clerk)

    assert "แก้ไของค์ประกอบไม่ได้" in client.post(url).context["refusal"]
    line.delete()
    client.post(url)

    assert not Member.objects.filter(pk=candidate.pk).exists()


def test_who_sits_is_not_dropped(client, clerk, school):
    member = make_board(school).members.get(seat=Seat.ALUMNI)
    client.force_login(clerk)

    answer = client.post(reverse("committee:candidate-drop", args=[member.pk]))

    assert "ดำรงตำแหน่งแล้ว" in answer.context["refusal"]


def test_candidate_of_a_board_in_the_making_is_an_ordinary_member(client, clerk, board):
    answer = page(client, clerk, "candidate-create", board.pk)

    assert answer.url == reverse("committee:member-create", args=[board.pk])


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"field": "ends_on", "right": "อังคาร"}, "right"),
        ({"field": "last_name", "right": "ใหม่"}, "member"),
        ({"field": "ends_on", "right": "31/5/2572"}, "right"),
        ({"field": "", "right": "ก"}, "field"),
    ],
)
def test_correction_that_cannot_be_is_told(client, director, school, typed, wrong):
    board = make_board(school)

    answer = send(client, director, "correction-ask", board.pk, **typed)

    assert list(errors(answer)) == [wrong]


def test_correction_fills_in_what_the_registry_says(client, director, school):
    board = make_board(school)

    send(client, director, "correction-ask", board.pk, field="ends_on", right="๓๐/๖/๒๕๗๒")

    line = OrderLine.objects.get()
    assert (line.wrong, line.right) == ("2029-05-31", "2029-06-30")
    assert line.right_words == "30 มิ.ย. 2572"


def test_removal_is_asked_by_the_director(client, clerk, director, school):
    member = make_board(school).members.get(seat=Seat.EXPERT)
    typed = {"left_on": "1/12/2569", "left_reason": "removed"}

    refused = send(client, clerk, "removal-ask", member.pk, **typed)
    send(client, director, "removal-ask", member.pk, **typed)

    assert errors(refused)["__all__"] == [selection.NOT_YOURS]
    assert OrderLine.objects.get().left_on == date(2026, 12, 1)


def test_page_of_a_candidate_says_that_it_waits(client, clerk, director, school):
    candidate = make_candidate(make_board(school))

    before = page(client, clerk, "member-detail", candidate.pk).text
    ask_for(candidate, director)
    after = page(client, clerk, "member-detail", candidate.pk).text

    assert ("ยังไม่ได้เสนอ" in before, "รอหน่วยงานต้นสังกัดออกคำสั่ง" in after) == (True, True)


def test_supervisor_and_teacher_open_nothing(client, school, board):
    for role in (Role.TEACHER, Role.COMMUNITY_HEAD):
        user = make_user(role, school=school)
        assert page(client, user, "board-propose", board.pk).status_code == 403


@pytest.mark.parametrize("is_office", [False, True])
def test_file_of_the_school_leaves_a_proposed_board_alone(school, is_office):
    board = make_board(school, state=State.PROPOSED, order_number="", starts_on=None)
    place = school.district if is_office else school
    new = row({ORDER: "", ORDERED: "", START: "", NUMBER: ""}, school=school)

    plan = bring_in(place, new)

    assert ("เสนอแต่งตั้งแล้ว" in str(problems(plan))) is not is_office
    assert board.members.count() == 9 + is_office


def test_order_in_a_file_ends_the_proposal(school, officer):
    board = make_selecting(school, ends_on=date(2029, 5, 31))
    line = propose(board, officer)

    bring_in(school, row({}, school=school))

    board.refresh_from_db()
    line.refresh_from_db()
    assert (board.state, line.closed_at is not None) == (State.APPOINTED, True)


def withdraw(client, user, line):
    client.force_login(user)
    return client.post(reverse("committee:line-withdraw", args=[line.pk]), follow=True)


def test_director_takes_the_proposal_back(client, director, board):
    line = propose(board, director)
    url = reverse("committee:line-withdraw", args=[line.pk])
    assert url in page(client, director, "board-detail", board.pk).text

    answer = withdraw(client, director, line)

    board.refresh_from_db()
    assert "ถอนเรื่องแล้ว" in answer.text
    assert (board.state, url in answer.text) == (State.SELECTING, False)


def test_clerk_is_offered_no_withdrawal_of_the_directors(client, clerk, director, board):
    line = propose(board, director)

    answer = withdraw(client, clerk, line)

    assert "ผู้อำนวยการเป็นผู้ถอนเรื่องที่เสนอ" in answer.text
    assert reverse("committee:line-withdraw", args=[line.pk]) not in answer.text


def test_what_is_on_an_order_is_told_and_stays(client, director, officer, school):
    board = make_board(school)
    line = ask_for(make_candidate(board), director)
    assert reverse("committee:line-withdraw", args=[line.pk]) in (
        page(client, director, "board-detail", board.pk).text
    )
    put_on_draft(officer, line)

    answer = withdraw(client, director, line)

    assert "ถอนไม่ได้ โปรดติดต่อเจ้าหน้าที่" in answer.text
    assert "อยู่ในร่างคำสั่งของหน่วยงานต้นสังกัดแล้ว" in answer.text


def test_proposed_board_offers_the_school_no_change_of_members(client, clerk, officer, board):
    adding = reverse("committee:member-create", args=[board.pk])
    cancelling = reverse("committee:board-cancel", args=[board.pk])
    propose(board, officer)

    of_school = page(client, clerk, "board-detail", board.pk).text
    of_office = page(client, officer, "board-detail", board.pk).text

    assert [adding in text for text in (of_school, of_office)] == [False, True]
    assert [cancelling in text for text in (of_school, of_office)] == [False, False]


def test_what_was_asked_is_told_in_full(client, director, school):
    board = make_board(school)
    chair = board.members.get(seat=Seat.CHAIR)
    facts = {"member": chair, "field": "last_name", "wrong": "ผิดเดิม", "right": "ที่ถูก"}
    selection.ask_correction(OrderLine(board=board, **facts), by=director)

    shown = page(client, director, "board-detail", board.pk).text

    assert "ผิดเดิม → ที่ถูก" in shown


def test_what_the_registry_cannot_hold_is_told_when_it_is_asked_for(client, director, school):
    board = make_board(school)
    chair = board.members.get(seat=Seat.CHAIR)
    typed = {"member": chair.pk, "field": "title", "right": "ท" * 51}

    answer = send(client, director, "correction-ask", board.pk, **typed)

    assert errors(answer) == {"right": ["คำนำหน้ายาวได้ไม่เกิน 50 ตัวอักษร"]}
    assert not OrderLine.objects.exists()

"""The office's review: remarks, ส่งกลับแก้ไข, รับรอง, one by one and all that are ready."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from committee.cards.offices import review_cards
from committee.models import Confirmation, Member, Remark, Seat
from committee.reports import school_boards
from committee.services import boards as services
from committee.services import review
from schoolcare.access import Permission, Role
from schoolcare.middleware import Workplace
from schoolcare.models import AuditEvent, School, User
from tests.committee.making import SMALL_BOARD, make_board
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
State = Confirmation.State


@pytest.fixture
def board(school, director):
    made = make_board(school)
    services.confirm(made, by=director)
    return made


@pytest.fixture
def said(board):
    return board.confirmations.get()


def state(confirmation):
    return Confirmation.objects.get(pk=confirmation.pk).state


def object_to(confirmation, officer, **fields):
    facts = {"field": "order", "text": "เลขคำสั่งไม่ตรงสำเนา", "member": None}
    return review.add_remark(confirmation, by=officer, **facts | fields)


def url(name, row):
    return reverse(f"committee:{name}", args=[row.pk])


# ---- services ------------------------------------------------------------------------------------


def test_registry_is_sent_back_with_its_remarks(board, said, officer):
    chair = board.members.get(seat=Seat.CHAIR)
    object_to(said, officer, member=chair, field="phone", text="ติดต่อไม่ได้")
    assert list(review.open_remarks(board)) == []  # not before it is sent back

    review.send_back(said, by=officer)

    assert state(said) == State.RETURNED
    assert [(one.member, one.text) for one in review.open_remarks(board)] == [(chair, "ติดต่อไม่ได้")]
    event = AuditEvent.objects.get(action="board.return")
    assert (event.school_id, event.changes) == (board.school_id, {"year": said.year, "remarks": 1})


def test_confirmed_anew_the_school_has_nothing_to_mend_and_the_office_something_to_settle(
    board, said, officer, director
):
    object_to(said, officer)
    review.send_back(said, by=officer)

    again = services.confirm(board, by=director)

    assert again.state == State.SENT
    assert review.open_remarks(board).count() == 0
    assert review.unsettled_remarks(board).count() == 1
    review.certify(again, by=officer)
    assert review.unsettled_remarks(board).count() == 0


def test_nothing_is_sent_back_without_a_remark(said, officer):
    with pytest.raises(ValidationError, match="ข้อทักท้วง"):
        review.send_back(said, by=officer)
    assert state(said) == State.SENT


def test_certified_registry_can_still_be_sent_back(said, officer):
    review.certify(said, by=officer)
    object_to(said, officer)

    review.send_back(said, by=officer)

    assert state(said) == State.RETURNED


def test_certifying_is_recorded_with_who_and_when(board, said, officer):
    done = review.certify(said, by=officer)

    assert (done.state, done.reviewed_by, done.self_certified) == (State.CERTIFIED, officer, False)
    assert done.reviewed_at
    event = AuditEvent.objects.get(action="board.certify")
    assert (event.target_id, event.actor_id) == (str(board.pk), officer.pk)


def test_open_remark_or_vacancy_stops_certifying(board, said, officer, director):
    remark = object_to(said, officer)
    with pytest.raises(ValidationError, match="ข้อทักท้วง"):
        review.certify(said, by=officer)
    review.settle_remark(remark, by=officer)
    services.leave(
        board.members.get(seat=Seat.ALUMNI), on=date(2026, 11, 1), reason="died", by=director
    )
    again = services.confirm(board, by=director)
    with pytest.raises(ValidationError, match="ผู้แทนศิษย์เก่า 1"):
        review.certify(again, by=officer)


def test_confirmation_that_was_reopened_is_not_certified(board, said, officer, director):
    chair = board.members.get(seat=Seat.CHAIR)
    chair.first_name = "ใหม่"
    services.update_member(chair, by=director)

    with pytest.raises(ValidationError, match="ไม่ได้รอตรวจ"):
        review.certify(said, by=officer)


def test_who_confirmed_does_not_certify_while_somebody_else_may(school, officer):
    both = make_user(Role.DIRECTOR, school=school)
    both.memberships.create(role=Role.DISTRICT_OFFICER, district=school.district)
    said = services.confirm(make_board(school), by=both)
    with pytest.raises(ValidationError, match="คนอื่น"):
        review.certify(said, by=both)

    officer.memberships.all().delete()

    assert review.certify(said, by=both).self_certified


def test_remark_on_a_member_of_another_board_is_refused(said, officer):
    stranger = make_board(make_school()).members.first()

    with pytest.raises(ValidationError, match="ไม่ได้อยู่ในชุดนี้"):
        object_to(said, officer, member=stranger, field="phone")


@pytest.mark.parametrize(("field", "on_member"), [("phone", False), ("order", True)])
def test_remark_is_on_a_field_of_its_kind(board, said, officer, field, on_member):
    member = board.members.first() if on_member else None

    with pytest.raises(IntegrityError):
        Remark.objects.create(
            confirmation=said, member=member, field=field, text="ผิด", made_by=officer
        )


# ---- all that are ready --------------------------------------------------------------------------


@pytest.fixture
def five(school, officer):
    """Ready; not confirmed; with a vacancy; objected to; of another district."""
    district = school.district
    made = {
        name: make_board(make_school(district=district, name=name))
        for name in ("พร้อม", "ไม่ยืนยัน", "ทักท้วง")
    }
    made["ขาด"] = make_board(make_school(district=district, name="ขาด"), seats=SMALL_BOARD[1:])
    made["เขตอื่น"] = make_board(make_school(name="เขตอื่น"))
    confirmer = make_user(Role.DIRECTOR, school=school)
    for name in made.keys() - {"ไม่ยืนยัน"}:
        services.confirm(made[name], by=confirmer)
    object_to(made["ทักท้วง"].confirmations.get(), officer)
    return made


def test_only_ready_registries_of_the_own_district_are_certified_at_once(client, officer, five):
    client.force_login(officer)
    asked = client.get(reverse("committee:certify-all"))
    assert [one.school.name for one in asked.context["ready"]] == ["พร้อม"]

    client.post(reverse("committee:certify-all"))

    states = dict(Confirmation.objects.values_list("board__school__name", "state"))
    assert states == {"พร้อม": "certified", "ขาด": "sent", "ทักท้วง": "sent", "เขตอื่น": "sent"}
    assert AuditEvent.objects.filter(action="board.certify").count() == 1


def test_own_confirmations_are_left_to_somebody_else(client, officer, five):
    Confirmation.objects.update(confirmed_by=officer)
    make_user(Role.SUPERVISOR, district=five["พร้อม"].school.district)
    client.force_login(officer)

    page = client.post(reverse("committee:certify-all"), follow=True)

    assert not Confirmation.objects.filter(state=State.CERTIFIED).exists()
    assert "เหลือ 1 โรงเรียนที่คุณเป็นผู้ยืนยันเอง" in page.content.decode()


def test_what_was_objected_to_a_moment_ago_is_not_certified_with_the_rest(officer, five):
    schools = School.objects.filter(district=five["พร้อม"].school.district)
    looked_at = school_boards(schools, timezone.localdate())
    object_to(five["พร้อม"].confirmations.get(), officer)

    assert review.certify_all(looked_at, by=officer) == (0, 0)


# ---- pages ---------------------------------------------------------------------------------------


def test_certified_word_is_told_as_such_after_a_change(client, board, said, officer, director):
    review.certify(said, by=officer)
    member = board.members.get(seat=Seat.PARENT)
    member.first_name = "ชื่อใหม่"
    services.update_member(member, by=director)
    again = services.confirm(board, by=director)
    client.force_login(director)

    shown = client.get(board.get_absolute_url())
    then = client.get(url("confirmation-detail", said))

    assert (shown.context["frozen"], shown.context["confirmed"]) == (said, again)
    assert "รับรองแล้ว · เปิดแก้ไขหลังยืนยัน" in shown.text
    assert f"รับรองแล้วโดย {officer.full_name}" in then.text


def test_word_that_was_sent_back_is_told_as_such(client, board, said, officer, director):
    object_to(said, officer)
    review.send_back(said, by=officer)
    services.confirm(board, by=director)
    client.force_login(director)

    then = client.get(url("confirmation-detail", said))

    assert f"ส่งกลับแก้ไขโดย {officer.full_name}" in then.text
    assert "รับรองแล้ว" not in then.text


def test_page_shows_what_was_confirmed_beside_today(client, board, said, officer):
    chair = board.members.get(seat=Seat.CHAIR)
    Member.objects.filter(pk=chair.pk).update(first_name="คนใหม่", phone="0800001234")
    board.order_number = "200/2569"
    board.save()
    client.force_login(officer)

    text = client.get(url("board-review", board)).content.decode()

    for words in ("ตอนยืนยัน 114/2568", "คนใหม่", "เดิม นายกรรมการ1 ตัวอย่าง", "08x-xxx-x234"):
        assert words in text


def test_remark_is_written_once_and_sent_back_from_the_page(client, board, said, officer):
    client.force_login(officer)
    typed = {"member": board.members.first().pk, "field": "phone", "text": "ติดต่อไม่ได้"}
    typed["key"] = str(uuid.uuid4())
    for _ in range(2):
        client.post(url("remark-create", said), typed)
    page = client.get(url("board-review", board)).content.decode()
    assert "โทรศัพท์: ติดต่อไม่ได้" in page

    client.post(url("confirmation-return", said))

    assert (Remark.objects.count(), state(said)) == (1, State.RETURNED)


def test_remark_on_the_wrong_thing_is_explained(client, board, said, officer):
    client.force_login(officer)
    typed = {"field": "phone", "text": "ติดต่อไม่ได้", "key": str(uuid.uuid4())}

    page = client.post(url("remark-create", said), typed)

    assert "เลือกกรรมการก่อน" in page.content.decode()
    assert Remark.objects.count() == 0


def test_refusal_is_told_on_the_page(client, board, said, officer):
    client.force_login(officer)

    page = client.post(url("confirmation-return", said), follow=True)

    assert "เขียนข้อทักท้วงอย่างน้อยหนึ่งข้อ" in page.content.decode()


def test_office_of_another_district_finds_nothing_and_a_director_may_not(client, board, said):
    remark = object_to(said, make_user(Role.DISTRICT_OFFICER, district=board.school.district))
    rows = [("remark-create", said), ("confirmation-return", said), ("confirmation-certify", said)]
    rows += [("remark-settle", remark)]
    for person, status in (
        (make_user(Role.DISTRICT_OFFICER, district=make_school().district), 404),
        (make_user(Role.DIRECTOR, school=board.school), 403),
    ):
        client.force_login(person)
        assert client.get(url("board-review", board)).status_code == status
        assert {client.post(url(*row)).status_code for row in rows} == {status}


def test_review_takes_the_same_queries_for_any_number_of_members(
    client, board, said, officer, django_assert_num_queries
):
    client.force_login(officer)
    client.get(url("board-review", board))
    with django_assert_num_queries(8):
        client.get(url("board-review", board))
    board.members.filter(seat__gt=Seat.PARENT).delete()
    with django_assert_num_queries(8):
        client.get(url("board-review", board))


def test_school_sees_what_to_mend_beside_its_member(client, board, said, officer, director):
    chair = board.members.get(seat=Seat.CHAIR)
    object_to(said, officer, member=chair, field="phone", text="ติดต่อไม่ได้")
    object_to(said, officer, text="ไม่ตรงสำเนา")
    client.force_login(director)
    assert "ติดต่อไม่ได้" not in client.get(board.get_absolute_url()).content.decode()

    review.send_back(said, by=officer)

    page = client.get(board.get_absolute_url()).content.decode()
    assert f"{chair} โทรศัพท์: ติดต่อไม่ได้" in page  # above
    assert "ส่งกลับแก้ไข: โทรศัพท์: ติดต่อไม่ได้" in page  # beside
    assert page.count("ไม่ตรงสำเนา") == 1


# ---- what waits, on the home page ----------------------------------------------------------------


def cards(person, rf):
    request = rf.get("/")
    request.user, request.workplace = person, Workplace(request)
    return {card.title: (card.count, card.url) for card in review_cards(request)}


def test_home_counts_what_waits_for_the_office(officer, five, rf):
    found = cards(officer, rf)

    at = reverse("committee:school-list")
    assert found == {
        "ทะเบียนคณะกรรมการรอตรวจ": (3, f"{at}?confirmed=sent"),
        "โรงเรียนที่ทะเบียนยังไม่ครบ": (2, f"{at}?status=missing"),  # the vacancy; one without a board
    }


def test_home_counts_nothing_for_a_school(director, five, rf):
    assert cards(director, rf) == {}


def test_home_asks_four_queries_for_any_number_of_schools(
    officer, five, rf, django_assert_num_queries
):
    assert officer.access.allows(Permission.BOARD_REVIEW)
    with django_assert_num_queries(4):
        cards(officer, rf)


INCOMPLETE = "โรงเรียนที่ทะเบียนยังไม่ครบ"


def test_incomplete_agrees_with_the_list_on_every_fate(rf):
    call_command("demo", schools=50, students=50)
    officer = User.objects.get(username="s001.officer")
    today = timezone.localdate()

    lines = school_boards(School.objects.all(), today)

    told = sum(not one.verdict.is_done for one in lines)
    assert cards(officer, rf)[INCOMPLETE][0] == told == 14


def test_incomplete_without_any_board_is_every_school(officer, school, rf):
    make_school(district=school.district)

    assert cards(officer, rf)[INCOMPLETE][0] == 2

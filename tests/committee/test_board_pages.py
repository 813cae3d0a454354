"""The registry of a school on screen: who sees what, what is done to a board."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from committee.models import Board, RuleSet, Seat
from schoolcare.access import Role
from schoolcare.models import Membership
from tests.committee.making import SMALL_BOARD, make_board, make_member
from tests.factories import make_classroom, make_school, make_student, make_user

PDF = b"%PDF-1.7 order"
FORM = {"rule_set": "", "starts_on": "1/6/2572", "order_number": "๙/2572"}


@pytest.fixture
def board(school):
    return make_board(school)


@pytest.fixture
def community(school):
    return make_user(Role.COMMUNITY_HEAD, school=school)


def page(client, user, name, pk=None):
    client.force_login(user)
    return client.get(reverse(f"committee:{name}", args=[] if pk is None else [pk]))


def send(client, user, name, pk, **fields):
    """The form as the page shows it, with these fields typed over."""
    client.force_login(user)
    url = reverse(f"committee:{name}", args=[pk])
    form = client.get(url).context["form"]
    shown = {one.html_name: one.value() for one in form}
    shown = {key: one for key, one in shown.items() if one not in (None, "", False)}
    return client.post(url, shown | fields)


def errors(response):
    return {name: list(words) for name, words in response.context["form"].errors.items()}


def test_registry_shows_the_board_that_counts(client, clerk, board):
    make_board(board.school, number=9, state=Board.State.DRAFT, ends_on=date(2033, 5, 31))

    shown = page(client, clerk, "registry")

    assert shown.context["board"] == board
    assert shown.context["coming"].number == 9


def test_registry_leads_back_to_what_is_above_it(client, clerk, officer, school, board):
    other = make_board(school, state="draft", number=9, ends_on=date(2033, 5, 31))

    def back(user, name, pk=None):
        crumbs = page(client, user, name, pk).context["crumbs"]
        return [str(url) for _label, url in crumbs if url][-1]

    assert back(clerk, "registry") == back(clerk, "board-detail", board.pk) == "/"
    assert back(clerk, "board-detail", other.pk) == reverse("committee:registry")
    assert back(officer, "school-registry", school.pk) == reverse("committee:registry")


def test_paper_with_a_long_name_has_a_short_button(client, clerk, board):
    html = page(client, clerk, "registry").content.decode()

    assert "</svg>พิมพ์ทะเบียน</a>" in html


def test_registry_without_a_board_says_what_to_do(client, clerk, community, school):
    create = reverse("committee:board-create", args=[school.pk])

    assert create in page(client, clerk, "registry").content.decode()
    assert create not in page(client, community, "registry").content.decode()


def test_registry_of_an_office_leads_to_its_schools(client, officer, board):
    answer = page(client, officer, "registry")

    assert (answer.status_code, answer.url) == (302, reverse("committee:school-list"))


def test_registry_of_a_school_without_the_right_says_so(client, school, board):
    other = make_school()
    user = make_user(Role.TEACHER, school=school)
    Membership.objects.create(user=user, school=other, role=Role.CLERK)
    client.force_login(user)
    client.post(reverse("workplace-switch"), {"school": school.pk})

    shown = client.get(reverse("committee:registry")).content.decode()

    assert "ไม่มีสิทธิ์ดูทะเบียนของโรงเรียนนี้" in shown
    assert "กรรมการ1" not in shown


def test_community_head_sees_the_board_and_changes_nothing(client, community, board):
    board.members.filter(seat=Seat.CHAIR).update(phone="0812345679")

    shown = page(client, community, "board-detail", board.pk).content.decode()

    assert "08x-xxx-x679" in shown
    assert "0812345679" not in shown
    hidden = ("แก้ไขข้อมูลชุด", "เพิ่มกรรมการ", "ยืนยันข้อมูลประจำปี", "/edit/")
    assert [word for word in hidden if word in shown] == []


def test_office_sees_the_board_of_its_school_and_keys_for_it(client, officer, board):
    send(client, officer, "board-update", board.pk, order_number="115/2568")

    board.refresh_from_db()
    assert (board.order_number, board.by_office) == ("115/2568", True)
    assert "เขตบันทึกแทน" in page(client, officer, "board-detail", board.pk).content.decode()


@pytest.mark.parametrize("name", ["board-update", "board-appoint", "member-create"])
def test_form_tells_the_office_that_it_writes_for_the_school(client, clerk, officer, school, name):
    board = make_board(school, state=Board.State.DRAFT)

    told = [
        "เขตบันทึกแทน" in page(client, user, name, board.pk).content.decode()
        for user in (officer, clerk)
    ]

    assert told == [True, False]


def test_clerk_of_one_school_only_looks_at_another(client, school, board):
    user = make_user(Role.CLERK, school=make_school())
    Membership.objects.create(user=user, school=school, role=Role.COMMUNITY_HEAD)

    assert page(client, user, "board-detail", board.pk).status_code == 200
    assert page(client, user, "board-update", board.pk).status_code == 404


def test_box_names_what_is_missing(client, clerk, school):
    board = make_board(school, seats=SMALL_BOARD[1:], order_number="")

    shown = page(client, clerk, "board-detail", board.pk)

    assert shown.context["missing"] == ["ประธานกรรมการว่าง 1 ตำแหน่ง", "ยังไม่มีเลขที่คำสั่ง"]
    assert "ยังยืนยันประจำปีไม่ได้ เหลือ 2 เรื่อง" in " ".join(shown.content.decode().split())


@pytest.mark.parametrize("rows", [1, 3])
def test_board_page_costs_the_same_for_one_member_and_three(
    client, clerk, school, rows, django_assert_num_queries
):
    board = make_board(school, seats=())
    for number in range(rows):
        make_member(board, Seat.EXPERT, citizen_id_hash=f"hash{number}", first_name=f"ก{number}")
    client.force_login(clerk)

    with django_assert_num_queries(10):
        client.get(reverse("committee:board-detail", args=[board.pk]))


@pytest.mark.parametrize("rows", [1, 3])
def test_board_list_costs_the_same_for_one_board_and_three(
    client, clerk, school, rows, django_assert_num_queries
):
    for number in range(rows):
        make_board(school, number=number, ends_on=date(2029, 5, 31 - number))
    client.force_login(clerk)

    with django_assert_num_queries(3):
        client.get(reverse("committee:board-list", args=[school.pk]))


def test_member_without_a_surname_is_pointed_at_in_the_list(client, clerk, board):
    nameless = board.members.filter(seat=Seat.ALUMNI)
    nameless.update(last_name="")

    told = "ยังไม่มีนามสกุล ถ้าไม่มีจริงให้ใส่ -"
    answer = page(client, clerk, "board-detail", board.pk)
    assert answer.content.decode().count(told) == 1
    assert "ยังไม่มีนามสกุลกรรมการ 1 คน" in answer.content.decode()
    nameless.update(last_name="-")
    assert told not in page(client, clerk, "board-detail", board.pk).content.decode()


def test_list_tells_every_board_with_its_state(client, clerk, board):
    make_board(board.school, starts_on=date(2020, 1, 1), ends_on=date(2023, 12, 31), seats=(1, 2))
    make_board(board.school, ends_on=date(2033, 5, 31), state="cancelled", seats=())

    rows = page(client, clerk, "board-list", board.school.pk).context["rows"]

    told = [(one.people, state, is_current) for one, state, is_current in rows]
    assert sorted(told) == [(0, "ยกเลิก", False), (2, "หมดวาระ", False), (9, "แต่งตั้งแล้ว", True)]


def test_new_board_offers_the_pupils_of_the_registry(client, clerk, school):
    make_student(make_classroom(school))

    initial = page(client, clerk, "board-create", school.pk).context["form"].initial

    assert (initial["student_count"], initial["counted_on"]) == (1, timezone.localdate())


def test_board_sent_twice_is_one(client, clerk, school):
    rule_set = RuleSet.objects.get(code="2564").pk
    key = "11111111-1111-4111-8111-111111111111"
    client.force_login(clerk)
    url = reverse("committee:board-create", args=[school.pk])

    answers = [client.post(url, FORM | {"rule_set": rule_set, "key": key}) for _ in range(2)]

    made = Board.objects.get()
    assert [one.url for one in answers] == [made.get_absolute_url()] * 2
    assert (made.number, made.order_number, made.ends_on) == (1, "9/2572", date(2033, 5, 31))


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"ends_on": "31/5/2572"}, {"ends_on": ["วันครบวาระต้องหลังวันเริ่มวาระ"]}),
        ({"ends_on": "31/5/2572", "starts_on": ""}, {"ends_on": ["มีชุดที่ 1 ที่ครบวาระวันเดียวกันอยู่แล้ว"]}),
        ({"student_count": "-1"}, {"student_count": ["ต้องไม่น้อยกว่า 0"]}),
        ({"rule_set": "99"}, {"rule_set": ["กรุณาเลือกจากรายการ"]}),
        ({"order_file": SimpleUploadedFile("a.pdf", b"<html>")}, {"order_file": ["ไม่ใช่ไฟล์ภาพ"]}),
    ],
)
def test_bad_facts_are_told_at_their_field(client, clerk, board, fields, wrong):
    fields = {"starts_on": "1/6/2572"} | fields
    answer = send(client, clerk, "board-create", board.school.pk, **fields)

    found = errors(answer)
    assert list(found) == list(wrong)
    if "order_file" not in wrong:
        assert found == wrong
    assert Board.objects.count() == 1


@pytest.mark.parametrize("typed", ["29/2/2567", "๒๙/๒/๒๕๖๗", "29/2/2024"])
def test_term_may_start_on_29_february(client, clerk, school, typed):
    send(client, clerk, "board-create", school.pk, starts_on=typed)

    made = Board.objects.get()
    assert (made.starts_on, made.ends_on) == (date(2024, 2, 29), date(2028, 2, 28))


def test_director_who_is_not_written_down_has_a_row(client, clerk, director, school):
    board = make_board(school, seats=SMALL_BOARD[:-1])

    shown = page(client, clerk, "board-detail", board.pk).content.decode()

    assert director.full_name in shown
    assert f"{reverse('committee:member-create', args=[board.pk])}?seat=9" in shown


def test_vacancy_with_an_appointed_successor_offers_no_second_search(client, clerk, school):
    board = make_board(school, seats=[one for one in SMALL_BOARD if one != Seat.ALUMNI])
    today = timezone.localdate()
    left = make_member(board, Seat.ALUMNI, left_on=today, left_reason="resigned")
    assert "สรรหาแทน" in page(client, clerk, "board-detail", board.pk).text

    make_member(board, Seat.ALUMNI, starts_on=today + timedelta(days=9), replaces=left)

    shown = page(client, clerk, "board-detail", board.pk).text
    assert "แต่งตั้ง นายสมมติ ตัวอย่าง แล้ว" in shown
    assert "สรรหาแทน" not in shown


def test_registry_of_each_school_is_its_own(client, officer, board):
    other = make_board(make_school(district=board.school.district))

    for one in (board, other):
        shown = page(client, officer, "school-registry", one.school_id)
        assert shown.context["board"] == one

"""The papers of the registry: what they say, to whom, and that they keep their measures."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from openpyxl import load_workbook

from committee.models import Seat
from committee.services import boards
from schoolcare import worker
from schoolcare.access import Role
from schoolcare.files import path_of
from schoolcare.models import AuditEvent, Job
from schoolcare.paper.subjects import SubjectError
from schoolcare.text import thai_digits
from tests.committee.making import SMALL_BOARD, make_board
from tests.committee.papers import make_large_board, make_monk, make_vacancy, pages, paper
from tests.factories import make_school, make_user
from tests.paper_measure import KINDS, Paper, assert_paper
from tests.paper_reading import words_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return make_large_board()


@pytest.fixture
def clerk(board):
    return make_user(Role.CLERK, school=board.school)


def text_of(document):
    return words_on(document.pdf())


# ---- one school ---------------------------------------------------------------------------------


def test_registry_keeps_the_measures_with_a_monk_and_a_vacancy(board):
    make_vacancy(board)
    document = paper("committee-registry", object=board.pk)

    data = document.pdf()

    assert_paper(data, "wide", html=document.html())
    found = pages(data)
    assert len(found) == 2
    assert "ทะเบียนคณะกรรมการสถานศึกษาขั้นพื้นฐานชุดที่๑" in found[0]
    assert "ตามคำสั่งที่๑๑๔/๒๕๖๘ลงวันที่๒๐พฤษภาคม๒๕๖๘" in found[0]
    assert "พระครูสมมติธรรมคุณฐิตธมฺโม" in found[0]
    assert all("ชื่อ-สกุล" in one for one in found)
    assert "รวม๑๓คน๑รูปว่าง๑ตำแหน่ง" in found[1]


def test_registry_of_a_small_board_is_one_page_confirmed_too():
    board = make_board()
    board.members.update(address="123 หมู่ 11", tambon="สาธิต", phone="0812345678")
    two_lines = "123 หมู่ 11 บ้านเหนือ ถนนสายเหนือ ซอยประชาร่วมใจ ๙ แยก ๑๒"
    board.members.filter(pk=board.members.earliest("pk").pk).update(address=two_lines)
    boards.confirm(board, by=make_user(Role.DIRECTOR, school=board.school))

    data = paper("committee-registry", school=board.school).pdf()

    assert_paper(data, "wide")
    assert len(pages(data)) == 1


def test_registry_without_a_board_says_so(school):
    document = paper("committee-registry", school=school)

    assert_paper(document.pdf(), "wide", html=document.html())
    assert "ไม่มีข้อมูลคณะกรรมการ" in text_of(document)


def test_registry_without_members_lists_every_seat_as_vacant():
    board = make_board(seats=[])

    text = text_of(paper("committee-registry", school=board.school))

    assert text.count("ว่าง") == 9 + 1
    assert "รวม๐คนว่าง๙ตำแหน่ง" in text


def test_registry_for_the_pen_has_empty_rows(school):
    document = paper("committee-registry", school=school, blank=1)

    data = document.pdf()

    assert_paper(data, "wide", html=document.html())
    assert len(pages(data)) == 1


def test_registry_of_a_draft_says_that_it_is_one(clerk, board):
    new = boards.create_board(type(board)(school=board.school), by=clerk)

    assert "สถานะร่าง" in text_of(paper("committee-registry", object=new.pk))


def test_registry_is_signed_by_the_director_and_says_when_it_was_confirmed(board):
    director = make_user(Role.DIRECTOR, school=board.school, first_name="อำนวย")
    boards.confirm(board, by=director)

    text = text_of(paper("committee-registry", school=board.school))

    assert "(นายอำนวยใจดี)ผู้อำนวยการโรงเรียน" in text
    assert "ยืนยันข้อมูลประจำปีการศึกษา๒๕๖๙แล้ว" in text


@pytest.mark.parametrize(("asked", "shown"), [({}, False), ({"left": "yes"}, True)])
def test_registry_names_who_left_when_asked(board, asked, shown):
    make_vacancy(board)

    text = text_of(paper("committee-registry", object=board.pk, **asked))

    assert ("พ้น๒พ.ย.๒๕๖๙ลาออก" in text) is shown


@pytest.mark.parametrize(
    ("role", "asked", "shown"),
    [
        (Role.CLERK, {}, True),
        (Role.CLERK, {"person": "no"}, False),
        (Role.COMMUNITY_HEAD, {}, False),
    ],
)
def test_registry_shows_homes_to_those_who_may_see_them(board, role, asked, shown):
    user = make_user(role, school=board.school)
    document = paper("committee-registry", user, object=board.pk, **asked)

    assert ("โทร. ๐๘๑๒๓๔๕๖๗๘" in document.html()) is shown
    assert ("12/3 หมู่ 1 ต.หนองแก้ว อ.เมือง" in str(document.sheet().rows)) is shown
    assert_paper(document.pdf(), "wide", html=document.html())


def test_registry_of_another_school_is_not_found(board):
    stranger = make_user(Role.CLERK, school=make_school())

    with pytest.raises(SubjectError):
        paper("committee-registry", stranger, object=board.pk)


def test_registry_digits_follow_the_switch(board):
    assert "114/2568" in paper("committee-registry", object=board.pk, digits="arabic").html()


def test_registry_as_a_spreadsheet_has_a_row_a_seat(client, board, clerk):
    make_vacancy(board)
    client.force_login(clerk)
    url = reverse("document-sheet", args=["committee-registry"], query={"object": board.pk})

    sheet = load_workbook(BytesIO(client.get(url).content)).active

    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert (len(rows), rows[0][:3]) == (16, ["ที่", "ชื่อ-สกุล", "ตำแหน่งในคณะกรรมการ"])
    assert rows[4][1:3] == ["ว่าง", "กรรมการ"]


@pytest.mark.parametrize("seats", [SMALL_BOARD[:1], SMALL_BOARD[:3]])
def test_registry_costs_the_same_queries(django_assert_num_queries, seats):
    board = make_board(seats=seats)

    # the board, its school, again with rules and seats; members, directors,
    # who served before; the office; the word of this year; signers
    with django_assert_num_queries(10):
        paper("committee-registry", object=board.pk).html()


# ---- all schools of an office -------------------------------------------------------------------


@pytest.fixture
def office(board):
    """Three schools: a large board with a vacancy, a small one, none."""
    make_vacancy(board)
    office = board.school.district
    small = make_board(make_school(district=office))
    make_monk(small)
    make_school(district=office)
    make_school(district=office, is_active=False)
    return office


def test_district_registry_has_a_cover_and_every_school(office, tmp_path):
    paper("committee-registry-district", district=office).write(tmp_path / "all.pdf")

    found = pages((tmp_path / "all.pdf").read_bytes())

    assert "กรรมการทั้งหมด๒๑คน๒รูปตำแหน่งที่ว่าง๑ตำแหน่ง" in found[0]
    assert [one[:2] for one in found[1:]] == ["๑.", "๒.", "๓."]
    numbered = [f"-{number}-" in one for number, one in zip("๑๒๓๔", found, strict=True)]
    assert numbered == [False, True, True, True]
    assert "ไม่มีข้อมูลคณะกรรมการ" in found[-1]


def test_district_registry_keeps_the_measures(office, tmp_path):
    paper("committee-registry-district", district=office).write(tmp_path / "all.pdf")
    with pikepdf.open(tmp_path / "all.pdf") as pdf:
        labels = str(pdf.Root.PageLabels.Nums[3].P)

    measured = Paper((tmp_path / "all.pdf").read_bytes(), replace(KINDS["wide"], top=22))
    found = [*measured.page(), *measured.archive(), *measured.type()]

    assert [one for one in found if not one[1]] == []
    assert labels.startswith("ร.ร.บ้านทดสอบ")


def test_district_registry_is_made_by_a_job_and_recorded(client, office):
    officer = make_user(Role.DISTRICT_OFFICER, district=office)
    client.force_login(officer)
    url = reverse("document-print", args=["committee-registry-district"])

    client.post(url, {"version": 0, "date": "21/11/2569"})
    worker.work_off()

    job = Job.objects.get()
    assert (job.state, job.done, job.total) == (Job.State.DONE, 4, 4)
    assert path_of(job.result).read_bytes().startswith(b"%PDF")
    event = AuditEvent.objects.get(action="document.print")
    assert (event.district_id, event.changes["slug"]) == (office.pk, "committee-registry-district")


@pytest.mark.parametrize(
    ("role", "shown"), [(Role.DISTRICT_OFFICER, True), (Role.SUPERVISOR, False)]
)
def test_district_registry_shows_homes_to_those_who_may_see_them(office, role, shown):
    user = make_user(role, district=office)

    parts = list(paper("committee-registry-district", user, district=office).parts())

    assert ("โทร. ๐๘๑๒๓๔๕๖๗๘" in "".join(part.html() for part in parts)) is shown


@pytest.mark.parametrize("slug", ["committee-registry-district", "committee-completeness"])
def test_papers_of_an_office_are_for_its_people(client, office, slug):
    url = reverse("document-print", args=[slug], query={"district": office.code})
    people = {
        make_user(Role.DISTRICT_OFFICER, district=office): 200,
        make_user(Role.DISTRICT_OFFICER, district=make_school().district): 404,
        make_user(Role.DIRECTOR, school=office.schools.first()): 404,
        make_user(Role.TEACHER, school=office.schools.first()): 403,
    }

    for user, status in people.items():
        client.force_login(user)
        assert client.get(url).status_code == status


@pytest.mark.parametrize("schools", [1, 3])
def test_district_registry_costs_the_same_queries(django_assert_num_queries, schools):
    office = make_school().district
    for _ in range(schools):
        make_board(make_school(district=office))
    document = paper("committee-registry-district", district=office)

    with django_assert_num_queries(9):
        assert len([part.html() for part in document.parts()]) == schools + 2


# ---- completeness -------------------------------------------------------------------------------


def test_completeness_names_what_is_missing_and_sums_up(office):
    document = paper("committee-completeness", district=office)

    data = document.pdf()

    assert_paper(data, "wide", html=document.html())
    text = "".join(pages(data))
    assert "ไม่ครบ๑๔/๑๕ผู้แทนองค์กรชุมชน๑" in text
    assert f"ผู้อำนวยการ{thai_digits(office.name).replace(' ', '')}" in text


@pytest.mark.parametrize(("only", "lines"), [("", 3), ("open", 2), ("unconfirmed", 2)])
def test_completeness_prints_the_schools_that_are_wanted(office, only, lines):
    small = office.schools.exclude(boards__student_count=415).get(boards__isnull=False)
    boards.confirm(small.boards.get(), by=make_user(Role.DIRECTOR, school=small))
    document = paper("committee-completeness", district=office, only=only)

    assert len(document.chosen) == lines
    assert len(document.sheet().rows) == lines
    assert document.context()["totals"].schools == 3


def test_completeness_repeats_its_head_on_every_page(office):
    for _ in range(60):
        make_school(district=office)
    document = paper("committee-completeness", district=office)

    data = document.pdf()

    assert_paper(data, "wide", html=document.html())
    assert [("ที่ขาด" in one) for one in pages(data)] == [True] * len(pages(data))


def test_register_of_all_schools_offers_the_offices_papers(client, office):
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=office))

    shown = client.get(reverse("committee:school-list")).content.decode()
    others = client.get(
        reverse(
            "document-others", args=["committee-registry-district"], query={"district": office.code}
        )
    )

    assert f'href="{reverse("document-print", args=["committee-registry-district"])}?"' in shown
    found = {ways["document"].slug for ways in others.context["papers"]}
    assert found >= {"committee-registry-district", "committee-completeness"}


def test_pages_of_board_and_member_offer_their_papers(client, board, clerk):
    client.force_login(clerk)
    member = board.members.first()

    of_board = client.get(board.get_absolute_url()).content.decode()
    of_member = client.get(reverse("committee:member-detail", args=[member.pk])).content.decode()

    assert f"/papers/committee-registry/pdf/?object={board.pk}" in of_board
    assert f"/papers/consent-to-serve/pdf/?object={member.pk}" in of_member
    for slug, row in (("committee-registry", board), ("qualification-check", member)):
        page = reverse("document-print", args=[slug], query={"object": row.pk})
        assert client.get(page).status_code == 200


def test_completeness_of_an_office_without_schools_says_so():
    office = make_school(is_active=False).district

    assert "ไม่มีโรงเรียน" in text_of(paper("committee-completeness", district=office))


def test_seats_are_told_in_the_order_of_the_registry():
    assert list(SMALL_BOARD) == list(Seat)

"""The office chases schools that lag: who, about what, with a letter each."""

import uuid
from datetime import date, timedelta
from io import BytesIO

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from committee.chasing import lagging
from committee.documents.letters import ReminderLetter
from committee.models import Chase, Seat
from committee.reports import school_boards
from committee.services import boards
from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent, Network, NumberEntry, School
from schoolcare.thai import thai_date
from tests.committee.making import SMALL_BOARD, make_board
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db
NEW = reverse("committee:chase-create", args=["registry"])


@pytest.fixture
def office():
    return make_district(name="สำนักงานเขตทดสอบ", short_name="สพป. ทดสอบ")


@pytest.fixture
def officer(office, client):
    user = make_user(Role.DISTRICT_OFFICER, district=office)
    client.force_login(user)
    return user


def school(office, name, **fields):
    return make_school(district=office, name=name, **fields)


def confirmed(office, name, **fields):
    board = make_board(school(office, name), **fields)
    boards.confirm(board, by=make_user(Role.DIRECTOR, school=board.school))
    return board.school


def reasons(office, kind="registry", today=date(2026, 11, 21)):
    lines = school_boards(School.objects.filter(district=office).order_by("name"), today)
    return {line.school.name: why for line, why in lagging(lines, kind, today)}


def test_school_without_a_fault_is_not_chased(office):
    confirmed(office, "ครบ")

    assert reasons(office, today=timezone.localdate()) == {}


def test_reasons_say_what_lacks(office):
    make_board(school(office, "ก"), seats=[one for one in SMALL_BOARD if one != Seat.ALUMNI])
    school(office, "ข")
    make_board(school(office, "ค"), ends_on=date(2026, 9, 30))

    assert reasons(office) == {
        "ก": ("ตำแหน่งว่าง ผู้แทนศิษย์เก่า จำนวน 1 ตำแหน่ง", "ยังไม่ได้ยืนยันข้อมูลประจำปีการศึกษา 2569"),
        "ข": ("ยังไม่มีข้อมูลคณะกรรมการสถานศึกษาขั้นพื้นฐานในทะเบียน",),
        "ค": ("คณะกรรมการสถานศึกษาขั้นพื้นฐานครบวาระแล้วเมื่อวันที่ 30 กันยายน 2569 และยังไม่มีชุดใหม่ในทะเบียน",),
    }


@pytest.mark.parametrize(("days", "is_told"), [(181, False), (180, True), (0, True), (-1, True)])
def test_notice_of_expiry_goes_out_half_a_year_ahead(office, days, is_told):
    today = date(2026, 11, 21)
    make_board(school(office, "ก"), ends_on=today + timedelta(days=days))

    assert bool(reasons(office, "expiry")) is is_told


def test_officer_chases_the_chosen_schools_once(client, officer, office):
    first, second = school(office, "ก"), school(office, "ข")
    asked = {"key": uuid.uuid4(), "schools": [first.pk], "answer_by": "31/12/2599"}

    pages = [client.post(NEW, asked, follow=True).text for _ in range(2)]

    chase = Chase.objects.get()
    assert [line.school for line in chase.lines.all()] == [first]
    assert first.short_name in pages[0]
    assert second.short_name not in pages[0]
    event = AuditEvent.objects.get(action="chase.create")
    assert (event.district_id, event.changes["schools"]) == (office.pk, [first.pk])


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"schools": []}, "เลือกโรงเรียนอย่างน้อยหนึ่งแห่ง"),
        ({"answer_by": "1/1/2569"}, "ต้องไม่ผ่านไปแล้ว"),
        ({"answer_by": "วันศุกร์"}, "ใส่วันที่ เช่น 5/3/2569"),
    ],
)
def test_what_cannot_be_is_told(client, officer, office, typed, words):
    asked = {"key": uuid.uuid4(), "schools": [school(office, "ก").pk]} | typed

    assert words in client.post(NEW, asked).text
    assert not Chase.objects.exists()


def test_school_of_another_office_cannot_be_chosen(client, officer, office):
    school(office, "ก")
    asked = {"key": uuid.uuid4(), "schools": [make_school().pk]}

    client.post(NEW, asked)

    assert not Chase.objects.exists()


def test_schools_of_one_network_or_amphoe_are_chased(client, officer, office):
    network = Network.objects.create(district=office, name="ดอยแก้ว")
    near = school(office, "ก", network=network, amphoe="เมือง")
    far, other = school(office, "ข", amphoe="เมือง"), school(office, "ค", amphoe="ฝาง")
    url = reverse("committee:chase-create", args=["registry"])

    def offered(area):
        form = client.get(url, {"area": area}).context["form"]
        return {pk for pk, _words in form.fields["schools"].choices}

    assert offered(f"n{network.pk}") == {near.pk}
    assert offered("aเมือง") == {near.pk, far.pk}
    assert offered("anowhere") == offered("") == {near.pk, far.pk, other.pk}


def test_who_was_chased_before_stands_at_the_choice(client, officer, office):
    first, second = school(office, "ก"), school(office, "ข")
    for _ in range(2):
        client.post(NEW, {"key": uuid.uuid4(), "schools": [first.pk]})

    named = dict(client.get(NEW).context["form"].fields["schools"].choices)

    assert named[first.pk].endswith(f"ทวงแล้ว 2 ครั้ง ล่าสุด {thai_date(timezone.localdate())}")
    assert "ทวงแล้ว" not in named[second.pk]


@pytest.mark.parametrize(
    ("kind", "words"),
    [("registry", "ไม่มีโรงเรียนต้องทวง"), ("expiry", "ไม่มีคณะกรรมการที่จะครบวาระภายใน 180 วัน")],
)
def test_nobody_lags_nobody_is_chased(client, officer, kind, words):
    answer = client.get(reverse("committee:chase-create", args=[kind]), follow=True)

    assert answer.request["PATH_INFO"] == reverse("committee:chase-list")
    assert words in answer.text
    assert client.get(reverse("committee:chase-create", args=["love"])).status_code == 404


@pytest.fixture
def chase(client, officer, office):
    named = [school(office, name) for name in ("บ้านหนึ่ง", "บ้านสอง")]
    client.post(NEW, {"key": uuid.uuid4(), "schools": [one.pk for one in named]})
    return Chase.objects.get()


def test_chase_stands_on_the_list_and_is_hidden_from_another_office(client, chase):
    page = reverse("committee:chase-detail", args=[chase.pk])
    assert "2 โรงเรียน" in client.get(reverse("committee:chase-list")).text
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=make_district()))

    assert client.get(page).status_code == 404
    assert list(client.get(reverse("committee:chase-list")).context["page_obj"]) == []


def test_each_school_has_its_own_sheet(chase, officer, tmp_path):
    letter = prepare("reminder-letter", {"object": str(chase.pk)}, user=officer)
    letter.write(tmp_path / "a.pdf")

    pages = pypdf.PdfReader(BytesIO((tmp_path / "a.pdf").read_bytes())).pages

    texts = [page.extract_text() for page in pages]
    assert ["บ้านหนึ่ง" in text for text in texts] == [False, True]
    assert ["บ้านสอง" in text for text in texts] == [True, False]
    assert all("ยังไม่มีข้อมูลคณะกรรมการ" in text for text in texts)


def test_letter_carries_one_circular_number(chase, officer, office):
    office.numbering, office.letter_prefix = "register", "ศธ 04099"
    office.save()
    letter = prepare("reminder-letter", {"object": str(chase.pk)}, user=officer)

    letter.take_number(by=officer)

    assert NumberEntry.objects.get().text == "ศธ 04099/ว 1"
    assert ReminderLetter.is_circular


@pytest.mark.parametrize(("prefix", "number"), [("ศธ 04099", "ศธ 04099/ว "), ("", "ว ")])
def test_circular_left_for_the_pen_carries_its_mark(chase, officer, office, prefix, number):
    office.letter_prefix = prefix
    office.save()
    letter = prepare("reminder-letter", {"object": str(chase.pk)}, user=officer)

    assert letter.letter_number == number


def test_letter_of_the_other_kind_is_not_found(client, chase):
    page = reverse("document-print", args=["expiry-notice"], query={"object": chase.pk})

    assert client.get(page).status_code == 404


def test_pages_cost_the_same_for_one_school_and_for_three(
    client, officer, office, django_assert_num_queries
):
    for many in (1, 2):
        for _ in range(many):
            make_board(make_school(district=office), order_number="")
        client.get(NEW)
        with django_assert_num_queries(6):
            client.get(NEW)

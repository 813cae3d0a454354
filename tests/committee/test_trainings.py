"""Trainings of board members: who takes part, for how many hours; certificates."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from committee.models import BoardNetwork, Member, Seat, Trainee, Training
from committee.services import trainings
from committee.services.trainings import Mark, trainings_of
from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent
from schoolcare.spreadsheet import write_pages
from tests.committee.making import make_board
from tests.committee.offices import key
from tests.committee.papers import make_monk, pages
from tests.factories import make_district, make_school, make_user
from tests.paper_measure import assert_paper

pytestmark = pytest.mark.django_db
NEW, LIST = reverse("committee:training-create"), reverse("committee:training-list")
TRAINED = reverse("committee:trained-list")
DAY = date(2026, 8, 5)


@pytest.fixture
def office():
    return make_district(name="สำนักงานเขตทดสอบ")


@pytest.fixture
def officer(office, client):
    user = make_user(Role.DISTRICT_OFFICER, district=office)
    client.force_login(user)
    return user


@pytest.fixture
def board(office):
    return make_board(make_school(district=office, name="บ้านหนึ่ง"))


@pytest.fixture
def training(office, officer):
    return make_training(office, officer)


def make_training(office, by, **fields):
    facts = {"title": "บทบาทหน้าที่", "starts_on": DAY, "hours": 6, "place": "ห้องประชุม"}
    return Training.objects.create(district=office, made_by=by, **facts | fields)


def page(training, verb="detail"):
    return reverse(f"committee:training-{verb}", args=[training.pk])


def typed(**fields):
    facts = {"key": key(), "title": "บทบาท", "starts_on": "5/8/2569", "hours": "4.5"}
    return facts | {"place": "ห้องประชุม"} | fields


def join(training, board, by):
    trainings.add_members(training, board.members.in_order(), by=by)
    return list(training.trainees.order_by("pk"))


def test_training_is_made_once_for_a_form(client, officer, office):
    asked = typed(ends_on="6/8/2569")

    urls = [client.post(NEW, asked).url for _ in range(2)]

    training = Training.objects.get()
    assert urls == [page(training)] * 2
    assert (training.hours, training.ends_on) == (Decimal("4.5"), date(2026, 8, 6))
    assert training.made_by == officer
    assert AuditEvent.objects.get(action="training.create").district_id == office.pk


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "กรุณากรอกเรื่องที่อบรม"),
        ({"hours": "0"}, "จำนวนชั่วโมงต้องมากกว่า 0"),
        ({"hours": "หก"}, "กรุณากรอกเป็นตัวเลข"),
        ({"ends_on": "4/8/2569"}, "วันสุดท้ายต้องไม่ก่อนวันเริ่ม"),
    ],
)
def test_what_cannot_be_is_told(client, officer, fields, words):
    assert words in client.post(NEW, typed(**fields)).text
    assert not Training.objects.exists()


def test_whole_board_joins_in_one_go(client, training, board):
    source = f"school-{board.school_id}"
    shown = client.get(page(training, "people"), {"source": source}).context["form"]
    offered = [one.pk for one in shown["members"].initial]

    client.post(page(training, "people"), {"source": source, "members": offered})

    assert len(offered) == 9
    chair = training.trainees.get(member__seat=Seat.CHAIR)
    assert chair.name == "นายกรรมการ1 ตัวอย่าง"
    assert chair.post == "ประธานกรรมการ คณะกรรมการสถานศึกษาขั้นพื้นฐาน"
    again = client.get(page(training, "people"), {"source": source})
    assert again.context["is_empty"]
    assert AuditEvent.objects.get(action="training.people").changes["count"] == 9


def test_whole_network_joins_in_one_go(client, training, board, office):
    second = make_board(make_school(district=office))
    network = BoardNetwork.objects.create(district=office, name="เครือข่าย")
    network.schools.set([board.school, second.school])

    shown = client.get(page(training, "people"), {"source": f"network-{network.pk}"})

    assert len(shown.context["form"]["members"].initial) == 18


def test_who_has_left_or_sits_on_an_old_board_is_not_offered(training, board):
    board.members.filter(seat=Seat.ALUMNI).update(left_on=DAY, left_reason="resigned")
    old = {"starts_on": date(2021, 6, 1), "ends_on": date(2025, 5, 31)}
    make_board(board.school, **old)

    found = trainings.members_at([board.school], training)

    assert {one.board_id for one in found} == {board.pk}
    assert Seat.ALUMNI not in {one.seat for one in found}


def test_member_of_another_office_cannot_join(client, training, officer):
    stranger = make_board()
    source = f"school-{stranger.school_id}"
    asked = {"source": source, "members": [one.pk for one in stranger.members.all()]}

    assert client.post(page(training, "people"), asked).context["form"] is None
    with pytest.raises(ValidationError):
        trainings.add_members(training, stranger.members.all(), by=officer)
    assert not Trainee.objects.exists()


def test_outsider_joins_with_a_name(client, training, board):
    asked = {"key": key(), "name": "นางสาวแขก ตัวอย่าง", "post": "ครู", "school": board.school_id}

    for _ in range(2):
        client.post(page(training, "outsider"), asked)

    one = training.trainees.get()
    assert (one.name, one.member, one.school) == ("นางสาวแขก ตัวอย่าง", None, board.school)


def test_outsider_of_a_foreign_school_is_refused(client, training):
    asked = {"key": key(), "name": "นายแขก", "school": make_school().pk}

    assert "กรุณาเลือกจากรายการ" in client.post(page(training, "outsider"), asked).text
    assert not Trainee.objects.exists()


def test_all_have_all_hours_but_the_exceptions(client, training, board, officer):
    first, second, third, *others = join(training, board, officer)
    form = client.get(page(training, "hours")).context["form"]
    sent = {name: field.initial for name, field in form.fields.items() if field.initial}
    assert sent[f"hours_{first.pk}"] == "6"
    sent |= {f"hours_{second.pk}": "2.5", f"drop_{third.pk}": "on"}
    del sent[f"passed_{second.pk}"]

    client.post(page(training, "hours"), sent)

    marks = dict(training.trainees.values_list("pk", "hours"))
    assert marks == {first.pk: 6, second.pk: Decimal("2.5")} | {one.pk: 6 for one in others}
    assert set(training.trainees.filter(passed=False)) == {second}


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("7", "ชั่วโมงเกินที่อบรม (6 ชั่วโมง)"),
        ("0", "ผู้ผ่านต้องมีชั่วโมง"),
        ("-1", "ไม่น้อยกว่า 0"),
    ],
)
def test_hours_that_cannot_be_are_told(client, training, board, hours, words):
    one, *_others = join(training, board, training.made_by)
    asked = {f"hours_{one.pk}": hours, f"passed_{one.pk}": "on"}

    answer = client.post(page(training, "hours"), asked)

    [told] = answer.context["form"].errors[f"hours_{one.pk}"]
    assert words in told
    assert f'<div id="id_hours_{one.pk}_error">' in answer.text
    assert not training.trainees.exclude(hours=None).exists()


def test_all_wrong_hours_are_told_at_once_and_none_of_who_is_taken_off(client, training, board):
    first, second, third, *_others = join(training, board, training.made_by)
    asked = {f"hours_{one.pk}": "7" for one in (first, second, third)}
    asked[f"drop_{third.pk}"] = "on"

    form = client.post(page(training, "hours"), asked).context["form"]

    assert set(form.errors) == {f"hours_{first.pk}", f"hours_{second.pk}"}


def attended(training, people, hours=6):
    marks = {one.pk: Mark(Decimal(hours), passed=True) for one in people}
    trainings.mark(training, marks, by=training.made_by)


def test_hours_add_up_over_the_terms_of_a_person(client, training, board, officer, office):
    attended(training, join(training, board, officer))
    old = make_board(
        board.school, starts_on=date(2021, 6, 1), ends_on=date(2025, 5, 31), seats=[Seat.CHAIR]
    )
    earlier = make_training(office, officer, title="ครั้งก่อน", starts_on=date(2024, 8, 5), hours=3)
    attended(earlier, join(earlier, old, officer), hours=3)
    chair = board.members.get(seat=Seat.CHAIR)

    shown = client.get(reverse("committee:member-detail", args=[chair.pk]))

    assert [str(one.training) for one in trainings_of(chair)] == ["บทบาทหน้าที่", "ครั้งก่อน"]
    assert shown.context["training_total"] == 9
    assert "การอบรม 9 ชั่วโมง" in shown.text


def test_hours_are_summed_by_school_and_by_person(client, training, board, officer, office):
    attended(training, join(training, board, officer)[:2])
    [row] = client.get(TRAINED).context["page_obj"]
    assert (row["school__name"], row["people"], row["total"]) == ("บ้านหนึ่ง", 2, 12)
    client.force_login(make_user(Role.CLERK, school=board.school))

    rows = client.get(TRAINED).context["page_obj"]

    assert [(one["name"], one["total"]) for one in rows] == [
        ("นายกรรมการ1 ตัวอย่าง", 6),
        ("นายกรรมการ2 ตัวอย่าง", 6),
    ]
    client.force_login(make_user(Role.CLERK, school=make_school(district=office)))
    assert list(client.get(TRAINED).context["page_obj"]) == []


def paper(slug, training, user=None):
    return prepare(slug, {"object": str(training.pk), "date": "2026-11-21"}, user=user)


def test_each_who_passed_has_a_certificate(training, board, officer, tmp_path):
    make_monk(board)
    people = join(training, board, officer)
    attended(training, people[:8])

    paper("training-certificate", training, officer).write(tmp_path / "a.pdf")

    texts = pages((tmp_path / "a.pdf").read_bytes())
    assert len(texts) == 8
    [monk] = [text for text in texts if "พระครู" in text]
    for words in ("ขอถวายเกียรติบัตร", "ฐิตธม", "บทบาทหน้าที่", "๖ชั่วโมง", "๒๑เดือนพฤศจิกายนพ.ศ.๒๕๖๙"):
        assert words in monk
    assert sum("ขอมอบเกียรติบัตร" in text for text in texts) == 7


def test_certificate_of_long_names_is_one_landscape_sheet(training, board, officer, tmp_path):
    training.title = "การพัฒนาศักยภาพคณะกรรมการสถานศึกษาขั้นพื้นฐานเพื่อเสริมสร้างความเข้มแข็งของชุมชน" * 2
    training.place = "ห้องประชุมอเนกประสงค์ สำนักงานเขตพื้นที่การศึกษาประถมศึกษาทดสอบ เขต 1"
    training.save()
    join(training, board, officer)
    training.trainees.update(hours=6, passed=True)

    paper("training-certificate", training, officer).write(tmp_path / "a.pdf")

    sheets = PdfReader(tmp_path / "a.pdf").pages
    sizes = {tuple(round(side / 72 * 25.4) for side in one.mediabox[2:]) for one in sheets}
    assert (len(sheets), sizes) == (9, {(297, 210)})


def test_name_list_keeps_the_measures(training, board, officer):
    join(training, board, officer)
    document = paper("training-attendance", training, officer)

    assert_paper(document.pdf(), "report", html=document.html())


def test_certificate_of_nobody_is_refused(training, board, officer, tmp_path):
    join(training, board, officer)

    with pytest.raises(ValidationError, match="ยังไม่มีผู้ผ่านการอบรม"):
        paper("training-certificate", training).write(tmp_path / "a.pdf")


def test_name_list_is_a_sheet_without_formulas(training, board, officer):
    attended(training, join(training, board, officer)[:1])
    Trainee.objects.filter(passed=True).update(name="=cmd()")

    document = paper("training-attendance", training, officer)
    sheet = load_workbook(BytesIO(write_pages([document.sheet()]))).active

    rows = {row[1].value: row for row in sheet.iter_rows(min_row=2)}
    assert len(rows) == 9
    risky = rows["=cmd()"]
    assert (risky[1].data_type, risky[4].value, risky[5].value) == ("s", 6, "ผ่าน")
    assert "นายกรรมการ๒ตัวอย่าง" in pages(document.pdf())[0]


def test_papers_of_another_office_are_not_found(client, training):
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=make_district()))

    for slug in ("training-certificate", "training-attendance"):
        url = reverse("document-print", args=[slug], query={"object": training.pk})
        assert client.get(url).status_code == 404


def test_hours_of_a_long_list_are_marked_page_by_page(client, training, monkeypatch):
    monkeypatch.setattr("committee.views.trainings.PEOPLE", 2)
    for name in "กขค":
        training.trainees.create(name=name)
    form = client.get(page(training, "hours"), {"page": 2}).context["form"]
    sent = {name: field.initial for name, field in form.fields.items() if field.initial}

    client.post(f"{page(training, 'hours')}?page=2", sent)

    assert [one.name for one in training.trainees.exclude(hours=None)] == ["ค"]


@pytest.mark.parametrize("wrong", [{"hours": -1}, {"name": ""}, {"passed": True, "hours": None}])
def test_database_refuses_what_cannot_be(training, board, officer, wrong):
    one, *_others = join(training, board, officer)

    with pytest.raises(IntegrityError):
        Trainee.objects.filter(pk=one.pk).update(**wrong)


def test_name_stays_when_a_member_is_deleted(training, board, officer):
    one, *_others = join(training, board, officer)

    Member.objects.filter(pk=one.member_id).delete()

    one.refresh_from_db()
    assert (one.member, one.name) == (None, "นายกรรมการ1 ตัวอย่าง")


@pytest.mark.parametrize("many", [1, 3])
def test_pages_cost_the_same_for_one_and_for_three(
    client, office, officer, many, django_assert_num_queries
):
    made = [make_training(office, officer) for _ in range(many)]
    for _ in range(many):
        board = make_board(make_school(district=office))
        attended(made[0], join(made[0], board, officer))
    client.get(LIST)
    counts = {LIST: 3, page(made[0]): 6, page(made[0], "hours"): 4, TRAINED: 3}
    for url, count in counts.items():
        with django_assert_num_queries(count, info=url):
            client.get(url)

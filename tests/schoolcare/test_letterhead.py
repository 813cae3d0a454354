"""Who sends and who signs a paper, from the staff records of its day."""

from datetime import date

import pytest

from schoolcare.access import Role
from schoolcare.models import District, Membership, OfficeHead, School, User
from schoolcare.paper.letterhead import chosen, head_of, sender_lines, signers

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)
POST = "ผู้อำนวยการโรงเรียนบ้านดอน"


@pytest.fixture
def school():
    district = District.objects.create(code="1", name="สพป.ทดสอบ")
    return School.objects.create(district=district, code="5801", name="บ้านดอน")


def add(school: School, name: str, role: str, position: str = "", **facts) -> None:
    user = User.objects.create(username=name, title="นาง", first_name=name, position=position)
    Membership.objects.create(user=user, school=school, role=role, **facts)


def shown(school: School, day: date = DAY) -> list[tuple]:
    return [(one.name, *one.lines) for one in signers(school, day)]


def test_signers_director_signs_under_the_post(school):
    add(school, "ก", Role.DIRECTOR)

    assert shown(school) == [("นางก", POST), ("", POST)]


def test_signers_of_the_day_only(school):
    add(school, "ก", Role.DIRECTOR, ends_on=date(2026, 9, 30))
    add(school, "ข", Role.DIRECTOR, "ครู", acting="acting", starts_on=date(2026, 10, 1))

    assert shown(school)[0] == ("นางข", "ครู รักษาการในตำแหน่ง", POST)
    assert shown(school, date(2026, 9, 30))[0] == ("นางก", POST)


def test_signers_whose_account_was_closed_stand_on_papers_of_their_time(school):
    add(school, "ก", Role.DIRECTOR, ends_on=date(2026, 9, 30))
    add(school, "ข", Role.DIRECTOR)
    User.objects.update(is_active=False)

    assert shown(school, date(2026, 9, 30))[0] == ("นางก", POST)
    assert shown(school) == [("", POST)]


def test_signers_holder_comes_before_who_stands_in(school):
    add(school, "ข", Role.DIRECTOR, "ครู", acting="deputizing")
    add(school, "ก", Role.DIRECTOR)

    assert [name for name, *_ in shown(school)] == ["นางก", "นางข", ""]
    assert shown(school)[1][1] == "ครู รักษาราชการแทน"


def test_signers_deputy_in_both_forms(school):
    add(school, "ค", Role.DEPUTY)

    assert shown(school) == [
        ("นางค", f"รอง{POST} รักษาราชการแทน", POST),
        ("นางค", f"รอง{POST} ปฏิบัติราชการแทน", POST),
        ("", POST),
    ]


def test_signers_local_executive_of_a_municipal_school(school):
    school.executive_name, school.executive_position = "นายง", "นายกเทศมนตรีตำบลดอน"

    assert shown(school) == [("นายง", "นายกเทศมนตรีตำบลดอน"), ("", POST)]


def test_signers_local_administrator_also_for_the_executive(school):
    school.executive_position = "นายกเทศมนตรีตำบลดอน"
    school.administrator_name, school.administrator_position = "นางจ", "ปลัดเทศบาลตำบลดอน"

    assert shown(school)[:-1] == [
        ("นางจ", "ปลัดเทศบาลตำบลดอน"),
        ("นางจ", "ปลัดเทศบาลตำบลดอน รักษาราชการแทน", "นายกเทศมนตรีตำบลดอน"),
        ("นางจ", "ปลัดเทศบาลตำบลดอน ปฏิบัติราชการแทน", "นายกเทศมนตรีตำบลดอน"),
    ]


def test_signers_local_administrator_alone_signs_as_such(school):
    school.administrator_name, school.administrator_position = "นางจ", "ปลัดเทศบาลตำบลดอน"

    assert shown(school) == [("นางจ", "ปลัดเทศบาลตำบลดอน"), ("", POST)]


def test_signer_not_there_on_that_day_is_the_usual_one(school):
    add(school, "ก", Role.DIRECTOR)

    people = signers(school, DAY)
    assert [chosen(people, key).name for key in ("executive", "pen")] == ["นางก", ""]


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        (
            {"address": "99 หมู่ 5", "tambon": "ดอน", "amphoe": "เมือง", "province": "ตัวอย่าง"},
            ["99 หมู่ 5 ตำบลดอน", "อำเภอเมือง", "จังหวัดตัวอย่าง 10000"],
        ),
        (
            {"tambon": "บางรัก", "amphoe": "บางรัก", "province": "กรุงเทพมหานคร"},
            ["แขวงบางรัก", "เขตบางรัก", "กรุงเทพมหานคร 10000"],
        ),
        ({}, ["10000"]),
    ],
)
def test_sender_lines(facts, lines):
    school = School(name="บ้านดอน", postcode="10000", **facts)

    assert sender_lines(school) == ["โรงเรียนบ้านดอน", *lines]


# ---- an office ----------------------------------------------------------------------------------


def test_office_sends_under_its_own_name_and_place():
    office = District(
        name="สำนักงานเขตพื้นที่การศึกษาประถมศึกษาสมมติบุรี เขต 1",
        address="ถนนสมมติ อำเภอเมือง",
        province="สมมติบุรี",
    )

    assert sender_lines(office) == [office.name, "ถนนสมมติ อำเภอเมือง", "จังหวัดสมมติบุรี"]
    office.address = "ถนนสมมติ อำเภอเมือง จังหวัดสมมติบุรี 58000"
    assert sender_lines(office) == [office.name, office.address]


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("สำนักงานเขตพื้นที่การศึกษามัธยมศึกษา ก", "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษามัธยมศึกษา ก"),
        ("กองการศึกษา เทศบาลเมือง ก", "ผู้อำนวยการกองการศึกษา เทศบาลเมือง ก"),
        ("เทศบาลเมืองสมมติ", "นายกเทศมนตรีเมืองสมมติ"),
        ("องค์การบริหารส่วนตำบลสมมติ", "นายกองค์การบริหารส่วนตำบลสมมติ"),
    ],
)
def test_office_is_signed_for_by_its_head_with_the_pen(name, head):
    office = District.objects.create(code="9", name=name)

    assert head_of(office) == head
    assert [(one.key, one.name, one.lines) for one in signers(office, DAY)] == [
        ("pen", "", (head,))
    ]


def put(office: District, name: str, form: str = "", **facts) -> None:
    facts = {"position": "รองผู้อำนวยการ" if form else "", "starts_on": date(2026, 1, 1)} | facts
    OfficeHead.objects.create(district=office, name=name, form=form, **facts)


def test_office_signers_are_its_heads_of_the_day_the_holder_first():
    office = District.objects.create(code="9", name="สพป.ทดสอบ")
    put(office, "นายรอง", "deputizing")
    put(office, "นายเก่า", ends_on=date(2026, 11, 20))
    put(office, "นายใหม่", starts_on=DAY)
    put(office, "นายถัดไป", starts_on=date(2026, 11, 22))

    assert [(one.name, *one.lines) for one in signers(office, DAY)] == [
        ("นายใหม่", "ผู้อำนวยการสพป.ทดสอบ"),
        ("นายรอง", "รองผู้อำนวยการ รักษาราชการแทน", "ผู้อำนวยการสพป.ทดสอบ"),
        ("", "ผู้อำนวยการสพป.ทดสอบ"),
    ]

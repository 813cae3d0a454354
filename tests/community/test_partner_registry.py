"""ทะเบียนภาคีเครือข่าย on paper: by kind, contacts only for those who may see them."""

import pytest

from schoolcare.access import Role
from schoolcare.documents import prepare
from tests.community.making_partners import make_head, make_partner, make_person
from tests.factories import make_school, make_user
from tests.paper_measure import assert_paper
from tests.paper_reading import words_on

pytestmark = pytest.mark.django_db


def paper(school, user, **asked):
    return prepare("partner-registry", {"school": school.code} | asked, user=user)


def text_of(document):
    return words_on(document.pdf()).replace(" ", "")


@pytest.mark.parametrize(
    ("role", "asked", "shown"),
    [
        (Role.COMMUNITY_HEAD, {}, True),
        (Role.COMMUNITY_HEAD, {"person": "no"}, False),
        (Role.TEACHER, {}, False),
    ],
)
def test_registry_shows_contacts_to_those_who_may_see_them(role, asked, shown):
    school = make_school()
    make_person(make_partner(school, phone="0899990000", address="12/3 หมู่ 4"), phone="0877770000")
    document = paper(school, make_user(role, school=school), **asked)

    html = document.html()

    assert [number in html for number in ("๐๘๙๙๙๙๐๐๐๐", "๑๒/๓", "๐๘๗๗๗๗๐๐๐๐")] == [shown] * 3
    assert ("0899990000" in str(document.sheet().rows)) is shown
    assert_paper(document.pdf(), "wide", html=html)


def test_registry_is_by_kind_without_those_of_old():
    school = make_school()
    make_partner(school, kind="private", name="ร้านก")
    make_partner(school, kind="temple", name="วัดข")
    make_partner(school, kind="private", name="ร้านเก่า", is_active=False)

    text = text_of(paper(school, make_head(school)))

    assert text.index("วัดข") < text.index("เอกชน/ร้านค้า(๑ราย)") < text.index("ร้านก")
    assert "ร้านเก่า" not in text


@pytest.mark.parametrize("many", [0, 30])
def test_registry_keeps_the_measures(many):
    school = make_school()
    for number in range(many):
        name = f"องค์การบริหารส่วนตำบลที่มีชื่อยาวเป็นพิเศษ {number}"
        make_partner(school, kind="local", name=name, about="ร่วมงาน " * 20)
    document = paper(school, make_head(school))

    assert_paper(document.pdf(), "wide", html=document.html())
    assert ("ยังไม่มีภาคีในทะเบียน" in document.html()) is (many == 0)


def test_registry_for_the_pen():
    school = make_school()

    document = paper(school, make_head(school), blank="1")

    assert_paper(document.pdf(), "wide", html=document.html())


@pytest.mark.parametrize("many", [1, 3])
def test_registry_costs_the_same_for_one_and_for_three(many, django_assert_num_queries):
    school = make_school()
    head = make_head(school)
    for number in range(many):
        make_person(make_partner(school, name=f"วัด {number}", keeper=head))
    document = paper(school, head)
    with django_assert_num_queries(4):
        document.html()

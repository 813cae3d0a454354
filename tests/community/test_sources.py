"""Learning sources and the classes that learnt there."""

import uuid

import pytest
from django.urls import reverse

from community.models import LearningSource, SourceKind, SourceUse
from schoolcare.access import Role
from schoolcare.documents import prepare
from tests.community.making_partners import DAY, make_head, make_source, make_use, make_village
from tests.factories import YEAR, make_classroom, make_school, make_user
from tests.paper_measure import assert_paper
from tests.paper_reading import words_on

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("community:source-list"), reverse("community:source-create")


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def head(school, client):
    user = make_head(school)
    client.force_login(user)
    return user


def page(name, row):
    return reverse(f"community:{name}", args=[row.pk])


def typed(**fields):
    kind = SourceKind.objects.filter(school=None).earliest("pk")
    facts = {"key": str(uuid.uuid4()), "name": "สวนสมุนไพร", "kind": kind.pk}
    return facts | fields


def used(**fields):
    facts = {"key": str(uuid.uuid4()), "on": "2/11/2569", "subject": "วิทยาศาสตร์", "pupils": "๒๐"}
    return facts | fields


def test_source_is_made_once_for_a_form(client, head, school):
    asked = typed(latitude="19.9, 99.8", village=make_village(school).pk)

    urls = [client.post(NEW, asked).url for _ in range(2)]

    source = LearningSource.objects.get()
    assert urls == [page("source-detail", source)] * 2
    assert (source.school, str(source.latitude)) == (school, "19.90000")


def test_kind_that_is_typed_is_the_schools_own(client, head, school):
    client.post(NEW, typed(kind="", new_kind="พิพิธภัณฑ์"))
    client.post(NEW, typed(name="อีกแห่ง", kind="", new_kind="พิพิธภัณฑ์ "))
    client.force_login(make_head())

    assert SourceKind.objects.get(name="พิพิธภัณฑ์").school == school
    assert set(LearningSource.objects.values_list("kind__name", flat=True)) == {"พิพิธภัณฑ์"}
    kinds = client.get(NEW).context["form"].fields["kind"].queryset
    assert not kinds.filter(name="พิพิธภัณฑ์").exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "กรุณากรอกชื่อแหล่งเรียนรู้"),
        ({"kind": ""}, "เลือกประเภท หรือพิมพ์"),
        ({"name": "วัดเดิม"}, "มีแหล่งเรียนรู้ชื่อนี้แล้ว"),
        ({"latitude": "18", "longitude": "181"}, "ต้องไม่เกิน 180"),
        ({"phone": "๑๒"}, "ใส่เบอร์โทรศัพท์"),
    ],
)
def test_what_cannot_be_is_told(client, head, school, fields, words):
    make_source(school, name="วัดเดิม")

    assert words in client.post(NEW, typed(**fields)).text
    assert LearningSource.objects.count() == 1


def test_use_keeps_the_name_of_the_class(client, head, school):
    source, room = make_source(school), make_classroom(school)
    asked = used(classroom=room.pk)

    for _ in range(2):
        client.post(page("use-create", source), asked)
    label = room.label
    room.room = 9
    room.save()

    use = SourceUse.objects.get()
    assert (use.class_label, use.pupils, use.year, use.on) == (label, 20, YEAR, DAY)
    assert label in client.get(page("source-detail", source)).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "เลือกชั้น หรือพิมพ์ชั้นเอง"),
        ({"class_label": "ป.4", "pupils": "0"}, "ต้องไม่น้อยกว่า 1"),
        ({"class_label": "ป.4", "pupils": "-5"}, "ต้องไม่น้อยกว่า 1"),
        ({"class_label": "ป.4", "on": "2/11/2590"}, "วันที่ไปต้องไม่เลยวันนี้"),
    ],
)
def test_use_that_cannot_be_is_told(client, head, school, fields, words):
    assert words in client.post(page("use-create", make_source(school)), used(**fields)).text
    assert not SourceUse.objects.exists()


def test_class_of_another_school_is_refused(client, head, school):
    room = make_classroom(make_school())

    form = client.post(page("use-create", make_source(school)), used(classroom=room.pk))

    assert set(form.context["form"].errors) == {"classroom"}


def test_teacher_sees_no_telephone_and_stranger_nothing(client, school):
    source = make_source(school, phone="0899990000")
    client.force_login(make_user(Role.TEACHER, school=school))
    shown = client.get(page("source-detail", source))
    client.force_login(make_head())

    assert "0899990000" not in shown.text
    assert client.get(page("source-detail", source)).status_code == 404
    assert client.post(page("use-create", source), used()).status_code == 404


def test_list_is_searched(client, head, school):
    garden, wood = make_source(school), make_source(school, name="ป่า", offers="ต้นน้ำ")
    closed = make_source(school, name="สวนเก่า", is_active=False)

    def found(**asked):
        return set(client.get(LIST, asked).context["page_obj"].object_list)

    assert found() == {garden, wood}
    assert found(q="ต้นน้ำ") == {wood}
    assert found(state="all", q="สวน") == {garden, closed}


@pytest.mark.parametrize("many", [0, 12])
def test_paper_has_the_uses_of_the_year(school, many):
    head = make_head(school)
    for number in range(many):
        source = make_source(school, name=f"แหล่งเรียนรู้ที่ชื่อยาวมาก {number}")
        make_use(source, head)
        make_use(source, head, year=YEAR - 1, subject="ปีก่อน")
    make_source(school, name="แหล่งที่เลิกใช้", is_active=False)
    document = prepare("learning-sources", {"school": school.code, "year": str(YEAR)}, user=head)

    data = document.pdf()

    assert_paper(data, "wide", html=document.html())
    text = words_on(data).replace(" ", "")
    assert ("ยังไม่มีแหล่งเรียนรู้ในทะเบียน" in text) is (many == 0)
    assert "ปีก่อน" not in text
    assert len(document.sheet().rows) == many


@pytest.mark.parametrize("many", [1, 3])
def test_list_costs_the_same_for_one_and_for_three(
    client, head, school, many, django_assert_num_queries
):
    for number in range(many):
        make_use(make_source(school, name=f"สวน {number}"), head)
    client.get(LIST)
    with django_assert_num_queries(4):
        client.get(LIST)

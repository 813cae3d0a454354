"""Local experts: kept with branches and consent, found for a need, what they taught, on paper."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from community.models import Expert, ExpertTeaching
from community.services import experts
from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent, Village
from tests.committee.papers import pages
from tests.community.making_experts import make_expert, make_lesson
from tests.community.making_partners import make_source
from tests.community.making_resources import DAY, keeper, key
from tests.factories import make_classroom, make_school, make_user
from tests.homevisits.making import picture
from tests.paper_measure import assert_paper

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("community:expert-list"), reverse("community:expert-create")


@pytest.fixture
def by(client, school):
    user = keeper(school)
    client.force_login(user)
    return user


def page(expert, verb="expert-detail"):
    return reverse(f"community:{verb}", args=[expert.pk])


def told(answer):
    return {name: list(words) for name, words in answer.context["form"].errors.items()}


def typed(branch, **fields):
    facts = {"key": key(), "title": "นาย", "name": "แก้ว สาธิต", "branches": [branch.pk]}
    return facts | fields


def lesson(**fields):
    facts = {"key": key(), "taught_on": "5/8/2569", "hours": "๒.๕", "subject": "ย้อมสี"}
    return facts | fields


def test_expert_is_made_once_for_a_form(client, by, school):
    branch = make_expert(school).branches.get()
    asked = typed(branch, knowledge="จักสาน", consented_on="1/8/2569", photo_file=picture())

    urls = [client.post(ADD, asked).url for _ in range(2)]

    one = Expert.objects.get(name="แก้ว สาธิต")
    assert urls == [page(one)] * 2
    assert (one.full_name, list(one.branches.all())) == ("นายแก้ว สาธิต", [branch])
    assert AuditEvent.objects.filter(action="expert.create").count() == 1
    photo = client.get(page(one, "expert-photo"))
    assert photo["Content-Type"] == "image/jpeg"
    assert photo.getvalue()


def test_what_cannot_be_is_told(client, by, school):
    branch = make_expert(school).branches.get()
    for fields, words in (
        ({"branches": []}, {"branches": ["เลือกอย่างน้อยหนึ่งด้าน"]}),
        ({"name": ""}, {"name": ["กรุณากรอกชื่อ-สกุล"]}),
        ({"refreshed_on": "1/8/2669"}, {"refreshed_on": ["วันที่ยังมาไม่ถึง กรุณาดูปีอีกครั้ง"]}),
        ({"photo_file": picture()}, {"consented_on": ["ใส่วันที่ยินยอมก่อนเก็บรูปถ่าย"]}),
    ):
        assert told(client.post(ADD, typed(branch, **fields))) == words
    assert Expert.objects.count() == 1


def test_need_finds_experts_by_knowledge_branch_and_lesson(client, by, school):
    weaver = make_expert(school)
    healer = make_expert(school, "แก้ว", branch="การแพทย์แผนไทย", knowledge="สมุนไพร")
    make_lesson(healer, by, subject="ทำลูกประคบ")
    make_expert(make_school(), "อื่น")
    source = make_source(school, offers="สวนสมุนไพร")

    def found(words):
        answer = client.post(reverse("community:expert-search"), {"q": words})
        assert answer.url == f"{LIST}?found=1"
        context = client.get(answer.url).context
        return list(context["page_obj"]), context["sources"]

    assert found("สมุนไพร") == ([healer], [source])
    assert found("ประคบ") == ([healer], [])
    assert found("แพทย์แผนไทย สมุนไพร")[0] == [healer]
    assert found("ทอผ้า")[0] == [weaver]
    assert found("ทอผ้า สมุนไพร")[0] == []


def test_list_is_narrowed_by_branch_village_and_age(client, by, school):
    village = Village.objects.create(name="บ้านดอน")
    village.schools.add(school)
    today = timezone.localdate()
    fresh = make_expert(school, village=village, refreshed_on=today - timedelta(days=730))
    stale = make_expert(school, "เก่า", "โภชนาการ", refreshed_on=today - timedelta(days=731))
    unknown = make_expert(school, "ไม่ทราบ", refreshed_on=None)
    gone = make_expert(school, "เลิกสอน", is_active=False)

    def shown(**asked):
        return set(client.get(LIST, asked).context["page_obj"])

    assert shown() == {fresh, stale, unknown}
    assert shown(state="stale") == {stale, unknown}
    assert shown(state="all") == {fresh, stale, unknown, gone}
    client.post(reverse("community:expert-search"), {"q": "ดอน"})
    assert shown(found="1") == {fresh}
    assert shown(branch=stale.branches.get().pk) == {stale}
    assert "ข้อมูลเกินสองปีแล้ว" in client.get(page(stale)).text
    assert "ข้อมูลเกินสองปีแล้ว" not in client.get(page(fresh)).text


def test_lesson_keeps_the_names_of_its_classes(client, by, school):
    expert, room = make_expert(school), make_classroom(school, year=2569)
    other = make_classroom(make_school(), year=2569)
    name = str(room)
    asked = lesson(classrooms=[room.pk], fee="1,200")
    for _ in range(2):
        client.post(page(expert, "teaching-create"), asked)
    room.room = 9
    room.save()

    row = ExpertTeaching.objects.get()
    assert (row.class_names, row.hours, row.fee) == (name, Decimal("2.5"), 1200)
    assert name in client.get(page(expert)).text
    refused = client.post(page(expert, "teaching-create"), lesson(classrooms=[other.pk]))
    assert list(told(refused)) == ["classrooms"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, {"classrooms": ["เลือกห้องเรียน หรือบอกผู้เรียนอื่น"]}),
        ({"audience": "ชุมนุม", "hours": "0"}, {"hours": ["ชั่วโมงต้องมากกว่า 0"]}),
        ({"audience": "ชุมนุม", "fee": "-1"}, {"fee": ["ต้องไม่น้อยกว่า 0"]}),
        (
            {"audience": "ชุมนุม", "taught_on": "5/8/2669"},
            {"taught_on": ["วันที่สอนยังมาไม่ถึง"]},
        ),
    ],
)
def test_lesson_that_cannot_be_is_told(client, by, school, fields, words):
    expert = make_expert(school)

    assert told(client.post(page(expert, "teaching-create"), lesson(**fields))) == words
    assert not ExpertTeaching.objects.exists()


def test_lesson_is_taken_out(client, by, school):
    row = make_lesson(make_expert(school), by)

    client.post(page(row, "teaching-remove"))

    assert not ExpertTeaching.objects.exists()
    assert AuditEvent.objects.get(action="teaching.delete").changes == {"title": "ย้อมสี"}


def test_teacher_sees_no_home_and_changes_nothing(client, school):
    expert = make_expert(school, address="12 หมู่ 3", phone="0812345678")
    client.force_login(make_user(Role.TEACHER, school=school))

    shown = client.get(page(expert)).text

    assert "ทอผ้าพื้นเมือง" in shown
    assert "12 หมู่ 3" not in shown
    assert "0812345678" not in shown
    assert not AuditEvent.objects.filter(action="expert.view").exists()
    assert client.get(page(expert, "expert-update")).status_code == 403


def test_expert_of_another_school_is_not_found(client, by):
    stranger = make_expert(make_school())

    for verb in ("expert-detail", "expert-update", "expert-photo", "teaching-create"):
        assert client.get(page(stranger, verb)).status_code == 404


def test_photo_without_consent_is_not_shown(client, by, school):
    expert = make_expert(school, consented_on=date(2026, 8, 1))
    client.post(
        page(expert, "expert-update"),
        typed(expert.branches.get(), consented_on="1/8/2569", photo_file=picture()),
    )
    Expert.objects.update(consented_on=None)

    assert client.get(page(expert, "expert-photo")).status_code == 404
    assert "/photo/" not in client.get(page(expert)).text


def registry(school, user, **asked):
    return prepare(
        "expert-registry", {"school": school.code, "date": "2026-11-21"} | asked, user=user
    )


def test_registry_has_the_columns_and_keeps_the_measures(by, school):
    expert = make_expert(school, address="12 หมู่ 3", phone="0812345678")
    make_lesson(expert, by)
    for number in range(20):
        make_expert(school, f"ผู้รู้คนที่ {number}", passing_on="ถ่ายทอดแก่กลุ่มแม่บ้านและนักเรียนทุกปี " * 3)

    document = registry(school, by)

    data, html = document.pdf(), document.html()
    assert_paper(data, "wide", html=html)
    text = "".join(pages(data))
    for words in ("ความเชี่ยวชาญ/ภูมิปัญญาด้าน", "การสร้างเครือข่าย", "๑๒หมู่๓", "สอน๑ครั้ง๓ชั่วโมง"):
        assert words in text
    assert len(list(document.sheet().rows)) == 21
    assert "<td>นางคำปัน ดอยงาม</td>" in html  # a long name may break


def test_registry_tells_homes_only_to_who_sees_them(school):
    make_expert(school, address="12 หมู่ 3", phone="0812345678")
    teacher, head = make_user(Role.TEACHER, school=school), keeper(school)

    assert "12 หมู่ 3" not in registry(school, teacher, digits="arabic").html()
    assert "12 หมู่ 3" in registry(school, head, digits="arabic").html()
    assert "12 หมู่ 3" not in registry(school, head, digits="arabic", person="no").html()
    blank = registry(school, teacher, blank="1")
    assert_paper(blank.pdf(), "wide", html=blank.html())


@pytest.mark.parametrize("wrong", [{"hours": 0}, {"fee": -1}])
def test_database_refuses_what_cannot_be(by, school, wrong):
    expert = make_expert(school)

    with pytest.raises(IntegrityError):
        make_lesson(expert, by, **wrong)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_for_any_number(client, by, school, rows, django_assert_num_queries):
    for number in range(rows):
        expert = make_expert(school, f"คนที่ {number}")
        make_lesson(expert, by, taught_on=DAY + timedelta(days=number))
    client.get(LIST)

    with django_assert_num_queries(5):
        client.get(LIST)


def test_class_of_another_school_is_not_taught(by, school):
    row = ExpertTeaching(expert=make_expert(school), taught_on=DAY, subject="ทอผ้า", hours=1)

    with pytest.raises(ValidationError, match="ห้องเรียนของโรงเรียนนี้"):
        experts.teach(row, classrooms=[make_classroom(make_school())], by=by)

    assert not ExpertTeaching.objects.exists()


def test_log_tells_when_branches_change(client, by, school):
    expert = make_expert(school)
    other = make_expert(school, "อื่น", "โภชนาการ").branches.get()

    experts.save_expert(expert, branches=[other], by=by)

    event = AuditEvent.objects.get(action="expert.update")
    assert event.changes == {"branches": ["ศิลปกรรม", "โภชนาการ"]}
    assert "ภูมิปัญญาด้าน" in client.get(page(expert)).context["history"][0].details

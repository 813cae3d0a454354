"""The menu lights one place on each page of the registry, the nearest one."""

import pytest
from django.urls import reverse

from schoolcare.grants import Role
from tests.factories import make_school, make_student, make_user
from tests.students.filling import page
from tests.students.screened import make_screening_round

CARE = "ระบบดูแลช่วยเหลือ"
SETTINGS = ["แบบคัดกรอง", "รอบคัดกรอง", "ตั้งค่า SDQ", "ข้อมูลครบ"]
SCREENS = ["คัดกรอง", "SDQ และแบบประเมิน", "น้ำหนักส่วนสูง"]


@pytest.mark.parametrize(
    ("name", "lit"),
    [
        ("student-list", "นักเรียน"),
        ("student-create", "นักเรียน"),
        ("student-detail", "นักเรียน"),
        ("sensitive-detail", "นักเรียน"),
        ("classroom-list", "ห้องเรียน"),
        ("classroom-detail", "ห้องเรียน"),
        ("classroom-rolls", "ห้องเรียน"),
        ("seat-roll", "ห้องเรียน"),
        ("import-list", "นำเข้าข้อมูล"),
        ("import-upload", "นำเข้าข้อมูล"),
    ],
)
def test_menu_lights_the_nearest_place(client, clerk, classroom, name, lit):
    student = make_student(classroom)
    keys = {"student-detail": student.pk, "sensitive-detail": student.pk}
    keys |= {"classroom-detail": classroom.pk, "classroom-rolls": classroom.pk}
    keys |= {"seat-roll": student.enrolments.get().pk}
    client.force_login(clerk)

    menu = client.get(page(name, *([keys[name]] if name in keys else []))).context["menu"].places

    assert [entry["label"] for entry in menu if entry["current"]] == [lit]


def places(client, person, name="home"):
    """The labels of the menu in the group of the care work, and the tabs of the page."""
    client.force_login(person)
    context = client.get(reverse(name)).context
    care = [one["label"] for one in context["menu"].places if one["group"] == CARE]
    return care, [(one["label"], one["current"]) for one in context["beside"]]


def test_care_head_finds_the_care_work_in_ten_places(client, care_head):
    care, beside = places(client, care_head)

    assert len(care) == 10
    assert care[:3] == ["กระดานงานดูแล", "คัดกรองและแบบประเมิน", "กลุ่มเสี่ยงและรายกรณี"]
    assert care[-1] == "ตั้งค่างานดูแล"
    assert beside == []


def test_counsellor_reaches_what_the_school_sets(client, school):
    """Rounds and forms are the counsellor's as well as the care head's."""
    counsellor = make_user(Role.COUNSELLOR, school=school)

    care, beside = places(client, counsellor, "students:screening-round-list")

    assert care[-1] == "ตั้งค่างานดูแล"
    assert [label for label, _here in beside] == SETTINGS


def test_pages_of_one_place_lead_to_each_other(client, care_head):
    make_screening_round(care_head.memberships.get().school)

    _care, beside = places(client, care_head, "students:sdq-list")

    assert beside == list(zip(SCREENS, [False, True, False], strict=True))
    html = client.get(reverse("students:sdq-list")).text
    assert f'<a href="{reverse("students:growth-list")}">น้ำหนักส่วนสูง</a>' in html


def test_class_that_an_adviser_is_sent_to_at_once_has_the_tabs(client, teacher, classroom):
    make_screening_round(classroom.school)
    client.force_login(teacher)

    page = client.get(reverse("students:screening-list"), follow=True)

    assert page.redirect_chain
    assert [one["label"] for one in page.context["beside"]] == SCREENS


def test_who_has_one_page_of_a_place_sees_its_name(client, officer):
    care, beside = places(client, officer, "students:screening-form-list")

    assert care == ["ความก้าวหน้างานดูแล", "สถิตินักเรียน", "แขวนลอยและออกกลางคัน", "แบบคัดกรอง"]
    assert beside == []


def test_pages_below_a_tab_have_none(client, care_head):
    _care, beside = places(client, care_head, "students:screening-round-create")

    assert beside == []


def test_settings_of_a_school_are_offered_where_the_right_is_held(client, care_head):
    """The care head of one school who teaches at another sets nothing there."""
    other = make_school()
    care_head.memberships.create(role=Role.TEACHER, school=other)
    client.force_login(care_head)
    client.post(reverse("workplace-switch"), {"school": other.pk})

    _care, beside = places(client, care_head, "students:screening-form-list")

    assert beside == [("แบบคัดกรอง", True), ("รอบคัดกรอง", False)]

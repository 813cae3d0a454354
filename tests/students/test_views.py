"""Screens of the pupil registry: who sees what, what is logged, how many queries."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from schoolcare.access import Role
from schoolcare.fields import blind_index
from schoolcare.models import AuditEvent
from students.models import Enrolment, Identifier, Student
from tests.factories import (
    make_classroom,
    make_guardian,
    make_school,
    make_student,
    make_user,
)

LIST = "/students/"
SEARCH = reverse("students:student-search")
CITIZEN_ID = "1101700230708"


def identify(student, value=CITIZEN_ID):
    return Identifier.objects.create(
        student=student,
        school=student.school,
        kind="thai",
        value=value,
        value_hash=blind_index(value),
    )


def page(name, *args):
    return reverse(f"students:{name}", args=args)


def test_list_shows_names_but_opens_own_class_alone(client, teacher, classroom):
    own = make_student(classroom, first_name="กานต์")
    other = make_student(make_classroom(classroom.school, room=2), first_name="ขวัญ")
    client.force_login(teacher)

    html = client.get(LIST).content.decode()

    assert "กานต์" in html
    assert "ขวัญ" in html
    assert page("student-detail", own.pk) in html
    assert f'href="{page("student-detail", other.pk)}"' not in html


def test_list_holds_no_row_of_another_school(client, clerk):
    make_student(school=make_school(), first_name="แปลกหน้า")
    client.force_login(clerk)

    assert "แปลกหน้า" not in client.get(LIST).content.decode()


@pytest.mark.parametrize("text", ["น้ำผึ้ง", "นาผึง", "นำผึง", "ปุย", "10๗๗๗"])
def test_search_finds_parts_without_tone_marks(client, clerk, classroom, text):
    make_student(classroom, first_name="น้ำผึ้ง", nickname="ปุ้ย", code="10777", last_name="")
    client.force_login(clerk)

    found = client.post(SEARCH, {"q": text}, follow=True)
    assert "q=" not in found.request["QUERY_STRING"]
    found = found.context["page_obj"].object_list

    assert len(found) == (0 if text == "นาผึง" else 1)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("น้ำผึ้ง ศรีสุขใจ", 1),
        ("ศรีสุข  นำผึง", 1),
        ("ด.ญ.น้ำผึ้ง ศรีสุขใจ", 1),
        ("เด็กหญิง น้ำผึ้ง", 1),
        ("น้ำผึ้ง ใจดี", 0),
        ("ด.ญ.", 0),
        ("นายิกา", 1),  # a name that begins like a title
    ],
)
def test_search_by_the_whole_name_as_lists_and_papers_show_it(
    client, clerk, classroom, text, count
):
    make_student(classroom, title="เด็กหญิง", first_name="น้ำผึ้ง", last_name="ศรีสุขใจ")
    make_student(classroom, title="เด็กหญิง", first_name="นายิกา", last_name="ใจดี")
    client.force_login(clerk)

    found = client.post(SEARCH, {"q": text}, follow=True).context["page_obj"].object_list

    assert len(found) == count


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ป.4/1", ["กานต์"]),
        ("ป๔/๒", ["ขวัญ"]),
        ("ประถมศึกษาปีที่ 4", ["กานต์", "ขวัญ"]),
        ("ป.5", ["คำ"]),
        ("ป.4/9", []),
    ],
)
def test_search_by_a_class_lists_the_class(client, clerk, school, text, names):
    for level, room, name in ((14, 1, "กานต์"), (14, 2, "ขวัญ"), (15, 1, "คำ")):
        make_student(make_classroom(school, level=level, room=room), first_name=name)
    client.force_login(clerk)

    found = client.post(SEARCH, {"q": text}, follow=True).context["page_obj"].object_list

    assert [one.first_name for one in found] == names


def test_id_never_stands_in_an_address(client, clerk, classroom):
    student = make_student(classroom)
    identify(student)
    client.force_login(clerk)

    typed = {"q": "1-1017-00230-70-8"}
    assert client.post(SEARCH, typed).url == page("student-detail", student.pk)
    assert client.post(SEARCH, typed, headers={"HX-Request": "true"})["HX-Redirect"]
    found = client.post(page("student-find"), {"value": "๑ ๑๐๑๗ ๐๐๒๓๐ ๗๐ ๘"})
    assert found.url == page("student-detail", student.pk)


def test_id_of_another_school_is_not_found(client, clerk):
    identify(make_student(school=make_school()))
    client.force_login(clerk)

    assert client.post(page("student-find"), {"value": CITIZEN_ID}).url == LIST


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_for_any_number_of_rows(
    client, clerk, classroom, rows, django_assert_num_queries
):
    for _ in range(rows):
        make_student(classroom)
    client.force_login(clerk)

    with django_assert_num_queries(4):
        client.get(LIST)


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_the_same_for_any_number_of_rows(
    client, clerk, classroom, rows, django_assert_num_queries
):
    student = make_student(classroom)
    for _ in range(rows):
        make_guardian(student, relation=f"ญาติ {_}")
    client.force_login(clerk)

    with django_assert_num_queries(3):
        client.get(page("student-detail", student.pk))


def test_export_is_formula_safe_and_logged(client, clerk, classroom):
    make_student(classroom, first_name="=1+2")
    client.force_login(clerk)

    book = load_workbook(BytesIO(client.get(page("student-export")).content))

    cell = book.active["C2"]
    assert (cell.value, cell.data_type) == ("=1+2", "s")
    assert AuditEvent.objects.get(action="pupil.export").changes == {"count": 1}


def test_export_leaves_out_who_is_not_ones_own(client, teacher, classroom):
    make_student(classroom, code="1")
    make_student(make_classroom(classroom.school, room=2), code="2")
    client.force_login(teacher)

    book = load_workbook(BytesIO(client.get(page("student-export")).content))

    assert [row[0].value for row in book.active.iter_rows(min_row=2)] == ["1"]


def test_health_teacher_sees_health_alone(client, classroom):
    student = make_student(classroom)
    nurse = make_user(Role.HEALTH_TEACHER, school=classroom.school)
    client.force_login(nurse)

    html = client.get(page("student-health", student.pk)).content.decode()

    assert "หมู่โลหิต" in html
    assert "ศาสนา" not in html
    assert client.get(page("student-welfare", student.pk)).status_code == 403
    assert client.get(page("student-detail", student.pk)).status_code == 403
    event = AuditEvent.objects.get(action="sensitive.view")
    assert (event.pupil_id, event.changes) == (student.pk, {"part": "sensitive.health"})


@pytest.mark.parametrize("name", ["student-find", "identifier-reveal", "guardian-remove"])
def test_verbs_refuse_get(client, clerk, classroom, name):
    student = make_student(classroom)
    make_guardian(student)
    keys = {
        "student-find": [],
        "identifier-reveal": [student.pk],
        "guardian-remove": [student.guardianships.get().pk],
    }
    client.force_login(clerk)

    assert client.get(page(name, *keys[name])).status_code == 405


def test_double_tap_makes_one_pupil(client, clerk, classroom):
    client.force_login(clerk)
    form = client.get(page("student-create")).context["form"]
    sent = {"key": str(form["key"].value()), "first_name": "มะลิ", "code": "๕๕", "title": "เด็กหญิง"}
    sent |= {"status": "studying", "sex": "F", "birth_date": "๕/๓/2559", "classroom": classroom.pk}

    client.post(page("student-create"), sent)
    client.post(page("student-create"), sent)

    student = Student.objects.get(first_name="มะลิ")
    assert Enrolment.objects.get(student=student).classroom == classroom
    assert student.birth_date.isoformat() == "2016-03-05"


def test_two_editors_overwrite_nothing_silently(client, clerk, classroom):
    student = make_student(classroom, first_name="เดิม")
    client.force_login(clerk)
    url = page("student-update", student.pk)
    sent = {"code": student.code, "status": "studying", "classroom": classroom.pk, "sex": "M"}
    seen = {"seen": client.get(url).context["form"]["seen"].value()}

    client.post(url, sent | seen | {"first_name": "คนแรก"})
    answer = client.post(url, sent | seen | {"first_name": "คนที่สอง"})

    rows = [row for row in answer.context["form"].differences if row["label"] == "ชื่อ"]
    assert rows == [{"label": "ชื่อ", "saved": "คนแรก", "typed": "คนที่สอง"}]
    student.refresh_from_db()
    assert student.first_name == "คนแรก"

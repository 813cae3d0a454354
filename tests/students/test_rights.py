"""What a page offers follows the right to that very row, not a right held somewhere."""

from uuid import uuid4

import pytest
from django.urls import reverse

from schoolcare.access import Role
from schoolcare.models import AuditEvent
from students.models import Enrolment
from students.services.identifiers import set_identifier
from tests.factories import make_adviser, make_classroom, make_student, make_user
from tests.students.filling import page


@pytest.fixture
def student(classroom):
    return make_student(classroom)


def html_of(client, user, url):
    client.force_login(user)
    return client.get(url).content.decode()


EDITS = ("student-update", "guardian-add", "household-edit", "photo-update", "consent-create")


def offered(html, student):
    return [name for name in EDITS if f'href="{page(name, student.pk)}"' in html]


def test_adviser_may_edit_the_own_class(client, teacher, student):
    assert offered(html_of(client, teacher, page("student-detail", student.pk)), student) == [
        *EDITS
    ]


def test_counsellor_who_advises_another_class_is_offered_no_edit(client, school, student):
    both = make_adviser(make_classroom(school, room=2))
    both.memberships.create(role=Role.COUNSELLOR, school=school)

    html = html_of(client, both, page("student-detail", student.pk))

    assert offered(html, student) == []
    assert page("note-create", student.pk) in html
    assert page("sensitive-update", student.pk) not in html_of(
        client, both, page("sensitive-detail", student.pk)
    )
    assert client.get(page("sensitive-update", student.pk)).status_code == 302


@pytest.mark.parametrize(("role", "shows"), [(Role.DEPUTY, False), (Role.DIRECTOR, True)])
def test_number_stands_on_the_page_of_who_may_see_it(client, school, student, role, shows):
    set_identifier(student, "1101700230708", by=make_user(school=school))

    html = html_of(client, make_user(role, school=school), page("student-detail", student.pk))

    masked = student.identifiers.get().masked
    assert (masked in html, "ดูเลขประจำตัว" in html) == (shows, shows)


@pytest.mark.parametrize("what", ["sensitive", "circumstances", "identifier"])
def test_counsellor_sees_what_is_sensitive_and_changes_nothing(client, school, student, what):
    client.force_login(make_user(Role.COUNSELLOR, school=school))
    url = page(f"{what}-update", student.pk)
    typed = {"health_note": "หอบหืด", "disabilities": ["ร่างกาย/สุขภาพ"], "value": "1101700230708"}

    answers = [client.get(page("sensitive-detail", student.pk)), client.get(url)]

    assert [one.status_code for one in [*answers, client.post(url, typed)]] == [200, 302, 302]
    assert set(AuditEvent.objects.values_list("action", flat=True)) == {"sensitive.view"}


def test_adviser_of_a_past_class_opens_it_no_more(client, school, student):
    old = make_classroom(school, year=2568)
    past = make_adviser(old)
    Enrolment.objects.create(student=student, classroom=old, year=2568)

    client.force_login(past)

    assert client.get(page("student-detail", student.pk)).status_code == 404
    html = client.get(page("classroom-detail", old.pk)).content.decode()
    assert student.first_name in html
    assert f'href="{page("student-detail", student.pk)}"' not in html


# Those of the care work stand among them; their own tests say who has them.
REGISTRY_TABS = {"ประวัติ", "ข้อมูลอ่อนไหว", "สุขภาพ", "สวัสดิการ"}


def tabs_of(client, user, url):
    client.force_login(user)
    shown = [tab["label"] for tab in client.get(url).context["tabs"]]
    return [label for label in shown if label in REGISTRY_TABS]


def test_tabs_are_those_one_may_open(client, clerk, classroom, student):
    welfare = make_user(Role.WELFARE, school=classroom.school)
    nurse = make_user(Role.HEALTH_TEACHER, school=classroom.school)
    url = page("student-detail", student.pk)

    assert tabs_of(client, clerk, url) == ["ประวัติ", "ข้อมูลอ่อนไหว"]
    assert tabs_of(client, welfare, url) == ["ประวัติ", "สวัสดิการ"]
    assert tabs_of(client, nurse, page("student-health", student.pk)) == ["สุขภาพ"]


def test_health_teacher_reaches_health_from_the_list(client, classroom, student):
    nurse = make_user(Role.HEALTH_TEACHER, school=classroom.school)

    html = html_of(client, nurse, page("student-list"))

    assert page("student-health", student.pk) in html
    assert f'href="{page("student-detail", student.pk)}"' not in html


@pytest.mark.parametrize("name", ["classroom-rolls", "adviser-add"])
def test_class_of_the_own_school_is_edited_by_its_clerk_alone(
    client, clerk, teacher, classroom, name
):
    url = page("classroom-detail", classroom.pk)

    assert page(name, classroom.pk) in html_of(client, clerk, url)
    assert page(name, classroom.pk) not in html_of(client, teacher, url)


def test_school_one_only_administers_tells_no_class_and_no_twin(client, clerk, stranger):
    other = make_classroom(stranger.memberships.first().school, room=5)
    twin = {"first_name": "น้ำผึ้ง", "last_name": "ใจดี", "birth_date": "2017-03-05"}
    make_student(other, code="700", **twin)
    clerk.memberships.create(role=Role.SCHOOL_ADMIN, school=other.school)
    client.force_login(clerk)
    client.post(reverse("workplace-switch"), {"school": other.school_id})

    classes = client.get(page("classroom-list"))
    added = client.post(page("student-create"), twin | {"key": uuid4()})

    assert classes.wsgi_request.workplace.school == other.school
    assert list(classes.context["rooms"]) == []
    offered = client.get(page("student-list")).context["form"].fields["classroom"].choices
    assert list(offered) == [("", "ทุกห้อง")]
    assert added.status_code == 404


def test_clerk_of_one_school_and_teacher_of_another_edits_one(client, clerk, stranger, classroom):
    other = make_classroom(stranger.memberships.first().school, room=5)
    clerk.memberships.create(role=Role.TEACHER, school=other.school)

    html = html_of(client, clerk, page("classroom-detail", other.pk))

    assert page("classroom-rolls", other.pk) not in html


def test_who_teaches_another_class_is_offered_a_note_and_no_health(client, classroom, student):
    other = make_adviser(make_classroom(classroom.school, room=2))

    html = html_of(client, other, page("student-list"))

    assert page("note-create", student.pk) in html
    assert page("student-health", student.pk) not in html


def test_name_with_markup_is_text_in_the_list(client, clerk, classroom):
    make_student(classroom, first_name="<i>มะลิ</i>", nickname="<i>ลิ</i>")

    html = html_of(client, clerk, page("student-list"))

    assert ("&lt;i&gt;มะลิ" in html, "&lt;i&gt;ลิ" in html, "<i>" in html) == (True, True, False)

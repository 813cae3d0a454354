"""PHQ-A and other tests of a class: the newest of each, for those allowed, every look logged."""

from datetime import timedelta

import pytest

from homevisits.models import ProtectionAlert
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from students.models import PhqForm, ScreenKind
from students.services import assessments
from tests.factories import make_adviser, make_classroom, make_student, make_user
from tests.students.filling import page
from tests.students.screened import make_screening_round
from tests.students.sdq_making import DAY, make_phq, make_screen

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, teacher):
    client.force_login(teacher)
    return client


def rows(client, classroom):
    return client.get(page("assessment-class", classroom.pk)).context["rows"]


def test_newest_result_of_each_test_stands_in_the_row(signed_in, teacher, classroom):
    one, two = make_student(classroom), make_student(classroom)
    make_phq(one, teacher, answers=3)
    new = make_phq(one, teacher)
    kinds = list(ScreenKind.objects.filter(school=None).order_by("position")[:2])
    old = make_screen(one, teacher, kind=kinds[1], group="problem")
    type(old).objects.filter(pk=old.pk).update(taken_on=DAY - timedelta(days=90))
    again = make_screen(one, teacher, kind=kinds[1])
    first = make_screen(one, teacher, kind=kinds[0])

    found = rows(signed_in, classroom)

    assert [(row.seat.student, row.phq, row.screens) for row in found] == [
        (one, new, [first, again]),
        (two, None, []),
    ]


def test_whom_an_alert_excludes_sees_no_danger(signed_in, teacher, classroom, school):
    student = make_student(classroom)
    counsellor = make_user(Role.COUNSELLOR, school=school)
    form, answers = PhqForm.objects.get(school=None), [0] * 8 + [3]
    round_ = make_screening_round(school)
    said = {"answers": answers, "extra": [None, None], "answered_on": DAY}
    assessments.add_phq(student, round_, form, **said, by=counsellor)
    url = page("assessment-class", classroom.pk)
    before = "แจ้งเหตุคุ้มครองแล้ว" in signed_in.get(url).text

    ProtectionAlert.objects.get().excluded.add(teacher)
    after = signed_in.get(url).text

    assert (before, "แจ้งเหตุคุ้มครองแล้ว" in after, "ต่ำกว่าจุดตัด" in after) == (True, False, True)


def test_words_of_a_specialist_stay_on_the_pupils_page(signed_in, teacher, classroom):
    make_screen(make_student(classroom), teacher, group="", result="ภาวะซึมเศร้าที่ต้องรักษา")

    html = signed_in.get(page("assessment-class", classroom.pk)).text

    assert "มีผลเป็นข้อความ" in html
    assert "ภาวะซึมเศร้า" not in html


def test_look_at_the_class_is_logged_with_its_pupils(signed_in, classroom, teacher):
    pupils = [make_student(classroom) for _ in range(2)]

    rows(signed_in, classroom)

    event = AuditEvent.objects.get(action="assessment_class.view")
    assert (event.actor_id, event.changes["pupils"]) == (teacher.pk, [one.pk for one in pupils])


def test_page_of_sdq_leads_there(signed_in, classroom):
    html = signed_in.get(page("sdq-class", classroom.pk)).text

    assert f'href="{page("assessment-class", classroom.pk)}"' in html


def test_other_class_is_404_and_wrong_role_403(client, classroom):
    other = make_adviser(make_classroom(classroom.school, room=2))
    found = []
    for user in (other, make_user(Role.CLERK, school=classroom.school)):
        client.force_login(user)
        found.append(client.get(page("assessment-class", classroom.pk)).status_code)

    assert found == [404, 403]


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same(signed_in, teacher, classroom, count, django_assert_num_queries):
    for _ in range(count):
        student = make_student(classroom)
        make_phq(student, teacher)
        make_screen(student, teacher)

    with django_assert_num_queries(6):
        rows(signed_in, classroom)

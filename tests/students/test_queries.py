"""Pages of classes and of one pupil ask the same for one row and for three."""

import pytest

from students.models import PublicationConsent
from tests.factories import make_adviser, make_classroom, make_guardian, make_student
from tests.students.filling import page


@pytest.mark.parametrize("rows", [1, 3])
def test_classes_page_asks_the_same(client, clerk, school, rows, django_assert_num_queries):
    for room in range(rows):
        classroom = make_classroom(school, room=room + 1)
        make_adviser(classroom)
        make_student(classroom)
    client.force_login(clerk)

    with django_assert_num_queries(3):
        client.get(page("classroom-list"))


@pytest.mark.parametrize("rows", [1, 3])
def test_roll_preview_asks_the_same(client, clerk, classroom, rows, django_assert_num_queries):
    for _ in range(rows):
        make_student(classroom)
    client.force_login(clerk)

    with django_assert_num_queries(4):
        client.get(page("classroom-rolls", classroom.pk))


@pytest.mark.parametrize("rows", [1, 3])
def test_consents_ask_the_same(client, clerk, classroom, rows, django_assert_num_queries):
    student = make_student(classroom)
    for _ in range(rows):
        PublicationConsent.objects.create(
            student=student, decision="given", given_by="แม่", on="2026-06-01", recorded_by=clerk
        )
    client.force_login(clerk)

    with django_assert_num_queries(3):
        client.get(page("consent-list", student.pk))


@pytest.mark.parametrize("rows", [1, 3])
def test_guardian_form_asks_the_same(client, clerk, classroom, rows, django_assert_num_queries):
    student = make_student(classroom)
    for _ in range(rows):
        make_guardian(student)
    client.force_login(clerk)

    with django_assert_num_queries(5):
        client.get(page("guardian-edit", student.guardianships.first().pk))

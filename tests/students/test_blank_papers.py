"""Papers for the pen: had from a button, about the class that was asked for, measured."""

import re

import pytest
from django.urls import reverse

from schoolcare.documents import prepare
from tests.factories import make_adviser, make_student
from tests.paper_measure import assert_paper
from tests.students.papers import page, pages

pytestmark = pytest.mark.django_db
LISTS = {
    "absence-letter": "absence-list",
    "behaviour-letter": "letter-list",
    "probation-bond": "penalty-list",
    "screening-form": "screening-list",
}


@pytest.mark.parametrize("slug", LISTS)
def test_form_for_the_pen_is_one_press_from_its_list(client, classroom, slug):
    client.force_login(make_adviser(classroom))
    shown = client.get(reverse(f"students:{LISTS[slug]}")).content.decode()

    assert f'href="{reverse("document-pdf", args=[slug])}?blank=1"' in shown
    answer = client.get(page("document-pdf", slug, blank=1))
    assert answer.content.startswith(b"%PDF")


def test_form_of_a_meeting_is_one_press_from_the_class(client, classroom):
    client.force_login(make_adviser(classroom))
    shown = client.get(reverse("students:homeroom-class", args=[classroom.pk])).content.decode()
    url = page("document-pdf", "classroom-meeting", blank=1, school=classroom.school.code)

    assert f'href="{url.replace("&", "&amp;")}"' in shown
    assert client.get(url).content.startswith(b"%PDF")


@pytest.mark.parametrize("slug", ["growth-class", "handover-note"])
def test_empty_sheet_of_a_class_has_its_names_and_no_others(client, classroom, slug):
    make_student(classroom, first_name="ขวัญใจ")
    client.force_login(make_adviser(classroom))
    asked = {"classroom": classroom.pk} | ({"term": 2, "round": 2} if "growth" in slug else {})
    shown = client.get(page("document-others", slug, **asked)).content.decode()
    [blank] = re.findall(rf'href="(/[^"]*{slug}[^"]*blank=1[^"]*)"', shown)

    words = "".join(pages(client.get(blank.replace("&amp;", "&")).content))

    assert "ขวัญใจ" in words
    assert ("ครั้งที่๒" in words) == ("growth" in slug)


def test_empty_letter_about_absences_names_nobody_and_keeps_the_measures(classroom, director):
    make_student(classroom, first_name="ขวัญใจ")
    asked = {"school": classroom.school.code, "blank": "1"}
    document = prepare("absence-letter", asked, user=director)
    pdf = document.pdf()

    assert_paper(pdf, "order-lists", html=document.html())
    words = "".join(pages(pdf))
    assert "ขวัญใจ" not in words
    assert "ผู้ปกครองของ" in words

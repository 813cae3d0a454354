"""Keying SDQ with keys alone and with the thumb; answers that cannot be sent wait and are sent."""

import pytest
from django.urls import reverse

from students.models import SdqResponse
from tests.factories import make_adviser, make_classroom, make_school, make_student, make_term
from tests.students.screened import make_screening_round
from tests.windows import PC, PHONE, shot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def room():
    school = make_school()
    make_term(school)
    room = make_classroom(school)
    for number in (1, 2):
        student = make_student(room, birth_date="2012-01-01")
        student.enrolments.update(roll_number=number)
    make_screening_round(school)
    return room


@pytest.fixture
def window(browser, live_server, client, room):
    """A browser of the adviser, at the size and with the touch that a test asks for."""
    client.force_login(make_adviser(room))
    opened = []

    def at(path, size=PC, *, touch=False):
        context = browser.new_context(viewport=size, has_touch=touch, is_mobile=touch)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        context.add_cookies([cookie | {"url": live_server.url}])
        opened.append(context)
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield at
    for context in opened:
        for page in context.pages:
            page.wait_for_load_state("networkidle")
        context.close()


def kept():
    return list(SdqResponse.objects.order_by("student").values_list("answers", flat=True))


def test_whole_class_is_keyed_in_the_grid_without_a_mouse(window, room):
    page = window(reverse("students:sdq-grid", args=[room.pk, "teacher"]))

    page.keyboard.type("1" * 25 + "0120" + " " + "2" * 20)

    page.get_by_text("25/25").wait_for()
    page.locator(".saved", has_text="บันทึกแล้ว").wait_for()
    shot(page, "sdq-grid")
    assert kept() == ["1" * 25, "0120-" + "2" * 20]


def test_pupils_are_keyed_one_after_the_other_with_enter_and_a_slip_is_taken_back(window, room):
    first, second = room.enrolments.order_by("roll_number").values_list("student", flat=True)
    page = window(reverse("students:sdq-teacher", args=[first]))

    page.keyboard.type("9")
    assert page.locator("[name=item_1]").get_attribute("aria-invalid") == "true"
    page.keyboard.type("12")
    page.keyboard.press("Backspace")  # back into the box before, which it empties
    page.keyboard.press("Backspace")
    page.keyboard.type("0" + "1" * 23)
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert f"/students/{second}/sdq/teacher/" in page.url
    assert kept() == ["10" + "1" * 23]


def test_answers_that_cannot_be_sent_are_marked_kept_and_sent_later(window, room):
    page = window(reverse("students:sdq-grid", args=[room.pk, "parent"]))
    page.context.set_offline(True)

    page.keyboard.type("210")
    page.get_by_text("รอสัญญาณ").wait_for()
    assert page.locator("input.key.lost").count() == 1
    assert kept() == []

    page.context.set_offline(False)
    page.locator(".saved", has_text="บันทึกแล้ว").wait_for()
    assert kept() == ["210" + "-" * 22]


def test_pad_under_the_thumb_fills_the_boxes(window, room):
    first = room.enrolments.order_by("roll_number").first().student_id
    page = window(reverse("students:sdq-self", args=[first]), PHONE, touch=True)

    for _ in range(25):
        page.get_by_role("button", name="1", exact=True).tap()
    page.get_by_role("button", name="3", exact=True).tap()  # page 2 takes 3
    shot(page, "sdq-phone")
    with page.expect_navigation():
        page.get_by_role("button", name="บันทึก ไปคนถัดไป").tap()

    saved = SdqResponse.objects.get()
    assert (saved.answers, saved.impact_answers) == ("1" * 25, {"difficulty": 3})

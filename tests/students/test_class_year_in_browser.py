"""A class of forty is screened and SDQ-keyed with keys alone, until nothing of it is left to do."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from schoolcare.models import User
from students.models import AspectResult, SdqResponse
from tests.factories import make_student
from tests.students.screened import make_screening_round
from tests.students.test_screening_in_browser import press, tab_to, tick_first
from tests.windows import PASSWORD, PC, shot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PUPILS = 40
CARD = "เสี่ยงแต่ยังไม่มีใครทำอะไร"


@pytest.fixture
def window(classroom, teacher, log_in):
    today = timezone.localdate()
    days = {"opens_on": today - timedelta(days=3), "closes_on": today + timedelta(days=20)}
    make_screening_round(classroom.school, **days)
    for number in range(1, PUPILS + 1):
        make_student(classroom, first_name=f"คนที่{number:02}", birth_date="2016-06-01")
    User.objects.filter(pk=teacher.pk).update(username="adviser")
    teacher.refresh_from_db()
    teacher.set_password(PASSWORD)
    teacher.save()
    return log_in("adviser", PC)


def screen(window) -> None:
    """ปกติ for all, then two pupils who are not."""
    window.go("students:screening-list")
    tab_to(window.page, "form.filters button")
    press(window.page, "Enter")
    window.page.wait_for_selector("text=ตั้งปกติ")
    tab_to(window.page, "a[data-cell]")
    press(window.page, "ArrowRight", "ArrowDown")
    tick_first(window.page, "2")
    press(window.page, "ArrowDown")
    tick_first(window.page, "3")
    window.page.wait_for_selector("#grid-sum >> text=ปกติ 38 · เสี่ยง 1 · มีปัญหา 1")


def key_sdq(window, first) -> None:
    """From pupil to pupil with Enter; the last one has nobody after it."""
    window.go("students:sdq-teacher", first)
    for _ in range(PUPILS):
        window.page.keyboard.type("0" * 25)
        with window.page.expect_navigation():
            press(window.page, "Enter")


def act(window, kind: str) -> None:
    """Tick the first pupil of the list and say what is done, with the keyboard."""
    page = window.page
    window.go("students:at-risk-list")
    tab_to(page, "input[name=screening]")
    press(page, "Space")
    tab_to(page, ".actbar button")
    with page.expect_navigation():
        press(page, "Enter")
    tab_to(page, "input[name=kind]")
    press(page, "Space")
    while page.evaluate("document.activeElement.value") != kind:
        press(page, "ArrowDown")
    tab_to(page, "[name=reason]")
    page.keyboard.type("ครูที่ปรึกษาดูแลต่อ")
    tab_to(page, "main button[type=submit]")
    with page.expect_navigation():
        press(page, "Enter")


def column(page, head: str):
    return page.locator("table.board thead th", has_text=head).locator(".num")


def test_class_is_done_with_keys_alone_and_the_card_of_risk_empties(window, classroom):
    first = classroom.enrolments.order_by("roll_number", "pk").first().student_id
    screen(window)
    window.go("students:board-class", classroom.pk)
    expect(column(window.page, "คัดกรอง")).to_have_text(f"{PUPILS}/{PUPILS}")
    expect(column(window.page, "SDQ ครู")).to_have_text(f"0/{PUPILS}")

    key_sdq(window, first)
    window.go("students:board-class", classroom.pk)
    shot(window.page, "class-year-board")
    expect(column(window.page, "SDQ ครู")).to_have_text(f"{PUPILS}/{PUPILS}")
    assert SdqResponse.objects.filter(is_complete=True).count() == PUPILS

    for waits, kind in ((2, "case"), (1, "none")):
        window.go("home")
        card = window.page.locator("main a", has_text=CARD)
        expect(card).to_contain_text(f"{waits}")
        act(window, kind)
    window.go("home")
    expect(window.page.locator("main a", has_text=CARD)).to_have_count(0)
    assert not AspectResult.objects.without_action().exists()

"""A class of forty is screened by its adviser without a mouse."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from schoolcare.models import User
from students.models import AspectResult, Screening
from tests.factories import make_guardian, make_student
from tests.students.screened import make_screening_round
from tests.windows import PASSWORD, PC, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PUPILS = 40


@pytest.fixture
def pupils(classroom, teacher):
    today = timezone.localdate()
    days = {"opens_on": today - timedelta(days=3), "closes_on": today + timedelta(days=20)}
    make_screening_round(classroom.school, **days)
    User.objects.filter(pk=teacher.pk).update(username="adviser")
    teacher.refresh_from_db()
    teacher.set_password(PASSWORD)
    teacher.save()
    found = [make_student(classroom, first_name=f"คนที่{at:02}") for at in range(1, PUPILS + 1)]
    make_guardian(found[4], income_month=4000)
    return found


def tab_to(page, found: str) -> None:
    """Press Tab until what is focused matches a selector."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("at => document.activeElement.matches(at)", found):
            return
    raise AssertionError(f"{found} was not reached")


def press(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tick_first(page, level: str) -> None:
    """Open the focused cell at a level, tick the first criterion of it, save."""
    page.keyboard.press(level)
    page.wait_for_selector("dialog[open] .tick input:focus")
    press(page, "Space", "Enter")
    page.wait_for_selector("dialog[open]", state="detached")


def test_class_of_forty_is_screened_without_a_mouse(pupils, log_in):
    page = log_in("adviser", PC).page
    page.goto(page.url + "students/screening/")
    tab_to(page, "form.filters button")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=ตั้งปกติ 479 ช่อง")
    tab_to(page, "a[data-cell]")
    press(page, "ArrowRight", "ArrowDown")
    tick_first(page, "2")
    press(page, "ArrowRight", "ArrowDown")
    tick_first(page, "3")
    press(page, "ArrowDown", "ArrowDown", "ArrowRight", "Enter")
    page.wait_for_selector("dialog[open] :checked:focus")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]", state="detached")

    page.wait_for_selector("#grid-sum >> text=ปกติ 37 · เสี่ยง 1 · มีปัญหา 2")
    groups = dict(Screening.objects.values_list("student__first_name", "group"))
    odd = {name: group for name, group in groups.items() if group != "normal"}
    assert (len(groups), odd) == (
        PUPILS,
        {"คนที่02": "risk", "คนที่03": "problem", "คนที่05": "problem"},
    )
    ticked = AspectResult.objects.filter(criteria__isnull=False)
    assert ticked.count() == 3


def test_key_one_writes_normal_and_moves_on(pupils, log_in):
    page = log_in("adviser", PC).page
    page.goto(page.url + "students/screening/")
    tab_to(page, "a[data-cell]")

    press(page, "1", "1", "1")

    expect(page.locator("a[data-cell].ok")).to_have_count(3)
    first = AspectResult.objects.order_by("aspect__order").values_list("level", flat=True)
    assert list(first) == ["lacks", "normal", "normal"]


def test_phone_goes_from_pupil_to_pupil(pupils, log_in):
    page = log_in("adviser", PHONE).page
    page.goto(f"{page.url}students/{pupils[0].pk}/screening/entry/")
    page.get_by_role("group", name="3. ด้านสุขภาพ").get_by_text("เสี่ยง", exact=True).click()
    page.get_by_text("ร่างกายไม่แข็งแรง").click()
    page.get_by_role("button", name="ที่เหลือปกติ").click()
    page.wait_for_selector("text=ครบทุกด้านแล้ว")
    page.goto(f"{page.url.split('/students')[0]}/students/{pupils[1].pk}/screening/entry/")
    page.get_by_role("button", name="ถัดไป").click()

    page.wait_for_url(f"**/students/{pupils[2].pk}/screening/entry/**")
    assert Screening.objects.get(student=pupils[0]).group == "risk"
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]

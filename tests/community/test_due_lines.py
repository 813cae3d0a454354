"""Steps of plans in calendars that are drawn by the day."""

from datetime import date

import pytest
from django.urls import reverse

from community.due_lines import as_due, numbers_words
from community.feeds import feed_lines
from community.listing import lines_of
from schoolcare import registry
from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.registry import CalendarDate
from tests.community.making_calendar import TODAY, YEAR
from tests.community.making_feeds import make_link
from tests.dates_told import telling
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
MARCH = (date(2027, 3, 1), date(2027, 3, 31))


def step(number, plan="ดูแลนักเรียน", starts_on=MARCH[0], due=MARCH[1]):
    return CalendarDate(f"{plan}-{number}", "ยาว", starts_on, due, plan=plan, step=number)


@pytest.fixture
def school(monkeypatch, time_machine):
    time_machine.move_to(TODAY)
    steps = [step(one) for one in (3, 1, 2, 8)]
    steps += [step(1, plan="งานทุน"), step(9, due=date(2027, 3, 5))]
    monkeypatch.setattr(registry, "calendar_dates", [telling(*steps)])
    return make_school()


DUE = [
    ("ครบกำหนดดูแลนักเรียน ขั้นที่ 9", date(2027, 3, 5)),
    ("ครบกำหนดงานทุน ขั้นที่ 1", MARCH[1]),
    ("ครบกำหนดดูแลนักเรียน ขั้นที่ 1–3, 8", MARCH[1]),
]


def test_steps_of_a_plan_are_one_line_on_the_day_they_are_due(school):
    lines = lines_of(school, YEAR)

    found = sorted(as_due(lines), key=lambda one: (one.starts_on, one.title))

    assert [(one.title, one.starts_on) for one in found] == DUE
    assert {(one.starts_on == one.ends_on, one.key[-4:]) for one in found} == {(True, "-due")}
    assert len(lines) == 6  # the list names each of them


def test_calendars_drawn_by_the_day_hold_due_days_alone_and_colour_none(school, client):
    client.force_login(make_user(Role.TEACHER, school=school))
    year = client.get(reverse("community:calendar-year"), {"year": YEAR})
    asked = {"year": YEAR, "month": "2027-03"}
    month = client.get(reverse("community:calendar-month"), asked)

    march = year.context["months"][10]
    assert [one.when for one in march.items] == ["5", "31", "31"]
    assert {day.css for week in march.weeks for day in week if day} == {""}
    assert month.context["month"].whole == []
    assert DUE[2][0] in month.text
    assert 'href=""' not in month.text


def test_papers_and_feeds_hold_due_days_alone(school):
    asked = {"school": school.code, "year": str(YEAR)}
    wall = prepare("wall-calendar", asked, user=None).context()["rows"][2][2]
    month = prepare("month-calendar", asked | {"month": "3"}, user=None).context()["month"]
    titles = [
        one.title for one in feed_lines(make_link(school, audience="staff"), range(YEAR, YEAR + 1))
    ]

    assert [one.days for one in wall.items] == ["5", "31", "31"]
    assert {tuple(day.marks) for week in wall.weeks for day in week if day} == {()}
    assert (month.whole, len(month.weeks[-1].days[3].items)) == ([], 2)
    assert sorted(titles) == sorted(title for title, _day in DUE)


def test_numbers_that_follow_each_other_are_a_stretch():
    assert numbers_words({2, 1, 4, 5, 6, 9}) == "1, 2, 4–6, 9"

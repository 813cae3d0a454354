"""An entry whose days run over the end of the academic year."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from community.clashes import hints_of
from community.feeds import feed_lines
from community.listing import lines_of
from community.models import CalendarEntry, Span
from schoolcare import registry
from schoolcare.access import Role
from schoolcare.documents import prepare
from tests.community.making_calendar import TODAY, YEAR, make_entry, shipped_area
from tests.community.making_feeds import make_link
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
NEXT = YEAR + 1
CAMP = {"on": date(2027, 4, 20), "until": date(2027, 5, 10), "span": Span.RANGE}


@pytest.fixture
def school(monkeypatch, time_machine):
    time_machine.move_to(TODAY)
    monkeypatch.setattr(registry, "calendar_dates", [])
    return make_school()


@pytest.fixture
def clerk(school, client):
    user = make_user(Role.CLERK, school=school)
    client.force_login(user)
    return user


def add(client, start, end, span="range"):
    asked = {"key": str(uuid4()), "title": "ค่าย", "area": shipped_area().pk, "span": span}
    asked |= {"starts_on": start, "ends_on": end, "audience": "staff"}
    return client.post(reverse("community:entry-create") + f"?year={YEAR}", asked)


def test_range_over_the_end_of_the_year_is_kept_whole(client, school, clerk):
    assert add(client, "20/4", "10/5/2570").status_code == 302

    camp = CalendarEntry.objects.get()
    assert (camp.year, camp.starts_on, camp.ends_on) == (YEAR, CAMP["on"], CAMP["until"])


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("20/4", "10/5", "ถ้าหมายถึง 10 พ.ค. 2570 ให้ใส่ปีด้วย"),
        ("10/6", "10/6/2570", "ยาวเกินหนึ่งปี (10 มิ.ย. 2569 – 10 มิ.ย. 2570) ตรวจปีที่พิมพ์"),
        ("20/4", "10/5/2571", "ปฏิทินปีการศึกษา 2569 มีวันที่"),
    ],
)
@pytest.mark.usefixtures("clerk")
def test_end_that_cannot_be_is_told_beside_the_field(client, start, end, words):
    answer = add(client, start, end)

    assert words in answer.context["form"].errors["ends_on"][0]
    assert f'value="{end}"' in answer.text


def test_both_years_show_it_and_no_other(school):
    make_entry(school, "ค่าย", **CAMP)
    make_entry(school, "ก่อนสิ้นปี", on=date(2027, 4, 30))
    make_entry(school, "รอวัน", needs_date=True, **CAMP)
    make_entry(school, "ของปีหน้า", year=NEXT, on=date(2027, 6, 1))

    def titles(year):
        return [one.title for one in lines_of(school, year)]

    assert titles(YEAR) == ["ค่าย", "ก่อนสิ้นปี", "รอวัน"]
    assert titles(NEXT) == ["ของปีหน้า", "ค่าย"]
    assert titles(NEXT + 1) == []


def test_each_years_page_draws_its_own_days(client, school, clerk):
    make_entry(school, "ค่าย", **CAMP)
    make_entry(school, "ของปีหน้า", year=NEXT, on=date(2027, 6, 1))
    page, rows = reverse("community:calendar-year"), reverse("community:calendar-list")

    april = client.get(page, {"year": YEAR}).context["months"][11]
    may = client.get(page, {"year": NEXT}).context["months"][0]

    assert [one.when for one in april.items if one.title == "ค่าย"] == ["20–30"]
    assert [one.when for one in may.items if one.title == "ค่าย"] == ["1–10"]
    there = client.get(rows, {"year": NEXT}).text
    assert "ต่อเนื่องจากปฏิทินปี 2569" in there
    assert there.count('name="to" value="up"') == 1  # it is ordered in its own year


def test_papers_feeds_and_hints_know_it_too(school):
    days = {"on": date(2027, 4, 28), "until": date(2027, 5, 3), "span": Span.RANGE}
    camp = make_entry(school, "ค่าย", place="วัด", **days)
    rite = make_entry(school, "งาน", year=NEXT, on=date(2027, 5, 2), place="วัด")
    asked = {"school": school.code, "year": str(NEXT)}

    groups = prepare("annual-calendar", asked, user=None).context()["groups"]
    feed = feed_lines(make_link(school, audience="staff"), range(NEXT, NEXT + 1))

    assert [one.title for one in groups[0].rows] == ["งาน", "ค่าย"]
    assert [one.entry for one in feed] == [rite, camp]
    assert any("“งาน” ใช้วัดด้วย" in one for one in hints_of(camp))

"""Hints beside an entry; the home page; kinds of work; speed of a full calendar."""

from datetime import date, time, timedelta
from statistics import median
from time import process_time
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.cards.calendar import calendar_cards
from community.clashes import hints_of
from community.models import Audience, CalendarEntry, Repeat, Span, WorkArea
from schoolcare.access import Role
from schoolcare.middleware import Workplace
from tests.community.making_calendar import TODAY, YEAR, make_area, make_entry, shipped_area
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def clerk(school, client):
    user = make_user(Role.CLERK, school=school, first_name="สมมติ")
    client.force_login(user)
    return user


def test_same_people_or_place_on_one_day_is_a_hint(school, clerk, django_assert_num_queries):
    entry = make_entry(school, on=DAY, place="หอประชุม", owners=[clerk])
    make_entry(school, "ประชุม", on=DAY, place="หอ ประชุม")
    make_entry(school, "ค่าย", on=DAY - timedelta(days=1), until=DAY, span="range", owners=[clerk])
    make_entry(school, "วันอื่น", on=DAY + timedelta(days=1), place="หอประชุม", owners=[clerk])

    with django_assert_num_queries(4):
        found = hints_of(entry)

    assert found == [
        "“ประชุม” ใช้หอ ประชุมด้วย (24 พฤศจิกายน 2569)",
        f"{clerk.full_name} รับผิดชอบ “ค่าย” ด้วย (23 - 24 พฤศจิกายน 2569)",
    ]


def test_day_off_is_a_hint(school):
    camp = make_entry(school, on=date(2026, 12, 9), until=date(2026, 12, 11), span="range")

    assert hints_of(camp) == ["10 ธ.ค. 2569 เป็นวันหยุด (วันรัฐธรรมนูญ)"]


@pytest.mark.parametrize(
    "other",
    [
        {"until": DAY + timedelta(days=20), "span": Span.RANGE},  # a round of weeks
        {"needs_date": True},
        {"on": None},
        {"starts_at": time(13), "ends_at": time(15)},
        {"on": date(2026, 11, 20), "until": date(2026, 11, 27), "repeat": Repeat.WEEKLY},
    ],
)
def test_what_cannot_collide_is_no_hint(school, clerk, other):
    entry = make_entry(school, on=DAY, starts_at=time(9), ends_at=time(12), owners=[clerk])
    make_entry(school, "อื่น", **{"on": DAY, "owners": [clerk]} | other)

    assert hints_of(entry) == []


def test_hint_stands_on_the_page_and_stops_nothing(client, school, clerk):
    make_entry(school, "ประชุม", on=DAY, place="หอประชุม")
    asked = {"key": str(uuid4()), "title": "ซ้อม", "area": shipped_area().pk, "span": "day"}
    asked |= {"starts_on": "24/11", "place": "หอประชุม", "audience": "staff"}

    page = client.post(reverse("community:entry-create") + f"?year={YEAR}", asked, follow=True)

    assert CalendarEntry.objects.filter(title="ซ้อม").exists()
    assert "“ประชุม” ใช้หอประชุมด้วย" in page.text


def cards(user, today=TODAY):
    request = SimpleNamespace(user=user, session={})
    request.workplace = Workplace(request)
    request.workplace.today = today
    return list(calendar_cards(request))


def test_home_names_what_begins_within_a_week(school, clerk, django_assert_num_queries):
    make_entry(school, "ลอยกระทง", on=DAY)
    make_entry(school, "เวร", on=date(2026, 11, 6), until=date(2026, 12, 25), repeat="weekly")
    make_entry(school, "รอบเยี่ยม", on=date(2026, 11, 2), until=date(2026, 11, 30), span="range")
    make_entry(school, "ร่าง", on=date(2026, 11, 25), audience=Audience.PRIVATE)
    make_entry(school, "สัปดาห์หน้า", on=date(2026, 11, 28))

    cards(clerk)
    with django_assert_num_queries(1):
        [card] = cards(clerk)

    assert (card.count, card.text) == (3, "24 พ.ย. 2569 ลอยกระทง · 25 พ.ย. 2569 ร่าง และอีก 1")
    assert card.url.endswith("?month=2026-11")
    [card] = cards(make_user(Role.TEACHER, school=school))
    assert (card.count, card.text) == (2, "24 พ.ย. 2569 ลอยกระทง · 27 พ.ย. 2569 เวร")
    assert cards(make_user(Role.BOARD_MEMBER, school=school)) == []
    assert cards(make_user(Role.TEACHER, school=make_school())) == []


def test_own_kind_of_work_is_added_once_and_goes_out_of_use(client, school, clerk):
    new, asked = reverse("community:area-create"), {"division": "ฝ่ายวิชาการ", "name": "งานวัดผล"}
    asked |= {"key": str(uuid4()), "mark": "k2", "position": "๒"}
    for _ in range(2):
        client.post(new, asked)

    area = WorkArea.objects.get(school=school)
    assert (area.division, area.name, area.mark, area.position) == ("วิชาการ", "งานวัดผล", "k2", 2)
    again = client.post(new, asked | {"key": str(uuid4())}).context["form"]
    assert again.errors == {"name": ["มีงานชื่อนี้ในฝ่ายนี้แล้ว"]}

    edit = reverse("community:area-update", args=[area.pk])
    client.post(edit, {"division": "วิชาการ", "name": "งานวัดผล", "mark": "k2", "position": "2"})
    assert area not in WorkArea.objects.offered_to(school)
    assert "เลิกใช้แล้ว" in client.get(reverse("community:area-list")).text


def test_shipped_and_foreign_kinds_of_work_are_not_changed(client, school, clerk):
    for area in (shipped_area(), make_area(make_school())):
        page = reverse("community:area-update", args=[area.pk])
        assert client.get(page).status_code == 404


def fill(school, clerk, count=1000):
    first = date(2026, 5, 1)
    area = shipped_area()
    made = CalendarEntry.objects.bulk_create(
        CalendarEntry(
            school=school, year=YEAR, position=at, title=f"รายการที่ {at}", area=area,
            starts_on=first + timedelta(days=at % 360),
            ends_on=first + timedelta(days=at % 360 + at % 4),
            span=Span.RANGE, owner_text="ครู", place="หอประชุม",
        )
        for at in range(count)
    )  # fmt: skip
    through = CalendarEntry.owners.through
    through.objects.bulk_create(
        through(calendarentry_id=one.pk, user_id=clerk.pk) for one in made[::3]
    )


def test_thousand_entries_are_shown_fast(client, clerk):
    """The figure of the house is 200 ms; here twice that, for a machine that does much else."""
    fill(clerk.memberships.get().school, clerk)
    for name, queries in (("year", 5), ("month", 5), ("list", 4)):
        url, took = reverse(f"community:calendar-{name}") + f"?year={YEAR}", []
        client.get(url)
        for _ in range(3):
            began = process_time()
            with CaptureQueriesContext(connection) as asked:
                assert client.get(url).status_code == 200
            took.append(process_time() - began)

        assert (name, len(asked)) == (name, queries)
        assert median(took) < 0.4, took

"""The list, the year and the month of a calendar."""

import re
from datetime import date

import pytest
from django.urls import reverse

from community.models import Audience, Span
from schoolcare import registry
from schoolcare.access import Role
from schoolcare.registry import CalendarDate
from tests.community.making_calendar import TODAY, YEAR, make_area, make_entry, make_holiday
from tests.dates_told import telling
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
YEAR_PAGE, MONTH, LIST = (
    reverse(f"community:calendar-{name}") for name in ("year", "month", "list")
)
MEETING = CalendarDate(
    "meeting-7",
    "ประชุมกรรมการ",
    date(2026, 12, 25),
    date(2026, 12, 25),
    url="/committee/meetings/7/",
)


@pytest.fixture
def school():
    return make_school()


@pytest.fixture(autouse=True)
def _one_day(time_machine, monkeypatch):
    time_machine.move_to(TODAY)
    monkeypatch.setattr(registry, "calendar_dates", [telling(MEETING)])


@pytest.fixture
def teacher(school, client):
    user = make_user(Role.TEACHER, school=school)
    client.force_login(user)
    return user


def listed(client, **asked):
    return [line.title for _, line in client.get(LIST, {"year": YEAR, **asked}).context["rows"]]


def test_list_is_filtered_by_what_its_lines_say(client, teacher, school):
    own = make_area(school)
    make_entry(school, "ทั้งปี", on=None, position=1, owner_text="ทุกคน")
    make_entry(school, "ลอยกระทง", position=2, place="ท่าน้ำ", owners=[teacher])
    make_entry(school, "วันแม่", on=date(2026, 8, 11), position=3, area=own)

    assert listed(client) == ["ทั้งปี", "ลอยกระทง", "วันแม่", "ประชุมกรรมการ"]
    assert listed(client, q="ทานำ") == ["ลอยกระทง"]  # without tone marks
    assert listed(client, area=f"{own.division}/{own.name}") == ["วันแม่"]
    assert listed(client, area="สัมพันธ์ชุมชน/") == ["ทั้งปี", "ลอยกระทง"]
    assert listed(client, month="2026-08") == ["ทั้งปี", "วันแม่"]
    assert listed(client, owner=teacher.pk) == ["ลอยกระทง"]
    assert listed(client, owner="none") == ["วันแม่"]
    assert listed(client, sort="day") == ["ทั้งปี", "วันแม่", "ลอยกระทง", "ประชุมกรรมการ"]
    assert listed(client, audience="public") == []
    assert listed(client, area="ไม่มี", month="x") == listed(client)  # a spoilt address filters not


def test_order_can_be_changed_where_it_is_shown_whole(client, school):
    client.force_login(make_user(Role.CLERK, school=school))
    make_entry(school)

    assert client.get(LIST).context["may_move"]
    assert not client.get(LIST, {"sort": "day"}).context["may_move"]


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_the_same_queries(client, teacher, school, count, django_assert_num_queries):
    for number in range(count):
        make_entry(school, position=number, owners=[teacher])
    for url, queries in ((LIST, 4), (YEAR_PAGE, 5), (MONTH, 5)):
        client.get(url)
        with django_assert_num_queries(queries):
            client.get(url, {"year": YEAR})


def test_year_shows_kinds_holidays_today_and_what_lasts_all_year(client, teacher, school):
    make_entry(school, "โครงการเยี่ยมบ้าน", on=None)
    make_entry(school, "เยี่ยมบ้าน รอบที่ 2", on=date(2026, 11, 2), until=date(2026, 11, 30))
    make_entry(school, "ลอยกระทง", area=make_area(school))
    make_entry(school, "รอวัด", needs_date=True)
    make_holiday(school)

    answer = client.get(YEAR_PAGE, {"year": YEAR})

    november = answer.context["months"][6]
    assert november.name == "พฤศจิกายน 2569"
    css = {day.on.day: day.css for week in november.weeks for day in week if day}
    assert (css[1], css[2], css[21], css[24], css[25]) == ("", "k4", "today", "k1", "hol")
    assert [(one.when, one.title) for one in november.items] == [
        ("2–30", "เยี่ยมบ้าน รอบที่ 2"),
        ("24", "ลอยกระทง"),
        ("25", "วันหยุดพิเศษ"),
    ]
    assert [one.title for one in answer.context["all_year"]] == ["โครงการเยี่ยมบ้าน"]
    assert [one.title for one in answer.context["undated"]] == ["รอวัด"]
    assert len(re.findall('<table class="mon"', answer.text)) == 12


def test_month_meant_as_a_whole_paints_no_day(client, teacher, school):
    june = {"on": date(2026, 6, 1), "until": date(2026, 6, 30), "span": Span.MONTHS, "months": [6]}
    make_entry(school, "ฤดูปลูกป่า", **june)

    month = client.get(YEAR_PAGE, {"year": YEAR}).context["months"][1]

    assert {day.css for week in month.weeks for day in week if day} == {"", "hol"}
    assert ("1–30", "ฤดูปลูกป่า") in [(one.when, one.title) for one in month.items]
    shown = client.get(MONTH, {"year": YEAR, "month": "2026-06"}).context["month"]
    assert [line.title for line in shown.whole] == ["ฤดูปลูกป่า"]


def test_month_writes_entries_into_its_days(client, teacher, school):
    make_entry(school, "ค่าย", on=date(2026, 12, 18), until=date(2026, 12, 21))

    answer = client.get(MONTH, {"year": YEAR, "month": "2026-12"})

    days = {day.on.day: day for week in answer.context["month"].weeks for day in week if day}
    assert [(one.title, one.when) for one in days[18].items] == [("ค่าย", "18–21 ธ.ค.")]
    assert [days[at].items[0].is_first for at in (18, 19, 20, 21)] == [True, False, True, False]
    assert days[20].items[0].is_start is False  # a Sunday: named again, not on phones
    assert days[25].items[0].title == "ประชุมกรรมการ"
    assert days[10].holidays == ["วันรัฐธรรมนูญ"]


def test_full_day_and_full_month_lead_on(client, teacher, school):
    for number in range(14):
        make_entry(school, f"รายการ {number}", position=number)

    day = client.get(MONTH, {"year": YEAR, "month": "2026-11"}).context["month"].weeks[3][2]
    month = client.get(YEAR_PAGE, {"year": YEAR}).context["months"][6]

    assert (len(day.items), day.more) == (5, 9)
    assert (len(month.items), month.more) == (11, 3)


def test_spoilt_year_and_month_fall_back(client, teacher):
    assert client.get(YEAR_PAGE, {"year": "9" * 30}).context["year"] == YEAR
    assert client.get(YEAR_PAGE, {"year": "๒๕๗๐"}).context["year"] == 2570
    assert client.get(YEAR_PAGE, {"year": "2027"}).context["year"] == 2570
    assert client.get(MONTH, {"month": "2569-13"}).context["month"].name == "พฤศจิกายน 2569"


def test_private_lines_are_not_drawn_for_staff(client, teacher, school):
    make_entry(school, "ซ้อมหนีไฟ", audience=Audience.PRIVATE)

    assert "ซ้อมหนีไฟ" not in client.get(YEAR_PAGE).text + client.get(MONTH).text


def test_board_member_has_no_calendar(client, school):
    client.force_login(make_user(Role.BOARD_MEMBER, school=school))

    assert {client.get(url).status_code for url in (YEAR_PAGE, MONTH, LIST)} == {403}

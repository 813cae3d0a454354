"""A month of the calendar on paper: days, bars, the list beneath."""

import re
from datetime import date, time
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from community.documents.month_grid import month_of, stretches
from community.listing import lines_of
from community.models import Audience, Span
from schoolcare.access import Role
from schoolcare.documents import prepare
from tests.community.making_calendar import YEAR, make_entry, make_holiday
from tests.factories import make_school, make_user
from tests.paper_measure import assert_paper

pytestmark = pytest.mark.django_db
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def school():
    return make_school(thai_digits=False)


def calendar(office, user=None, **asked):
    words = {"school": office.code, "year": str(YEAR), "date": "2026-11-21"} | asked
    return prepare("month-calendar", words, user=user)


def november(office, holidays=None):
    entries = [one for one in lines_of(office, YEAR) if one.entry]
    rows = stretches(entries, *NOVEMBER)
    return month_of(rows, *NOVEMBER, holidays or {})


def day_of(month, number):
    days = [day for week in month.weeks for day in week.days if day]
    return next(day for day in days if day.number == number)


def bars(week):
    return [[(cell.span, cell.item and cell.item.title) for cell in lane] for lane in week.lanes]


def test_month_begins_its_weeks_on_sunday(school):
    month = november(school)

    assert [day and day.number for day in month.weeks[0].days] == [1, 2, 3, 4, 5, 6, 7]
    assert [day and day.number for day in month.weeks[4].days] == [29, 30, *[None] * 5]


def test_month_writes_an_entry_of_one_day_into_it_with_its_time(school):
    make_entry(school, "ลอยกระทง", date(2026, 11, 24), starts_at=time(17, 30))

    [item] = day_of(november(school), 24).items

    assert (item.title, item.mark, item.at) == ("ลอยกระทง", "k4", "17.30 น.")


def test_month_draws_several_days_as_bars_cut_at_the_weeks(school):
    make_entry(school, "ค่าย", date(2026, 11, 6), until=date(2026, 11, 9), span=Span.RANGE)
    make_entry(school, "อบรม", date(2026, 11, 7), until=date(2026, 11, 8), span=Span.RANGE)
    make_entry(school, "กีฬา", date(2026, 11, 10), until=date(2026, 11, 11), span=Span.RANGE)

    month = november(school)

    five, six = [(1, None)] * 5, [(1, None)] * 6
    assert bars(month.weeks[0]) == [[*five, (2, "ค่าย")], [*six, (1, "อบรม")]]
    assert bars(month.weeks[1]) == [
        [(2, "ค่าย"), (2, "กีฬา"), (1, None), (1, None), (1, None)],
        [(1, "อบรม"), *six],
    ]
    assert not month.is_cut


def test_month_names_what_lasts_all_of_it_above(school):
    make_entry(*(school, "กฐิน", NOVEMBER[0]), until=NOVEMBER[1], span=Span.MONTHS, months=[11])
    make_entry(school, "สานสัมพันธ์", None)

    html = calendar(school).html()

    assert [one.title for one in november(school).whole] == ["กฐิน"]
    above = html[: html.index("<table")]
    assert above.index("ตลอดปีการศึกษา") < above.index("สานสัมพันธ์") < above.index("กฐิน")


def test_month_fills_its_page_and_gives_more_to_a_full_week(school):
    make_entry(school, "ค่าย", date(2026, 11, 2), until=date(2026, 11, 3), span=Span.RANGE)
    for number in range(5):
        make_entry(school, f"งาน {number} " + "ก" * 40, date(2026, 11, 24))
    month = november(school)

    month.fill(450)

    rooms = [week.room for week in month.weeks]
    assert rooms == [24, 40, 40, 198, 40]  # a bar takes of its week; fifteen lines what they need
    assert sum(rooms) + 5 * 18 + 16 in range(440, 451)


def test_month_marks_holidays_by_name(school):
    make_holiday(school, date(2026, 11, 25), "วันหยุดของโรงเรียน")

    html = calendar(school).html()

    assert '<b class="hol">25</b> <span class="holiday">วันหยุดของโรงเรียน</span>' in html


def test_month_with_more_than_a_day_holds_lists_them_all_beneath(school):
    titles = [f"งาน {number}" for number in range(7)]
    for title in titles:
        make_entry(school, title, owner_text="ครูเวร", place="หอประชุม")

    html = calendar(school).html()

    day = day_of(november(school), 24)
    assert ([one.title for one in day.items], day.more) == (titles[:4], 3)
    listed = html[html.index("รายการของเดือน") :]
    assert re.findall(r"</i>(งาน \d)</td>", listed) == titles
    assert listed.count("<td>ครูเวร</td>") == 7


def test_month_leaves_out_who_is_responsible_for_the_public(school):
    make_entry(school, owner_text="ครูเวร", audience=Audience.PUBLIC)

    assert "ครูเวร" in calendar(school, list="yes").html()
    assert "ครูเวร" not in calendar(school, list="yes", readers="public").html()


def test_month_leaves_out_an_entry_that_waits_for_a_day(school):
    make_entry(school, "ลอยกระทง", needs_date=True)

    assert day_of(november(school), 24).items == []


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, "พฤศจิกายน 2569"),
        ({"month": "2"}, "กุมภาพันธ์ 2570"),
        ({"year": "2568"}, "พฤษภาคม 2568"),
        ({"year": "2570", "month": "2"}, "กุมภาพันธ์ 2571"),
        ({"month": "13"}, "พฤศจิกายน 2569"),
    ],
)
def test_month_is_the_one_asked_for_or_that_of_the_paper(school, asked, words):
    assert str(calendar(school, **asked)) == f"ปฏิทินรายเดือน {words}"


def test_month_of_29_february_shows_its_entry(school):
    make_entry(school, "วันพิเศษ", date(2028, 2, 29), year=2570)

    html = calendar(school, year="2570", month="2").html()

    assert "วันพิเศษ" in html


def test_month_calendar_that_is_empty_is_one_page(school):
    paper = calendar(school)

    pdf = paper.pdf()

    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    assert_paper(pdf, "month", html=paper.html())


def test_month_calendar_with_much_flows_and_holds_long_names(school):
    make_entry(school, "ก" * 200, date(2026, 11, 3), owner_text="ข" * 200)
    for number in range(60):
        make_entry(school, f"งานที่ {number}", date(2026, 11, number % 30 + 1))
    paper = calendar(school)

    pdf = paper.pdf()

    assert_paper(pdf, "month")
    assert "ก" * 59 + "…" in paper.html()


@pytest.mark.parametrize("rows", [1, 3])
def test_month_calendar_asks_the_same_for_one_row_and_three(
    school, rows, django_assert_num_queries
):
    for number in range(rows):
        make_entry(school, f"งาน {number}", owners=[make_user(school=school)])
    paper = calendar(school, make_user(Role.TEACHER, school=school))

    with django_assert_num_queries(4):
        paper.html()


def test_papers_beside_it_begin_with_itself_and_the_calendars(client, school):
    client.force_login(make_user(Role.CLERK, school=school))
    asked = {"school": school.code, "year": YEAR, "month": 11}

    answer = client.get(reverse("document-others", args=["month-calendar"], query=asked))

    slugs = [ways["document"].slug for ways in answer.context["papers"]]
    assert slugs[:3] == ["month-calendar", "annual-calendar", "wall-calendar"]

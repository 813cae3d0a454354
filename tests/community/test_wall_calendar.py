"""Twelve months on one page."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from community.documents.month_grid import stretches
from community.documents.wall_calendar import Item, Square, fitting, month_beside
from community.listing import lines_of
from community.models import CalendarEntry, Repeat, Span
from schoolcare.documents import prepare
from tests.community.making_calendar import YEAR, make_area, make_entry, shipped_area
from tests.factories import make_school
from tests.paper_measure import assert_paper

pytestmark = pytest.mark.django_db
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def school():
    return make_school(thai_digits=False)


def calendar(office, **asked):
    return prepare("wall-calendar", {"school": office.code, "year": str(YEAR)} | asked, user=None)


def november(office, holidays=None):
    entries = [one for one in lines_of(office, YEAR) if one.entry]
    rows = stretches(entries, *NOVEMBER)
    return month_beside(*NOVEMBER, rows, holidays or {})


def test_wall_calendar_runs_from_may_to_april(school):
    rows = calendar(school).context()["rows"]

    names = [month.name for months in rows for month in months]
    assert (names[0], names[7], names[8], names[11]) == (
        *("พฤษภาคม 2569", "ธันวาคม 2569"),
        *("มกราคม 2570", "เมษายน 2570"),
    )
    assert len(names) == 12


def test_wall_month_marks_days_by_shape_and_says_what_they_are(school):
    make_entry(school, "ค่าย", date(2026, 11, 3), until=date(2026, 11, 4), span=Span.RANGE)
    make_entry(school, "อบรม", date(2026, 11, 4), area=make_area(school))

    month = november(school, {date(2026, 11, 4): ["วันหยุด"]})

    week = month.weeks[0]
    assert week[3:5] == [Square(4, is_holiday=True, marks=["k1", "k4"]), Square(5, False, [])]
    assert month.items == [
        Item("3-4", "ค่าย", "k4"),
        Item("4", "วันหยุด", "hol"),
        Item("4", "อบรม", "k1"),
    ]


def test_wall_month_names_what_comes_again_once(school):
    make_entry(
        *(school, "ประชุมครู", date(2026, 11, 2)),
        until=date(2026, 11, 30),
        repeat=Repeat.WEEKLY,
    )

    assert november(school).items == [Item("2, 9, 16, 23, 30", "ประชุมครู", "k4")]


def test_wall_month_does_not_mark_thirty_days_for_a_whole_month(school):
    make_entry(school, "กฐิน", NOVEMBER[0], until=NOVEMBER[1], span=Span.MONTHS, months=[11])

    month = november(school)

    assert month.items == [Item("ทั้งเดือน", "กฐิน", "k4")]
    assert {tuple(day.marks) for week in month.weeks for day in week if day} == {()}


def test_wall_calendar_names_what_lasts_all_year_and_each_mark(school):
    make_entry(school, "สานสัมพันธ์", None)
    make_entry(school, area=make_area(school))

    context = calendar(school).context()

    assert [one.title for one in context["all_year"]] == ["สานสัมพันธ์"]
    assert context["legend"] == [
        ("k0", "กำหนดการอื่น"),
        ("k1", "งานกิจการนักเรียน"),
        ("k4", "งานสานสัมพันธ์"),
    ]


def test_fitting_says_how_many_lines_have_no_room():
    items = [Item("1", "ประชุม", "k1")] * 16

    assert fitting(items) == (items, 0)
    assert fitting(items * 2) == (items[:15], 17)
    assert fitting([Item("1", "ก" * 78, "k1")] * 5) == ([Item("1", "ก" * 78, "k1")] * 3, 2)


def test_wall_calendar_that_is_empty_is_one_page(school):
    paper = calendar(school)

    pdf = paper.pdf()

    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    assert_paper(pdf, "wall-a3", html=paper.html())


def test_wall_calendar_of_a_full_year_stays_on_its_page(school):
    areas = [shipped_area(), *(make_area(school, f"งาน{n}" * 20, mark=f"k{n}") for n in (1, 2, 3))]
    CalendarEntry.objects.bulk_create(
        CalendarEntry(
            school=school,
            year=YEAR,
            area=areas[number % 4],
            span=Span.RANGE,
            title="ก" * 200 if number % 7 == 0 else f"กิจกรรมร่วมกับวัดและชุมชน ครั้งที่ {number}",
            starts_on=date(2026, 5, 1) + timedelta(days=number),
            ends_on=date(2026, 5, 1) + timedelta(days=number + number % 9),
        )
        for number in range(350)
    )
    for number in range(9):
        make_entry(school, f"โครงการสานสัมพันธ์บ้าน วัด โรงเรียน แห่งที่ {number}", None)
    paper = calendar(school, size="a4")

    pdf = paper.pdf()

    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    assert_paper(pdf, "wall-a4", html=paper.html())


@pytest.mark.parametrize("rows", [1, 3])
def test_wall_calendar_asks_the_same_for_one_row_and_three(school, rows, django_assert_num_queries):
    for number in range(rows):
        make_entry(school, f"งาน {number}")
    paper = calendar(school)

    with django_assert_num_queries(4):
        paper.html()

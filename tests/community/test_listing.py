"""The lines of a year's calendar: entries and the dates of other apps."""

from datetime import date

import pytest

from community.listing import by_day, lines_of
from community.models import Audience, Span
from community.years import year_days
from schoolcare import registry
from schoolcare.access import Role
from schoolcare.registry import CalendarDate
from tests.community.making_calendar import YEAR, make_area, make_entry
from tests.dates_told import telling
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db
MEETING = CalendarDate(
    "meeting-7",
    "ประชุมกรรมการ",
    date(2026, 12, 25),
    date(2026, 12, 25),
    "งานกรรมการสถานศึกษา",
    "/m/7/",
)
TERM = CalendarDate("term-1", "เปิดภาคเรียน", date(2026, 5, 16), date(2026, 5, 16), is_public=True)


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def other_apps(monkeypatch):
    monkeypatch.setattr(registry, "calendar_dates", [telling(MEETING, TERM)])


@pytest.fixture(autouse=True)
def _no_other_apps(monkeypatch):
    monkeypatch.setattr(registry, "calendar_dates", [])


def test_entry_tells_all_that_a_paper_needs(school):
    owner = make_user(Role.TEACHER, school=school, first_name="สมมติ", last_name="ตัวอย่าง")
    area = make_area(school)
    entry = make_entry(school, area=area, owners=[owner], owner_text="ครูเวร", place="ท่าน้ำวัด")

    [line] = lines_of(school, YEAR)

    assert (line.key, line.title, line.entry) == (f"entry-{entry.pk}", "ลอยกระทงกับชุมชน", entry)
    assert (line.area, line.division, line.mark) == ("งานกิจการนักเรียน", "บริหารทั่วไป", "k1")
    assert (line.period, line.owners, line.place) == (
        "24 พฤศจิกายน 2569",
        "นายสมมติ ตัวอย่าง, ครูเวร",
        "ท่าน้ำวัด",
    )
    assert line.days(*year_days(YEAR)) == [(date(2026, 11, 24), date(2026, 11, 24))]


def test_line_without_owner_says_nothing_of_one(school):
    make_entry(school, on=None)

    [line] = lines_of(school, YEAR)

    assert (line.owners, line.period, line.is_all_year) == ("", "ตลอดปีการศึกษา", True)
    assert line.days(*year_days(YEAR)) == []


def test_own_order_comes_first_then_other_apps_by_day(school, other_apps):
    make_entry(school, "สอง", position=2)
    make_entry(school, "หนึ่ง", on=None, position=1)

    lines = lines_of(school, YEAR)

    assert [one.title for one in lines] == ["หนึ่ง", "สอง", "เปิดภาคเรียน", "ประชุมกรรมการ"]
    assert [(one.mark, one.area, one.url) for one in lines[2:]] == [
        ("", "", ""),
        ("k3", "งานกรรมการสถานศึกษา", "/m/7/"),
    ]
    assert lines[3].days(date(2026, 12, 1), date(2026, 12, 31)) == [(date(2026, 12, 25),) * 2]
    assert lines[3].days(date(2027, 1, 1), date(2027, 1, 31)) == []


def test_all_year_stands_before_dated_lines_in_order_of_days(school, other_apps):
    make_entry(school, "ลอยกระทง", position=1)
    make_entry(school, "ทั้งปี", on=None, position=3)
    make_entry(school, "ไหว้ครู", on=date(2026, 6, 11), position=2)

    assert [one.title for one in by_day(lines_of(school, YEAR))] == [
        *("ทั้งปี", "เปิดภาคเรียน", "ไหว้ครู", "ลอยกระทง", "ประชุมกรรมการ"),
    ]


def test_each_reader_sees_what_is_for_them(school, other_apps):
    for audience in Audience:
        make_entry(school, audience.label, audience=audience)

    def seen(audience):
        return {one.title for one in lines_of(school, YEAR, audience=audience)}

    assert seen(Audience.PUBLIC) == {"เผยแพร่ต่อสาธารณะ", "เปิดภาคเรียน"}
    assert seen(Audience.STAFF) == {"เผยแพร่ต่อสาธารณะ", "บุคลากรทุกคน", "เปิดภาคเรียน", "ประชุมกรรมการ"}
    assert seen(Audience.PRIVATE) == seen(Audience.STAFF) | {"เฉพาะผู้จัดทำปฏิทิน"}


def test_another_office_and_another_year_are_not_in_it(school):
    make_entry(make_school(), "ของโรงเรียนอื่น")
    make_entry(school.district, "ของเขต")
    make_entry(school, "ปีก่อน", year=YEAR - 1, on=date(2025, 11, 24))

    assert lines_of(school, YEAR) == []
    assert [one.title for one in lines_of(school.district, YEAR)] == ["ของเขต"]
    assert lines_of(make_district(), YEAR) == []


@pytest.mark.parametrize("count", [1, 3])
def test_queries_stay_the_same(school, other_apps, count, django_assert_num_queries):
    for number in range(count):
        make_entry(school, owners=[make_user(Role.TEACHER, school=school)], position=number)

    with django_assert_num_queries(3):
        assert len(lines_of(school, YEAR)) == count + 2


def test_months_are_stretches_of_their_own(school):
    make_entry(
        school,
        on=date(2026, 6, 1),
        until=date(2026, 11, 30),
        span=Span.MONTHS,
        months=[6, 11],
    )

    [line] = lines_of(school, YEAR)

    assert line.days(*year_days(YEAR)) == [
        (date(2026, 6, 1), date(2026, 6, 30)),
        (date(2026, 11, 1), date(2026, 11, 30)),
    ]

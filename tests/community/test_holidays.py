"""Public holidays of Thailand, put right by office and school."""

from datetime import date

import pytest

from community.holidays import buddhist_days, holidays_of, national
from tests.community.making_calendar import make_holiday
from tests.factories import make_district, make_school

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 5, 1), date(2027, 4, 30)
KINGS_BIRTHDAY = date(2026, 7, 28)


@pytest.fixture
def office():
    return make_district(province="เชียงใหม่")


@pytest.fixture
def school(office):
    return make_school(district=office, province="เชียงใหม่")


def test_national_list_covers_both_years_of_a_school_year(school, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = holidays_of(school, FIRST, LAST)

    assert list(found) == sorted(found)
    assert found[date(2026, 5, 31)] == ["วันวิสาขบูชา"]
    assert found[date(2026, 6, 1)] == ["ชดเชยวันวิสาขบูชา"]
    assert found[date(2026, 12, 5)] == ["วันพ่อแห่งชาติ", "วันชาติ"]
    assert found[date(2027, 1, 16)] == ["วันครู"]
    assert found[date(2027, 4, 6)] == ["วันจักรี"]


def test_labour_day_and_childrens_day_are_no_days_off_of_a_school(school):
    found = holidays_of(school, date(2026, 1, 1), date(2027, 12, 31))

    assert date(2026, 5, 1) not in found
    assert date(2027, 5, 3) not in found  # the day in lieu of it
    assert date(2027, 1, 9) not in found


def test_only_days_asked_for_are_given(school):
    assert list(holidays_of(school, KINGS_BIRTHDAY, KINGS_BIRTHDAY)) == [KINGS_BIRTHDAY]
    assert holidays_of(school, date(2026, 7, 27), date(2026, 7, 27)) == {}


def test_office_adds_a_day_for_its_schools(office, school, django_assert_num_queries):
    make_holiday(office, name="ครม. ประกาศเพิ่ม")

    with django_assert_num_queries(1):
        found = holidays_of(school, FIRST, LAST)

    assert found[date(2026, 11, 25)] == ["ครม. ประกาศเพิ่ม"]
    assert holidays_of(office, FIRST, LAST)[date(2026, 11, 25)] == ["ครม. ประกาศเพิ่ม"]
    assert date(2026, 11, 25) not in holidays_of(make_school(), FIRST, LAST)


def test_day_taken_out_is_no_holiday_there(office, school):
    make_holiday(office, on=KINGS_BIRTHDAY, name="ไม่หยุด", is_off=False)

    assert KINGS_BIRTHDAY not in holidays_of(school, FIRST, LAST)
    assert national(2026)[KINGS_BIRTHDAY] == ("วันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระเจ้าอยู่หัว",)


def test_school_has_the_last_word(office, school):
    make_holiday(school, name="โรงเรียนเปิดเรียนชดเชย", is_off=False)
    make_holiday(office, name="หยุดทั้งเขต")

    assert date(2026, 11, 25) not in holidays_of(school, FIRST, LAST)
    assert date(2026, 11, 25) in holidays_of(make_school(district=office), FIRST, LAST)


def test_day_renamed_stands_once_with_its_new_name(school):
    make_holiday(school, on=KINGS_BIRTHDAY, name="ชื่อใหม่")
    make_holiday(school, on=KINGS_BIRTHDAY, name="เอาชื่อเดิมออก", is_off=False)

    assert holidays_of(school, FIRST, LAST)[KINGS_BIRTHDAY] == ["ชื่อใหม่"]


def test_province_narrows_an_offices_day(office, school):
    make_holiday(office, name="วันสำคัญของจังหวัด", province="ลำพูน")
    beyond = make_school(district=office, province="ลำพูน")

    assert date(2026, 11, 25) not in holidays_of(school, FIRST, LAST)
    assert holidays_of(beyond, FIRST, LAST)[date(2026, 11, 25)] == ["วันสำคัญของจังหวัด"]


def test_buddhist_days_move_with_the_moon():
    assert buddhist_days(2026)["วันลอยกระทง"] == date(2026, 11, 24)
    assert buddhist_days(2027)["วันลอยกระทง"] == date(2027, 11, 13)
    assert buddhist_days(2027)["วันเข้าพรรษา"] == date(2027, 7, 19)

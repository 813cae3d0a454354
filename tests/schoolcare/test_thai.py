"""Dates, years and amounts: the vectors of the regulations, properties, PyThaiNLP as an oracle."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st
from pythainlp.util import bahttext, thai_strftime

from schoolcare import thai

SATURDAY = date(2026, 11, 21)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def test_thai_date_forms():
    assert thai.thai_date(SATURDAY) == "21 พ.ย. 2569"
    assert thai.thai_date_full(SATURDAY) == "21 พฤศจิกายน 2569"
    assert thai.thai_weekday(SATURDAY) == "วันเสาร์"
    assert thai.thai_digits(thai.thai_date_full(SATURDAY)) == "๒๑ พฤศจิกายน ๒๕๖๙"


@pytest.mark.parametrize("form", [thai.thai_date, thai.thai_date_full, thai.thai_time])
def test_thai_form_of_nothing_is_empty(form):
    assert form(None) == ""


def test_thai_date_of_moment_is_day_in_thailand():
    new_year = datetime(2025, 12, 31, 17, 30, tzinfo=UTC)

    assert thai.thai_date(new_year) == "1 ม.ค. 2569"
    assert thai.thai_time(new_year) == "00:30 น."


def test_thai_time_separator():
    assert thai.thai_time(time(14, 32)) == "14:32 น."
    assert thai.thai_digits(thai.thai_time(time(9, 30), separator=".")) == "๐๙.๓๐ น."


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 11, 21), date(2026, 11, 25), "21–25 พ.ย. 2569"),
        (date(2026, 11, 28), date(2026, 12, 2), "28 พ.ย. – 2 ธ.ค. 2569"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 ธ.ค. 2569 – 3 ม.ค. 2570"),
        (date(2026, 11, 21), date(2026, 11, 21), "21 พ.ย. 2569"),
        (date(2026, 11, 21), None, "21 พ.ย. 2569"),
    ],
)
def test_thai_date_range_shares_what_is_alike(start, end, words):
    assert thai.thai_date_range(start, end) == words


@pytest.mark.parametrize(
    "typed",
    [
        *("21/11/2569", "21/11/2026", "21-11-2569", "21.11.2569", "21 11 2569", "๒๑/๑๑/๒๕๖๙"),
        *("21 พ.ย. 2569", "21 พย 2569", "21 พ.ย. 69", "21 พฤศจิกายน 2569", "๒๑ พฤศจิกายน ๒๕๖๙"),
        *("21 พฤศจิกายน พ.ศ. 2569", "21 พฤศจิกายน ค.ศ. 2026", "วันที่ 21 พ.ย. 2569"),
        *("วันเสาร์ที่ 21 พฤศจิกายน 2569", "21 เดือนพฤศจิกายน พ.ศ.2569", " 21 / 11 / 2569 "),
        *("2026-11-21", "2569-11-21", "2026/11/21", "2026-11-21 08:15:12.244315"),
        *("2026-11-21T00:00:00", "21/11/2569 00:00:00"),
    ],
)
def test_parse_thai_date_reads(typed):
    assert thai.parse_thai_date(typed) == SATURDAY


@pytest.mark.parametrize(
    "typed",
    [
        *("", "-", "เมื่อวาน", "31/02/2559", "32/1/2559", "1/13/2559", "0/1/2559", "29/02/2562"),
        *("21/11/69", "21/11/0", "21/11/2400", "1/1/1500", "21 นพ. 2569", "21 พ.ย. ค.ศ. 26"),
        *("41234", "20/11", "2026-02-30"),
    ],
)
def test_parse_thai_date_impossible(typed):
    with pytest.raises(ValueError, match=r"ไม่มีในปฏิทิน|อ่านวันที่|เป็นไปไม่ได้"):
        thai.parse_thai_date(typed)


def test_parse_thai_date_leap_day_of_buddhist_year():
    assert thai.parse_thai_date("29/02/2555") == date(2012, 2, 29)


@given(DAYS)
def test_parse_thai_date_reads_what_was_written(day):
    written = [thai.thai_date(day), thai.thai_date_full(day), f"{day:%d/%m}/{day.year + 543}"]
    written += [thai.thai_digits(form) for form in written] + [day.isoformat(), f"{day:%d/%m/%Y}"]

    assert {thai.parse_thai_date(form) for form in written} == {day}


@given(DAYS)
def test_thai_dates_agree_with_pythainlp(day):
    moment = datetime(day.year, day.month, day.day)

    assert thai.thai_date(day) == thai_strftime(moment, "%-d %b %Y")
    assert thai.thai_date_full(day) == thai_strftime(moment, "%-d %B %Y")
    assert thai.thai_weekday(day) == thai_strftime(moment, "%A")


@pytest.mark.parametrize(
    ("day", "academic", "semester", "fiscal"),
    [
        (date(2026, 11, 21), 2569, 2, 2570),
        (date(2026, 5, 15), 2568, 2, 2569),
        (date(2026, 5, 16), 2569, 1, 2569),
        (date(2026, 9, 30), 2569, 1, 2569),
        (date(2026, 10, 1), 2569, 1, 2570),
        (date(2026, 10, 31), 2569, 1, 2570),
        (date(2026, 11, 1), 2569, 2, 2570),
        (date(2026, 12, 31), 2569, 2, 2570),
        (date(2027, 1, 1), 2569, 2, 2570),
        (date(2027, 4, 2), 2569, 2, 2570),
    ],
)
def test_years_of_a_day(day, academic, semester, fiscal):
    years = (thai.academic_year(day), thai.semester(day), thai.fiscal_year(day))

    assert years == (academic, semester, fiscal)


def test_legal_term_dates_of_2569():
    assert thai.legal_term_dates(2569) == (
        (date(2026, 5, 16), date(2026, 10, 11)),
        (date(2026, 11, 1), date(2027, 4, 1)),
    )


@given(DAYS)
def test_every_day_of_a_legal_term_lies_in_its_year(day):
    terms = thai.legal_term_dates(thai.academic_year(day))
    inside = [number for number, (start, end) in enumerate(terms, 1) if start <= day <= end]

    assert inside in ([], [thai.semester(day)])


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "ศูนย์บาทถ้วน"),
        (1, "หนึ่งบาทถ้วน"),
        (10, "สิบบาทถ้วน"),
        (11, "สิบเอ็ดบาทถ้วน"),
        (20, "ยี่สิบบาทถ้วน"),
        (21, "ยี่สิบเอ็ดบาทถ้วน"),
        (100, "หนึ่งร้อยบาทถ้วน"),
        (101, "หนึ่งร้อยเอ็ดบาทถ้วน"),
        (111, "หนึ่งร้อยสิบเอ็ดบาทถ้วน"),
        ("121.50", "หนึ่งร้อยยี่สิบเอ็ดบาทห้าสิบสตางค์"),
        (2500, "สองพันห้าร้อยบาทถ้วน"),
        (200_000, "สองแสนบาทถ้วน"),
        (525_000, "ห้าแสนสองหมื่นห้าพันบาทถ้วน"),
        (1_000_000, "หนึ่งล้านบาทถ้วน"),
        (1_000_001, "หนึ่งล้านเอ็ดบาทถ้วน"),
        (4_900_000, "สี่ล้านเก้าแสนบาทถ้วน"),
        (11_000_000, "สิบเอ็ดล้านบาทถ้วน"),
        (21_000_021, "ยี่สิบเอ็ดล้านยี่สิบเอ็ดบาทถ้วน"),
        ("1234567.89", "หนึ่งล้านสองแสนสามหมื่นสี่พันห้าร้อยหกสิบเจ็ดบาทแปดสิบเก้าสตางค์"),
        (Decimal("100.005"), "หนึ่งร้อยบาทหนึ่งสตางค์"),
        (0.25, "ยี่สิบห้าสตางค์"),
        (-21, "ลบยี่สิบเอ็ดบาทถ้วน"),
        (1_000_001_000_000, "หนึ่งล้านเอ็ดล้านบาทถ้วน"),
    ],
)
def test_baht_text(amount, words):
    assert thai.baht_text(amount) == words


@given(st.integers(100, 999_999_999_99))
def test_baht_text_agrees_with_pythainlp(satang):
    amount = Decimal(satang) / 100

    assert thai.baht_text(amount) == bahttext(float(amount))


@pytest.mark.parametrize(
    ("amount", "figures"),
    [(0, "0"), (2500, "2,500"), ("2500.5", "2,500.50"), (Decimal("1000000.005"), "1,000,000.01")],
)
def test_baht_in_figures(amount, figures):
    assert thai.baht(amount) == figures


@pytest.mark.parametrize(
    ("part", "places", "share"),
    [((225, 400), 1, "56.3"), ((1, 32), 2, "3.13"), ((1, 3), 2, "33.33"), ((0, 7), 1, "0.0")],
)
def test_percent_rounds_a_half_up(part, places, share):
    assert thai.percent(*part, places) == share


def test_filters_in_a_template():
    source = "{{ day|thai_date }} {{ day|thai_date_full|thai_digits }} {{ at|thai_time }}"
    page = engines["django"].from_string("{% load thai %}" + source)

    assert page.render({"day": SATURDAY, "at": time(8, 5)}) == (
        "21 พ.ย. 2569 ๒๑ พฤศจิกายน ๒๕๖๙ 08:05 น."
    )

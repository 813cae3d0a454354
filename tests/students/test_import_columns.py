"""Headers of DMC in their two shapes, with the noise that people and programs put around them."""

from pathlib import Path

import pytest

from schoolcare.spreadsheet import Row, read_rows
from students.importing.columns import HEADERS, field_of, plain, recognise

DATA = Path(__file__).parent.parent / "data"


def rows(*texts):
    return [Row(number, tuple(row)) for number, row in enumerate(texts, 1)]


def places(*texts):
    return dict(recognise(rows(*texts))[0].places)


@pytest.mark.parametrize(
    ("name", "header_row", "known", "good"),
    [("dmc_short_sample.xlsx", 2, 34, 132), ("dmc_wide_sample.xlsx", 1, 58, 360)],
)
def test_samples_of_dmc_are_recognised(name, header_row, known, good):
    with (DATA / name).open("rb") as file:
        columns, below = recognise(read_rows(file).rows)

    assert (columns.header.number, len(columns.places), len(below)) == (header_row, known, good)
    assert (columns.places["number"], columns.places["code"]) == (2, 5)
    assert columns.label("code") == "รหัสนักเรียน"


def test_wide_address_is_where_the_pupil_lives_not_the_house_register():
    with (DATA / "dmc_wide_sample.xlsx").open("rb") as file:
        columns, _below = recognise(read_rows(file).rows)

    assert columns.label("house_no") == "เลขที่บ้าน(ที่อยู่ปัจจุบัน)"


@pytest.mark.parametrize(
    "header",
    [
        *("วันเกิด", " วัน เกิด ", "วัน\nเกิด", "วันเกิด*", "* วันเกิด (ต้องกรอก)", "วันเกิด [จำเป็นต้องกรอก]"),
        *("วันเกิด（วว/ดด/ปปปป）", "วันเกิด (พ.ศ.)", "วันเกิด\u00a0:", "\ufeffวันเกิด", "วันเกิด (ถ้ามี)"),
        *("วัน เดือน ปี เกิด", "ว/ด/ป เกิด"),
    ],
)
def test_header_noise_is_passed_over(header):
    assert field_of(header) == "birth_date"


@pytest.mark.parametrize("header", ["", "หมู่(ทะเบียนบ้าน)", "อายุ(ปี)", "ชื่อโรงเรียน", "GPA"])
def test_other_columns_are_not_taken_for_ours(header):
    assert field_of(header) is None


def test_no_two_fields_share_a_header():
    meanings = {(plain(one), field) for field, headers in HEADERS.items() for one in headers}

    assert len(meanings) == len({header for header, _field in meanings})


def test_first_of_two_like_headers_counts():
    assert places(["ชื่อ", "ชั้น", "เพศ", "ชื่อ"])["first_name"] == 0


def test_header_under_a_title_is_found():
    columns, below = recognise(
        rows(["รายชื่อ"], ["ปี 2569"], ["ชื่อ", "ชั้น", "เพศ"], ["มาลี", "ป.1", "ญ"])
    )

    assert columns.header.number == 3
    assert [row.number for row in below] == [4]


@pytest.mark.parametrize("header", [[], ["ชื่อ", "เพศ", "ห้อง"], ["ชื่อ", "ชั้น"], ["a", "b", "c"]])
def test_header_without_name_and_class_is_not_one(header):
    assert recognise(rows(header, ["มาลี", "ป.1", "x"])) is None


LONG, SHORT = "1100000000008", "05210"
EITHER = "เลขประจำตัวนักเรียน"


@pytest.mark.parametrize(
    ("headers", "cells", "number", "code"),
    [
        ([EITHER, EITHER], [LONG, SHORT], 2, 3),
        ([EITHER, EITHER], [SHORT, LONG], 3, 2),
        ([EITHER, EITHER], ["", ""], 2, 3),
        ([EITHER], [LONG], 2, None),
        ([EITHER], [SHORT], None, 2),
        ([EITHER, "เลขประจำตัวประชาชน"], [SHORT, LONG], 3, 2),
        ([EITHER, "รหัสนักเรียน"], [LONG, SHORT], 2, 3),
        ([EITHER, EITHER], ["G123456789012", SHORT], 2, 3),
    ],
)
def test_same_header_over_two_numbers_is_decided_by_content(headers, cells, number, code):
    found = places(["ชื่อ", "ชั้น", *headers, "เพศ"], ["มาลี", "ป.1", *cells, "ญ"])

    assert (found.get("number"), found.get("code")) == (number, code)

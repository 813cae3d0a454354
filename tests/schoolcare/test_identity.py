import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolcare.identity import (
    citizen_id_ok,
    clean_id,
    format_citizen_id,
    id_kind,
    long_title,
    mask_citizen_id,
    parse_level,
    parse_room,
    split_title,
)
from schoolcare.models import Level
from schoolcare.text import thai_digits

GOOD = ("1234567890121", "1100000000008", "6123456789015", "7000000000121", "0123456789016")


@pytest.mark.parametrize("number", GOOD)
def test_citizen_id_ok(number):
    assert citizen_id_ok(number)
    assert citizen_id_ok(thai_digits(number))
    assert citizen_id_ok(format_citizen_id(number))


@pytest.mark.parametrize(
    "number",
    ["1234567890123", "0000000000001", "123456789012", "12345678901210", "", "G12345678901"],
)
def test_citizen_id_wrong(number):
    assert not citizen_id_ok(number)


@given(st.from_regex(r"[1-8][0-9]{11}", fullmatch=True))
def test_citizen_id_has_one_check_digit(body):
    assert sum(citizen_id_ok(f"{body}{digit}") for digit in range(10)) == 1


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        *((f"{first}234567890121", "thai") for first in "123458"),
        *((f"{first}234567890121", "alien13") for first in "0679"),
        *(("G123456789012", "gcode"), ("g๑๒๓๔๕๖๗๘๙๐๑๒", "gcode"), ("MA 123456", "passport")),
        *(("G12345678", "passport"), ("", "none"), ("  ", "none")),
        *(("123456789012", ""), ("G1234567890", ""), ("ABCDEFG", ""), ("1.99E+12", "")),
    ],
)
def test_id_kind(number, kind):
    assert id_kind(number) == kind


def test_id_is_cleaned_formatted_and_masked():
    assert clean_id(" ๑-๒๓๔๕-๖๗๘๙๐-๑๒–๑ ") == "1234567890121"
    assert format_citizen_id("1234567890121") == "1-2345-67890-12-1"
    assert format_citizen_id("g123456789012") == "G123456789012"
    assert mask_citizen_id("1234567890121") == "x-xxxx-xxxx0-12-x"
    assert mask_citizen_id("G123456789012") == "xxxxxxxxxx012"
    assert mask_citizen_id("1234") == "xxxx"


@pytest.mark.parametrize(
    ("typed", "title", "name"),
    [
        ("เด็กชายสมชาย", "เด็กชาย", "สมชาย"),
        ("ด.ช.สมชาย", "เด็กชาย", "สมชาย"),
        ("ด.ญ. น้ำผึ้ง", "เด็กหญิง", "น้ำผึ้ง"),
        ("ดญ.น้ำผึ้ง", "เด็กหญิง", "น้ำผึ้ง"),
        ("นางสาวมาลี", "นางสาว", "มาลี"),
        ("น.ส.มาลี", "นางสาว", "มาลี"),
        ("นางมาลี", "นาง", "มาลี"),
        ("นายเอก", "นาย", "เอก"),
        ("พ.ต.อ.สมชาย", "พ.ต.อ.", "สมชาย"),
        ("ว่าที่ร้อยตรีหญิงมาลี", "ว่าที่ร้อยตรีหญิง", "มาลี"),
        ("นายิกา", "", "นายิกา"),
        ("นางาม", "", "นางาม"),
        ("นาย", "", "นาย"),
        ("สมชาย", "", "สมชาย"),
        ("", "", ""),
    ],
)
def test_split_title(typed, title, name):
    assert split_title(typed) == (title, name)


@pytest.mark.parametrize(
    ("typed", "title"), [("ด.ช.", "เด็กชาย"), ("น.ส", "นางสาว"), ("นาง", "นาง")]
)
def test_long_title(typed, title):
    assert long_title(typed) == title


@pytest.mark.parametrize(
    ("typed", "level", "room"),
    [
        *(("ป1", 11, None), ("ป.1", 11, None), ("ป. ๑", 11, None), ("ประถมศึกษาปีที่ 1", 11, None)),
        *(("ม.1/2", 21, "2"), ("ป.4-3", 14, "3"), ("ป.๔/๑๐", 14, "10"), ("ม1/1", 21, "1")),
        *(("มัธยมศึกษาปีที่ 6", 26, None), ("ชั้นมัธยมศึกษาปีที่ 4 ห้อง 2", 24, "2")),
        *(("มัธยมศึกษาตอนต้นปีที่ 3", 23, None), ("ชั้นประถมศึกษาปีที่ 6/1", 16, "1")),
        *(("อ.2", 2, None), ("อนุบาล 3", 3, None), ("อนุบาลปีที่ 1", 1, None), ("อ.๓/๒", 3, "2")),
        *(("ปวช.1", 31, None), ("ปวช 3/1", 33, "1"), ("ประกาศนียบัตรวิชาชีพปีที่ 2", 32, None)),
        *(("ป.1/ก", 11, "ก"), ("ม.๔/EP", 24, "EP"), ("ป.1 ห้อง ข", 11, "ข"), ("อ.2 ห้องค", 2, "ค")),
        *(("ม.1/1 EP", 21, "1 EP"), ("ป.1/ห้องเรียนพิเศษ", 11, "ห้องเรียนพิเศษ")),
    ],
)
def test_parse_level(typed, level, room):
    assert parse_level(typed) == (level, room)


@pytest.mark.parametrize(
    "typed", ["", "-", "ป.7", "ป.0", "ม.11", "อ.4", "ปวช.4", "ปวส.1", "7", "ป.", "ป.1/"]
)
def test_parse_level_unknown(typed):
    with pytest.raises(ValueError, match="ไม่รู้จัก"):
        parse_level(typed)


@pytest.mark.parametrize(
    ("typed", "room"),
    [
        *(("1", "1"), ("๐๒", "2"), ("12.0", "12"), ("ห้อง 3", "3"), ("ห้องที่ ๔", "4")),
        *(("ก", "ก"), ("ห้อง ก", "ก"), ("ห้องก", "ก"), ("EP", "EP"), ("ห้องEP", "EP")),
        *(("EP-1", "EP-1"), ("1A", "1A"), ("Gifted  2", "Gifted 2")),
        *(("ห้องเรียนพิเศษ", "ห้องเรียนพิเศษ"), ("เน้นวิทย์", "เน้นวิทย์"), ("(พิเศษ)", "(พิเศษ)")),
    ],
)
def test_parse_room(typed, room):
    assert parse_room(typed) == room


@pytest.mark.parametrize("typed", ["", "0", "00", "1234", "-", "*", "=EP", "ห้อง", "<b>", "1.5"])
def test_parse_room_unknown(typed):
    with pytest.raises(ValueError, match="ไม่รู้จักห้อง"):
        parse_room(typed)


def test_parse_room_too_long():
    with pytest.raises(ValueError, match="ยาวเกิน 30"):
        parse_room("ก" * 31)


@pytest.mark.parametrize("level", Level)
def test_parse_level_reads_every_level_of_the_model(level):
    assert parse_level(level.label) == (level.value, None)
    assert parse_level(f"{level.label}/2") == (level.value, "2")

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolcare.text import arabic_digits, normalize, search_key, sent_number, thai_digits

THAI_TEXT = st.text(alphabet=[chr(code) for code in range(0x0E01, 0x0E5B)] + list(" \u200bA1ß"))
NAM = "น\u0e49\u0e33"


@pytest.mark.parametrize(
    "typed",
    [
        "น\u0e49\u0e33",
        "น\u0e33\u0e49",
        "น\u0e4d\u0e49\u0e32",
        "น\u0e49\u0e4d\u0e32",
        "\ufeffน\u200b\u0e49\u0e33 ",
    ],
)
def test_normalize_has_one_spelling_of_nam(typed):
    assert normalize(typed) == NAM


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u0e40\u0e40สง", "แสง"),
        ("\u0e40\u200b\u0e40สง", "แสง"),
        ("  สม  ชาย\u00a0ใจดี\n", "สม ชาย ใจดี"),
        ("กุ\u0e48ง", "กุ่ง"),
        ("ก\u0e48\u0e38ง", "กุ่ง"),
        ("-1+2", "-1+2"),
        ("สม\x00ชาย\x1b\u202e\u00ad", "สมชาย"),
        ("สม\tชาย\x85ใจดี", "สม ชาย ใจดี"),
    ],
)
def test_normalize(typed, kept):
    assert normalize(typed) == unicodedata.normalize("NFC", kept)


@given(THAI_TEXT)
def test_normalize_twice_is_once(text):
    assert normalize(normalize(text)) == normalize(text)


@given(THAI_TEXT)
def test_search_key_of_normalized_is_the_same(text):
    assert search_key(normalize(text)) == search_key(text)
    assert search_key(search_key(text)) == search_key(text)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("น้ำผึ้ง", "นำผึง"),
        ("น้ำผึ้ง", "น\u0e4d\u0e49าผึ้ง"),
        ("สมศักดิ์", "สมศักดิ"),
        ("ห้วยน้ำริน ๕", "หวยนำริน5"),
        ("Somchai", "SOMCHAI"),
        ("ณ อยุธยา", "ณอยุธยา"),
    ],
)
def test_search_key_finds_hurried_typing(name, typed):
    assert search_key(name) == search_key(typed)


def test_search_key_keeps_vowels_apart():
    assert search_key("มาลี") != search_key("มะลิ")


@given(st.integers())
def test_digits_there_and_back(number):
    assert arabic_digits(thai_digits(number)) == str(number)


def test_thai_digits_leave_letters_alone():
    assert thai_digits("ที่ ศธ 04140.087/123") == "ที่ ศธ ๐๔๑๔๐.๐๘๗/๑๒๓"


@pytest.mark.parametrize(
    ("sent", "number"),
    [("12", 12), ("๑๒", 12), ("", 0), ("-1", 0), ("²", 0), ("9" * 18, 10**18 - 1), ("9" * 19, 0)],
)
def test_number_that_a_browser_sent(sent, number):
    assert sent_number(sent) == number

"""Questions of a monitoring round as data, and what is a good answer."""

import pytest

from committee.monitoring import template
from committee.monitoring.figures import LABELS
from committee.monitoring.questions import (
    Item,
    Kind,
    Section,
    fault_of,
    items_of,
    next_code,
    read,
    tidy,
    to_plain,
    words_of,
)

LEVEL, YES = Item("q1", "ก", Kind.LEVEL), Item("q2", "ข", Kind.YES_NO)
NUMBER, TEXT = Item("q3", "ค", Kind.NUMBER, unit="ครั้ง"), Item("q4", "ง", Kind.TEXT)


def test_questions_that_ship_stay_themselves_through_reading():
    plain = template.questions()

    assert to_plain(read(plain)) == plain


def test_questions_that_ship_have_codes_of_their_own_and_known_figures():
    items = items_of(read(template.questions()))

    assert [one.code for one in items] == [f"q{n}" for n in range(1, len(items) + 1)]
    assert {one.figure for one in items} - {""} == set(LABELS)
    assert {one.kind for one in items} == set(Kind.values)


def test_items_are_numbered_within_their_section():
    numbers = [item.number for item in items_of(read(template.questions()))]

    assert numbers[:5] == ["1.1", "1.2", "1.3", "2.1", "2.2"]


def test_new_item_gets_a_code_that_nobody_has():
    assert next_code([Section("ก", (LEVEL, Item("q7", "ข", Kind.TEXT)))]) == "q8"
    assert next_code([]) == "q1"


def test_section_without_items_is_not_kept():
    assert to_plain([Section("ก", ())]) == []


@pytest.mark.parametrize(
    ("item", "answer", "fault"),
    [
        (LEVEL, "", "ยังไม่ได้ตอบ"),
        (LEVEL, "5", ""),
        (LEVEL, "6", "เลือกจากรายการ"),
        (YES, "maybe", "เลือกจากรายการ"),
        (NUMBER, "0", ""),
        (NUMBER, "สอง", "ใส่เป็นจำนวนเต็ม เช่น 2"),
        (NUMBER, "-1", "ใส่เป็นจำนวนเต็ม เช่น 2"),
        (NUMBER, "1000001", "ใส่เป็นจำนวนเต็ม เช่น 2"),
        (NUMBER, "²", "ใส่เป็นจำนวนเต็ม เช่น 2"),
        (TEXT, "", ""),
    ],
)
def test_fault_of_an_answer(item, answer, fault):
    assert fault_of(item, answer) == fault


@pytest.mark.parametrize(
    ("item", "typed", "kept"),
    [(NUMBER, " ๑,๒๐๐ ", "1200"), (TEXT, "  ข้อ ๒ ", "ข้อ ๒"), (TEXT, "ก" * 3000, "ก" * 2000)],
)
def test_answer_is_kept_tidy(item, typed, kept):
    assert tidy(item, typed) == kept


def test_answers_read_as_words():
    found = [words_of(*one) for one in [(LEVEL, "4"), (YES, "no"), (NUMBER, "2"), (TEXT, "ดี")]]

    assert found == ["4 มาก", "ไม่มี/ไม่ใช่", "2 ครั้ง", "ดี"]
    assert words_of(NUMBER, "") == ""

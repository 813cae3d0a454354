"""The golden order is ICU's (PostgreSQL 15, th-u-ka-noignore); PostgreSQL itself checks it too."""

import random
from functools import cmp_to_key
from itertools import pairwise

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from schoolcare.collation import thai_cmp, thai_key

GOLDEN = (
    *("1", "๒", "3", "กก", "กมล", "กมล เชียงใหม่", "กมลชัย ใจดี", "กรรม", "กรรม์", "กราบ", "กัลยา", "กา"),
    *("ก่า", "ก้า", "กาก", "ก่าก", "กำพล", "เกาะ", "แก้ว", "ไก่", "ขาว", "ข่าว", "ข้าว", "จันทร์", "เจริญ"),
    *(
        "ใจดี",
        "ฐิติ",
        "ณัฐ",
        "นาม",
        "น้ำ",
        "รัตนา",
        "ฤทัย",
        "ลัดดา",
        "สม",
        "สม กล้า",
        "สมชาย",
        "แสง",
        "โสภา",
    ),
    *("อารี", "เอก", "A", "somchai", "Zoe"),
)
NAMES = st.text(alphabet="กขคชนมยรลวสอเแโใไะาิีุู่้๊๋็์ำ กAbZ1๒", max_size=12)


@pytest.mark.parametrize("seed", range(5))
def test_golden_words_sort_as_the_dictionary(seed):
    shuffled = random.Random(seed).sample(GOLDEN, len(GOLDEN))

    assert sorted(shuffled, key=thai_key) == list(GOLDEN)
    assert sorted(shuffled, key=cmp_to_key(thai_cmp)) == list(GOLDEN)


def test_tone_marks_weigh_only_when_all_else_ties():
    assert sorted(["ก้าน", "กาน", "ก่าบ"], key=thai_key) == ["กาน", "ก้าน", "ก่าบ"]


@given(NAMES, NAMES)
def test_thai_cmp_is_antisymmetric(left, right):
    assert thai_cmp(left, right) == -thai_cmp(right, left)


@given(st.lists(NAMES, min_size=2))
def test_thai_cmp_agrees_with_the_key(names):
    ordered = sorted(names, key=cmp_to_key(thai_cmp))

    assert all(thai_key(first) <= thai_key(second) for first, second in pairwise(ordered))


@pytest.mark.django_db
def test_database_sorts_the_golden_words():
    values = " UNION ALL ".join(["SELECT %s AS word"] * len(GOLDEN))
    shuffled = random.Random(1).sample(GOLDEN, len(GOLDEN))

    with connection.cursor() as cursor:
        cursor.execute(f'SELECT word FROM ({values}) words ORDER BY word COLLATE "thai"', shuffled)  # noqa: S608 -- placeholders only
        words = [word for (word,) in cursor.fetchall()]

    assert words == list(GOLDEN)

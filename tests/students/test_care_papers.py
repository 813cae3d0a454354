"""Every paper of the care work of a class of forty-six, and of one where nothing is written yet.

Those that grow longer with more pupils than a class has, of each family one: with these too.
"""

import re
from itertools import product

import pytest

from schoolcare.documents import prepare
from students.models import ConductRules
from tests.paper_measure import assert_paper
from tests.students.paper_cases import CASES, make_room
from tests.students.papers import pages

pytestmark = [pytest.mark.django_db, pytest.mark.measured]
MANY = [("sdq-class", 60), ("classroom-meeting", 60), ("graduate-destination", 200)]


@pytest.mark.parametrize(("slug", "count"), [*product(CASES, [0, 46]), *MANY])
def test_paper_keeps_the_measures_full_and_empty(school, slug, count):
    kind, make = CASES[slug]
    asked = make(make_room(school, count))
    document = prepare(slug, asked, user=None)
    arabic = prepare(slug, asked | {"digits": "arabic"}, user=None)

    assert_paper(document.pdf(), kind, html=document.html())
    assert not re.search("[๐-๙]", arabic.html())


def test_signatures_of_an_sdq_list_stand_with_its_sums(school):
    """Sixty pupils: the sums fit the second page, the signatures do not."""
    _kind, make = CASES["sdq-class"]

    last = pages(prepare("sdq-class", make(make_room(school, 60)), user=None).pdf())[-1]

    assert "สรุปตามผู้ประเมิน" in last
    assert "หัวหน้างานระบบดูแล" in last


def test_clause_typed_with_its_number_is_not_numbered_twice():
    rules = ConductRules(text="หมวด 1 ทั่วไป\nมาเรียน\nข้อ ๕ แต่งกาย\nพูดดี\nข้อ 7. ไม่สาย")

    numbered = [(1, "มาเรียน"), (5, "แต่งกาย"), (6, "พูดดี"), (7, "ไม่สาย")]
    assert rules.clauses == [(0, "หมวด 1 ทั่วไป"), *numbered]

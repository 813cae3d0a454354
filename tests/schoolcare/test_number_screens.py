"""The register on screen, and a number on the paper it was taken for."""

import re
import uuid
from datetime import date

import pytest
from django.urls import reverse

from schoolcare import documents, numbering
from schoolcare.access import Role
from schoolcare.models import NumberEntry, Register, School
from tests.factories import make_school, make_term, make_user
from tests.schoolcare.documents.papers import Memo, memo

pytestmark = pytest.mark.django_db
LIST, TAKE = reverse("number-list"), reverse("number-take")


@pytest.fixture(autouse=True)
def paper(monkeypatch):
    monkeypatch.setitem(documents.catalogue, "test-memo", Memo)


@pytest.fixture
def school():
    return make_school(letter_prefix="ศธ 1", numbering="register", thai_digits=False)


@pytest.fixture
def clerk(school, client):
    user = make_user(Role.CLERK, school=school)
    client.force_login(user)
    return user


def form(**typed):
    return {"key": uuid.uuid4(), "register": "sent", "dated_on": "21/11/2569"} | {
        "subject": "เชิญประชุม",
        **typed,
    }


def given(school, by, **more):
    facts = {"dated_on": date(2026, 11, 21), "subject": "เรื่อง", "by": by}
    return numbering.take(school, Register.SENT, **facts | more)


def test_clerk_takes_a_number(client, clerk):
    answer = client.post(TAKE, form(is_circular="on", to="ผู้ปกครอง"), follow=True)

    assert "ออกเลข ศธ 1/ว 1 แล้ว" in answer.text
    assert "ถึง ผู้ปกครอง" in answer.text


def test_double_tap_takes_one_number(client, clerk):
    asked = form()

    for _ in range(2):
        client.post(TAKE, asked)

    assert NumberEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"number": "1"}, "เลขถัดไปคือ 2"),
        ({"number": "0"}, "ต้องไม่น้อยกว่า 1"),
        ({"subject": ""}, "กรุณากรอกเรื่อง"),
        ({"dated_on": "31/2/2569"}, "ใส่วันที่ เช่น 5/3/2569"),
    ],
)
def test_what_cannot_be_is_told_at_the_field(client, clerk, school, typed, words):
    given(school, clerk)

    answer = client.post(TAKE, form(**typed))

    assert words in answer.text
    assert NumberEntry.objects.count() == 1


def test_cancelled_number_stays_on_the_list_with_its_reason(client, clerk, school):
    entry = given(school, clerk)

    answer = client.post(
        reverse("number-cancel", args=[entry.pk]), {"reason": "พิมพ์ผิด"}, follow=True
    )

    assert "พิมพ์ผิด" in answer.text
    assert reverse("number-cancel", args=[entry.pk]) not in answer.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "๒"}, [2]),
        ({"q": "ทอดผ้าป่า"}, [1]),
        ({"year": "2568"}, []),
        ({"register": "memo"}, []),
    ],
)
def test_list_is_searched(client, clerk, school, query, found):
    given(school, clerk, subject="ทอดผ้าป่า")
    given(school, clerk)

    page = client.get(LIST, query).context["page_obj"]

    assert [one.number for one in page] == found


def test_list_costs_the_same_for_one_row_and_for_three(
    client, clerk, school, django_assert_num_queries
):
    given(school, clerk)
    client.get(LIST)
    for more in (0, 2):
        for _ in range(more):
            given(school, clerk)
        with django_assert_num_queries(3):
            client.get(LIST)


def test_number_is_taken_before_the_print_and_stands_on_the_paper(client, clerk, school):
    term = make_term(school)
    page = reverse("document-print", args=["test-memo"], query={"object": term.pk})
    asked = client.get(page).context["form"].initial | {"date": "21/11/2569", "take_number": "1"}

    for _ in range(2):
        client.post(page, asked)

    entry = NumberEntry.objects.get()
    assert (entry.text, entry.slug, entry.subject) == ("ศธ 1/1", "test-memo", "รายงานผล")
    assert "<b>ที่</b> <span>ศธ 1/1</span>" in memo(term).html()


def test_enter_in_a_field_takes_no_number(client, clerk, school):
    page = reverse("document-print", args=["test-memo"], query={"object": make_term(school).pk})

    buttons = re.findall(r'<button[^>]*type="submit"[^>]*>', client.get(page).text)

    named = [button for button in buttons if "name=" in button]
    assert 'name="save"' in named[0]
    assert any('name="take_number"' in button for button in named)


def test_who_gives_no_numbers_is_told_who_does(client, school):
    term = make_term(school)
    client.force_login(make_user(Role.CARE_HEAD, school=school))
    page = reverse("document-print", args=["test-memo"], query={"object": term.pk})
    asked = client.get(page).context["form"].initial | {"date": "21/11/2569", "take_number": "1"}

    answer = client.get(page)
    client.post(page, asked)

    assert "ธุรการออกเลขได้จากหน้านี้" in answer.text
    assert not NumberEntry.objects.exists()


def test_number_of_the_register_is_not_printed_where_the_pen_writes(clerk, school):
    term = make_term(school)
    memo(term).take_number(by=clerk)
    School.objects.update(numbering="blank")
    term.school.refresh_from_db()

    assert memo(term).number_entry is None
    assert Memo.register == Register.MEMO

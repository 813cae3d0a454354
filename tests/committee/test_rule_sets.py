"""An office's own rule sets: what is changed, for which boards, and what never changes."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from committee.forms.rules import RuleSetForm
from committee.models import Board, CheckRule, RuleSet, Severity
from committee.seating import seating_of
from committee.services.boards import rule_set_for
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.committee.making import TODAY, make_board
from tests.factories import make_district, make_school, make_user
from tests.test_audit_trail import sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def office():
    return make_district()


@pytest.fixture
def admin(office):
    return make_user(Role.DISTRICT_ADMIN, district=office)


@pytest.fixture
def above(client, admin):
    client.force_login(admin)
    return client


def shipped(code="2564") -> RuleSet:
    return RuleSet.objects.get(code=code, district=None)


def page(office, code="2564") -> str:
    return reverse("committee:rule-set-edit", args=[office.pk, code])


def shown(office, admin, code="2564") -> dict:
    """The form as a browser sends it untouched."""
    rules = RuleSet.objects.offered_to(office.pk).get(code=code)
    form = RuleSetForm(instance=rules, office=office, by=admin)
    values = {bound.html_name: sent(bound) for bound in form}
    return {name: value for name, value in values.items() if value not in (None, "", False)}


def change(above, office, admin, **typed):
    return above.post(page(office), shown(office, admin) | typed, follow=True)


def test_change_makes_an_edition_of_the_office_alone(above, office, admin):
    change(above, office, admin, term_years="๓", severity_age="block", value_age=25)

    edition = RuleSet.objects.get(district=office)
    assert (edition.code, edition.term_years, edition.changed_on) == ("2564", 3, TODAY)
    age = edition.checks.get(check_code="age")
    assert (age.severity, age.value, age.is_general) == ("block", 25, True)
    assert (edition.seats.count(), edition.checks.count()) == (9, 10)
    assert (shipped().term_years, shipped().checks.get(check_code="age").value) == (4, 20)
    assert rule_set_for(make_school(district=office)) == edition
    assert rule_set_for(make_school()) == shipped()


def folds(answer) -> list[bool]:
    """Of the parts of the form, which stand open."""
    return ["open" in tag for tag in re.findall(r'<details class="mb-3"[^>]*>', answer.text)]


def test_seats_and_checks_stand_folded_until_one_is_wrong(above, office, admin):
    answer = above.get(page(office))

    assert folds(answer) == [False, False]
    assert "จำนวนกรรมการ ขนาดเล็ก 9 คน ขนาดใหญ่ 15 คน" in answer.text
    assert folds(change(above, office, admin, large_8="99")) == [True, False]
    assert folds(change(above, office, admin, value_age="มาก")) == [False, True]


def test_change_is_in_the_log_with_what_stood_there(above, office, admin):
    change(above, office, admin, max_terms=3, severity_split="off", large_8=5)

    event = AuditEvent.objects.get(action="rules.change")
    assert (event.district_id, event.changes["count"]) == (office.pk, 0)
    assert event.changes["items"] == {
        "max_terms": [2, 3],
        "ผู้ทรงคุณวุฒิ": ["1/6", "1/5"],
        "สัดส่วนผู้แทนศาสนากับผู้ทรงคุณวุฒิ": ["คำเตือน", "ไม่ตรวจ"],
    }


def test_nothing_changed_makes_no_edition(above, office, admin):
    change(above, office, admin)

    assert not RuleSet.objects.filter(district=office).exists()
    assert not AuditEvent.objects.filter(action="rules.change").exists()


def test_boards_keep_the_rules_they_were_made_under(above, office, admin):
    board = make_board(make_school(district=office))

    change(above, office, admin, small_8=2)

    board.refresh_from_db()
    assert board.rule_set == shipped()
    assert seating_of(board, TODAY).verdict.total == 9


def test_open_boards_of_the_office_may_follow_and_closed_ones_never(above, office, admin):
    school = make_school(district=office)
    over = make_board(school, ends_on=date(2026, 6, 1), starts_on=date(2022, 6, 2))
    cancelled = make_board(school, state=Board.State.CANCELLED, ends_on=date(2030, 1, 1))
    old_rules = make_board(make_school(district=office), rules="2546")
    elsewhere, mine = make_board(), make_board(school)

    answer = change(above, office, admin, small_8=2, follow="on")

    edition = RuleSet.objects.get(district=office)
    moved = Board.objects.filter(rule_set=edition)
    assert list(moved) == [mine]
    kept = Board.objects.filter(rule_set=shipped()).order_by("pk")
    assert list(kept) == [over, cancelled, elsewhere]
    assert old_rules.rule_set.code == "2546"
    assert "ใช้กับชุดที่ยังไม่ครบวาระแล้ว 1 ชุด" in answer.content.decode()


def test_second_change_leaves_the_edition_that_a_board_was_made_under(above, office, admin):
    change(above, office, admin, term_years=3)
    school = make_school(district=office)
    board = make_board(school)
    Board.objects.filter(pk=board.pk).update(rule_set=rule_set_for(school))

    change(above, office, admin, term_years=2)
    change(above, office, admin, term_years=1)

    board.refresh_from_db()
    assert (board.rule_set.term_years, board.rule_set.is_current) == (3, False)
    years = RuleSet.objects.filter(district=office).values_list("term_years", flat=True)
    assert sorted(years) == [1, 3]  # nobody was made under the one between


def test_back_to_what_came_with_the_system(above, office, admin):
    change(above, office, admin, term_years=3)

    above.post(reverse("committee:rule-set-drop", args=[office.pk, "2564"]))
    again = above.post(reverse("committee:rule-set-drop", args=[office.pk, "2564"]), follow=True)

    assert rule_set_for(make_school(district=office)) == shipped()
    assert "หลักเกณฑ์นี้เป็นฉบับที่มากับระบบอยู่แล้ว" in again.content.decode()


def test_two_administrators_at_once_the_second_is_told(office, admin):
    first = RuleSetForm(shown(office, admin) | {"term_years": 3}, **scope(office, admin))
    second = RuleSetForm(shown(office, admin) | {"term_years": 2}, **scope(office, admin))
    assert first.is_valid()
    assert second.is_valid()
    first.save()

    with pytest.raises(Exception, match="มีผู้อื่นแก้ไขไปก่อนแล้ว"):
        second.save()


def scope(office, admin) -> dict:
    return {"instance": shipped(), "office": office, "by": admin}


def test_general_knowledge_that_is_made_to_block_is_told(above, office, admin):
    answer = change(above, office, admin, severity_parent_child="block").content.decode()

    words = "ตั้งให้ต้องแก้ก่อนทั้งที่มาจากความรู้ทั่วไป ตรวจกับระเบียบที่ใช้อยู่: ผู้แทนผู้ปกครองมีบุตรหลานเรียนอยู่"
    assert answer.count(words) == 2  # once as it is saved, once for as long as it stands so
    assert not CheckRule.objects.filter(
        rule_set__district=None, is_general=True, severity=Severity.BLOCK
    ).exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"term_years": 0}, "ต้องไม่น้อยกว่า 1"),
        ({"max_terms": "สอง"}, "กรุณากรอกเป็นตัวเลข"),
        ({"small_1": 2}, "ต้องไม่เกิน 1"),
        ({"value_age": ""}, "กรุณากรอกเกณฑ์ อายุไม่ต่ำกว่าเกณฑ์ในวันแต่งตั้ง"),
        ({"severity_age": "stop"}, "กรุณาเลือกจากรายการ"),
        ({"large_8": 999}, "ต้องไม่เกิน 30"),
    ],
)
def test_what_cannot_be_is_refused_in_words(above, office, admin, typed, words):
    answer = change(above, office, admin, **typed)

    assert words in answer.content.decode()
    assert not RuleSet.objects.filter(district=office).exists()


def test_new_board_is_offered_the_edition_of_its_office(client, above, office, admin):
    change(above, office, admin, term_years=3)
    clerk = make_user(Role.CLERK, school=make_school(district=office))
    client.force_login(clerk)
    url = reverse("committee:board-create", args=[clerk.memberships.get().school_id])

    offered = client.get(url).context["form"].fields["rule_set"].queryset

    found = offered.order_by("code").values_list("code", "district")
    assert list(found) == [("2546", None), ("2564", office.pk), ("LAO", None), ("SPECIAL", None)]


def test_rule_sets_of_another_office_are_not_found(above):
    assert above.get(page(make_district())).status_code == 404


@pytest.mark.parametrize("editions", [1, 3])
def test_list_costs_the_same_with_editions(
    above, office, admin, editions, django_assert_num_queries
):
    for years in range(1, editions + 1):
        change(above, office, admin, term_years=years)

    with django_assert_num_queries(5):
        above.get(reverse("committee:rule-set-list", args=[office.pk]))

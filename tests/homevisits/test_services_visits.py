"""Writing a visit: once, kept as typed, never over a newer version, handed in complete."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from homevisits.answers import StepAnswers
from homevisits.models import HomeVisit, VisitRound
from homevisits.services import visits
from schoolcare.models import AuditEvent
from tests.factories import make_adviser, make_classroom, make_student
from tests.homevisits.making import (
    answered,
    make_draft,
    make_round,
    save,
)


@pytest.fixture
def pupil(classroom):
    return make_student(classroom)


@pytest.fixture
def visit(pupil, teacher):
    return make_draft(pupil, teacher)


def test_start_makes_one_visit_of_the_class(pupil, teacher, classroom):
    round_ = make_round(classroom.school)

    first = visits.start_visit(round_, pupil, by=teacher)
    second = visits.start_visit(round_, pupil, by=teacher)

    assert first.pk == second.pk
    assert (first.classroom, first.author, first.status) == (classroom, teacher, "draft")
    assert AuditEvent.objects.filter(action="visit.start").count() == 1


def test_second_visit_of_a_round_is_refused_by_the_database(visit):
    with pytest.raises(IntegrityError), transaction.atomic():
        HomeVisit.objects.create(
            round=visit.round,
            student=visit.student,
            classroom=visit.classroom,
            author=visit.author,
            definition="2569-1",
        )


def test_start_in_a_closed_round_is_refused(pupil, teacher, classroom):
    round_ = make_round(classroom.school, closed_at="2026-11-20T00:00Z")

    with pytest.raises(ValidationError, match="ปิดแล้ว"):
        visits.start_visit(round_, pupil, by=teacher)


def test_start_for_a_pupil_not_chosen_is_refused(pupil, teacher, classroom):
    round_ = make_round(classroom.school, who=VisitRound.Who.CHOSEN)

    with pytest.raises(ValidationError, match="ไม่ได้เยี่ยมนักเรียนคนนี้"):
        visits.start_visit(round_, pupil, by=teacher)


def test_start_for_an_old_pupil_in_a_round_of_new_ones_is_refused(pupil, teacher, classroom):
    old = make_classroom(classroom.school, year=2568)
    pupil.enrolments.create(classroom=old, year=2568, ends_on=date(2026, 3, 31))

    with pytest.raises(ValidationError, match="ไม่ได้เยี่ยมนักเรียนคนนี้"):
        visits.start_visit(make_round(classroom.school, who="new"), pupil, by=teacher)


def test_save_keeps_texts_ticks_and_columns(visit, teacher):
    saved = save(
        visit,
        "visit",
        texts={"mode": "home", "visited_on": "14/11/2569", "companions": "ครูสมใจ"},
        ticks={("informant", "ya")},
    )

    assert saved.errors == {}
    assert saved.visit.visited_on == date(2026, 11, 14)
    assert saved.visit.answers == {"companions": "ครูสมใจ"}
    assert list(visit.ticks.values_list("item", "option")) == [("informant", "ya")]


def test_save_keeps_what_is_wrong_as_typed_and_names_it(visit):
    saved = save(
        visit, "housing", texts={"rent": "พันห้า"}, ticks={("tenure", "rent")}, leave=visits.DONE
    )

    assert saved.errors == {"rent": "ใส่เป็นตัวเลข เช่น 1500"}
    assert saved.visit.answers["rent"] == "พันห้า"
    assert saved.visit.steps_done == []


def test_save_puts_a_wrong_date_aside_and_shows_it_again(visit):
    save(visit, "visit", texts={"mode": "home", "visited_on": "ตอนเย็น"})

    visit.refresh_from_db()
    assert visit.visited_on is None
    assert answered(visit, "visit").texts["visited_on"] == "ตอนเย็น"


def test_save_of_nothing_new_writes_nothing(visit):
    texts = {"mode": "home", "visited_on": "14/11/2569"}
    version = save(visit, "visit", texts=texts).visit.version

    again = save(visit, "visit", texts=texts)

    assert (again.changed, again.visit.version) == (False, version)
    assert AuditEvent.objects.filter(action="visit.save").count() == 1


def test_save_over_a_newer_version_is_refused(visit):
    opened = visit.version
    save(visit, "housing", ticks={("tenure", "own")})

    with pytest.raises(visits.Clash):
        save(visit, "housing", ticks={("tenure", "rent")}, version=opened)

    assert list(visit.ticks.values_list("option", flat=True)) == ["own"]


def test_two_people_on_two_steps_do_not_clash(visit):
    opened = visit.version
    save(visit, "housing", ticks={("tenure", "own")})

    saved = save(visit, "family", texts={"concern": "ทางเปลี่ยว"}, version=opened)

    assert saved.visit.answers["concern"] == "ทางเปลี่ยว"


def test_unticking_takes_the_row_away(visit):
    save(visit, "income", ticks={("dependency", "elderly"), ("dependency", "disabled")})
    save(visit, "income", ticks={("dependency", "elderly")})

    assert list(visit.ticks.values_list("option", flat=True)) == ["elderly"]


def test_income_divides_by_the_declared_number(visit):
    texts = {"household_count": "5", "members.1.relation": "ย่า", "members.1.wage": "๑,๒๐๐"}
    texts |= {"members.2.relation": "บิดา", "members.2.wage": "6500", "members.2.other_income": "1"}

    saved = save(visit, "income", texts=texts).visit

    assert saved.household_income == Decimal("7701.00")
    assert saved.income_per_head == Decimal("1540.20")
    assert [member.total for member in visit.members.all()] == [1200, 6501]


@pytest.mark.parametrize("count", ["0", ""])
def test_income_per_head_of_nobody_is_unknown(visit, count):
    texts = {"household_count": count, "members.1.wage": "100"}

    saved = save(visit, "income", texts={name: text for name, text in texts.items() if text}).visit

    assert (saved.household_income, saved.income_per_head) == (Decimal("100.00"), None)


def test_audit_of_a_save_names_items_and_no_values(visit):
    save(visit, "risk", ticks={("safety", "abused")})

    event = AuditEvent.objects.get(action="visit.save")
    assert event.changes == {"step": "risk", "items": ["safety"]}
    assert event.pupil_id == visit.student_id


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1e999999", "ใส่ได้ตั้งแต่ 0 ถึง 1,000,000"),
        ("NaN", "ใส่เป็นตัวเลข เช่น 1500"),
        ("-1", "ใส่ได้ตั้งแต่ 0 ถึง 1,000,000"),
        ("1.005", "ใส่ทศนิยมได้ไม่เกิน 2 ตำแหน่ง"),
        ("=1+1", "ใส่เป็นตัวเลข เช่น 1500"),
    ],
)
def test_odd_amounts_are_refused_and_kept(visit, text, reason):
    saved = save(visit, "housing", texts={"rent": text})

    assert saved.errors == {"rent": reason}
    assert saved.visit.answers["rent"] == text


@pytest.mark.parametrize("text", ["1,500", "๑๕๐๐", "1500.00", "1 500"])
def test_amounts_are_understood_as_people_write_them(visit, text):
    assert save(visit, "housing", texts={"rent": text}).visit.answers["rent"] == "1500"


def test_visit_of_tomorrow_is_refused(visit):
    saved = save(visit, "visit", texts={"mode": "home", "visited_on": "21/11/2600"})

    assert saved.errors == {"visited_on": "วันที่เยี่ยมยังมาไม่ถึง"}


def test_short_form_has_no_income(classroom, pupil):
    visit = make_draft(pupil, make_adviser(classroom), form="short")

    with pytest.raises(ValidationError, match="ไม่มีขั้นนี้"):
        visits.save_step(visit, "income", StepAnswers(), by=visit.author, version=1)

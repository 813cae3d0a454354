"""Writing a visit: once, kept as typed, never over a newer version, handed in complete."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from homevisits.answers import StepAnswers
from homevisits.models import HomeVisit, ProtectionAlert, RefusedSave, Status, VisitRound
from homevisits.services import visits
from schoolcare.models import AuditEvent
from tests.factories import make_adviser, make_classroom, make_student
from tests.homevisits.making import (
    answered,
    complete,
    draw,
    make_round,
    make_visit,
    save,
)


@pytest.fixture
def pupil(classroom):
    return make_student(classroom)


@pytest.fixture
def visit(pupil, teacher):
    return make_visit(pupil, teacher)


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


def test_danger_tick_raises_an_alert_at_once(visit, teacher):
    save(visit, "risk", ticks={("safety", "abused"), ("safety", "quarrels")})

    alert = ProtectionAlert.objects.get()
    assert (alert.visit, alert.student, alert.raised_by) == (visit, visit.student, teacher)
    assert alert.kinds == ["safety.abused"]
    event = AuditEvent.objects.get(action="alert.raise")
    assert event.changes == {"kinds": 1}


def test_alert_stays_when_the_tick_is_taken_back_and_wakes_for_a_new_kind(visit, care_head):
    save(visit, "risk", ticks={("safety", "abused")})
    alert = ProtectionAlert.objects.get()
    alert.acknowledged_by, alert.acknowledged_at = care_head, "2026-11-21T00:00Z"
    alert.save()

    save(visit, "risk", ticks={("sexual", "pregnant")})

    alert.refresh_from_db()
    assert alert.kinds == ["safety.abused", "sexual.pregnant"]
    assert alert.acknowledged_by is None


def test_no_alert_without_danger(visit):
    save(visit, "risk", ticks={("safety", "quarrels"), ("violence", "aggressive")})

    assert not ProtectionAlert.objects.exists()


def test_audit_of_a_save_names_items_and_no_values(visit):
    save(visit, "risk", ticks={("safety", "abused")})

    event = AuditEvent.objects.get(action="visit.save")
    assert event.changes == {"step": "risk", "items": ["safety"]}
    assert event.pupil_id == visit.student_id


def test_submit_of_an_incomplete_visit_is_refused(visit, teacher):
    with pytest.raises(ValidationError, match="ต้องกรอกก่อนส่ง"):
        visits.submit_visit(visit, by=teacher)

    assert [one.item.code for one in visits.missing(visit)] == [
        *("informant", "household_count", "tenure", "photos", "guardian_signature")
    ]


def test_submit_freezes_a_revision(visit, teacher):
    complete(visit, teacher)

    done = visits.submit_visit(visit, by=teacher)

    assert done.status == Status.SUBMITTED
    revision = done.revisions.get()
    assert (revision.number, revision.action, revision.by) == (1, "submitted", teacher)
    assert ["tenure", "own", False] in revision.data["ticks"]
    assert len(revision.data["photos"]) == 2


def test_submit_opens_the_follow_up_that_was_agreed(visit, teacher):
    complete(visit, teacher)
    texts = {"follow_up_on": "1/12/2569", "follow_up_what": "ทุน", "agreed_school": "ช่วยขอทุน"}
    save(visit, "agreement", texts=texts)

    visits.submit_visit(visit, by=teacher)

    follow_up = visit.follow_ups.get()
    assert (follow_up.due_on, follow_up.what) == (date(2026, 12, 1), "ทุน")


def test_submitted_visit_cannot_be_changed(visit, teacher):
    complete(visit, teacher)
    visits.submit_visit(visit, by=teacher)

    with pytest.raises(ValidationError, match="ส่งแล้ว"):
        save(visit, "visit", texts={"mode": "none"})
    with pytest.raises(ValidationError, match="ส่งแล้ว"):
        visits.submit_visit(visit, by=teacher)


def test_visit_that_did_not_happen_needs_the_reason_alone(visit, teacher):
    save(visit, "visit", texts={"mode": "none", "visited_on": "14/11/2569"})
    visit.refresh_from_db()
    assert [one.item.code for one in visits.missing(visit)] == ["reason"]

    save(visit, "visit", texts={"mode": "none", "visited_on": "14/11/2569", "reason": "moved"})
    done = visits.submit_visit(visit, by=teacher)

    assert (done.mode, done.reason) == ("none", "moved")


def test_reason_other_needs_words(visit):
    save(visit, "visit", texts={"mode": "none", "visited_on": "14/11/2569", "reason": "other"})
    visit.refresh_from_db()

    assert [one.item.code for one in visits.missing(visit)] == ["reason_note"]


def test_reason_why_no_photo_stands_for_the_photos(visit, teacher):
    save(visit, "evidence", texts={"photo_refused": "ไม่ได้รับอนุญาต"})
    visit.refresh_from_db()

    assert "photos" not in [one.item.code for one in visits.missing(visit)]


def test_signature_is_stored_once_and_cleared(visit):
    texts = {"guardian_signature.name": "นางบัวคำ", "guardian_signature.drawn": draw()}
    save(visit, "evidence", texts=texts)
    first = visit.signatures.get()
    save(visit, "evidence", texts=texts | {"photo_refused": "ฝนตก"})
    assert visit.signatures.get().file_id == first.file_id

    save(visit, "evidence", texts={"guardian_signature.name": "นางบัวคำ"})

    assert visit.signatures.get().file is None


def test_place_is_kept_at_the_household(visit):
    texts = {"place.latitude": "19.908581", "place.longitude": "99.83", "place.accuracy": "12"}
    save(visit, "evidence", texts=texts)

    household = HomeVisit.objects.get().student.household
    assert (household.latitude, household.longitude) == (Decimal("19.90858"), Decimal("99.83"))
    assert household.accuracy_m == 12
    assert household.located_at is not None


def test_place_out_of_this_world_is_kept_as_typed(visit):
    saved = save(visit, "evidence", texts={"place.latitude": "190", "place.longitude": "99"})

    assert list(saved.errors) == ["place.latitude"]
    assert saved.visit.student.household is None
    assert answered(saved.visit, "evidence").texts["place.latitude"] == "190"


def test_refused_save_is_one_a_person_and_step(visit, teacher):
    RefusedSave.objects.create(visit=visit, step="risk", user=teacher, typed={})

    with pytest.raises(IntegrityError), transaction.atomic():
        RefusedSave.objects.create(visit=visit, step="risk", user=teacher, typed={})


def test_short_form_has_no_income(classroom, pupil):
    visit = make_visit(pupil, make_adviser(classroom), form="short")

    with pytest.raises(ValidationError, match="ไม่มีขั้นนี้"):
        visits.save_step(visit, "income", StepAnswers(), by=visit.author, version=1)

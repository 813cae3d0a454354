"""What a visit gathers and how it is handed in: alerts, signatures, place, completeness."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from homevisits.models import HomeVisit, ProtectionAlert, RefusedSave, Status
from homevisits.services import visits
from homevisits.services.follow_ups import close_follow_up
from schoolcare.models import AuditEvent
from tests.factories import make_student
from tests.homevisits.making import (
    answered,
    complete,
    draw,
    make_draft,
    make_follow_up,
    save,
)


@pytest.fixture
def pupil(classroom):
    return make_student(classroom)


@pytest.fixture
def visit(pupil, teacher):
    return make_draft(pupil, teacher)


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


def agree(visit, teacher, **texts):
    """Hand the visit in, once more after it was sent back, with this agreement."""
    HomeVisit.objects.exclude(status=Status.DRAFT).update(status=Status.RETURNED)
    texts = {f"follow_up_{name}": text for name, text in texts.items()}
    save(visit, "agreement", texts=texts)
    return visits.submit_visit(visit, by=teacher)


def followed(visit):
    return [(one.what, one.closed_at is None) for one in visit.follow_ups.order_by("pk")]


def test_handing_in_again_leaves_what_was_opened_beside_the_form(visit, teacher):
    agree(complete(visit, teacher), teacher, on="1/12/2569", what="ทุน")
    make_follow_up(visit, what="แว่นตา", due_on=date(2026, 11, 20))

    agree(visit, teacher, on="8/12/2569", what="ขอทุน")

    assert followed(visit) == [("ขอทุน", True), ("แว่นตา", True)]
    assert AuditEvent.objects.get(action="follow_up.change").pupil_id == visit.student_id


def test_handing_in_again_opens_nothing_that_was_closed(visit, teacher):
    agree(complete(visit, teacher), teacher, on="1/12/2569", what="ทุน")
    close_follow_up(visit.follow_ups.get(), result="ได้ทุน", outcome="better", by=teacher)

    agree(visit, teacher, on="1/12/2569", what="ทุน")

    assert followed(visit) == [("ทุน", False)]


def test_follow_up_agreed_on_no_more_is_taken_off_the_list(visit, teacher):
    agree(complete(visit, teacher), teacher, on="1/12/2569", what="ทุน")
    make_follow_up(visit, what="แว่นตา")

    agree(visit, teacher)

    assert followed(visit) == [("แว่นตา", True)]
    assert AuditEvent.objects.filter(action="follow_up.remove").count() == 1


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


def test_reason_of_no_visit_goes_when_the_visit_took_place(visit):
    texts = {"mode": "none", "visited_on": "14/11/2569", "reason": "moved"}
    save(visit, "visit", texts=texts)

    texts |= {"mode": "home", "reason_note": "ก" * 400}
    saved = save(visit, "visit", texts=texts)

    assert (saved.errors, saved.visit.reason, saved.visit.reason_note) == ({}, "", "")
    assert not save(visit, "visit", texts=texts).changed


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


def test_signature_drawn_cleared_and_taken_away_is_recorded(visit):
    named = {"guardian_signature.name": "นางบัวคำ"}
    for texts in (named | {"guardian_signature.drawn": draw()}, named, {}):
        save(visit, "evidence", texts=texts)

    assert not visit.signatures.exists()
    events = AuditEvent.objects.filter(action="visit.sign", pupil_id=visit.student_id)
    assert [event.changes for event in events.order_by("pk")] == [
        {"signer": "guardian", "drawn": True},
        {"signer": "guardian", "drawn": False},
        {"signer": "guardian", "removed": True},
    ]


def test_place_is_kept_at_the_household(visit):
    texts = {"place.latitude": "19.908581", "place.longitude": "99.83", "place.accuracy": "12"}
    save(visit, "evidence", texts=texts)

    household = HomeVisit.objects.get().student.household
    assert (household.latitude, household.longitude) == (Decimal("19.90858"), Decimal("99.83"))
    assert household.accuracy_m == 12
    assert household.located_at is not None


def test_place_is_forgotten_only_when_asked(visit):
    place = {"place.latitude": "19.90858", "place.longitude": "99.83"}
    saved = save(visit, "evidence", texts=place).visit

    save(saved, "evidence", texts={"guardian_signature.name": "นางบัวคำ"})
    assert HomeVisit.objects.get().student.household.latitude == Decimal("19.90858")

    save(saved, "evidence", texts=place | {"place.forget": "1"})
    household = HomeVisit.objects.get().student.household
    assert (household.latitude, household.longitude, household.located_at) == (None, None, None)
    assert AuditEvent.objects.filter(action="household.change").count() == 2


def test_place_out_of_this_world_is_kept_as_typed(visit):
    saved = save(visit, "evidence", texts={"place.latitude": "190", "place.longitude": "99"})

    assert list(saved.errors) == ["place.latitude"]
    assert saved.visit.student.household is None
    assert answered(saved.visit, "evidence").texts["place.latitude"] == "190"


def test_half_a_place_is_kept_as_typed(visit):
    saved = save(visit, "evidence", texts={"place.latitude": "19.9"}).visit

    assert answered(saved, "evidence").texts == {"place.latitude": "19.90000"}

    saved = save(visit, "evidence", texts={"place.latitude": "19.9", "place.longitude": "99.8"})
    assert saved.visit.student.household.latitude == Decimal("19.9")
    assert saved.visit.answers == {}


def test_returned_visit_is_changed_and_handed_in_again(visit, teacher):
    complete(visit, teacher)
    visits.submit_visit(visit, by=teacher)
    HomeVisit.objects.update(status=Status.RETURNED)

    save(visit, "housing", ticks={("tenure", "rent")})
    done = visits.submit_visit(visit, by=teacher)

    assert list(done.revisions.values_list("number", flat=True)) == [2, 1]
    first = done.revisions.get(number=1)
    assert ["tenure", "own", False] in first.data["ticks"]


def test_unreadable_drawing_leaves_the_signature_that_was_there(visit):
    save(visit, "evidence", texts={"guardian_signature.drawn": draw()})
    first = visit.signatures.get().file_id

    save(visit, "evidence", texts={"guardian_signature.drawn": "data:image/png;base64,AAAA"})

    assert visit.signatures.get().file_id == first


def test_refused_save_is_one_a_person_and_step(visit, teacher):
    RefusedSave.objects.create(visit=visit, step="risk", user=teacher, typed={})

    with pytest.raises(IntegrityError), transaction.atomic():
        RefusedSave.objects.create(visit=visit, step="risk", user=teacher, typed={})

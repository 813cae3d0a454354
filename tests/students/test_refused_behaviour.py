"""What behaviour, penalties and letters refuse, whoever calls their services."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from students.forms.penalties import OutcomeForm
from students.models import BehaviourLetter, Penalty
from students.services import behaviour, letters, penalties
from students.services.behaviour import MOST_PUPILS, Seen
from tests.factories import make_school, make_student
from tests.students.filling import errors, page, send
from tests.students.making_behaviour import (
    DAY,
    kind_of,
    make_behaviour,
    make_letter,
    make_penalty,
    make_scale,
)

State = BehaviourLetter.State


@pytest.fixture
def pupil(classroom):
    return make_student(classroom)


def noted(school, pupils, by, kind="มาโรงเรียนสาย", on=None):
    seen = Seen(on or timezone.localdate())
    return behaviour.note_behaviour(school, pupils, kind_of(kind), seen, by=by)


def refused(call) -> dict[str, list[str]] | list[str]:
    with pytest.raises(ValidationError) as told:
        call()
    error = told.value
    return sorted(error.message_dict) if hasattr(error, "error_dict") else error.messages


def test_behaviour_of_nobody_of_too_many_and_of_others(school, pupil, teacher):
    elsewhere = make_student(school=make_school())

    assert refused(lambda: noted(school, [], teacher)) == ["students"]
    assert refused(lambda: noted(school, [pupil] * (MOST_PUPILS + 1), teacher)) == ["students"]
    assert refused(lambda: noted(school, [pupil, elsewhere], teacher)) == ["students"]
    assert not pupil.behaviour_notes.exists()


def test_behaviour_of_an_older_scale_or_an_impossible_day(school, pupil, teacher):
    today = timezone.localdate()
    for day in (today + timedelta(days=1), today - timedelta(days=400)):
        assert refused(lambda day=day: noted(school, [pupil], teacher, on=day)) == ["on"]

    make_scale(school, teacher)
    assert refused(lambda: noted(school, [pupil], teacher)) == ["kind"]


def test_note_is_taken_back_once_and_later_with_a_reason(pupil, teacher, director):
    event = make_behaviour(pupil, by=teacher)
    notes = list(event.notes.all())

    asked = {"reason": "", "by": director}
    assert refused(lambda: behaviour.withdraw(event, notes, **asked)) == ["reason"]
    behaviour.withdraw(event, notes, reason="จำผิดคน", by=director)
    again = {"reason": "อีกครั้ง", "by": director}
    assert "ถอนไปแล้ว" in refused(lambda: behaviour.withdraw(event, notes, **again))[0]
    assert event.notes.get().void_reason == "จำผิดคน"


def settled(letter, by, **said):
    facts = {"state": State.SENT, "on": DAY, "remark": "", "today": DAY} | said
    return letters.settle(letter, by=by, **facts)


@pytest.mark.parametrize(
    ("said", "field"),
    [({"on": DAY + timedelta(days=1)}, "on"), ({"state": State.DROPPED}, "remark")],
)
def test_letter_is_settled_on_a_day_that_was_and_dropped_with_a_reason(pupil, teacher, said, field):
    letter = make_letter(pupil)

    assert refused(lambda: settled(letter, teacher, **said)) == [field]
    letter.refresh_from_db()
    assert letter.state == State.DUE


def test_letter_is_settled_once_and_not_when_it_is_gone(pupil, teacher):
    letter = make_letter(pupil)
    settled(letter, teacher)
    assert "บันทึกไปแล้ว" in refused(lambda: settled(letter, teacher))[0]

    letter.delete()
    letter.pk = 0
    assert "คะแนนเปลี่ยนแล้ว" in refused(lambda: settled(letter, teacher))[0]


def test_penalty_without_a_result_and_one_called_off_are_not_finished(pupil, director):
    warning, bond = make_penalty(pupil, director), make_penalty(pupil, director, "bond")
    penalties.void(bond, reason="ผิดคน", by=director)

    assert "ไม่มีผลให้บันทึก" in refused(lambda: penalties.finish(warning, by=director))[0]
    assert "ยกเลิกแล้ว" in refused(lambda: penalties.finish(bond, by=director))[0]
    assert "ยกเลิกแล้ว" in refused(lambda: penalties.void(bond, reason="อีก", by=director))[0]
    assert Penalty.objects.get(pk=bond.pk).void_reason == "ผิดคน"


@pytest.mark.parametrize("signed_on", ["19/11/2569", "22/11/2569"])
def test_bond_is_signed_after_it_was_decided_and_not_in_the_future(pupil, director, signed_on):
    bond = make_penalty(pupil, director, "bond")
    typed = {"guardian_name": "นางมานี ใจดี", "signed_on": signed_on}

    form = OutcomeForm(typed, instance=bond, today=date(2026, 11, 21), user=director)

    assert list(form.errors) == ["signed_on"]


def test_scale_without_kinds_and_threshold_without_points(client, director, school):
    client.force_login(director)
    url = page("scale-edit")
    form = client.get(url).context["form"]
    nameless = {name: "" for name in form.fields if name.startswith("name_")}
    first = next(name for name in form.fields if name.startswith("due_"))

    assert "name_0" in errors(send(client, url, **nameless))
    pointless = {first: "", first.replace("due", "title"): "เชิญผู้ปกครอง"}
    assert first in errors(send(client, url, **pointless))

"""Two at one meeting at once: what one takes away while the other works on it; second taps."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from committee.models import (
    AgendaItem,
    Attendance,
    Heading,
    Meeting,
    MinutesRevision,
    Recusal,
    Resolution,
)
from committee.services import agenda, attendance, minutes, replies, resolutions
from committee.services.minutes import name_of
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.committee.making import make_board
from tests.committee.meeting_factory import (
    make_attendance,
    make_held,
    make_item,
    make_meeting,
    make_resolution,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db
ITEM_GONE, PERSON_GONE = "นำเรื่องนี้ออกจากวาระ", "นำผู้นี้ออกจากรายชื่อ"


@pytest.fixture
def board():
    return make_board()


@pytest.fixture
def clerk(board, client):
    user = make_user(Role.CLERK, school=board.school)
    client.force_login(user)
    return user


@pytest.fixture
def meeting(board, clerk):
    return make_held(board=board)


def gone(row):
    """The row as somebody holds it whose colleague has just taken it away."""
    type(row).objects.filter(pk=row.pk).delete()
    return row


def adoption(meeting):
    before = make_held(board=meeting.board, number=9, minutes_state="proposed")
    return make_item(meeting, Heading.ADOPTION, adopts=before)


ITEM_CHANGES = [
    lambda item, by: agenda.move_item(item, is_up=True, by=by),
    lambda item, by: agenda.update_item(item, by=by),
    lambda item, by: resolutions.add(Resolution(item=item, text="ขอบคุณ"), by=by),
    lambda item, by: agenda.recuse(
        Recusal(item=item, attendance=make_attendance(item.meeting), reason="ญาติ"), by=by
    ),
]
PERSON_CHANGES = [
    lambda one, by: attendance.mark(one, "present", by=by),
    lambda one, by: attendance.preside(one, by=by),
    lambda one, by: attendance.update_invitee(one, by=by),
    lambda one, by: replies.answer(one, "coming", via=replies.Via.TOLD, by=by),
    lambda one, by: agenda.recuse(
        Recusal(item=make_item(one.meeting), attendance=one, reason="ญาติ"), by=by
    ),
]


@pytest.mark.parametrize("change", ITEM_CHANGES)
def test_item_that_was_taken_off_meanwhile_is_told(meeting, clerk, change):
    item = gone(make_item(meeting))

    with pytest.raises(ValidationError, match=ITEM_GONE):
        change(item, clerk)


@pytest.mark.parametrize("change", PERSON_CHANGES)
def test_person_who_was_taken_off_meanwhile_is_told(meeting, clerk, change):
    one = gone(make_attendance(meeting, presence="present"))

    with pytest.raises(ValidationError, match=PERSON_GONE):
        change(one, clerk)


def test_minutes_stand_for_adoption_no_more_once_taken_off(meeting, clerk):
    item = gone(adoption(meeting))

    with pytest.raises(ValidationError, match=ITEM_GONE):
        minutes.adopt(item, corrections="", by=clerk)


def test_item_moved_under_another_heading_meanwhile_moves_there(meeting, clerk):
    stale = make_item(meeting, Heading.INFORM, position=1)
    other = make_item(meeting, Heading.OTHER, position=1)
    AgendaItem.objects.filter(pk=stale.pk).update(heading=Heading.OTHER, position=2)

    agenda.move_item(stale, is_up=True, by=clerk)

    assert list(meeting.items.order_by("position")) == [stale, other]


def test_person_marked_present_meanwhile_is_not_taken_off(meeting, clerk):
    one = make_attendance(meeting)
    Attendance.objects.filter(pk=one.pk).update(presence="present")

    with pytest.raises(ValidationError, match="นำออกไม่ได้"):
        attendance.remove(one, by=clerk)


def test_item_minuted_meanwhile_is_not_removed(meeting, clerk):
    item = make_item(meeting)
    AgendaItem.objects.filter(pk=item.pk).update(dissent="นายก ไม่เห็นด้วย")

    with pytest.raises(ValidationError, match="มีบันทึกการประชุมแล้ว"):
        agenda.remove_item(item, by=clerk)


# ---- texts of an item that is there no more ------------------------------------------------------


def test_text_of_an_item_taken_off_meanwhile_stays_in_the_revision(client, meeting, clerk):
    item = gone(make_item(meeting))
    typed = {"version": "1", f"item.{item.pk}.discussion": "อภิปราย", "item.x.discussion": "ก"}

    answers = [
        client.post(
            reverse("committee:minutes-edit", args=[meeting.pk]),
            typed,
            headers={"X-Autosave": "1"},
        )
        for _ in range(2)
    ]

    assert "ออกจากวาระไปแล้ว" in json.loads(answers[0].content)["notice"]
    kept = MinutesRevision.objects.get()  # the same again is no revision of its own
    assert kept.body["texts"][f"item.{item.pk}.discussion"] == "อภิปราย"
    assert "item.x.discussion" not in kept.body["texts"]
    page = client.get(reverse("committee:revision-detail", args=[kept.pk])).text
    assert "เรื่องที่นำออกแล้ว: สาระของการประชุม" in page


def test_button_tells_of_a_text_without_an_item_too(client, meeting, clerk):
    item = gone(make_item(meeting))
    typed = {"version": "1", f"item.{item.pk}.resolution": "เห็นชอบ"}

    page = client.post(reverse("committee:minutes-edit", args=[meeting.pk]), typed, follow=True)

    assert "ทุกฉบับที่บันทึก” ของการประชุมนี้" in page.text


def test_refused_save_keeps_a_text_without_an_item(meeting, clerk):
    item = gone(make_item(meeting))
    minutes.save(meeting, {"opening": "ของเขา"}, shown="1", by=clerk)
    typed = {"opening": "ของฉัน", f"item.{item.pk}.discussion": "อภิปราย"}

    refused = minutes.save(meeting, typed, shown="1", by=clerk).refused

    assert refused.body["texts"] == typed


# ---- the outcome of earlier minutes --------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["adopted", "corrected", "noted"])
def test_outcome_of_earlier_minutes_comes_by_adopting_alone(meeting, clerk, outcome):
    item = adoption(meeting)

    typed = {name_of(item, "outcome"): outcome, name_of(item, "discussion"): "เลื่อนไป"}
    minutes.save(meeting, typed, shown="1", by=clerk)

    item.refresh_from_db()
    assert (item.outcome, item.discussion) == ("", "เลื่อนไป")
    assert item.adopts.minutes_state == "proposed"


def test_outcome_of_adopted_minutes_stays(client, meeting, clerk):
    item = adoption(meeting)
    minutes.adopt(item, corrections="", by=clerk)
    url = reverse("committee:agenda-decide", args=[item.pk])
    assert 'name="outcome"' not in client.get(url).text

    client.post(url, {"discussion": "ฝ่ายเลขานุการเสนอ", "outcome": "rejected"})

    item.refresh_from_db()
    assert (item.outcome, item.discussion) == ("adopted", "ฝ่ายเลขานุการเสนอ")


# ---- second taps ---------------------------------------------------------------------------------


def page_of(meeting):
    return reverse("committee:meeting-detail", args=[meeting.pk])


def roll_of(meeting):
    return reverse("committee:meeting-roll", args=[meeting.pk])


@pytest.mark.parametrize(
    ("name", "make", "back"),
    [("agenda", make_item, page_of), ("attendance", make_attendance, roll_of)],
)
def test_second_tap_on_remove_leads_where_the_first_did(client, meeting, name, make, back):
    url = reverse(f"committee:{name}-remove", args=[make(meeting).pk])

    taps = [client.post(url, {"meeting": meeting.pk}) for _ in range(2)]

    assert [(tap.status_code, tap.url) for tap in taps] == [(302, back(meeting))] * 2
    assert AuditEvent.objects.filter(action=f"{name}.remove").count() == 1


def test_second_tap_on_a_recusal_leads_to_its_item(client, meeting, clerk):
    item = make_item(meeting)
    facts = {"item": item, "attendance": make_attendance(meeting), "reason": "ญาติ"}
    url = reverse("committee:recusal-remove", args=[Recusal.objects.create(**facts).pk])

    taps = [client.post(url, {"item": item.pk}) for _ in range(2)]

    assert [tap.url for tap in taps] == [reverse("committee:agenda-item", args=[item.pk])] * 2
    assert AuditEvent.objects.filter(action="recusal.remove").count() == 1


@pytest.mark.parametrize("name", ["agenda-move", "attendance-mark", "attendance-preside"])
def test_button_of_a_row_that_is_gone_leads_back(client, meeting, clerk, name):
    make = make_item if name.startswith("agenda") else make_attendance
    url = reverse(f"committee:{name}", args=[gone(make(meeting)).pk])

    assert client.post(url, {"meeting": meeting.pk, "presence": "present"}).status_code == 302


@pytest.mark.parametrize("named", ["", "x", "๑", "9" * 4000, None])
def test_button_that_names_no_meeting_of_ones_own_finds_nothing(client, clerk, named):
    elsewhere = make_meeting()
    url = reverse("committee:agenda-remove", args=[make_item(elsewhere).pk])

    answer = client.post(url, {"meeting": elsewhere.pk if named is None else named})

    assert answer.status_code == 404
    assert AgendaItem.objects.filter(meeting=elsewhere).exists()


def test_pages_carry_the_way_back(client, meeting, clerk):
    item, one = make_item(meeting), make_attendance(meeting, presence="present")
    Recusal.objects.create(item=item, attendance=one, reason="ญาติ")
    make_attendance(meeting, name="อีกคน")

    shown = client.get(reverse("committee:agenda-item", args=[item.pk])).text
    roll = client.get(roll_of(meeting)).text

    hidden = f'<input type="hidden" name="meeting" value="{meeting.pk}">'
    assert (shown.count(hidden), roll.count(hidden)) == (2, 4)
    assert f'<input type="hidden" name="item" value="{item.pk}">' in shown


def test_services_remove_once(meeting, clerk):
    item, one = make_item(meeting), make_attendance(meeting)
    facts = {"item": make_item(meeting), "attendance": make_attendance(meeting), "reason": "ญาติ"}
    recusal = Recusal.objects.create(**facts)

    for _ in range(2):
        agenda.remove_item(AgendaItem(pk=item.pk, meeting=meeting), by=clerk)
        attendance.remove(Attendance(pk=one.pk, meeting=meeting), by=clerk)
        agenda.take_part_again(Recusal(pk=recusal.pk, item=facts["item"]), by=clerk)

    actions = ["agenda.remove", "attendance.remove", "recusal.remove"]
    assert [AuditEvent.objects.filter(action=one).count() for one in actions] == [1, 1, 1]


# ---- forms that are sent twice -------------------------------------------------------------------


def ready(meeting):
    make_attendance(meeting, presence="present")
    Meeting.objects.filter(pk=meeting.pk).update(minute_taker="นางสาวศิริพร")
    return meeting


def planned(meeting):
    return make_meeting(board=meeting.board, number=5)


FORMS = [
    ("meeting-cancel", planned, {"reason": "น้ำท่วม"}, "meeting.cancel"),
    ("meeting-close", lambda one: one, {"at": "12.30"}, "meeting.close"),
    ("minutes-propose", ready, {}, "minutes.propose"),
    ("minutes-take-back", lambda one: adoption(one).adopts, {"reason": "ชื่อ"}, "minutes.take_back"),
    ("agenda-adopt", adoption, {"way": "corrected", "corrections": "หน้า 2"}, "minutes.adopt"),
    (
        "resolution-finish",
        make_resolution,
        {"status": "done", "on": "5/12/2569", "note": "ส่งแล้ว"},
        "resolution.finish",
    ),
]


@pytest.mark.parametrize("form", FORMS, ids=[one[0] for one in FORMS])
def test_form_that_is_sent_twice_is_done_once(client, meeting, form):
    name, make, typed, action = form
    url = reverse(f"committee:{name}", args=[make(meeting).pk])

    sent = [client.post(url, typed) for _ in range(2)]

    assert [one.status_code for one in sent] == [302, 302]
    assert sent[0].url == sent[1].url
    assert AuditEvent.objects.filter(action=action).count() == 1


def test_recusal_that_is_sent_twice_stands_once(client, meeting, clerk):
    item = make_item(meeting)
    typed = {"attendance": make_attendance(meeting, presence="present").pk, "reason": "ญาติ"}
    url = reverse("committee:recusal-create", args=[item.pk])

    sent = [client.post(url, typed).status_code for _ in range(2)]
    other = client.post(url, typed | {"reason": "เพื่อน"})

    assert (sent, item.recusals.count()) == ([302, 302], 1)
    assert "คนนี้ไม่ร่วมพิจารณาเรื่องนี้อยู่แล้ว" in other.text


def test_other_corrections_of_adopted_minutes_are_told(meeting, clerk):
    item = adoption(meeting)
    minutes.adopt(item, corrections="", by=clerk)

    with pytest.raises(ValidationError, match="รับรองไปแล้ว"):
        minutes.adopt(item, corrections="แก้หน้า 2", by=clerk)

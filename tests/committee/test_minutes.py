"""Minutes: every save kept, two writers, proposing, taking back, adopting, the lock."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError

from committee.merging import Shown, merge
from committee.models import AgendaItem, Heading, Meeting, MinutesRevision
from committee.services import minutes
from committee.services.minutes import name_of
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.committee.making import make_board
from tests.committee.meeting_factory import make_attendance, make_held, make_item, make_meeting
from tests.factories import make_user

pytestmark = pytest.mark.django_db
MINUTES = Meeting.Minutes


@pytest.fixture
def board():
    return make_board()


@pytest.fixture
def clerk(board):
    return make_user(Role.CLERK, school=board.school)


@pytest.fixture
def meeting(board):
    return make_held(board=board)


@pytest.fixture
def ready(meeting, clerk):
    """Everything is there for the minutes to be proposed."""
    make_attendance(meeting, presence="present")
    make_item(meeting, outcome="approved")
    minutes.save(meeting, {"minute_taker": "นางสาวศิริพร บันทึก"}, shown="1", by=clerk)
    meeting.refresh_from_db()
    return meeting


@pytest.mark.parametrize(
    ("base", "saved", "typed", "texts", "clashes"),
    [
        ({}, {"a": ""}, {"a": "ฉัน"}, {"a": "ฉัน"}, []),
        ({"a": "เดิม"}, {"a": "เดิม"}, {"a": ""}, {"a": ""}, []),
        ({"a": "เดิม"}, {"a": "เขา"}, {"a": "เดิม"}, {"a": "เขา"}, []),
        ({"a": "เดิม"}, {"a": "เขา"}, {"a": "เขา"}, {"a": "เขา"}, []),
        ({"a": "เดิม"}, {"a": "เขา"}, {"a": "ฉัน"}, {"a": "เขา"}, ["a"]),
        ({}, {"a": "เขา", "b": ""}, {"b": "ฉัน"}, {"a": "เขา", "b": "ฉัน"}, []),
        ({}, {"a": ""}, {"gone": "ฉัน"}, {"a": ""}, []),
    ],
)
def test_merge_of_two_writers(base, saved, typed, texts, clashes):
    found = merge(base, saved, typed)

    assert (found.texts, found.clashes) == (texts, clashes)


def test_save_is_kept_as_a_revision(meeting, clerk):
    item = make_item(meeting)
    said = name_of(item, "discussion")

    minutes.save(meeting, {said: "บรรทัดหนึ่ง\r\nสอง ", "opening": "ครบองค์ประชุม"}, shown="1", by=clerk)

    item.refresh_from_db()
    meeting.refresh_from_db()
    assert (item.discussion, meeting.opening) == ("บรรทัดหนึ่ง\nสอง", "ครบองค์ประชุม")
    kept = MinutesRevision.objects.get()
    assert (kept.number, meeting.minutes_version, kept.saved_by) == (2, 2, clerk)
    assert kept.body["texts"][said] == "บรรทัดหนึ่ง\nสอง"
    assert kept.body["titles"] == {str(item.pk): f"5.1 {item.title}"}


def test_same_texts_again_write_nothing(meeting, clerk):
    minutes.save(meeting, {"opening": "เปิด"}, shown="1", by=clerk)
    minutes.save(meeting, {"opening": "เปิด"}, shown="1", by=clerk)

    assert MinutesRevision.objects.count() == 1
    assert AuditEvent.objects.filter(action="minutes.save").count() == 1


def test_two_writers_of_different_texts_are_merged(meeting, clerk):
    first, second = make_item(meeting), make_item(meeting, position=2)
    minutes.save(meeting, {name_of(first, "discussion"): "หนึ่ง"}, shown="1", by=clerk)

    typed = {name_of(first, "discussion"): "", name_of(second, "discussion"): "สอง"}
    done = minutes.save(meeting, typed, shown="1", by=clerk)

    assert done.refused is None
    texts = list(AgendaItem.objects.order_by("pk").values_list("discussion", flat=True))
    assert texts == ["หนึ่ง", "สอง"]


def test_two_writers_of_one_text_clash_and_both_are_kept(meeting, clerk):
    minutes.save(meeting, {"opening": "ของเขา"}, shown="1", by=clerk)

    done = minutes.save(meeting, {"opening": "ของฉัน"}, shown="1", by=clerk)

    meeting.refresh_from_db()
    assert meeting.opening == "ของเขา"
    assert done.refused.is_refused
    assert done.refused.body == {"texts": {"opening": "ของฉัน"}, "titles": {}, "base": "1"}
    assert minutes.clashes_of(done.refused) == ["opening"]
    assert AuditEvent.objects.filter(action="minutes.clash").exists()


def test_chosen_texts_settle_a_clash_and_the_rest_of_it_is_saved_too(meeting, clerk):
    minutes.save(meeting, {"opening": "ของเขา"}, shown="1", by=clerk)
    typed = {"opening": "ของฉัน", "minute_taker": "นางสาวศิริพร"}
    refused = minutes.save(meeting, typed, shown="1", by=clerk).refused

    minutes.settle(refused, {"opening": "ของเขา\nของฉัน"}, by=clerk)

    meeting.refresh_from_db()
    assert (meeting.opening, meeting.minute_taker) == ("ของเขา\nของฉัน", "นางสาวศิริพร")
    assert MinutesRevision.objects.count() == 3


def test_page_that_saves_itself_takes_nothing_back_of_what_others_wrote(meeting, clerk):
    minutes.save(meeting, {"opening": "ของเขา"}, shown="1", by=clerk)
    typed = {"opening": "", "minute_taker": "ศิริพร"}
    shown = str(minutes.save(meeting, typed, shown="1", by=clerk).shown)
    assert shown == "3|1=opening"

    done = minutes.save(meeting, typed | {"minute_taker": "ศิริพร ใจดี"}, shown=shown, by=clerk)

    assert (done.meeting.opening, done.meeting.minute_taker) == ("ของเขา", "ศิริพร ใจดี")
    assert str(done.shown) == "4|1=opening"
    done = minutes.save(meeting, typed | {"opening": "ของเขา"}, shown=str(done.shown), by=clerk)
    assert str(done.shown).startswith("5")


@pytest.mark.parametrize(
    ("token", "version", "stale"),
    [
        ("7", 7, {}),
        ("", 0, {}),
        ("7|4=a,b|5=c", 7, {"a": 4, "b": 4, "c": 5}),
        ("x|y=a", 0, {"a": 0}),
    ],
)
def test_token_of_a_page_is_read(token, version, stale):
    assert Shown.read(token) == Shown(version, stale)


def test_refused_save_is_no_base_of_a_later_one(meeting, clerk):
    minutes.save(meeting, {"opening": "ของเขา"}, shown="1", by=clerk)
    refused = minutes.save(meeting, {"opening": "ของฉัน"}, shown="1", by=clerk).refused

    done = minutes.save(meeting, {"opening": "แก้ใหม่"}, shown=str(refused.number), by=clerk)

    assert done.refused is None
    assert done.meeting.opening == "แก้ใหม่"


def test_quorum_of_the_moment_stands_at_each_matter(board, clerk):
    meeting = make_meeting(board=board, state="held")
    people = [make_attendance(meeting, presence="present") for _ in range(3)]
    first, second = make_item(meeting), make_item(meeting, position=2)
    minutes.save(meeting, {name_of(first, "outcome"): "approved"}, shown="1", by=clerk)
    people[0].left_at = time(11, 0)
    people[0].save()

    minutes.save(meeting, {name_of(second, "outcome"): "noted"}, shown="2", by=clerk)

    told = list(AgendaItem.objects.order_by("pk").values_list("present", "counting"))
    assert told == [(3, 3), (2, 3)]


def test_mended_word_of_a_resolved_matter_keeps_its_quorum(board, clerk):
    meeting = make_meeting(board=board, state="held")
    people = [make_attendance(meeting, presence="present") for _ in range(3)]
    item = make_item(meeting)
    texts = {name_of(item, "outcome"): "approved", name_of(item, "discussion"): "อภิปลาย"}
    minutes.save(meeting, texts, shown="1", by=clerk)
    meeting.attendances.filter(pk=people[0].pk).update(left_at=time(11, 0))

    told = []
    for change in ({"discussion": "อภิปราย"}, {"outcome": "rejected"}):
        for name, text in change.items():
            minutes.save(meeting, {name_of(item, name): text}, shown=None, by=clerk)
        item.refresh_from_db()
        told.append((item.present, item.counting))

    assert told == [(3, 3), (2, 3)]


@pytest.mark.parametrize(
    ("facts", "told"), [({}, (2, 2)), ({"left_at": time(11, 0)}, (None, None))]
)
def test_minutes_written_after_the_end_guess_no_quorum(meeting, clerk, facts, told):
    """Whether who left early was still there at the matter, nobody wrote down."""
    make_attendance(meeting, presence="present")
    make_attendance(meeting, presence="present", **facts)
    item = make_item(meeting)

    minutes.save(meeting, {name_of(item, "outcome"): "approved"}, shown="1", by=clerk)

    item.refresh_from_db()
    assert (item.present, item.counting) == told


def test_monks_who_are_not_marked_are_counted_as_such(meeting):
    make_attendance(meeting, name="พระสมชาย สุทธิญาโณ")

    assert "การมาประชุมของ 1 รูป/คน" in minutes.lacking(meeting)


def test_other_bodies_keep_no_quorum(clerk, board):
    meeting = make_held(kind="staff", school=board.school, body="ครู")
    item = make_item(meeting)

    minutes.save(meeting, {name_of(item, "discussion"): "แจ้งแล้ว"}, shown="1", by=clerk)

    item.refresh_from_db()
    assert item.present is None


def test_minutes_before_the_meeting_are_refused(board, clerk):
    with pytest.raises(ValidationError, match="เริ่มประชุมก่อน"):
        minutes.save(make_meeting(board=board), {"opening": "ก่อน"}, shown="1", by=clerk)


def test_what_is_missing_stops_a_proposal_in_one_sentence(board, clerk):
    meeting = make_meeting(board=board, state="held")
    make_attendance(meeting)
    make_item(meeting)

    with pytest.raises(ValidationError) as error:
        minutes.propose(meeting, by=clerk)

    assert error.value.messages == [
        "ยังขาด: เวลาเลิกประชุม · การมาประชุมของ 1 คน · ผู้มาประชุม · มติของวาระ 5.1 · ผู้จดรายงานการประชุม"
    ]


def test_proposed_minutes_are_not_written(ready, clerk):
    minutes.propose(ready, by=clerk)

    with pytest.raises(ValidationError, match="ถอนกลับเป็นร่าง"):
        minutes.save(ready, {"opening": "อีก"}, shown="2", by=clerk)


def test_wrong_proposal_is_taken_back_with_its_reason(ready, clerk):
    minutes.propose(ready, by=clerk)

    with pytest.raises(ValidationError, match="เหตุที่ถอน"):
        minutes.take_back(ready, reason="", by=clerk)
    minutes.take_back(ready, reason="ชื่อผิด", by=clerk)

    ready.refresh_from_db()
    assert ready.minutes_state == MINUTES.DRAFT
    assert AuditEvent.objects.get(action="minutes.take_back").changes == {"reason": "ชื่อผิด"}


@pytest.mark.parametrize(
    ("corrections", "outcome", "note"),
    [("", "adopted", "รับรองโดยไม่มีการแก้ไข"), ("แก้หน้า 2", "corrected", "แก้หน้า 2")],
)
def test_next_meeting_adopts_and_locks(ready, clerk, corrections, outcome, note):
    minutes.propose(ready, by=clerk)
    after = make_meeting(board=ready.board, number=2, state="held")
    item = make_item(after, Heading.ADOPTION, adopts=ready)

    minutes.adopt(item, corrections=corrections, by=clerk)

    ready.refresh_from_db()
    item.refresh_from_db()
    assert (ready.adopted_at_meeting, ready.adopted_note) == (after, note)
    assert (item.outcome, item.discussion) == (outcome, corrections)
    with pytest.raises(ValidationError, match="รับรองแล้ว"):
        minutes.save(ready, {"opening": "อีก"}, shown="2", by=clerk)
    with pytest.raises(ValidationError, match="เสนอรับรองอยู่"):
        minutes.take_back(ready, reason="แก้", by=clerk)


def test_minutes_adopted_in_between_stand_for_adoption_no_more(ready, clerk):
    minutes.propose(ready, by=clerk)
    later = make_item(
        make_meeting(board=ready.board, number=3), Heading.ADOPTION, adopts=ready, title="ครั้งที่ 1"
    )
    urgent = make_meeting(board=ready.board, number=4, state="held")
    item = make_item(urgent, Heading.ADOPTION, adopts=ready)

    minutes.adopt(item, corrections="", by=clerk)

    assert list(ready.adoption_items.all()) == [item]
    event = AuditEvent.objects.get(action="agenda.remove")
    assert (event.target_id, event.changes) == (str(later.pk), {"title": "ครั้งที่ 1"})


def test_draft_is_not_adopted(ready, clerk, board):
    after = make_meeting(board=board, number=2, state="held")
    item = make_item(after, Heading.ADOPTION, adopts=ready)

    with pytest.raises(ValidationError, match="ยังไม่เสนอรับรอง"):
        minutes.adopt(item, corrections="", by=clerk)


def test_meeting_that_has_not_begun_adopts_nothing(ready, clerk, board):
    minutes.propose(ready, by=clerk)
    after = make_meeting(board=board, number=2)
    item = make_item(after, Heading.ADOPTION, adopts=ready)

    with pytest.raises(ValidationError, match="เริ่มประชุมก่อน"):
        minutes.adopt(item, corrections="", by=clerk)

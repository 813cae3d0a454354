"""The agenda: numbers of its items, moving them, what the last meeting left, recusals."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from committee.agenda import TEMPLATES, heading_choices, number_of, places_of
from committee.models import AgendaItem, Heading, Meeting, Recusal, Resolution
from committee.services import agenda, meetings, resolutions
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.committee.making import make_board
from tests.committee.meeting_factory import (
    DAY,
    make_attendance,
    make_held,
    make_item,
    make_meeting,
    make_resolution,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LATER = date(2027, 2, 1)


@pytest.fixture
def board():
    return make_board()


@pytest.fixture
def clerk(board):
    return make_user(Role.CLERK, school=board.school)


def planned(board, clerk, day=LATER):
    facts = {"held_on": day, "starts_at": time(9, 30), "place": "ห้องประชุม"}
    return meetings.plan(Meeting(school=board.school, kind="board", **facts), by=clerk)


def carried(meeting):
    items = meeting.items.filter(heading=Heading.FOLLOW_UP).order_by("position")
    return [one.carried_from for one in items]


def test_items_are_numbered_by_heading_and_order():
    meeting = make_meeting()
    second = make_item(meeting, Heading.INFORM, position=2)
    first = make_item(meeting, Heading.INFORM, position=1)
    other = make_item(meeting, Heading.OTHER, position=1)
    items = [other, second, first]

    places = places_of("six", items)

    told = [(place.number, [(one.number, one.item) for one in place.lines]) for place in places]
    assert told == [
        *((number, []) for number in (1, 2, 3)),
        (4, [("4.1", first), ("4.2", second)]),
        *((5, []), (6, [("6.1", other)])),
    ]


def test_five_headings_merge_what_follows_and_what_is_told():
    meeting = make_meeting(agenda_form="five")
    told = make_item(meeting, Heading.INFORM, position=1)
    followed = make_item(meeting, Heading.FOLLOW_UP, position=1)
    decided = make_item(meeting, Heading.DECIDE, position=1)
    items = [told, followed, decided]

    numbers = [number_of("five", items, one) for one in (followed, told, decided)]

    assert numbers == ["3.1", "3.2", "4.1"]
    assert [value for value, _label in heading_choices("five")] == [1, 2, 3, 5, 6]
    assert heading_choices("six")[3] == (4, "4. เรื่องเสนอเพื่อทราบ")


def test_templates_fit_the_title():
    longest = AgendaItem._meta.get_field("title").max_length
    words = [one for _group, many in TEMPLATES for one in many]

    assert len(words) == 14  # the decisions that schools bring before their boards
    assert max(map(len, words)) <= longest


def test_item_is_added_last_and_moves(board, clerk):
    meeting = make_meeting(board=board)
    first, second = (
        agenda.add_item(AgendaItem(meeting=meeting, heading=5, title=title), by=clerk)
        for title in ("ก", "ข")
    )

    agenda.move_item(second, is_up=True, by=clerk)
    agenda.move_item(second, is_up=True, by=clerk)  # at the edge already

    assert list(meeting.items.order_by("position")) == [second, first]
    assert AuditEvent.objects.filter(action="agenda.move").count() == 1


def test_item_under_another_heading_goes_to_its_end(board, clerk):
    meeting = make_meeting(board=board)
    make_item(meeting, Heading.OTHER, position=3)
    item = make_item(meeting, Heading.DECIDE)

    item.heading = Heading.OTHER
    agenda.update_item(item, by=clerk)

    assert (item.heading, item.position) == (Heading.OTHER, 4)


def test_item_with_minutes_is_not_removed(board, clerk):
    meeting = make_held(board=board)
    empty, told = make_item(meeting), make_item(meeting, discussion="อภิปรายแล้ว")
    with_resolution = make_resolution(meeting).item

    agenda.remove_item(empty, by=clerk)
    for item, words in ((told, "มีบันทึกการประชุม"), (with_resolution, "บันทึกผลว่ายุติ")):
        with pytest.raises(ValidationError, match=words):
            agenda.remove_item(item, by=clerk)

    assert list(meeting.items.order_by("pk")) == [told, with_resolution]
    assert AuditEvent.objects.get(action="agenda.remove").changes == {"title": empty.title}


def test_first_meeting_of_a_new_board_adopts_nothing(board, clerk):
    old = make_board(board.school, starts_on=date(2021, 6, 1), ends_on=date(2025, 5, 31))
    make_held(board=old, held_on=date(2025, 3, 1))

    meeting = planned(board, clerk)

    assert not meeting.items.filter(heading=Heading.ADOPTION).exists()


def test_next_meeting_adopts_the_minutes_of_the_last(board, clerk):
    first = make_held(board=board, held_on=date(2026, 5, 20))
    adopted = make_held(board=board, number=2, held_on=date(2026, 8, 1))
    Meeting.objects.filter(pk=first.pk).update(minutes_state="adopted", adopted_at_meeting=adopted)

    meeting = planned(board, clerk)

    item = meeting.items.get(heading=Heading.ADOPTION)
    assert item.adopts == adopted
    assert item.title == "รับรองรายงานการประชุม ครั้งที่ 2/2569 เมื่อวันที่ 1 สิงหาคม 2569"


def test_open_resolutions_are_carried_into_the_next_meeting(board, clerk):
    held = make_held(board=board)
    late = make_resolution(held)
    make_resolution(held, text="เสร็จแล้ว", status="done", done_on=DAY)
    make_resolution()  # of another school

    meeting = planned(board, clerk)

    assert carried(meeting) == [late]
    assert meeting.items.get(carried_from=late).title == late.text


def test_resolution_goes_into_the_next_meeting_only_and_then_into_the_one_after(board, clerk):
    late = make_resolution(make_held(board=board))
    meeting, after = planned(board, clerk), planned(board, clerk, date(2027, 5, 1))
    assert (carried(meeting), carried(after)) == ([late], [])

    meetings.open_meeting(meeting, at=time(9, 30), today=LATER, by=clerk)
    meetings.close_meeting(meeting, at=time(12, 0), by=clerk)

    assert carried(after) == [late]
    offered = after.items.filter(heading=Heading.ADOPTION).order_by("position")
    assert [one.adopts for one in offered] == [late.item.meeting, meeting]


def test_resolution_made_after_the_next_was_planned_is_carried_too(board, clerk):
    held = make_held(board=board)
    item = make_item(held)
    meeting = planned(board, clerk)

    made = resolutions.add(Resolution(item=item, text="ขอบคุณผู้บริจาค"), by=clerk)

    assert carried(meeting) == [made]


def test_item_that_was_taken_off_does_not_come_back_for_another(board, clerk):
    held = make_held(board=board)
    make_resolution(held)
    meeting = planned(board, clerk)
    agenda.remove_item(meeting.items.get(heading=Heading.FOLLOW_UP), by=clerk)

    made = resolutions.add(Resolution(item=make_item(held), text="อีกเรื่อง"), by=clerk)

    assert carried(meeting) == [made]


def test_recusal_is_of_somebody_at_the_meeting(board, clerk):
    item = make_item(make_held(board=board))
    here, elsewhere = make_attendance(item.meeting), make_attendance(make_held())

    said = agenda.recuse(Recusal(item=item, attendance=here, reason="ญาติ"), by=clerk)

    for one, words in ((here, "อยู่แล้ว"), (elsewhere, "ครั้งนี้")):
        with pytest.raises(ValidationError, match=words):
            agenda.recuse(Recusal(item=item, attendance=one, reason="เพื่อน"), by=clerk)
    agenda.take_part_again(said, by=clerk)
    assert not item.recusals.exists()

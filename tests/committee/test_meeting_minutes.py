"""รายงานการประชุม in the words of form 11, a draft, an adopted one, of nobody and of two hundred."""

from datetime import time

import pytest

from committee.minutes_words import resolved
from committee.models import AgendaItem, Attendance, Heading, Meeting
from tests.committee.meeting_factory import make_attendance, make_held, make_item, make_meeting
from tests.committee.meeting_papers import LONG, crowd, make_full
from tests.committee.papers import pages, paper
from tests.factories import make_district
from tests.paper_measure import assert_paper
from tests.paper_reading import words_on

pytestmark = pytest.mark.django_db
Outcome, Presence, Duty = AgendaItem.Outcome, Attendance.Presence, Attendance.Duty


def minutes_of(meeting, **asked):
    return words_on(paper("meeting-minutes", object=meeting.pk, **asked).pdf())


def test_minutes_keep_the_measures_and_the_words_of_form_11():
    document = paper("meeting-minutes", object=make_full().pk)

    data = document.pdf()

    assert_paper(data, "minutes", html=document.html())
    text = "".join(pages(data))
    order = ["รายงานการประชุมคณะกรรมการ", "ครั้งที่๔/๒๕๖๙", "เมื่อวันที่๔ธันวาคม๒๕๖๙", "ณห้องประชุมพวงแสด"]
    order += ["ผู้มาประชุม", "ผู้ไม่มาประชุม", "ผู้เข้าร่วมประชุม", "เริ่มประชุมเวลา๐๙.๓๐น."]
    order += ["ระเบียบวาระที่๑", "ระเบียบวาระที่๖", "เลิกประชุมเวลา๑๒.๐๐น."]
    order += ["ผู้จดรายงานการประชุม", "ผู้ตรวจรายงานการประชุม"]
    assert [text.find(one) for one in order] == sorted(text.find(one) for one in order)
    assert -1 not in [text.find(one) for one in order]


def test_minutes_list_who_came_who_did_not_and_who_sat_for_whom():
    text = minutes_of(make_full())

    assert "๒.นางมาลีพึ่งตัวอย่างผู้แทนผู้ปกครองกรรมการมาเวลา๐๙.๕๐น." in text
    assert "๓.พระครูสมมติธรรมคุณฐิตธมฺโมผู้แทนพระภิกษุสงฆ์กรรมการกลับเวลา๑๑.๐๐น." in text
    assert "๖.นายแทนมาประชุมสมมติแทนนายธวัชชัยปกครองสมมติมาประชุมแทน" in text
    assert "ผู้ไม่มาประชุม๑.นายธวัชชัยปกครองสมมติผู้แทนองค์กรปกครองส่วนท้องถิ่นติดราชการ" in text
    assert "๒.นายอับดุลเลาะสมมติยะผู้แทนองค์กรศาสนาลาป่วย" in text
    assert "ผู้เข้าร่วมประชุม๑.นางประไพใจงามตัวอย่าง" in text


def test_minutes_tell_each_item_with_what_was_resolved():
    text = minutes_of(make_full())

    assert "มติที่ประชุมเห็นชอบให้จัดสรรทุนตามที่เสนอ" in text
    assert "มติที่ประชุมรับรองรายงานการประชุมโดยไม่มีการแก้ไข" in text
    assert "ณตัวอย่างบุรีรมย์ไม่ร่วมพิจารณาเนื่องจากเป็นผู้ปกครองของผู้ขอรับทุน" in text
    assert "ความเห็นแย้งนางมาลีพึ่งตัวอย่าง" in text
    assert "จัดทำหนังสือขอบคุณผู้บริจาคผู้รับผิดชอบนายวิทยาตัวอย่างดีภายในวันที่๓๑ธันวาคม๒๕๖๙" in text
    assert "๕.๒แผนปฏิบัติการประจำปีมติที่ประชุมไม่เห็นชอบ" in text


@pytest.mark.parametrize(("asked", "shown"), [({}, True), ({"tasks": "no"}, False)])
def test_minutes_name_who_is_to_do_it_unless_asked_not_to(asked, shown):
    assert ("ผู้รับผิดชอบนายวิทยา" in minutes_of(make_full(), **asked)) is shown


@pytest.mark.parametrize(
    ("outcome", "text", "said"),
    [
        (Outcome.NOTED, "", "รับทราบ"),
        (Outcome.NOTED, "รับทราบ และขอบคุณ", "รับทราบ และขอบคุณ"),
        (Outcome.CORRECTED, "รับรองโดยให้แก้ไข", "รับรองโดยให้แก้ไข"),
        (Outcome.ASSIGNED, "ให้ครูดำเนินการ", "มอบหมาย ให้ครูดำเนินการ"),
        (Outcome.OTHER, "เลื่อนไปครั้งหน้า", "เลื่อนไปครั้งหน้า"),
        (Outcome.NONE, "", ""),
        (Outcome.REJECTED, "เห็นชอบบางส่วน", "ไม่เห็นชอบ เห็นชอบบางส่วน"),
    ],
)
def test_outcome_is_not_said_twice(outcome, text, said):
    assert resolved(AgendaItem(outcome=outcome, resolution=text)) == said


# ---- how far the minutes are --------------------------------------------------------------------


@pytest.mark.parametrize(("state", "is_draft"), [("draft", True), ("proposed", False)])
def test_only_a_draft_says_that_it_is_one(state, is_draft):
    assert ("(ร่าง)" in minutes_of(make_full(minutes_state=state))) is is_draft


def test_adopted_minutes_say_where_under_the_signatures():
    meeting = make_full()
    later = make_held(board=meeting.board, number=5)
    meeting.minutes_state, meeting.adopted_at_meeting = Meeting.Minutes.ADOPTED, later
    meeting.adopted_note = "โดยไม่มีการแก้ไข"
    meeting.save()

    text = minutes_of(meeting)

    said = "ที่ประชุมรับรองรายงานการประชุมนี้แล้วในการประชุมครั้งที่๕/๒๕๖๙เมื่อวันที่๔ธันวาคม๒๕๖๙โดยไม่มีการแก้ไข"
    assert text.find(said) > text.find("ผู้ตรวจรายงานการประชุม") > 0
    assert "ร่าง" not in text.replace(said, "")


def test_minutes_of_a_meeting_to_come_are_a_form_for_the_pen():
    meeting = make_meeting()
    make_attendance(meeting, name=LONG)
    make_item(meeting)
    document = paper("meeting-minutes", object=meeting.pk)

    data = document.pdf()

    assert_paper(data, "slip", html=document.html())
    text = words_on(data)
    assert "ยังไม่ได้บันทึกการมาประชุม๑.ว่าที่ร้อยตรีหญิง" in text
    assert "ผู้มาประชุม" not in text
    assert "มติที่ประชุม" in text


# ---- how it began -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("present", "words"),
    [
        (4, "กรรมการมาประชุม๓คน๑รูปจากกรรมการทั้งหมด๖คน๑รูปครบองค์ประชุม"),
        (3, "กรรมการมาประชุม๓รูป/คนจากกรรมการทั้งหมด๖คน๑รูปไม่ครบองค์ประชุม"),
    ],
)
def test_minutes_say_whether_there_was_a_quorum(present, words):
    assert f"{words}นายสมบูรณ์ศรีสมมติประธานกรรมการกล่าวเปิด" in minutes_of(
        make_full(opened_present=present)
    )


@pytest.mark.parametrize(
    ("present", "outcome", "said"),
    [(3, Outcome.APPROVED, True), (4, Outcome.APPROVED, False), (3, "", False)],
)
def test_minutes_say_that_the_quorum_was_lost_at_a_matter(present, outcome, said):
    meeting = make_full()
    facts = {"present": present, "counting": 7, "outcome": outcome, "resolution": ""}
    meeting.items.filter(heading=Heading.DECIDE).update(**facts)

    words = "ขณะพิจารณาเรื่องนี้กรรมการอยู่ในที่ประชุม๓รูป/คนจากกรรมการทั้งหมด๗รูป/คนไม่ครบองค์ประชุม"
    assert (words in minutes_of(meeting)) is said


def test_written_opening_keeps_the_quorum():
    text = minutes_of(make_full(opening="ประธานมอบเกียรติบัตรแก่ครู"))

    assert "ครบองค์ประชุมประธานมอบเกียรติบัตรแก่ครูระเบียบวาระที่๑" in text


def test_written_opening_with_a_quorum_stands_alone():
    text = minutes_of(make_full(opening="มีผู้มาประชุมครบองค์ประชุมแล้ว"))

    assert text.count("องค์ประชุม") == 1


def test_who_presides_for_the_chair_is_named():
    meeting = make_held()
    make_attendance(meeting, name="นายเก่ง สมมติ", presides=True, presence=Presence.PRESENT)

    text = minutes_of(meeting)

    assert "กรรมการประธานในที่ประชุม" in text
    assert "นายเก่งสมมติประธานในที่ประชุมกล่าวเปิดประชุม" in text


# ---- other bodies, many people ------------------------------------------------------------------


def test_minutes_of_an_office_have_neither_quorum_nor_members():
    kind = Meeting.Kind.DISTRICT
    meeting = make_full(kind=kind, district=make_district(), body="ผู้บริหารสถานศึกษา")

    text = minutes_of(meeting)

    assert "องค์ประชุม" not in text
    assert "ผู้แทนผู้ปกครองมาเวลา" in text
    assert "นายสมบูรณ์ศรีสมมติประธานกล่าวเปิดประชุม" in text


def test_minutes_of_two_hundred_people_keep_the_measures():
    meeting = make_full()
    crowd(meeting)
    document = paper("meeting-minutes", object=meeting.pk)

    data = document.pdf()

    assert_paper(data, "minutes", html=document.html())
    assert len(pages(data)) == 15


@pytest.mark.parametrize("rows", [1, 3])
def test_minutes_cost_the_same_queries(django_assert_num_queries, rows):
    meeting = make_held(starts_at=time(9, 0))
    for number in range(rows):
        make_attendance(meeting, name=f"นายสมมติ {number}")
        make_item(meeting, Heading.DECIDE, title=f"เรื่อง {number}")

    # the meeting with its place and where it was adopted; people; items, resolutions, recusals
    with django_assert_num_queries(5):
        paper("meeting-minutes", object=meeting.pk).html()

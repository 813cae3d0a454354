"""Invitation, reply, agenda, list to sign: what they say to whom, and their measures."""

import pytest

from committee.models import AgendaForm, Attendance, Heading, Meeting
from schoolcare.access import Role
from schoolcare.documents import catalogue
from schoolcare.models import AuditEvent, NumberEntry
from schoolcare.paper.jobs import record_print
from schoolcare.paper.subjects import SubjectError
from schoolcare.text import thai_digits
from tests.committee.making import make_board
from tests.committee.meeting_factory import make_attendance, make_held, make_item, make_meeting
from tests.committee.meeting_papers import LONG, MONK, PEOPLE, crowd, make_full, seat
from tests.committee.papers import pages, paper
from tests.factories import make_district, make_school, make_user
from tests.paper_measure import assert_paper
from tests.paper_reading import words_on

pytestmark = pytest.mark.django_db
KIND = Meeting.Kind
ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
OF_ONE_MEETING = (
    *("meeting-invitation", "meeting-reply", "meeting-agenda"),
    *("meeting-attendance", "meeting-minutes"),
)


@pytest.fixture
def meeting():
    school = make_school(
        name="บ้านหนองแก้ววิทยาคาร", amphoe="เมือง", province="สมมติบุรี", letter_prefix="ศธ 04999.087/"
    )
    make_user(Role.DIRECTOR, school=school, first_name="วิทยา", last_name="ตัวอย่างดี")
    return make_full(board=make_board(school), body=f"คณะกรรมการสถานศึกษาขั้นพื้นฐาน {school.full_name}")


def text_of(document):
    return words_on(document.pdf())


def sheets(document, tmp_path):
    document.write(tmp_path / "all.pdf")
    return pages((tmp_path / "all.pdf").read_bytes())


# ---- the invitation -----------------------------------------------------------------------------


def test_invitation_keeps_the_measures_of_a_letter(meeting, tmp_path):
    document = paper("meeting-invitation", object=meeting.pk, sheets="all")

    found = sheets(document, tmp_path)

    data = (tmp_path / "all.pdf").read_bytes()
    assert_paper(data, "letter", html=document.html())
    assert len(found) == 1
    assert "ที่ศธ๐๔๙๙๙.๐๘๗/" in found[0]
    assert "เรียนคณะกรรมการสถานศึกษาขั้นพื้นฐานทุกท่าน" in found[0]
    assert "ในวันศุกร์ที่๔ธันวาคม๒๕๖๙เวลา๐๙.๓๐น.ณห้องประชุมพวงแสด" in found[0]
    assert found[0].count("โรงเรียนบ้านหนองแก้ววิทยาคาร") == 5
    assert "(นายวิทยาตัวอย่างดี)ผู้อำนวยการโรงเรียนบ้านหนองแก้ววิทยาคาร" in found[0]


def test_invitation_is_a_sheet_for_each_who_is_invited(meeting, tmp_path):
    found = sheets(paper("meeting-invitation", object=meeting.pk), tmp_path)

    assert len(found) == len(PEOPLE) + 1
    assert ["เรียนนางมาลีพึ่งตัวอย่าง" in one for one in found] == [place == 1 for place in range(8)]


def test_invitation_of_a_monk_has_the_words_due_to_him(meeting):
    monk = meeting.attendances.get(name=MONK)

    text = text_of(paper("meeting-invitation", object=meeting.pk, sheets=monk.pk))

    assert "นมัสการพระครูสมมติธรรมคุณฐิตธมฺโม" in text
    assert "เรื่องขอนิมนต์ประชุมคณะกรรมการ" in text
    assert "จึงขอนิมนต์พระคุณเจ้าเข้าร่วมประชุม" in text
    assert "หากพระคุณเจ้าไม่สามารถ" in text
    assert "จึงนมัสการมาเพื่อ" in text
    assert "ขอนมัสการด้วยความเคารพ" in text
    assert "ขอแสดงความนับถือ" not in text
    assert "เรียน" not in text.replace("โรงเรียน", "")


@pytest.mark.parametrize(
    ("asked", "closing"),
    [({}, "ด้วยความเคารพ"), ({"rank": "high"}, "ด้วยความเคารพอย่างสูง")],
)
def test_invitation_of_a_monk_closes_by_his_rank(meeting, asked, closing):
    monk = meeting.attendances.get(name=MONK)

    sheet = paper("meeting-invitation", object=meeting.pk, sheets=monk.pk, **asked)

    assert f">ขอนมัสการ{closing}<" in sheet.html()
    assert "rank" in [one.name for one in sheet.offered]
    meeting.attendances.filter(pk=monk.pk).delete()
    without = paper("meeting-invitation", object=meeting.pk)
    assert "rank" not in [one.name for one in without.offered]


def test_invitation_of_a_layman_has_the_usual_words(meeting):
    text = text_of(paper("meeting-invitation", object=meeting.pk))

    assert "เรียนนายสมบูรณ์ศรีสมมติ" in text
    assert "ขอแสดงความนับถือ" in text
    assert "นมัสการ" not in text


def test_invitation_encloses_the_minutes_of_the_meeting_before(meeting):
    text = text_of(paper("meeting-invitation", object=meeting.pk))

    assert "๑.ระเบียบวาระการประชุมครั้งที่๔/๒๕๖๙จำนวน๑ฉบับ" in text
    assert "๒.รายงานการประชุมครั้งที่๓/๒๕๖๙จำนวน๑ฉบับ" in text
    assert "๓.แบบตอบรับการเข้าร่วมประชุมจำนวน๑ฉบับ" in text


def test_invitation_of_a_first_meeting_encloses_no_minutes():
    text = text_of(paper("meeting-invitation", object=make_meeting().pk))

    assert "รายงานการประชุม" not in text
    assert "๒.แบบตอบรับ" in text


def test_invitation_of_the_staff_is_a_memo(tmp_path):
    long = {"body": "ครูและบุคลากรทางการศึกษา", "place": f"หอประชุมใหญ่ {'อาคารอเนกประสงค์ ' * 9}"}
    meeting = make_meeting(kind=KIND.STAFF, **long)
    document = paper("meeting-invitation", object=meeting.pk)

    document.write(tmp_path / "memo.pdf")

    data = (tmp_path / "memo.pdf").read_bytes()
    assert_paper(data, "memo", html=document.html())
    assert "เรียนผู้เข้าร่วมประชุมทุกท่าน" in pages(data)[0]
    assert "แบบตอบรับ" not in pages(data)[0]


@pytest.mark.parametrize(
    ("kind", "register", "text"),
    [(KIND.STAFF, "memo", "ศธ 1/1"), (KIND.PARENTS, "sent", "ศธ 1/ว 1")],
)
def test_invitation_takes_its_number_from_its_own_register(kind, register, text):
    school = make_school(numbering="register", letter_prefix="ศธ 1")
    meeting = make_meeting(school=school, kind=kind, body="คณะ")

    paper("meeting-invitation", object=meeting.pk).take_number(by=meeting.planned_by)

    entry = NumberEntry.objects.get()
    assert (entry.register, entry.text) == (register, text)


def test_invitation_of_an_office_has_its_letterhead():
    office = make_district()
    meeting = make_meeting(district=office, kind=KIND.DISTRICT, body="ผู้บริหารสถานศึกษาในสังกัด")

    text = text_of(paper("meeting-invitation", object=meeting.pk))

    name = thai_digits("".join(office.name.split()))
    assert f"ด้วย{name}กำหนดจัดประชุมผู้บริหารสถานศึกษาในสังกัดครั้งที่๑/๒๕๖๙" in text
    assert f"โปรดแจ้งให้{name}ทราบ" in text


def test_invitation_is_in_the_log_of_the_place(meeting):
    record_print(paper("meeting-invitation", object=meeting.pk), by=meeting.planned_by)

    event = AuditEvent.objects.get(action="document.print")
    assert (event.school_id, event.changes["slug"]) == (meeting.school_id, "meeting-invitation")


# ---- the reply ----------------------------------------------------------------------------------


def test_reply_names_who_answers_and_keeps_the_measures():
    meeting = make_meeting()
    make_attendance(meeting, name=LONG, post="ผู้แทนองค์กรปกครองส่วนท้องถิ่น")
    document = paper("meeting-reply", object=meeting.pk, answer_by="วันที่ 1 ธันวาคม 2569")

    data = document.pdf()

    assert_paper(data, "slip", html=document.html())
    text = words_on(data)
    assert "ข้าพเจ้าว่าที่ร้อยตรีหญิงกมลวรรณศิริณตัวอย่างบุรีรมย์" in text
    assert "ภายในวันที่๑ธันวาคม๒๕๖๙" in text
    assert "(ผู้มาประชุมแทนไม่นับเป็นองค์ประชุม)" in text


def test_replies_are_sheets_of_their_own_and_a_monk_speaks_as_one(meeting):
    found = pages(paper("meeting-reply", object=meeting.pk).pdf())

    assert len(found) == len(PEOPLE) + 1
    assert ["อาตมภาพ" in one for one in found] == [place == 2 for place in range(8)]


@pytest.mark.parametrize(("people", "is_batch"), [(40, False), (41, True)])
def test_replies_of_many_are_made_by_a_job(people, is_batch):
    meeting = make_meeting()
    crowd(meeting, people)
    document = paper("meeting-reply", object=meeting.pk)

    assert document.is_batch is is_batch
    assert len(list(document.parts())) == people
    assert f"ลำดับที่{people} " in list(document.parts())[-1].html().translate(ARABIC)


def test_reply_for_the_pen_needs_no_meeting(meeting):
    clerk = make_user(Role.CLERK, school=meeting.school)
    document = paper("meeting-reply", clerk, blank=1)

    data = document.pdf()

    assert_paper(data, "slip", html=document.html())
    assert len(pages(data)) == 1


# ---- the agenda ---------------------------------------------------------------------------------


def test_agenda_numbers_its_items_under_six_headings(meeting):
    document = paper("meeting-agenda", object=meeting.pk)

    data = document.pdf()

    assert_paper(data, "minutes", html=document.html())
    text = words_on(data)
    assert "ระเบียบวาระที่๓เรื่องสืบเนื่องไม่มี" in text
    assert "ระเบียบวาระที่๕เรื่องเสนอเพื่อพิจารณา๕.๑การจัดสรรทุนการศึกษา" in text
    assert text.endswith("ระเบียบวาระที่๖เรื่องอื่นๆ(ถ้ามี)")


def test_agenda_of_five_headings_merges_two():
    meeting = make_meeting(agenda_form=AgendaForm.FIVE)
    make_item(meeting, Heading.INFORM, title="ผลการเยี่ยมบ้าน")

    text = text_of(paper("meeting-agenda", object=meeting.pk))

    assert "ระเบียบวาระที่๓เรื่องสืบเนื่องและเรื่องเสนอเพื่อทราบ๓.๑ผลการเยี่ยมบ้าน" in text
    assert "ระเบียบวาระที่๖" not in text


@pytest.mark.parametrize(("asked", "shown"), [({}, True), ({"detail": "no"}, False)])
def test_agenda_tells_the_details_unless_asked_not_to(meeting, asked, shown):
    text = text_of(paper("meeting-agenda", object=meeting.pk, **asked))

    assert ("โรงเรียนเสนอรายชื่อผู้ที่ผ่านการพิจารณา" in text) is shown


def test_agenda_of_nothing_yet_has_its_headings():
    text = text_of(paper("meeting-agenda", object=make_meeting().pk))

    assert (text.count("ระเบียบวาระที่"), text.count("ไม่มี")) == (6, 4)


# ---- the list to sign ---------------------------------------------------------------------------


def test_list_to_sign_has_rows_for_the_invited_and_for_guests(meeting):
    meeting.attendances.filter(name=MONK).update(reply="not_coming", replied_at=meeting.created_at)
    document = paper("meeting-attendance", object=meeting.pk)

    data = document.pdf()

    assert_paper(data, "report", html=document.html())
    text = words_on(data)
    assert "๑นายสมบูรณ์ศรีสมมติผู้ทรงคุณวุฒิประธานกรรมการ" in text
    assert "พระครูสมมติธรรมคุณฐิตธมฺโมผู้แทนพระภิกษุสงฆ์กรรมการแจ้งว่ามาไม่ได้" in text
    assert "ผู้เข้าร่วมประชุม๘นางประไพใจงามตัวอย่าง" in text
    assert "ผู้ได้รับเชิญ๖คน๑รูป" in text


@pytest.mark.parametrize(("asked", "last"), [({}, 5), ({"rows": "10"}, 10), ({"rows": "0"}, 0)])
def test_list_to_sign_has_as_many_empty_lines_as_asked_for(asked, last):
    document = paper("meeting-attendance", object=make_meeting().pk, digits="arabic", **asked)

    assert document.html().count("<td></td><td></td><td></td><td></td>") == last
    assert ("ยังไม่มีรายชื่อ" in document.html()) is (last == 0)


def test_list_to_sign_of_the_staff_calls_nobody_a_member_of_a_committee():
    meeting = make_meeting(kind=KIND.STAFF, body="ครูและบุคลากรทางการศึกษา")
    seat(meeting)

    assert "กรรมการ" not in text_of(paper("meeting-attendance", object=meeting.pk))


def test_list_to_sign_of_two_hundred_repeats_its_head():
    meeting = make_meeting()
    crowd(meeting)
    document = paper("meeting-attendance", object=meeting.pk)

    data = document.pdf()

    assert_paper(data, "report", html=document.html())
    found = pages(data)
    assert len(found) == 14
    assert all("ลายมือชื่อ" in one for one in found)


# ---- all of them --------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", OF_ONE_MEETING)
@pytest.mark.parametrize(("digits", "number"), [("thai", "๔/๒๕๖๙"), ("arabic", "4/2569")])
def test_digits_follow_the_switch(meeting, slug, digits, number):
    assert number in paper(slug, object=meeting.pk, digits=digits).html()


@pytest.mark.parametrize("slug", OF_ONE_MEETING)
def test_paper_of_another_school_or_of_ones_schools_is_not_found(meeting, slug):
    office = meeting.school.district
    people = [make_user(Role.CLERK, school=make_school(district=office))]
    people.append(make_user(Role.DISTRICT_OFFICER, district=office))

    for one in people:
        with pytest.raises(SubjectError):
            paper(slug, one, object=meeting.pk)


@pytest.mark.parametrize("slug", OF_ONE_MEETING)
def test_paper_is_about_meetings_and_asks_for_the_right_to_see_them(slug):
    document = catalogue[slug]

    assert document.permission == "meeting.view"
    assert document.about() == ("object", Meeting)


@pytest.mark.parametrize(
    ("slug", "queries"),
    # the meeting with its place; its people or items; an invitation: minutes before, text, signers
    [
        ("meeting-invitation", 5),
        ("meeting-reply", 2),
        ("meeting-agenda", 2),
        ("meeting-attendance", 2),
    ],
)
@pytest.mark.parametrize("rows", [1, 3])
def test_paper_costs_the_same_queries(django_assert_num_queries, slug, queries, rows):
    meeting = make_held()
    for number in range(rows):
        make_attendance(meeting, name=f"นายสมมติ {number}")
        make_item(meeting, title=f"เรื่อง {number}")

    with django_assert_num_queries(queries):
        document = paper(slug, object=meeting.pk)
        for part in document.parts():
            part.html()


def test_attendance_of_an_unknown_person_prints_every_sheet(meeting):
    other = make_attendance(make_meeting())
    document = paper("meeting-invitation", object=meeting.pk, sheets=other.pk)

    assert len(list(document.parts())) == Attendance.objects.filter(meeting=meeting).count()

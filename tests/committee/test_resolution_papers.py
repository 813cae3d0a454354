"""Notices of resolutions, their register, the meeting for improvement."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from committee.models import AgendaItem, Heading, Meeting, Resolution
from schoolcare.access import Role
from schoolcare.documents import catalogue
from schoolcare.paper.subjects import SubjectError
from tests.committee.meeting_factory import make_held, make_item, make_meeting, make_resolution
from tests.committee.meeting_papers import MONK, make_full
from tests.committee.papers import pages, paper
from tests.factories import make_district, make_school, make_user
from tests.paper_measure import assert_paper
from tests.paper_reading import words_on

pytestmark = pytest.mark.django_db
KIND, Outcome, Status = Meeting.Kind, AgendaItem.Outcome, Resolution.Status
LONG = "จัดทำรายงานผลการดำเนินงานตามแผนปฏิบัติการประจำปีและเสนอต่อที่ประชุมครั้งต่อไป " * 2


def text_of(document):
    return words_on(document.pdf())


def sheets(document, tmp_path):
    document.write(tmp_path / "all.pdf")
    return pages((tmp_path / "all.pdf").read_bytes())


# ---- the notice ---------------------------------------------------------------------------------


@pytest.fixture
def meeting():
    """Three resolutions of two people, one of them done."""
    meeting = make_held()
    item = make_item(meeting)
    make_resolution(item=item, text=LONG, owner_name="นายวิทยา ตัวอย่างดี", due_on=date(2026, 12, 31))
    make_resolution(item=item, text="ซ่อมหลังคา", owner_name="นายวิทยา ตัวอย่างดี")
    done = {"status": Status.DONE, "done_on": date(2026, 12, 10)}
    make_resolution(item=item, text="ขอบคุณผู้บริจาค", owner_name=MONK, **done)
    return meeting


def test_notice_is_a_memo_for_each_who_is_to_do_something(meeting, tmp_path):
    found = sheets(paper("resolution-notice", object=meeting.pk), tmp_path)

    assert len(found) == 2
    assert "เรียนนายวิทยาตัวอย่างดี" in found[0]
    assert "๒.ซ่อมหลังคา(ระเบียบวาระที่๕.๑การจัดสรรทุนการศึกษา)" in found[0]
    assert "ภายในวันที่๓๑ธันวาคม๒๕๖๙" in found[0]
    assert "ขอบคุณผู้บริจาค" not in found[0]
    assert "นมัสการพระครูสมมติธรรมคุณฐิตธมฺโม" in found[1]
    assert "(ทำเสร็จแล้วเมื่อวันที่๑๐ธันวาคม๒๕๖๙)" in found[1]
    assert "จึงนมัสการมา" in found[1]


def test_notice_to_all_names_who_is_to_do_what(meeting, tmp_path):
    document = paper("resolution-notice", object=meeting.pk, sheets="all")

    [found] = sheets(document, tmp_path)

    assert_paper((tmp_path / "all.pdf").read_bytes(), "memo", html=document.html())
    assert "เรียนผู้รับผิดชอบตามมติที่ประชุมทุกท่าน" in found
    assert found.count("ผู้รับผิดชอบนายวิทยาตัวอย่างดี") == 2


def test_notice_of_what_is_open_leaves_out_what_is_done(meeting, tmp_path):
    found = sheets(paper("resolution-notice", object=meeting.pk, which="open"), tmp_path)

    assert len(found) == 1


def test_notice_of_an_office_is_a_letter(tmp_path):
    meeting = make_held(district=make_district(), kind=KIND.DISTRICT, body="ผู้บริหารสถานศึกษา")
    make_resolution(meeting, text=LONG * 3)
    document = paper("resolution-notice", object=meeting.pk)

    [found] = sheets(document, tmp_path)

    assert_paper((tmp_path / "all.pdf").read_bytes(), "letter", html=document.html())
    assert "ขอแสดงความนับถือ" in found
    assert document.is_circular


def test_notice_of_nothing_is_refused(tmp_path):
    document = paper("resolution-notice", object=make_held().pk)

    with pytest.raises(ValidationError, match="ยังไม่มีมติที่มอบหมาย"):
        document.write(tmp_path / "none.pdf")


# ---- the register -------------------------------------------------------------------------------


@pytest.fixture
def school(meeting):
    make_item(meeting, Heading.INFORM, title="ผลการเยี่ยมบ้าน", outcome=Outcome.NOTED)
    make_item(meeting, Heading.OTHER, title="ไม่มีมติ")
    return meeting.school


def register_of(school, **asked):
    return paper("resolution-register", school=school, year=2569, **asked)


def test_register_lists_every_resolution_and_keeps_the_measures(school):
    document = register_of(school)

    data = document.pdf()

    assert_paper(data, "wide", html=document.html())
    text = words_on(data)
    assert "ทะเบียนมติที่ประชุมปี๒๕๖๙" in text
    assert "๔.๑ผลการเยี่ยมบ้านรับทราบ" in text
    assert "ไม่มีมติ" not in text
    assert [one.owner for one in document.entries] == ["", *["นายวิทยา ตัวอย่างดี"] * 2, MONK]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"state": "open"}, 2),
        ({"state": "done"}, 1),
        ({"state": "late", "date": "2026-12-31"}, 0),
        ({"state": "late", "date": "2027-01-01"}, 1),
        ({"kind": "board"}, 4),
        ({"kind": "staff"}, 0),
        ({"year": 2570}, 0),
        ({"year": 2570, "span": "3"}, 4),
        ({"year": 2572, "span": "3"}, 0),
        ({"year": 2575, "span": "all"}, 4),
    ],
)
def test_register_is_narrowed_as_asked(school, asked, count):
    asked = {"school": school, "year": 2569} | asked

    assert len(paper("resolution-register", **asked).entries) == count


def test_register_says_what_it_was_narrowed_to(school):
    html = register_of(school, state="open", span="3", digits="arabic").html()

    assert "ปี 2567 - 2569" in html
    assert "สถานะ มอบหมายแล้วยังไม่เสร็จ" in html


def test_register_of_nothing_says_so():
    document = register_of(make_school())

    assert_paper(document.pdf(), "wide", html=document.html())
    assert "ไม่มี" in document.html()


def test_register_of_two_hundred_repeats_its_head(school):
    item = AgendaItem.objects.get(title="การจัดสรรทุนการศึกษา")
    tasks = [Resolution(item=item, text=f"{LONG} {at}", owner_name=MONK) for at in range(200)]
    Resolution.objects.bulk_create(tasks)
    document = register_of(school)

    data = document.pdf()

    assert_paper(data, "wide", html=document.html())
    assert all("กำหนดเสร็จ" in one for one in pages(data))


def test_register_as_a_spreadsheet_has_the_same_rows(client, school):
    client.force_login(make_user(Role.CLERK, school=school))
    url = reverse("document-sheet", args=["resolution-register"], query={"year": 2569})

    sheet = load_workbook(BytesIO(client.get(url).content)).active

    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert (len(rows), rows[0][:3]) == (5, ["ที่", "การประชุม", "วันประชุม"])
    assert rows[2][5] == "นายวิทยา ตัวอย่างดี"


def test_register_of_an_office_is_its_own(school):
    officer = make_user(Role.DISTRICT_OFFICER, district=school.district)

    assert paper("resolution-register", officer, year=2569).entries == []
    with pytest.raises(SubjectError):
        paper("resolution-register", officer, school=school, year=2569)


@pytest.mark.parametrize("rows", [1, 3])
def test_register_costs_the_same_queries(django_assert_num_queries, rows):
    meeting = make_held()
    for number in range(rows):
        make_resolution(item=make_item(meeting, title=f"เรื่อง {number}"))

    # the school with its office, meetings, items, resolutions
    with django_assert_num_queries(4):
        register_of(meeting.school).html()


# ---- the meeting for improvement ----------------------------------------------------------------


def make_improvement(**fields):
    kind = KIND.IMPROVEMENT
    return make_full(kind=kind, body="เพื่อพัฒนาปรับปรุงระบบการดูแลช่วยเหลือนักเรียน", **fields)


def test_improvement_has_results_then_a_table_of_problems():
    meeting = make_improvement()
    make_item(meeting, Heading.INFORM, title="ผลการคัดกรอง", discussion="คัดกรองครบทุกคน")
    document = paper("improvement-meeting", object=meeting.pk)

    data = document.pdf()

    assert_paper(data, "slip", html=document.html())
    text = "".join(pages(data))
    assert "บันทึกการประชุมเพื่อพัฒนาปรับปรุงระบบการดูแลช่วยเหลือนักเรียน" in text
    assert "ปีการศึกษา๒๕๖๙" in text
    assert "๑.ผลการประเมินการปฏิบัติงานผลการคัดกรองคัดกรองครบทุกคน" in text
    assert "ปัญหาแนวทางปรับปรุงผู้รับผิดชอบกำหนดเวลา๑การจัดสรรทุนการศึกษา" in text
    assert "๓๑ธ.ค.๒๕๖๙" in text
    assert "กรรมการมาประชุม" not in text


def test_improvement_to_come_has_room_for_the_pen():
    meeting = make_meeting(kind=KIND.IMPROVEMENT, body="เพื่อพัฒนาปรับปรุง")
    document = paper("improvement-meeting", object=meeting.pk)

    assert_paper(document.pdf(), "slip", html=document.html())
    assert document.html().count('<tr class="tall">') == 6


def test_improvement_is_no_paper_of_another_meeting():
    with pytest.raises(SubjectError):
        paper("improvement-meeting", object=make_held().pk)


@pytest.mark.parametrize("rows", [1, 3])
def test_improvement_costs_the_same_queries(django_assert_num_queries, rows):
    meeting = make_improvement()
    for number in range(rows):
        make_resolution(item=make_item(meeting, title=f"เรื่อง {number}"))

    # the meeting with its place and where it was adopted; people; items, resolutions, recusals,
    # who stepped aside
    with django_assert_num_queries(6):
        paper("improvement-meeting", object=meeting.pk).html()


# ---- all of them --------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["resolution-notice", "improvement-meeting"])
def test_paper_of_another_school_is_not_found(slug):
    meeting = make_improvement()
    stranger = make_user(Role.CLERK, school=make_school(district=meeting.school.district))

    with pytest.raises(SubjectError):
        paper(slug, stranger, object=meeting.pk)


@pytest.mark.parametrize(
    "slug", ["resolution-notice", "improvement-meeting", "resolution-register"]
)
def test_paper_asks_for_the_right_to_see_meetings(client, slug):
    client.force_login(make_user(Role.FACILITIES, school=make_school()))

    assert catalogue[slug].permission == "meeting.view"
    assert client.get(reverse("document-print", args=[slug])).status_code == 403

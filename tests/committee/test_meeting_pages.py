"""Pages of meetings: the list, planning, one meeting, its roll and its course."""

import uuid
from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committee.models import Attendance, Heading, Meeting
from committee.services import meetings, minutes
from schoolcare.access import Role
from tests.committee.making import make_board
from tests.committee.meeting_factory import (
    make_attendance,
    make_held,
    make_item,
    make_meeting,
    make_resolution,
)
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("committee:meeting-list"), reverse("committee:meeting-create")


def url(name, row):
    return reverse(f"committee:{name}", args=[row.pk])


@pytest.fixture
def board():
    return make_board()


@pytest.fixture
def clerk(board, client):
    user = make_user(Role.CLERK, school=board.school)
    client.force_login(user)
    return user


@pytest.fixture
def today():
    return timezone.localdate()


def typed(**fields):
    facts = {"key": str(uuid.uuid4()), "kind": "board", "held_on": "4/12/2590"}
    facts |= {"starts_at": "๙.๓๐ น.", "place": "ห้องประชุม", "agenda_form": "six"}
    return facts | fields


def test_next_meeting_stands_first_and_the_latest_past_one_after(client, clerk, board, today):
    far, near, before, last = (
        make_meeting(board=board, number=number, held_on=today + timedelta(days=days))
        for number, days in enumerate((30, 3, -40, -2), start=1)
    )

    page = client.get(LIST)

    assert list(page.context["coming"]) == [near, far]
    assert list(page.context["page_obj"]) == [last, before]


def test_list_is_narrowed_by_kind_year_and_words(client, clerk, board):
    mine = make_held(board=board)
    staff = make_held(kind="staff", school=board.school, body="ครู", year=2568)
    make_item(staff, title="แผนการรับนักเรียน")

    def found(query):
        return list(client.get(LIST, query).context["page_obj"])

    assert found({"kind": "staff"}) == [staff]
    assert found({"year": "2569"}) == [mine]
    assert found({"q": "รับนักเรียน"}) == [staff]


def test_empty_list_says_what_to_do(client, clerk):
    page = client.get(LIST)

    assert "ยังไม่มีการประชุม" in page.text
    assert f'href="{NEW}"' in page.text


def test_office_sees_its_own_meetings_and_not_its_schools(client, board):
    district = board.school.district
    make_meeting(board=board)
    own = make_meeting(kind="district", district=district, held_on=date(2590, 1, 1))
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=district))

    assert list(client.get(LIST).context["coming"]) == [own]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same(client, clerk, board, rows, django_assert_num_queries):
    for number in range(1, rows + 1):
        make_held(board=board, number=number)
        make_meeting(board=board, number=number + 9, held_on=date(2590, 1, number))
    client.get(LIST)

    with django_assert_num_queries(4):
        client.get(LIST)


def test_meeting_is_planned_once_however_often_it_is_sent(client, clerk, board):
    asked = typed()

    pages = [client.post(NEW, asked) for _ in range(2)]

    meeting = Meeting.objects.get()
    assert [page.url for page in pages] == [url("meeting-detail", meeting)] * 2
    assert (meeting.starts_at, meeting.numbered) == (time(9, 30), "1/2590")
    assert meeting.attendances.count() == 9


def test_short_notice_is_a_warning_and_no_refusal(client, clerk, today):
    called = today + timedelta(days=1)
    days = {"held_on": today + timedelta(days=2), "called_on": called}

    page = client.post(NEW, typed(**days), follow=True)

    assert Meeting.objects.count() == 1
    assert page.text.count("เชิญล่วงหน้า 1 วัน โดยทั่วไปต้องไม่น้อยกว่า 3 วัน") == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"held_on": "31/2/2590"}, "ไม่มีในปฏิทิน"),
        ({"starts_at": "25.00"}, "ใส่เวลา เช่น 09.30"),
        ({"kind": "other"}, "กรอกชื่อคณะที่ประชุม"),
        ({"kind": "district"}, "กรุณาเลือกจากรายการ"),
        ({"place": ""}, "กรุณากรอกสถานที่ประชุม"),
        ({"starts_at": ""}, "กรุณากรอกเวลาเริ่มประชุม"),
        ({"number": "0"}, "ต้องไม่น้อยกว่า 1"),
        ({"number": "9" * 3000}, "ครั้งที่: "),
    ],
)
def test_what_cannot_be_is_told(client, clerk, fields, words):
    assert words in client.post(NEW, typed(**fields)).text
    assert not Meeting.objects.exists()


def test_next_meeting_takes_over_what_stays(client, clerk, board):
    before = make_held(kind="parents", school=board.school, body="เครือข่ายห้อง ป.1", place="ห้อง 1")

    form = client.get(NEW, {"after": before.pk}).context["form"]

    assert (form["body"].value(), form["place"].value()) == ("เครือข่ายห้อง ป.1", "ห้อง 1")
    assert form["kind"].value() == "parents"


def test_meeting_of_elsewhere_is_not_taken_over(client, clerk):
    assert client.get(NEW, {"after": make_held().pk}).status_code == 404


def test_page_shows_agenda_people_and_resolutions(client, clerk, board):
    meeting = make_held(board=board)
    make_attendance(meeting, presence="present")
    item = make_item(meeting, Heading.DECIDE, title="พิจารณาทุน", outcome="approved")
    make_resolution(item=item, text="ขอบคุณผู้บริจาค", due_on=date(2026, 1, 1))

    page = client.get(url("meeting-detail", meeting)).text

    assert "5.1 พิจารณาทุน" in page
    assert "มติ: เห็นชอบ" in page
    assert "ขอบคุณผู้บริจาค" in page
    assert "เกินกำหนด" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_a_meeting_costs_the_same(client, clerk, board, rows, django_assert_num_queries):
    meeting = make_held(board=board)
    for number in range(1, rows + 1):
        make_attendance(meeting)
        carried = make_resolution(make_held(board=board, number=number + 1))
        item = make_item(meeting, Heading.FOLLOW_UP, carried_from=carried)
        make_resolution(item=item)
    client.get(url("meeting-detail", meeting))

    with django_assert_num_queries(7):
        client.get(url("meeting-detail", meeting))


@pytest.mark.parametrize(
    ("fields", "papers"),
    [
        (
            {},
            [
                *("meeting-invitation", "meeting-reply", "meeting-links", "meeting-agenda"),
                "meeting-attendance",
            ],
        ),
        (
            {"state": "held"},
            ["meeting-minutes", "resolution-notice", "meeting-agenda", "meeting-attendance"],
        ),
        ({"state": "cancelled", "cancel_reason": "น้ำท่วม"}, []),
    ],
)
def test_papers_follow_the_course(client, clerk, board, fields, papers):
    meeting = make_meeting(board=board, **fields)

    assert client.get(url("meeting-detail", meeting)).context["papers"] == papers


def test_history_leaves_saves_of_the_minutes_to_their_own_page(client, clerk, board):
    meeting = make_held(board=board)
    minutes.save(meeting, {"opening": "เปิด"}, shown="1", by=clerk)
    meeting.place = "หอประชุม"
    meetings.update(meeting, by=clerk)

    told = client.get(url("meeting-detail", meeting)).context["history"]

    assert [one.label for one in told] == ["แก้ไขการประชุม"]


def test_one_tap_marks_and_shows_the_quorum(client, clerk, board):
    meeting = make_meeting(board=board)
    first, _second = make_attendance(meeting), make_attendance(meeting)

    tap = {"presence": "present"}
    page = client.post(url("attendance-mark", first), tap, follow=True)

    first.refresh_from_db()
    assert first.presence == Attendance.Presence.PRESENT
    assert "ครบองค์ประชุม" in page.text
    assert 'aria-pressed="true"' in page.text


def test_tap_on_a_locked_meeting_is_told(client, clerk, board):
    meeting = make_held(board=board, minutes_state="proposed")
    one = make_attendance(meeting)

    page = client.post(url("attendance-mark", one), {"presence": "present"}, follow=True)

    assert "ถอนกลับเป็นร่างก่อน" in page.text
    assert "aria-pressed" not in page.text


def test_other_bodies_show_no_quorum(client, clerk, board):
    meeting = make_meeting(kind="staff", school=board.school, body="ครู")
    make_attendance(meeting)

    assert "องค์ประชุม" not in client.get(url("meeting-roll", meeting)).text


@pytest.mark.parametrize("rows", [1, 3])
def test_roll_costs_the_same(client, clerk, board, rows, django_assert_num_queries):
    meeting = make_meeting(board=board)
    for _ in range(rows):
        make_attendance(meeting)
    client.get(url("meeting-roll", meeting))

    with django_assert_num_queries(3):
        client.get(url("meeting-roll", meeting))


def test_course_of_a_meeting(client, clerk, board, today):
    meeting = make_meeting(board=board, held_on=today)
    make_attendance(meeting, presence="present")

    client.post(url("meeting-open", meeting), {"at": "9.30"})
    client.post(url("meeting-close", meeting), {"at": "12.00"})

    meeting.refresh_from_db()
    assert (meeting.state, meeting.ends_at) == ("held", time(12, 0))
    assert (meeting.opened_present, meeting.opened_counting) == (1, 1)


def test_meeting_of_another_office_is_not_found(client, clerk, board):
    theirs = make_meeting(kind="district", district=board.school.district)

    assert client.get(url("meeting-detail", theirs)).status_code == 404


def test_settings_are_kept_for_the_school(client, clerk, board):
    page = reverse("committee:meeting-settings")
    habits = {"counted_by": "academic", "notice_days": "3", "agenda_form": "five"}

    client.post(page, habits)

    kept = board.school.meeting_settings
    assert (kept.counted_by, kept.notice_days, kept.agenda_form) == ("academic", 3, "five")
    assert client.get(NEW).context["form"]["agenda_form"].value() == "five"


def test_who_works_where_nothing_is_held_finds_no_list(client, board):
    teacher = make_user(Role.TEACHER, school=board.school)
    client.force_login(teacher)
    assert client.get(LIST).status_code == 403
    teacher.memberships.create(role=Role.CLERK, school=make_school())
    client.force_login(teacher)

    assert client.get(LIST).status_code == 404


@pytest.mark.parametrize(
    ("typed_days", "words"), [("100", "ต้องไม่เกิน 60"), ("-1", "ต้องไม่น้อยกว่า 0"), ("๕", "")]
)
def test_days_of_notice_are_a_number_of_days(client, clerk, typed_days, words):
    fields = {"counted_by": "calendar", "notice_days": typed_days, "agenda_form": "six"}

    page = client.post(reverse("committee:meeting-settings"), fields)

    assert (page.status_code, words in page.text) == (200 if words else 302, True)


def test_times_that_cannot_be_are_told_beside_their_field(client, clerk, board):
    meeting = make_held(board=board)  # until 12.00
    one = make_attendance(meeting)
    person = {"name": one.name, "duty": "member", "counts": "on", "reply": "none"}
    person |= {"presence": "present", "arrived_at": "10.00", "left_at": "๙.๐๐"}

    plan = client.post(url("meeting-update", meeting), typed(starts_at="13.00"))
    edit = client.post(url("attendance-update", one), person)

    starts, left = plan.context["form"].errors, edit.context["form"].errors
    assert starts == {"starts_at": ["เวลาเริ่มต้องก่อนเวลาเลิกประชุม 12:00 น."]}
    assert left == {"left_at": ["เวลากลับต้องหลังเวลามา"]}


def test_cancelled_meeting_counts_nobody(client, clerk, board):
    meeting = make_meeting(board=board, state="cancelled", cancel_reason="น้ำท่วม")
    make_attendance(meeting)

    page = client.get(url("meeting-detail", meeting)).text

    assert [word for word in ("มาประชุม</dt>", "องค์ประชุม</dt>") if word in page] == []

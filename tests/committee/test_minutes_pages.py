"""Pages of the minutes and of each matter: autosave, two writers, revisions, adopting, recusals."""

import json
import uuid
from datetime import date

import pytest
from django.urls import reverse

from committee.models import AgendaItem, Heading, MinutesRevision, Recusal
from committee.services import minutes
from committee.services.minutes import name_of
from schoolcare.access import Role
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
def meeting(board, clerk):
    return make_held(board=board)


def autosave(client, meeting, **texts):
    headers = {"X-Autosave": "1"}
    return client.post(url("minutes-edit", meeting), texts, headers=headers)


def test_script_saves_and_learns_the_version(client, meeting):
    answer = autosave(client, meeting, version="1", opening="เปิดประชุม")

    meeting.refresh_from_db()
    assert (answer.status_code, meeting.opening) == (200, "เปิดประชุม")
    assert json.loads(answer.content)["version"] == "2"


def test_button_saves_too_and_the_copy_in_the_browser_is_dropped(client, meeting):
    item = make_item(meeting)
    texts = {"version": "1", name_of(item, "discussion"): "อภิปราย"}

    page = client.post(url("minutes-edit", meeting), texts, follow=True)

    item.refresh_from_db()
    assert item.discussion == "อภิปราย"
    assert f'data-draft-kept="minutes-{meeting.pk}:1"' in page.text


def test_second_writer_is_led_to_both_texts_and_keeps_both(client, meeting):
    autosave(client, meeting, version="1", opening="ของเขา")

    answer = autosave(client, meeting, version="1", opening="ของฉัน")

    assert answer.status_code == 409
    page = json.loads(answer.content)["url"]
    shown = client.get(page).text
    assert "ของเขา" in shown
    assert "ของฉัน" in shown
    client.post(page, {"opening": "both"})
    meeting.refresh_from_db()
    assert meeting.opening == "ของเขา\nของฉัน"


def test_chosen_text_of_a_clash_stands(client, meeting, clerk):
    minutes.save(meeting, {"opening": "ของเขา"}, shown="1", by=clerk)
    refused = minutes.save(meeting, {"opening": "ของฉัน"}, shown="1", by=clerk).refused

    client.post(url("minutes-clash", refused), {"opening": "mine"})

    meeting.refresh_from_db()
    assert meeting.opening == "ของฉัน"


def test_copy_in_the_browser_goes_once_a_clash_is_settled(client, meeting, clerk):
    minutes.save(meeting, {"opening": "ของเขา"}, shown="1", by=clerk)
    typed = {"opening": "ของฉัน", "minute_checker": ""}
    refused = minutes.save(meeting, typed, shown="1|1=minute_checker", by=clerk).refused

    page = client.post(url("minutes-clash", refused), {"opening": "mine"}, follow=True)

    assert f'data-draft-kept="minutes-{meeting.pk}:1|1=minute_checker"' in page.text


def test_locked_minutes_tell_the_script_and_the_person(client, board, clerk):
    meeting = make_held(board=board, minutes_state="proposed")

    answer = autosave(client, meeting, version="1", opening="อีก")

    assert answer.status_code == 400
    assert "ถอนกลับเป็นร่าง" in json.loads(answer.content)["message"]
    assert client.get(url("minutes-edit", meeting)).url == url("minutes-read", meeting)


@pytest.mark.parametrize("rows", [1, 3])
def test_writing_page_costs_the_same(client, meeting, rows, django_assert_num_queries):
    for number in range(1, rows + 1):
        make_item(meeting, position=number)
        make_attendance(meeting)
    client.get(url("minutes-edit", meeting))

    with django_assert_num_queries(6):
        client.get(url("minutes-edit", meeting))


def test_every_save_can_be_read_again(client, meeting):
    item = make_item(meeting)
    autosave(client, meeting, version="1", **{name_of(item, "outcome"): "approved"})
    autosave(client, meeting, version="2", opening="สอง")

    page = client.get(url("revision-list", meeting))
    first = client.get(url("revision-detail", MinutesRevision.objects.get(number=2))).text

    assert [one.number for one in page.context["page_obj"]] == [3, 2]
    assert f"5.1 {item.title}: มติที่ประชุม" in first
    assert "เห็นชอบ" in first


def test_minutes_read_in_the_order_of_the_paper(client, meeting):
    make_attendance(meeting, name="นายมา ใจดี", presence="present", duty="chair")
    make_attendance(meeting, name="นายลา ใจดี", presence="absent", absence_reason="ลาป่วย")
    make_attendance(meeting, name="นางเข้า ร่วม", presence="present", duty="guest", counts=False)
    make_item(meeting, discussion="อภิปราย", outcome="approved")

    page = client.get(url("minutes-read", meeting)).text

    words = ["ผู้มาประชุม", "นายมา", "ผู้ไม่มาประชุม", "ลาป่วย", "ผู้เข้าร่วมประชุม", "นางเข้า"]
    words += ["เริ่มประชุมเวลา", "ระเบียบวาระที่ 1", "5.1", "มติที่ประชุม", "เลิกประชุมเวลา"]
    places = [page.index(one) for one in words]
    assert places == sorted(places)


def test_minutes_read_tell_that_the_quorum_was_lost_at_a_matter(client, meeting):
    make_attendance(meeting, name="พระสมชาย สุทธิญาโณ", presence="present")
    make_item(meeting, outcome="approved", present=3, counting=7)

    page = client.get(url("minutes-read", meeting)).text

    assert "อยู่ในที่ประชุม 3 รูป/คน จากทั้งหมด 7 รูป/คน ไม่ครบองค์ประชุม" in page


def test_items_without_a_resolution_are_named_before_the_proposal(client, meeting, clerk):
    make_attendance(meeting, presence="present")
    make_item(meeting, outcome="approved")
    make_item(meeting, Heading.INFORM)
    minutes.save(meeting, {"minute_taker": "นางสาวศิริพร"}, shown="1", by=clerk)

    page = client.get(url("meeting-detail", meeting)).text

    assert "วาระ 4.1 ยังไม่มีมติที่ประชุม" in page
    assert client.post(url("minutes-propose", meeting)).status_code == 302
    meeting.refresh_from_db()
    assert meeting.minutes_state == "proposed"


def test_proposal_tells_what_is_missing(client, meeting):
    page = client.post(url("minutes-propose", meeting), follow=True)

    assert "ยังขาด: ผู้มาประชุม · ผู้จดรายงานการประชุม" in page.text


def test_matter_that_comes_up_while_one_writes_is_added_from_there(client, meeting):
    edit, add = url("minutes-edit", meeting), url("agenda-create", meeting)
    assert f'href="{add}?heading=1&amp;back=minutes"' in client.get(edit).text

    form = client.get(f"{add}?heading=1&back=minutes").context["form"]
    typed = {"key": str(uuid.uuid4()), "heading": form["heading"].value(), "title": "ขอบคุณกรรมการ"}
    sent = [client.post(f"{add}?heading=1&back=minutes", typed) for _ in range(2)]

    assert [one.url for one in sent] == [edit, edit]
    assert meeting.items.get().heading == Heading.CHAIR


@pytest.mark.parametrize("asked", ["", "7", "0", "x", "9" * 5000])
def test_heading_that_is_none_is_that_of_matters_to_decide(client, meeting, asked):
    page = client.get(url("agenda-create", meeting), {"heading": asked})

    assert page.context["form"]["heading"].value() == Heading.DECIDE


def test_words_to_start_from_fill_the_title(client, board, clerk):
    meeting = make_meeting(board=board)

    page = client.get(url("agenda-create", meeting), {"template": "9"})

    assert page.context["form"]["title"].value() == "พิจารณาการจัดสรรทุนการศึกษา"
    assert client.get(url("agenda-create", meeting), {"template": "99"}).status_code == 200


def test_recused_person_does_not_count_in_the_vote(client, board, clerk):
    meeting = make_meeting(board=board, state="held")
    first, _other = (make_attendance(meeting, presence="present") for _ in range(2))
    item = make_item(meeting)
    client.post(url("recusal-create", item), {"attendance": first.pk, "reason": "ญาติ"})
    client.post(url("agenda-decide", item), {"outcome": "approved", "resolution": "ตามที่เสนอ"})

    page = client.get(url("agenda-item", item))

    assert Recusal.objects.get().attendance == first
    assert (page.context["quorum"].present, page.context["voters"]) == (2, 1)


def test_absent_people_are_not_offered_to_step_aside(client, board, clerk):
    meeting = make_held(board=board)
    make_attendance(meeting, presence="absent")
    here = make_attendance(meeting, presence="present")

    form = client.get(url("recusal-create", make_item(meeting))).context["form"]

    assert list(form.fields["attendance"].queryset) == [here]


def test_outcome_that_somebody_else_wrote_meanwhile_is_shown_beside(client, board, clerk):
    item = make_item(make_held(board=board))
    seen = client.get(url("agenda-decide", item)).context["form"].initial["seen"]
    AgendaItem.objects.filter(pk=item.pk).update(outcome="rejected")

    page = client.post(url("agenda-decide", item), {"outcome": "approved", "seen": seen})

    item.refresh_from_db()
    assert item.outcome == "rejected"
    assert [one["saved"] for one in page.context["form"].differences] == ["ไม่เห็นชอบ"]


def test_corrections_are_asked_for_and_kept(client, board, clerk):
    before = make_held(board=board, minutes_state="proposed")
    after = make_held(board=board, number=2)
    item = make_item(after, Heading.ADOPTION, adopts=before)
    page = url("agenda-adopt", item)

    assert "กรอกข้อที่แก้ไข" in client.post(page, {"way": "corrected"}).text
    client.post(page, {"way": "corrected", "corrections": "หน้า 2 จาก 28 เป็น 32"})

    before.refresh_from_db()
    assert before.adopted_note == "หน้า 2 จาก 28 เป็น 32"
    assert before.is_locked


# ---- the register -------------------------------------------------------------------------------

REGISTER = reverse("committee:resolution-list")


def test_register_has_open_ones_first_by_their_day(client, board, clerk):
    held = make_held(board=board)
    done = make_resolution(held, status="done", done_on=date(2026, 12, 5))
    undated = make_resolution(held)
    later = make_resolution(held, due_on=date(2027, 3, 1))
    late = make_resolution(held, due_on=date(2026, 1, 1))
    make_resolution()  # of another school

    page = client.get(REGISTER)

    assert list(page.context["page_obj"]) == [late, later, undated, done]


def test_register_is_narrowed_by_words_owner_state_and_year(client, board, clerk):
    late = make_resolution(make_held(board=board), due_on=date(2026, 1, 1), owner_name="ครูสม")
    old = make_held(board=board, number=2, year=2567)
    roof = make_resolution(old, text="ซ่อมหลังคา", status="done", done_on=date(2026, 12, 5))

    def found(**query):
        return list(client.get(REGISTER, query).context["page_obj"])

    owners = dict(client.get(REGISTER).context["form"].fields["owner"].choices)
    key = next(value for value, label in owners.items() if label == "ครูสม")
    assert found(owner=key) == [late]
    assert found(q="หลังคา") == [roof]
    assert found(state="late") == [late]
    assert found(state="done") == [roof]
    assert found(year="2567") == [roof]
    assert "ครูสม" not in key


def test_resolution_is_finished_from_the_register(client, board, clerk):
    made = make_resolution(make_held(board=board, held_on=date(2026, 5, 1)))
    asked = {"status": "done", "on": "1/6/2569", "note": "ส่งแล้ว"}

    client.post(url("resolution-finish", made), asked)

    made.refresh_from_db()
    assert (made.status, made.done_on) == ("done", date(2026, 6, 1))


@pytest.mark.parametrize("rows", [1, 3])
def test_register_costs_the_same(client, board, clerk, rows, django_assert_num_queries):
    for number in range(1, rows + 1):
        make_resolution(make_held(board=board, number=number), owner_name=f"คน {number}")
    client.get(REGISTER)

    with django_assert_num_queries(5):
        client.get(REGISTER)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_saves_costs_the_same(client, meeting, rows, django_assert_num_queries):
    for number in range(rows):
        by = make_user(Role.CLERK, school=meeting.school)
        minutes.save(meeting, {"opening": f"เปิด {number}"}, shown=None, by=by)

    with django_assert_num_queries(4):
        page = client.get(url("revision-list", meeting))

    assert not any("body" in vars(one) for one in page.context["page_obj"])  # not fetched


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_a_matter_costs_the_same(client, meeting, clerk, rows, django_assert_num_queries):
    before = make_resolution(make_held(board=meeting.board, number=8))
    item = make_item(meeting, carried_from=before)
    for number in range(rows):
        person = make_attendance(meeting, name=f"คนที่ {number}", presence="present")
        Recusal.objects.create(item=item, attendance=person, reason="ญาติ")
        make_resolution(item=item)

    with django_assert_num_queries(7):
        client.get(url("agenda-item", item))

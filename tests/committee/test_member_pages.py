"""One member on screen: who sees what is personal, adding, changing, leaving, the guardian."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from committee.models import Member, Seat
from schoolcare.access import Role
from schoolcare.fields import blind_index
from schoolcare.models import AuditEvent
from tests.committee.making import SMALL_BOARD, make_board, make_member
from tests.committee.test_board_pages import errors, page, send
from tests.factories import make_school, make_user
from tests.homevisits.making import picture

NUMBER = "1101700230708"
PRIVATE = {
    "birth_date": date(1970, 2, 3),
    "religion": "ศาสนาลับ",
    "address": "บ้านเลขที่ลับ",
    "phone": "0812345679",
}


@pytest.fixture
def board(school):
    return make_board(school, seats=SMALL_BOARD[:-2])


@pytest.fixture
def member(board):
    return make_member(
        board, Seat.EXPERT, citizen_id=NUMBER, citizen_id_hash=blind_index(NUMBER), **PRIVATE
    )


def add(client, user, board, **fields):
    facts = {"seat": "8", "first_name": "ใหม่", "last_name": "ตัวอย่าง"}
    return send(client, user, "member-create", board.pk, **facts | fields)


def test_person_is_shown_to_the_clerk_with_a_masked_id_and_the_look_is_logged(
    client, clerk, member
):
    shown = page(client, clerk, "member-detail", member.pk).content.decode()

    found = [word in shown for word in ("ศาสนาลับ", "บ้านเลขที่ลับ", "3 ก.พ. 2513", "0812345679")]
    assert found == [True] * 4
    assert "x-xxxx-xxxx0-70-x" in shown
    assert NUMBER not in shown
    event = AuditEvent.objects.get()
    assert (event.action, event.target_id, event.actor_id) == (
        *("member.view", str(member.pk)),
        clerk.pk,
    )


def test_who_only_sees_the_board_sees_nothing_personal(client, member):
    user = make_user(Role.COMMUNITY_HEAD, school=member.board.school)

    shown = page(client, user, "member-detail", member.pk).content.decode()

    private = ("ศาสนาลับ", "บ้านเลขที่ลับ", "2513", "0812345679", "0-70-x")
    assert [word for word in private if word in shown] == []
    assert "ผู้ทรงคุณวุฒิ" in shown
    assert AuditEvent.objects.get().action == "member.view"


def test_supervisor_gets_no_form_and_no_number(client, member):
    user = make_user(Role.SUPERVISOR, district=member.board.school.district)
    client.force_login(user)

    assert page(client, user, "member-update", member.pk).status_code == 403
    reveal = reverse("committee:member-reveal", args=[member.pk])
    assert client.post(reveal).status_code == 403


def test_number_is_revealed_once_and_logged(client, clerk, member):
    client.force_login(clerk)

    shown = client.post(reverse("committee:member-reveal", args=[member.pk]))

    assert "1-1017-00230-70-8" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    assert [one.action for one in AuditEvent.objects.all()] == ["member.reveal"]


def test_form_never_shows_the_number_and_keeps_it(client, clerk, member):
    answer = page(client, clerk, "member-update", member.pk)
    assert NUMBER not in answer.content.decode()
    assert [one.changes for one in AuditEvent.objects.all()] == [{"part": "edit"}]

    send(client, clerk, "member-update", member.pk, phone="๐๘๑ ๒๓๔ ๕๖๗๘")

    member.refresh_from_db()
    assert (member.phone, member.citizen_id) == ("0812345678", NUMBER)


def test_number_is_taken_away_when_that_is_ticked(client, clerk, member):
    send(client, clerk, "member-update", member.pk, drop_id="on")

    member.refresh_from_db()
    assert (member.citizen_id, member.citizen_id_hash) == ("", "")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        (
            {"citizen_id": "1101700230709"},
            {"citizen_id": ["เลขประจำตัวประชาชนไม่ถูกต้อง โปรดตรวจทั้ง 13 หลัก"]},
        ),
        ({"citizen_id": NUMBER}, {"citizen_id": ["คนนี้มีตำแหน่งในชุดนี้แล้ว (ผู้ทรงคุณวุฒิ)"]}),
        ({"seat": "1"}, {"seat": ["มีประธานอยู่แล้ว คือ นายกรรมการ1 ตัวอย่าง บันทึกการพ้นก่อน"]}),
        ({"seat": "12"}, {"seat": ["กรุณาเลือกจากรายการ"]}),
        ({"first_name": " "}, {"first_name": ["กรุณากรอกชื่อ"]}),
        ({"birth_date": "1/1/2600"}, {"birth_date": ["วันเกิดยังมาไม่ถึง กรุณาดูปีเกิดอีกครั้ง"]}),
        ({"postcode": "123"}, {"postcode": ["กรุณากรอกรหัสไปรษณีย์ 5 หลัก"]}),
        ({"phone": "12"}, {"phone": ["ใส่เบอร์โทรศัพท์ 9–10 หลัก เช่น 0812345678"]}),
        ({"consented_on": "1/1/2600"}, {"consented_on": ["วันที่ยินยอมยังมาไม่ถึง"]}),
    ],
)
def test_what_cannot_be_is_told_at_its_field(client, clerk, member, fields, wrong):
    before = Member.objects.count()

    answer = add(client, clerk, member.board, **fields)

    assert errors(answer) == wrong
    assert Member.objects.count() == before


def test_picture_that_is_none_is_told_at_its_field(client, clerk, board):
    fake = SimpleUploadedFile("a.jpg", b"not a picture", "image/jpeg")

    assert list(errors(add(client, clerk, board, photo_file=fake))) == ["photo_file"]


def test_member_under_twenty_is_saved_with_a_warning(client, clerk, board):
    client.force_login(clerk)
    answer = add(client, clerk, board, birth_date="1/1/2550")

    words = [str(one) for one in answer.wsgi_request._messages]
    assert words[0] == "ใหม่ ตัวอย่าง: อายุ 18 ปีในวันเริ่มวาระ ต่ำกว่า 20 ปีบริบูรณ์"
    member = board.members.get(first_name="ใหม่")
    shown = page(client, clerk, "member-update", member.pk).context["form"]
    assert "อายุ 18 ปี" in shown.fields["birth_date"].help_text


def test_member_sent_twice_is_one(client, clerk, board):
    client.force_login(clerk)
    url = reverse("committee:member-create", args=[board.pk])
    key = "11111111-1111-4111-8111-111111111111"
    fields = {"seat": "8", "first_name": "ใหม่", "last_name": "ก", "key": key}

    for _ in range(2):
        assert client.post(url, fields).url == board.get_absolute_url()

    assert board.members.filter(first_name="ใหม่").count() == 1


def test_replacement_is_prefilled_from_who_left(client, clerk, board):
    left = date(2026, 11, 2)
    gone = make_member(board, Seat.EXPERT, left_on=left, left_reason="resigned")
    client.force_login(clerk)

    url = reverse("committee:member-create", args=[board.pk])
    form = client.get(f"{url}?replaces={gone.pk}").context["form"]

    assert [form[name].value() for name in ("seat", "starts_on")] == [Seat.EXPERT, left]
    assert list(form.fields["replaces"].queryset) == [gone]
    add(client, clerk, board, replaces=gone.pk, starts_on="2/11/2569")
    assert board.members.get(first_name="ใหม่").replaces == gone


@pytest.mark.parametrize("query", ["?replaces=9999", "?replaces=x", "?seat=77", "?seat=๑๒"])
def test_odd_wishes_of_the_address_are_passed_over(client, clerk, board, query):
    client.force_login(clerk)

    answer = client.get(reverse("committee:member-create", args=[board.pk]) + query)

    assert answer.context["form"]["replaces"].value() is None


def test_monk_is_kept_with_the_monastic_name(client, clerk, board):
    monk = {"title": "พระครู", "first_name": "สมุห์สุข", "last_name": "", "monastic_name": "สุขธมฺโม"}
    add(client, clerk, board, seat="7", **monk)

    assert board.members.get(title="พระครู").full_name == "พระครูสมุห์สุข สุขธมฺโม"


def test_photo_is_shown_to_who_may_see_persons(client, clerk, member):
    send(client, clerk, "member-update", member.pk, photo_file=picture())
    community = make_user(Role.COMMUNITY_HEAD, school=member.board.school)

    photo = page(client, clerk, "member-photo", member.pk)
    assert photo.getvalue()[:2] == b"\xff\xd8"
    assert page(client, community, "member-photo", member.pk).status_code == 403


def test_staff_on_offer_work_at_the_school(client, clerk, board, officer):
    make_user(Role.TEACHER, school=make_school())
    past = make_user(Role.TEACHER, school=board.school)
    past.memberships.update(ends_on=date(2020, 1, 1))

    form = page(client, officer, "member-create", board.pk).context["form"]

    assert list(form.fields["user"].queryset) == [clerk]


def test_leaving_in_the_future_keeps_the_seat_until_then(client, clerk, member):
    send(client, clerk, "member-leave", member.pk, left_on="1/1/2590", left_reason="resigned")

    member.refresh_from_db()
    assert (member.left_on, member.is_seated(timezone.localdate())) == (date(2047, 1, 1), True)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"left_reason": "died"}, {"left_on": ["กรุณากรอกวันพ้น"]}),
        ({"left_on": "1/1/2570"}, {"left_reason": ["กรุณาเลือกเหตุที่พ้น"]}),
        (
            {"left_on": "31/5/2568", "left_reason": "died"},
            {"left_on": ["วันพ้นต้องไม่ก่อนวันเริ่มวาระของกรรมการคนนี้"]},
        ),
    ],
)
def test_leaving_asks_for_day_and_reason(client, clerk, member, fields, wrong):
    assert errors(send(client, clerk, "member-leave", member.pk, **fields)) == wrong


def test_leaving_written_by_mistake_is_taken_back(client, clerk, member):
    Member.objects.filter(pk=member.pk).update(left_on=date(2026, 1, 1), left_reason="died")

    send(client, clerk, "member-leave", member.pk, left_on="", left_reason="")

    member.refresh_from_db()
    assert (member.left_on, member.left_reason) == (None, "")

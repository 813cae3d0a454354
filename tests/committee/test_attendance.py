"""Who is invited, answers, comes; the quorum; who presides."""

import pytest
from django.core.exceptions import ValidationError

from committee.models import Attendance, Meeting
from committee.quorum import Quorum, quorum_of
from committee.services import attendance as services
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.committee.meeting_factory import make_attendance, make_meeting
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PRESENT, ABSENT, UNKNOWN = "present", "absent", "unknown"


@pytest.fixture
def meeting():
    return make_meeting()


@pytest.fixture
def clerk(meeting):
    return make_user(Role.CLERK, school=meeting.school)


@pytest.mark.parametrize(
    ("present", "counting", "met", "missing"),
    [
        (0, 0, False, 1),
        (4, 9, False, 1),
        (5, 9, True, 0),
        (7, 14, True, 0),
        (7, 15, False, 1),
        (1, 1, True, 0),
    ],
)
def test_half_of_the_members_make_the_quorum(present, counting, met, missing):
    quorum = Quorum(present, counting)

    assert (quorum.is_met, quorum.missing) == (met, missing)


def test_guests_stand_ins_and_who_went_home_do_not_count(meeting):
    make_attendance(meeting, presence=PRESENT)
    make_attendance(meeting, presence=ABSENT, stand_in="นางแทน")
    make_attendance(meeting, presence=PRESENT, arrived_at="09:00", left_at="10:00")
    make_attendance(meeting, presence=PRESENT, duty="guest", counts=False)

    assert quorum_of(Attendance.objects.all()) == Quorum(1, 3)


def test_mark_is_one_tap_and_is_told(meeting, clerk):
    one = make_attendance(meeting)

    services.mark(one, PRESENT, by=clerk)
    services.mark(one, PRESENT, by=clerk)

    one.refresh_from_db()
    assert one.presence == PRESENT
    event = AuditEvent.objects.get(action="attendance.mark")
    assert (event.school_id, event.changes) == (meeting.school_id, {"presence": PRESENT})


def test_present_takes_reason_and_stand_in_away(meeting, clerk):
    one = make_attendance(meeting, presence=ABSENT, stand_in="นางแทน", absence_reason="ลาป่วย")

    one = services.mark(one, PRESENT, by=clerk)

    assert (one.stand_in, one.absence_reason) == ("", "")


def test_absent_keeps_the_reason_unless_another_is_given(meeting, clerk):
    one = make_attendance(meeting, presence=ABSENT, absence_reason="ลาป่วย")

    assert services.mark(one, ABSENT, by=clerk).absence_reason == "ลาป่วย"
    assert services.mark(one, ABSENT, reason="ติดราชการ", by=clerk).absence_reason == "ติดราชการ"


def test_rest_is_marked_at_once(meeting, clerk):
    here = make_attendance(meeting, presence=PRESENT)
    make_attendance(meeting)
    make_attendance(meeting)

    assert services.mark_rest(meeting, ABSENT, by=clerk) == 2
    here.refresh_from_db()
    assert here.presence == PRESENT
    assert services.mark_rest(meeting, ABSENT, by=clerk) == 0


def test_one_presides_who_is_there(meeting, clerk):
    chair = make_attendance(meeting, presence=PRESENT, presides=True)
    other = make_attendance(meeting, presence=PRESENT)
    away = make_attendance(meeting, presence=ABSENT)

    services.preside(other, by=clerk)

    chair.refresh_from_db()
    assert not chair.presides
    with pytest.raises(ValidationError, match="ต้องมาประชุม"):
        services.preside(away, by=clerk)


def test_who_presided_and_goes_absent_presides_no_more(meeting, clerk):
    chair = make_attendance(meeting, presence=PRESENT, presides=True)

    assert not services.mark(chair, ABSENT, by=clerk).presides


def test_guest_is_added_last_and_counts_not(meeting, clerk):
    make_attendance(meeting, position=7)

    guest = services.invite(
        Attendance(meeting=meeting, name="นางประไพ ใจงาม", duty="guest"), by=clerk
    )

    assert (guest.position, guest.counts) == (8, False)


def test_edited_answer_takes_its_moment_along(meeting, clerk):
    one = make_attendance(meeting)

    one.reply = "coming"
    one = services.update_invitee(one, by=clerk)
    assert one.replied_at is not None
    one.reply = "none"

    assert services.update_invitee(one, by=clerk).replied_at is None
    event = AuditEvent.objects.filter(action="attendance.update").first()
    assert event.changes["fields"]["reply"] == ["coming", "none"]


def test_who_is_present_is_not_taken_off_the_list(meeting, clerk):
    here, other = make_attendance(meeting, presence=PRESENT), make_attendance(meeting)

    services.remove(other, by=clerk)
    with pytest.raises(ValidationError, match="นำออกไม่ได้"):
        services.remove(here, by=clerk)

    assert list(meeting.attendances.all()) == [here]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "cancelled", "cancel_reason": "น้ำท่วม"}, "ยกเลิกไปแล้ว"),
        ({"minutes_state": "proposed", "state": "held", "ends_at": "12:00"}, "ถอนกลับเป็นร่าง"),
    ],
)
def test_list_of_a_closed_meeting_stays(meeting, clerk, fields, words):
    one = make_attendance(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(**fields)

    for change in (
        lambda: services.mark(one, PRESENT, by=clerk),
        lambda: services.remove(one, by=clerk),
        lambda: services.invite(Attendance(meeting=meeting, name="ใหม่"), by=clerk),
        lambda: services.seat_members(meeting, by=clerk),
    ):
        with pytest.raises(ValidationError, match=words):
            change()


def test_adopted_minutes_lock_the_list(meeting, clerk):
    one = make_attendance(meeting)
    later = make_meeting(board=meeting.board, number=2)
    facts = {"minutes_state": "adopted", "adopted_at_meeting": later}
    Meeting.objects.filter(pk=meeting.pk).update(state="held", ends_at="12:00", **facts)

    with pytest.raises(ValidationError, match="รับรองแล้ว"):
        services.mark(one, PRESENT, by=clerk)

"""Meetings of a class with guardians: sign-in, talks, election, the column of the board."""

import pytest
from django.db.models import F
from django.urls import reverse

from schoolcare.documents import prepare
from schoolcare.models import AuditEvent
from schoolcare.registry import calendar_dates, duties
from students.contributing.homeroom import _asks, _tells
from students.models import ClassMeeting, MeetingPupil, ParentNetwork
from tests.factories import make_guardian, make_student
from tests.students.making_attendance import MONDAY
from tests.students.making_homeroom import make_meeting, make_signed


def address(name, *args):
    return reverse(f"students:{name}", args=args)


@pytest.fixture
def signed_in(client, teacher):
    client.force_login(teacher)
    return client


@pytest.fixture
def pupil(classroom):
    pupil = make_student(classroom)
    make_guardian(pupil, first_name="มานี", phone="0812345678")
    return pupil


@pytest.fixture
def meeting(classroom, pupil):
    return make_meeting(classroom)


def tap(client, meeting, pupil, presence="present"):
    asked = {"student": pupil.pk, "guardian": pupil.guardianships.get().pk}
    url = address("class-meeting-sign", meeting.pk)
    return client.post(url, asked | {"presence": presence})


def test_new_meeting_gets_the_next_number_of_its_term(signed_in, classroom, meeting):
    url = address("class-meeting-create", classroom.pk)
    form = signed_in.get(url).context["form"]
    fields = {"key": form["key"].value(), "held_on": "20/11/2569", "place": "ห้องประชุม"}

    for _ in range(2):
        signed_in.post(url, fields)

    assert [one.number for one in ClassMeeting.objects.order_by("pk")] == [1, 2]


def test_one_tap_signs_the_guardian(signed_in, meeting, pupil):
    for _ in range(2):
        tap(signed_in, meeting, pupil)

    row = MeetingPupil.objects.get()
    assert (row.presence, row.relation, row.phone) == ("present", "มารดา", "0812345678")
    assert "มานี" in row.name
    assert AuditEvent.objects.filter(action="meeting_talk.sign").count() == 1


def test_tap_is_taken_back(signed_in, meeting, pupil):
    tap(signed_in, meeting, pupil)

    tap(signed_in, meeting, pupil, presence="")

    row = MeetingPupil.objects.get()
    assert (row.presence, row.name, row.guardian) == ("", "", None)


def test_guardian_of_another_pupil_cannot_sign(signed_in, classroom, meeting, pupil):
    other = make_student(classroom)
    make_guardian(other)
    asked = {"student": pupil.pk, "guardian": other.guardianships.get().pk}

    url = address("class-meeting-sign", meeting.pk)
    signed_in.post(url, asked | {"presence": "present"})

    assert not MeetingPupil.objects.filter(presence="present").exists()


def test_somebody_else_may_come(signed_in, meeting, pupil):
    url = address("class-meeting-pupil", meeting.pk, pupil.pk)
    fields = {"presence": "present", "name": "นายอา ใจดี", "relation": "อา", "note": "เรียนดีขึ้น"}

    signed_in.post(url, fields)

    row = MeetingPupil.objects.get()
    assert (row.name, row.relation, row.note) == ("นายอา ใจดี", "อา", "เรียนดีขึ้น")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"presence": "present"}, {"name"}),
        ({"presence": "absent", "follow_way": "phone"}, {"followed_on"}),
        ({"presence": "absent", "followed_on": "30/11/2569"}, {"follow_way"}),
    ],
)
def test_half_answers_are_refused_at_their_field(signed_in, meeting, pupil, typed, wrong):
    page = signed_in.post(address("class-meeting-pupil", meeting.pk, pupil.pk), typed)

    assert set(page.context["form"].errors) == wrong
    assert not MeetingPupil.objects.exists()


def test_share_of_guardians_counts_pupils(signed_in, classroom, meeting, pupil):
    make_student(classroom)
    tap(signed_in, meeting, pupil)

    people = signed_in.get(meeting.get_absolute_url()).context["people"]

    assert (people.present, people.missing, people.percent) == (1, 1, 50.0)


@pytest.mark.parametrize("count", [1, 3])
def test_meeting_asks_the_same(signed_in, classroom, count, django_assert_num_queries):
    meeting = make_meeting(classroom)
    for _ in range(count):
        one = make_student(classroom)
        make_guardian(one)
        make_signed(meeting, one)

    with django_assert_num_queries(7):
        signed_in.get(meeting.get_absolute_url())


def test_election_writes_the_network_of_the_room(signed_in, classroom, meeting, pupil):
    guardian = pupil.guardianships.get().guardian
    url = address("class-meeting-election", meeting.pk)

    for _ in range(2):
        signed_in.post(url, {"post_1": guardian.pk, "ends_on": "15/5/2570"})

    network = ParentNetwork.objects.get()
    assert (network.classroom, network.meeting, network.starts_on) == (classroom, meeting, MONDAY)
    assert [one.position for one in network.members.all()] == [1]


def test_nobody_is_elected_twice(signed_in, meeting, pupil):
    guardian = pupil.guardianships.get().guardian
    fields = {"post_1": guardian.pk, "post_2": guardian.pk, "ends_on": "15/5/2570"}

    page = signed_in.post(address("class-meeting-election", meeting.pk), fields)

    assert set(page.context["form"].errors) == {"post_2"}


def test_duty_is_done_by_coming_or_being_followed_up(classroom, meeting):
    came, followed, neither = (make_student(classroom) for _ in range(3))
    make_signed(meeting, came)
    make_signed(meeting, followed, presence="absent", follow_way="phone", followed_on=MONDAY)
    make_signed(meeting, neither, presence="absent")
    duty = next(one for one in duties if one.key == "class-meeting")

    done = set(duty.rows(2569, 2).values_list("student", flat=True))

    assert done == {came.pk, followed.pk}


def test_meeting_stands_in_the_calendar(school, meeting):
    rows, facts = _asks(school, MONDAY, MONDAY)
    named = {name: F(path) for name, path in facts.items() if name != path}
    found = list(rows.annotate(**named).values(*facts))
    told = [one | {"on": one["on"].isoformat()} for one in found]

    dates = list(_tells(school, MONDAY, MONDAY, told))

    assert [one.title for one in dates] == ["ประชุมผู้ปกครองชั้น ป.4/1"]
    assert any(source.asks is _asks for source in calendar_dates)


def test_talks_are_printed_only_when_asked_for(teacher, meeting, pupil):
    make_signed(meeting, pupil, note="เรียนดีขึ้นมาก")
    asked = {"object": str(meeting.pk)}

    plain = prepare("classroom-meeting", asked, user=teacher).html()
    paper = prepare("classroom-meeting", asked | {"what": "talks"}, user=teacher)
    paper.record_reading(by=teacher)

    assert "เรียนดีขึ้นมาก" not in plain
    assert "เรียนดีขึ้นมาก" in paper.html()
    assert AuditEvent.objects.get(action="meeting_talk.view").pupil_id == pupil.pk


def test_list_for_the_door_shows_nobody_as_signed(teacher, meeting, pupil):
    make_signed(meeting, pupil, name="นางลงแล้ว ใจดี")
    asked = {"object": str(meeting.pk), "what": "list", "digits": "arabic"}

    html = prepare("classroom-meeting", asked, user=teacher).html()

    assert pupil.full_name in html
    assert "นางลงแล้ว" not in html


def test_blank_paper_has_rows_for_the_pen(school):
    html = prepare("classroom-meeting", {"blank": "1", "school": school.code}, user=None).html()

    assert html.count("<tr>") > 40

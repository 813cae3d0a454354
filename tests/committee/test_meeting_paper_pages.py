"""Where the papers of meetings stand on screen, and the words for LINE."""

import pytest
from django.urls import reverse

from committee.documents.meetings.wording import invitation_words
from committee.meeting_overview import papers_of
from committee.models import Meeting
from schoolcare import worker
from schoolcare.access import Role
from schoolcare.models import Job
from tests.committee.meeting_factory import make_attendance, make_held, make_item, make_meeting
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db
KIND = Meeting.Kind
WORDS = """ขอเชิญประชุมคณะกรรมการสถานศึกษาขั้นพื้นฐาน ครั้งที่ 1/2569
วันศุกร์ที่ 4 ธันวาคม 2569 เวลา 09.30 น.
ณ ห้องประชุมพวงแสด
โรงเรียนบ้านหนองแก้ว โทร. 0 2999 0123"""


def clerk_of(school):
    return make_user(Role.CLERK, school=school)


def page_of(client, meeting):
    return client.get(reverse("committee:meeting-detail", args=[meeting.pk]))


@pytest.fixture
def meeting():
    school = make_school(name="บ้านหนองแก้ว", phone="0 2999 0123")
    panel = {"kind": KIND.PANEL, "body": "คณะกรรมการสถานศึกษาขั้นพื้นฐาน"}
    return make_meeting(school=school, **panel)


def test_words_for_line_name_no_matter_of_the_agenda(client, meeting):
    make_item(meeting, title="ทุนของเด็กชายสมมติ")
    client.force_login(clerk_of(meeting.school))

    assert invitation_words(meeting) == WORDS
    assert WORDS in page_of(client, meeting).text


def test_words_for_line_are_offered_before_the_meeting_alone(client):
    meeting = make_held()
    client.force_login(clerk_of(meeting.school))

    assert "ทาง LINE" not in page_of(client, meeting).text


@pytest.mark.parametrize(
    ("state", "kind", "more"),
    [
        ("planned", KIND.STAFF, []),
        ("held", KIND.STAFF, []),
        ("planned", KIND.IMPROVEMENT, ["improvement-meeting"]),
        ("held", KIND.IMPROVEMENT, ["improvement-meeting"]),
    ],
)
def test_meeting_has_the_papers_of_its_kind_and_state(state, kind, more):
    course = {
        "planned": ["meeting-invitation", "meeting-reply"],
        "held": ["meeting-minutes", "resolution-notice"],
    }

    found = [one for one in papers_of(Meeting(kind=kind, state=state)) if one != "meeting-links"]

    assert found == [*course[state], "meeting-agenda", "meeting-attendance", *more]


def test_page_before_the_invitation_offers_each_person(client, meeting):
    make_attendance(meeting, name="พระครูสมมติ")
    client.force_login(clerk_of(meeting.school))
    url = reverse("document-print", args=["meeting-invitation"], query={"object": meeting.pk})

    page = client.get(url).text

    assert "คนละฉบับ (1 ฉบับ)" in page
    assert "เฉพาะ พระครูสมมติ" in page


def test_invitation_is_made_by_a_job(client, meeting, django_capture_on_commit_callbacks):
    client.force_login(clerk_of(meeting.school))
    url = reverse("document-print", args=["meeting-invitation"], query={"object": meeting.pk})
    form = client.get(url).context["form"]
    typed = {name: form.initial.get(name, "") for name in form.fields}

    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, typed | {"date": "21/11/2569"})
    worker.work_off()

    job = Job.objects.get()
    assert (job.state, job.school) == (Job.State.DONE, meeting.school)


def test_reply_can_be_had_empty_from_the_choices(client):
    office = make_district()
    meeting = make_meeting(district=office, kind=KIND.DISTRICT, body="ผู้บริหารสถานศึกษา")
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=office))
    url = reverse("document-others", args=["meeting-agenda"], query={"object": meeting.pk})

    page = client.get(url).text

    assert f"/papers/meeting-reply/pdf/?district={office.code}&amp;blank=1" in page
    assert "improvement-meeting" not in page


def test_register_of_resolutions_is_printed_from_its_page(client, meeting):
    client.force_login(clerk_of(meeting.school))

    page = client.get(reverse("committee:resolution-list")).text

    assert reverse("document-pdf", args=["resolution-register"]) in page

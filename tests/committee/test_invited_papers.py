"""What papers somebody who is invited gets, through a link or an account."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committee.invitations import papers_of
from committee.links import token_of
from committee.models import Meeting, ReplyLink
from committee.services import replies
from schoolcare.models import AuditEvent
from tests.committee.meeting_factory import (
    make_attendance,
    make_held,
    make_item,
    make_link,
    make_meeting,
)

pytestmark = pytest.mark.django_db
DAY = timezone.localdate()


@pytest.fixture
def held():
    """The last meeting; somebody was ill."""
    meeting = make_held(held_on=DAY - timedelta(days=60))
    make_item(meeting, discussion="ที่ประชุมหารือกัน", outcome="approved")
    make_attendance(meeting, name="นายป่วย มาก", presence="absent", absence_reason="เข้าโรงพยาบาล")
    return meeting


@pytest.fixture
def link(held):
    soon = make_meeting(board=held.board, number=2, held_on=DAY + timedelta(days=7))
    return make_link(make_attendance(soon))


def adopt(meeting):
    later = make_held(board=meeting.board, number=9, held_on=DAY - timedelta(days=1))
    Meeting.objects.filter(pk=meeting.pk).update(minutes_state="adopted", adopted_at_meeting=later)


def url_of(link, paper):
    return reverse("committee:reply-paper", args=[token_of(link), paper])


def offered(link):
    return [one.key for one in papers_of(Meeting.objects.get(pk=link.attendance.meeting_id))]


def test_minutes_to_be_adopted_are_offered_once_proposed(client, link, held):
    assert offered(link) == ["agenda"]
    away = client.get(url_of(link, "last-minutes"))
    assert (away.status_code, away.url) == (302, reverse("committee:reply", args=[token_of(link)]))

    Meeting.objects.filter(pk=held.pk).update(minutes_state="proposed")

    assert offered(link) == ["agenda", "last-minutes"]
    minutes = papers_of(link.attendance.meeting)[1]
    assert (minutes.meeting, minutes.label[-12:]) == (held, "(เสนอรับรอง)")
    assert client.get(url_of(link, "last-minutes")).content.startswith(b"%PDF")


def test_agenda_comes_as_a_file_that_nobody_keeps(client, link):
    paper = client.get(url_of(link, "agenda"))

    assert paper.content.startswith(b"%PDF")
    assert paper["Cache-Control"] == "private, no-store"
    assert paper["Referrer-Policy"] == "no-referrer"
    assert paper["Content-Disposition"] == f'inline; filename="meeting-agenda-{DAY:%Y%m%d}.pdf"'
    event = AuditEvent.objects.get(action="document.print")
    assert (event.actor_id, event.changes) == (None, {"slug": "meeting-agenda"})


def test_minutes_leave_the_house_without_the_reason_of_an_absence(link, held):
    adopt(held)
    minutes = papers_of(link.attendance.meeting)[1].document().html()

    assert ("นายป่วย มาก" in minutes, "ที่ประชุมหารือกัน" in minutes) == (True, True)
    assert "โรงพยาบาล" not in minutes


@pytest.mark.parametrize("state", ["proposed", "adopted"])
def test_own_minutes_are_offered_once_they_are_no_draft(held, state):
    assert [one.key for one in papers_of(held)] == ["agenda"]

    held.minutes_state = state

    assert [one.key for one in papers_of(held)] == ["agenda", "minutes"]


def test_cancelled_meeting_has_no_agenda(client, link):
    meeting = Meeting.objects.filter(pk=link.attendance.meeting_id)
    meeting.update(state="cancelled", cancel_reason="ฝนตก")

    assert offered(link) == []
    assert client.get(url_of(link, "agenda")).status_code == 302


def test_papers_behind_a_link_are_not_made_without_end(client, link):
    ReplyLink.objects.update(papers=replies.MOST_PAPERS - 1)
    assert client.get(url_of(link, "agenda")).status_code == 200

    page = client.get(url_of(link, "agenda"))

    assert page.status_code == 429
    assert replies.TOO_MANY_PAPERS in page.text
    assert "จะเข้าประชุม" in page.text  # who has read enough can still answer
    assert page["Referrer-Policy"] == "no-referrer"
    assert AuditEvent.objects.filter(action="document.print").count() == 1


def test_paper_that_is_not_offered_counts_for_nothing(client, link):
    client.get(url_of(link, "minutes"))

    assert ReplyLink.objects.get().papers == 0


def test_new_link_opens_papers_again(client, link):
    ReplyLink.objects.update(papers=replies.MOST_PAPERS)

    fresh = replies.renew_link(link.attendance, by=link.made_by)

    assert client.get(url_of(fresh, "agenda")).status_code == 200


@pytest.mark.parametrize("kind", ["staff", "panel", "work"])
def test_papers_that_speak_of_pupils_stay_inside(client, kind):
    meeting = make_meeting(kind=kind, body="ทีม", held_on=DAY + timedelta(days=7))
    link = make_link(make_attendance(meeting))

    assert client.get(url_of(link, "agenda")).status_code == 302


@pytest.mark.parametrize("token", ["x", "0" * 48])
def test_paper_of_a_wrong_link_is_the_same_page(client, token):
    page = client.get(reverse("committee:reply-paper", args=[token, "agenda"]))

    assert page.status_code == 404
    assert "ลิงก์นี้ใช้ไม่ได้" in page.content.decode()

"""What of the activities waits, on the home page."""

import pytest

from community.cards.activities import activity_counts
from schoolcare.access import Role
from schoolcare.waiting import counted_cards
from tests.community.making_activities import TODAY, make_activity, make_asked, make_course
from tests.factories import make_school, make_student, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(TODAY)]


FOLLOW = "ถึงวันติดตามผลอบรมชุมชน"


def cards(client, user):
    client.force_login(user)
    request = client.get("/").wsgi_request
    return {card.title: card.count for card in counted_cards(request, [activity_counts])}


def test_director_sees_all_and_a_teacher_ones_own(client, school, teacher, director, classroom):
    make_activity(school, teacher)
    make_activity(school, director)
    make_activity(school, director, state="held", result="ดี")
    trip = make_activity(school, teacher, starts_on="2026-12-01", ends_on="2026-12-01")
    make_asked(trip, make_student(classroom), teacher)
    stranger = make_user(Role.TEACHER, school=make_school())
    make_activity(stranger.memberships.get().school, stranger)

    late, waiting = "กิจกรรมผ่านไปแล้ว ยังไม่บันทึกผล", "ขออนุญาตพานักเรียนไปนอกสถานศึกษา"
    assert cards(client, director) == {late: 2, waiting: 1, FOLLOW: 0}
    assert cards(client, teacher) == {late: 1, FOLLOW: 0}


def test_training_is_to_be_followed_up_on_its_day_until_that_is_told(client, school, teacher):
    held = make_activity(school, teacher, state="held", result="ดี")
    course = make_course(held, follow_up_on="2026-11-21")
    make_course(make_activity(school, teacher, state="held"), follow_up_on="2026-11-22")
    make_course(make_activity(school, teacher, state="cancelled"), follow_up_on="2026-11-20")

    assert cards(client, teacher)[FOLLOW] == 1
    shown = client.get("/community/activities/", {"state": "follow", "whose": "own"})
    assert list(shown.context["page_obj"]) == [held]
    type(course).objects.filter(pk=course.pk).update(follow_up="ยังทำอยู่")
    assert cards(client, teacher)[FOLLOW] == 0


def test_who_asked_is_not_waited_for(client, school, director, classroom):
    trip = make_activity(school, director, starts_on="2026-12-01", ends_on="2026-12-01")
    make_asked(trip, make_student(classroom), director)

    assert cards(client, director)["ขออนุญาตพานักเรียนไปนอกสถานศึกษา"] == 0

"""Follow-ups stay on lists until they are closed with a result."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from homevisits.models import FollowUp, Status
from homevisits.services import follow_ups
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.factories import make_adviser, make_classroom, make_student, make_user
from tests.homevisits.making import make_follow_up, make_round, make_visit

LIST = reverse("homevisits:follow-up-list")
KEY = "6b1f6f0e-3f0a-4c69-9a86-0c62d3f4f002"


@pytest.fixture
def visit(school, classroom, teacher):
    return make_visit(make_round(school), make_student(classroom), teacher)


def close_page(follow_up):
    return reverse("homevisits:follow-up-close", args=[follow_up.pk])


def test_follow_up_closed_leaves_the_list(client, visit, teacher):
    one, other = make_follow_up(visit), make_follow_up(visit, due_on=date(2026, 11, 1))
    client.force_login(teacher)
    assert list(client.get(LIST).context["object_list"]) == [other, one]

    client.post(close_page(one), {"result": "มาเรียนทุกวัน", "outcome": "better"})

    one.refresh_from_db()
    assert (one.result, one.outcome, one.closed_by) == ("มาเรียนทุกวัน", "better", teacher)
    assert list(client.get(LIST).context["object_list"]) == [other]
    event = AuditEvent.objects.get(action="follow_up.close")
    assert (event.pupil_id, event.changes) == (visit.student_id, {"outcome": "better"})


@pytest.mark.parametrize("missing", ["result", "outcome"])
def test_follow_up_not_closed_without_result_and_outcome(client, visit, teacher, missing):
    one = make_follow_up(visit)
    client.force_login(teacher)
    answers = {"result": "ดี", "outcome": "same"} | {missing: ""}

    response = client.post(close_page(one), answers)

    one.refresh_from_db()
    assert (list(response.context["form"].errors), one.closed_at) == ([missing], None)


def test_follow_up_is_closed_once(visit, teacher):
    one = follow_ups.close_follow_up(make_follow_up(visit), result="ดี", outcome="same", by=teacher)
    with pytest.raises(ValidationError):
        follow_ups.close_follow_up(one, result="แย่", outcome="worse", by=teacher)

    one.refresh_from_db()
    assert one.outcome == "same"


def test_follow_up_added_once_by_two_taps(client, visit, teacher):
    url = reverse("homevisits:follow-up-create", args=[visit.pk])
    client.force_login(teacher)
    for _ in range(2):
        client.post(url, {"due_on": "1/12/2569", "what": "ไปพบอีกครั้ง", "key": KEY})

    added = FollowUp.objects.get()
    assert (added.due_on, added.what, added.visit) == (date(2026, 12, 1), "ไปพบอีกครั้ง", visit)


def test_follow_up_of_a_draft_is_refused(classroom, teacher, visit):
    draft = make_visit(visit.round, make_student(classroom), teacher, Status.DRAFT)
    with pytest.raises(ValidationError):
        follow_ups.open_follow_up(draft, FollowUp(due_on=date(2026, 12, 1), what="ก"), by=teacher)


def test_follow_up_of_another_school_is_404(client, visit, stranger):
    one = make_follow_up(visit)
    create = reverse("homevisits:follow-up-create", args=[visit.pk])
    client.force_login(stranger)

    assert client.get(close_page(one)).status_code == 404
    assert client.get(create).status_code == 404
    assert list(client.get(LIST).context["object_list"]) == []


def test_follow_up_is_seen_and_not_written_by_the_deputy(client, visit, school, clerk):
    one = make_follow_up(visit)
    client.force_login(make_user(Role.DEPUTY, school=school))
    assert list(client.get(LIST).context["object_list"]) == [one]
    assert client.get(close_page(one)).status_code == 403

    client.force_login(clerk)
    assert client.get(LIST).status_code == 403


def test_overdue_follow_up_of_an_adviser_who_left_waits_for_the_care_head(
    client, visit, teacher, care_head
):
    one = make_follow_up(visit, due_on=date(2020, 1, 1))
    make_follow_up(visit, due_on=date(2099, 1, 1))
    teacher.advised.update(ends_on=date(2020, 1, 1))
    client.force_login(care_head)

    cards = client.get("/").context["cards"]
    assert ("การติดตามหลังเยี่ยมบ้าน", 1) in [(card.title, card.count) for card in cards]
    client.post(close_page(one), {"result": "พบผู้ปกครองแล้ว", "outcome": "better"})
    one.refresh_from_db()
    assert (one.outcome, one.closed_by) == ("better", care_head)


def unadvised(client, user):
    """(figure on the home page, rows of the list) of follow-ups without an adviser."""
    client.force_login(user)
    cards = {card.title: card for card in client.get("/").context["cards"]}
    card = cards.get("การติดตามที่ไม่มีครูที่ปรึกษา")
    rows = client.get(LIST, {"show": "unadvised"}).context["object_list"]
    return card.count if card else 0, list(rows)


def test_follow_up_of_a_class_without_adviser_has_a_card(client, visit, teacher, care_head, school):
    make_follow_up(visit, due_on=date(2099, 1, 1))
    other = make_student(make_classroom(school, room=2))
    one = make_follow_up(make_visit(visit.round, other, teacher), due_on=date(2099, 1, 1))
    assert unadvised(client, care_head) == (1, [one])

    make_adviser(other.enrolments.get().classroom)
    assert unadvised(client, care_head) == (0, [])


@pytest.mark.parametrize(
    "leave",
    [
        lambda teacher: teacher.advised.update(ends_on=date(2020, 1, 1)),
        lambda teacher: teacher.memberships.update(ends_on=date(2020, 1, 1)),
        lambda teacher: type(teacher).objects.filter(pk=teacher.pk).update(is_active=False),
    ],
    ids=["advises no more", "left the school", "account closed"],
)
def test_follow_up_of_an_adviser_who_left_is_without_adviser(
    client, visit, care_head, stranger, leave
):
    one = make_follow_up(visit, due_on=date(2099, 1, 1))
    leave(visit.author)

    assert unadvised(client, care_head) == (1, [one])
    assert unadvised(client, stranger) == (0, [])


@pytest.mark.parametrize(("due_on", "state"), [(date(2020, 1, 1), "late"), (date(2099, 1, 1), "")])
def test_home_card_of_follow_ups(client, visit, teacher, due_on, state):
    make_follow_up(visit, due_on=due_on)
    client.force_login(teacher)

    cards = client.get("/").context["cards"]

    assert [(one.title, one.count, one.state) for one in cards] == [
        ("การติดตามหลังเยี่ยมบ้าน", 1, state)
    ]


def test_chronology_tells_visits_to_those_who_may_see_them(client, visit, teacher, clerk):
    make_follow_up(visit)
    page = reverse("students:student-detail", args=[visit.student_id])
    seen = []
    for person in (teacher, clerk):
        client.force_login(person)
        events = client.get(page).context["events"]
        seen.append({"เยี่ยมบ้าน", "นัดติดตาม"} & {event.title for event in events})

    assert seen == [{"เยี่ยมบ้าน", "นัดติดตาม"}, set()]


@pytest.mark.parametrize("rows", [1, 3])
def test_follow_up_list_queries(client, visit, teacher, rows, django_assert_num_queries):
    for _ in range(rows):
        make_follow_up(visit)
    client.force_login(teacher)

    with django_assert_num_queries(3):
        client.get(LIST)


def test_pupil_page_holds_all_visits_newest_first(client, visit, teacher, stranger):
    make_follow_up(visit)
    url = reverse("homevisits:visit-pupil", args=[visit.student_id])
    client.force_login(teacher)

    events = client.get(url).context["events"]

    assert [event.title for event in events] == ["นัดติดตาม", "เยี่ยมบ้าน"]
    client.force_login(stranger)
    assert client.get(url).status_code == 404

"""The adviser's list: who stands where, in which order, with which button; and the home cards."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from homevisits import worklist
from homevisits.models import ProtectionAlert, Status
from schoolcare.models import Village
from students.models import Adviser, Criterion, Household
from students.services.screening import save_results
from students.services.screening_answers import Answer
from tests.factories import make_classroom, make_guardian, make_student, make_term
from tests.homevisits.making import (
    complete,
    make_alert,
    make_draft,
    make_follow_up,
    make_round,
    make_visit,
    tick_danger,
)
from tests.students.screened import make_screening, make_screening_round

pytestmark = pytest.mark.django_db
LIST = reverse("homevisits:visit-list")


@pytest.fixture
def visit_round(school):
    return make_round(school)


def names(response):
    return [row.student for _village, rows in response.context["groups"] for row in rows]


def counts(response):
    return {one["label"]: one["count"] for one in response.context["segments"]}


def test_visit_list_counts_and_progress(client, visit_round, classroom, teacher):
    states = [None, None, *Status.values]
    for state in states:
        pupil = make_student(classroom)
        if state:
            make_visit(visit_round, pupil, teacher, state)
    missed = make_visit(visit_round, make_student(classroom), teacher, mode="none")
    make_follow_up(missed)
    client.force_login(teacher)

    response = client.get(LIST)

    assert counts(response) == {
        "ต้องทำ": 5,
        "ยังไม่เยี่ยม": 2,
        "ร่าง": 1,
        "ส่งกลับ": 1,
        "รอตรวจ": 2,
        "ครบถ้วน": 1,
        "ติดตาม": 1,
    }
    assert (response.context["visited"], response.context["total"]) == (3, 7)
    assert "เยี่ยมแล้ว <b>3</b> จาก 7 คน" in response.content.decode()


def test_visit_list_sorts_by_danger_then_by_longest_ago(client, school, classroom, teacher):
    term = make_term(school, year=2568, semester=1)
    before = make_round(school, term=term, opens_on=date(2025, 6, 1), closes_on=date(2025, 7, 1))
    make_round(school, opens_on=timezone.localdate())
    recent, old, urgent, never = (make_student(classroom) for _ in range(4))
    make_visit(before, recent, teacher, visited_on=date(2025, 6, 20))
    make_visit(before, old, teacher, visited_on=date(2025, 6, 2))
    tick_danger(make_visit(before, urgent, teacher, visited_on=date(2025, 6, 25)))
    client.force_login(teacher)

    response = client.get(LIST)

    assert names(response) == [urgent, never, old, recent]
    assert response.content.decode().count("เร่งด่วน") == 1


def test_visit_list_sorts_by_what_screening_found(client, visit_round, classroom, teacher):
    found = make_screening_round(classroom.school)
    plain, risk, problem = (make_student(classroom) for _ in range(3))
    make_screening(found, risk, teacher, health="risk")
    make_screening(found, problem, teacher, health="problem")
    client.force_login(teacher)

    response = client.get(LIST)

    assert names(response) == [problem, risk, plain]
    assert response.content.decode().count("เร่งด่วน") == 1


def test_visit_list_tells_no_screening_that_is_closed_to_the_reader(
    client, visit_round, classroom, teacher, care_head
):
    screening = make_screening(
        make_screening_round(classroom.school), make_student(classroom), teacher
    )
    danger = Criterion.objects.filter(aspect__template=screening.round.template, is_danger=True)
    answer = Answer("problem", frozenset([danger.first().pk]), "")
    answers = {screening.student_id: {danger.first().aspect_id: answer}}
    save_results(screening.round, answers, by=care_head)
    ProtectionAlert.objects.get().excluded.add(teacher)

    for reader, count in ((teacher, 0), (care_head, 1)):
        client.force_login(reader)
        assert client.get(LIST).content.decode().count("เร่งด่วน") == count


def test_visit_list_urgency_is_hidden_from_the_excluded(client, visit_round, classroom, teacher):
    visit = make_visit(visit_round, make_student(classroom), teacher, Status.RETURNED)
    tick_danger(visit)
    make_alert(visit).excluded.add(teacher)
    client.force_login(teacher)

    assert "เร่งด่วน" not in client.get(LIST).content.decode()


def test_visit_list_groups_by_village_with_call_and_map(client, visit_round, classroom, teacher):
    village = Village.objects.create(number="3", name="บ้านดอน")
    home = Household.objects.create(
        school=classroom.school, village=village, house_no="12/1", latitude=18, longitude="98.5"
    )
    nowhere, pupil = make_student(classroom), make_student(classroom, household=home)
    make_guardian(pupil, phone="0812345678")
    client.force_login(teacher)

    response = client.get(LIST)

    groups = [(name, [row.student for row in rows]) for name, rows in response.context["groups"]]
    assert groups == [("บ้านดอน หมู่ 3", [pupil]), (worklist.NO_VILLAGE, [nowhere])]
    text = response.content.decode()
    assert 'href="tel:0812345678"' in text
    assert 'href="geo:18.00000,98.50000?q=18.00000,98.50000"' in text


def test_visit_list_leads_to_the_visits_before(client, visit_round, classroom, teacher):
    pupil = make_student(classroom)
    client.force_login(teacher)
    before = reverse("homevisits:visit-pupil", args=[pupil.pk])
    assert f'<a class="n" href="{before}">' in client.get(LIST).content.decode()


def test_form_of_a_second_class_leads_back_to_it(client, visit_round, classroom, teacher):
    room = make_classroom(classroom.school, room=2)
    Adviser.objects.create(classroom=room, user=teacher)
    visit = complete(make_draft(make_student(room), teacher, round_=visit_round), teacher)
    client.force_login(teacher)

    response = client.post(reverse("homevisits:visit-submit", args=[visit.pk]), follow=True)

    assert (visit.refresh_from_db(), visit.status) == (None, Status.SUBMITTED)
    assert response.context["classroom"] == room


def test_visit_list_does_not_call_who_may_not_be_contacted(client, visit_round, classroom, teacher):
    pupil = make_student(classroom)
    make_guardian(pupil, phone="0812345678").guardianships.update(may_be_contacted=False)
    client.force_login(teacher)

    assert "0812345678" not in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("state", "label"),
    [(None, "เริ่ม"), ("draft", "ทำต่อ"), ("returned", "แก้ไข"), ("approved", "ดู")],
)
def test_visit_list_button_says_what_happens(client, visit_round, teacher, state, label):
    pupil = make_student(teacher.advised.get().classroom)
    if state:
        make_visit(visit_round, pupil, teacher, state)
    client.force_login(teacher)

    text = client.get(LIST, {"show": state or "new"}).content.decode()

    assert f'{label}<span class="visually-hidden"> {pupil.short_name}</span>' in text


def test_visit_list_of_reader_has_no_start(client, visit_round, classroom, director):
    make_student(classroom)
    client.force_login(director)

    assert reverse("homevisits:visit-start") not in client.get(LIST).content.decode()


def test_visit_list_shows_own_class_only(client, visit_round, classroom, teacher, stranger):
    other = make_classroom(classroom.school, room=2)
    make_student(other)
    mine = make_student(classroom)
    client.force_login(teacher)

    response = client.get(LIST, {"classroom": other.pk})
    assert (response.context["classroom"], names(response)) == (classroom, [mine])
    client.force_login(stranger)
    response = client.get(LIST, {"round": visit_round.pk, "classroom": classroom.pk})
    assert (response.context["round"], names(response)) == (None, [])


def test_visit_list_of_two_classes_offers_both(client, visit_round, classroom, teacher, school):
    second = make_classroom(school, room=2)
    teacher.advised.create(classroom=second)
    pupil = make_student(second)
    client.force_login(teacher)

    response = client.get(LIST, {"classroom": second.pk})

    assert response.context["classes"] == [classroom, second]
    assert names(response) == [pupil]


@pytest.mark.parametrize("role", ["clerk", "officer"])
def test_visit_list_without_permission_is_403(client, request, role):
    client.force_login(request.getfixturevalue(role))

    assert client.get(LIST).status_code == 403


@pytest.mark.parametrize("rows", [1, 3, 40])
def test_visit_list_queries(client, visit_round, teacher, rows, django_assert_num_queries):
    for _ in range(rows):
        pupil = make_student(teacher.advised.get().classroom)
        make_guardian(pupil, phone="0812345678")
        make_follow_up(make_visit(visit_round, pupil, teacher))
    client.force_login(teacher)

    with django_assert_num_queries(5):
        client.get(LIST)


def test_home_cards_of_adviser(client, visit_round, classroom, teacher):
    make_student(classroom)
    make_student(make_classroom(classroom.school, room=2))
    make_visit(visit_round, make_student(classroom), teacher, Status.DRAFT)
    make_visit(visit_round, make_student(classroom), teacher, Status.RETURNED)
    client.force_login(teacher)

    cards = [(one.title, one.count, one.state) for one in client.get("/").context["cards"]]

    assert cards == [
        ("เยี่ยมบ้าน: ส่งกลับแก้ไข", 1, "late"),
        ("เยี่ยมบ้าน: ยังไม่เยี่ยม", 1, ""),
        ("เยี่ยมบ้าน: ร่างที่ยังไม่ส่ง", 1, ""),
    ]


def test_home_card_after_the_last_day_is_late(client, school, classroom, teacher):
    make_round(school, closes_on=timezone.localdate() - timedelta(days=2))
    make_student(classroom)
    client.force_login(teacher)

    card = client.get("/").context["cards"][0]

    assert (card.count, card.text, card.state) == (1, "เกินกำหนด 2 วัน", "late")


def test_home_card_of_reviewer(client, visit_round, classroom, teacher, care_head):
    make_visit(visit_round, make_student(classroom), teacher)
    client.force_login(care_head)

    response = client.get("/")

    found = [(one.title, one.count) for one in response.context["cards"] if "บ้าน" in one.title]
    assert found == [("เยี่ยมบ้าน: รอตรวจ", 1)]
    assert [(one.label, one.value, one.total) for one in response.context["stats"]] == [
        ("เยี่ยมบ้านแล้ว", 1, 1)
    ]

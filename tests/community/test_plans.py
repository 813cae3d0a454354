"""The common plan of a year: its goals, who does what, copied to the next year."""

import uuid

import pytest
from django.urls import reverse

from community.models import CommonPlan, PlanAction, PlanGoal
from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent
from tests.community.making_partners import (
    make_action,
    make_goal,
    make_head,
    make_partner,
    make_plan,
    make_village,
)
from tests.factories import make_school, make_user
from tests.paper_measure import assert_paper
from tests.paper_reading import words_on

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("community:plan-list"), reverse("community:plan-create")


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def head(school, client):
    user = make_head(school)
    client.force_login(user)
    return user


def page(name, row):
    return reverse(f"community:plan-{name}", args=[row.pk])


def typed(**fields):
    return {"key": str(uuid.uuid4()), "year": "2569", "vision": "ร่วมใจ"} | fields


@pytest.mark.parametrize("year", ["2569", "๒๕๖๙", "2026"])
def test_plan_is_made_once_with_those_who_made_it(client, head, school, year):
    village, partner = make_village(school), make_partner(school)
    asked = typed(year=year, villages=[village.pk], partners=[partner.pk], met_on="20/5/2569")

    urls = [client.post(NEW, asked).url for _ in range(2)]

    plan = CommonPlan.objects.get()
    assert urls == [page("detail", plan)] * 2
    assert plan.year == 2569
    assert (list(plan.villages.all()), list(plan.partners.all())) == ([village], [partner])


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "มีแผนร่วมของปีการศึกษานี้แล้ว"),
        ({"year": ""}, "กรุณากรอกปีการศึกษา"),
        ({"year": "1"}, "ต้องไม่น้อยกว่า 2400"),
        ({"year": "2570", "met_on": "31/2/2570"}, "ใส่วันที่"),
    ],
)
def test_what_cannot_be_is_told(client, head, school, fields, words):
    make_plan(school)

    assert words in client.post(NEW, typed(**fields)).text
    assert CommonPlan.objects.count() == 1


def test_village_and_partner_of_another_school_are_refused(client, head):
    other = make_school()
    asked = typed(villages=[make_village(other).pk], partners=[make_partner(other).pk])

    assert set(client.post(NEW, asked).context["form"].errors) == {"villages", "partners"}


def test_goals_and_actions_stand_in_order(client, head, school):
    plan = make_plan(school)
    for text in ("รักถิ่น", "ไม่เผา"):
        client.post(page("goal-create", plan), {"key": str(uuid.uuid4()), "text": text})
    goal = PlanGoal.objects.earliest("pk")
    asked = {"key": str(uuid.uuid4()), "text": "ทำแผนที่", "state": "planned", "when": "ตลอดปี"}

    for _ in range(2):
        client.post(page("action-create", goal), asked)

    assert list(plan.goals.values_list("position", "text")) == [(1, "รักถิ่น"), (2, "ไม่เผา")]
    assert PlanAction.objects.get().goal == goal
    assert "ทำแผนที่" in client.get(page("detail", plan)).text


def test_what_is_done_has_a_result(client, head, school):
    action = make_action(make_goal(make_plan(school)))
    asked = {"key": str(uuid.uuid4()), "text": "ทำแผนที่", "state": "done"}

    told = client.post(page("action-update", action), asked)
    client.post(page("action-update", action), asked | {"result": "ได้แผนที่ 6 หมู่บ้าน"})

    action.refresh_from_db()
    assert "กรุณากรอกผล" in told.text
    assert (action.state, action.result) == ("done", "ได้แผนที่ 6 หมู่บ้าน")


def test_next_year_begins_with_the_same_goals_none_begun(client, head, school):
    plan = make_plan(school)
    make_action(make_goal(plan), state="done", result="ครบ", partner_owner="ผู้ใหญ่บ้าน")
    plan.partners.set([make_partner(school), make_partner(school, name="เก่า", is_active=False)])

    urls = [client.post(page("copy", plan)).url for _ in range(2)]

    new = CommonPlan.objects.get(year=2570)
    assert urls == [page("detail", new), page("detail", plan)]
    action = PlanAction.objects.get(goal__plan=new)
    assert (action.state, action.result, action.partner_owner) == ("planned", "", "ผู้ใหญ่บ้าน")
    assert [one.name for one in new.partners.all()] == ["วัดดอยงาม"]
    assert AuditEvent.objects.filter(action="common_plan.carry").count() == 1


def test_teacher_reads_and_stranger_finds_nothing(client, school):
    plan = make_plan(school)
    client.force_login(make_user(Role.TEACHER, school=school))
    assert client.get(page("detail", plan)).status_code == 200
    assert client.post(page("copy", plan)).status_code == 403
    client.force_login(make_head())

    assert client.get(page("detail", plan)).status_code == 404
    assert client.post(page("copy", plan)).status_code == 404


@pytest.mark.parametrize("many", [0, 12])
def test_paper_has_a_group_a_goal(school, many):
    head, plan = make_head(school), make_plan(school, vision="ร่วมใจ " * 40)
    plan.villages.add(make_village(school))
    for number in range(many):
        make_action(make_goal(plan, position=number), result="ทำครบตามแผนที่ตกลงกันไว้ " * 3)
    document = prepare("common-plan", {"object": str(plan.pk)}, user=head)

    data = document.pdf()

    assert_paper(data, "wide", html=document.html())
    text = words_on(data).replace(" ", "")
    assert ("เป้าหมายที่๑" in text) is (many > 0)
    assert ("ยังไม่มีเป้าหมาย" in text) is (many == 0)


@pytest.mark.parametrize("many", [1, 3])
def test_pages_cost_the_same_for_one_and_for_three(
    client, head, school, many, django_assert_num_queries
):
    for number in range(many):
        plan = make_plan(school, year=2560 + number)
        for _ in range(many):
            make_action(make_goal(plan))
    client.get(LIST)
    with django_assert_num_queries(3):
        client.get(LIST)
    with django_assert_num_queries(6):
        client.get(page("detail", plan))

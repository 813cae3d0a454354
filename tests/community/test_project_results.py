"""A project under way: payments against the plan, indicators, what came of it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from community.models import Project, Spending
from community.project_overview import budget_of
from community.services import spending
from community.services.projects import RUNNING_ONLY
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from schoolcare.stale import REFUSED
from tests.community.making_activities import make_activity
from tests.community.making_projects import key, make_line, make_whole
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker(school, client):
    user = make_user(Role.TEACHER, school=school)
    client.force_login(user)
    return user


@pytest.fixture
def project(school, maker):
    return make_whole(school, maker, state="running")


def page(name, project):
    return reverse(f"community:{name}", args=[project.pk])


def paid(project, **fields):
    facts = {"key": key(), "line": project.budget_lines.get().pk, "spent_on": "1/6/2569"}
    return facts | {"amount": "๑,๒๐๐.๕๐", "document": "บก.111/1"} | fields


def test_payment_is_noted_once_for_a_form(client, project, maker):
    asked = paid(project)

    for _ in range(2):
        client.post(page("spending-create", project), asked)

    found = project.spendings.get()
    assert (found.amount, found.document, found.made_by) == (Decimal("1200.50"), "บก.111/1", maker)
    budget = budget_of(project)
    assert (budget.spent, budget.left, budget.percent) == (
        Decimal("1200.50"),
        Decimal("3799.50"),
        24,
    )
    told = AuditEvent.objects.get(action="spending.add").changes
    assert told == {"row": "ค่าอาหารว่าง", "amount": "1,200.50"}


def test_more_than_planned_is_kept_with_a_warning(client, project):
    answer = client.post(
        page("spending-create", project), paid(project, amount="5,400"), follow=True
    )

    assert project.spendings.get().amount == 5400
    assert "ค่าอาหารว่าง จ่ายเกินแผน 400 บาท" in [str(one) for one in answer.context["messages"]]
    assert "ค่าอาหารว่าง จ่ายเกินแผน 400 บาท" in client.get(page("project-detail", project)).text


def test_payment_out_of_the_projects_days_is_kept_with_a_warning(client, project):
    asked = paid(project, spent_on="1/6/2560")

    answer = client.post(page("spending-create", project), asked, follow=True)

    assert project.spendings.exists()
    assert "1 มิ.ย. 2560 อยู่นอกระยะเวลาโครงการ" in answer.text


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "1" * 20}, "amount"),
        ({"spent_on": "31/2/2569"}, "spent_on"),
        ({"line": ""}, "line"),
    ],
)
def test_payment_that_cannot_be_is_told(client, project, fields, name):
    answer = client.post(page("spending-create", project), paid(project, **fields))

    assert name in answer.context["form"].errors
    assert not project.spendings.exists()


def test_payment_of_a_day_to_come_or_of_another_project_is_refused(client, project):
    tomorrow = timezone.localdate() + timedelta(days=1)
    foreign = make_line(make_whole())

    for fields, name in (({"spent_on": str(tomorrow)}, "spent_on"), ({"line": foreign.pk}, "line")):
        answer = client.post(page("spending-create", project), paid(project, **fields))
        assert set(answer.context["form"].errors) == {name}
    assert not Spending.objects.exists()


def test_payment_is_taken_back_once(client, project, maker):
    client.post(page("spending-create", project), paid(project))
    url = reverse("community:spending-remove", args=[project.spendings.get().pk])

    answers = [client.post(url).status_code for _ in range(2)]

    assert answers == [302, 404]
    assert AuditEvent.objects.filter(action="spending.remove").count() == 1


@pytest.mark.parametrize("state", ["draft", "approved", "reported", "closed"])
def test_nothing_is_noted_unless_it_is_under_way(client, project, state):
    Project.objects.filter(pk=project.pk).update(state=state)
    one = project.indicators.get()

    posts = [
        client.post(page("spending-create", project), paid(project)),
        client.post(page("project-results", project), {"outcome": "ผล"}),
        client.post(page("project-indicators", project), {f"met_{one.pk}": "yes"}),
    ]

    assert all(RUNNING_ONLY in answer.text for answer in posts)
    project.refresh_from_db()
    assert (project.outcome, project.spendings.count()) == ("", 0)


def test_results_and_satisfaction_are_typed_and_said_to_be(client, project):
    said = {"outcome": "ทำครบ", "satisfaction": "๔.๕๒", "answers": "๒๐๐"}

    client.post(page("project-results", project), said)

    project.refresh_from_db()
    assert (project.satisfaction, project.answers) == (Decimal("4.52"), 200)
    text = client.get(page("project-detail", project)).text
    assert "เฉลี่ย 4.52 จาก 5 ผู้ตอบ 200 คน" in text
    assert "ตัวเลขที่กรอกเอง" in text


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"satisfaction": "5.01", "answers": "9"}, "satisfaction"),
        ({"satisfaction": "-1", "answers": "9"}, "satisfaction"),
        ({"satisfaction": "4.555", "answers": "9"}, "satisfaction"),
        ({"satisfaction": "4.5"}, "answers"),
        ({"satisfaction": "4.5", "answers": "0"}, "answers"),
        ({"answers": "20"}, "satisfaction"),
    ],
)
def test_satisfaction_that_cannot_be_is_told(client, project, fields, name):
    answer = client.post(page("project-results", project), {"outcome": "ผล"} | fields)

    assert set(answer.context["form"].errors) == {name}


def test_indicators_are_noted_together(client, project):
    one = project.indicators.get()

    client.post(
        page("project-indicators", project), {f"met_{one.pk}": "no", f"result_{one.pk}": "250"}
    )

    one.refresh_from_db()
    assert (one.is_met, one.result) == (False, "250")
    assert AuditEvent.objects.get(action="project_indicator.result").changes == {"count": 1}


def test_second_of_two_who_note_indicators_sees_both_values(client, project):
    one, url = project.indicators.get(), page("project-indicators", project)
    asked = {"version": str(project.version), f"met_{one.pk}": "yes"}
    client.post(url, asked | {f"result_{one.pk}": "310 คน"})

    answer = client.post(url, asked | {f"result_{one.pk}": "250 คน"})
    form = answer.context["form"]

    assert form.non_field_errors() == [REFUSED]
    assert [(row["saved"], row["typed"]) for row in form.differences] == [("310 คน", "250 คน")]
    client.post(url, {name: form[name].value() for name in form.fields})
    one.refresh_from_db()
    assert one.result == "250 คน"


def test_foreign_indicator_is_not_noted(project, maker):
    foreign = make_whole().indicators.get()

    spending.note_results(project, {foreign.pk: spending.Result("x", True)}, by=maker)

    foreign.refresh_from_db()
    assert foreign.is_met is None


def test_service_refuses_a_row_of_another_project(project, maker):
    new = Spending(project=project, line=make_line(make_whole()), amount=1)
    new.spent_on = timezone.localdate()

    with pytest.raises(ValidationError):
        spending.spend(new, by=maker)


def test_activities_of_the_project_stand_on_its_page(client, project):
    activity = make_activity(project.school, project.made_by, project=project, title="ทอดผ้าป่า")
    make_activity(project.school, project.made_by, title="งานอื่น")

    text = client.get(page("project-detail", project)).text

    assert reverse("community:activity-detail", args=[activity.pk]) in text
    assert "งานอื่น" not in text

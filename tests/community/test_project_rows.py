"""Rows of a proposal: activities, budget, indicators; the next one, their order."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from community.models import BudgetLine, Project, ProjectTask
from community.services import projects
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.community.making_projects import (
    key,
    make_indicator,
    make_line,
    make_project,
    make_task,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher_here(school, client):
    user = make_user(Role.TEACHER, school=school)
    client.force_login(user)
    return user


@pytest.fixture
def project(school, teacher_here):
    return make_project(school, teacher_here)


def page(name, *args):
    return reverse(f"community:{name}", args=args)


def line(**fields):
    return {"key": key(), "kind": "2", "item": "ค่าอาหาร", "source": "เงินอุดหนุน"} | fields


def test_amount_follows_from_quantity_and_price(client, project):
    asked = line(quantity="๓๐", unit="คน", unit_price="๑๒๐.๕๐")

    for _ in range(2):
        client.post(page("project-part-create", project.pk, "budget"), asked)

    assert project.budget_lines.get().amount == Decimal("3615.00")
    assert AuditEvent.objects.get(action="project_budget.add").changes == {"row": "ค่าอาหาร"}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, ("amount", "กรอกจำนวนเงินมากกว่า 0")),
        ({"amount": "0"}, ("amount", "กรอกจำนวนเงินมากกว่า 0")),
        ({"amount": "-5"}, ("amount", "ต้องไม่น้อยกว่า 0")),
        ({"amount": "1e20"}, ("amount", "ใส่จำนวนเงินเป็นตัวเลข เช่น 12,500 หรือ 500.50")),
        ({"amount": "1" * 20}, ("amount", "ตัวเลขยาวเกินไป")),
        ({"quantity": "3", "amount": "9"}, ("unit_price", "กรอกทั้งจำนวนและราคาต่อหน่วย หรือเว้นว่างทั้งคู่")),
        (
            {"quantity": "3", "unit_price": "10", "amount": "31"},
            ("amount", "จำนวน × ราคาต่อหน่วย ได้ 30 บาท"),
        ),
        ({"quantity": "99999999", "unit_price": "9999999"}, ("amount", "ตัวเลขยาวเกินไป")),
    ],
)
def test_budget_row_that_cannot_be_is_told(client, project, fields, told):

    answer = client.post(page("project-part-create", project.pk, "budget"), line(**fields))

    assert answer.context["form"].errors[told[0]][0] == told[1]
    assert not project.budget_lines.exists()


def test_row_of_another_project_cannot_be_named(client, project):
    foreign = make_task(make_project())
    url = page("project-part-create", project.pk, "budget")

    answer = client.post(url, line(amount="10", task=foreign.pk))

    assert set(answer.context["form"].errors) == {"task"}
    new = BudgetLine(project=project, task=foreign, kind=1, item="ค่า", amount=1)
    with pytest.raises(ValidationError):
        projects.save_part(new, by=teacher_here)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"starts_on": "1/4/2570"}, "starts_on"),
        ({"starts_on": "15/5/2569", "phase": "2"}, "starts_on"),
        ({"starts_on": "1/8/2569", "ends_on": "31/7/2569"}, "ends_on"),
        ({"ends_on": "1/8/2569"}, "starts_on"),
    ],
)
def test_activity_outside_the_project_is_told(client, project, fields, name):
    asked = {"key": key(), "phase": "2", "what": "จัดงาน"} | fields

    answer = client.post(page("project-part-create", project.pk, "task"), asked)

    assert set(answer.context["form"].errors) == {name}


def test_planning_may_come_before_the_project_begins(client, project):
    asked = {"key": key(), "phase": "1", "what": "ประชุม", "starts_on": "1/4/2569"}

    client.post(page("project-part-create", project.pk, "task"), asked)

    assert project.tasks.get().starts_on == date(2026, 4, 1)


def test_row_is_taken_off_a_draft_only(client, project):
    first, second = make_indicator(project), make_indicator(project)
    for _ in range(2):
        client.post(page("project-part-remove", "indicator", first.pk))
    Project.objects.filter(pk=project.pk).update(state="proposed")

    client.post(page("project-part-remove", "indicator", second.pk))

    assert list(project.indicators.all()) == [second]
    assert AuditEvent.objects.filter(action="project_indicator.remove").count() == 1


def test_next_row_comes_at_once_with_what_mostly_stays(client, project):
    url = page("project-part-create", project.pk, "budget")
    assert "บันทึกและเพิ่มอีก" in client.get(url).text

    asked = line(amount="300", again="1")
    answers = [client.post(url, asked) for _ in range(2)]

    assert [one.url for one in answers] == [url, url]
    assert project.budget_lines.count() == 1
    following = client.get(url).context["form"].initial
    assert (following["source"], following["kind"]) == ("เงินอุดหนุน", 2)
    first = make_task(project, phase=ProjectTask.Phase.CHECK)
    following = client.get(page("project-part-create", project.pk, "task")).context["form"]
    assert following.initial["phase"] == first.phase


def test_row_changes_places_with_its_neighbour_of_the_same_type(client, project):
    one, two, three = (make_line(project, number) for number in (1, 2, 3))
    other = make_line(project, 4, kind=BudgetLine.Kind.MATERIALS)

    def order(row, to):
        answer = client.post(page("project-part-move", "budget", row.pk), {"to": to}, follow=True)
        groups = answer.context["groups"]
        assert [title for title, _rows in groups] == ["ค่าใช้สอย", "ค่าวัสดุ"]
        return [one for _title, rows in groups for one in rows]

    assert order(three, "up") == [one, three, two, other]
    assert order(one, "up") == [one, three, two, other]
    assert order(one, "down") == [three, one, two, other]
    assert order(two, "down") == order(other, "up") == [three, one, two, other]
    last = make_line(project, 5)
    assert list(project.budget_lines.all()) == [three, one, two, last, other]
    assert AuditEvent.objects.filter(action="project_budget.move").count() == 2


def test_row_of_another_phase_goes_to_its_end(project, teacher_here):
    first, second = (make_task(project, phase=1) for _ in range(2))
    projects.shift_part(second, is_up=True, by=teacher_here)
    placed = [make_task(project, phase=2) for _ in range(2)]
    projects.shift_part(placed[0], is_up=False, by=teacher_here)
    second.phase = 2

    projects.save_part(second, by=teacher_here)

    assert list(project.tasks.all()) == [first, placed[1], placed[0], second]


def test_order_of_a_proposed_project_stands(client, project):
    first, second = make_indicator(project), make_indicator(project)
    Project.objects.filter(pk=project.pk).update(state="proposed")

    answer = client.post(page("project-part-move", "indicator", second.pk), follow=True)

    assert projects.LOCKED in answer.text
    assert list(project.indicators.all()) == [first, second]


def test_row_that_is_gone_is_neither_moved_nor_saved(project, teacher_here):
    row = make_indicator(project)
    project.indicators.all().delete()
    for change in (
        lambda: projects.shift_part(row, is_up=True, by=teacher_here),
        lambda: projects.save_part(row, by=teacher_here),
    ):
        with pytest.raises(ValidationError, match=projects.GONE):
            change()


@pytest.mark.parametrize("count", [1, 3])
def test_forms_ask_the_same_number_of_queries(client, project, django_assert_num_queries, count):
    project.owners.add(*(make_user(Role.TEACHER, school=project.school) for _ in range(count)))
    for _ in range(count):
        make_line(project, task=make_task(project))
        make_indicator(project)
    asked = {
        page("project-create"): 3,
        page("project-update", project.pk): 6,
        page("project-section", project.pk, "aims"): 2,
        page("project-part-create", project.pk, "budget"): 4,
        page("project-part-order", project.pk, "budget"): 3,
        page("project-indicators", project.pk): 3,
        page("spending-create", project.pk): 3,
        page("project-detail", project.pk): 8,
    }
    client.get(page("project-list"))

    for url, number in asked.items():
        with django_assert_num_queries(number):
            client.get(url)

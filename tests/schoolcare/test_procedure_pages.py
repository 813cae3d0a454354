"""The year's procedures on screen: which year, who notes, when weeks begin, who opens a proof."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from schoolcare import files, step_runs
from schoolcare.access import Role
from schoolcare.models import Procedure, ProcedureStart, StepRun
from schoolcare.thai import academic_year
from tests.factories import make_district, make_school, make_user
from tests.homevisits.making import picture

pytestmark = pytest.mark.django_db
LIST = reverse("procedure-list")
YEAR = academic_year(timezone.localdate())
START = reverse("procedure-start", args=["weekly"])


@pytest.fixture
def school():
    Procedure.objects.update(is_active=False)  # those that migrations bring
    return make_school()


@pytest.fixture
def director(client, school):
    user = make_user(Role.DIRECTOR, school=school)
    client.force_login(user)
    return user


@pytest.fixture
def weekly():
    made = Procedure.objects.create(code="weekly", name="รายสัปดาห์", level="school")
    made.steps.create(number=1, name="ขั้นหนึ่ง", weeks=1)
    return made


def monthly(*periods, **fields):
    made = Procedure.objects.create(code="monthly", name="รายเดือน", level="school")
    made.steps.create(number=1, name="ขั้นเดือน", periods=list(periods), **fields)
    return made


@pytest.mark.parametrize(("asked", "year"), [("", YEAR), (str(YEAR + 1), YEAR + 1), ("1", YEAR)])
def test_page_shows_the_year_asked_for(client, director, asked, year):
    monthly([6, 6])

    page = client.get(LIST, {"year": asked} if asked else {})

    [(plan, _rows)] = page.context["plans"]
    assert (page.context["year"], plan.steps[0].due_on) == (year, date(year - 543, 6, 30))


def test_start_is_typed_and_moved(client, director, school, weekly):
    assert "ยังไม่กำหนดวันเริ่ม" in client.get(LIST).text

    client.post(START, {"starts_on": f"๑/๑๒/{YEAR}"})
    client.post(f"{START}?year={YEAR}", {"starts_on": f"5/12/{YEAR - 543}"})

    start = ProcedureStart.objects.get()
    assert (start.school, start.year) == (school, YEAR)
    assert start.starts_on == date(YEAR - 543, 12, 5)
    assert f"เริ่มดำเนินการ 5 ธ.ค. {YEAR}" in client.get(LIST).text


@pytest.mark.parametrize("typed", ["", "31/2/2569", "1/1/2500", "x" * 10_000])
def test_impossible_start_is_told_at_the_field(client, director, weekly, typed):
    page = client.post(START, {"starts_on": typed})

    assert page.context["form"].errors["starts_on"]
    assert not ProcedureStart.objects.exists()


@pytest.mark.parametrize("code", ["monthly", "nobody"])
def test_only_weeks_of_ones_own_level_have_a_start(client, director, code):
    monthly([6, 6])

    assert client.get(reverse("procedure-start", args=[code])).status_code == 404


def test_teacher_sees_no_procedures(client, school, weekly):
    client.force_login(make_user(Role.TEACHER, school=school))

    detail = reverse("procedure-detail", args=["weekly"])
    assert [client.get(url).status_code for url in (LIST, detail, START)] == [403] * 3


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.DEPUTY, Role.CLERK, Role.CARE_HEAD])
def test_late_step_stands_on_the_home_page_of_who_runs_it(client, school, role):
    monthly([5, 5])
    client.force_login(make_user(role, school=school))

    cards = {one.title: (one.count, one.text) for one in client.get("/").context["cards"]}

    assert cards["ขั้นตอนประจำปีที่เลยกำหนด"] == (1, "ขั้นเดือน")


def test_step_of_another_year_is_opened_from_its_page(client, director, school):
    step = monthly([3, 4], precedes_year=True).steps.get()

    client.post(reverse("step-open"), {"step": step.pk, "period": 0, "year": YEAR + 1})
    client.post(reverse("step-open"), {"step": step.pk, "period": 0, "year": 2400})

    assert list(StepRun.objects.values_list("school", "year")) == [(school.pk, YEAR + 1)]


@pytest.mark.parametrize("period", ["", "x", "-1", "9"])
def test_time_that_a_step_does_not_have_is_not_opened(client, director, period):
    step = monthly([6, 6]).steps.get()

    asked = {"step": step.pk, "period": period}
    assert client.post(reverse("step-open"), asked).status_code == 404


def noted(school, by):
    run = step_runs.open_run(school, monthly([6, 6]).steps.get(), 0, YEAR, by=by)
    run.file = files.store_image(picture(), school=school, by=by)
    run.save()
    return run


@pytest.mark.parametrize(
    ("place", "status"), [("above", 200), ("elsewhere", 404), ("beside", 404), ("teacher", 403)]
)
def test_proof_is_opened_by_the_office_above_and_no_other(client, director, school, place, status):
    run = noted(school, director)
    people = {
        "above": (Role.DISTRICT_OFFICER, {"district": school.district}),
        "elsewhere": (Role.DISTRICT_OFFICER, {"district": make_district()}),
        "beside": (Role.DIRECTOR, {"school": make_school(district=school.district)}),
        "teacher": (Role.TEACHER, {"school": school}),
    }
    role, where = people[place]
    client.force_login(make_user(role, **where))

    answer = client.get(reverse("step-file", args=[run.pk]))

    assert answer.status_code == status
    if status == 200:
        assert answer.getvalue()[:2] == b"\xff\xd8"
        assert client.get(reverse("step-edit", args=[run.pk])).status_code == 404


def test_page_of_a_step_says_what_the_procedure_asks(
    client, director, school, django_assert_num_queries
):
    step = monthly([6, 6], method="ทำอย่างนี้", document="แบบสรุป").steps.get()
    run = step_runs.open_run(school, step, 0, YEAR, by=director)
    edit = reverse("step-edit", args=[run.pk])
    client.get(edit)

    with django_assert_num_queries(3):
        page = client.get(edit)

    assert [word in page.text for word in ("ทำอย่างนี้", "แบบสรุป", f"30 มิ.ย. {YEAR}")] == [True] * 3

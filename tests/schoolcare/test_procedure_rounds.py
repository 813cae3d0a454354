"""Rounds of a procedure of weeks; two at once; what was due before the product was used."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Value
from django.urls import reverse
from django.utils import timezone

from schoolcare import procedures, registry, step_runs
from schoolcare.access import Role
from schoolcare.models import AuditEvent, Procedure, ProcedureStart, StepRun
from schoolcare.procedure_sets import plans_of_schools
from schoolcare.procedures import State
from schoolcare.registry import Evidence, Proof
from schoolcare.step_days import plan_year
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YEAR = plan_year(TODAY)
START = reverse("procedure-start", args=["weekly"])
JUNE, NOVEMBER = date(YEAR - 543, 6, 1), date(YEAR - 543, 11, 2)


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
def weekly(school):
    made = Procedure.objects.create(code="weekly", name="ทุน", level="school", school=school)
    for number in (1, 2):
        made.steps.create(number=number, name=f"ขั้น {number}", weeks=1)
    return made


def begin(school, weekly, by):
    step_runs.set_start(school, weekly, YEAR, JUNE, by=by)
    return step_runs.set_start(school, weekly, YEAR, NOVEMBER, by=by, period=1, name="ทุน ข")


def test_second_round_has_its_own_days_and_results(school, weekly, director):
    begin(school, weekly, director)
    run = step_runs.open_run(school, weekly.steps.get(number=1), 1, YEAR, by=director)
    run.done_on = NOVEMBER
    step_runs.note_run(run, by=director)

    first, second = procedures.plans(school, YEAR)

    assert [plan.name for plan in (first, second)] == ["ทุน", "ทุน รอบที่ 2 ทุน ข"]
    assert [one.due_on for one in second.steps] == [
        NOVEMBER + timedelta(weeks=weeks) for weeks in (1, 2)
    ]
    assert [plan.done for plan in (first, second)] == [0, 1]
    [line] = plans_of_schools(type(school).objects.filter(pk=school.pk), YEAR, TODAY)
    assert line.plans == [first, second]
    assert procedures.planned_of(run) == second.steps[0]


def test_step_of_a_round_that_has_not_begun_is_not_opened(school, weekly, director):
    with pytest.raises(ValidationError):
        step_runs.open_run(school, weekly.steps.get(number=1), 1, YEAR, by=director)


def test_each_round_asks_for_records_of_its_own_days(school, weekly, director, monkeypatch):
    weekly.steps.update(evidence="test.proof")
    kind = Proof(
        "school",
        lambda step, year: {"first": Value("year")},
        lambda said: Evidence(is_done=False, text=said["first"]),
        facts_in_round=lambda step, year, first, last: {"first": Value(f"{first} {last}")},
    )
    monkeypatch.setitem(registry.procedure_evidence, "test.proof", kind)
    step_runs.set_start(school, weekly, YEAR, JUNE, by=director)
    alone = procedures.plans(school, YEAR)[0].steps[0].proof.text
    begin(school, weekly, director)

    told = [plan.steps[0].proof.text for plan in procedures.plans(school, YEAR)]

    assert alone == "year"
    assert told == [
        f"{YEAR - 543}-05-16 {NOVEMBER - timedelta(days=1)}",
        f"{NOVEMBER} {YEAR - 542}-05-15",
    ]


def test_rounds_whose_days_are_not_in_order_ask_each_for_its_own(school, weekly, director):
    weekly.steps.update(evidence="test.proof")
    kind = Proof(
        "school",
        lambda step, year: {},
        lambda said: Evidence(is_done=False, text=said["days"]),
        facts_in_round=lambda step, year, first, last: {"days": Value(f"{first} {last}")},
    )
    step_runs.set_start(school, weekly, YEAR, NOVEMBER, by=director)
    step_runs.set_start(school, weekly, YEAR, JUNE, by=director, period=1)

    with patch.dict(registry.procedure_evidence, {"test.proof": kind}):
        told = [plan.steps[0].proof.text for plan in procedures.plans(school, YEAR)]

    assert told == [
        f"{NOVEMBER} {YEAR - 542}-05-15",
        f"{YEAR - 543}-05-16 {NOVEMBER - timedelta(days=1)}",
    ]


def test_round_that_another_follows_is_not_taken_back(school, weekly, director):
    begin(school, weekly, director)

    with pytest.raises(ValidationError, match="รอบสุดท้าย"):
        step_runs.drop_start(weekly.starts.get(period=0), by=director)

    assert weekly.starts.count() == 2


def test_round_by_mistake_is_taken_back_and_one_with_results_is_not(
    client, school, weekly, director
):
    second = begin(school, weekly, director)
    run = step_runs.open_run(school, weekly.steps.get(number=1), 0, YEAR, by=director)
    run.note = "ทำแล้ว"
    step_runs.note_run(run, by=director)

    for start in (second, weekly.starts.get(period=0)):
        client.post(reverse("start-drop", args=[start.pk]))

    assert list(weekly.starts.values_list("period", flat=True)) == [0]


def test_round_of_another_schools_procedure_is_not_begun(school, weekly, director):
    with pytest.raises(ValidationError):
        step_runs.set_start(make_school(), weekly, YEAR, JUNE, by=director)


def test_round_taken_back_twice_is_told_once(school, weekly, director):
    second = begin(school, weekly, director)
    step_runs.drop_start(ProcedureStart.objects.get(pk=second.pk), by=director)

    with pytest.raises(ValidationError):
        step_runs.drop_start(second, by=director)

    assert AuditEvent.objects.filter(action="procedure.stop").count() == 1


def test_two_who_begin_at_once_see_both_days(client, school, weekly, director):
    shown = client.get(START).context["form"]["seen"].value()
    step_runs.set_start(school, weekly, YEAR, JUNE, by=director)
    typed = {"starts_on": "2/11/2569", "seen": shown}

    answer = client.post(START, typed)

    [line] = answer.context["form"].differences
    assert (line["saved"], line["typed"]) == (f"1 มิ.ย. {YEAR}", "2 พ.ย. 2569")
    assert weekly.starts.get().starts_on == JUNE


def test_same_start_twice_is_one_round_and_one_event(client, school, weekly, director):
    for _ in range(2):
        client.post(f"{START}?round=1", {"starts_on": f"1/6/{YEAR}"})

    assert ProcedureStart.objects.count() == 1
    assert AuditEvent.objects.filter(action="procedure.start").count() == 1


@pytest.mark.parametrize("asked", ["x", "-1", "9" * 5000, "31"])
def test_round_far_away_is_the_next_one(client, school, weekly, director, asked):
    client.post(f"{START}?round={asked}", {"starts_on": f"1/6/{YEAR}"})

    assert weekly.starts.get().period == 0


@pytest.fixture
def monthly(school):
    """Two steps of months long gone when the school began, and one that lasts."""
    made = Procedure.objects.create(code="monthly", name="ดูแล", level="school")
    for number, months in enumerate(([[5, 5]], [[6, 6]], [[4, 4]]), start=1):
        made.steps.create(number=number, name=f"ขั้น {number}", periods=months)
    school.used_from = date(YEAR - 543, 7, 1)
    school.save()
    return made


def test_what_was_due_before_the_first_day_is_not_late(client, school, monthly, director):
    [plan] = procedures.plans(school, YEAR)
    cards = {one.title: one.count for one in client.get("/").context["cards"]}

    assert [one.state(TODAY) for one in plan.steps][:2] == [State.BEFORE] * 2
    assert "ขั้นตอนประจำปีที่เลยกำหนด" not in cards
    assert cards["ขั้นตอนประจำปีก่อนเริ่มใช้ระบบ"] == 2


def test_steps_from_before_are_closed_together_but_for_those_left_out(
    client, school, monthly, director
):
    close = f"{reverse('steps-close')}?year={YEAR}"
    first, second, later = (f"{step.pk}-0" for step in monthly.steps.order_by("number"))
    offered = [key for key, _label in client.get(close).context["form"].fields["steps"].choices]

    client.post(close, {"steps": [first], "note": "ก่อนเริ่ม"})
    refused = client.post(close, {"steps": [later]})

    assert offered == [first, second]
    assert "steps" in refused.context["form"].errors
    [run] = StepRun.objects.all()
    assert (run.step.number, run.is_prior, run.done_on, run.note) == (1, True, None, "ก่อนเริ่ม")
    assert procedures.plans(school, YEAR)[0].done == 1


def test_double_tap_on_closing_ends_on_the_years_page(client, school, monthly, director):
    close = f"{reverse('steps-close')}?year={YEAR}"
    typed = {"steps": [f"{monthly.steps.get(number=1).pk}-0"], "note": ""}

    answers = [client.post(close, typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert AuditEvent.objects.filter(action="step.close_prior").count() == 1


def test_what_is_late_since_is_not_closed_with_what_was_before(school, monthly, director):
    step = monthly.steps.get(number=3)

    closed = step_runs.close_prior(school, YEAR, {f"{step.pk}-0"}, "", today=TODAY, by=director)

    assert (closed, StepRun.objects.count()) == (0, 0)


def test_steps_of_two_rounds_are_told_apart_when_closed(client, school, weekly, director):
    begin(school, weekly, director)
    type(school).objects.update(used_from=date(YEAR - 542, 5, 1))

    form = client.get(f"{reverse('steps-close')}?year={YEAR}").context["form"]

    labels = [label for _key, label in form.fields["steps"].choices]
    assert labels[::2] == ["ทุน: 1. ขั้น 1 (1 สัปดาห์)", "ทุน รอบที่ 2 ทุน ข: 1. ขั้น 1 (1 สัปดาห์)"]


def test_closed_step_is_opened_again_on_its_page(client, school, monthly, director):
    step_runs.close_prior(
        school, YEAR, {f"{monthly.steps.first().pk}-0"}, "", today=TODAY, by=director
    )
    run = StepRun.objects.get()

    client.post(reverse("step-edit", args=[run.pk]), {"note": "ยังไม่ได้ทำ"})
    client.post(reverse("step-edit", args=[run.pk]), {"is_prior": "on"})  # not closed this way

    run.refresh_from_db()
    assert not run.is_prior

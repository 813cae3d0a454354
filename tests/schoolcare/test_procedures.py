"""The year's plan: dates from months, states from dates, proofs from records."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F, Value
from django.urls import reverse

from schoolcare import procedures, registry, step_runs
from schoolcare.access import Role
from schoolcare.models import AuditEvent, Procedure, ProcedureStep, StepRun
from schoolcare.procedures import State
from schoolcare.registry import Evidence, Proof
from schoolcare.step_days import period_dates, plan_year
from tests.factories import make_district, make_school, make_user
from tests.homevisits.making import picture

pytestmark = pytest.mark.django_db
LIST = reverse("procedure-list")


@pytest.fixture
def office():
    return make_district()


@pytest.fixture
def officer(office, client):
    user = make_user(Role.DISTRICT_OFFICER, district=office)
    client.force_login(user)
    return user


@pytest.fixture
def procedure():
    Procedure.objects.update(is_active=False)  # those that migrations bring
    return Procedure.objects.create(code="test", name="งานทดสอบ", level="district")


def add(procedure, *periods, **fields) -> ProcedureStep:
    number = procedure.steps.count() + 1
    fields = {"name": f"ขั้น {number}"} | fields
    return procedure.steps.create(number=number, periods=list(periods), **fields)


@pytest.mark.parametrize(
    ("first", "last", "precedes", "days"),
    [
        (5, 5, False, (date(2026, 5, 1), date(2026, 5, 31))),
        (12, 12, False, (date(2026, 12, 1), date(2026, 12, 31))),
        (2, 2, False, (date(2027, 2, 1), date(2027, 2, 28))),
        (3, 4, True, (date(2026, 3, 1), date(2026, 4, 30))),  # plans the year it comes before
        (5, 4, False, (date(2026, 5, 1), date(2027, 4, 30))),
    ],
)
def test_months_lie_in_the_academic_year(first, last, precedes, days):
    assert period_dates(2569, first, last, precedes=precedes) == days


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 4, 30), 2568),
        (date(2026, 5, 1), 2569),
        (date(2026, 12, 31), 2569),
        (date(2027, 1, 1), 2569),
    ],
)
def test_year_of_a_plan_begins_in_may(day, year):
    assert plan_year(day) == year


def test_february_of_a_leap_year_has_its_29th():
    assert period_dates(2570, 2, 2)[1] == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 5, 31), State.LATER),
        (date(2026, 6, 1), State.NOW),
        (date(2026, 6, 30), State.NOW),
        (date(2026, 7, 1), State.LATE),
    ],
)
def test_state_follows_from_the_day(office, procedure, today, state):
    add(procedure, [6, 6])

    [plan] = procedures.plans(office, 2569)

    assert plan.steps[0].state(today) is state


def test_step_due_twice_a_year_stands_twice(office, procedure):
    add(procedure, [10, 10], [3, 3])

    [plan] = procedures.plans(office, 2569)

    assert [one.due_on for one in plan.steps] == [date(2026, 10, 31), date(2027, 3, 31)]


def test_step_without_a_time_runs_all_year(office, procedure):
    add(procedure)

    [plan] = procedures.plans(office, 2569)

    assert (plan.steps[0].is_all_year, plan.steps[0].due_on) == (True, date(2027, 4, 30))


@pytest.mark.parametrize("is_done", [True, False])
def test_record_that_proves_a_step_closes_it(office, procedure, monkeypatch, is_done):
    add(procedure, [6, 6], evidence="test.proof")
    proof = Evidence(is_done=is_done, text="3/3")
    kind = Proof("district", lambda step, year: {"year": Value(year)}, lambda said: proof)
    monkeypatch.setitem(registry.procedure_evidence, "test.proof", kind)

    [plan] = procedures.plans(office, 2569)

    assert (plan.done, plan.steps[0].proof) == (int(is_done), proof)


def test_two_steps_of_one_kind_of_proof_are_asked_for_apart(office, procedure, monkeypatch):
    """An app brings its procedure as rows and what proves it as a Proof; nobody else knows."""
    _first, second = (add(procedure, [month, month], evidence="test.proof") for month in (6, 8))
    kind = Proof(
        "district",
        lambda step, year: {"step": Value(step.pk), "year": Value(year)},
        lambda said: Evidence(is_done=said["step"] == second.pk, text=str(said["year"])),
    )
    monkeypatch.setitem(registry.procedure_evidence, "test.proof", kind)

    [plan] = procedures.plans(office, 2569)

    told = [(one.is_done, one.proof.text) for one in plan.steps]
    assert told == [(False, "2569"), (True, "2569")]


@pytest.mark.parametrize(("level", "is_told"), [("school", True), ("district", False)])
def test_proof_is_told_of_its_own_level_alone(procedure, monkeypatch, level, is_told):
    add(Procedure.objects.create(code="care", name="ดูแล", level="school"), evidence="test.proof")
    proof = Evidence(is_done=True, text="ครบ")
    kind = Proof(level, lambda step, year: {"key": F("pk")}, lambda said: proof)
    monkeypatch.setitem(registry.procedure_evidence, "test.proof", kind)

    [plan] = procedures.plans(make_school(), 2569)

    assert plan.steps[0].proof == (proof if is_told else None)


def test_unknown_proof_leaves_the_step_open(office, procedure):
    add(procedure, [6, 6], evidence="nobody.knows")

    assert procedures.plans(office, 2569)[0].done == 0


def test_plan_costs_one_query_whatever_its_length(office, procedure, django_assert_num_queries):
    for many in (1, 2):
        for _ in range(many):
            add(procedure, [6, 6])
        with django_assert_num_queries(1):
            procedures.plans(office, 2569)


def test_step_of_another_level_is_refused(office, procedure, officer):
    step = add(procedure, [6, 6])

    with pytest.raises(ValidationError):
        step_runs.open_run(make_school(), step, 0, 2569, by=officer)
    with pytest.raises(ValidationError):
        step_runs.open_run(office, step, 1, 2569, by=officer)


def test_officer_notes_a_step_with_its_proof(client, officer, office, procedure):
    step = add(procedure, [6, 6])
    asked = {"step": step.pk, "period": 0}
    edit = client.post(reverse("step-open"), asked).url
    client.post(reverse("step-open"), asked)

    typed = {"done_on": "๑/๗/๒๕๖๙", "note": "แจ้งแล้ว", "proof": picture()}
    answer = client.post(edit, typed, follow=True)

    run = StepRun.objects.get()
    assert (run.done_on, run.done_by, run.district) == (date(2026, 7, 1), officer, office)
    assert "แจ้งแล้ว" in answer.text
    assert client.get(reverse("step-file", args=[run.pk])).getvalue()[:2] == b"\xff\xd8"
    assert AuditEvent.objects.filter(action="step.update", district_id=office.pk).count() == 1


def test_due_day_may_be_moved_and_work_done_be_taken_back(client, officer, office, procedure):
    step = add(procedure, [6, 6])
    run = step_runs.open_run(office, step, 0, 2569, by=officer)
    edit = reverse("step-edit", args=[run.pk])
    client.post(edit, {"done_on": "1/7/2569"})
    client.post(edit, {"done_on": "", "due_on": "31/12/2569"})

    [plan] = procedures.plans(office, 2569)

    run.refresh_from_db()
    assert run.done_by is None
    assert (plan.steps[0].due_on, plan.done) == (date(2026, 12, 31), 0)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"done_on": "1/1/2699"}, "ต้องไม่เป็นวันข้างหน้า"),
        ({"done_on": "31/6/2569"}, "ใส่วันที่ เช่น 5/3/2569"),
    ],
)
def test_impossible_day_is_told_at_the_field(client, officer, procedure, typed, words):
    office = officer.memberships.get().district
    run = step_runs.open_run(office, add(procedure, [6, 6]), 0, 2569, by=officer)

    assert words in client.post(reverse("step-edit", args=[run.pk]), typed).text


def test_other_office_finds_neither_run_nor_proof(client, office, procedure):
    by = make_user(Role.DISTRICT_OFFICER, district=office)
    run = step_runs.open_run(office, add(procedure, [6, 6]), 0, 2569, by=by)
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=make_district()))

    assert client.get(reverse("step-edit", args=[run.pk])).status_code == 404
    assert client.get(reverse("step-file", args=[run.pk])).status_code == 404


@pytest.mark.parametrize("asked", [{}, {"step": "x"}, {"step": "999999", "period": "0"}])
def test_step_that_is_not_there_is_not_opened(client, officer, asked):
    assert client.post(reverse("step-open"), asked).status_code == 404


def test_late_steps_stand_on_the_officers_home_page(client, officer, procedure):
    add(procedure, [5, 5])

    cards = {one.title: one.count for one in client.get("/").context["cards"]}

    assert cards["ขั้นตอนประจำปีที่เลยกำหนด"] == 1


def test_page_costs_the_same_for_one_step_and_for_three(
    client, officer, procedure, django_assert_num_queries
):
    for many in (1, 2):
        for _ in range(many):
            add(procedure, [6, 6])
        client.get(LIST)
        with django_assert_num_queries(2):
            client.get(LIST)


def weekly(office, *, starts_on=None, by=None, year=2569):
    """A procedure of three steps, a week each, begun where a day is given."""
    made = Procedure.objects.create(code="weekly", name="รายสัปดาห์", level="district")
    for number in (1, 2, 3):
        made.steps.create(number=number, name=f"ขั้น {number}", weeks=1)
    if starts_on:
        step_runs.set_start(office, made, year, starts_on, by=by)
    return made


def test_weeks_run_from_the_start_across_new_year(office, procedure, officer):
    weekly(office, starts_on=date(2026, 12, 21), by=officer)

    [plan] = procedures.plans(office, 2569)

    days = [(one.starts_on, one.due_on) for one in plan.steps]
    assert days == [
        (date(2026, 12, 21), date(2026, 12, 28)),
        (date(2026, 12, 28), date(2027, 1, 4)),
        (date(2027, 1, 4), date(2027, 1, 11)),
    ]


def test_weeks_without_a_start_have_no_days_and_are_never_late(office, procedure, officer):
    weekly(office)

    [plan] = procedures.plans(office, 2569)

    assert (plan.starts_on, {one.due_on for one in plan.steps}) == (None, {None})
    assert {one.state(date(2030, 1, 1)) for one in plan.steps} == {State.UNDATED}


def test_start_of_another_year_or_office_moves_nothing_here(office, procedure, officer):
    made = weekly(office, starts_on=date(2026, 12, 21), by=officer)
    step_runs.set_start(make_district(), made, 2570, date(2027, 6, 1), by=officer)

    assert procedures.plans(office, 2570)[0].starts_on is None


def test_moved_start_is_one_row_and_stands_in_the_log(office, procedure, officer):
    made = weekly(office, starts_on=date(2026, 12, 21), by=officer)
    for _ in range(2):
        step_runs.set_start(office, made, 2569, date(2027, 1, 11), by=officer)

    assert [one.starts_on for one in made.starts.all()] == [date(2027, 1, 11)]
    events = AuditEvent.objects.filter(action="procedure.start", district_id=office.pk)
    assert [one.changes["starts_on"] for one in events.order_by("pk")] == [
        [None, "2026-12-21"],
        ["2026-12-21", "2027-01-11"],
    ]


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2028, 1, 1)])
def test_start_far_from_its_year_is_refused(office, procedure, officer, day):
    made = weekly(office)

    with pytest.raises(ValidationError, match="ใกล้ปีการศึกษา 2569"):
        step_runs.set_start(office, made, 2569, day, by=officer)


def test_procedure_of_months_has_no_start(office, procedure, officer):
    add(procedure, [6, 6])

    with pytest.raises(ValidationError, match="ไม่มีวันเริ่ม"):
        step_runs.set_start(office, procedure, 2569, date(2026, 6, 1), by=officer)


def test_each_time_of_a_step_may_ask_for_a_record_of_its_own(office, procedure, monkeypatch):
    """October is proved by what lies until the day before March, March by the rest of the year."""
    add(procedure, [10, 10], [3, 3], evidence="test.proof")
    kind = Proof(
        "district",
        lambda step, year: {},
        lambda said: Evidence(is_done=False, text=f"{said['first']} {said['last']}"),
        lambda step, year, first, last: {
            "first": Value(first.isoformat()),
            "last": Value(last.isoformat()),
        },
    )
    monkeypatch.setitem(registry.procedure_evidence, "test.proof", kind)

    [plan] = procedures.plans(office, 2569)

    told = [one.proof.text for one in plan.steps]
    assert told == ["2026-10-01 2027-02-28", "2027-03-01 2027-05-15"]


def test_steps_that_prepare_the_next_year_wait_already_in_march(office, procedure, officer):
    add(procedure, [3, 4], precedes_year=True)
    add(procedure, [6, 6])

    this, after = procedures.plans_and_next(office, 2568)

    assert [(one.year, one.step.number) for plan in this for one in plan.steps] == [
        (2568, 1),
        (2568, 2),
    ]
    assert [(one.due_on, one.step.number) for plan in after for one in plan.steps] == [
        (date(2026, 4, 30), 1)
    ]


def test_records_that_steps_share_are_counted_once(office, procedure, monkeypatch):
    add(procedure, [6, 6], evidence="test.proof")
    add(procedure, [6, 6], evidence="test.proof")
    asked = []
    proof = Evidence(is_done=True, text="ครบ")

    def facts(step, year):
        asked.append(step.number)
        return {"year": Value(year)}

    kind = Proof("district", facts, lambda said: proof, is_shared=True)
    monkeypatch.setitem(registry.procedure_evidence, "test.proof", kind)

    [plan] = procedures.plans(office, 2569)

    assert asked == [1]
    assert [one.proof for one in plan.steps] == [proof, proof]

"""Two people of an office or school at the very same time; needs a database with row locks."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from committee.models import Circular, Monitoring, MonitoringVisit, RuleSet, YearlyReport
from committee.monitoring.questions import read, renamed
from committee.services import circulars, monitoring, monitoring_reports, rules, trainings, yearly
from schoolcare import step_runs
from schoolcare.access import Role
from schoolcare.models import AuditEvent, NumberEntry, ProcedureStep, StepRun
from schoolcare.thai import academic_year
from tests.committee.making import make_board
from tests.committee.monitored import make_report, make_round
from tests.committee.offices import make_circular, make_sent
from tests.committee.test_trainings import make_training
from tests.factories import make_district, make_school, make_user
from tests.races import needs_row_locks, together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    needs_row_locks,
]
TODAY = timezone.localdate()


@pytest.fixture
def school():
    return make_school(district=make_district(numbering="register", letter_prefix="ศธ 04099"))


@pytest.fixture
def office(school):
    return school.district


@pytest.fixture
def officer(office):
    return make_user(Role.DISTRICT_OFFICER, district=office)


def refusals(results) -> list[str]:
    """What was refused, in words."""
    return [" ".join(one.messages) for one in results if isinstance(one, ValidationError)]


def events(action) -> int:
    return AuditEvent.objects.filter(action=action).count()


def test_circular_sent_twice_goes_out_once_with_one_number(office, officer):
    circular = make_circular(office, officer)

    results = together(*[lambda: circulars.send(circular, by=officer)] * 2)

    assert len(refusals(results)) == 1
    assert (circular.receipts.count(), NumberEntry.objects.count()) == (1, 1)


def test_circular_withdrawn_twice_keeps_one_reason(office, officer):
    circular = make_sent(office, officer)

    together(
        *[
            lambda reason=reason: circulars.withdraw(circular, reason=reason, by=officer)
            for reason in ("ซ้ำ", "ผิด")
        ]
    )

    [event] = AuditEvent.objects.filter(action="circular.cancel")
    assert Circular.objects.get().withdraw_reason == event.changes["reason"]


def test_circular_acknowledged_twice_keeps_one_answer(office, officer, school):
    receipt = make_sent(office, officer).receipts.get()
    clerks = [make_user(Role.CLERK, school=school) for _ in range(2)]

    together(
        *[
            lambda clerk=clerk: circulars.acknowledge(receipt, answer=clerk.username, by=clerk)
            for clerk in clerks
        ]
    )

    receipt.refresh_from_db()
    assert receipt.answer == receipt.acknowledged_by.username
    assert events("receipt.acknowledge") == 1


def test_members_added_twice_stand_once(office, officer, school):
    training, board = make_training(office, officer), make_board(school)
    members = list(board.members.in_order())

    results = together(*[lambda: trainings.add_members(training, members, by=officer)] * 2)

    assert sorted(results) == [0, len(members)]
    assert training.trainees.count() == len(members)


@pytest.mark.parametrize("_time", range(3))  # chance decides who comes first
def test_hours_of_who_is_taken_off_meanwhile_are_passed_over(office, officer, school, _time):
    training = make_training(office, officer)
    one = training.trainees.create(name="ก", school=school)

    def mark(**fields):
        noted = {one.pk: trainings.Mark(Decimal(6), passed=True, **fields)}
        return lambda: trainings.mark(training, noted, by=officer)

    together(mark(), mark(is_dropped=True))

    assert not training.trainees.exists()


def test_of_two_changes_of_questions_one_is_refused(office, officer):
    made = make_round(office, state="draft")
    sections = read(made.questions)

    def change(title):
        asked = renamed(sections, 1, title)
        return lambda: monitoring.set_questions(made, asked, version=1, by=officer)

    assert len(refusals(together(change("ก"), change("ข")))) == 1
    assert Monitoring.objects.get().questions_version == 2


def test_round_that_is_opened_while_it_is_dropped_does_one_of_both(office, officer):
    made = make_round(office, state="draft")

    results = together(
        lambda: monitoring.open_monitoring(made, by=officer),
        lambda: monitoring.drop_monitoring(made, by=officer),
    )

    assert len(refusals(results)) == 1


def test_of_two_saves_of_a_report_one_is_told_of_the_clash(school, officer):
    report = make_report(school)

    def save(answer):
        typed = {"q1": answer}
        return lambda: monitoring_reports.save_answers(report, typed, version=1, by=officer)

    results = together(save("yes"), save("no"))

    clashes = [isinstance(one, monitoring_reports.ClashError) for one in results]
    assert sorted(clashes) == [False, True]


def test_first_visits_noted_at_once_are_one(school, officer):
    report = make_report(school, state="sent")

    def note(finding):
        visit = MonitoringVisit(visited_on=TODAY, visitors="ก", finding=finding)
        return lambda: monitoring_reports.record_visit(visit, report, by=officer)

    told = refusals(together(note("หนึ่ง"), note("สอง")))

    assert told == ["มีผู้อื่นบันทึกการตรวจเยี่ยมไปก่อนแล้ว กรุณาเปิดหน้านี้ใหม่"]
    assert MonitoringVisit.objects.count() == 1


def test_yearly_report_issued_twice_is_one(office, officer):
    year = academic_year(TODAY)

    together(*[lambda: yearly.issue_report(office, year, by=officer, today=TODAY)] * 2)

    assert YearlyReport.objects.count() == 1


def test_of_two_editions_of_rules_one_is_refused(office, officer):
    shipped = RuleSet.objects.get(code="2564", district=None)

    def change(years):
        draft = rules.draft_of(shipped)
        draft.facts["term_years"] = years
        return lambda: rules.change_rules(shipped, office, draft, follow=False, by=officer)

    assert len(refusals(together(change(3), change(5)))) == 1
    assert RuleSet.objects.filter(district=office, is_current=True).count() == 1


def test_notes_of_a_step_at_once_stand_in_the_log_one_after_the_other(office, officer):
    step = ProcedureStep.objects.filter(procedure__level="district").first()
    run = step_runs.open_run(office, step, 0, 2569, by=officer)

    def note(text):
        mine = StepRun.objects.get(pk=run.pk)
        mine.note, mine.done_on = text, date(2026, 6, 1)
        return lambda: step_runs.note_run(mine, by=officer)

    together(note("หนึ่ง"), note("สอง"))

    rows = AuditEvent.objects.filter(action="step.update").order_by("pk")
    first, second = (one.changes["fields"]["note"] for one in rows)
    assert (first[0], first[1]) == ("", second[0])

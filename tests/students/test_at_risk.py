"""Every เสี่ยง and มีปัญหา ends as a case, watching, or nothing with a reason."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from schoolcare.access import Role
from schoolcare.models import AuditEvent
from students.models import AspectResult, CareCase, ScreeningAction
from students.services.screening import save_results
from students.services.screening_actions import Decision, close_case, decide, update_case
from students.services.screening_answers import Answer
from tests.factories import make_classroom, make_student, make_user
from tests.races import meanwhile, needs_row_locks
from tests.students.screened import make_screening, make_screening_round

LIST, ACT = "students:at-risk-list", "students:screening-act"
SOON = timezone.localdate() + timedelta(days=14)
WATCH = Decision("watch", "", SOON)
NONE = Decision("none", "ผู้ปกครองดูแลแล้ว")


@pytest.fixture
def round_(school):
    return make_screening_round(school)


@pytest.fixture
def ill(round_, classroom, teacher):
    student = make_student(classroom)
    return make_screening(round_, student, teacher, health="problem", games="risk")


@pytest.fixture
def care_head(school):
    return make_user(Role.CARE_HEAD, school=school)


def unacted():
    return [one.aspect.code for one in AspectResult.objects.without_action()]


def test_watching_covers_every_result_of_the_screening(ill, teacher):
    (action,) = decide([ill], WATCH, by=teacher)

    assert unacted() == []
    assert (action.kind, action.watch_until, action.decided_by) == ("watch", SOON, teacher)
    event = AuditEvent.objects.get(action="screening.act")
    assert (event.pupil_id, event.changes) == (ill.student_id, {"kind": "watch"})


@pytest.mark.parametrize(
    ("decision", "field"),
    [
        (Decision("watch"), "watch_until"),
        (Decision("watch", "", date(2020, 1, 1)), "watch_until"),
        (Decision("none", "  "), "reason"),
        (Decision("case"), "reason"),
    ],
)
def test_a_decision_says_what_its_kind_asks(ill, teacher, decision, field):
    with pytest.raises(ValidationError) as refused:
        decide([ill], decision, by=teacher)

    assert list(refused.value.message_dict) == [field]
    assert unacted() == ["health", "games"]


def test_nothing_to_act_upon_is_refused(round_, classroom, teacher):
    well = make_screening(round_, make_student(classroom), teacher)

    with pytest.raises(ValidationError, match="ปกติทุกด้าน"):
        decide([well], NONE, by=teacher)


def test_a_case_is_opened_once_a_pupil(ill, teacher, care_head):
    decide([ill], Decision("case", "ป่วยบ่อย", owner=care_head), by=teacher)
    decide([ill], Decision("case", "ป่วยบ่อยขึ้น"), by=teacher)

    case = CareCase.objects.get()
    assert (case.problem, case.owner, case.opened_by) == ("ป่วยบ่อย", care_head, teacher)
    assert [one.case for one in ScreeningAction.objects.all()] == [case, case]


def test_a_case_that_ended_is_not_joined(ill, teacher):
    (first,) = decide([ill], Decision("case", "ป่วยบ่อย"), by=teacher)
    close_case(first.case, by=teacher, outcome="better", note="หายดี")

    (second,) = decide([ill], Decision("case", "ป่วยอีก"), by=teacher)

    assert second.case != first.case


def test_the_pupils_other_results_of_the_year_are_acted_upon_too(ill, teacher, round_):
    later = make_screening_round(round_.school, number=2)
    again = make_screening(later, ill.student, teacher, drugs="risk")

    decide([again], NONE, by=teacher)

    assert unacted() == []


def test_what_was_decided_is_not_touched_by_another_screening(ill, teacher, round_):
    decide([ill], WATCH, by=teacher)
    later = make_screening_round(round_.school, number=2)
    decide([make_screening(later, ill.student, teacher, drugs="risk")], NONE, by=teacher)

    kinds = {one.aspect.code: one.action.kind for one in ill.results.exclude(action=None)}
    assert kinds == {"health": "watch", "games": "watch"}


def worsen(screening, by, **levels):
    """The aspects of a screening change to these levels, each with a tick."""
    aspects = {one.code: one for one in screening.round.template.aspects.all()}
    answers = {}
    for code, level in levels.items():
        tick = aspects[code].criteria.filter(level=level, is_danger=False).first()
        answers[aspects[code].pk] = Answer(level, frozenset([tick.pk]))
    save_results(screening.round, {screening.student_id: answers}, by=by)


@pytest.mark.parametrize("worse", [{"drugs": "risk"}, {"games": "problem"}])
def test_pupil_whose_screening_gets_worse_is_back_on_the_card(
    client, ill, teacher, care_head, worse
):
    decide([ill], NONE, by=teacher)
    client.force_login(care_head)
    assert list(client.get(reverse(LIST)).context["page_obj"]) == []

    worsen(ill, teacher, **worse)

    assert unacted() == list(worse)
    assert list(client.get(reverse(LIST)).context["page_obj"]) == [ill]
    card = client.get("/").context["cards"][0]
    assert (card.title, card.count) == ("เสี่ยงแต่ยังไม่มีใครทำอะไร", 1)


def test_answer_to_what_is_new_leaves_what_has_its_answer(client, ill, teacher):
    """The case of one aspect does not end by doing nothing about another."""
    decide([ill], Decision("case", "ป่วยบ่อย"), by=teacher)
    worsen(ill, teacher, drugs="risk")
    client.force_login(teacher)

    page = client.get(reverse(ACT), {"screening": ill.pk})
    decide([ill], NONE, by=teacher)

    assert [one.aspect.code for one in page.context["people"][0].at_risk] == ["drugs"]
    kinds = {one.aspect.code: one.action.kind for one in ill.results.exclude(action=None)}
    assert kinds == {"health": "case", "games": "case", "drugs": "none"}


def test_watching_that_is_due_is_answered_and_what_is_answered_can_change(ill, teacher):
    decide([ill], Decision("case", "ป่วยบ่อย"), by=teacher)
    decide([ill], WATCH, by=teacher)
    assert {one.action.kind for one in ill.results.exclude(action=None)} == {"watch"}
    watched = ScreeningAction.objects.filter(kind="watch")
    watched.update(watch_until=timezone.localdate())
    worsen(ill, teacher, drugs="risk")

    decide([ill], NONE, by=teacher)

    assert {one.action.kind for one in ill.results.exclude(action=None)} == {"none"}


def test_pupils_own_page_leads_to_what_is_done(client, ill, teacher):
    client.force_login(teacher)
    tab = reverse("students:screening-pupil", args=[ill.student_id])
    link = f'href="{reverse(ACT)}?screening={ill.pk}"'

    before = client.get(tab).text
    decide([ill], NONE, by=teacher)
    after = client.get(tab).text

    assert (link in before, "ดำเนินการต่อผลนี้" in before) == (True, True)
    assert (link in after, "เปลี่ยนการดำเนินการ" in after) == (True, True)


def test_a_case_ends_once(ill, teacher):
    (action,) = decide([ill], Decision("case", "ป่วยบ่อย"), by=teacher)
    close_case(action.case, by=teacher, outcome="better", note="หายดี")

    with pytest.raises(ValidationError, match="ยุติไปแล้ว"):
        close_case(action.case, by=teacher, outcome="left", note="")
    with pytest.raises(ValidationError, match="ยุติไปแล้ว"):
        update_case(action.case, by=teacher)


def test_list_shows_who_has_no_action_until_each_has_one(client, ill, round_, classroom, care_head):
    well = make_screening(round_, make_student(classroom), care_head)
    client.force_login(care_head)

    before = client.get(reverse(LIST))
    decide([ill], WATCH, by=care_head)
    after = client.get(reverse(LIST))

    assert list(before.context["page_obj"]) == [ill]
    assert list(after.context["page_obj"]) == []
    assert "ทุกคนมีการดำเนินการแล้ว" in after.content.decode()
    assert list(client.get(reverse(LIST), {"show": "watch"}).context["page_obj"]) == [ill]
    assert well.student.short_name not in before.content.decode()


def test_list_narrows_by_class_and_level(client, ill, round_, care_head):
    room = make_classroom(round_.school, room=2)
    light = make_screening(round_, make_student(room), care_head, games="risk")
    client.force_login(care_head)

    of_room = client.get(reverse(LIST), {"classroom": room.pk})
    of_level = client.get(reverse(LIST), {"level": "problem"})
    odd = client.get(reverse(LIST), {"classroom": "9" * 30, "level": "มาก", "show": "x"})

    assert list(of_room.context["page_obj"]) == [light]
    assert list(of_level.context["page_obj"]) == [ill]
    assert list(odd.context["page_obj"]) == [ill, light]


def test_watching_that_is_due_comes_back(client, ill, care_head):
    decide([ill], WATCH, by=care_head)
    watched = ScreeningAction.objects.filter(kind="watch")
    watched.update(watch_until=timezone.localdate())
    client.force_login(care_head)

    due = client.get(reverse(LIST), {"show": "due"})

    assert list(due.context["page_obj"]) == [ill]


def test_looking_at_the_list_is_logged_with_its_pupils(client, ill, care_head):
    client.force_login(care_head)

    client.get(reverse(LIST))

    event = AuditEvent.objects.get(action="at_risk.view")
    assert (event.actor_id, event.changes) == (care_head.pk, {"pupils": [ill.student_id]})


def test_adviser_sees_and_acts_upon_the_own_class_alone(client, ill, round_, teacher, care_head):
    other = make_student(make_classroom(round_.school, room=2))
    foreign = make_screening(round_, other, care_head, drugs="problem")
    client.force_login(teacher)

    listed = client.get(reverse(LIST))
    client.post(
        reverse(ACT),
        {"screenings": [foreign.pk], "kind": "none", "reason": "ไม่ใช่ห้องตน", "key": KEY},
    )

    assert list(listed.context["page_obj"]) == [ill]
    assert not foreign.actions.exists()


KEY = "9f0bb7a1-4d1e-4a0e-9df0-2f3a51c3b001"


def test_acting_upon_many_pupils_at_once_and_twice_by_a_double_tap(
    client, ill, round_, classroom, care_head
):
    second = make_screening(round_, make_student(classroom), care_head, drugs="risk")
    client.force_login(care_head)
    said = {"screenings": [ill.pk, second.pk], "kind": "case", "reason": "ต้องช่วยเหลือ", "key": KEY}

    chosen = client.get(reverse(ACT), {"screening": [ill.pk, second.pk, "x"]})
    first, again = client.post(reverse(ACT), said), client.post(reverse(ACT), said)

    assert len(chosen.context["people"]) == 2
    assert (first.url, again.url) == (reverse(LIST), reverse(LIST))
    assert (ScreeningAction.objects.count(), CareCase.objects.count()) == (2, 2)


def test_refused_action_keeps_what_was_typed_and_chosen(client, ill, care_head):
    client.force_login(care_head)
    said = {"screenings": [ill.pk], "kind": "watch", "watch_until": "32/13/2569", "key": KEY}

    page = client.post(reverse(ACT), said | {"reason": "รอดูอาการ"})

    form = page.context["form"]
    assert list(form.errors) == ["watch_until"]
    assert form["reason"].value() == "รอดูอาการ"
    assert page.context["people"] == [ill]


def test_home_counts_pupils_first_of_all(client, ill, round_, teacher, care_head):
    make_screening(
        make_screening_round(round_.school, number=2), ill.student, teacher, drugs="risk"
    )
    client.force_login(care_head)

    before = client.get("/").context["cards"]
    decide([ill], NONE, by=care_head)
    after = client.get("/").context["cards"]

    assert (before[0].title, before[0].count) == ("เสี่ยงแต่ยังไม่มีใครทำอะไร", 1)
    assert "เสี่ยงแต่ยังไม่มีใครทำอะไร" not in [card.title for card in after]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_one_and_three(  # noqa: PLR0917 -- fixtures
    client, round_, classroom, care_head, rows, django_assert_num_queries
):
    made = [
        make_screening(round_, make_student(classroom), care_head, health="risk", games="problem")
        for _ in range(rows)
    ]
    decide(made[:1], Decision("case", "ป่วย"), by=care_head)
    client.force_login(care_head)
    client.get(reverse(LIST))

    with django_assert_num_queries(6):
        client.get(reverse(LIST), {"show": "all"})


def test_case_page_tells_what_led_to_it_and_edits_its_words(client, ill, care_head, teacher):
    (action,) = decide([ill], Decision("case", "ป่วยบ่อย"), by=care_head)
    client.force_login(care_head)
    page = client.get(action.case.get_absolute_url())

    edit = client.get(reverse("students:case-update", args=[action.case_id])).context["form"]
    client.post(
        reverse("students:case-update", args=[action.case_id]),
        edit.initial | {"problem": "ป่วยบ่อยมาก", "owner": teacher.pk},
    )

    assert [one.aspect.code for one in page.context["results"]] == ["health", "games"]
    case = CareCase.objects.get()
    assert (case.problem, case.owner, case.version) == ("ป่วยบ่อยมาก", teacher, 2)
    changes = AuditEvent.objects.get(action="case.update").changes
    assert changes["problem"] == ["***", "***"]


@needs_row_locks
def test_two_who_decide_at_once_open_one_case(ill, teacher, care_head):
    second = meanwhile(
        lambda: decide([ill], Decision("case", "ป่วย"), by=teacher),
        lambda: decide([ill], Decision("case", "ป่วย"), by=care_head),
    )

    assert second is not None
    assert CareCase.objects.count() == 1

"""Rounds: opened once, changed, closed, and the pupils chosen for one."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from homevisits.models import VisitRound
from homevisits.services import rounds
from schoolcare.models import AuditEvent
from tests.factories import make_classroom, make_student
from tests.homevisits.making import make_round, make_visit

KEY = "6b1f6f0e-3f0a-4c69-9a86-0c62d3f4f001"
CREATE, LIST = reverse("homevisits:round-create"), reverse("homevisits:round-list")


def page(visit_round, name):
    return reverse(f"homevisits:round-{name}", args=[visit_round.pk])


def answers(school, **changed):
    return {
        "term": school.terms.get().pk,
        "number": 1,
        "who": "all",
        "form": "short",
        "key": KEY,
        "opens_on": "1/11/2569",
        "closes_on": "๓๐ พ.ย. ๒๕๖๙",
    } | changed


def test_round_opened_once_by_two_taps(client, school, care_head):
    client.force_login(care_head)
    for _ in range(2):
        assert client.post(CREATE, answers(school)).url == LIST

    opened = VisitRound.objects.get()
    assert (opened.school, opened.created_by, opened.form) == (school, care_head, "short")
    assert (opened.opens_on, opened.closes_on) == (date(2026, 11, 1), date(2026, 11, 30))
    assert AuditEvent.objects.filter(action="round.open").count() == 1


def test_round_form_suggests_term_and_number(client, school, care_head):
    make_round(school, number=4)
    client.force_login(care_head)

    initial = client.get(CREATE).context["form"].initial

    assert (initial["term"], initial["number"]) == (school.terms.get(), 5)


@pytest.mark.parametrize(
    ("changed", "field"), [({"closes_on": "1/10/2569"}, "closes_on"), ({"number": 7}, "__all__")]
)
def test_round_refused_with_reason(client, school, care_head, changed, field):
    make_round(school, number=7)
    client.force_login(care_head)

    response = client.post(CREATE, answers(school, **changed))

    assert list(response.context["form"].errors) == [field]
    assert VisitRound.objects.count() == 1


def test_round_of_a_foreign_term_is_refused(client, school, care_head, stranger):
    theirs = make_round(stranger.advised.get().classroom.school).term
    client.force_login(care_head)

    response = client.post(CREATE, answers(school, term=theirs.pk))

    assert list(response.context["form"].errors) == ["term"]


def test_round_dates_change_and_are_recorded(client, school, care_head):
    one = make_round(school, number=1, opens_on="2026-05-20", closes_on="2026-06-20")
    client.force_login(care_head)
    client.post(page(one, "update"), answers(school, who=one.who, form=one.form))

    one.refresh_from_db()
    assert one.closes_on == date(2026, 11, 30)
    changes = AuditEvent.objects.get(action="round.update").changes
    assert changes["closes_on"] == ["2026-06-20", "2026-11-30"]


def test_round_with_visits_keeps_its_questions(client, school, classroom, teacher, care_head):
    one = make_round(school, number=1)
    make_visit(one, make_student(classroom), teacher)
    client.force_login(care_head)
    response = client.post(page(one, "update"), answers(school, form="short"))

    one.refresh_from_db()
    assert (one.form, response.status_code) == ("obec", 200)
    assert "เปลี่ยนได้เฉพาะรอบที่และวันที่" in response.content.decode()


def test_round_closed_and_opened_again(client, school, care_head):
    one = make_round(school)
    client.force_login(care_head)
    client.post(page(one, "close"))
    one.refresh_from_db()
    assert one.closed_at is not None

    client.post(page(one, "reopen"))
    one.refresh_from_db()
    assert one.closed_at is None
    actions = AuditEvent.objects.filter(action__startswith="round.").order_by("pk")
    assert [one.action for one in actions] == ["round.close", "round.reopen"]


def test_round_pupils_chosen_class_by_class(client, school, classroom, care_head):
    one = make_round(school, who="chosen")
    first, second, elsewhere = (
        *(make_student(classroom), make_student(classroom)),
        make_student(make_classroom(school, room=2)),
    )
    one.chosen.add(second, elsewhere)
    client.force_login(care_head)
    client.post(page(one, "pupils"), {"classroom": classroom.pk, "pupils": [first.pk]})

    assert set(one.chosen.all()) == {first, elsewhere}


def test_round_pupils_of_another_class_are_refused(school, classroom, care_head):
    one = make_round(school, who="chosen")
    with pytest.raises(ValidationError):
        rounds.choose_pupils(
            one, classroom, [make_student(make_classroom(school, room=2))], by=care_head
        )
    assert not one.chosen.exists()


def test_round_of_another_school_is_404(client, school, stranger):
    one = make_round(school)
    client.force_login(stranger)

    for name in ("update", "pupils"):
        assert client.get(page(one, name)).status_code == 404
    for name in ("update", "close", "reopen", "pupils"):
        assert client.post(page(one, name)).status_code == 404
    assert list(client.get(LIST).context["object_list"]) == []


def test_rounds_without_permission_are_403(client, school, teacher):
    client.force_login(teacher)

    assert [client.get(url).status_code for url in (LIST, CREATE)] == [403, 403]


def test_director_opens_rounds_where_there_is_no_care_head(client, director):
    client.force_login(director)

    assert [client.get(url).status_code for url in (LIST, CREATE)] == [200, 200]


def test_current_round_is_the_newest_running(school):
    today = date(2026, 11, 20)
    old = make_round(school, opens_on=date(2026, 6, 1), closes_on=date(2026, 7, 1))
    running = make_round(school, opens_on=date(2026, 11, 1), closes_on=date(2026, 11, 30))
    later = make_round(school, opens_on=date(2026, 12, 1), closes_on=date(2026, 12, 9))

    assert rounds.current([old, running, later], today) == running
    assert rounds.current([later], today) == later
    assert rounds.current([], today) is None

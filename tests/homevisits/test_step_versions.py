"""A step and its other versions: of another person, of the visit before, of the registry."""

import pytest
from django.urls import reverse

from homevisits.models import RefusedSave
from tests.factories import (
    make_adviser,
    make_guardian,
    make_student,
)
from tests.homevisits.making import answered, hand_in_before, make_draft, save

OBEC = ["visit", "guardian", "income", "housing", "family", "risk", "agreement", "evidence"]


@pytest.fixture
def visit(classroom, teacher):
    return make_draft(make_student(classroom), teacher)


def url(visit, step="housing", name="visit-step"):
    return reverse(f"homevisits:{name}", args=[visit.pk, step])


def send(client, visit, step="housing", *, script=False, **data):
    visit.refresh_from_db()
    headers = {"X-Autosave": "1"} if script else {}
    sent = {"version": visit.version} | data
    return client.post(url(visit, step), sent, headers=headers)


def test_autosave_over_a_newer_version_keeps_both(client, teacher, visit):
    client.force_login(teacher)
    save(visit, "housing", ticks={("tenure", "own")})

    answer = client.post(url(visit), {"version": 1, "tenure": "rent"}, headers={"X-Autosave": "1"})

    assert answer.status_code == 409
    page = client.get(answer.json()["url"]).content.decode()
    assert "บ้านตนเอง" in page
    assert "บ้านเช่า" in page
    assert answered(visit, "housing").ticks == {("tenure", "own")}


@pytest.mark.parametrize(("choice", "kept"), [("mine", "rent"), ("theirs", "own")])
def test_person_chooses_between_two_versions(client, teacher, visit, choice, kept):
    client.force_login(teacher)
    save(visit, "housing", ticks={("tenure", "own")})
    client.post(url(visit), {"version": 1, "tenure": "rent", "leave": "next"})
    visit.refresh_from_db()

    data = {"choice": choice, "version": visit.version}
    response = client.post(url(visit, name="visit-clash"), data)

    assert response.url == url(visit) + "?kept=housing:1"
    assert answered(visit, "housing").ticks == {("tenure", kept)}
    assert not RefusedSave.objects.exists()


def test_refused_words_of_one_person_are_not_shown_to_another(client, teacher, visit, classroom):
    save(visit, "housing", ticks={("tenure", "own")})
    RefusedSave.objects.create(visit=visit, step="housing", user=teacher, typed={})
    client.force_login(make_adviser(classroom))

    assert client.get(url(visit, name="visit-clash")).status_code == 404


def test_guardian_opens_with_the_registry_marked(client, teacher, visit):
    make_guardian(visit.student, first_name="บัวคำ", phone="0999990456")
    client.force_login(teacher)

    page = client.get(url(visit, "guardian")).content.decode()

    assert 'value="นางบัวคำ ทดสอบ"' in page
    assert "จากครั้งก่อน" in page
    assert "ไม่เปลี่ยนแปลงทั้งหน้า" in page


def test_step_opens_with_the_last_visit_but_never_danger(client, teacher, visit):
    hand_in_before(visit, teacher)
    client.force_login(teacher)

    housing = client.get(url(visit, "housing")).content.decode()
    risk = client.get(url(visit, "risk")).content.decode()
    evidence = client.get(url(visit, "evidence")).content.decode()

    assert 'value="own" checked' in housing
    assert 'value="quarrels" checked' in risk
    assert 'value="abused" checked' not in risk
    assert "<img" not in evidence


def test_same_as_before_confirms_the_carried_answers(client, teacher, visit):
    hand_in_before(visit, teacher)
    client.force_login(teacher)

    send(client, visit, tenure="own", leave="same")

    visit.refresh_from_db()
    assert visit.steps_done == ["housing"]
    assert answered(visit, "housing").ticks == {("tenure", "own")}
    assert "จากครั้งก่อน" not in client.get(url(visit)).content.decode()


def test_skipping_confirms_nothing_that_was_carried(client, teacher, visit):
    hand_in_before(visit, teacher)
    client.force_login(teacher)

    response = send(client, visit, tenure="own", leave="skip")

    visit.refresh_from_db()
    assert response.url == url(visit, "family") + "?kept=housing:1"
    assert (visit.steps_done, visit.steps_skipped) == ([], ["housing"])
    assert answered(visit, "housing").ticks == set()

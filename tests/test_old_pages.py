"""A page whose one-time key is missing or spoilt: told in words, and nothing typed is lost."""

import uuid

import pytest
from django.urls import reverse

from homevisits.models import FollowUp, VisitRound
from schoolcare.submissions import TOO_OLD
from students.models import Classroom, Guardian, Note, PublicationConsent, Student
from tests.factories import make_student
from tests.homevisits.making import make_round, make_visit

KINDS = ("note", "consent", "guardian", "class", "pupil", "round", "follow-up")


@pytest.fixture
def pages(school, classroom, teacher, clerk, care_head):
    """Per form: who sends it, where, what is typed, the model it makes."""
    pupil = make_student(classroom)
    visit = make_visit(make_round(school, number=1), pupil, teacher)
    at = lambda name, *args: reverse(name, args=args)  # noqa: E731
    answer = {"decision": "given", "given_by": "นางคำปัน", "on": "5/3/2569", "method": "paper"}
    round_ = {"term": school.terms.get().pk, "number": 7, "who": "all", "form": "short"}
    round_ |= {"opens_on": "1/6/2569", "closes_on": "30/6/2569"}
    note = {"on": "5/3/2569", "text": "มาเรียนสม่ำเสมอ"}
    person = {"first_name": "คำปัน", "relation": "ยาย"}
    told = {"due_on": "5/12/2569", "what": "การมาเรียน", "how": "phone"}
    new = {"first_name": "มะลิ", "status": "studying"}
    return {
        "note": (teacher, at("students:note-create", pupil.pk), note, Note),
        "consent": (clerk, at("students:consent-create", pupil.pk), answer, PublicationConsent),
        "guardian": (clerk, at("students:guardian-add", pupil.pk), person, Guardian),
        "class": (clerk, at("students:classroom-add"), {"level": 12, "room": 9}, Classroom),
        "pupil": (clerk, at("students:student-create"), new, Student),
        "round": (care_head, at("homevisits:round-create"), round_, VisitRound),
        "follow-up": (teacher, at("homevisits:follow-up-create", visit.pk), told, FollowUp),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_page_with_a_spoilt_key_keeps_what_was_typed_and_goes_at_once(client, pages, kind):
    person, url, typed, model = pages[kind]
    client.force_login(person)
    before = model.objects.count()

    answer = client.post(url, typed | {"key": "x"})

    form, shown = answer.context["form"], answer.content.decode()
    assert form.errors == {"key": [TOO_OLD]}
    assert shown.count(TOO_OLD) == 1
    assert [str(form[name].value()) for name in typed] == [str(one) for one in typed.values()]
    assert model.objects.count() == before
    fresh = str(uuid.UUID(str(form["key"].value())))
    assert f'value="{fresh}"' in shown
    assert client.post(url, typed | {"key": fresh}).status_code == 302
    assert model.objects.count() == before + 1


def test_page_without_a_key_is_told_the_same(client, pages):
    person, url, typed, model = pages["note"]
    client.force_login(person)

    answer = client.post(url, typed)

    assert answer.context["form"].errors == {"key": [TOO_OLD]}
    assert not model.objects.exists()

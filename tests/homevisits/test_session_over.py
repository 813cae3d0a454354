"""A step sent after the session was over: what was typed waits for the same person alone."""

import time
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from homevisits.models import HomeVisit
from homevisits.views.session_over import HELD, MOST, PHOTOS_LOST, TAKEN_BACK
from schoolcare.models import Session
from tests.factories import make_adviser, make_student
from tests.homevisits.making import make_draft, save

TYPED = "จะมารับลูกทุกวันอังคาร"
PASSWORD = "a-long-word-of-a-teacher"


@pytest.fixture
def visit(classroom, teacher):
    teacher.set_password(PASSWORD)
    teacher.save()
    return make_draft(make_student(classroom), teacher)


@pytest.fixture
def address(visit):
    return reverse("homevisits:visit-step", args=[visit.pk, "agreement"])


@pytest.fixture
def form(client, teacher, address):
    """The step as it stands on the screen when the session ends, filled in."""
    client.force_login(teacher)
    page = client.get(address).context
    client.cookies.pop("sessionid")
    return {"version": page["version"], "stamp": page["stamp"], "agreed_guardian": TYPED}


def log_in(client, user, response):
    """Through the form, with the address that the log-in page was given."""
    data = {"login": user.username, "password": PASSWORD, "next": response.url.partition("=")[2]}
    return client.post(reverse("account_login"), data, follow=True)


def test_typed_text_stands_on_the_step_after_log_in(client, teacher, address, form):
    response = client.post(address, form | {"leave": "next"})
    page = log_in(client, teacher, response)

    assert page.redirect_chain[-1] == (address, 302)
    assert TYPED in page.content.decode()
    assert [one.message for one in page.context["messages"]] == [TAKEN_BACK]
    assert HomeVisit.objects.get().answers == {}


def test_what_waits_is_encrypted_and_given_out_once(client, teacher, address, form):
    response = client.post(address, form)
    stored = Session.objects.get(pk=client.cookies["sessionid"].value).get_decoded()
    log_in(client, teacher, response)

    assert set(stored) == {HELD, "_session_expiry"}
    assert TYPED not in str(stored)
    assert TYPED not in response.url
    assert HELD not in client.session
    assert TYPED not in client.get(address).content.decode()


def test_another_person_never_sees_what_was_typed(client, classroom, address, form):
    colleague = make_adviser(classroom)
    colleague.set_password(PASSWORD)
    colleague.save()

    page = log_in(client, colleague, client.post(address, form))

    assert page.redirect_chain[-1] == (address, 302)
    assert TYPED not in page.content.decode()
    assert HELD not in client.session


@pytest.mark.parametrize("change", [{"stamp": ""}, {"stamp": "x"}, {"agreed_guardian": "ก" * MOST}])
def test_nothing_waits_without_the_stamp_or_beyond_the_limit(client, address, form, change):
    response = client.post(address, form | change)

    assert response.url.startswith(reverse("account_login"))
    assert "sessionid" not in client.cookies


def test_stamp_of_another_step_counts_for_nothing(client, visit, form):
    client.post(reverse("homevisits:visit-step", args=[visit.pk, "risk"]), form)

    assert "sessionid" not in client.cookies


def test_held_text_is_given_out_for_half_an_hour(client, teacher, address, form):
    response = client.post(address, form)

    with patch("time.time", return_value=time.time() + 31 * 60):
        page = log_in(client, teacher, response)

    assert TYPED not in page.content.decode()


def test_chosen_photos_must_be_chosen_again(client, teacher, address, form):
    photo = SimpleUploadedFile("a.jpg", b"jpeg", "image/jpeg")

    page = log_in(client, teacher, client.post(address, form | {"photo_outside": photo}))

    (said,) = [one.message for one in page.context["messages"]]
    assert said == f"{TAKEN_BACK} {PHOTOS_LOST}"


def test_colleague_who_saved_meanwhile_is_not_overwritten(client, teacher, visit, address, form):
    save(visit, "agreement", texts={"agreed_guardian": "ของเพื่อน"})

    page = log_in(client, teacher, client.post(address, form))
    again = form | {"version": page.context["version"]}
    response = client.post(address, again)

    assert response.url == reverse("homevisits:visit-clash", args=[visit.pk, "agreement"])

"""The image of a signature: only the signer, printing for themselves, can put it on a paper."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from schoolcare import files
from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent, Membership
from schoolcare.paper.choices import OWN
from tests.factories import make_user
from tests.homevisits.making import picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signature(director):
    director.signature = files.store_image(picture(), school=None, by=director)
    director.save()


def key_of(person) -> str:
    return str(person.memberships.get(role=Role.DIRECTOR).pk)


def html(term, user, signer, **asked) -> str:
    asked = {"object": str(term.pk), "signer": signer, "signature": OWN} | asked
    return prepare("test-memo", asked, user=user).html()


def test_signer_puts_the_own_signature_on(term, director):
    shown = html(term, director, key_of(director))

    assert f'<p class="ink"><img src="stored:{director.signature.sha256}"' in shown


def test_signature_needs_to_be_asked_for(term, director):
    assert 'class="ink"' not in html(term, director, key_of(director), signature="")


@pytest.mark.parametrize("who", ["teacher", "shell"])
def test_nobody_else_puts_it_on(term, director, teacher, who):
    Membership.objects.create(user=teacher, school=term.school, role=Role.COUNSELLOR)
    user = None if who == "shell" else teacher

    assert 'class="ink"' not in html(term, user, key_of(director))


def test_not_over_another_signer(term, director):
    deputy = make_user(Role.DEPUTY, school=term.school)
    other = f"{deputy.memberships.get().pk}-behalf"

    assert 'class="ink"' not in html(term, director, other)


def post(client, term, **typed):
    url = reverse("document-print", args=["test-memo"], query={"object": term.pk})
    return client.post(url, {"version": 0, "date": "21/11/2569", "text": "x", **typed})


def test_print_page_leads_to_a_signed_paper_that_the_log_names(client, term, director):
    client.force_login(director)

    answer = post(client, term, signer=key_of(director), signature="on")
    paper = client.get(answer.url)

    assert paper.content.startswith(b"%PDF")
    changes = AuditEvent.objects.get(action="document.print").changes
    assert changes == {"slug": "test-memo", "signed": True}


def test_print_page_refuses_the_own_signature_over_another_name(client, term, director):
    client.force_login(director)

    answer = post(client, term, signer="pen", signature="on")

    assert answer.context["form"].errors == {"signature": ["ใส่ได้เมื่อคุณเป็นผู้ลงนามเท่านั้น"]}


def test_print_page_offers_it_to_signers_only(client, term, clerk):
    clerk.signature = files.store_image(picture(), school=None, by=clerk)
    clerk.save()
    client.force_login(clerk)
    url = reverse("document-print", args=["test-memo"], query={"object": term.pk})

    assert "signature" not in client.get(url).context["form"].fields


def test_print_from_the_shell_stands_in_the_log(term, tmp_path):
    target = tmp_path / "a.pdf"

    call_command("print_document", "test-memo", "--demo", "--out", str(target), stdout=StringIO())

    event = AuditEvent.objects.get(action="document.print")
    assert (event.actor_id, event.school_id) == (None, term.school_id)

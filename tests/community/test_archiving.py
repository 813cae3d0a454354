"""Partners, learning sources and experts that the school works with no more: why, and back."""

import pytest
from django.urls import reverse
from django.utils import timezone

from schoolcare.models import AuditEvent
from tests.community.making_experts import make_expert
from tests.community.making_partners import make_contact, make_head, make_partner, make_source
from tests.factories import make_school

pytestmark = pytest.mark.django_db
MAKERS = {"partner": make_partner, "source": make_source, "expert": make_expert}


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def head(client, school):
    head = make_head(school)
    client.force_login(head)
    return head


def page(noun, row, verb):
    return reverse(f"community:{noun}-{verb}", args=[row.pk])


@pytest.mark.parametrize("noun", MAKERS)
def test_reason_is_asked_kept_and_shown(client, head, school, noun):
    row = MAKERS[noun](school)
    url = page(noun, row, "archive")
    assert url in client.get(row.get_absolute_url()).text

    refused = client.post(url, {"reason": " "})
    client.post(url, {"reason": "ย้ายไปต่างจังหวัด"})

    assert refused.context["form"].errors == {"reason": ["กรุณากรอกเหตุผล"]}
    row.refresh_from_db()
    kept = (row.is_active, row.archived_on, row.archived_reason)
    assert kept == (False, timezone.localdate(), "ย้ายไปต่างจังหวัด")
    shown = client.get(row.get_absolute_url()).text
    assert "เพราะย้ายไปต่างจังหวัด" in shown
    assert page(noun, row, "restore") in shown
    every = client.get(reverse(f"community:{noun}-list"), {"state": "all"}).text
    assert "ย้ายไปต่างจังหวัด" in every


@pytest.mark.parametrize("noun", MAKERS)
def test_who_is_back_has_no_reason_and_the_log_tells_once(client, head, school, noun):
    row = MAKERS[noun](school)

    for _ in range(2):
        client.post(page(noun, row, "archive"), {"reason": "ย้าย"})
    for _ in range(2):
        client.post(page(noun, row, "restore"))

    row.refresh_from_db()
    assert (row.is_active, row.archived_on, row.archived_reason) == (True, None, "")
    verbs = [one.action.split(".")[1] for one in AuditEvent.objects.order_by("pk")]
    assert verbs == ["deactivate", "activate"]
    assert "ย้าย" not in str(list(AuditEvent.objects.values_list("changes", flat=True)))


@pytest.mark.parametrize("noun", MAKERS)
def test_other_school_archives_nothing(client, head, noun):
    row = MAKERS[noun](make_school())

    for verb in ("archive", "restore"):
        assert client.post(page(noun, row, verb), {"reason": "ย้าย"}).status_code == 404


def test_archived_partner_stays_with_its_history(client, head, school):
    partner = make_partner(school)
    make_contact(partner, head)

    client.post(page("partner", partner, "archive"), {"reason": "ย้าย"})

    assert "ขอใช้ศาลาวัดจัดค่าย" in client.get(partner.get_absolute_url()).text


def test_old_rows_say_that_no_reason_was_kept(client, head, school):
    partner = make_partner(school, is_active=False)

    assert "ไม่ได้บันทึกเหตุผลไว้" in client.get(partner.get_absolute_url()).text

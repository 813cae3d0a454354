"""What an office has said of tax about gifts, on its own days; no promise beyond them."""

from datetime import date

import pytest
from django.urls import reverse

from community.gift_words import tax_words
from community.models import DonationTaxRule
from schoolcare.access import Role
from tests.community.making_resources import keeper, key, make_gift
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, school):
    """Its administrator is signed in."""
    client.force_login(make_user(Role.DISTRICT_ADMIN, district=school.district))
    return school.district


def at(office):
    return reverse("community:tax-rule-list", args=[office.pk])


def send(client, office, **typed):
    facts = {"key": key(), "starts_on": "1/8/2569", "ends_on": "31/8/2569", "text": "ตามประกาศ"}
    url = reverse("community:tax-rule-create", args=[office.pk])
    return client.post(url, facts | typed, follow=True)


def test_words_of_the_office_are_said_on_its_days_only(client, office, school):
    by = keeper(school)
    gifts = [make_gift(school, by, received_on=date(2026, month, 5)) for month in (7, 8, 9)]
    stranger = make_gift(make_school(district=make_district()), by, received_on=date(2026, 8, 5))

    send(client, office)

    told = [tax_words(one) == "ตามประกาศ" for one in [*gifts, stranger]]
    assert told == [False, True, False, False]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"starts_on": "31/8/2569", "ends_on": ""}, "starts_on"),
        ({"starts_on": "1/1/2569", "ends_on": ""}, "starts_on"),
        ({"starts_on": "1/9/2569", "ends_on": "31/8/2569"}, "ends_on"),
        ({"starts_on": "29/2/2569"}, "starts_on"),
        ({"starts_on": "1/9/2569", "ends_on": "", "text": ""}, "text"),
        ({"starts_on": "1/9/2569", "ends_on": "", "text": "ก" * 10_000}, "text"),
    ],
)
def test_rule_that_cannot_be_is_told(client, office, typed, field):
    send(client, office)

    answer = send(client, office, **typed)

    assert list(answer.context["form"].errors) == [field]
    assert DonationTaxRule.objects.filter(district=office).count() == 1


def test_promise_beyond_the_decree_warns(client, office):
    words = "ซึ่งพระราชกฤษฎีกา (ฉบับที่ 768) สิ้นสุดแล้ว"

    within = send(client, office, starts_on="1/1/2566", ends_on="31/12/2567", text="ได้ ๒ เท่า")
    beyond = send(client, office, text="หักได้สองเท่า")

    assert (words in within.text, words in beyond.text) == (False, True)


def test_rule_is_put_right_and_taken_out(client, office):
    send(client, office)
    rule = DonationTaxRule.objects.get(district=office)
    facts = {"key": key(), "starts_on": "2/8/2569", "ends_on": "", "text": "ใหม่"}
    client.post(reverse("community:tax-rule-update", args=[rule.pk]), facts)
    rule.refresh_from_db()
    assert (rule.starts_on, rule.ends_on, rule.text) == (date(2026, 8, 2), None, "ใหม่")

    client.post(reverse("community:tax-rule-remove", args=[rule.pk]))

    assert not DonationTaxRule.objects.filter(district=office).exists()


def test_shipped_rules_and_those_of_another_office_are_nobodys_to_change(client, office):
    shipped = DonationTaxRule.objects.filter(district=None).first()
    other = make_district()
    facts = {"starts_on": date(2026, 1, 1), "text": "อื่น"}
    foreign = DonationTaxRule.objects.create(district=other, **facts)

    for rule in (shipped, foreign):
        for verb in ("update", "remove"):
            url = reverse(f"community:tax-rule-{verb}", args=[rule.pk])
            assert client.post(url).status_code == 404
    assert client.get(at(other)).status_code == 404
    assert foreign not in [rule for rule, _claims in client.get(at(office)).context["rows"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_for_any_number(client, office, rows, django_assert_num_queries):
    for number in range(rows):
        facts = {"starts_on": date(2026, number + 1, 1), "ends_on": date(2026, number + 1, 2)}
        DonationTaxRule.objects.create(district=office, text="ก", **facts)
    client.get(at(office))

    with django_assert_num_queries(3):
        client.get(at(office))

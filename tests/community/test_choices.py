"""What a school adds to shipped choices: ways that gifts come, branches of local wisdom."""

import pytest
from django.urls import reverse

from community.models import Branch, Channel, Expert, Resource
from tests.community.making_experts import make_expert
from tests.community.making_resources import keeper, key, make_gift
from tests.factories import make_school

pytestmark = pytest.mark.django_db
WAYS = reverse("community:channel-list")


@pytest.fixture
def by(client, school):
    user = keeper(school)
    client.force_login(user)
    return user


def add(client, noun, name):
    """Send the same form twice."""
    asked = {"key": key(), "name": name}
    client.post(reverse(f"community:{noun}-create"), asked)
    return client.post(reverse(f"community:{noun}-create"), asked)


@pytest.mark.parametrize(("noun", "model"), [("channel", Channel), ("branch", Branch)])
def test_own_choice_is_added_once_and_stands_behind_the_shipped(client, by, school, noun, model):
    assert add(client, noun, " กฐิน  สามัคคี ").status_code == 302

    own = model.objects.get(school=school)
    shown = list(client.get(reverse(f"community:{noun}-list")).context["rows"])
    assert (own.name, shown[-1]) == ("กฐิน สามัคคี", own)
    assert len(shown) == 1 + model.objects.filter(school=None).count()


@pytest.mark.parametrize("name", ["อปท.อุดหนุน", "กฐิน", "ก" * 101])
def test_choice_that_is_there_or_too_long_is_told(client, by, school, name):
    Channel.objects.create(school=school, name="กฐิน")

    answer = add(client, "channel", name)

    assert list(answer.context["form"].errors) == ["name"]
    assert Channel.objects.filter(school=school).count() == 1


def test_choices_of_another_school_are_neither_shown_nor_in_the_way(client, by, school):
    other = Channel.objects.create(school=make_school(), name="กฐิน")

    assert other not in client.get(WAYS).context["rows"]
    assert client.get(reverse("community:channel-update", args=[other.pk])).status_code == 404
    assert add(client, "channel", "กฐิน").status_code == 302


def test_shipped_choice_is_not_changed(client, by):
    shipped = Channel.objects.filter(school=None).first()

    assert client.get(reverse("community:channel-update", args=[shipped.pk])).status_code == 404


def test_choice_out_of_use_stays_with_the_gift_that_names_it(client, by, school):
    way = Channel.objects.create(school=school, name="กฐิน")
    gift = make_gift(school, by, channel=way)
    client.post(reverse("community:channel-update", args=[way.pk]), {"key": key(), "name": "กฐิน"})

    update = client.get(reverse("community:resource-update", args=[gift.pk])).context["form"]
    new = client.get(reverse("community:resource-create", args=["money"])).context["form"]

    assert way in update.fields["channel"].queryset
    assert way not in new.fields["channel"].queryset
    assert [one.used for one in client.get(WAYS).context["rows"] if one == way] == [1]
    assert Resource.objects.get().channel == way


def test_branch_out_of_use_stays_with_the_expert(client, by, school):
    branch = Branch.objects.create(school=school, name="ดนตรี", is_active=False)
    expert = make_expert(school)
    expert.branches.add(branch)

    form = client.get(reverse("community:expert-update", args=[expert.pk])).context["form"]

    assert branch in form.fields["branches"].queryset
    assert Expert.objects.get().branches.count() == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_for_any_number(client, by, school, rows, django_assert_num_queries):
    for number in range(rows):
        Channel.objects.create(school=school, name=f"ช่องทาง {number}")
    client.get(WAYS)

    with django_assert_num_queries(2):
        client.get(WAYS)

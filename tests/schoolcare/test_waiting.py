"""What waits for a person is kept until something is logged at a place of theirs."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from schoolcare import audit
from schoolcare.access import Role
from schoolcare.models import Membership
from schoolcare.registry import HomeCard
from tests.factories import make_district, make_school, make_term, make_user


@pytest.fixture
def asked(settings, monkeypatch):
    """How often the apps were asked; each time there is one thing more to do."""
    settings.HOME_KEPT_SECONDS = 60
    cache.clear()
    calls: list[int] = []

    def card(request):
        calls.append(1)
        return [HomeCard("งาน", len(calls), "/")]

    monkeypatch.setattr("schoolcare.registry.home_cards", [card])
    monkeypatch.setattr("schoolcare.registry.home_counts", [])
    monkeypatch.setattr("schoolcare.registry.figures", [])
    yield calls
    cache.clear()


@pytest.fixture
def home(client, director):
    client.force_login(director)
    return lambda: client.get(reverse("home"))


def test_home_asks_once_while_nothing_happens(home, asked):
    assert [home().context["cards"][0].count for _ in range(3)] == [1, 1, 1]


def test_home_asks_anew_after_an_event_of_the_school(home, asked, school, director):
    home()
    audit.record("note.create", None, by=director, school_id=school.pk)
    assert home().context["cards"][0].count == 2


def test_home_asks_anew_after_an_event_of_the_office_above(home, asked, school):
    home()
    audit.record("circular.submit", None, by=None, district_id=school.district_id)
    assert home().context["cards"][0].count == 2


def test_home_of_a_school_stays_after_an_event_of_another(home, asked, school):
    home()
    other = make_school(district=school.district)
    audit.record("note.create", None, by=None, school_id=other.pk)
    assert len(asked) == 1
    home()
    assert len(asked) == 1


def test_home_of_an_officer_asks_anew_after_an_event_of_any_school(client, asked, school, officer):
    client.force_login(officer)
    client.get(reverse("home"))
    audit.record("note.create", None, by=None, school_id=school.pk)
    assert client.get(reverse("home")).context["cards"][0].count == 2


def test_home_asks_anew_when_a_right_ends(home, asked, school, director):
    make_user(Role.TEACHER, school=school)  # somebody stays at the school
    home()
    Membership.objects.filter(user=director).update(role=Role.TEACHER)
    assert home().context["cards"][0].count == 2


def test_home_asks_anew_on_the_next_day(home, asked, monkeypatch):
    home()
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
    assert home().context["cards"][0].count == 2


def test_home_of_each_school_is_its_own(client, asked, school):
    person = make_user(Role.DIRECTOR, school=school)
    second = make_school(district=make_district(), name="ที่สอง")
    make_term(second)
    Membership.objects.create(user=person, school=second, role=Role.DIRECTOR)
    client.force_login(person)
    client.get(reverse("home"))
    client.post(reverse("workplace-switch"), {"school": school.pk})  # the later name
    client.get(reverse("home"))
    assert len(asked) == 2


def test_kept_home_costs_one_query_more_than_its_rights(home, asked, django_assert_num_queries):
    home()
    with django_assert_num_queries(2):  # who asks, last events
        home()


def test_home_shows_seven_and_unfolds_the_rest_late_first(home, monkeypatch):
    many = [HomeCard(f"งาน {n}", n, "/", "", "late" if n == 9 else "") for n in range(1, 10)]
    monkeypatch.setattr("schoolcare.registry.home_counts", [])
    monkeypatch.setattr("schoolcare.registry.home_cards", [lambda request: many])

    shown = home()

    assert [card.count for card in shown.context["cards"]] == [9, 1, 2, 3, 4, 5, 6]
    assert [card.count for card in shown.context["more"]] == [7, 8]
    assert "ดูทั้งหมด อีก 2 เรื่อง" in shown.text

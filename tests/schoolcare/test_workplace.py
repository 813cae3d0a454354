"""The place and time a person works in, and the switch that changes them."""

from datetime import date

import pytest
from django.urls import reverse

from schoolcare.access import Role
from tests.factories import make_school, make_term, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(date(2026, 11, 21), tick=False)


@pytest.fixture
def place(client, director):
    """Switch as the director does; the workplace of the next page."""
    client.force_login(director)

    def switch(**fields):
        client.post(reverse("workplace-switch"), fields)
        return client.get("/").wsgi_request.workplace

    return switch


def test_workplace_starts_at_the_term_of_today(place, school):
    make_term(school, semester=1)

    assert place().when == "ภาคเรียนที่ 2/2569"


def test_switch_to_an_earlier_term_of_the_year(place, school):
    make_term(school, semester=1)

    found = place(when="2569/1")

    assert (found.year, found.term.semester) == (2569, 1)


def test_switch_offers_terms_and_years_without_terms(place, school):
    make_term(school, semester=1)

    assert place(when="2569/1").times == [
        ("2570", "ปีการศึกษา 2570", False),
        ("2569/2", "ภาคเรียนที่ 2/2569", False),
        ("2569/1", "ภาคเรียนที่ 1/2569", True),
        *((str(year), f"ปีการศึกษา {year}", False) for year in range(2568, 2564, -1)),
    ]


@pytest.mark.parametrize("when", ["2569/9", "2569/x", "2400/1", "", "x/1"])
def test_switch_to_a_time_that_is_not_offered_stays_today(place, when):
    assert place(when=when).when == "ภาคเรียนที่ 2/2569"


def test_switch_to_a_year_without_terms_names_the_year(place):
    found = place(when="2568")

    assert (found.term, found.when) == (None, "ปีการศึกษา 2568")


def test_switch_to_a_foreign_school_is_passed_over(place, school):
    assert place(school=make_school().pk).school == school


def test_switch_leads_back_but_never_outside(client, director):
    client.force_login(director)

    back = client.post(reverse("workplace-switch"), {"next": "/papers/"})
    outside = client.post(reverse("workplace-switch"), {"next": "https://evil.example/"})

    assert (back.url, outside.url) == ("/papers/", "/")


@pytest.mark.parametrize("word", ["abc", "๑๒๓", "NaN", '{"a":1}', "home", "<script>"])
def test_switch_told_to_go_to_a_word_goes_nowhere_else(client, director, word):
    client.force_login(director)

    assert client.post(reverse("workplace-switch"), {"next": word}).status_code == 302


def test_switch_of_an_office_offers_years(client, school):
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=school.district))

    page = client.get("/")

    assert page.wsgi_request.workplace.times[1] == ("2569", "ปีการศึกษา 2569", True)
    assert 'for="switch-when"' in page.content.decode()

"""What means danger to a child, on every screen of the one whom the alert excludes."""

import pytest
from django.urls import reverse

from homevisits.models import HomeVisit
from homevisits.services import visits
from tests.factories import make_student
from tests.homevisits.making import complete, make_round, make_visit, save

TICK, WORDS = ("safety", "abused"), "ถูกทารุณ"


@pytest.fixture
def visit(classroom, teacher):
    """Handed in, sent back, handed in again: the tick stands in both versions."""
    visit = make_visit(make_student(classroom), teacher, round_=make_round(classroom.school))
    save(complete(visit, teacher), "risk", ticks={TICK})
    visits.submit_visit(visit, by=teacher)
    HomeVisit.objects.update(status="returned")
    save(visit, "risk", ticks={TICK, ("health", "weak")})
    return visits.submit_visit(HomeVisit.objects.get(), by=teacher)


def screens(visit):
    lists = ["visit-list", "review-list", "coverage", "follow-up-list", "alert-list"]
    return [
        "/",
        *(reverse(f"homevisits:{name}") for name in lists),
        reverse("homevisits:visit-list") + "?show=submitted",
        reverse("homevisits:visit-detail", args=[visit.pk]),
        reverse("homevisits:visit-pupil", args=[visit.student_id]),
        reverse("students:student-detail", args=[visit.student_id]),
    ]


def test_director_sees_the_tick_on_the_visit(client, visit, director):
    client.force_login(director)
    shown = [WORDS in client.get(url).content.decode() for url in screens(visit)]
    assert shown == [False] * 7 + [True, False, False]


def test_excluded_director_sees_it_nowhere(client, visit, director):
    visit.alerts.get().excluded.add(director)
    client.force_login(director)

    assert [url for url in screens(visit) if WORDS in client.get(url).content.decode()] == []
    listed = client.get(reverse("homevisits:visit-list") + "?show=submitted").content.decode()
    assert "เร่งด่วน" not in listed
    assert "คุ้มครองเด็ก" not in [card.title for card in client.get("/").context["cards"]]
    alert = reverse("homevisits:alert-detail", args=[visit.alerts.get().pk])
    assert client.get(alert).status_code == 404
    paper = reverse("document-pdf", args=["homevisit-form"])
    assert client.get(paper, {"object": visit.pk}).status_code == 200


def test_excluded_adviser_reads_an_own_visit_without_it(client, visit, teacher):
    visit.alerts.get().excluded.add(teacher)
    client.force_login(teacher)
    assert [url for url in screens(visit)[7:] if WORDS in client.get(url).content.decode()] == []

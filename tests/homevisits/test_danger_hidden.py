"""What means danger to a child, on every screen of the one whom the alert excludes."""

from io import BytesIO

import pytest
from django.urls import reverse

from homevisits import reports
from homevisits.models import HomeVisit, VisitTick
from homevisits.services import visits
from schoolcare.spreadsheet import read_rows
from tests.factories import make_adviser, make_student
from tests.homevisits.making import complete, make_draft, make_round, save

TICK, WORDS = ("safety", "abused"), "ถูกทารุณ"


@pytest.fixture
def visit(classroom, teacher):
    """Handed in, sent back, handed in again: the tick stands in both versions."""
    visit = make_draft(make_student(classroom), teacher, round_=make_round(classroom.school))
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


def test_history_of_the_pupil_tells_of_the_visit_but_of_no_alert(client, visit, teacher, clerk):
    for person in (teacher, clerk):
        client.force_login(person)
        page = client.get(reverse("students:student-history", args=[visit.student_id]))

        told = [(line.label, line.details) for line in page.context["lines"]]
        assert ("ส่งการเยี่ยมบ้าน", "") in told
        assert "คุ้มครองเด็ก" not in page.content.decode()


@pytest.fixture
def opened(visit):
    """The visit sent back, in the hands of two advisers of the class: its author and another."""
    HomeVisit.objects.update(status="returned")
    return HomeVisit.objects.get()


@pytest.fixture
def second(classroom):
    return make_adviser(classroom)


def step(visit, name="visit-step"):
    return reverse(f"homevisits:{name}", args=[visit.pk, "risk"])


def send(client, visit, ticks, *, version=None, **headers):
    data = {"version": visit.version if version is None else version}
    for item, option in ticks:
        data.setdefault(item, []).append(option)
    return client.post(step(visit), data, headers=headers)


def kept(visit):
    return set(visit.ticks.filter(item__in=["safety", "health"]).values_list("item", "option"))


def is_ticked(client, visit):
    tiles = [block.tiles for block in client.get(step(visit)).context["blocks"]]
    return any(tile["checked"] for some in tiles for tile in some if tile["code"] == TICK[1])


@pytest.mark.parametrize(("is_excluded", "shown"), [(False, True), (True, False)])
def test_step_and_summary_hide_the_tick_from_the_excluded(
    client, opened, second, is_excluded, shown
):
    if is_excluded:
        opened.alerts.get().excluded.add(second)
    client.force_login(second)
    summary = client.get(reverse("homevisits:visit-summary", args=[opened.pk])).content.decode()

    assert is_ticked(client, opened) == shown
    assert (WORDS in summary) == shown


def test_excluded_adviser_does_not_take_back_a_tick_that_was_hidden(client, opened, second):
    opened.alerts.get().excluded.add(second)
    client.force_login(second)

    send(client, opened, [("health", "weak"), ("safety", "quarrels")])

    assert kept(opened) == {TICK, ("health", "weak"), ("safety", "quarrels")}
    assert VisitTick.objects.get(option=TICK[1]).is_danger


def test_who_sees_the_tick_may_take_it_back(client, opened, second):
    client.force_login(second)
    send(client, opened, [("health", "weak")])

    assert kept(opened) == {("health", "weak")}


@pytest.mark.parametrize(("is_excluded", "shown"), [(False, True), (True, False)])
def test_comparing_page_hides_the_tick_from_the_excluded(
    client, opened, second, is_excluded, shown
):
    if is_excluded:
        opened.alerts.get().excluded.add(second)
    client.force_login(second)
    url = send(client, opened, [("health", "weak"), ("safety", "quarrels")], version=1).url
    page = client.get(url).content.decode()

    assert url == step(opened, "visit-clash")
    assert (WORDS in page) == shown
    assert "เทียบสองฉบับ" in page


@pytest.mark.parametrize(("version", "status"), [(None, 200), (1, 409)])
def test_answer_of_the_autosave_tells_no_tick(client, opened, second, version, status):
    opened.alerts.get().excluded.add(second)
    client.force_login(second)

    sent = [("health", "weak"), ("safety", "quarrels")]
    answer = send(client, opened, sent, version=version, **{"X-Autosave": "1"})

    known = {"saved_at", "version"} if status == 200 else {"url"}
    assert (answer.status_code, set(answer.json())) == (status, known)
    assert [word for word in (WORDS, *TICK) if word in str(answer.json())] == []
    assert kept(opened) >= {TICK}


def test_sheet_of_coverage_counts_and_tells_no_tick(client, visit, director):
    visit.alerts.get().excluded.add(director)
    client.force_login(director)
    url = reverse("homevisits:coverage")

    data = client.get(url, {"as": "xlsx"}).content

    rows = [list(row.texts) for row in read_rows(BytesIO(data), "a.xlsx").rows]
    cells = [cell for row in rows for cell in row if not cell.replace(".", "").isdigit()]
    assert rows[1][:4] == ["ป.4/1", "1", "1", "100.0"]
    assert set(cells) == {*reports.SHEET_HEADERS, "ป.4/1", "รวม"}

"""Pages of screening: the grid, a cell, one pupil, figures, papers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from schoolcare import documents
from schoolcare.models import AuditEvent
from students import screening_counts as counts
from students.models import AspectResult, Screening
from students.services.screening_rounds import close_round
from tests.factories import make_classroom, make_student
from tests.students.screened import make_screening, make_screening_round

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def round_(classroom):
    today = timezone.localdate()
    days = {"opens_on": today - timedelta(days=5), "closes_on": today + timedelta(days=5)}
    return make_screening_round(classroom.school, **days)


@pytest.fixture
def pupil(classroom):
    return make_student(classroom, first_name="มานะ")


@pytest.fixture
def health(round_):
    return round_.template.aspects.get(code="health")


def cell_url(pupil, aspect, round_):
    address = reverse("students:screening-cell", args=[pupil.pk, aspect.pk])
    return f"{address}?round={round_.pk}"


@pytest.mark.parametrize("levels", [{}, {"health": "risk"}, {"health": "problem", "games": "risk"}])
@pytest.mark.parametrize("name", ["entry", "cell"])
def test_form_of_a_pupil_asks_as_often_whatever_is_saved(
    request, client, name, levels, django_assert_num_queries
):
    classroom, teacher, round_ = map(request.getfixturevalue, ("classroom", "teacher", "round_"))
    pupil = make_student(classroom)
    make_screening(round_, pupil, teacher, **levels)
    aspect = round_.template.aspects.get(code="health").pk
    keys = [pupil.pk] if name == "entry" else [pupil.pk, aspect]
    client.force_login(teacher)

    with django_assert_num_queries(9):
        page = client.get(
            reverse(f"students:screening-{name}", args=keys), {"round": round_.pk}, follow=True
        )

    assert page.context["form"].saved[f"level_{aspect}"] == levels.get("health", "normal")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("class", 9), ("class-summary", 9)])
def test_class_pages_ask_as_often_for_many(rows, name, queries, request, client):
    classroom, teacher = request.getfixturevalue("classroom"), request.getfixturevalue("teacher")
    count = request.getfixturevalue("django_assert_num_queries")
    round_ = request.getfixturevalue("round_")
    for _ in range(rows):
        make_screening(round_, make_student(classroom), teacher, health="risk")
    client.force_login(teacher)

    with count(queries):
        client.get(reverse(f"students:screening-{name}", args=[classroom.pk]))


def test_look_at_a_class_names_its_pupils_in_the_log(client, classroom, round_, pupil, teacher):
    client.force_login(teacher)

    client.get(reverse("students:screening-class", args=[classroom.pk]))

    event = AuditEvent.objects.get(action="screening_class.view")
    assert event.changes["pupils"] == [pupil.pk]


def test_cell_is_saved_without_script(client, round_, pupil, health, teacher):
    client.force_login(teacher)
    tick = health.criteria.get(code="weak")
    typed = {f"level_{health.pk}": "risk", f"ticks_{health.pk}": [tick.pk], "round": round_.pk}

    answer = client.post(cell_url(pupil, health, round_), typed)

    assert answer.url.endswith(f"#c-{pupil.pk}-{health.pk}")
    assert AspectResult.objects.get().level == "risk"


def test_refused_cell_keeps_what_was_typed(client, round_, pupil, health, teacher):
    client.force_login(teacher)
    typed = {f"level_{health.pk}": "risk", f"remark_{health.pk}": "พบหมอแล้ว", "round": round_.pk}

    answer = client.post(cell_url(pupil, health, round_), typed)

    page = answer.content.decode()
    assert "ติ๊กเกณฑ์ของระดับเสี่ยงอย่างน้อยหนึ่งข้อ" in page
    assert 'value="พบหมอแล้ว"' in page
    assert not AspectResult.objects.exists()


def test_key_for_normal_leaves_what_somebody_else_wrote(client, round_, pupil, health, teacher):
    make_screening(round_, pupil, teacher, health="problem")
    client.force_login(teacher)

    answer = client.post(
        cell_url(pupil, health, round_), {"quick": "1", "round": round_.pk}, headers=HTMX
    )

    assert "มีคนบันทึกไว้แล้ว: มีปัญหา" in answer.content.decode()
    assert AspectResult.objects.get(aspect=health).level == "problem"


def test_page_that_is_older_than_the_saved_shows_both(client, round_, pupil, health, teacher):
    client.force_login(teacher)
    url = cell_url(pupil, health, round_)
    seen = client.get(url).context["form"]["seen"].value()
    make_screening(round_, pupil, teacher, health="problem")

    answer = client.post(url, {f"level_{health.pk}": "normal", "seen": seen, "round": round_.pk})

    (row, _ticks) = answer.context["form"].differences
    assert (row["saved"], row["typed"]) == ("มีปัญหา", "ปกติ")
    assert AspectResult.objects.get(aspect=health).level == "problem"


def test_day_outside_the_round_keeps_the_answers(client, round_, pupil, health, teacher):
    client.force_login(teacher)
    url = f"{reverse('students:screening-entry', args=[pupil.pk])}?round={round_.pk}"
    day = round_.closes_on + timedelta(days=1)
    typed = {
        f"level_{health.pk}": "normal",
        "screened_on": f"{day.day}/{day.month}/{day.year + 543}",
    }

    answer = client.post(url, typed)

    form = answer.context["form"]
    assert "วันที่ต้องอยู่ในรอบ" in form.errors["screened_on"][0]
    assert form[f"level_{health.pk}"].value() == "normal"
    assert not Screening.objects.exists()


def test_thai_digits_of_a_day_are_taken(client, round_, pupil, health, teacher):
    client.force_login(teacher)
    url = f"{reverse('students:screening-entry', args=[pupil.pk])}?round={round_.pk}"
    today = timezone.localdate()
    said = f"{today.day}/{today.month}/{today.year + 543}"
    typed = said.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))

    client.post(url, {f"level_{health.pk}": "normal", "screened_on": typed})

    assert Screening.objects.get().screened_on == today


def test_closed_round_refuses_a_cell_and_says_so(client, round_, pupil, health, teacher):
    close_round(round_, by=teacher)
    client.force_login(teacher)

    answer = client.post(
        cell_url(pupil, health, round_), {f"level_{health.pk}": "normal", "round": round_.pk}
    )

    assert "รอบนี้ปิดแล้ว" in answer.content.decode()


def test_adviser_of_another_class_does_not_find_the_pupil(client, round_, health, teacher):
    other = make_student(make_classroom(round_.school, room=2))
    client.force_login(teacher)

    assert client.get(cell_url(other, health, round_)).status_code == 404


def test_counts_are_by_level_and_sex(round_, classroom, teacher):
    make_screening(round_, make_student(classroom), teacher, health="risk")
    make_screening(round_, make_student(classroom, sex="F"), teacher, health="problem")
    make_screening(round_, make_student(classroom, sex=""), teacher)

    whole, *aspects = counts.found_in(round_, [classroom], user=teacher)

    health = next(line for line in aspects if line.code == "health")
    for line in (whole, health):
        cells = [(one["male"], one["female"], one["all"], one["percent"]) for one in line.cells()]
        assert cells == [(0, 0, 1, "33.33"), (1, 0, 1, "33.33"), (0, 1, 1, "33.33")]


def test_summary_of_the_school_names_nobody(client, round_, pupil, teacher, director):
    make_screening(round_, pupil, teacher, health="problem")
    client.force_login(director)

    page = client.get(reverse("students:screening-summary")).content.decode()

    assert "ด้านสุขภาพ" in page
    assert pupil.first_name not in page


def test_class_paper_leaves_names_out_where_that_is_chosen(round_, classroom, pupil, teacher):
    make_screening(round_, pupil, teacher, health="problem")
    asked = {"classroom": str(classroom.pk), "round": str(round_.pk)}

    told = documents.prepare("screening-class", asked, user=teacher).html()
    bare = documents.prepare("screening-class", asked | {"named": "no"}, user=teacher).html()

    assert "มานะ" in told
    assert "มานะ" not in bare


def test_filled_paper_ticks_what_was_found(round_, pupil, teacher):
    screening = make_screening(round_, pupil, teacher, health="risk")

    paper = documents.prepare("screening-form", {"object": str(screening.pk)}, user=teacher)

    html = paper.html()
    assert html.count("☑") == 1
    assert "☑&nbsp;ร่างกายไม่แข็งแรง" in html.replace("\xa0", "&nbsp;")

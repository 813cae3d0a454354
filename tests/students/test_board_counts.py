"""What an office and a school's heads are told: numbers, small ones hidden outside the school."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from schoolcare.access import Role
from schoolcare.models import AuditEvent, Term
from students.board_counts import hide_small
from students.duties import Progress, Tally, board_duties
from tests.factories import make_classroom, make_school, make_student, make_user
from tests.students.screened import make_screening, make_screening_round
from tests.students.test_board import complete

PAGE = reverse("students:board-figures")


def told(lines, key="record"):
    return [
        (line.label, line.pupils, *next((t.done, t.asked) for d, t in line.tallies if d.key == key))
        for line in lines
    ]


def progress(pupils, done):
    return Progress(pupils, {duty.key: Tally(done, pupils) for duty in board_duties()})


def test_small_numbers_of_an_office_are_hidden_with_what_gives_them_away():
    found = [("ก", progress(40, 3)), ("ข", progress(50, 20)), ("ค", progress(60, 60))]

    lines = told(hide_small(found, board_duties()))

    assert lines == [
        ("ก", 40, None, 40),
        ("ข", 50, None, 50),
        ("ค", 60, 60, 60),
        ("รวม", 150, 83, 150),
    ]


def test_nothing_is_told_of_a_school_below_five():
    found = [("ก", progress(3, 2)), ("ข", progress(50, 20)), ("ค", progress(60, 30))]

    lines = told(hide_small(found, board_duties()))

    assert lines[0] == ("ก", None, None, None)
    assert None in {line[1] for line in lines[1:]}  # else the sum would give it away


@pytest.fixture
def two_schools(school):
    other = make_school(district=school.district)
    for one in (school, other):
        room = make_classroom(one)
        for number in range(12):
            student = make_student(room, sex="MF"[number % 2])
            if number < 6:
                complete(student)
    return school, other


def test_officer_sees_schools_and_no_names(client, officer, two_schools):
    make_student(make_classroom(make_school()))
    client.force_login(officer)

    answer = client.get(PAGE)

    assert [line[1:] for line in told(answer.context["lines"])] == [
        (12, 6, 12),
        (12, 6, 12),
        (24, 12, 24),
    ]
    assert "นักเรียน1" not in answer.text


def test_director_sees_levels_and_sexes_as_they_are(client, director, two_schools):
    make_student(make_classroom(two_schools[0], room=2), sex="M")
    client.force_login(director)

    lines = told(client.get(PAGE).context["lines"])

    assert lines == [("ป.4 ชาย", 7, 3, 7), ("ป.4 หญิง", 6, 3, 6), ("รวม", 13, 6, 13)]


def test_officer_sees_levels_and_sexes(client, officer, two_schools):
    client.force_login(officer)

    lines = told(client.get(f"{PAGE}?show=groups").context["lines"])

    assert lines == [("ป.4 ชาย", 12, 6, 12), ("ป.4 หญิง", 12, 6, 12), ("รวม", 24, 12, 24)]


@pytest.fixture
def screened(school, classroom, teacher):
    """Six pupils, in a round of the second semester."""
    round_ = make_screening_round(school)
    for _ in range(6):
        make_screening(round_, make_student(classroom, sex="M"), teacher)


@pytest.mark.usefixtures("screened")
@pytest.mark.parametrize(
    ("day", "asked", "done"),
    [
        ("2026-08-03", {}, 0),
        ("2026-11-22", {}, 6),
        ("2027-04-20", {"show": "groups"}, 6),
        ("2026-11-22", {"show": "groups", "semester": 1}, 0),
        ("2026-08-03", {"semester": 2}, 6),
        ("2026-11-22", {"semester": 9}, 6),
    ],
)
def test_officer_sees_the_semester_of_the_day_or_the_one_asked_for(look, day, asked, done):
    context = look(day, asked)

    assert told(context["lines"], "screening")[-1][2:] == (done, 6)
    [[tables, halves], sheet] = context["switches"], context["sheet_url"]
    [half] = [one for one in halves if one["current"]]
    assert context["when"] == f"{half['label']}/2569"
    assert f"semester={half['label'][-1]}" in sheet
    assert all(f"semester={half['label'][-1]}" in one["url"] for one in tables)


@pytest.fixture
def look(client, officer, time_machine):
    def at(day, asked):
        time_machine.move_to(day)
        client.force_login(officer)
        return client.get(PAGE, asked).context

    return at


def test_school_without_terms_is_counted_by_the_day(client, director, time_machine):
    Term.objects.all().delete()
    time_machine.move_to("2026-08-03")
    client.force_login(director)

    context = client.get(PAGE).context

    assert (context["when"], context["switches"]) == ("ภาคเรียนที่ 1/2569", [])


def test_export_is_logged(client, officer, two_schools):
    client.force_login(officer)

    answer = client.get(f"{PAGE}?as=xlsx")

    *_lines, [told, *_] = load_workbook(BytesIO(answer.content)).worksheets[0].values
    assert told.startswith(f"{officer.memberships.get().district} ภาคเรียนที่ ")
    assert "ข้อมูล ณ" in told
    assert AuditEvent.objects.get().action == "care_count.export"


@pytest.fixture
def kept(settings):
    settings.OFFICE_KEPT_SECONDS = 900


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("show", ["", "?show=groups"])
@pytest.mark.usefixtures("kept")
def test_figures_ask_the_same(client, school, rows, show, django_assert_num_queries):
    for _ in range(rows):
        room = make_classroom(make_school(district=school.district))
        for _ in range(rows):
            make_student(room)
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=school.district))

    with django_assert_num_queries(4 if show else 5):  # one of them keeps what was counted
        client.get(PAGE + show)
    with django_assert_num_queries(2 if show else 3):
        client.get(PAGE + show)

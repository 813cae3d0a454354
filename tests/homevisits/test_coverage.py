"""Coverage: exact figures by class, mode and reason; of schools for an office; as a sheet."""

import gzip
from io import BytesIO

import pytest
from django.urls import reverse

from homevisits import reports
from homevisits.models import Status
from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent
from schoolcare.spreadsheet import read_rows
from students.models import Enrolment, Student
from tests.factories import make_classroom, make_school, make_student, make_term, make_user
from tests.homevisits.making import make_round, make_visit

PAGE = reverse("homevisits:coverage")


@pytest.fixture
def visit_round(school):
    return make_round(school)


def test_coverage_of_one_class(visit_round, classroom, teacher):
    visits = [
        ("approved", {"mode": "home"}),
        ("returned", {"mode": "home"}),
        ("submitted", {"mode": "remote"}),
        ("submitted", {"mode": "none", "reason": "moved"}),
        ("draft", {"mode": "home"}),
    ]
    for status, fields in visits:
        make_visit(visit_round, make_student(classroom), teacher, status, **fields)
    make_student(classroom)

    [row] = reports.coverage_by_class(visit_round)

    assert (row.label, row.total, row.visited, row.percent) == ("ป.4/1", 6, 3, "50.0")
    assert row.modes == {"home": 2, "remote": 1, "met": 0}
    assert row.reason_lines == [("ย้ายที่อยู่", 1)]
    assert (row.not_visited, row.drafts, row.untouched) == (1, 1, 1)
    assert (row.submitted, row.returned, row.approved) == (2, 1, 1)


def test_class_pack_counts_whom_the_screen_counts(visit_round, school, classroom, teacher):
    pupil, room = make_student(classroom), make_classroom(school, room=2)
    make_visit(visit_round, pupil, teacher, "returned")
    pupil.enrolments.update(classroom=room)

    [counted] = reports.coverage_by_class(visit_round)
    pack = prepare("homevisit-class", {"classroom": str(room.pk), "term": "2"}, user=None)

    assert (counted.visited, pack.facts["visited"], pack.facts["total"]) == (1, 1, 1)
    [row] = pack.cover()
    assert (row["is_visited"], row["remark"]) == (True, "ส่งกลับแก้ไข")


def test_coverage_does_not_count_other_rounds(visit_round, school, classroom, teacher):
    before = make_round(school)
    make_visit(before, make_student(classroom), teacher)

    [row] = reports.coverage_by_class(visit_round)

    assert (row.total, row.visited) == (1, 0)


def test_roster_leaves_out_who_left(visit_round, classroom):
    stays = make_student(classroom)
    make_student(classroom, status=Student.Status.MOVED)
    make_student(classroom).enrolments.update(ends_on="2026-10-01")

    assert [one.student for one in reports.roster(visit_round)] == [stays]


def test_roster_of_new_and_of_chosen_pupils(school, classroom):
    new, old = make_student(classroom), make_student(classroom)
    Enrolment.objects.create(
        student=old, classroom=make_classroom(school, year=2568), year=2568, ends_on="2026-03-31"
    )
    chosen = make_round(school, who="chosen")
    chosen.chosen.add(old)

    assert [one.student for one in reports.roster(make_round(school, who="new"))] == [new]
    assert [one.student for one in reports.roster(chosen)] == [old]


def test_coverage_sums_levels_and_school(visit_round, school, classroom, teacher):
    make_visit(visit_round, make_student(classroom), teacher)
    make_student(make_classroom(school, room=2))
    make_student(make_classroom(school, level=15))

    lines = reports.with_level_totals(reports.coverage_by_class(visit_round))

    assert [(one.label, one.total, one.visited) for one in lines] == [
        ("ป.4/1", 1, 1),
        ("ป.4/2", 1, 0),
        ("รวม ป.4", 2, 1),
        ("ป.5/1", 1, 0),
        ("รวม", 3, 1),
    ]


def test_coverage_of_schools_holds_own_district_and_no_name(
    client, visit_round, classroom, officer
):
    pupil, teacher = make_student(classroom), make_user()
    make_visit(visit_round, pupil, teacher)
    silent = make_school(district=classroom.school.district)
    foreign = make_classroom(make_school())
    make_visit(make_round(foreign.school), make_student(foreign), teacher)
    client.force_login(officer)

    response = client.get(PAGE)

    lines = [(one.label, one.total, one.visited) for one in response.context["lines"]]
    assert lines == [
        (classroom.school.full_name, 1, 1),
        (silent.full_name, 0, 0),
        ("รวมทุกโรงเรียน", 1, 1),
    ]
    assert pupil.first_name not in response.content.decode()


def test_coverage_of_a_clerk_is_of_own_school(client, visit_round, classroom, clerk, stranger):
    make_student(classroom)
    foreign = stranger.advised.get().classroom
    make_student(foreign)
    theirs = make_round(foreign.school)
    client.force_login(clerk)

    response = client.get(PAGE, {"round": theirs.pk})

    assert response.context["round"] == visit_round
    assert response.context["total"].total == 1


def test_coverage_without_permission_is_403(client, teacher):
    client.force_login(teacher)

    assert client.get(PAGE).status_code == 403


def test_class_of_coverage_leads_to_its_list(client, visit_round, classroom, care_head, clerk):
    make_student(classroom)
    address = f"?round={visit_round.pk}&amp;classroom={classroom.pk}&amp;show=new"
    for reader, is_led in ((care_head, True), (clerk, False)):
        client.force_login(reader)
        assert (address in client.get(PAGE).content.decode()) is is_led


def test_coverage_sheet_and_its_trail(client, visit_round, classroom, teacher, clerk):
    make_visit(visit_round, make_student(classroom), teacher, Status.APPROVED)
    client.force_login(clerk)

    response = client.get(PAGE, {"as": "xlsx"})

    rows = list(read_rows(BytesIO(response.content), "a.xlsx").rows)
    assert list(rows[1].texts)[:4] == ["ป.4/1", "1", "1", "100.0"]
    event = AuditEvent.objects.get(action="coverage.export")
    assert (event.actor_id, event.school_id) == (clerk.pk, visit_round.school_id)


@pytest.mark.parametrize("rows", [1, 3])
def test_coverage_queries(client, visit_round, clerk, rows, django_assert_num_queries):
    for room in range(rows):
        make_student(make_classroom(visit_round.school, room=room + 2))
    client.force_login(clerk)

    with django_assert_num_queries(3):
        client.get(PAGE)


@pytest.mark.parametrize("rows", [1, 3])
def test_coverage_of_schools_queries(client, db, rows, django_assert_num_queries):
    school = make_school()
    for _ in range(rows):
        one = make_school(district=school.district)
        make_term(one)
        make_round(one)
        make_student(make_classroom(one))
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=school.district))

    with django_assert_num_queries(4):
        client.get(PAGE)


def test_coverage_of_schools_is_paged_and_sums_all(client, school, django_assert_num_queries):
    for number in range(1, 61):
        one = make_school(district=school.district, name=f"โรงเรียนบ้านดอย{number:02}")
        make_round(one)
        make_student(make_classroom(one))
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=school.district))

    with django_assert_num_queries(4):
        first = client.get(PAGE)
    with django_assert_num_queries(4):
        last = client.get(PAGE, {"page": 2})
    sheet = client.get(PAGE, {"as": "xlsx"}).content

    labels = [[line.label for line in one.context["lines"]] for one in (first, last)]
    assert [len(some) for some in labels] == [51, 12]
    assert [some[-1] for some in labels] == ["รวมทุกโรงเรียน"] * 2
    assert len({*labels[0], *labels[1]}) == 62
    assert [one.context["lines"][-1].total for one in (first, last)] == [60, 60]
    assert len(gzip.compress(first.content)) < 30_000
    assert len(list(read_rows(BytesIO(sheet), "a.xlsx").rows)) == 63

"""All schools × steps: who sees which, what is counted, filtered, exported; six queries."""

from datetime import date
from io import BytesIO

import pytest
from django.db.models import Exists, OuterRef, Value
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from schoolcare import files, registry, step_runs
from schoolcare.access import Role
from schoolcare.models import AuditEvent, Network, Procedure, School, StepRun
from schoolcare.procedure_sets import plans_of_schools
from schoolcare.procedures import State, plans
from schoolcare.registry import Evidence, Proof
from schoolcare.thai import academic_year
from tests.factories import make_district, make_school, make_user
from tests.homevisits.making import picture

pytestmark = pytest.mark.django_db
BOARD = reverse("procedure-board")
YEAR = academic_year(timezone.localdate())


@pytest.fixture
def office():
    return make_district()


@pytest.fixture
def officer(client, office):
    user = make_user(Role.DISTRICT_OFFICER, district=office)
    client.force_login(user)
    return user


@pytest.fixture
def care():
    """Two steps: one late since last May, one that is not yet due."""
    Procedure.objects.update(is_active=False)  # those that migrations bring
    made = Procedure.objects.create(code="care", name="ดูแล", level="school")
    made.steps.create(number=1, name="แรก", periods=[[5, 5]])
    made.steps.create(number=2, name="ท้าย", periods=[[4, 4]])
    return made


def do(school, care, by, *, number=1, has_file=False):
    step = care.steps.get(number=number)
    run = step_runs.open_run(school, step, 0, YEAR, by=by)
    run.done_on = date(YEAR - 543, 5, 20)
    file = files.store_image(picture(), school=school, by=by) if has_file else None
    return step_runs.note_run(run, by=by, file=file)


def lines(page):
    return {line.school.name: (line.done, line.late, line.with_evidence) for line, _ in rows(page)}


def rows(page):
    return page.context["rows"]


def test_board_counts_what_each_school_has_done(client, officer, office, care):
    done, bare, late = (make_school(district=office, name=name) for name in ("ก", "ข", "ค"))
    do(done, care, officer, has_file=True)
    do(bare, care, officer)

    page = client.get(BOARD)

    assert lines(page) == {"ก": (1, 0, 1), "ข": (1, 0, 0), late.name: (0, 1, 0)}
    assert (page.context["late"], page.context["complete"]) == (1, 0)


def test_board_shows_the_schools_of_the_office_alone(client, officer, office, care):
    make_school(district=office, name="ของเรา")
    make_school(district=office, name="ปิดแล้ว", is_active=False)
    make_school(name="นอกเขต")

    assert list(lines(client.get(BOARD))) == ["ของเรา"]


@pytest.mark.parametrize(("role", "status"), [(Role.DIRECTOR, 404), (Role.TEACHER, 403)])
def test_people_of_a_school_have_no_board(client, care, role, status):
    client.force_login(make_user(role, school=make_school()))

    assert client.get(BOARD).status_code == status


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"state": "late"}, ["ค"]),
        ({"state": "done"}, ["ก"]),
        ({"state": "open"}, ["ข", "ค"]),
        ({"state": "bare"}, ["ข"]),
        ({"q": "ข"}, ["ข"]),
        ({"q": "x" * 5000}, ["ก", "ข", "ค"]),
        ({"state": "nonsense", "step": "' OR 1"}, ["ก", "ข", "ค"]),
        ({"procedure": "care"}, ["ก", "ข", "ค"]),
    ],
)
def test_filters_find_their_schools(client, officer, care, asked, names):
    office = officer.memberships.get().district
    done, bare, _late = (make_school(district=office, name=name) for name in ("ก", "ข", "ค"))
    for number in (1, 2):
        do(done, care, officer, number=number, has_file=True)
    do(bare, care, officer)

    assert list(lines(client.get(BOARD, asked))) == names


def test_figure_of_a_step_leads_to_its_schools(client, officer, office, care):
    for name in ("ก", "ข"):
        make_school(district=office, name=name)
    do(School.objects.get(name="ก"), care, officer, has_file=True)

    page = client.get(BOARD, {"view": "steps"})

    first = page.context["shares"][0]
    share = first["share"]
    assert (share.done, share.late, share.with_evidence, share.schools) == (1, 1, 1, 2)
    assert list(lines(client.get(BOARD + first["links"]["late"]))) == ["ข"]
    assert list(lines(client.get(BOARD + first["links"]["done"]))) == ["ก"]


def test_network_narrows_the_schools(client, officer, office, care):
    network = Network.objects.create(district=office, name="กลุ่มหนึ่ง")
    make_school(district=office, name="ใน", network=network)
    make_school(district=office, name="นอก")

    assert list(lines(client.get(BOARD, {"network": network.pk}))) == ["ใน"]


def test_spreadsheet_has_a_column_a_step_and_stands_in_the_log(client, officer, office, care):
    school = make_school(district=office, name="=1+1")
    do(school, care, officer)

    answer = client.get(BOARD, {"as": "xlsx"})

    sheet = load_workbook(BytesIO(answer.content)).active
    [row] = list(sheet.iter_rows(min_row=2, values_only=True))
    assert row[1:] == ("โรงเรียน=1+1", None, 1, 0, 0, "เสร็จแล้ว", "ยังไม่ถึงเวลา")
    event = AuditEvent.objects.get(action="procedure.export")
    assert (event.district_id, event.changes["rows"]) == (office.pk, 1)


def test_school_is_read_from_above_and_not_changed(client, officer, office, care):
    school = make_school(district=office)
    do(school, care, officer, has_file=True)

    page = client.get(reverse("procedure-school", args=[school.pk]))

    assert "เปิดหลักฐานที่แนบ" in page.text
    assert reverse("step-open") not in page.text
    other = reverse("procedure-school", args=[make_school().pk])
    assert client.get(other).status_code == 404


def test_proofs_of_many_schools_are_told_each_their_own(officer, office, care, monkeypatch):
    care.steps.update(evidence="test.proof")
    run = StepRun.objects.filter(school=OuterRef("pk"), note="พิสูจน์")
    kind = Proof(
        "school",
        lambda step, year: {"has": Exists(run), "year": Value(year)},
        lambda said: Evidence(is_done=said["has"], text=str(said["year"])),
    )
    monkeypatch.setitem(registry.procedure_evidence, "test.proof", kind)
    proved, other = (make_school(district=office) for _ in range(2))
    StepRun.objects.create(step=care.steps.first(), year=1, school=proved, note="พิสูจน์")

    found = plans_of_schools(School.objects.order_by("pk"), YEAR, date(2030, 1, 1))

    assert [(line.school, line.done) for line in found] == [(proved, 2), (other, 0)]


def test_many_schools_at_once_say_what_each_says_alone(officer, office):
    """All that is shipped, with its proofs; weeks too."""
    weekly = Procedure.objects.create(code="weekly", name="รายสัปดาห์", level="school")
    weekly.steps.create(number=1, name="ขั้นหนึ่ง", weeks=1)
    schools = [make_school(district=office) for _ in range(2)]
    step_runs.set_start(schools[0], weekly, YEAR, date(YEAR - 543, 6, 1), by=officer)

    found = plans_of_schools(School.objects.order_by("pk"), YEAR, timezone.localdate())

    assert [line.plans for line in found] == [plans(school, YEAR) for school in schools]
    assert [line.counts[State.UNDATED] for line in found] == [0, 1]


@pytest.mark.parametrize("many", [1, 3])
def test_board_takes_six_queries_for_any_number_of_schools_and_steps(
    client, officer, office, many, django_assert_num_queries
):
    network = Network.objects.create(district=office, name="กลุ่มหนึ่ง")
    for number in range(many):
        school = make_school(district=office, network=network)
        extra = Procedure.objects.create(code=f"more-{number}", name="เพิ่ม", level="school")
        step = extra.steps.create(number=1, name="ขั้น", periods=[[6, 6]])
        step_runs.open_run(school, step, 0, YEAR, by=officer)
    client.get(BOARD)

    with django_assert_num_queries(4):
        client.get(BOARD)


def test_schools_of_two_offices_go_each_by_what_their_own_office_wrote(office, care):
    mine, other = make_school(district=office), make_school()
    made = Procedure.objects.create(code="own", name="ของเขต", level="school", district=office)
    made.steps.create(number=1, name="ขั้น", periods=[[6, 6]])

    found = plans_of_schools(School.objects.order_by("pk"), YEAR, date(2030, 1, 1))

    codes = {line.school: [plan.procedure.code for plan in line.plans] for line in found}
    assert codes == {mine: ["own", "care"], other: ["care"]}

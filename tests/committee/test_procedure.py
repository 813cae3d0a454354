"""The office's yearly procedure for boards, and what closes its steps."""

from datetime import date, time

import pytest
from django.urls import reverse

from committee.evidence import MONITORING
from committee.models import BoardNetwork, Confirmation, Meeting
from committee.services import boards
from schoolcare import procedures
from schoolcare.access import Role
from schoolcare.models import Procedure, ProcedureStep
from schoolcare.thai import academic_year
from tests.committee.making import make_board
from tests.committee.monitored import make_report, make_round
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db
TODAY = date.today()
YEAR = academic_year(TODAY)


def plan(office):
    return next(
        one for one in procedures.plans(office, YEAR) if one.procedure.code == "district-board"
    )


def test_five_steps_have_the_months_of_the_handbook():
    office = make_school().district

    months = [(step.due_on.month, step.due_on.year) for step in plan(office).steps]

    year = YEAR - 543
    assert months == [(5, year), (6, year), (8, year), (2, year + 1), (3, year + 1)]


@pytest.mark.parametrize(("certified", "is_done", "share"), [(1, False, "1/2"), (2, True, "2/2")])
def test_certified_registries_close_the_june_step(certified, is_done, share):
    office = make_school(is_active=False).district
    for number in range(2):
        board = make_board(make_school(district=office))
        said = boards.confirm(board, by=make_user(Role.DIRECTOR, school=board.school))
        if number < certified:
            Confirmation.objects.filter(pk=said.pk).update(state=Confirmation.State.CERTIFIED)

    june = plan(office).steps[1]

    assert (june.is_done, june.proof.text) == (is_done, f"รับรองทะเบียนแล้ว {share} โรงเรียน")


def test_all_proofs_of_a_plan_cost_one_query(django_assert_num_queries):
    office = make_school().district

    with django_assert_num_queries(2):  # steps with what was noted, proofs
        plan(office)


def test_office_without_schools_has_proved_nothing():
    office = make_school(is_active=False).district

    assert [step.is_done for step in plan(office).steps] == [False] * 5


def test_every_step_names_what_proves_it():
    names = [step.step.evidence for step in plan(make_school().district).steps]

    kinds = ("circular", "registry", "meeting", "monitoring", "report")
    assert names == [f"committee.{kind}" for kind in kinds]


def test_step_whose_proof_nobody_knows_waits_for_a_note():
    office = make_school().district
    ProcedureStep.objects.filter(number=1).update(evidence="nobody.knows")

    may = plan(office).steps[0]

    assert (may.proof, may.is_done) == (None, False)


@pytest.mark.parametrize(
    ("kind", "held_on", "is_done"),
    [
        ("network", date(YEAR - 543, 8, 20), True),
        ("district", date(YEAR - 542, 5, 15), True),
        ("district", date(YEAR - 542, 5, 16), False),
        ("staff", date(YEAR - 543, 8, 20), False),
    ],
)
def test_meeting_of_the_office_closes_the_august_step(kind, held_on, is_done):
    office = make_school().district
    Meeting.objects.create(
        district=office,
        kind=kind,
        body="กรรมการเขต",
        number=1,
        year=YEAR,
        held_on=held_on,
        starts_at=time(9),
        place="หอประชุม",
        state=Meeting.State.HELD,
        planned_by=make_user(),
    )

    assert plan(office).steps[2].is_done is is_done


@pytest.mark.parametrize(
    ("state", "is_done", "share"), [("draft", False, "1/2"), ("sent", True, "2/2")]
)
def test_reports_of_all_schools_close_the_february_step(state, is_done, share):
    office = make_school(is_active=False).district
    monitoring = make_round(office, year=YEAR)
    make_report(make_school(district=office), monitoring, state="closed")
    make_report(make_school(district=office), monitoring, state=state)

    february = plan(office).steps[3]

    assert (february.is_done, february.proof.text) == (is_done, f"รายงานแล้ว {share} โรงเรียน")


def test_round_of_no_procedure_closes_no_step():
    school = make_school()
    make_report(school, make_round(school.district, year=YEAR, step=None), state="sent")

    assert plan(school.district).steps[3].is_done is False


def test_procedure_of_another_app_is_proved_by_its_own_rounds_alone():
    school = make_school()
    lunch = Procedure.objects.create(code="lunch", name="อาหารกลางวัน", level="district")
    step = lunch.steps.create(number=1, name="ติดตาม", periods=[[9, 9]], evidence=MONITORING)
    make_report(school, make_round(school.district, year=YEAR, step=step), state="sent")

    found = {one.procedure.code: one for one in procedures.plans(school.district, YEAR)}

    assert [one.is_done for one in found["lunch"].steps] == [True]
    assert found["district-board"].steps[3].is_done is False


@pytest.mark.parametrize(
    ("founded_on", "is_active", "is_done"),
    [
        (date(YEAR - 543, 8, 3), True, True),
        (date(YEAR - 543, 8, 3), False, False),
        (date(YEAR - 543, 5, 15), True, False),
        (None, True, False),
    ],
)
def test_network_founded_in_the_year_closes_the_august_step(founded_on, is_active, is_done):
    office = make_school().district
    facts = {"founded_on": founded_on, "is_active": is_active}
    BoardNetwork.objects.create(district=office, name="เครือข่าย", **facts)

    august = plan(office).steps[2]

    words = "ตั้งเครือข่ายแล้ว 1 เครือข่าย" if is_done else "ยังไม่มีการประชุมหรือเครือข่ายใหม่ในระบบ"
    page = "network-list" if is_done else "meeting-list"
    assert (august.is_done, august.proof.text) == (is_done, words)
    assert august.proof.url == reverse(f"committee:{page}")


def test_offices_prove_each_their_own_steps():
    certified, other = (make_board(make_school()) for _ in range(2))
    said = boards.confirm(certified, by=make_user(Role.DIRECTOR, school=certified.school))
    Confirmation.objects.filter(pk=said.pk).update(state=Confirmation.State.CERTIFIED)

    done = [plan(one.school.district).steps[1].is_done for one in (certified, other)]

    assert done == [True, False]


@pytest.mark.parametrize("name", ["circular-create", "monitoring-create"])
def test_step_that_another_office_wrote_is_not_offered(client, name):
    office = make_district()
    for place, code in ((office, "ours"), (make_district(), "theirs")):
        made = Procedure.objects.create(code=code, name=code, level="district", district=place)
        for number, evidence in enumerate(("committee.circular", "committee.monitoring"), start=1):
            made.steps.create(number=number, name="ขั้น", evidence=evidence)
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=office))

    offered = client.get(reverse(f"committee:{name}")).context["form"].fields["step"].queryset

    codes = set(offered.values_list("procedure__code", flat=True))
    assert ("ours" in codes, "theirs" in codes) == (True, False)

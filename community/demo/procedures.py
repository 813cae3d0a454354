"""Demo steps of the year: done with a file, done without, one late; an office's weeks begun."""

from datetime import date, timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from schoolcare import files, procedures, step_runs
from schoolcare.access import Role
from schoolcare.demo import DemoPlan
from schoolcare.models import Procedure, ProcedureStep, School, StepRun, StoredFile, User
from schoolcare.procedures import Planned
from schoolcare.step_days import period_dates

CARE = "school-care"
WEEKS = "district-scholarship"
DONE = {  # by the number of the step: how many days before it was due, what came of it, a file
    1: (12, "ศึกษาโครงสร้างเดิมและภาระงานครบทุกงาน", True),
    2: (6, "จัดทำแผนภูมิโครงสร้างแล้ว", True),
    3: (2, "เสนอแต่งตั้งผู้รับผิดชอบ 14 คน", False),
    4: (-9, "จัดทำ 3 โครงการ เสร็จช้าเพราะรอจัดสรรงบประมาณ", True),
}  # 5 stays open: late since the end of April


def fill(plan: DemoPlan) -> None:
    """Of the largest demo school and the office above it; in scale data some of every school."""
    if plan.is_scale:
        _many(plan)
        return
    schools = [school for school, its in plan.made if not its.is_small]
    for school in schools[:1]:
        _care(school, plan.year)
        _weeks(school, plan.year, plan.today)


def _many(plan: DemoPlan) -> None:
    """The planning steps of the care procedure, as far as each school has come."""
    steps = list(ProcedureStep.objects.filter(procedure__code=CARE, precedes_year=True))
    done_on = period_dates(plan.year, 3, 3, precedes=True)[1]
    facts = {"year": plan.year, "done_on": done_on, "note": "ดำเนินการแล้ว"}
    StepRun.objects.bulk_create(
        StepRun(step=step, school=school, **facts)
        for school, _its in plan.made
        for step in steps[: plan.draw.randint(0, len(steps))]
    )


def _care(school: School, year: int) -> None:
    by = _first(school=school, role=Role.CARE_HEAD)
    if by is None:
        return
    plans = procedures.plans(school, year)
    steps = [one for found in plans if found.procedure.code == CARE for one in found.steps]
    for planned in steps:
        if planned.step.number in DONE and planned.run is None:
            _note(school, planned, by)


def _note(school: School, planned: Planned, by: User) -> None:
    days, note, has_file = DONE[planned.step.number]
    run = step_runs.open_run(school, planned.step, planned.period, planned.year, by=by)
    assert planned.due_on  # noqa: S101 -- it is a step of months
    run.done_on, run.note = planned.due_on - timedelta(days=days), note
    step_runs.note_run(run, by=by, file=_sheet(school, by) if has_file else None)


def _sheet(school: School, by: User) -> StoredFile:
    """A page that looks like a scan; it names nobody."""
    page = Image.new("RGB", (620, 877), "white")
    draw = ImageDraw.Draw(page)
    for line in range(14):
        draw.line((80, 160 + 44 * line, 540 - 37 * (line % 3), 160 + 44 * line), "gray", 3)
    out = BytesIO()
    page.save(out, "JPEG")
    return files.store_scan(ContentFile(out.getvalue(), "scan.jpg"), school=school, by=by)


def _weeks(school: School, year: int, today: date) -> None:
    """The office's round began three weeks ago: two steps are due."""
    office = school.district
    by = _first(district=office, role=Role.DISTRICT_OFFICER)
    procedure = Procedure.objects.filter(code=WEEKS, is_active=True).first()
    if by is None or procedure is None or procedure.starts.filter(district=office).exists():
        return
    step_runs.set_start(office, procedure, year, today - timedelta(days=22), by=by)
    [plan] = [one for one in procedures.plans(office, year) if one.procedure == procedure]
    first = plan.steps[0]
    run = step_runs.open_run(office, first.step, 0, year, by=by)
    run.done_on, run.note = today - timedelta(days=16), "ส่งหนังสือแจ้งแนวปฏิบัติแล้ว"
    step_runs.note_run(run, by=by)


def _first(**membership: object) -> User | None:
    """The first who holds a role at a place."""
    asked = {f"memberships__{name}": value for name, value in membership.items()}
    return User.objects.filter(**asked).order_by("pk").first()

"""The year of procedures as people play it: weeks begun, a step done with evidence, a late one."""

import pytest
from django.utils import timezone

from schoolcare.access import Role
from schoolcare.models import ProcedureStart, StepRun
from schoolcare.thai import academic_year
from tests.factories import make_school, make_term, make_user
from tests.homevisits.making import picture
from tests.windows import PASSWORD, PC, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def school():
    school = make_school(name="บ้านห้วยน้ำริน")
    make_term(school)
    people = [
        make_user(Role.DISTRICT_OFFICER, district=school.district, username="officer"),
        make_user(Role.CARE_HEAD, school=school, username="carehead"),
        make_user(Role.DIRECTOR, school=school, username="director"),
    ]
    for person in people:
        person.set_password(PASSWORD)
        person.save()
    return school


def note_first_step(care_head) -> None:
    """The first step that is open: its result, today, with a scan."""
    care_head.go("procedure-list")
    care_head.press("บันทึกผล ขั้นที่ 1 มีนาคม")
    care_head.shows("ศึกษาโครงสร้างงานบริหารกิจการนักเรียน")
    today = timezone.localdate()
    care_head.fill(done_on=f"{today.day}/{today.month}/{today.year + 543}", note="ศึกษาครบแล้ว")
    scan = {"name": "scan.jpg", "mimeType": "image/jpeg", "buffer": picture().read()}
    care_head.page.locator('input[name="proof"]').set_input_files(scan)
    care_head.press("บันทึก")
    care_head.shows("ศึกษาครบแล้ว")
    care_head.shot("procedure-noted")


def look_from_above(officer, school) -> None:
    """The office begins its own weeks, then reads what the school has done."""
    year = academic_year(timezone.localdate())
    officer.go("procedure-list")
    officer.follow("กำหนดวันเริ่ม")
    officer.fill(starts_on=f"1/12/{year}")
    officer.press("บันทึก")
    officer.shows(f"เริ่มดำเนินการ 1 ธ.ค. {year}")
    assert ProcedureStart.objects.get().district == school.district
    officer.follow("ทุกโรงเรียน")
    officer.follow("บ้านห้วยน้ำริน")
    officer.shows("ศึกษาครบแล้ว")
    officer.shot("procedure-school")


def test_year_of_procedures(log_in, school):
    care_head, director = log_in("carehead", PC), log_in("director", PHONE)
    note_first_step(care_head)
    run = StepRun.objects.get()
    assert (run.done_by.username, run.year) == ("carehead", academic_year(timezone.localdate()))
    assert run.file_id

    director.go("home")
    director.follow("ขั้นตอนประจำปีที่เลยกำหนด")
    director.shows("เลยกำหนด")
    director.shot("procedure-late")
    year = {"school": school.code, "year": run.year}
    for paper in ("work-plan", "procedure-report", "procedure-manual"):
        assert director.pdf(paper, **year).startswith(b"%PDF")
    look_from_above(log_in("officer", PC), school)

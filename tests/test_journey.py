"""The main job as its people do it: a visit logged on a phone, approved, printed."""

from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from homevisits.models import HomeVisit, Status
from schoolcare import worker
from schoolcare.access import Role
from schoolcare.models import AuditEvent, Job
from tests.factories import (
    make_adviser,
    make_classroom,
    make_guardian,
    make_school,
    make_student,
    make_term,
    make_user,
)
from tests.homevisits.making import make_round
from tests.windows import PASSWORD, PC, PHONE, shot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast():
    """A school with a class, its adviser, the head of the care work and the director."""
    school = make_school(name="บ้านห้วยน้ำริน")
    make_term(school)
    room = make_classroom(school)
    people = {
        "adviser": make_adviser(room, username="adviser", first_name="วรัญญา"),
        "head": make_user(Role.CARE_HEAD, school=school, username="head"),
        "director": make_user(Role.DIRECTOR, school=school, username="director"),
    }
    for person in people.values():
        person.set_password(PASSWORD)
        person.save()
    pupil = make_student(room, first_name="น้ำผึ้ง", last_name="ศรีสุขใจ", title="เด็กหญิง", sex="F")
    make_guardian(pupil, "ยาย", phone="0812345678")
    make_round(school)
    return people | {"pupil": pupil, "room": room}


def picture(color: str) -> dict:
    buffer = BytesIO()
    Image.new("RGB", (1200, 900), color).save(buffer, "JPEG")
    return {"name": f"{color}.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def pick(page, name: str, value: str) -> None:
    page.locator(f'input[name="{name}"][value="{value}"]').check()


def forward(page) -> None:
    with page.expect_navigation():
        page.locator('.actbar button[value="next"]').click()


def sign(page) -> None:
    """A line drawn with the finger in the guardian's place."""
    place = page.locator("#i-guardian_signature canvas")
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 20):
        page.mouse.move(box["x"] + 30 + step * 8, box["y"] + 60 - (step % 5) * 8)
    page.mouse.up()


def log_visit(page) -> None:
    """The eight steps of the OBEC form, with what the paper asks for and nothing else."""
    page.get_by_role("link", name="เยี่ยมบ้าน").last.click()
    shot(page, "visits-phone")
    page.get_by_role("button", name="เริ่ม").click()
    pick(page, "mode", "home")
    page.locator('[name="informant"]').select_option("yai")
    shot(page, "step-visit-phone")
    forward(page)
    forward(page)
    page.locator('input[name="household_count"]').fill("๕")
    forward(page)
    pick(page, "tenure", "own")
    shot(page, "step-housing-phone")
    for _ in range(4):
        forward(page)
    for kind, color in (("outside", "green"), ("inside", "brown")):
        upload = page.locator(f'input[type=file][data-send-kind*="{kind}"]')
        with page.expect_response(lambda answer: "/photos/" in answer.url):
            upload.set_input_files(picture(color))
    sign(page)
    shot(page, "step-evidence-phone")
    forward(page)
    shot(page, "summary-phone")
    page.get_by_role("button", name="ส่งให้ตรวจ").click()
    page.wait_for_load_state()


def approve(page, live_server, visit: HomeVisit) -> None:
    page.goto(live_server.url + reverse("homevisits:visit-detail", args=[visit.pk]))
    shot(page, "review-pc")
    page.get_by_role("button", name="ครบถ้วน").click()
    page.wait_for_load_state()


def print_pack(page, live_server, classroom) -> bytes:
    """Ask for the class pack, let a worker make it, fetch it."""
    address = reverse("document-print", args=["homevisit-class"])
    page.goto(f"{live_server.url}{address}?classroom={classroom.pk}")
    shot(page, "pack-pc")
    page.get_by_role("button", name="พิมพ์ PDF").click()
    page.wait_for_url("**/jobs/**")
    worker.work_off()
    page.reload()
    shot(page, "job-pc")
    with page.expect_download() as download:
        page.get_by_role("link", name="ดาวน์โหลด").click()
    return download.value.path().read_bytes()


def test_visit_is_logged_approved_and_printed(log_in, live_server, cast):
    log_visit(log_in("adviser", PHONE).page)
    visit = HomeVisit.objects.get(student=cast["pupil"])
    assert visit.status == Status.SUBMITTED
    assert visit.answers["household_count"] == "5"
    assert [photo.kind for photo in visit.photos.all()] == ["outside", "inside"]
    assert visit.signatures.get(signer="guardian").file is not None

    approve(log_in("head", PC).page, live_server, visit)
    visit.refresh_from_db()
    assert (visit.status, visit.reviewed_by) == (Status.APPROVED, cast["head"])

    data = print_pack(log_in("director", PC).page, live_server, cast["room"])
    assert data.startswith(b"%PDF")
    assert Job.objects.get().state == Job.State.DONE
    assert AuditEvent.objects.filter(action="job.download", actor_id=cast["director"].pk).exists()

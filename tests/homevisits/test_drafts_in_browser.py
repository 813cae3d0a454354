"""Nothing typed on a phone is lost: no signal, back, a reload, a session that ended."""

import pytest
from django.urls import reverse

from homevisits.models import HomeVisit
from homevisits.services import photos
from schoolcare.models import Session
from tests.factories import make_student
from tests.homevisits.making import make_draft, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TYPED = "จะมารับลูกทุกวันอังคาร"
BAD = "rgb(168, 30, 30)"


@pytest.fixture
def log_in(page, live_server, client, teacher):
    def log_in():
        client.force_login(teacher)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        page.context.add_cookies([cookie | {"url": live_server.url}])

    return log_in


@pytest.fixture
def step(page, live_server, log_in, classroom, teacher):
    """A phone at the step of agreements."""
    visit = make_draft(make_student(classroom), teacher)
    log_in()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(live_server.url + reverse("homevisits:visit-step", args=[visit.pk, "agreement"]))
    yield page
    # A request under way would write into tables that are being emptied.
    page.wait_for_load_state("networkidle")


def test_first_step_asks_what_the_kind_of_visit_needs(step):
    step.goto(step.url.replace("agreement", "visit"))
    reason, informant = step.locator("#i-reason"), step.locator("#i-informant")
    assert (reason.is_visible(), informant.is_visible()) == (False, True)

    step.locator('.tile:has([name="mode"][value="none"])').click()

    assert (reason.is_visible(), informant.is_visible()) == (True, False)
    step.get_by_text("บันทึกร่างแล้ว").wait_for()


def field(page):
    return page.locator("[name=agreed_guardian]")


def wait_for_text(page):
    wanted = "text => document.querySelector('[name=agreed_guardian]')?.value === text"
    page.wait_for_function(wanted, arg=TYPED)


def stored():
    return HomeVisit.objects.get().answers.get("agreed_guardian")


def test_typed_without_signal_is_sent_when_it_is_back(step):
    step.context.set_offline(True)
    field(step).fill(TYPED)
    step.get_by_text("ยังไม่ได้ส่ง รอสัญญาณ").wait_for()
    assert stored() is None

    step.context.set_offline(False)
    step.get_by_text("บันทึกร่างแล้ว").wait_for()
    assert stored() == TYPED


def test_typed_and_left_by_the_back_button_is_kept(step, live_server):
    step.goto(live_server.url + reverse("homevisits:visit-list"))
    step.go_back()
    field(step).fill(TYPED)
    step.go_forward()
    step.go_back()

    wait_for_text(step)


def test_typed_is_there_after_a_reload(step):
    field(step).fill(TYPED)
    step.reload()

    wait_for_text(step)


def test_typed_survives_a_session_that_ended(step, log_in):
    Session.objects.all().delete()
    field(step).fill(TYPED)
    step.get_by_text("หมดเวลาใช้งานแล้ว").wait_for()
    assert stored() is None

    log_in()
    step.reload()
    wait_for_text(step)
    step.reload()  # whatever was still on its way has arrived
    wait_for_text(step)
    assert stored() == TYPED


def border(page, name):
    found = page.locator(f"#i-photos-inside {name}").first
    return found.evaluate("one => getComputedStyle(one).borderTopColor")


def test_thirteenth_photo_of_a_visit_is_not_sent(page, live_server, log_in, classroom, teacher):
    visit = make_draft(make_student(classroom), teacher)
    some = [picture((20 * shade, 0, 0)) for shade in range(11)]
    photos.add_photos(visit, some, kind="outside", by=teacher)
    log_in()
    page.goto(live_server.url + reverse("homevisits:visit-step", args=[visit.pk, "evidence"]))
    files = [
        {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": picture(colour).read()}
        for colour in ("white", "blue")
    ]

    page.locator("[name=photo_inside]").set_input_files(files)

    page.locator("#i-photos-inside li select").wait_for()
    assert page.locator("#i-photos-inside li select").count() == 1
    assert page.locator("#i-photos-inside [data-photos-note]").is_visible()
    add, *others = [border(page, name) for name in (".addphoto", "select", "[name^='caption.']")]
    assert add == BAD
    assert BAD not in others
    page.locator("#i-photos-inside [name^='caption.']").fill("ครัว")
    page.get_by_text("บันทึกร่างแล้ว").wait_for()
    assert list(visit.photos.filter(kind="inside").values_list("caption", flat=True)) == ["ครัว"]
    assert visit.photos.count() == 12

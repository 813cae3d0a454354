"""The scripts of static/js in a real browser, against a server that is played here."""

import io
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import RequestFactory
from PIL import Image

pytestmark = pytest.mark.browser

HOST = "https://schoolcare.test"
STATIC = Path(settings.BASE_DIR) / "static"
HTML = "text/html; charset=utf-8"
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)
PAGE = """<!doctype html><html lang="th"><head><title>แบบ</title>
<link rel="stylesheet" href="/static/vendor/bootstrap-5.3.8/bootstrap.min.css">
<link rel="stylesheet" href="/static/css/site.css">
{% for script in scripts %}<script src="/static/js/{{ script }}.js" defer></script>{% endfor %}
</head><body data-login="/account/login/" data-user="7"><main class="main">
{% include "components/stephead.html" with name="ด.ญ.แก้ว" number=1 exit_url="/" %}
<form method="post" action="/next/" id="visit-1-house" data-autosave="/save/">
<input type="hidden" name="csrfmiddlewaretoken" value="token">
<input type="hidden" name="version" value="{{ version }}">
<label for="note">บันทึก</label><textarea id="note" name="note">{{ note }}</textarea>
<label><input type="checkbox" name="tick" value="a">ก</label>
<fieldset>
{% include "components/photos.html" with name="photos" upload_url="/photo/" max=2 %}
</fieldset>
{% include "components/signature.html" with legend="ลายมือชื่อ" name="signed" %}
<div><button type="button" data-locate data-lat="lat" data-lng="lng" hidden>ใช้ตำแหน่งนี้</button>
<span data-locate-state></span><input id="lat" name="lat" aria-label="ละติจูด">
<input id="lng" name="lng" aria-label="ลองจิจูด"></div>
<button class="btn btn-primary" type="submit">บันทึกและไปต่อ</button>
<a id="map" href="geo:19.9,99.8?q=19.9,99.8">แผนที่</a>
<a href="/gone/" class="btn btn-danger" data-confirm="ลบแบบนี้?" data-confirm-no="ไม่ลบ">ลบ</a>
</form></main></body></html>"""


class Played:
    """A server of one form: what it holds, how it answers, what it was sent."""

    def __init__(self) -> None:
        self.version, self.note, self.answer = 1, "", 200
        self.saves: list[dict[str, list[str]]] = []
        self.photos: list[bytes] = []
        self.posts: list[str] = []

    def handle(self, route) -> None:
        request = route.request
        path = urlsplit(request.url).path
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            kind = TYPES.get(file.suffix, "font/woff2")
            route.fulfill(body=file.read_bytes(), content_type=kind)
        elif path == "/save/":
            self.save(route)
        elif path == "/photo/":
            self.photos.append(request.post_data_buffer)
            self.photo(route)
        elif request.method == "POST":
            self.posts.append(path)
            route.fulfill(body="ต่อไป", content_type=HTML)
        else:
            headers = {"Content-Security-Policy": CSP}
            route.fulfill(
                body=self.page(), content_type="text/html; charset=utf-8", headers=headers
            )

    def save(self, route) -> None:
        assert route.request.headers["x-autosave"] == "1"
        if self.answer != 200:
            route.fulfill(status=self.answer, json={"url": "/compare/"})
            return
        sent = parse_qs(route.request.post_data, keep_blank_values=True)
        self.saves.append(sent)
        self.note, self.version = sent["note"][0], self.version + 1
        route.fulfill(json={"saved_at": "14:32", "version": self.version})

    def photo(self, route) -> None:
        if self.answer != 200:
            route.fulfill(status=400, json={"error": "ไฟล์นี้ไม่ใช่รูปภาพ"})
            return
        photo = {"url": "/static/img/favicon.svg", "alt": "รูป", "caption": "นอกบ้าน"}
        html = Template('{% include "components/photo.html" %}').render(
            Context({"photo": photo | {"delete_url": ""}})
        )
        route.fulfill(body=html, content_type=HTML)

    def page(self) -> str:
        context = {
            "version": self.version,
            "note": self.note,
            "steps": [{"state": "now"}, {"state": ""}],
            "scripts": ["site", "confirm", "autosave", "photos", "signature", "locate"],
            "request": RequestFactory().get("/"),
        }
        return Template(PAGE).render(Context(context))


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {
        "viewport": {"width": 360, "height": 740},
        "geolocation": {"latitude": 18.79, "longitude": 98.98, "accuracy": 12},
        "permissions": ["geolocation"],
    }


@pytest.fixture
def server(page):
    played = Played()
    refused = []
    page.on("console", lambda line: refused.append(line.text) if "Security" in line.text else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    page.route(f"{HOST}/**", played.handle)
    page.goto(f"{HOST}/form/")
    yield played
    assert refused == []


def says(page, words: str) -> None:
    page.locator(".saved .t", has_text=words).wait_for(timeout=5000)


def drafts(page) -> list[str]:
    keys = page.evaluate("() => Object.keys(sessionStorage)")
    return [key for key in keys if key.startswith("draft:")]


def picture(size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG")
    return out.getvalue()


def choose(page, *files: bytes) -> None:
    chosen = [
        {"name": f"{at}.jpg", "mimeType": "image/jpeg", "buffer": file}
        for at, file in enumerate(files)
    ]
    page.set_input_files("input[type=file]", chosen)


def test_autosave_sends_after_a_pause_and_forgets(page, server):
    page.fill("#note", "น้ำท่วม")
    assert drafts(page) == ["draft:7:visit-1-house:1"]

    says(page, "บันทึกร่างแล้ว 14:32 น.")

    assert [save["note"] for save in server.saves] == [["น้ำท่วม"]]
    assert page.input_value("[name=version]") == "2"
    assert drafts(page) == []


def test_autosave_without_network_waits_and_sends_later(page, server):
    page.route(f"{HOST}/save/", lambda route: route.abort("internetdisconnected"))
    page.fill("#note", "ฝนตก")
    says(page, "ยังไม่ได้ส่ง รอสัญญาณ")

    page.unroute(f"{HOST}/save/")
    page.evaluate("() => window.dispatchEvent(new Event('online'))")

    says(page, "บันทึกร่างแล้ว")
    assert server.note == "ฝนตก"


def test_autosave_after_the_session_is_over_keeps_what_was_typed(page, server):
    server.answer = 401
    page.fill("#note", "หมดเวลา")
    page.locator("#autosave-note a", has_text="เข้าสู่ระบบใหม่").wait_for()
    assert page.get_attribute("#autosave-note a", "target") == "_blank"

    page.reload()
    page.wait_for_function("() => document.querySelector('#note').value !== ''")

    assert page.input_value("#note") == "หมดเวลา"
    server.answer = 200
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    says(page, "บันทึกร่างแล้ว")
    assert server.note == "หมดเวลา"


def test_autosave_over_a_newer_save_writes_nothing_and_shows_both(page, server):
    server.answer = 409
    page.fill("#note", "ชนกัน")

    page.locator("#autosave-note a", has_text="เทียบสองฉบับ").wait_for()

    assert page.get_attribute("#autosave-note a", "href") == "/compare/"
    assert server.saves == []


def test_autosave_of_an_older_version_asks_before_it_fills(page, server):
    server.answer = 409
    page.fill("#note", "ของเดิม")
    page.locator("#autosave-note").wait_for()
    server.answer, server.version, server.note = 200, 5, "ของใหม่"

    page.reload()
    page.get_by_role("button", name="ใช้ของที่บันทึกแล้ว").click()

    assert page.input_value("#note") == "ของใหม่"
    assert drafts(page) == []


def test_drafts_of_another_person_are_removed(page, server):
    page.evaluate("() => sessionStorage.setItem('draft:8:visit-9-house:1', '[]')")

    page.reload()

    assert drafts(page) == []


def test_photos_are_scaled_and_take_their_place(page, server):
    choose(page, picture((4000, 3000)))
    page.locator(".photos figcaption", has_text="นอกบ้าน").wait_for()

    body = server.photos[0]
    sent = Image.open(io.BytesIO(body[body.index(b"\xff\xd8") :]))

    assert sent.size == (1600, 1200)
    assert page.locator("[data-photos-note]").is_hidden()


def test_photos_over_the_limit_are_not_sent_and_said(page, server):
    choose(page, *[picture((40, 30))] * 3)
    page.locator(".photos figcaption", has_text="นอกบ้าน").nth(1).wait_for()

    assert len(server.photos) == 2
    assert page.locator("[data-photos-note]").is_visible()


def test_photo_refused_takes_no_place_of_another(page, server):
    server.answer = 400
    choose(page, picture((40, 30)))
    page.get_by_text("ไฟล์นี้ไม่ใช่รูปภาพ").wait_for()

    server.answer = 200
    choose(page, picture((40, 30)), picture((30, 40)))

    page.locator(".photos figcaption", has_text="นอกบ้าน").nth(1).wait_for()
    assert page.locator("[data-photos-note]").is_hidden()


def test_photo_that_is_see_through_is_sent_on_white(page, server):
    out = io.BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(out, "PNG")
    choose(page, out.getvalue())
    page.locator(".photos figcaption", has_text="นอกบ้าน").wait_for()

    body = server.photos[0]
    sent = Image.open(io.BytesIO(body[body.index(b"\xff\xd8") :]))

    assert sent.convert("L").getextrema() == (255, 255)


def test_photo_refused_says_why_and_can_be_tried_again(page, server):
    server.answer = 400
    choose(page, picture((40, 30)))
    page.get_by_text("ไฟล์นี้ไม่ใช่รูปภาพ").wait_for()

    server.answer = 200
    page.get_by_role("button", name="ลองใหม่").click()

    page.locator(".photos figcaption", has_text="นอกบ้าน").wait_for()
    assert page.locator(".photos progress").count() == 0


def test_signature_is_drawn_kept_and_cleared(page, server):
    value = "() => document.querySelector('[name=signed]').value"
    page.locator(".sign canvas").scroll_into_view_if_needed()
    box = page.locator(".sign canvas").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 90, steps=8)
    page.mouse.up()
    drawn = page.evaluate(value)

    page.get_by_role("button", name="ล้างและเซ็นใหม่").click()

    assert drawn.startswith("data:image/png;base64,")
    assert page.evaluate(value) == ""


def test_locate_fills_the_fields(page, server):
    page.get_by_role("button", name="ใช้ตำแหน่งนี้").click()
    page.get_by_text("ได้ตำแหน่งแล้ว คลาดเคลื่อนไม่เกิน 12 เมตร").wait_for()

    assert (page.input_value("#lat"), page.input_value("#lng")) == ("18.790000", "98.980000")


def test_double_tap_sends_once(page, server):
    page.evaluate(
        "() => { const form = document.querySelector('form'); form.requestSubmit(); "
        "form.requestSubmit(); }"
    )
    page.get_by_text("ต่อไป").wait_for()

    assert server.posts == ["/next/"]


def test_confirm_asks_with_the_verb_of_the_link(page, server):
    page.get_by_role("link", name="ลบ").click()
    dialog = page.get_by_role("dialog", name="ลบแบบนี้?")
    dialog.get_by_role("button", name="ไม่ลบ").click()
    assert server.posts == []

    page.get_by_role("link", name="ลบ").click()
    dialog.get_by_role("button", name="ลบ", exact=True).click()

    page.get_by_text("ต่อไป").wait_for()
    assert server.posts == ["/gone/"]


@pytest.mark.parametrize(
    ("device", "opened"),
    [
        ("(Linux; Android 14)", "geo:19.9,99.8?q=19.9,99.8"),
        ("(iPhone; CPU iPhone OS 17_0 like Mac OS X)", "maps:?q=19.9,99.8"),
    ],
)
def test_map_opens_in_the_program_of_the_device(browser, device, opened):
    with browser.new_context(user_agent=f"Mozilla/5.0 {device}") as context:
        page = context.new_page()
        page.route(f"{HOST}/**", Played().handle)
        page.goto(f"{HOST}/form/")
        assert page.locator("#map").get_attribute("href") == opened

"""Screens in a real browser: accessible, no sideways scroll, nothing against the content policy."""

import re

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import path, reverse

from schoolcare import urls
from schoolcare.screens import gallery

pytestmark = [pytest.mark.browser, pytest.mark.urls(__name__)]
urlpatterns = [path("components/", gallery.gallery), *urls.urlpatterns]

PHONE = {"width": 360, "height": 740}
PC = {"width": 1280, "height": 800}
# Rows half under a sticky bar count as small targets: axe looks at a window without scroll.
TALL = 6000
PAGES = ["/", "/components/", "/accounts/password/change/"]


@pytest.fixture
def screen(page, live_server, client, director):
    """The page of a director who is logged in, and what the browser complained about."""
    client.force_login(director)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([cookie | {"url": live_server.url}])
    page.complaints = []
    page.on("console", lambda line: page.complaints.append(line.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    assert [text for text in page.complaints if "Security Policy" in text] == []


def violations(page) -> list[str]:
    return [
        f"{one['id']}: {one['nodes'][0]['html']}" for one in Axe().run(page).response["violations"]
    ]


def is_wider_than_the_window(page) -> bool:
    return page.evaluate("() => document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("address", PAGES)
def test_screen_is_accessible_and_fits(screen, live_server, address):
    for size in (PHONE, PC):
        screen.set_viewport_size(size)
        assert screen.goto(live_server.url + address).status == 200
        assert not is_wider_than_the_window(screen)

        screen.set_viewport_size(size | {"height": TALL})
        assert violations(screen) == []


def test_login_is_accessible_and_fits(page, live_server, db):
    for size in (PHONE, PC):
        page.set_viewport_size(size)
        page.goto(live_server.url + reverse("account_login"))

        assert not is_wider_than_the_window(page)
        assert violations(page) == []


def test_menu_of_a_phone_opens_and_closes_without_script(browser, live_server, client, director):
    client.force_login(director)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    context.add_cookies([cookie | {"url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url)
    assert page.locator("#menu").is_hidden()

    page.get_by_role("link", name="เมนู", exact=True).click()
    assert page.locator("#menu").is_visible()

    page.get_by_role("link", name="ปิดเมนู").click()
    assert page.locator("#menu").is_hidden()
    context.close()


def test_switcher_changes_the_time_worked_in(screen, live_server):
    screen.set_viewport_size(PHONE)
    screen.goto(live_server.url)
    screen.locator(".switch summary").click()
    time = screen.locator("#switch-when option").last.inner_text()

    screen.select_option("#switch-when", label=time)
    screen.get_by_role("button", name="เปลี่ยน", exact=True).click()

    screen.locator(".who", has_text=time).first.wait_for()


def test_first_load_transfers_under_150_kb(client, db):
    """As whitenoise or nginx send it: text by brotli, fonts as they are; the page with it."""
    html = client.get(reverse("account_login")).content
    files = set(re.findall(r"/static/([^\"#]+)", html.decode()))
    read = {file: (settings.BASE_DIR / "static" / file).read_bytes() for file in files}
    sizes = {
        file: len(data) if file.endswith("woff2") else len(brotli.compress(data))
        for file, data in read.items()
    }

    assert {"img/icons.svg", "css/site.css", "js/site.js"} < files
    assert sum(sizes.values()) + len(brotli.compress(html)) < 115_000

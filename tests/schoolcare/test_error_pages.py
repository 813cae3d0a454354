"""Pages for when something broke: in Thai, and standing without what broke."""

import pytest
from django.core.files.storage import Storage
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from schoolcare import context, registry

STANDING_ALONE = {
    "400.html": "เปิดหน้านี้ไม่ได้",
    "403_csrf.html": "หน้านี้เปิดทิ้งไว้นานเกินไป",
    "500.html": "ระบบขัดข้อง",
}


class NoStaticFiles(Storage):
    def url(self, name):
        raise ValueError("Missing staticfiles manifest entry")


@pytest.fixture
def browser(director):
    """Shows error pages as people see them."""
    client = Client(raise_request_exception=False)
    client.force_login(director)
    return client


def fail(*args):
    raise OperationalError("the connection to 10.0.0.5 was lost")


@pytest.mark.parametrize("name", STANDING_ALONE)
def test_page_needs_neither_database_nor_static_files(settings, name):
    backend = {"BACKEND": f"{__name__}.NoStaticFiles"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": backend}

    assert f'<h1 class="mb-2">{STANDING_ALONE[name]}</h1>' in render_to_string(name)


def test_broken_view_answers_in_words(browser, monkeypatch):
    monkeypatch.setattr(registry, "home_cards", [fail])

    response = browser.get("/")

    assert response.status_code == 500
    assert "ข้อมูลที่บันทึกไปก่อนหน้านี้ยังอยู่ครบ" in response.content.decode()
    assert "10.0.0.5" not in response.content.decode()


@pytest.mark.parametrize("address", ["/", "/no-such-page/"])
def test_broken_frame_of_every_page_still_answers_in_words(browser, monkeypatch, address):
    monkeypatch.setattr(context, "menu_of", fail)

    response = browser.get(address)

    assert response.status_code == 500
    assert "ระบบขัดข้อง" in response.content.decode()


def test_unknown_address_is_a_page_with_the_way_home(browser):
    response = browser.get("/no-such-page/")

    assert response.status_code == 404
    assert "ไม่มีหน้านี้ หรือไม่ได้อยู่ในโรงเรียนหรือห้องของคุณ" in response.content.decode()


def test_form_of_an_old_page_says_so(director):
    client = Client(enforce_csrf_checks=True)
    client.force_login(director)

    response = client.post(reverse("workplace-switch"))

    assert response.status_code == 403
    assert STANDING_ALONE["403_csrf.html"] in response.content.decode()


def test_foreign_host_name_is_refused_in_words(browser):
    response = browser.get("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert STANDING_ALONE["400.html"] in response.content.decode()


def test_favicon_leads_to_the_icon_without_log_in(client):
    response = client.get("/favicon.ico")

    assert (response.status_code, response.url) == (302, "/static/img/favicon.svg")
    assert response["Cache-Control"] == "max-age=86400"

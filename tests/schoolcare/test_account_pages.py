"""Log-in, passwords, second factor and error pages: our words, nothing left in English."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from schoolcare.context import DEMO_PASSWORD
from schoolcare.models import User

PASSWORD = "ครูวรัญญา-2569"


@pytest.fixture
def person(db):
    return User.objects.create_user(
        "waranya", "waranya@school.example", PASSWORD, first_name="วรัญญา", last_name="ใจเย็น"
    )


def words(response) -> str:
    """What a person reads of a page, without its markup."""
    body = re.sub(r"<head>.*?</head>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return " ".join(body.split())


def log_in(client, login: str, password: str):
    return client.post(reverse("account_login"), {"login": login, "password": password})


@pytest.mark.parametrize("login", ["waranya", "waranya@school.example"])
def test_login_by_name_or_email(client, person, login):
    response = log_in(client, login, PASSWORD)

    assert (response.status_code, response.url) == (302, reverse("home"))


def test_login_wrong_password_says_so_above_the_form(client, person):
    response = log_in(client, "waranya", "ผิดแน่นอน")

    assert "มี 1 เรื่องที่ต้องแก้" in words(response)
    assert "รหัสผ่าน" in words(response)
    assert 'value="waranya"' in response.content.decode()
    assert "ผิดแน่นอน" not in response.content.decode()


def test_login_is_locked_after_five_failures_even_with_the_right_password(client, person):
    answers = [log_in(client, "waranya", f"ผิด{at}").status_code for at in range(5)]

    response = log_in(client, "waranya", PASSWORD)

    assert answers[:4] == [200] * 4
    assert response.status_code == 429
    assert "พักการเข้าสู่ระบบชั่วคราว" in words(response)


def test_login_shows_demo_accounts_only_where_demo_made_them(client, person):
    assert "บัญชีตัวอย่าง" not in words(client.get(reverse("account_login")))

    User.objects.create_user("demo.adviser", position="ครูที่ปรึกษา ป.4/1", is_demo=True)
    page = words(client.get(reverse("account_login")))

    assert f"ครูที่ปรึกษา ป.4/1 demo.adviser · {DEMO_PASSWORD}" in page
    assert "waranya" not in page


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("account_reset_password", "ลืมรหัสผ่าน"),
        ("account_reset_password_done", "ดูอีเมลของคุณ"),
        ("account_reset_password_from_key_done", "ตั้งรหัสผ่านใหม่แล้ว"),
        ("account_inactive", "บัญชีนี้ปิดใช้งาน"),
        ("account_signup", "ขอบัญชีผู้ใช้"),
    ],
)
def test_anonymous_account_page_is_thai(client, db, name, heading):
    page = words(client.get(reverse(name)))

    assert heading in page
    assert re.findall(r"[A-Za-z]{2,}", page.replace("schoolcare", "")) == []


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("account_logout", "ออกจากระบบ?"),
        ("account_change_password", "เปลี่ยนรหัสผ่าน"),
        ("account_reauthenticate", "ยืนยันว่าเป็นคุณ"),
        ("mfa_index", "ยืนยันตัวตนสองขั้น"),
        ("usersessions_list", "เครื่องที่เข้าสู่ระบบอยู่"),
    ],
)
def test_account_page_is_thai_and_has_the_menu(client, person, name, heading):
    log_in(client, "waranya", PASSWORD)

    response = client.get(reverse(name))

    assert response.status_code == 200
    assert f"<h1>{heading}</h1>" in response.content.decode()
    assert 'id="menu"' in response.content.decode()


def test_second_factor_pages_show_the_code_to_scan(client, person):
    log_in(client, "waranya", PASSWORD)
    again = reverse("account_reauthenticate") + "?next=" + reverse("mfa_activate_totp")

    html = client.post(again, {"password": PASSWORD}, follow=True).content.decode()

    assert 'src="data:image/svg+xml;base64,' in html
    assert html.count("<form") == html.count("</form>")
    assert "รหัส 6 หลักที่แอปแสดง" in html


def test_reset_mail_is_thai_and_leads_to_a_new_password(client, person, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": person.email})
    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body)[1]
    form = client.get(link, follow=True)
    new = {"password1": "ใหม่-กว่าเดิม-99", "password2": "ใหม่-กว่าเดิม-99"}

    client.post(form.request["PATH_INFO"], new)

    assert "ตั้งรหัสผ่านใหม่" in mailoutbox[0].subject
    assert "มีผู้ขอตั้งรหัสผ่านใหม่" in mailoutbox[0].body
    assert log_in(Client(), "waranya", new["password1"]).status_code == 302


def test_unknown_address_asks_to_log_in_or_says_not_found(client, person):
    assert "ไม่พบหน้านี้" in words(client.get("/ไม่มี/"))

    log_in(client, "waranya", PASSWORD)
    response = client.get("/ไม่มี/")

    assert response.status_code == 404
    assert "กลับหน้าแรก" in words(response)


def test_page_without_token_explains_itself(person):
    strict = Client(enforce_csrf_checks=True)

    response = log_in(strict, "waranya", PASSWORD)

    assert response.status_code == 403
    assert "หน้านี้เปิดทิ้งไว้นานเกินไป" in words(response)


def test_broken_server_page_needs_no_context():
    assert "ระบบขัดข้อง" in render_to_string("500.html")


@pytest.mark.parametrize("template", ["403.html", "404.html"])
def test_refusals_render_for_anonymous_and_known(rf, person, template):
    request = rf.get("/")
    request.user = person

    assert "กลับหน้าแรก" in render_to_string(template, {"user": person}, request=request)


def test_home_without_work_says_so(client, person):
    log_in(client, "waranya", PASSWORD)

    page = words(client.get(reverse("home")))

    assert "สวัสดี วรัญญา" in page
    assert "ไม่มีเรื่องค้าง" in page

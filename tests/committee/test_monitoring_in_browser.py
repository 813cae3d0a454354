"""A school's report on a phone: saved while it is typed, kept beside what somebody else saved."""

import pytest
from django.urls import reverse

from committee.models import MonitoringReport
from committee.services import monitoring_reports as services
from tests.committee.monitored import make_report
from tests.schoolcare.test_look import is_wider_than_the_window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TYPED = "ฝนตกหนักทั้งเดือน"


@pytest.fixture
def form(page, live_server, client, clerk, school):
    make_report(school, by=clerk)
    client.force_login(clerk)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([cookie | {"url": live_server.url}])
    page.set_viewport_size({"width": 360, "height": 740})
    report = MonitoringReport.objects.get()
    page.goto(live_server.url + reverse("committee:report-edit", args=[report.pk]))
    yield page
    page.wait_for_load_state("networkidle")


def stored():
    return MonitoringReport.objects.get().answers


def test_report_is_saved_while_it_is_typed(form):
    form.locator("[name=q16]").fill(TYPED)
    form.locator("[name=q1][value=yes]").check()

    form.get_by_text("บันทึกร่างแล้ว").wait_for()

    assert stored() == {"q16": TYPED, "q1": "yes"}
    assert not is_wider_than_the_window(form)


def test_what_somebody_else_saved_is_not_written_over(form, director):
    services.save_answers(MonitoringReport.objects.get(), {"q16": "อื่น"}, version=1, by=director)

    form.locator("[name=q16]").fill(TYPED)
    form.get_by_text("มีคนบันทึกแบบนี้หลังจากคุณเปิดหน้านี้").wait_for()
    form.get_by_role("link", name="เทียบสองฉบับ").click()
    form.get_by_role("button", name="ใส่ที่พิมพ์ค้างไว้").wait_for()

    assert form.locator("[name=q16]").input_value() == "อื่น"
    assert stored() == {"q16": "อื่น"}
    form.get_by_role("button", name="ใส่ที่พิมพ์ค้างไว้").click()
    form.get_by_text("บันทึกร่างแล้ว").wait_for()
    assert form.locator("[name=q16]").input_value() == TYPED


def test_answers_are_looked_over_before_they_are_sent(form):
    form.locator("[name=q16]").fill(TYPED)
    form.get_by_role("button", name="บันทึกและตรวจก่อนส่ง").click()

    form.get_by_text("ยังตอบไม่ครบ 15 ข้อ").wait_for()

    assert stored() == {"q16": TYPED}
    kept = form.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('draft:'))")
    assert kept == []

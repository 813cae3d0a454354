"""The office answers a school's report: sent back, visited with advice, its result, closed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from committee.models import MonitoringReport, MonitoringVisit
from committee.services import monitoring_reports as services
from schoolcare import files
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.committee.monitored import complete_answers, make_evidence, make_report
from tests.committee.papers import paper
from tests.factories import make_user
from tests.homevisits.making import picture

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def supervisor(client, school):
    user = make_user(Role.SUPERVISOR, district=school.district)
    client.force_login(user)
    return user


@pytest.fixture
def report(school, supervisor):
    return make_report(school, state="sent")


def page(name, report):
    return reverse(f"committee:{name}", args=[report.pk])


def thai(day):
    return f"{day.day}/{day.month}/{day.year + 543}"


def visit(**fields):
    return {"visited_on": thai(TODAY), "visitors": "นายตรวจ", "finding": "เรียบร้อย"} | fields


def state_of(report):
    return MonitoringReport.objects.get(pk=report.pk).state


def test_report_is_sent_back_with_a_reason_and_comes_again(client, report, director):
    client.post(page("report-return", report), {"reason": "แนบรายงาน การประชุม"})
    client.force_login(director)

    seen = client.get(page("report-edit", report)).text

    assert state_of(report) == "returned"
    assert "แนบรายงาน การประชุม" in seen
    client.post(page("report-send", report))
    assert state_of(report) == "sent"


@pytest.mark.parametrize(
    ("state", "name", "asked", "left"),
    [
        ("returned", "report-send", {}, "sent"),
        ("sent", "report-return", {"reason": "แนบ  รายงาน"}, "returned"),
        ("visited", "report-result", {"result": "ทำแล้ว "}, "answered"),
        ("answered", "report-close", {}, "closed"),
    ],
)
def test_second_tap_changes_nothing(client, school, supervisor, director, state, name, asked, left):  # noqa: PLR0917 -- fixtures
    report = make_report(school, state=state, advice="" if state == "sent" else "ประชุม")
    MonitoringReport.objects.update(answers=complete_answers(), result="")
    client.force_login(director if name in ("report-send", "report-result") else supervisor)

    pages = [client.post(page(name, report), asked, follow=True) for _ in range(2)]

    told = [[str(one.level_tag) for one in answer.context["messages"]] for answer in pages]
    assert told == [["ok"], ["ok"]]
    assert state_of(report) == left
    assert AuditEvent.objects.filter(target_id=str(report.pk)).count() == 1


def test_report_is_not_sent_back_without_a_reason(client, report):
    answer = client.post(page("report-return", report), {"reason": " "})

    assert "กรุณากรอกเหตุที่ส่งกลับ" in answer.text
    assert state_of(report) == "sent"


def test_visit_with_advice_waits_for_the_school(client, report, supervisor):
    due_on = TODAY + timedelta(days=30)
    asked = visit(advice="ประชุมให้ครบ", due_on=thai(due_on), item_q4="ประชุมครั้งเดียว")

    client.post(page("report-visit", report), asked)

    found = MonitoringVisit.objects.get()
    assert (found.advice, found.due_on, found.made_by) == ("ประชุมให้ครบ", due_on, supervisor)
    assert found.findings == {"q4": "ประชุมครั้งเดียว"}
    assert state_of(report) == "visited"
    client.post(page("report-close", report))
    assert state_of(report) == "visited"


def test_visitor_sees_what_the_school_said_and_the_system_knows(client, report):
    MonitoringReport.objects.update(figures={"meetings_1": ["1 ครั้ง", "บันทึกการประชุม"]})

    field = client.get(page("report-visit", report)).context["form"].fields

    assert field["item_q4"].help_text == "โรงเรียนรายงาน: 2 ครั้ง · ระบบ: 1 ครั้ง"
    assert field["item_q16"].help_text == "โรงเรียนรายงาน: ไม่ได้ตอบ"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"visited_on": thai(TODAY + timedelta(days=1))}, "ต้องไม่เป็นวันข้างหน้า"),
        ({"advice": "ประชุม"}, "กำหนดวันที่ให้โรงเรียนรายงานผล"),
        ({"advice": "ประชุม", "due_on": thai(TODAY - timedelta(days=1))}, "ต้องไม่ก่อนวันที่ตรวจเยี่ยม"),
        ({"visitors": ""}, "กรุณากรอกผู้ตรวจเยี่ยม"),
    ],
)
def test_visit_that_cannot_be_is_told(client, report, fields, words):
    assert words in client.post(page("report-visit", report), visit(**fields)).text
    assert not MonitoringVisit.objects.exists()
    assert state_of(report) == "sent"


def test_school_reports_the_result_and_the_office_closes(client, school, director, supervisor):
    report = make_report(school, state="visited", advice="ประชุมให้ครบ")
    client.force_login(director)
    client.post(page("report-result", report), {"result": "ประชุมครบแล้ว"})
    answered = MonitoringReport.objects.get()
    client.force_login(supervisor)

    client.post(page("report-close", report))

    closed = MonitoringReport.objects.get()
    assert (answered.state, answered.result_by) == ("answered", director)
    assert (closed.state, closed.closed_by, closed.result) == ("closed", supervisor, "ประชุมครบแล้ว")


def test_result_without_advice_is_refused(client, school, director):
    report = make_report(school, state="visited")
    client.force_login(director)

    answer = client.post(page("report-result", report), {"result": "ทำแล้ว"})

    assert "ไม่มีข้อแนะนำ" in answer.text


def test_report_may_be_closed_without_a_visit(client, report):
    client.post(page("report-close", report))

    assert state_of(report) == "closed"
    actions = AuditEvent.objects.filter(school_id=report.school_id).values_list("action", flat=True)
    assert list(actions) == ["report.close"]


@pytest.mark.parametrize(
    ("state", "acts"),
    [("draft", ["close", "back"]), ("returned", ["close", "back"]), ("closed", ["back"])],
)
def test_office_does_nothing_to_a_report_not_there_yet_or_done(school, supervisor, state, acts):
    report = make_report(school, state=state)
    verbs = {
        "close": lambda: services.close_report(report, by=supervisor),
        "back": lambda: services.send_back(report, "แก้", by=supervisor),
    }

    for act in acts:
        with pytest.raises(ValidationError, match="ทำรายการนี้ไม่ได้"):
            verbs[act]()

    assert state_of(report) == state


def test_page_of_a_report_costs_few_queries(client, school, report, django_assert_num_queries):
    MonitoringReport.objects.update(answers=complete_answers())

    with django_assert_num_queries(3):
        client.get(page("report-review", report))


def test_draft_is_the_schools_own_until_it_is_sent(client, school, supervisor):
    report = make_report(school, answers={"q16": "ยังไม่ได้ตรวจทาน"})
    proof = make_evidence(report, files.store_image(picture(), school=school, by=None))
    look = reverse("committee:evidence-look", args=[proof.pk])

    seen = client.get(page("report-review", report)).text

    assert "ยังไม่ได้ตรวจทาน" not in seen
    assert "โรงเรียนกำลังกรอก" in seen
    assert client.get(look).status_code == 404
    with pytest.raises(ValidationError, match="ยังไม่ได้ส่งรายงาน"):
        paper("monitoring-form", supervisor, object=report.pk).html()

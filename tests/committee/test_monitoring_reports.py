"""A school reports in a monitoring round: nothing typed is lost, what is sent stands."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from committee.models import BoardNetwork, Monitoring, MonitoringReport, Training
from committee.services import monitoring_reports as services
from schoolcare import files as stored
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.committee.making import make_board
from tests.committee.monitored import complete_answers, make_evidence, make_report, make_round
from tests.factories import make_school, make_user
from tests.homevisits.making import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client, school):
    user = make_user(Role.CLERK, school=school)
    client.force_login(user)
    return user


@pytest.fixture
def report(clerk, school):
    return make_report(school, by=clerk)


def page(name, *args):
    return reverse(f"committee:{name}", args=args)


def edit(report):
    return page("report-edit", report.pk)


def line(sections, code):
    return next(one for part in sections for one in part.lines if one.item.code == code)


def test_school_sees_open_rounds_of_its_office_alone(client, clerk, school):
    mine = make_round(school.district)
    make_round(school.district, state="draft")
    make_round(make_school().district)

    rows = client.get(page("report-list")).context["rows"]

    assert rows == [(mine, None)]


def test_report_is_begun_once(client, clerk, school):
    monitoring = make_round(school.district, questions_version=3)

    answers = [client.post(page("report-start", monitoring.pk)) for _ in range(2)]

    report = MonitoringReport.objects.get()
    assert [one.url for one in answers] == [edit(report)] * 2
    assert (report.school, report.questions_version) == (school, 3)


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_report_cannot_begin_where_none_is_taken(client, clerk, school, state):
    monitoring = make_round(school.district, state=state)

    answer = client.post(page("report-start", monitoring.pk))

    assert answer.status_code == (404 if state == "draft" else 302)
    assert not MonitoringReport.objects.exists()


def test_answers_are_kept_as_typed_good_or_not(client, report):
    asked = {"version": 1, "q1": "yes", "q4": "สองครั้ง", "q16": "ฝนตก", "unknown": "x"}

    client.post(edit(report), asked)

    report.refresh_from_db()
    assert report.answers == {"q1": "yes", "q4": "สองครั้ง", "q16": "ฝนตก"}
    assert report.version == 2
    shown = client.get(edit(report)).context["sections"]
    assert line(shown, "q4").fault == "ใส่เป็นจำนวนเต็ม เช่น 2"


def test_script_saves_and_is_told_the_version(client, report):
    autosave = {"HTTP_X_AUTOSAVE": "1"}

    first = client.post(edit(report), {"version": 1, "q1": "yes"}, **autosave)
    second = client.post(edit(report), {"version": 1, "q1": "no"}, **autosave)

    assert (first.status_code, first.json()["version"]) == (200, 2)
    assert (second.status_code, second.json()["url"]) == (409, edit(report))
    report.refresh_from_db()
    assert report.answers == {"q1": "yes"}


def test_two_who_write_see_both_values_and_lose_none(client, report):
    client.post(edit(report), {"version": 1, "q1": "yes", "q4": "2"})

    answer = client.post(edit(report), {"version": 1, "q1": "no", "q4": "2"})

    [differing] = answer.context["differing"]
    assert (differing.words, differing.fault) == ("มี/ใช่", "ไม่มี/ไม่ใช่")
    assert line(answer.context["sections"], "q1").answer == "no"
    assert 'name="version" value="2"' in answer.text
    client.post(edit(report), {"version": 2, "q1": "no", "q4": "2"})
    report.refresh_from_db()
    assert report.answers == {"q1": "no", "q4": "2"}


def test_evidence_goes_with_the_form_and_can_be_taken_away(client, report):
    asked = {"version": 1, "evidence-q3": picture(), "caption-q3": "คำสั่ง  114"}
    client.post(edit(report), asked)
    [proof] = report.evidence.all()

    client.post(edit(report), {"version": 1, "q1": "yes", "remove": proof.pk})

    report.refresh_from_db()
    assert (proof.item, proof.caption) == ("q3", "คำสั่ง 114")
    assert (report.evidence.count(), report.answers) == (0, {"q1": "yes"})


@pytest.mark.parametrize(
    ("name", "words"),
    [("evidence-q3", "ไม่ใช่รูป"), ("evidence-q99", "ไม่มีข้อนี้")],
)
def test_evidence_that_is_refused_says_why_and_keeps_the_answers(client, report, name, words):
    upload = picture() if "99" in name else SimpleUploadedFile("a.exe", b"MZ" * 90)

    client.post(edit(report), {"version": 1, "q1": "yes", name: upload})

    report.refresh_from_db()
    assert report.answers == {"q1": "yes"}
    assert not report.evidence.exists()


def test_form_shows_what_the_system_knows(client, report, school):
    make_board(school)

    shown = client.get(edit(report)).context["sections"]

    assert line(shown, "q1").known.words == "ครบ 9/9 ตำแหน่ง"
    assert line(shown, "q2").known.words == "ยังไม่ยืนยัน"
    assert line(shown, "q4").known.words == "0 ครั้ง"
    assert line(shown, "q13").known.words == "ยังไม่อยู่ในเครือข่ายใด"
    assert line(shown, "q14").known.words == "ยังไม่มีผู้เข้าอบรม"
    assert line(shown, "q3").known is None


def test_form_knows_networks_and_trainings(client, report, school):
    make_network(school)
    held = Training.objects.create(
        district=school.district,
        title="บทบาท",
        starts_on=date(2026, 6, 1),
        hours=6,
        place="หอประชุม",
        made_by=make_user(),
    )
    held.trainees.create(
        name="ก", school=school, member=make_board(school).members.first(), hours=6
    )

    shown = client.get(edit(report)).context["sections"]

    assert line(shown, "q13").known.words == "เครือข่ายริมน้ำ"
    assert line(shown, "q14").known.words == "6 ชั่วโมง (1 คน)"


def make_network(school):
    network = BoardNetwork.objects.create(district=school.district, name="เครือข่ายริมน้ำ")
    network.schools.add(school)


def test_report_with_gaps_is_not_sent(client, report):
    client.post(page("report-send", report.pk))

    report.refresh_from_db()
    assert report.state == "draft"
    assert "ยังตอบไม่ครบ 15 ข้อ" in client.get(page("report-detail", report.pk)).text


def test_sent_report_keeps_who_when_and_the_figures_of_that_day(client, clerk, report, school):
    board = make_board(school)
    MonitoringReport.objects.filter(pk=report.pk).update(answers=complete_answers())

    client.post(page("report-send", report.pk))
    board.members.all().delete()

    report.refresh_from_db()
    assert (report.state, report.sent_by, bool(report.sent_at)) == ("sent", clerk, True)
    shown = client.get(page("report-detail", report.pk)).context["sections"]
    assert line(shown, "q1").known.words == "ครบ 9/9 ตำแหน่ง"


def test_sent_report_is_closed_to_the_school(client, report, clerk):
    MonitoringReport.objects.filter(pk=report.pk).update(
        state="sent", sent_by=clerk, sent_at=timezone.now()
    )

    assert client.get(edit(report)).url == page("report-detail", report.pk)
    client.post(edit(report), {"version": 1, "q1": "no"})
    client.post(edit(report), {"version": 1, "q1": "no"}, HTTP_X_AUTOSAVE="1")

    report.refresh_from_db()
    assert report.answers == {}


@pytest.mark.parametrize(("state", "may"), [("draft", False), ("returned", True)])
def test_closed_round_takes_only_what_was_sent_back(clerk, school, state, may):
    report = make_report(school, make_round(school.district, state="closed"), state=state)

    def save():
        return services.save_answers(report, {"q1": "yes"}, version=1, by=clerk)

    if may:
        assert save().answers == {"q1": "yes"}
    else:
        with pytest.raises(ValidationError, match="ไม่ได้เปิดรับรายงาน"):
            save()


def test_saves_stand_in_the_log_with_items_but_without_answers(client, report, school):
    client.post(edit(report), {"version": 1, "q16": "เรื่องภายใน"})

    event = AuditEvent.objects.get(action="report.save")
    assert (event.school_id, event.changes) == (school.pk, {"items": ["q16"]})


@pytest.mark.parametrize("files", [1, 3])
def test_form_costs_the_same_queries(client, report, files, django_assert_num_queries, place):
    for _ in range(files):
        make_evidence(report, place)

    with django_assert_num_queries(5):
        client.get(edit(report))


@pytest.fixture
def place(school):
    return stored.store_image(picture(), school=school, by=None)


@pytest.mark.parametrize("rounds", [1, 3])
def test_list_of_a_school_costs_the_same_queries(
    client, clerk, school, rounds, django_assert_num_queries
):
    for _ in range(rounds):
        make_report(school, make_round(school.district), state="visited", advice="ประชุม")

    with django_assert_num_queries(3):
        client.get(page("report-list"))


def test_round_of_another_office_cannot_be_begun(client, clerk):
    other = make_round(make_school().district)

    assert client.post(page("report-start", other.pk)).status_code == 404
    assert Monitoring.objects.count() == 1

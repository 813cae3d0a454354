"""The office makes a monitoring round, edits its questions, opens it, sees every school."""

import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from committee.models import Monitoring
from committee.monitoring import template
from committee.monitoring.questions import items_of, read
from committee.services import monitoring as services
from schoolcare.access import Role
from schoolcare.models import AuditEvent, Network, ProcedureStep
from tests.committee.monitored import make_report, make_round
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db
NEW = reverse("committee:monitoring-create")


@pytest.fixture
def office():
    return make_district()


@pytest.fixture
def officer(office, client):
    user = make_user(Role.DISTRICT_OFFICER, district=office)
    client.force_login(user)
    return user


def page(name, *args):
    return reverse(f"committee:{name}", args=args)


def typed(**fields):
    facts = {"title": "ติดตาม", "year": "2569", "due_on": "28/2/2570", "min_meetings": 2}
    return facts | {"key": uuid.uuid4(), "step": "", "note": ""} | fields


def schools_of(response):
    return [line.school.name for line in response.context["rows"]]


def test_new_round_is_a_draft_with_the_questions_that_ship(client, officer, office):
    asked = typed()

    for _ in range(2):
        client.post(NEW, asked)

    made = Monitoring.objects.get()
    assert (made.state, made.district, made.made_by) == ("draft", office, officer)
    assert made.questions == template.questions()


def test_form_of_a_new_round_knows_the_february_step(client, officer):
    form = client.get(NEW).context["form"]

    step = ProcedureStep.objects.get(procedure__code="district-board", number=4)
    assert form.initial["step"] == step.pk
    assert (form.initial["due_on"].month, form.initial["title"]) == (2, template.TITLE)


def test_round_of_another_matter_starts_without_questions(client, officer):
    shown = client.get(f"{NEW}?from=blank")
    client.post(f"{NEW}?from=blank", typed(title="อาหารกลางวัน"))

    made = Monitoring.objects.get()
    assert (made.questions, made.step, shown.context["form"].initial["title"]) == ([], None, "")
    opened = client.post(page("monitoring-open", made.pk), follow=True)
    assert "ยังไม่มีข้อคำถาม เพิ่มอย่างน้อยหนึ่งข้อก่อนเปิด" in opened.text
    client.post(page("monitoring-update", made.pk), typed(title="อาหารกลางวันของปี"))
    client.post(
        page("question-create", made.pk),
        question(made, section="new", new_section="โรงอาหาร", text="จัดครบทุกวัน"),
    )
    made.refresh_from_db()
    assert (made.title, made.questions[0]["title"]) == ("อาหารกลางวันของปี", "โรงอาหาร")


def test_round_may_take_the_questions_of_an_earlier_one(client, officer, office):
    asked = [{"title": "โรงอาหาร", "items": template.questions()[0]["items"][:1]}]
    old = make_round(office, title="อาหารกลางวัน", step=None, questions=asked, state="closed")
    theirs = make_round(make_district(), title="ของเขตอื่น", questions=asked)

    shown = client.get(f"{NEW}?from={old.pk}").context
    client.post(f"{NEW}?from={old.pk}", typed())

    made = Monitoring.objects.exclude(pk__in=[old.pk, theirs.pk]).get()
    assert (made.questions, made.state, old.pk != made.pk) == (asked, "draft", True)
    assert shown["form"].initial["title"] == "อาหารกลางวัน"
    assert [one["current"] for one in shown["segments"]] == [False, False, True]
    foreign = client.get(f"{NEW}?from={theirs.pk}").context["form"]
    assert foreign.initial["title"] == template.TITLE


@pytest.mark.parametrize("asked", ["9" * 400, "-1", "x", "๙๙"])
def test_start_that_does_not_exist_is_the_usual_one(client, officer, asked):
    assert client.get(NEW, {"from": asked}).context["form"].initial["title"] == template.TITLE


def test_section_gets_another_title(client, officer, office):
    monitoring = make_round(office, state="draft")
    asked = {"title": "เรื่อง  แรก", "version": 1}

    for number in (1, 99):
        client.post(page("section-update", monitoring.pk, number), asked)

    monitoring.refresh_from_db()
    [first, second, *_] = read(monitoring.questions)
    assert (first.title, first.items[0].code) == ("เรื่อง แรก", "q1")
    assert (second.title, monitoring.questions_version) == (template.questions()[1]["title"], 2)


def test_question_removed_twice_is_gone_once(client, officer, office):
    monitoring = make_round(office, state="draft")

    for _ in range(2):
        answer = client.post(page("question-remove", monitoring.pk, "q1"), follow=True)

    monitoring.refresh_from_db()
    assert (answer.status_code, monitoring.questions_version) == (200, 2)


@pytest.mark.parametrize(("year", "kept"), [("2026", 2569), ("2569", 2569)])
def test_year_may_be_typed_of_either_era(client, officer, year, kept):
    client.post(NEW, typed(year=year))

    assert Monitoring.objects.get().year == kept


def question(monitoring, **fields):
    facts = {"section": "1", "text": "ถามใหม่", "kind": "level", "version": 1}
    return facts | fields


def test_question_is_added_where_it_is_wanted(client, officer, office):
    monitoring = make_round(office, state="draft")

    client.post(page("question-create", monitoring.pk), question(monitoring, place=2))

    monitoring.refresh_from_db()
    [first, second, *_] = items_of(read(monitoring.questions))
    assert (first.code, second.text, second.code) == ("q1", "ถามใหม่", "q18")
    assert monitoring.questions_version == 2


def test_question_moves_to_a_section_of_its_own(client, officer, office):
    monitoring = make_round(office, state="draft")
    asked = question(monitoring, section="new", new_section="เรื่องใหม่")

    client.post(page("question-update", monitoring.pk, "q1"), asked)

    monitoring.refresh_from_db()
    last = read(monitoring.questions)[-1]
    assert (last.title, [one.code for one in last.items]) == ("เรื่องใหม่", ["q1"])
    assert len(items_of(read(monitoring.questions))) == 17


@pytest.mark.parametrize("fields", [{"version": 7}, {"text": ""}, {"section": "new"}])
def test_question_that_cannot_be_saved_changes_nothing(client, officer, office, fields):
    monitoring = make_round(office, state="draft")

    answer = client.post(page("question-update", monitoring.pk, "q1"), question(None) | fields)

    monitoring.refresh_from_db()
    assert answer.status_code == 200
    assert monitoring.questions == template.questions()


def test_last_question_of_a_section_takes_the_section_with_it(client, officer, office):
    [first, *rest] = template.questions()
    first["items"] = first["items"][:1]
    monitoring = make_round(office, state="draft", questions=[first, *rest])

    client.post(page("question-remove", monitoring.pk, "q1"))

    monitoring.refresh_from_db()
    assert monitoring.questions == rest


def test_questions_stand_once_the_round_is_open(client, officer, office):
    monitoring = make_round(office)

    client.post(page("question-remove", monitoring.pk, "q1"))

    monitoring.refresh_from_db()
    assert monitoring.questions == template.questions()
    with pytest.raises(ValidationError):
        services.drop_monitoring(monitoring, by=officer)


def test_round_without_questions_cannot_be_opened(officer, office):
    monitoring = make_round(office, state="draft", questions=[])

    with pytest.raises(ValidationError, match="ยังไม่มีข้อคำถาม"):
        services.open_monitoring(monitoring, by=officer)


def test_round_is_opened_closed_and_opened_again(client, officer, office):
    monitoring = make_round(office, state="draft")
    states = []

    for verb in ("open", "close", "open"):
        client.post(page(f"monitoring-{verb}", monitoring.pk))
        monitoring.refresh_from_db()
        states.append((monitoring.state, bool(monitoring.closed_at)))

    assert states == [("open", False), ("closed", True), ("open", False)]
    found = AuditEvent.objects.filter(district_id=office.pk).order_by("pk")
    actions = [one.action for one in found]
    assert actions == ["monitoring.open", "monitoring.close", "monitoring.open"]


def test_schools_stand_late_ones_first(client, officer, office):
    monitoring = make_round(office, due_on=timezone.localdate() - timedelta(days=3))
    names = {"ก": "sent", "ข": "draft", "ค": None, "ง": "visited"}
    for name, state in names.items():
        school = make_school(district=office, name=name)
        if state:
            make_report(school, monitoring, state=state)
    make_school(district=office, name="จ", is_active=False)

    answer = client.get(monitoring.get_absolute_url())

    assert schools_of(answer) == ["ข", "ค", "ก", "ง"]
    assert [line.late_days for line in answer.context["rows"]] == [3, 3, 0, 0]
    assert answer.context["counts"]["reported"] == 2


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "ข"}, ["ข"]),
        ({"state": "sent"}, ["ก"]),
        ({"state": "none"}, ["ข"]),
        ({"state": "late"}, []),
        ({"state": "waits"}, ["ก"]),
        ({"network": "mine"}, ["ข"]),
    ],
)
def test_schools_are_narrowed(client, officer, office, asked, found):
    monitoring = make_round(office)
    network = Network.objects.create(district=office, name="กลุ่ม")
    make_report(make_school(district=office, name="ก"), monitoring, state="sent")
    make_school(district=office, name="ข", network=network)
    asked = {name: network.pk if value == "mine" else value for name, value in asked.items()}

    assert schools_of(client.get(monitoring.get_absolute_url(), asked)) == found


def test_list_as_a_spreadsheet_says_what_the_page_says(client, officer, office):
    monitoring = make_round(office)
    school = make_school(district=office)
    make_report(school, monitoring, state="answered", advice="ประชุมให้ครบ", result="ทำแล้ว")

    answer = client.get(monitoring.get_absolute_url(), {"as": "xlsx"})

    [head, row] = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    shown = dict(zip(head, row, strict=True))
    assert (shown["โรงเรียน"], shown["สถานะ"]) == (school.full_name, "รายงานผลแล้ว")
    assert (shown["ข้อแนะนำ"], shown["ผลการดำเนินงาน"]) == ("ประชุมให้ครบ", "ทำแล้ว")


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_queries(client, officer, office, rows, django_assert_num_queries):
    monitoring = make_round(office)
    network = Network.objects.create(district=office, name="กลุ่ม")
    for _ in range(rows):
        school = make_school(district=office, network=network)
        make_report(school, monitoring, state="visited", advice="ประชุม")

    # who asks; the round, schools, reports
    with django_assert_num_queries(4):
        client.get(monitoring.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_rounds_cost_the_same_queries(client, officer, office, rows, django_assert_num_queries):
    for _ in range(rows):
        make_report(make_school(district=office), make_round(office), state="sent")
    make_report(make_school(), state="sent")  # another office's

    with django_assert_num_queries(4):
        answer = client.get(page("monitoring-list"))

    assert [one.reported for one in answer.context["page_obj"]] == [1] * rows
    assert answer.context["schools"] == rows

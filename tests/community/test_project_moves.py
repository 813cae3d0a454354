"""The course of a project: who may take which step, from where; two people, two taps."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from community.forms.project_moves import OpinionForm
from community.models import Project, ProjectMove
from community.project_page import steps_of
from community.services import project_moves, projects
from community.services.project_moves import MOVES, NEWER, NOT_ALONE, RETURNS, allowed, move
from schoolcare import registry
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.community.making_projects import (
    HELD,
    make_indicator,
    make_line,
    make_project,
    make_whole,
    records_of,
)
from tests.factories import make_district, make_user
from tests.races import needs_row_locks, together

pytestmark = pytest.mark.django_db
Verb, State = ProjectMove.Verb, Project.State


@pytest.fixture
def maker(school):
    return make_user(Role.TEACHER, school=school)


@pytest.fixture
def head(school):
    return make_user(Role.DIRECTOR, school=school, position="ผู้อำนวยการ")


@pytest.fixture
def project(school, maker):
    return make_whole(school, maker)


def page(verb, project):
    return reverse(f"community:project-{verb}", args=[project.pk])


def told(answer):
    return answer.context["form"].non_field_errors()


def test_project_goes_from_draft_to_closed(client, project, maker, head):
    deputy = make_user(Role.DEPUTY, school=project.school)
    course = [
        (maker, "propose", {}),
        (deputy, "endorse", {"opinion": "endorse", "on": "1/6/2569", "meeting": "ครั้งที่ 2/2569"}),
        (head, "approve", {}),
        (maker, "start", {}),
        (maker, "report", {}),
        (head, "close", {}),
    ]
    project.indicators.update(is_met=True)
    Project.objects.filter(pk=project.pk).update(outcome="ทำครบ")
    for person, verb, asked in course:
        client.force_login(person)
        assert client.post(page(verb, project), asked).status_code == 302, verb

    project.refresh_from_db()
    assert (project.state, project.version) == (State.CLOSED, 7)
    assert list(project.moves.values_list("verb", flat=True)) == [verb for _p, verb, _a in course]
    endorsed = project.moves.get(verb=Verb.ENDORSE)
    assert (endorsed.meeting, str(endorsed.on)) == ("ครั้งที่ 2/2569", "2026-06-01")


@pytest.mark.parametrize("state", list(State))
def test_table_lets_only_its_own_steps(project, state):
    project.state = state
    lets = {verb for verb in Verb if allowed(project, verb)}

    expected = {verb for verb, line in MOVES.items() if state in line.sources}
    assert lets == expected | ({Verb.RETURN} if state in RETURNS else set())
    assert (state in {State.CLOSED, State.CANCELLED}) == (not lets)


def test_project_that_lacks_something_is_not_proposed(client, school, maker):
    project = make_project(school, maker)
    make_line(project, "4500.50")
    client.force_login(maker)

    words = told(client.post(page("propose", project)))

    assert "งบประมาณ 5,000 บาท แต่รายการรวมได้ 4,500.50 บาท ขาดอีก 499.50 บาท" in words
    assert "ยังไม่มีกิจกรรม" in words
    project.refresh_from_db()
    assert project.state == State.DRAFT


def test_double_tap_proposes_once(client, project, maker):
    client.force_login(maker)
    asked = {"version": project.version}

    answers = [client.post(page("propose", project), asked) for _ in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert project.moves.count() == 1
    assert AuditEvent.objects.filter(action="project.put").count() == 1


def test_board_that_advises_leaves_the_project_proposed(client, project, maker, head):
    move(project, Verb.PROPOSE, by=maker)
    client.force_login(head)
    said = {"opinion": "advise", "on": "1/6/2569", "version": 2}

    empty = client.post(page("endorse", project), said)
    for _ in range(2):
        client.post(page("endorse", project), said | {"words": "เพิ่มการประเมินผล"})

    assert empty.context["form"].errors == {"words": ["กรอกข้อเสนอแนะของคณะกรรมการ"]}
    project.refresh_from_db()
    assert project.state == State.PROPOSED
    assert project.moves.filter(verb=Verb.ADVISE).count() == 1
    assert not allowed(project, Verb.APPROVE)


def test_opinion_names_a_meeting_of_the_record(client, project, maker, head, monkeypatch):
    monkeypatch.setattr(registry, "board_records", records_of(HELD))
    move(project, Verb.PROPOSE, by=maker)
    client.force_login(head)
    assert "ครั้งที่ 2/2569 (1 มิ.ย. 2569)" in client.get(page("endorse", project)).text

    client.post(page("endorse", project), {"opinion": "endorse", "board_meeting": "7"})

    made = project.moves.get(verb=Verb.ENDORSE)
    assert (made.board_meeting, made.meeting, made.on) == (7, HELD.title, HELD.held_on)
    assert "/meeting/7/" in client.get(page("detail", project)).text
    client.force_login(maker)
    assert "/meeting/7/" not in client.get(page("detail", project)).text


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, {"board_meeting": ["เลือกการประชุม หรือกรอกวันที่ประชุม"]}),
        ({"board_meeting": "7", "on": "2/6/2569"}, {"on": ["การประชุมที่เลือกจัดเมื่อ 1 มิ.ย. 2569"]}),
        (
            {"board_meeting": "7", "meeting": "อื่น"},
            {"meeting": ["เลือกการประชุมจากรายการแล้ว ไม่ต้องพิมพ์"]},
        ),
        ({"on": "2/6/2569", "meeting": "ประชุมนัดพิเศษ"}, {}),
    ],
)
def test_meeting_is_chosen_or_typed(project, head, monkeypatch, fields, errors):
    monkeypatch.setattr(registry, "board_records", records_of(HELD))
    asked = {"opinion": "endorse"} | fields

    form = OpinionForm(asked, project=project, verb=Verb.ENDORSE, by=head)

    assert form.errors == errors
    assert errors or form.cleaned_data["meeting"] == "ประชุมนัดพิเศษ"


def test_opinion_of_a_day_to_come_is_refused(client, project, maker, head):
    move(project, Verb.PROPOSE, by=maker)
    client.force_login(head)
    tomorrow = timezone.localdate() + timedelta(days=1)

    answer = client.post(page("endorse", project), {"opinion": "endorse", "on": str(tomorrow)})

    assert answer.context["form"].errors == {"on": ["วันที่มีมติต้องไม่ใช่วันข้างหน้า"]}


def test_who_proposed_does_not_approve_where_somebody_else_can(client, school, head):
    project = make_whole(school, head, state="endorsed")
    make_user(Role.DEPUTY, school=school)
    client.force_login(head)

    assert told(client.post(page("approve", project))) == [NOT_ALONE]
    project.refresh_from_db()
    assert project.state == State.ENDORSED


def test_who_is_alone_with_the_right_approves_and_the_record_says_so(client, school, head):
    project = make_whole(school, head, state="endorsed")
    left = make_user(Role.DEPUTY, school=school)
    left.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    make_user(Role.DEPUTY, school=school, is_active=False)
    client.force_login(head)
    assert "อนุมัติโดยผู้บันทึก" in client.get(page("approve", project)).text

    client.post(page("approve", project))

    assert project.moves.get().is_alone
    assert AuditEvent.objects.get(action="project.grant").changes == {"self_approved": True}
    assert "อนุมัติโดยผู้บันทึก" in client.get(page("detail", project)).text


def test_other_person_approves_without_that_word(project, head):
    Project.objects.filter(pk=project.pk).update(state="endorsed")

    move(project, Verb.APPROVE, by=head)

    assert not project.moves.get().is_alone


def test_returned_project_says_why_until_it_is_proposed_again(client, project, maker, head):
    move(project, Verb.PROPOSE, by=maker)
    client.force_login(head)
    assert client.post(page("return", project), {"words": " "}).context["form"].errors
    client.post(page("return", project), {"words": "เพิ่มตัวบ่งชี้"})

    client.force_login(maker)
    assert "ส่งกลับแก้ไข: เพิ่มตัวบ่งชี้" in client.get(page("detail", project)).text
    client.post(page("propose", project))

    project.refresh_from_db()
    assert (project.state, project.returned_why) == (State.PROPOSED, "")


def test_report_that_is_returned_goes_back_to_work(project, head):
    Project.objects.filter(pk=project.pk).update(state="reported")

    move(project, Verb.RETURN, words="เพิ่มภาพ", by=head)

    project.refresh_from_db()
    assert (project.state, project.returned_why) == (State.RUNNING, "เพิ่มภาพ")


def test_report_waits_for_words_and_results(client, project, maker):
    Project.objects.filter(pk=project.pk).update(state="running")
    client.force_login(maker)

    words = told(client.post(page("report", project)))

    assert words == ["ยังไม่กรอกผลการดำเนินงานโดยสรุป", "ยังไม่บันทึกผลของตัวบ่งชี้ 1 ข้อ"]


def test_cancelled_project_keeps_everything_and_stays_cancelled(client, project, maker):
    client.force_login(maker)
    client.post(page("cancel", project), {"words": "งบประมาณไม่พอ"})

    again = client.post(page("propose", project))

    project.refresh_from_db()
    assert (project.state, project.tasks.count()) == (State.CANCELLED, 1)
    assert told(again) == ["เสนอโครงการไม่ได้ เพราะสถานะโครงการคือ “ยกเลิก”"]


def test_older_page_does_not_approve_what_has_changed(client, project, maker, head):
    move(project, Verb.PROPOSE, by=maker)
    project.refresh_from_db()
    seen = project.version
    project_moves.move(project, Verb.RETURN, words="แก้", by=head)
    move(project, Verb.PROPOSE, by=maker)
    Project.objects.filter(pk=project.pk).update(state="endorsed")
    client.force_login(head)

    assert told(client.post(page("approve", project), {"version": seen})) == [NEWER]


def test_row_added_meanwhile_makes_the_page_older(client, project, maker):
    client.force_login(maker)
    projects.save_part(make_indicator(project), by=maker)

    answer = client.post(page("propose", project), {"version": project.version})

    assert told(answer) == [NEWER]


def test_meeting_beyond_its_length_is_refused_by_the_service_too(project, maker):
    with pytest.raises(ValidationError, match="200"):
        move(project, Verb.CANCEL, words="งด", meeting="ก" * 201, by=maker)


def test_teacher_neither_endorses_nor_approves(client, project, maker):
    client.force_login(maker)

    answers = [client.get(page(verb, project)) for verb in ("endorse", "approve", "close")]

    assert [one.status_code for one in answers] == [403, 403, 403]


def test_office_approves_without_a_board(client):
    office = make_district()
    maker, other = (make_user(Role.DISTRICT_OFFICER, district=office) for _ in range(2))
    project = make_whole(office, maker)
    move(project, Verb.PROPOSE, by=maker)
    client.force_login(other)

    refused = client.post(page("endorse", project), {"opinion": "endorse", "on": "1/6/2569"})
    client.post(page("approve", project))

    project.refresh_from_db()
    assert told(refused)
    assert project.state == State.APPROVED
    assert "เห็นชอบ" not in [step.label for step in steps_of(project)]
    assert AuditEvent.objects.get(action="project.grant").district_id == office.pk


def test_second_of_two_is_told_who_was_faster(project, head):
    deputy = make_user(Role.DEPUTY, school=project.school, title="นาง", first_name="มานี")
    Project.objects.filter(pk=project.pk).update(state="endorsed")
    move(project, Verb.APPROVE, by=deputy)

    with pytest.raises(ValidationError) as refused:
        move(project, Verb.APPROVE, by=head)

    assert refused.value.messages == ["นางมานี ใจดี อนุมัติไปแล้ว"]


@needs_row_locks
@pytest.mark.django_db(transaction=True)
def test_two_approve_at_the_same_moment_and_one_does(project, head):
    deputy = make_user(Role.DEPUTY, school=project.school)
    Project.objects.filter(pk=project.pk).update(state="endorsed")
    calls = [partial(move, project, Verb.APPROVE, by=one, version=1) for one in (head, deputy)]

    answers = together(*calls)

    assert sorted(type(one).__name__ for one in answers) == ["Project", "ValidationError"]
    assert project.moves.count() == 1


@needs_row_locks
@pytest.mark.django_db(transaction=True)
def test_double_tap_at_the_same_moment_proposes_once(project, maker):
    calls = [partial(move, project, Verb.PROPOSE, by=maker, version=1)] * 2

    answers = together(*calls)

    assert [type(one).__name__ for one in answers] == ["Project", "Project"]
    assert project.moves.count() == 1


def test_home_tells_each_what_waits_for_them(client, school, maker, head):
    yesterday = timezone.localdate() - timedelta(days=1)
    for state in ("proposed", "endorsed", "reported"):
        make_whole(school, maker, state=state)
    make_whole(school, maker, returned_why="แก้")
    late = {"starts_on": yesterday, "ends_on": yesterday}
    make_whole(school, maker, state="running", **late)
    make_whole(school, state="running", **late)  # somebody else's

    shown = {}
    for person in (maker, head):
        client.force_login(person)
        cards = client.get("/").context["cards"]
        shown[person] = {one.title: one.count for one in cards if "โครงการ" in one.title}

    assert shown[maker] == {"โครงการถูกส่งกลับแก้ไข": 1, "โครงการครบกำหนด ยังไม่รายงานผล": 1}
    waits = {"โครงการรออนุมัติ": 1, "โครงการรายงานผลแล้ว รอปิด": 1, "โครงการรอความเห็นคณะกรรมการ": 1}
    assert shown[head] == waits

"""The proposal: its head, its sections, its rows; who may change it; last year's again."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from community.models import Project, ProjectTask
from community.project_overview import difference, lacking
from community.services import projects
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.community.making_projects import (
    key,
    make_indicator,
    make_line,
    make_project,
    make_task,
    make_whole,
)
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db
NEW, LIST = reverse("community:project-create"), reverse("community:project-list")
REUSE = reverse("community:project-reuse")
LIST_QUERIES, PAGE_QUERIES = 4, 8


@pytest.fixture
def teacher_here(school, client):
    user = make_user(Role.TEACHER, school=school)
    client.force_login(user)
    return user


def page(name, *args):
    return reverse(f"community:{name}", args=args)


def typed(project=None, **fields):
    area = (project or make_project()).area
    facts = {"key": key(), "name": "เยี่ยมบ้าน", "area": area.pk, "nature": "new"}
    facts |= {"year_kind": "academic", "year": "2569", "budget": "๑๒,๕๐๐"}
    return facts | {"starts_on": "16/5/2569", "ends_on": "31/3/2570"} | fields


def test_project_is_made_once_for_a_form(client, teacher_here, school):
    asked = typed(owner_text="ครูดาว", owners=[teacher_here.pk])

    urls = [client.post(NEW, asked).url for _ in range(2)]

    project = Project.objects.get(school=school)
    assert urls == [page("project-detail", project.pk)] * 2
    assert (project.budget, project.made_by) == (Decimal(12500), teacher_here)
    assert (project.state, project.year) == ("draft", 2569)
    assert list(project.owners.all()) == [teacher_here]
    told = AuditEvent.objects.get(action="project.owners").changes
    assert told == {"people": [teacher_here.pk]}
    assert AuditEvent.objects.get(action="project.create").school_id == school.pk


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": ""}, ("name", "กรุณากรอกชื่อโครงการ")),
        ({"budget": "-1"}, ("budget", "ต้องไม่น้อยกว่า 0")),
        ({"budget": "1" + "0" * 20}, ("budget", "ตัวเลขยาวเกินไป")),
        ({"budget": "ห้าพัน"}, ("budget", "ใส่จำนวนเงินเป็นตัวเลข เช่น 12,500 หรือ 500.50")),
        ({"budget": "1.005"}, ("budget", "ทศนิยมได้ไม่เกิน 2 ตำแหน่ง")),
        ({"ends_on": "15/5/2569"}, ("ends_on", "วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม")),
        ({"ends_on": "31/2/2570"}, ("ends_on", "“31/2/2570” ไม่มีในปฏิทิน ใส่วันที่ เช่น 5/3/2569")),
        ({"ends_on": "31/3/2669"}, ("ends_on", "โครงการยาวเกิน 10 ปี ตรวจปีของวันสิ้นสุด")),
        ({"year_kind": ""}, ("year_kind", "กรุณาเลือกแผนตาม")),
        ({"year": "2400"}, ("year", "ปีต้องเป็น พ.ศ. เช่น 2569")),
        ({"year": "2565"}, ("year", "วันเริ่มและวันสิ้นสุดไม่อยู่ในปีการศึกษา 2565")),
    ],
)
def test_what_cannot_be_is_told_at_its_field(client, teacher_here, school, fields, told):
    answer = client.post(NEW, typed(**fields))

    assert answer.context["form"].errors == {told[0]: [told[1]]}
    assert not Project.objects.filter(school=school).exists()


def test_years_of_our_era_are_understood(client, teacher_here, school):
    client.post(NEW, typed(year="2026", starts_on="16/5/2026", ends_on="31/3/2027"))

    project = Project.objects.get(school=school)
    assert (project.year, project.starts_on) == (2569, date(2026, 5, 16))


def test_area_and_people_of_another_school_are_refused(client, teacher_here, school):
    other = make_school()
    area = make_project(other).area
    area.school = other
    area.save()
    stranger = make_user(Role.TEACHER, school=other)

    answer = client.post(NEW, typed(area=area.pk, owners=[stranger.pk]))

    assert set(answer.context["form"].errors) == {"area", "owners"}


def test_members_of_the_board_are_not_offered_and_who_left_stays_chosen(
    client, school, teacher_here
):
    make_user(Role.BOARD_MEMBER, school=school)
    gone = make_user(Role.TEACHER, school=make_school(), last_name="ลาออก")
    project = make_project(school, teacher_here)
    project.owners.add(gone)

    offered = client.get(page("project-update", project.pk)).context["form"].fields["owners"]

    assert set(offered.queryset) == {teacher_here, gone}


def test_section_of_ten_thousand_letters_is_kept_and_longer_is_told(client, teacher_here, school):
    project = make_project(school, teacher_here)
    url = page("project-section", project.pk, "rationale")

    client.post(url, {"rationale": "ก" * 10_000})
    answer = client.post(url, {"rationale": "ก" * 10_001})

    project.refresh_from_db()
    assert len(project.rationale) == 10_000
    [told] = answer.context["form"].errors["rationale"]
    assert told == "ยาวเกิน 10000 ตัวอักษร (ที่กรอกมี 10001)"


def test_two_people_in_two_sections_lose_nothing(school, teacher_here):
    project = make_project(school, teacher_here)
    first, second = (Project.objects.get(pk=project.pk) for _ in range(2))
    first.rationale, second.place = "เหตุผล", "วัด"

    projects.update(first, ["rationale"], by=teacher_here)
    projects.update(second, ["place", "expected"], by=teacher_here)

    project.refresh_from_db()
    assert (project.rationale, project.place, project.version) == ("เหตุผล", "วัด", 3)


def test_second_of_two_in_one_section_sees_both_values(client, school, teacher_here):
    project = make_project(school, teacher_here)
    url = page("project-section", project.pk, "rationale")
    seen = client.get(url).context["form"].initial["seen"]
    client.post(url, {"rationale": "ของคนแรก", "seen": seen})

    answer = client.post(url, {"rationale": "ของคนที่สอง", "seen": seen})

    [row] = answer.context["form"].differences
    assert (row["saved"], row["typed"]) == ("ของคนแรก", "ของคนที่สอง")
    project.refresh_from_db()
    assert project.rationale == "ของคนแรก"


def test_who_made_it_or_is_responsible_may_change_it_and_nobody_else(client, school, teacher_here):
    mine, others, shared = (make_project(school) for _ in range(3))
    Project.objects.filter(pk=mine.pk).update(made_by=teacher_here)
    shared.owners.add(teacher_here)

    answers = [client.get(page("project-update", one.pk)) for one in (mine, others, shared)]

    assert [one.status_code for one in answers] == [200, 404, 200]
    assert client.get(page("project-detail", others.pk)).status_code == 200
    for url in (page("project-part-create", others.pk, "task"), page("project-propose", others.pk)):
        assert client.post(url, {"what": "x"}).status_code == 404


def test_community_head_changes_all_of_the_school_and_none_of_another(client, school):
    client.force_login(make_user(Role.COMMUNITY_HEAD, school=school))

    answers = [
        client.get(page("project-update", make_project(one).pk)).status_code
        for one in (school, make_school())
    ]

    assert answers == [200, 404]


def test_office_sees_its_own_projects_and_none_of_its_schools(client):
    office = make_district()
    own, of_school = make_project(office), make_project(make_school(district=office))
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=office))

    shown = client.get(LIST).context["page_obj"].object_list

    assert list(shown) == [own]
    assert client.get(page("project-detail", own.pk)).status_code == 200
    assert client.get(page("project-detail", of_school.pk)).status_code == 404


def test_empty_proposal_says_what_is_missing(client, school, teacher_here):
    project = make_project(school, teacher_here, owner_text="")

    told = [one.words for one in lacking(project)]

    assert told == [
        "ยังไม่ระบุผู้รับผิดชอบ",
        "ยังไม่กรอกหลักการและเหตุผล",
        "ยังไม่กรอกวัตถุประสงค์",
        "ยังไม่กรอกเป้าหมายเชิงปริมาณ",
        "ยังไม่กรอกเป้าหมายเชิงคุณภาพ",
        "ยังไม่กรอกสถานที่ดำเนินการ",
        "ยังไม่กรอกผลที่คาดว่าจะได้รับ",
        "ยังไม่มีกิจกรรม",
        "ยังไม่มีตัวบ่งชี้ความสำเร็จ",
        "งบประมาณ 5,000 บาท แต่รายการรวมได้ 0 บาท ขาดอีก 5,000 บาท",
    ]
    text = client.get(page("project-detail", project.pk)).text
    assert "ยังขาด 10 เรื่องก่อนเสนอ" in text
    assert '<a href="#budget">งบประมาณ 5,000 บาท' in text
    assert lacking(make_whole(school)) == []


@pytest.mark.parametrize(
    ("total", "words"),
    [("5000", ""), ("4999.75", "ขาดอีก 0.25 บาท"), ("6000", "เกินไป 1,000 บาท")],
)
def test_budget_rows_that_do_not_add_up_say_by_how_much(total, words):
    assert difference(Decimal(5000), Decimal(total)).endswith(words)
    assert bool(difference(Decimal(5000), Decimal(total))) == bool(words)


def test_proposed_project_is_changed_by_nobody(client, school, teacher_here):
    project = make_whole(school, teacher_here, state="proposed")
    urls = [
        (page("project-section", project.pk, "ends"), {"place": "ที่อื่น"}),
        (page("project-update", project.pk), typed(project)),
        (page("project-part-create", project.pk, "task"), {"key": key(), "phase": 2, "what": "ก"}),
    ]

    answers = [client.post(url, asked) for url, asked in urls]

    assert all(projects.LOCKED in one.text for one in answers)
    project.refresh_from_db()
    assert (project.place, project.budget_lines.count()) == ("ข้อความ", 1)


def test_unknown_section_and_kind_are_not_found(client, school, teacher_here):
    project = make_project(school, teacher_here)

    urls = [page("project-section", project.pk, "x"), page("project-part-create", project.pk, "x")]

    assert [client.get(url).status_code for url in urls] == [404, 404]


def test_last_years_project_is_taken_over_with_days_a_year_on(client, school, teacher_here):
    days = {"starts_on": date(2027, 6, 1), "ends_on": date(2028, 2, 29)}
    old = make_whole(school, teacher_here, year=2570, state="closed", outcome="ผล", **days)
    old.tasks.update(starts_on=date(2028, 2, 29), phase=3)
    old.indicators.update(result="310 คน", is_met=True)
    old.owners.add(teacher_here, make_user(Role.TEACHER, school=school, is_active=False))
    asked = {"key": key(), "source": old.pk, "year": "2571"}

    urls = {client.post(REUSE, asked).url for _ in range(2)}

    new = Project.objects.get(copied_from=old)
    assert urls == {page("project-detail", new.pk)}
    assert (new.starts_on, new.ends_on) == (date(2028, 6, 1), date(2029, 2, 28))
    assert (new.state, new.nature, new.outcome) == ("draft", "continuing", "")
    assert new.tasks.get().starts_on == date(2029, 2, 28)
    assert list(new.owners.all()) == [teacher_here]
    assert new.budget_lines.get().task == new.tasks.get()
    assert (new.indicators.get().result, new.indicators.get().is_met) == ("", None)


def test_same_project_is_not_taken_over_twice_for_a_year(client, school, teacher_here):
    old = make_whole(school, teacher_here)
    client.post(REUSE, {"key": key(), "source": old.pk, "year": "2570"})

    answer = client.post(REUSE, {"key": key(), "source": old.pk, "year": "๒๕๗๐"})

    assert answer.context["form"].errors == {"year": ["มีโครงการชื่อนี้ในปีการศึกษา 2570 แล้ว"]}
    assert Project.objects.filter(school=school).count() == 2


def test_project_of_another_school_is_not_taken_over(client, teacher_here):
    foreign = make_whole()

    answer = client.post(REUSE, {"key": key(), "source": foreign.pk, "year": "2570"})

    assert set(answer.context["form"].errors) == {"source"}
    assert Project.objects.get() == foreign


def test_list_is_narrowed(client, school, teacher_here):
    wanted = make_project(school, name="ปลูกป่าชุมชน", state="running")
    make_project(school, year=2568)
    make_project(school, name="ปลูกป่า", area=None, state="running")

    asked = {"q": "ปลูก", "year": "2569", "state": "running", "area": wanted.area_id}

    assert list(client.get(LIST, asked).context["page_obj"]) == [wanted]
    assert len(client.get(LIST, {"q": "ครูดาว"}).context["page_obj"]) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_same_number_of_queries(
    client, school, teacher_here, django_assert_num_queries, count
):
    project = make_whole(school, teacher_here, state="running")
    for _ in range(count):
        make_project(school)
        task = make_task(project, phase=ProjectTask.Phase.PLAN)
        paid = {"line": make_line(project, task=task), "amount": 1, "spent_on": project.starts_on}
        project.spendings.create(made_by=teacher_here, **paid)
        project.moves.create(verb="approve", by=make_user(Role.DEPUTY, school=school))
        make_indicator(project)
    client.get(LIST)

    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(page("project-detail", project.pk))

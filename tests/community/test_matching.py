"""A need of the community and the experts who could help: found, asked, answered, taught."""

import pytest
from django.urls import reverse

from community.matching import experts_for, needs_for
from community.models import Branch, NeedExpert
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.community.making_experts import make_expert, make_lesson
from tests.community.making_partners import make_head, make_held, make_need
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def head(client, school):
    head = make_head(school)
    client.force_login(head)
    return head


def page(name, row):
    return reverse(f"community:{name}", args=[row.pk])


def found(need):
    return [(one.expert.name, one.why, one.lessons) for one in experts_for(need)]


def test_experts_fit_by_branch_and_by_words(school, head):
    crafts = make_expert(school, "ทอ", "หัตถกรรม", knowledge="จักสาน").branches.get()
    farmer = make_expert(school, "ปุ๋ย", "เกษตรกรรม", knowledge="ทำปุ๋ยหมัก, ปลูกผัก")
    teacher = make_expert(school, "ครู", "อื่น", knowledge="")
    for _ in range(2):
        make_lesson(teacher, head, subject="ปุ๋ยหมักจากใบไม้")
    make_expert(school, "ชุมชน", "อื่น", knowledge="ดูแลชุมชน นักเรียน")
    make_expert(school, "เลิก", "หัตถกรรม", is_active=False)
    make_expert(make_school(), "โรงเรียนอื่น", "หัตถกรรม")
    need = make_need(school, head, text="อบรมทำปุ๋ยหมักจากใบไม้ในชุมชน", branch=crafts)

    assert found(need) == [
        ("ทอ", "หัตถกรรม", 0),
        ("ครู", "ปุ๋ยหมักจากใบไม้", 2),
        ("ปุ๋ย", "ทำปุ๋ยหมัก", 0),
    ]
    assert needs_for(farmer, []) == [need]


def test_needs_of_an_expert_are_open_and_of_the_school(school, head):
    expert = make_expert(school, knowledge="ทอผ้า")
    wanted = make_need(school, head, text="เรียนทอผ้า", state="planned")
    make_need(school, head, text="เรียนทอผ้า", state="met")
    make_need(make_school(), head, text="เรียนทอผ้า")

    assert needs_for(expert, []) == [wanted]


def test_expert_is_asked_once_and_answers(client, school, head):
    need, expert = make_need(school, head, text="เรียนทอผ้าพื้นเมือง"), make_expert(school)
    assert page("need-ask", need) in client.get(page("need-detail", need)).text

    for _ in range(2):
        answer = client.post(page("need-ask", need), {"expert": expert.pk})

    row = NeedExpert.objects.get()
    assert (answer.url, row.expert, row.state) == (need.get_absolute_url(), expert, "asked")
    assert client.get(answer.url).context["matches"] == []
    client.post(page("need-reply", row), {"state": "agreed"})
    text = client.get(answer.url).text
    assert f"{page('teaching-create', expert)}?need={need.pk}" in text
    event = AuditEvent.objects.get(action="need_expert.answer")
    assert event.changes == {"state": ["asked", "agreed"]}
    assert AuditEvent.objects.filter(action="need_expert.ask").count() == 1


def test_expert_page_asks_and_leads_back(client, school, head):
    need, expert = make_need(school, head, text="เรียนทอผ้าพื้นเมือง"), make_expert(school)
    assert client.get(expert.get_absolute_url()).context["needs"] == [need]

    data = {"expert": expert.pk, "from": "expert"}
    answer = client.post(page("need-ask", need), data)

    assert answer.url == expert.get_absolute_url()
    context = client.get(answer.url).context
    assert (context["needs"], [one.need for one in context["asked"]]) == ([], [need])
    assert [str(one) for one in context["branches"]] == ["ศิลปกรรม"]
    assert [one.label for one in context["history"]] == []


def test_lesson_begins_with_the_need(client, school, head):
    activity, expert = make_held(school, head), make_expert(school)
    need = make_need(school, head, text="ก" * 500, activity=activity)
    foreign = make_need(make_school(), head, text="ลับ")

    form = client.get(f"{page('teaching-create', expert)}?need={need.pk}").context["form"]
    other = client.get(f"{page('teaching-create', expert)}?need={foreign.pk}").context["form"]

    assert (form.initial["subject"], form.initial["activity"]) == ("ก" * 200, activity.pk)
    assert not other.initial["subject"]


def test_who_teaches_no_more_and_who_is_elsewhere_is_not_asked(client, school, head):
    need = make_need(school, head)
    gone, foreign = make_expert(school, is_active=False), make_expert(make_school())

    told = client.post(page("need-ask", need), {"expert": gone.pk}, follow=True)

    assert "ไม่ได้ถ่ายทอดความรู้แล้ว" in told.text
    for sent in (foreign.pk, "", "๑" * 30, "x"):
        assert client.post(page("need-ask", need), {"expert": sent}).status_code == 404
    assert not NeedExpert.objects.exists()


def test_answer_that_there_is_not_changes_nothing(client, school, head):
    row = NeedExpert.objects.create(
        need=make_need(school, head),
        expert=make_expert(school),
        asked_on="2026-11-02",
        made_by=head,
    )

    told = client.post(page("need-reply", row), {"state": "maybe"}, follow=True)

    row.refresh_from_db()
    assert "กรุณาเลือกคำตอบ" in told.text
    assert row.state == "asked"
    client.force_login(make_head())
    assert client.post(page("need-reply", row), {"state": "agreed"}).status_code == 404
    assert client.post(page("need-withdraw", row)).status_code == 404


def test_teacher_reads_a_need_without_buttons(client, school, head):
    need = make_need(school, head, text="เรียนทอผ้าพื้นเมือง")
    make_expert(school)
    client.force_login(make_user(Role.TEACHER, school=school))

    response = client.get(page("need-detail", need))

    assert len(response.context["matches"]) == 1
    assert page("need-ask", need) not in response.text


def test_branch_of_another_school_is_not_taken(client, school, head):
    need = make_need(school, head)
    branch = Branch.objects.create(name="ของที่อื่น", school=make_school())

    data = {"text": "ก", "kind": "training", "asked_on": "1/11/2569", "source": "talk"}
    sent = data | {"asked_by": "ผู้ใหญ่บ้าน", "state": "open", "branch": branch.pk}
    response = client.post(page("need-update", need), sent)

    assert "branch" in response.context["form"].errors


@pytest.mark.parametrize("rows", [1, 3])
def test_need_and_expert_cost_the_same(client, school, head, rows, django_assert_num_queries):
    need = make_need(school, head, text="เรียนทอผ้าพื้นเมือง")
    for number in range(rows):
        expert = make_expert(school, f"คนที่ {number}")
        make_lesson(expert, head)
        client.post(page("need-ask", need), {"expert": expert.pk})
        make_expert(school, f"อีกคน {number}")
        make_need(school, head, text="เรียนทอผ้าพื้นเมือง")
    client.get(page("need-detail", need))

    with django_assert_num_queries(6):
        client.get(page("need-detail", need))
    with django_assert_num_queries(8):
        client.get(page("expert-detail", expert))

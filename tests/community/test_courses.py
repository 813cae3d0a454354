"""Training for the community: asked for, held, its villagers, certificates, what followed."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from community.models import Course
from community.services.courses import read_lines
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent, Village
from tests.community.making_activities import TODAY, make_activity, make_course, typed
from tests.community.making_partners import make_need
from tests.factories import make_school

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(TODAY)]
PLAN = {"hours": "๖", "topics": "วัสดุ\nการกลับกอง", "trainers": "หมอดินอาสา"}


@pytest.fixture
def activity(client, school, teacher):
    client.force_login(teacher)
    return make_activity(school, teacher, title="ทำปุ๋ยหมัก", kind="training")


@pytest.fixture
def village(school):
    made = Village.objects.create(name="บ้านดอยงาม")
    made.schools.add(school)
    return made


def page(activity, verb):
    return reverse(f"community:course-{verb}", args=[activity.pk])


@pytest.mark.parametrize("verb", ["result", "update"])
def test_course_answers_a_need_that_is_met_once_it_was_held(client, activity, village, verb):
    need = make_need(activity.school, activity.made_by)
    asked = PLAN | {"need": need.pk, "village": village.pk, "asked_by": "ผู้ใหญ่บ้าน"}

    for _ in range(2):
        client.post(page(activity, "plan"), asked)

    course = Course.objects.get()
    assert (course.hours, course.village, course.asked_by) == (6, village, "ผู้ใหญ่บ้าน")
    need.refresh_from_db()
    assert (need.activity, need.state) == (activity, "planned")
    result = reverse(f"community:activity-{verb}", args=[activity.pk])
    client.post(result, typed(kind="training", result="ทำเองได้"))
    need.refresh_from_db()
    assert need.state == "met"


def test_training_begins_at_what_a_village_asked_for(client, activity, village):
    need = make_need(activity.school, activity.made_by, village=village, asked_by="ผู้ใหญ่บ้าน")
    url = f"{reverse('community:activity-create')}?need={need.pk}"
    form = client.get(url).context["form"]
    assert (form["title"].value(), form["kind"].value()) == (need.text, need.kind)
    sent = typed(kind="training", title=need.text)

    for _ in range(2):
        client.post(url, sent)

    need.refresh_from_db()
    assert (need.state, need.activity.kind) == ("planned", "training")
    course = client.get(page(need.activity, "plan")).context["form"].instance
    assert (course.village, course.asked_by) == (village, "ผู้ใหญ่บ้าน")
    far = make_need(make_school(), activity.made_by)
    assert client.get(url.replace(str(need.pk), str(far.pk))).status_code == 404


def test_cancelled_training_leaves_the_need_open(client, activity):
    need = make_need(activity.school, activity.made_by, activity=activity, state="planned")

    client.post(reverse("community:activity-cancel", args=[activity.pk]), {"reason": "ฝนตก"})

    need.refresh_from_db()
    assert (need.activity, need.state) == (None, "open")


@pytest.mark.parametrize("hours", ["0", "-1", "หก", "1000000000", ""])
def test_hours_that_cannot_be_are_told(client, activity, hours):
    form = client.post(page(activity, "plan"), PLAN | {"hours": hours}).context["form"]

    assert set(form.errors) == {"hours"}


def test_need_and_village_of_elsewhere_are_refused(client, activity):
    other = make_school()
    far = Village.objects.create(name="บ้านไกล")
    far.schools.add(other)
    asked = PLAN | {"need": make_need(other, activity.made_by).pk, "village": far.pk}

    assert set(client.post(page(activity, "plan"), asked).context["form"].errors) == {
        "need",
        "village",
    }


def test_villagers_are_pasted_as_lines(client, activity):
    course = make_course(activity)
    lines = "นางบัวผัน ใจงาม, บ้านดอยงาม\nนายคำมูล สุขสาธิต\tบ้านแม่ลาด\t๔.๕\n\n=1+1, บ้านป่า, 0"

    client.post(page(activity, "learners"), {"lines": lines, "before": ""})

    assert list(course.learners.values_list("name", "village", "hours")) == [
        ("นางบัวผัน ใจงาม", "บ้านดอยงาม", None),
        ("นายคำมูล สุขสาธิต", "บ้านแม่ลาด", Decimal("4.5")),
        ("=1+1", "บ้านป่า", 0),
    ]
    text = client.get(page(activity, "learners")).context["form"]["lines"].value()
    assert text.splitlines()[1] == "นายคำมูล สุขสาธิต, บ้านแม่ลาด, 4.5"
    assert AuditEvent.objects.get(action="course.people").changes["count"] == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ก, ข, 7", "บรรทัดที่ 1: ชั่วโมงต้องอยู่ระหว่าง 0 ถึง 6"),
        ("ก, ข\nก, ข", "บรรทัดที่ 2: ชื่อนี้ซ้ำ"),
        ("ก, ข, หก", "ไม่ใช่ตัวเลข"),
        ("ก, ข, 1, 2", "มากกว่าสามช่อง"),
        (", บ้านดอย", "ไม่มีชื่อ"),
        ("\n".join(f"คน{number}" for number in range(501)), "ไม่เกิน 500 คน"),
    ],
    ids=["more hours", "twice", "no number", "four parts", "no name", "too many"],
)
def test_line_at_fault_is_named(text, words):
    with pytest.raises(ValidationError) as told:
        read_lines(text, Decimal(6))

    assert words in told.value.messages[0]


def test_second_of_two_who_type_the_list_is_told(client, activity):
    course = make_course(activity)
    client.post(page(activity, "learners"), {"lines": "นายหนึ่ง", "before": ""})

    answer = client.post(page(activity, "learners"), {"lines": "นายสอง", "before": ""})

    assert "มีคนอื่นบันทึกรายชื่อไปก่อน" in answer.text
    assert answer.context["form"]["lines"].value() == "นายสอง"
    assert list(course.learners.values_list("name", flat=True)) == ["นายหนึ่ง"]


def test_follow_up_has_a_day(client, activity):
    course = make_course(activity)
    url = page(activity, "follow-up")
    assert "กรุณากรอกวันที่ติดตามผล" in client.post(url, {"follow_up": "ยังทำอยู่"}).text

    for day, words in (("1/11/2569", "ไม่มาก่อนวันอบรม"), ("1/12/2569", "ยังไม่ถึงวันนี้")):
        assert words in client.post(url, {"follow_up": "ยัง", "follow_up_on": day}).text

    client.post(url, {"follow_up": "ยังทำอยู่", "follow_up_on": "20/11/2569"})

    course.refresh_from_db()
    assert (course.follow_up, course.follow_up_on) == ("ยังทำอยู่", date(2026, 11, 20))


def test_only_a_training_has_a_course(client, school, teacher):
    client.force_login(teacher)
    event = make_activity(school, teacher)

    verbs = ("plan", "learners", "follow-up")
    assert [client.get(page(event, verb)).status_code for verb in verbs] == [404] * 3


def test_certificates_are_for_those_who_came(activity):
    course = make_course(activity)
    for place, (name, hours) in enumerate([("พระสาธิต", None), ("นายหนึ่ง", 0), ("นางสอง", 3)]):
        course.learners.create(name=name, village="บ้านดอยงาม", hours=hours, position=place)
    asked = {"object": str(activity.pk), "digits": "arabic"}

    made = prepare("training-certificate-community", asked, user=None)

    html = [part.html() for part in made.parts()]
    assert ["ขอถวายเกียรติบัตร" in one for one in html] == [True, False]
    assert "นางสอง" in html[1]
    assert [f"จำนวน {hours} ชั่วโมง" in one for one, hours in zip(html, "63", strict=True)] == [
        True
    ] * 2
    sheet = prepare("activity-signin", asked | {"who": "learners"}, user=None).html()
    assert re.findall(r'<td class="c">(\d)</td><td></td>', sheet) == ["6", "0", "3"]


def test_certificates_of_nobody_are_refused(activity):
    make_course(activity)
    made = prepare("training-certificate-community", {"object": str(activity.pk)}, user=None)

    with pytest.raises(ValidationError, match="ยังไม่มีผู้เข้าอบรม"):
        made.check()

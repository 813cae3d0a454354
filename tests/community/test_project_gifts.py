"""What was received for a project stands on its page and in its report; nobody is named."""

from decimal import Decimal

import pytest
from django.urls import reverse

from community.models import ResourceUse
from community.project_around import around, gifts_of
from schoolcare.access import Role
from schoolcare.documents import prepare
from tests.community.making_activities import make_activity
from tests.community.making_projects import FIRST, make_whole
from tests.community.making_resources import DAY, make_gift, make_labour, make_purpose
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker(school):
    return make_user(Role.TEACHER, school=school)


@pytest.fixture
def project(school, maker):
    """Money for itself and for its purpose, things and labour; some of it used."""
    project = make_whole(school, maker, state="running", outcome="ทำครบ")
    purpose = make_purpose(school, project=project)
    make_gift(school, maker, purpose=purpose, value=Decimal("1500.25"))
    make_gift(school, maker, project=project, purpose=purpose, value=Decimal(500))
    make_gift(school, maker, project=project, kind="things", value=Decimal(800))
    make_labour(school, maker, project=project)
    make_gift(school, maker)  # for something else
    paid = {"used_on": DAY, "what": "ค่าไม้", "made_by": maker}
    ResourceUse.objects.create(purpose=purpose, project=project, amount=Decimal("400.10"), **paid)
    ResourceUse.objects.create(purpose=purpose, amount=100, **paid)
    return project


def test_gifts_are_added_up_by_kind_and_purpose(project, django_assert_num_queries):
    with django_assert_num_queries(1):
        gifts = gifts_of(project)

    sums = [(one.label, one.count, one.money, one.other) for one in gifts.kinds]
    assert sums == [
        ("เงิน", 2, Decimal("2000.25"), 0),
        ("สิ่งของ/ครุภัณฑ์", 1, 0, 800),
        ("แรงงาน", 1, 0, 0),
    ]
    [fund] = gifts.funds
    assert (fund.received, fund.used) == (Decimal("2000.25"), Decimal("500.10"))
    assert (fund.balance, gifts.used) == (Decimal("1500.15"), Decimal("400.10"))
    assert gifts.words == "เงิน 2,000.25 บาท สิ่งของและอื่น ๆ ประเมินค่า 800 บาท แรงงาน 42 ชั่วโมง"


def test_purposes_stand_in_the_order_of_thai(school, maker):
    project = make_whole(school, maker, state="running")
    for name in ("ขลุ่ย", "เก้าอี้", "กลอง"):
        make_purpose(school, name, project=project)

    assert [fund.name for fund in gifts_of(project).funds] == ["กลอง", "เก้าอี้", "ขลุ่ย"]


def test_crossed_out_gift_does_not_count(project, maker):
    crossed = {"voided_at": "2026-08-06T00:00Z", "voided_by": maker, "void_reason": "ซ้ำ"}
    project.resources.update(**crossed)
    project.resource_uses.update(**crossed)

    gifts = gifts_of(project)

    assert [one.label for one in gifts.kinds] == ["เงิน"]
    assert gifts.used == 0
    assert not gifts_of(make_whole(project.school))


def test_page_shows_sums_and_leads_to_gifts_who_may_see_them(client, project, maker):
    url = reverse("community:project-detail", args=[project.pk])
    fund = reverse("community:purpose-detail", args=[project.purposes.get().pk])
    shown = {}
    for person in (maker, make_user(Role.COMMUNITY_HEAD, school=project.school)):
        client.force_login(person)
        shown[person] = client.get(url).text
        assert "1,500.15" in shown[person]
        assert "นายสมหมาย" not in shown[person]

    assert [fund in text for text in shown.values()] == [False, True]


def test_report_tells_what_was_received(project):
    document = prepare("project-report", {"object": str(project.pk)}, user=None)

    assert "ได้รับการสนับสนุนจากผู้มีจิตศรัทธา เงิน 2,000.25 บาท" in document.default_body()["summary"]
    html = document.html()
    assert "ทรัพยากรที่ได้รับเพื่อโครงการ" in html
    assert "คงเหลือ ๑,๕๐๐.๑๕ บาท" in html


def test_activities_stand_in_the_order_of_their_days(project, maker):
    later = make_activity(project.school, maker, project=project, title="ข")
    earlier = make_activity(
        project.school, maker, project=project, title="ก", starts_on=FIRST, ends_on=FIRST
    )

    held, _gifts, _moves = around(project)

    assert [one.pk for one in held] == [earlier.pk, later.pk]

"""The proposal and the report of a project, as paper."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pypdf import PdfReader

from community.models import ActivityClass, ActivityGuests, GuestGroup, ProjectTask
from community.project_words import days_of
from community.services.project_moves import Verb, move
from schoolcare import registry
from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.paper.subjects import SubjectError
from schoolcare.paper.texts import save_text
from tests.community.making_activities import make_activity, make_photo
from tests.community.making_projects import (
    make_indicator,
    make_line,
    make_task,
    make_whole,
    records_of,
)
from tests.factories import make_district, make_student, make_user
from tests.paper_measure import assert_paper

pytestmark = pytest.mark.django_db
NAME = "โครงการพัฒนาความสัมพันธ์ระหว่างบ้าน วัด โรงเรียน และองค์กรปกครองส่วนท้องถิ่นอย่างยั่งยืน"


def paper(project, slug="project-proposal", **asked):
    return prepare(slug, {"object": str(project.pk)} | asked, user=None)


@pytest.fixture
def project(school):
    maker = make_user(Role.TEACHER, school=school, first_name="ดาว")
    make_user(Role.DIRECTOR, school=school, first_name="ศักดิ์", position="ผู้อำนวยการ")
    project = make_whole(school, maker, budget=Decimal("6500.50"), objectives="หนึ่ง\nสอง")
    project.budget_lines.update(amount=5000)
    make_line(project, "1500.50", kind=3, item="กระดาษ", source="เงินบริจาค")
    make_task(project, phase=ProjectTask.Phase.PLAN, what="ประชุมวางแผน")
    return project


def test_proposal_holds_the_eight_sections_and_sums_in_words(project):
    html = paper(project).html()

    titles = ["๑. หลักการและเหตุผล", "๒. วัตถุประสงค์", "๓. เป้าหมาย", "๔. กิจกรรมและขั้นตอนการดำเนินงาน"]
    titles += ["๕. งบประมาณ", "๖. ตัวชี้วัดความสำเร็จ", "๗. สถานที่ดำเนินการ", "๘. ผลที่คาดว่าจะได้รับ"]
    assert [html.index(title) for title in titles] == sorted(html.index(one) for one in titles)
    assert "๖,๕๐๐.๕๐ บาท (หกพันห้าร้อยบาทห้าสิบสตางค์)" in html
    assert "จากเงินอุดหนุน" in html
    assert "และเงินบริจาค" in html
    assert html.index("ขั้นวางแผน (Plan)") < html.index("ขั้นดำเนินการ (Do)")
    assert "๒.๒ สอง" in html


def test_proposal_says_when_its_rows_do_not_add_up(project):
    assert "ยอดยังไม่ตรงกัน" not in paper(project).html()
    project.budget_lines.filter(kind=3).delete()

    html = paper(project).html()

    assert "งบประมาณ ๖,๕๐๐.๕๐ บาท แต่รายการรวมได้ ๕,๐๐๐ บาท ขาดอีก ๑,๕๐๐.๕๐ บาท" in html


def test_proposal_puts_each_row_under_its_type(project):
    context = paper(project).context()

    cells = [(row.item, row.cells) for row in context["money"]]
    assert cells == [("ค่าอาหารว่าง", ("", "5,000", "")), ("กระดาษ", ("", "", "1,500.50"))]
    assert context["sums"] == ["0", "5,000", "1,500.50"]


def test_proposal_is_signed_by_maker_chair_and_director(project):
    html = paper(project).html()

    for words in ("ผู้เสนอโครงการ", "ผู้เห็นชอบ", "ประธานกรรมการสถานศึกษาขั้นพื้นฐาน", "ผู้อนุมัติ"):
        assert words in html
    assert "(นายดาว ใจดี)" in html
    assert "(นายศักดิ์ ใจดี)" in html


def test_proposal_names_the_meeting_that_endorsed_it(project):
    head = make_user(Role.DIRECTOR, school=project.school)
    move(project, Verb.PROPOSE, by=project.made_by)
    said = {"on": date(2026, 6, 1), "meeting": "การประชุมครั้งที่ 2/2569"}
    assert paper(project).context()["endorsed"] == ""

    move(project, Verb.ENDORSE, by=head, **said)

    told = "เห็นชอบในการประชุมครั้งที่ 2/2569 เมื่อวันที่ 1 มิถุนายน 2569"
    assert paper(project).context()["endorsed"] == told


def test_chair_is_named_where_the_record_knows_one(project, monkeypatch):
    monkeypatch.setattr(registry, "board_records", records_of(chair="นายสมชาย ประธาน"))

    assert "(นายสมชาย ประธาน)" in paper(project).html()


def test_proposal_of_an_office_has_no_chair(school):
    office = make_district(name="สำนักงานเขตทดสอบ")
    project = make_whole(office, make_user(Role.DISTRICT_OFFICER, district=office))

    html = paper(project).html()

    assert "ผู้อนุมัติ" in html
    assert "ผู้เห็นชอบ" not in html
    assert "สำนักงานเขตทดสอบ" in html


def test_empty_form_has_the_same_sections_and_nobody(school):
    document = prepare("project-proposal", {"school": school.code, "blank": "1"}, user=None)

    html = document.html()

    assert "๘. ผลที่คาดว่าจะได้รับ" in html
    assert "☐ โครงการใหม่" in html
    assert_paper(document.pdf(), "project", html=html)


def test_proposal_keeps_the_measures_with_long_names_and_many_rows(project):
    project.name = NAME * 3
    project.rationale = "\n".join(["โรงเรียนเป็นส่วนหนึ่งของชุมชน " * 12] * 4)
    project.save()
    for number in range(12):
        make_line(project, 100 + number, item=f"ค่าวัสดุอุปกรณ์สำหรับกิจกรรมที่ {number}", task=None)
        make_task(project, what="ออกเยี่ยมบ้านนักเรียนและประชุมชี้แจงผู้ปกครองในหมู่บ้าน", owner=NAME[:90])
        make_indicator(project, what=NAME, method="สังเกต", tool="แบบประเมินความพึงพอใจ")

    document = paper(project)

    assert_paper(document.pdf(), "project", html=document.html())


def test_proposal_of_another_school_is_not_found(project):
    stranger = make_user(Role.DIRECTOR, school=make_whole().school)

    with pytest.raises(SubjectError):
        prepare("project-proposal", {"object": str(project.pk)}, user=stranger)


@pytest.fixture
def finished(project):
    lines = list(project.budget_lines.order_by("pk"))
    facts = {"spent_on": project.starts_on, "made_by": project.made_by, "project": project}
    lines[0].spendings.create(amount=Decimal(5200), **facts)
    project.indicators.update(is_met=False, result="ได้ 250 คน")
    make_indicator(project, is_met=True)
    project.state, project.outcome, project.problems = "reported", "จัดได้ครบ", "ฝนตก"
    project.satisfaction, project.answers = Decimal("4.46"), 218
    project.save()
    return project


def test_report_is_assembled_from_the_record(finished):
    texts = paper(finished, "project-report").default_body()

    assert texts["outcome"] == "จัดได้ครบ"
    assert texts["summary"].splitlines() == [
        "โครงการบรรลุตัวบ่งชี้ความสำเร็จ 1 ข้อ จาก 2 ข้อ",
        "ใช้งบประมาณ 5,200 บาท จากที่ได้รับ 6,500.50 บาท คิดเป็นร้อยละ 80",
        "ผู้เข้าร่วมมีความพึงพอใจเฉลี่ย 4.46 จากคะแนนเต็ม 5 (ผู้ตอบแบบประเมิน 218 คน)",
    ]
    said = ["ตัวบ่งชี้ที่ไม่บรรลุ คือ ผู้ปกครองที่มาร่วม ได้ 250 คน", "ฝนตก"]
    assert texts["discussion"].splitlines() == said


def test_report_has_five_chapters_with_activities_and_money(finished):
    activity = make_activity(finished.school, finished.made_by, project=finished, title="ทอดผ้าป่า")
    ActivityClass.objects.create(activity=activity, label="ป.4/1", pupils=30)
    group = GuestGroup.objects.create(school=finished.school, name="ผู้สูงอายุทดสอบ")
    ActivityGuests.objects.create(activity=activity, group=group, people=12)
    document = paper(finished, "project-report", digits="arabic")

    html = document.html()

    chapters = [html.index(f"<h2>บทที่ {number}</h2>") for number in range(1, 6)]
    assert chapters == sorted(chapters)
    assert "ทอดผ้าป่า" in html
    assert document.context()["people"] == 42
    money = [(row.spent, row.left) for row in document.context()["money"]]
    assert money == [("5,200", "-200"), ("0", "1,500.50")]
    assert_paper(document.pdf(), "project", html=html)


def test_report_shows_only_photos_that_may_leave_the_school(finished):
    maker = finished.made_by
    activity = make_activity(finished.school, maker, project=finished)
    other = make_activity(finished.school, maker)
    shown = make_photo(activity, maker, shows="nobody", caption="ทอดผ้าป่า")
    pupil = make_student(school=finished.school)
    make_photo(activity, maker, shows="named", pupils=[pupil], caption="ไม่มีใครยินยอม")
    make_photo(activity, maker, caption="ยังไม่มีใครดู")
    make_photo(other, maker, shows="nobody", caption="งานอื่น")

    document = paper(finished, "project-report")

    assert document.photos() == [shown]
    assert f"stored:{shown.file.sha256}.600" in document.html()
    assert "ไม่มีใครยินยอม" not in document.html()


def test_each_activity_has_its_photo_in_the_report_before_another_has_two(finished):
    maker, day = finished.made_by, finished.starts_on
    first, last = (
        make_activity(finished.school, maker, project=finished, starts_on=on, ends_on=on)
        for on in (day, day + timedelta(days=1))
    )
    shown = [make_photo(one, maker, shows="nobody") for one in (first, first, last)]

    photos = paper(finished, "project-report").photos()

    assert photos == [shown[0], shown[2], shown[1]]


def test_summary_of_a_usual_project_with_photos_is_one_page(finished):
    activity = make_activity(finished.school, finished.made_by, project=finished)
    for caption in ("ทอดผ้าป่า " * 15, "", ""):
        make_photo(activity, finished.made_by, shows="nobody", caption=caption)
    document = paper(finished, "project-report", form="one")

    data = document.pdf()

    assert len(PdfReader(BytesIO(data)).pages) == 1
    assert_paper(data, "report", html=document.html())


def test_report_of_what_has_not_begun_is_refused(project):
    with pytest.raises(ValidationError):
        paper(project, "project-report").check()


def test_report_is_edited_before_printing_and_the_record_stays(client, finished):
    editor = make_user(Role.COMMUNITY_HEAD, school=finished.school)
    client.force_login(editor)
    url = reverse("document-print", args=["project-report"]) + f"?object={finished.pk}"
    assert "บทที่ 5 อภิปรายผล ปัญหาและอุปสรรค" in client.get(url).text
    document = paper(finished, "project-report")

    save_text(document, document.body | {"discussion": "อภิปรายว่า"}, version=0, by=editor)

    assert "อภิปรายว่า" in paper(finished, "project-report").html()
    finished.refresh_from_db()
    assert finished.problems == "ฝนตก"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 5, 1), date(2026, 5, 31), "พ.ค. 2569"),
        (date(2026, 5, 1), date(2026, 8, 31), "พ.ค. – ส.ค. 2569"),
        (date(2026, 5, 1), date(2027, 2, 28), "พ.ค. 2569 – ก.พ. 2570"),
        (date(2026, 5, 2), None, "2 พ.ค. 2569"),
        (date(2026, 5, 1), date(2026, 5, 30), "1–30 พ.ค. 2569"),
        (None, None, ""),
    ],
)
def test_whole_months_are_named(first, last, words):
    assert days_of(first, last) == words

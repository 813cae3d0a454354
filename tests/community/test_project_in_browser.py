"""A project from proposal to report: a teacher on a phone, the director at a desk."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from community.models import Project, WorkArea
from schoolcare.access import Role
from tests.factories import make_school, make_term, make_user
from tests.windows import PASSWORD, PC, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME = "บ้าน วัด โรงเรียน ร่วมใจ"
SECTIONS = {
    "rationale": {"rationale": "โรงเรียนเป็นส่วนหนึ่งของชุมชน"},
    "aims": {"objectives": "เพื่อร่วมมือกัน", "quantity_target": "300 คน", "quality_target": "ดีขึ้น"},
    "ends": {"place": "วัดและโรงเรียน", "expected": "ชุมชนเป็นเจ้าของโรงเรียน"},
}


@pytest.fixture
def cast():
    school = make_school(name="บ้านห้วยน้ำริน")
    make_term(school)
    WorkArea.objects.get_or_create(division="สัมพันธ์ชุมชน", name="งานสานสัมพันธ์")
    for role, name in ((Role.TEACHER, "teacher"), (Role.DIRECTOR, "director")):
        person = make_user(role, school=school, username=name, position=role.label)
        person.set_password(PASSWORD)
        person.save()


def propose(teacher):
    """Head, sections, an activity, a budget that first does not add up, an indicator."""
    teacher.go("community:project-create")
    teacher.fill(name=NAME, budget="๑,๕๐๐", owner_text="ครูดาว และคณะ")
    teacher.page.locator("[name=area]").select_option(label="งานสานสัมพันธ์")
    teacher.press("บันทึก")
    teacher.shows("ยังขาด 9 เรื่องก่อนเสนอ")
    pk = Project.objects.get().pk
    for section, typed in SECTIONS.items():
        teacher.go("community:project-section", pk, section)
        teacher.fill(**typed)
        teacher.press("บันทึก")
    add(teacher, "เพิ่มกิจกรรม", what="ทอดผ้าป่า")
    add(teacher, "เพิ่มตัวบ่งชี้", what="จำนวนผู้เข้าร่วม", target="300 คน")
    add(teacher, "เพิ่มรายการ", item="ค่าอาหาร", quantity="๓๐", unit="คน", unit_price="40")
    teacher.shows("ขาดอีก 300 บาท")
    add(teacher, "เพิ่มรายการ", item="ธงและป้าย", amount="300")
    teacher.shot("project-draft-phone")
    teacher.follow("เสนอโครงการ")
    teacher.press("เสนอโครงการ")
    return pk


def add(window, words, **typed):
    window.follow(words)
    if words == "เพิ่มรายการ":
        window.choose(kind="2")
    window.fill(**typed)
    window.press("บันทึก")


def approve(director, pk):
    director.go("community:project-detail", pk)
    director.follow("บันทึกความเห็นคณะกรรมการ")
    director.page.get_by_label("เห็นชอบ", exact=True).check()
    director.fill(on="1/6/2569", meeting="การประชุมครั้งที่ 2/2569")
    director.press("บันทึกความเห็นคณะกรรมการ")
    director.follow("อนุมัติ")
    director.press("อนุมัติ")
    director.shot("project-approved-pc")


def report(teacher, pk):
    teacher.go("community:project-detail", pk)
    teacher.follow("เริ่มดำเนินการ")
    teacher.press("เริ่มดำเนินการ")
    teacher.follow("บันทึกรายจ่าย")
    teacher.page.locator("[name=line]").select_option(index=1)
    teacher.fill(amount="1,250", spent_on="1/8/2569", document="บก.111/1")
    teacher.press("บันทึก")
    teacher.shows("ค่าอาหาร จ่ายเกินแผน 50 บาท")
    teacher.follow("ผลตามตัวบ่งชี้")
    one = Project.objects.get(pk=pk).indicators.get()
    teacher.choose(**{f"met_{one.pk}": "yes"})
    teacher.fill(**{f"result_{one.pk}": "342 คน"})
    teacher.press("บันทึก")
    teacher.follow("เขียนผล")
    teacher.fill(outcome="จัดทอดผ้าป่าได้ตามแผน", satisfaction="4.46", answers="218")
    teacher.press("บันทึก")
    teacher.follow("รายงานผล")
    teacher.press("รายงานผล")


def test_project_goes_from_proposal_to_report(cast, log_in):
    teacher, director = log_in("teacher", PHONE), log_in("director", PC)
    pk = propose(teacher)
    approve(director, pk)
    report(teacher, pk)
    director.go("community:project-detail", pk)
    director.follow("ปิดโครงการ")
    director.press("ปิดโครงการ")
    director.shows("ปิดโครงการแล้ว")

    assert Project.objects.get(pk=pk).state == Project.State.CLOSED
    pages = PdfReader(BytesIO(director.pdf("project-report", object=pk))).pages
    text = "".join(page.extract_text() for page in pages)
    assert len(pages) == 5
    for words in ("จัดทอดผ้าป่าได้ตามแผน", "๓๔๒ คน", "๔.๔๖", "๑,๒๕๐"):
        assert words in text

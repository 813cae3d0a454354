"""The papers of home visits: right boxes, nothing for those who may not see it, pages."""

from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from pypdf import PdfReader

from homevisits.documents.visit_form import VisitForm
from homevisits.models import HomeVisit, Status
from homevisits.services import visits
from schoolcare import files
from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.paper.subjects import SubjectError
from students.models import Student
from tests.factories import make_guardian, make_student, make_user
from tests.homevisits.making import complete, make_draft, make_round, make_visit, picture, save
from tests.paper_measure import assert_paper


@pytest.fixture
def visit(classroom, teacher):
    visit = complete(make_draft(make_student(classroom), teacher), teacher)
    save(visit, "risk", ticks={("safety", "abused"), ("health", "weak"), ("vehicles.car", "old")})
    return visits.submit_visit(visit, by=teacher)


def form(visit, user=None, **more):
    return prepare("homevisit-form", {"object": str(visit.pk)} | more, user=user)


def pages(data):
    assert data.startswith(b"%PDF")
    return len(PdfReader(BytesIO(data)).pages)


def test_form_ticks(visit):
    html = form(visit).html()
    assert "☑ ร่างกายไม่แข็งแรง" in html
    assert "☐ ร่างกายไม่แข็งแรง" not in html
    assert "◉ บ้านตนเอง" in html
    assert "☑ ถูกทารุณ/ทำร้ายจากบุคคลในครอบครัว" in html


def test_form_danger_hidden_from_others(visit, school):
    paper = form(visit, visit.author)
    assert "☑ ถูกทารุณ" in paper.html()
    paper.user = make_user(school=school)
    html = paper.html()
    assert "ถูกทารุณ" not in html
    assert "(แสดงเฉพาะผู้มีสิทธิ์)" in html


def test_form_pages(visit):
    data = form(visit).pdf()
    assert pages(data) == 4
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    assert visit.student.first_name in text


def test_form_blank(school):
    asked = {"school": school.code, "blank": "1"}
    paper = prepare("homevisit-form", asked, user=None)
    html = paper.html()
    assert "☑" not in html
    assert "◉" not in html
    assert pages(paper.pdf()) == 4


def test_form_blank_of_the_short_kind(school, tmp_path):
    target = tmp_path / "blank.pdf"

    def printed(option):
        asked = ["homevisit-form", "--school", school.code, "--blank", "--option", option]
        call_command("print_document", *asked, "--out", str(target), stdout=StringIO())

    printed("form=short")
    text = "".join(page.extract_text() for page in PdfReader(target).pages)
    assert pages(target.read_bytes()) == 2
    assert "สภาพบ้านและบริเวณบ้าน" in text
    with pytest.raises(CommandError, match="ไม่มีตัวเลือก form=long ตัวเลือกที่มี: form=short"):
        printed("form=long")


def test_blank_form_of_a_round_is_of_its_kind(client, school, teacher):
    make_round(school, form="short")
    client.force_login(teacher)
    address = f"{reverse('document-pdf', args=['homevisit-form'])}?blank=1&amp;form=short"
    assert address in client.get(reverse("homevisits:visit-list")).content.decode()
    other = reverse("document-print", args=["homevisit-form"])
    assert "แบบสั้น" in client.get(other, {"blank": "1"}).content.decode()


def test_form_ticks_what_the_paper_has_no_box_for(visit):
    visit.ticks.filter(item="tenure").update(option="dormitory")
    html = form(visit).html()
    assert "<span>◉ อาศัยอยู่กับผู้อื่น</span> (หอพัก)" in html
    assert "<span>○ บ้านตนเอง</span>" in html


@pytest.mark.parametrize(
    ("position", "circles"),
    [
        ("ครู", "◉ ครู &ensp;○ ผู้อำนวยการ"),
        ("ผู้อำนวยการโรงเรียน", "○ ครู &ensp;◉ ผู้อำนวยการ"),
        ("รองผู้อำนวยการ", "◉ ครู &ensp;○ ผู้อำนวยการ"),
    ],
)
def test_form_visitor_post(visit, position, circles):
    visit.author.position = position
    visit.author.save()
    assert circles in form(visit).html()


@pytest.mark.parametrize(
    ("mode", "vow"),
    [("home", "ได้ออกเยี่ยมบ้าน"), ("remote", "ทางโทรศัพท์หรือวิดีโอ"), ("met", "ได้พบผู้ปกครอง")],
)
def test_form_certifies_what_was_done(visit, mode, vow):
    HomeVisit.objects.update(mode=mode)
    assert f"ขอรับรองว่า{vow}" in form(visit).html().replace("ได้พูดคุยกับผู้ปกครอง", "")


@pytest.mark.parametrize(
    ("digits", "day"), [("arabic", "14 พฤศจิกายน 2569"), ("thai", "๑๔ พฤศจิกายน ๒๕๖๙")]
)
def test_form_digits_as_switched(visit, digits, day):
    assert day in form(visit, digits=digits).html()


def test_form_of_another_school_is_404(client, visit, stranger, teacher):
    url = reverse("document-pdf", args=["homevisit-form"])
    client.force_login(teacher)
    assert client.get(url, {"object": visit.pk}).status_code == 200
    client.force_login(stranger)
    assert client.get(url, {"object": visit.pk}).status_code == 404


def test_form_measures(visit):
    long = "สมเด็จพระเจ้าบรมวงศ์เธอในพระองค์ " * 3
    Student.objects.update(last_name=long.strip()[:90])
    told = dict.fromkeys(("guardian_name", "concern", "agreed_school"), long)
    HomeVisit.objects.update(answers=told)
    paper = form(visit)
    assert_paper(paper.pdf(), "form", html=paper.html())


@pytest.mark.parametrize("rows", [1, 3])
def test_form_queries(visit, rows, django_assert_num_queries):
    for order in range(rows):
        visit.members.create(order=order + 1, relation="มารดา")
    paper = form(visit, visit.author)
    with django_assert_num_queries(10):
        paper.html()


def test_form_guardian_id_for_those_who_may_see_it(visit, school, teacher):
    person = make_guardian(visit.student, citizen_id="1234567890121")
    HomeVisit.objects.update(answers={"guardian_name": person.full_name})
    boxes = "<i>1</i><i>2345</i>"

    assert boxes in form(visit, teacher).html()
    assert boxes not in form(visit, make_user(Role.DEPUTY, school=school)).html()
    HomeVisit.objects.update(answers={"guardian_name": "นายอื่น คนอื่น"})
    assert boxes not in form(visit, teacher).html()


def test_form_shows_the_face_and_why_there_is_no_photo(visit):
    face = files.store_image(picture(), school=visit.student.school, by=visit.author)
    Student.objects.update(photo=face)
    HomeVisit.objects.update(answers={"photo_refused": "ไม่ได้รับอนุญาต"})
    visit.photos.all().delete()

    html = form(visit).html()
    assert f"stored:{face.sha256}.600" in html
    assert html.count("ถ่ายรูปไม่ได้ เพราะไม่ได้รับอนุญาต") == 2


def test_form_short(classroom, teacher):
    round_ = make_round(classroom.school, form="short")
    short = make_draft(make_student(classroom), teacher, round_=round_)
    save(short, "agreement", texts={"follow_up_on": "1/12/2569", "agreed_school": "จะโทรหา"})
    html = form(short).html()
    assert pages(form(short).pdf()) == 2
    assert '<i class="v m68">1 ธันวาคม 2569</i>' in html
    assert "ลายมือชื่อ" not in html  # no heading without items
    assert "ผู้ปกครอง/ผู้แทน" in html


def test_form_stranger(visit, stranger):
    with pytest.raises(SubjectError):
        form(visit, stranger)


def test_demo_form_is_one_with_photos_before_many_members(visit, classroom, teacher):
    plain = make_visit(visit.round, make_student(classroom), teacher, status=Status.APPROVED)
    for order in range(1, 9):
        plain.members.create(order=order, relation="ญาติ")
    HomeVisit.objects.filter(pk=visit.pk).update(status=Status.APPROVED)

    assert VisitForm.demo_params() == {"object": str(visit.pk)}

"""Number, form code and signer on the paper itself, as the school has set them."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse

from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent, Membership, School
from schoolcare.paper.choices import Choices
from schoolcare.paper.subjects import Subject
from schoolcare.paper.texts import save_text
from schoolcare.templatetags.paper import css_text, glued
from tests.factories import make_district, make_user
from tests.paper_measure import assert_paper
from tests.paper_reading import readers
from tests.schoolcare.documents.papers import Letter, Memo, OfficeLetter, OfficeMemo, memo

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)


def letter(term, **choices):
    return Letter(Subject(school=term.school, object=term), Choices(date=DAY, **choices))


def set_school(term, **values):
    School.objects.filter(pk=term.school_id).update(**values)
    term.school.refresh_from_db()


def type_number(term, number, by):
    save_text(memo(term), memo(term).body | {"number": number}, version=0, by=by)


# ---- numbers ------------------------------------------------------------------------------------


def test_letter_without_a_number_starts_it_for_the_pen(term):
    set_school(term, letter_prefix="ศธ 04123.45/")

    assert "<p>ที่ ศธ ๐๔๑๒๓.๔๕/</p>" in letter(term).html()


@pytest.mark.parametrize(("mode", "shown"), [("typed", "12/2569"), ("blank", "&ensp;")])
def test_number_is_printed_only_where_the_school_types_it(term, director, mode, shown):
    set_school(term, numbering="typed", thai_digits=False)
    type_number(term, "12/2569", director)
    set_school(term, numbering=mode)

    assert f"<b>ที่</b> <span>{shown}</span>" in memo(term).html()


@pytest.mark.parametrize(("mode", "asks"), [("typed", True), ("blank", False), ("register", False)])
def test_print_page_asks_for_a_number_only_where_it_is_typed(client, director, term, mode, asks):
    set_school(term, numbering=mode)
    client.force_login(director)

    form = client.get(reverse("document-print", args=["test-memo"], query={"object": term.pk}))

    assert ("number" in form.context["form"].fields) is asks


# ---- form codes ---------------------------------------------------------------------------------


def test_form_code_stands_on_every_page(term):
    set_school(term, form_codes={"test-memo": 'ดล.07 "ก"</style>'})
    long = Memo(Subject(school=term.school, object=term), Choices(date=DAY))
    long.default_body = lambda: {"text": "\n".join(["ข้อความ"] * 80)}

    pdf = long.pdf()

    with pikepdf.open(BytesIO(pdf)) as opened:
        pages = len(opened.pages)
    assert pages > 2
    assert {text.count('ดล.07"ก"</style>') for text in readers(pdf).values()} == {pages}


def test_form_code_of_another_paper_is_not_printed(term):
    set_school(term, form_codes={"test-letter": "ดล.08"})

    assert "@top-right" not in memo(term).html()


def test_css_text_leaves_nothing_to_escape_from():
    assert css_text('ก1"\\</') == '"ก1\\22 \\5c \\3c \\2f "'


# ---- signers ------------------------------------------------------------------------------------


def post(school, name, **facts):
    person = make_user(school=school, first_name=name, last_name="")
    Membership.objects.create(user=person, school=school, role=Role.DIRECTOR, **facts)


@pytest.mark.parametrize(
    ("day", "lines"),
    [
        (date(2026, 9, 30), "(นายเก่า)</p><p>ผู้อำนวยการ"),
        (date(2026, 10, 1), "(นายรักษา)</p><p>ครูรักษาการในตำแหน่ง</p><p>ผู้อำนวยการ"),
        (date(2026, 11, 1), "(นายใหม่)</p><p>ผู้อำนวยการ"),
    ],
)
def test_paper_is_signed_by_who_directs_on_its_date(term, day, lines):
    post(term.school, "เก่า", ends_on=date(2026, 9, 30))
    acting = {"starts_on": date(2026, 10, 1), "ends_on": date(2026, 10, 31)}
    post(term.school, "รักษา", acting="acting", **acting)
    post(term.school, "ใหม่", starts_on=date(2026, 11, 1))

    html = prepare("test-memo", {"object": str(term.pk), "date": str(day)}, user=None).html()

    assert lines in "".join(html.split())


# ---- texts of an office -------------------------------------------------------------------------


def test_text_of_an_office_is_kept_apart_from_other_offices(term, officer):
    mine = OfficeMemo(Subject(district=term.school.district))
    save_text(mine, {"text": "ของเขต"}, version=0, by=officer)

    assert OfficeMemo(Subject(district=term.school.district)).body["text"] == "ของเขต"
    assert OfficeMemo(Subject(district=make_district())).body["text"] == ""
    event = AuditEvent.objects.get(action="document.edit")
    assert (event.district_id, event.school_id) == (term.school.district_id, None)


def test_text_of_nobody_is_refused(officer):
    with pytest.raises(LookupError, match="nobody"):
        save_text(OfficeMemo(Subject()), {"text": "x"}, version=0, by=officer)


def test_letter_of_an_office_has_its_own_head(school):
    office = school.district
    office.letter_prefix, office.address, office.phone = "ศธ 04009/", "ถนนสมมติ", "053-123456"
    paper = OfficeLetter(Subject(district=office), Choices(date=DAY, thai_digits=False))

    html = "".join(paper.html().split())

    assert "<p>ที่ศธ04009/</p>" in html
    assert f'<pclass="from">{"".join(office.name.split())}<br>ถนนสมมติ</p>' in html
    assert f"<p>ผู้อำนวยการ{''.join(office.name.split())}</p>" in html
    assert "โทร.053-123456" in html
    assert_paper(paper.pdf(), "letter", html=paper.html())


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("บอกว่า “เป็นห่วง”", 'บอกว่า <span class="nb">“เป็</span>นห่วง”'),
        ("บอกว่า “ไม่มี”", 'บอกว่า <span class="nb">“ไม่</span>มี”'),
        ("บอกว่า “<b>”", "บอกว่า “&lt;b&gt;”"),
        ("มา ณ หอประชุม ชั้น 2", 'มา <span class="nb">ณ หอประชุม</span> <span class="nb">ชั้น 2</span>'),
        ("วันที่ 4 ธันวาคม 2569", '<span class="nb">วันที่ 4 ธันวาคม 2569</span>'),
        ("ในวันเสาร์ที่ ๕ ธันวาคม", 'ใน<span class="nb">วันเสาร์ที่ ๕ ธันวาคม</span>'),
        ("ถึงมีนาคม 2570", 'ถึง<span class="nb">มีนาคม 2570</span>'),
        ("ผู้รับผิดชอบ นางมา ดี", 'ผู้รับผิดชอบ <span class="nb">นางมา ดี</span>'),
        ("หมู่ 3 ต.ดง อ.เมือง", 'หมู่ 3 <span class="nb">ต.ดง</span> <span class="nb">อ.เมือง</span>'),
        (
            "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาน่าน เขต 1",
            'ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา<span class="nb apart">ประถมศึกษาน่าน เขต 1</span>',
        ),
        ("งบประมาณ ๙", "งบประมาณ ๙"),
        ("มา ๓๒ คน", 'มา <span class="nb">๓๒ คน</span>'),
    ],
)
def test_glued_keeps_quotes_and_numbers_with_what_follows(text, html):
    assert glued(text) == html

"""The pack of a class: who was visited, what was found in numbers, sentences and photos."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from homevisits import summaries
from homevisits.definition import CURRENT
from homevisits.models import HomeVisit
from homevisits.narrative import paragraph
from homevisits.services import visits
from schoolcare.documents import prepare
from schoolcare.subjects import SubjectError
from tests.factories import make_student
from tests.homevisits.making import complete, make_round, make_visit, save


@pytest.fixture
def visit(classroom, teacher):
    visit = complete(make_visit(make_student(classroom, sex="M"), teacher), teacher)
    save(visit, "risk", ticks={("safety", "abused"), ("health", "weak"), ("vehicles.car", "old")})
    return visits.submit_visit(visit, by=teacher)


def pages(data):
    return len(PdfReader(BytesIO(data)).pages)


def pack(classroom, user=None):
    return prepare("homevisit-class", {"classroom": str(classroom.pk), "term": "2"}, user=user)


def test_pack_leaves_danger_out(visit, classroom, teacher):
    html = "".join(part.html() for part in pack(classroom, teacher).parts())
    assert "ถูกทารุณ" not in html
    assert html.count("ร่างกายไม่แข็งแรง") == 1  # in the numbers, not with a name
    assert "ร้อยละ ๑๐๐.๐๐" in html


def test_pack_empty_class(classroom, tmp_path):
    make_round(classroom.school)
    pack(classroom).write(tmp_path / "pack.pdf")
    assert pages((tmp_path / "pack.pdf").read_bytes()) == 2


def test_pack_without_round(classroom, tmp_path):
    pack(classroom).write(tmp_path / "pack.pdf")
    assert pages((tmp_path / "pack.pdf").read_bytes()) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_pack_queries(visit, classroom, django_assert_num_queries, count):
    for _ in range(count - 1):
        another = make_visit(make_student(classroom), visit.author, round_=visit.round)
        visits.submit_visit(complete(another, visit.author), by=visit.author)
    paper = pack(classroom)
    with django_assert_num_queries(10):
        [part.html() for part in paper.parts()]


def test_pack_stranger(classroom, stranger):
    with pytest.raises(SubjectError):
        pack(classroom, stranger)


def test_paragraph_tells_nothing_sensitive(visit):
    told = CURRENT.item("travel_mode").option("walk")
    for item in CURRENT.items("obec"):
        for code, _label in item.tick_codes():
            for option in item.options if item.sensitive else ():
                visit.ticks.get_or_create(item=code, option=option.code, defaults=_danger(option))
    visit.ticks.create(item="travel_mode", option=told.code)
    visit.answers |= {"income_general": "2500", "concern": "กลัวลูกหลงทาง"}

    text = paragraph(visit, "obec")

    secret = {o.label for i in CURRENT.items("obec") if i.sensitive for o in i.options}
    assert [label for label in secret if label in text] == []
    assert "2,500" not in text
    assert "เดินมาโรงเรียน" in text
    assert "ผู้ปกครองบอกว่า “กลัวลูกหลงทาง”" in text


def _danger(option):
    return {"is_danger": option.danger}


def test_paragraph_is_made_of_sentences(visit):
    visit.answers |= {"agreed_guardian": "จะมารับ", "agreed_school": "สอนเสริม"}
    visit.answers |= {"follow_up_on": "2026-12-01", "follow_up_what": "ค่ารถ"}
    assert paragraph(visit, "obec") == (
        "เยี่ยมที่บ้านเมื่อวันที่ 14 พ.ย. 2569 นักเรียนอยู่บ้านของตนเอง มีสมาชิกในครัวเรือน 4 คน "
        "ตกลงร่วมกันว่า ผู้ปกครองจะมารับ และโรงเรียนจะสอนเสริม "
        "นัดติดตามวันที่ 1 ธันวาคม 2569 ค่ารถ"
    )


def test_summary_counts_an_older_version_in_its_own_words(visit, monkeypatch):
    old = replace(CURRENT, version="2560-1", steps=tuple(_renamed(one) for one in CURRENT.steps))
    monkeypatch.setattr(summaries, "definition_of", {"2560-1": old}.__getitem__)
    visit.ticks.create(item="bond_once", option="close")
    HomeVisit.objects.filter(pk=visit.pk).update(definition="2560-1")

    found = dict(summaries.summary(HomeVisit.objects.all(), CURRENT, "obec", 1))

    tenure = [(one.label, one.count) for one in found["4.2 ที่อยู่อาศัย"] if one.count]
    assert tenure == [("บ้านตนเอง", 1)]
    left = [(one.label, one.count, one.percent) for one in found["ข้อของแบบบันทึกรุ่นก่อน"]]
    assert left == [("วิธีเดินทางมาโรงเรียน: close", 1, "100.00")]


def _renamed(step):
    items = [
        replace(one, code="bond_once") if one.code == "travel_mode" else one for one in step.items
    ]
    return replace(step, items=tuple(items))


def test_summary_stands_in_the_order_of_the_paper(visit):
    found = [label for label, _ in summaries.summary(HomeVisit.objects.all(), CURRENT, "obec", 1)]
    numbers = [label.split()[0] for label in found]
    assert numbers[0] == "2"
    assert numbers.index("4.1") < numbers.index("5.2") < numbers.index("6.11") < numbers.index("7")
    assert "ถูกทารุณ" not in " ".join(found)


def test_cover_counts_boys_and_girls(visit, classroom, teacher):
    make_student(classroom, sex="F")
    html = " ".join([part.html() for part in pack(classroom, teacher).parts()][1].split())
    assert "นักเรียนทั้งหมด ๒ คน (ชาย ๑ คน หญิง ๑ คน)" in html
    assert "ได้รับการเยี่ยมบ้าน ๑ คน (ชาย ๑ คน หญิง ๐ คน)" in html

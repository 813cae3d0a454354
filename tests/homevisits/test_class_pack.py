"""The pack of a class: who was visited, what was found in numbers, sentences and photos."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import strip_tags
from pypdf import PdfReader

from homevisits.definition import CURRENT
from homevisits.models import HomeVisit
from homevisits.narrative import paragraph
from homevisits.services import visits
from homevisits.summaries import Line
from schoolcare import worker
from schoolcare.documents import prepare
from schoolcare.models import DocumentText, Job
from schoolcare.paper import packs, press
from schoolcare.paper.pdf import render_pdf
from schoolcare.paper.subjects import SubjectError
from schoolcare.paper.texts import save_text
from schoolcare.thai import thai_digits
from tests.factories import make_student
from tests.homevisits.making import complete, make_draft, make_round, save
from tests.paper_measure import KINDS, Paper
from tests.paper_reading import readers

OLD = "ตัวเลขในข้อความอาจไม่ตรงกับปัจจุบัน"


@pytest.fixture
def visit(classroom, teacher):
    visit = complete(make_draft(make_student(classroom, sex="M"), teacher), teacher)
    save(visit, "risk", ticks={("safety", "abused"), ("health", "weak"), ("vehicles.car", "old")})
    return visits.submit_visit(visit, by=teacher)


def pages(data):
    return len(PdfReader(BytesIO(data)).pages)


def pack(classroom, user=None):
    return prepare("homevisit-class", {"classroom": str(classroom.pk), "term": "2"}, user=user)


def html_of(classroom):
    return "".join(part.html() for part in pack(classroom).parts())


def test_pack_leaves_danger_out(visit, classroom, teacher):
    html = "".join(part.html() for part in pack(classroom, teacher).parts())
    assert "ถูกทารุณ" not in html
    assert "ร่างกายไม่แข็งแรง" not in html
    assert "ร้อยละ ๑๐๐.๐๐" in html


def test_pack_empty_class(classroom, tmp_path):
    make_round(classroom.school)
    pack(classroom).write(tmp_path / "pack.pdf")
    assert pages((tmp_path / "pack.pdf").read_bytes()) == 2


def test_pack_without_round_is_refused(classroom, tmp_path):
    with pytest.raises(ValidationError, match="ยังไม่มีรอบเยี่ยมบ้าน"):
        pack(classroom).write(tmp_path / "pack.pdf")


def test_pack_without_round_is_refused_before_a_job_is_made(client, classroom, teacher):
    client.force_login(teacher)
    address = reverse("document-print", args=["homevisit-class"])
    page = f"{address}?classroom={classroom.pk}&term=2"

    response = client.post(page, {"version": "0", "date": "21/11/2569", "subject": "ก"})

    assert "ภาคเรียนนี้ยังไม่มีรอบเยี่ยมบ้าน" in response.content.decode()
    assert not Job.objects.exists()


def test_pack_of_an_earlier_round_of_the_term(visit, classroom, teacher):
    make_round(classroom.school, term=visit.round.term)
    asked = {"classroom": str(classroom.pk), "term": "2"}
    first = prepare("homevisit-class", asked | {"round": "1"}, user=teacher)
    newest = prepare("homevisit-class", asked, user=teacher)

    assert [(paper.facts["visited"], paper.which) for paper in (first, newest)] == [
        (1, " รอบที่ 1"),
        (0, " รอบที่ 2"),
    ]
    assert first.text_key != newest.text_key
    assert first.asked["round"] == "1"


def test_pack_offers_rounds_only_where_there_are_several(visit, classroom, teacher):
    one = pack(classroom, teacher).offered
    second = make_round(classroom.school, term=visit.round.term)
    (several,) = pack(classroom, teacher).offered

    assert one == ()
    assert several.choices == (("", str(second)), ("1", str(visit.round)))


@pytest.mark.parametrize("count", [1, 3])
def test_pack_queries(visit, classroom, django_assert_num_queries, count):
    for _ in range(count - 1):
        another = make_draft(make_student(classroom), visit.author, round_=visit.round)
        visits.submit_visit(complete(another, visit.author), by=visit.author)
    paper = pack(classroom)
    with django_assert_num_queries(9):
        [part.html() for part in paper.parts()]


def test_pack_stranger(classroom, stranger):
    with pytest.raises(SubjectError):
        pack(classroom, stranger)


def test_pack_tells_nothing_sensitive(visit, classroom):
    items = [one for one in CURRENT.items("obec") if one.sensitive and one.options]
    for item in items:
        for option in item.options:
            visit.ticks.get_or_create(item=item.code, option=option.code, defaults=_danger(option))
    visit.answers |= {"income_general": "2468", "concern": "กลัวลูกหลงทาง"}
    visit.save()

    html = html_of(classroom)

    secret = [option.label for item in items for option in item.options]
    assert len(secret) == 36
    assert [label for label in secret if label in html] == []
    assert "๒,๔๖๘" not in html
    assert "ผู้ปกครองบอกว่า “กลัวลูกหลงทาง”" in strip_tags(html)
    assert "๖.๑ สุขภาพ" in html  # counted as a whole


def _danger(option):
    return {"is_danger": option.danger}


def test_paragraph_is_made_of_sentences(visit):
    visit.ticks.create(item="travel_mode", option="walk")
    visit.answers |= {"agreed_guardian": "จะมารับ", "agreed_school": "สอนเสริม"}
    visit.answers |= {"distance_km": "2", "travel_hours": "0", "travel_minutes": "15"}
    visit.income_per_head = 2500
    visit.follow_ups.create(due_on=date(2026, 12, 1), what="ค่ารถ")
    assert paragraph(visit, "obec") == (
        "เยี่ยมที่บ้านเมื่อวันที่ 14 พ.ย. 2569 ผู้ให้ข้อมูลคือย่า สมาชิกในครัวเรือนรวม 4 คน "
        "พักอาศัยในบ้านของตนเอง ครอบครัวมีรายได้เฉลี่ยคนละ 2,500 บาทต่อเดือน "
        "นักเรียนเดินมาโรงเรียน ระยะทางไป/กลับ 2 กิโลเมตร ใช้เวลา 15 นาที "
        "ผู้ปกครองจะมารับ โรงเรียนจะสอนเสริม นัดติดตามเรื่องค่ารถ วันที่ 1 ธ.ค. 2569"
    )


def test_summary_counts_ways_and_reasons_of_all_pupils(visit, classroom, teacher):
    for mode, reason in (("met", ""), ("none", "moved"), ("none", "moved")):
        copy = copy_of(visit, make_student(classroom))
        HomeVisit.objects.filter(pk=copy.pk).update(mode=mode, reason=reason)
    make_student(classroom)

    (ways, met), (reasons, missed) = pack(classroom, teacher).ways()

    assert (ways, reasons) == ("วิธีเยี่ยม", "เหตุที่ไม่ได้เยี่ยม")
    assert met == [Line("เยี่ยมที่บ้าน", 1, "20.00"), Line("พบที่โรงเรียนหรือหอพัก", 1, "20.00")]
    assert missed == [Line("ย้ายที่อยู่", 2, "40.00"), Line("ยังไม่ได้ส่งบันทึก", 1, "20.00")]


def test_pack_of_a_class_where_nobody_could_be_visited_says_why(visit, classroom, tmp_path):
    HomeVisit.objects.update(mode="none", reason="refused")
    texts = read(classroom, tmp_path)
    assert len(texts) == 3
    assert "ปฏิเสธการเยี่ยม" in texts[2]
    assert "ข้อมูลที่พบ" not in texts[2]


def test_list_of_forty_met_at_school_is_one_page(visit, classroom, tmp_path):
    for _ in range(39):
        copy_of(visit, make_student(classroom))
    HomeVisit.objects.update(mode="met")
    paper = pack(classroom)
    [_memo, cover, *_rest] = paper.parts()
    data = render_pdf(cover.html(), title="x")
    assert pages(data) == 1
    for reader, text in readers(data).items():
        assert text.count("พบที่โรงเรียน/หอพัก") == 40, reader


def test_cover_counts_boys_and_girls(visit, classroom):
    make_student(classroom, sex="F")
    assert [line[1:] for line in pack(classroom).sums()] == [(1, 1, 2), (1, 0, 1), (0, 1, 1)]


def test_pack_reason_instead_of_photo(visit, classroom):
    visit.photos.all().delete()
    visit.answers["photo_refused"] = "ผู้ปกครองไม่อนุญาต"
    visit.save()
    assert "ไม่มีรูปถ่าย เพราะผู้ปกครองไม่อนุญาต" in html_of(classroom)


def test_pack_nobody_visited(classroom, teacher, tmp_path):
    make_draft(make_student(classroom), teacher)
    assert len(read(classroom, tmp_path)) == 2


def read(classroom, tmp_path):
    """The text of each page."""
    pack(classroom).write(tmp_path / "pack.pdf")
    return [page.extract_text() for page in PdfReader(tmp_path / "pack.pdf").pages]


def test_pack_is_numbered_through(visit, classroom, tmp_path):
    texts = read(classroom, tmp_path)
    assert len(texts) == 8
    assert "- ๑ -" not in texts[0]
    assert [f"- {thai_digits(number)} -" in text for number, text in enumerate(texts, 1)][1:] == (
        [True] * 7
    )


def test_pack_makes_only_changed_parts_again(visit, classroom, tmp_path, monkeypatch):
    made, set_part = [], press.set_part
    monkeypatch.setattr(packs, "_render_in_processes", lambda missing, step: None)
    monkeypatch.setattr(
        press, "set_part", lambda html, path: (made.append(path), set_part(html, path))
    )
    read(classroom, tmp_path)
    assert len(made) == 6  # memo, list, summary, pupils, photos; the font of the numbers
    read(classroom, tmp_path)
    assert len(made) == 6
    visit.answers["concern"] = "ค่ารถ"
    visit.save()
    read(classroom, tmp_path)
    assert len(made) == 7


def test_pack_of_forty_is_ordered_and_fetched(visit, classroom, teacher, stranger, client):
    for _ in range(39):
        copy_of(visit, make_student(classroom))
    client.force_login(teacher)
    order(client, classroom)
    worker.work_off()
    job = Job.objects.get()
    address = reverse("job-download", args=[job.pk])

    data = b"".join(client.get(address).streaming_content)

    assert pages(data) == 29  # memo, list 1, summary 4, pupils 3, photos 20
    for reader, text in readers(data).items():
        assert text.count("เยี่ยมที่บ้านเมื่อวันที่๑๔") == 40, reader
        assert "-๒๙-" in text, reader
    client.force_login(stranger)
    assert client.get(address).status_code == 404


def order(client, classroom):
    """Press พิมพ์ on the page of the print, its fields as they stand."""
    asked = {"classroom": classroom.pk, "term": 2}
    url = reverse("document-print", args=["homevisit-class"], query=asked)
    form = client.get(url).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    response = client.post(url, {name: value for name, value in typed.items() if value is not None})
    assert response.status_code == 302


def test_pack_margins(visit, classroom, tmp_path):
    pack(classroom).write(tmp_path / "pack.pdf")
    with pikepdf.open(tmp_path / "pack.pdf", allow_overwriting_input=True) as pdf:
        del pdf.pages[0]  # the memo has the margins of a letter
        pdf.save(tmp_path / "rest.pdf")
    packed = replace(KINDS["report"], top=22)
    found = [*Paper((tmp_path / "rest.pdf").read_bytes(), packed).page()]
    assert [one for one in found if not one[1]] == []


def copy_of(visit, student):
    fields = {"status": visit.status, "visited_on": visit.visited_on, "answers": visit.answers}
    fields |= {"author": visit.author, "definition": visit.definition, "round": visit.round}
    copy = HomeVisit.objects.create(student=student, classroom=visit.classroom, **fields)
    for tick in visit.ticks.all():
        copy.ticks.create(item=tick.item, option=tick.option, is_danger=tick.is_danger)
    for photo in visit.photos.all():
        copy.photos.create(file=photo.file, kind=photo.kind)
    return copy


def test_memo_says_finished_only_when_everybody_was_visited(visit, classroom, teacher):
    assert "การเยี่ยมบ้านนักเรียนเสร็จแล้ว" in pack(classroom, teacher).default_body()["text"]
    make_student(classroom)
    text = pack(classroom, teacher).default_body()["text"]
    assert "เสร็จแล้ว" not in text
    assert "นักเรียนทั้งหมด 2 คน ได้รับการเยี่ยม 1 คน" in text


def test_pack_of_a_class_without_adviser_leaves_lines_to_sign(visit, classroom):
    classroom.advisers.all().delete()

    memo, cover, *_ = (part.html() for part in pack(classroom).parts())

    assert (memo.count("ครูที่ปรึกษา"), memo.count("(......")) == (1, 1)
    assert (cover.count("ครูที่ปรึกษา"), cover.count("(......")) == (1, 1)


@pytest.fixture
def memo_page(client, teacher, classroom):
    client.force_login(teacher)
    asked = {"classroom": classroom.pk, "term": 2}
    return reverse("document-print", args=["homevisit-class"], query=asked)


def test_memo_of_a_class_without_a_visit_says_so(classroom, teacher):
    make_round(classroom.school)
    make_student(classroom)

    text = pack(classroom, teacher).default_body()["text"]

    assert "บัดนี้ นักเรียนทั้งหมด 1 คน ยังไม่ได้รับการเยี่ยม จึงขอรายงานผล" in text
    assert "บางส่วน" not in text


def test_edited_memo_tells_when_its_figures_are_old(visit, client, classroom, teacher, memo_page):
    document = pack(classroom, teacher)
    edited = document.body | {"number": "1/2569", "to": "ท่านผู้อำนวยการ"}
    save_text(document, edited, version=0, by=teacher)
    assert OLD not in client.get(memo_page).content.decode()
    make_student(classroom)
    assert OLD in client.get(memo_page).content.decode()

    page = client.post(memo_page, {"version": "1", "renew": "1"}, follow=True)

    body = pack(classroom, teacher).body
    assert OLD not in page.content.decode()
    assert "นักเรียนทั้งหมด 2 คน ได้รับการเยี่ยม 1 คน" in body["text"]
    assert DocumentText.objects.get().body == {"number": "1/2569"}


def test_renewing_a_text_saved_meanwhile_is_refused(visit, client, classroom, teacher, memo_page):
    save_text(pack(classroom, teacher), {"text": "หนึ่ง"}, version=0, by=teacher)
    save_text(pack(classroom, teacher), {"text": "สอง"}, version=1, by=teacher)

    client.post(memo_page, {"version": "1", "renew": "1"})

    assert pack(classroom, teacher).body["text"] == "สอง"


def test_two_photos_of_a_pupil_stand_in_one_row(visit, classroom, teacher):
    for number, why in ((2, "ฝนตก"), (3, ""), (4, "ไม่อนุญาต"), (5, "ไปต่างจังหวัด")):
        copy = copy_of(visit, make_student(classroom, first_name=f"ฮ{number}"))
        if why:
            copy.photos.all().delete()
            HomeVisit.objects.filter(pk=copy.pk).update(answers={"photo_refused": why})

    rows = pack(classroom, teacher).pictures()

    told = [[one.get("why") or one["own"] for one in row] for row in rows]
    two = ["ภายนอกบ้าน", "ภายในบ้าน"]
    assert told == [two, ["ฝนตก"], two, ["ไม่อนุญาต", "ไปต่างจังหวัด"]]

"""The catalogue: what is found for whom, what is printed, which text is kept."""

from io import StringIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from schoolcare import documents
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent, DocumentText
from schoolcare.paper.subjects import Subject, SubjectError
from schoolcare.paper.texts import save_text
from schoolcare.text import arabic_digits
from tests.factories import make_classroom
from tests.paper_measure import assert_paper
from tests.paper_reading import words_on
from tests.schoolcare.documents.papers import Batch, Letter, Memo, SchoolMemo, TermSheet, memo

pytestmark = pytest.mark.django_db

# ---- what is found ------------------------------------------------------------------------------


def test_prepare_takes_the_school_of_the_record(director, term):
    found = prepare("test-memo", {"object": str(term.pk)}, user=director)

    assert found.subject == Subject(school=term.school, object=term)


@pytest.mark.parametrize("asked", [{}, {"object": ""}, {"object": "x"}, {"object": "999999"}])
def test_prepare_without_such_a_record_is_refused(director, asked):
    with pytest.raises(SubjectError, match="ไม่พบรายการที่ต้องการพิมพ์"):
        prepare("test-memo", asked, user=director)


def test_prepare_record_of_another_school_is_refused(stranger, term):
    with pytest.raises(SubjectError):
        prepare("test-memo", {"object": str(term.pk)}, user=stranger)


def test_prepare_blank_form_needs_no_record(director, school):
    assert prepare("test-memo", {"blank": "1"}, user=director).subject == Subject(
        school=school, is_blank=True
    )


@pytest.mark.parametrize("name", ["ป.4/1", "ป. ๔/๑", "ป4/1"])
def test_prepare_finds_a_classroom_by_name(classroom, name):
    asked = {"school": classroom.school.code, "year": "2569", "classroom": name}

    assert prepare("test-room", asked, user=None).subject.classroom == classroom


@pytest.mark.parametrize("year", ["2568", "x"])
def test_prepare_classroom_of_another_year_is_refused(classroom, year):
    asked = {"school": classroom.school.code, "year": year, "classroom": "ป.4/1"}

    with pytest.raises(SubjectError):
        prepare("test-room", asked, user=None)


def test_prepare_classroom_of_another_adviser_is_refused(teacher, classroom):
    other = make_classroom(classroom.school, room=2)

    assert prepare("test-room", {"classroom": str(classroom.pk)}, user=teacher)
    with pytest.raises(SubjectError):
        prepare("test-room", {"classroom": str(other.pk)}, user=teacher)


def test_prepare_takes_the_school_alone_where_the_paper_finds_its_record(director, school, term):
    alone = prepare("test-school-memo", {"school": school.code}, user=director)
    named = prepare("test-school-memo", {"object": str(term.pk)}, user=director)

    assert alone.subject == Subject(school=school)
    assert named.subject == Subject(school=school, object=term)


def test_subject_is_found_again_by_what_it_asks(director, term):
    subject = prepare("test-memo", {"object": str(term.pk)}, user=director).subject

    assert prepare("test-memo", subject.asked, user=director).subject == subject


# ---- what is printed ----------------------------------------------------------------------------


def test_memo_keeps_the_measures_and_its_text(director, term):
    paper = memo(term)

    assert_paper(paper.pdf(), "memo", html=paper.html())
    text = arabic_digits(words_on(paper.pdf()))
    assert "32คน" in text
    assert f"({director.title}{director.first_name}{director.last_name})" in text


def test_letter_keeps_the_measures_and_protects_addresses(director, term):
    term.school.email = "school1@example.ac.th"
    paper = Letter(Subject(school=term.school, object=term))

    assert_paper(paper.pdf(), "letter", html=paper.html())
    assert "school1@example.ac.th" in words_on(paper.pdf())


@pytest.mark.parametrize(
    ("switches", "expected"),
    [
        ((True, None, None), True),
        ((False, None, None), False),
        ((True, False, None), False),
        ((False, False, True), True),
        ((True, None, False), False),
    ],
)
def test_digits_follow_the_print_then_the_paper_then_the_school(
    monkeypatch, term, switches, expected
):
    of_school, of_paper, chosen = switches
    monkeypatch.setattr(Memo, "thai_digits", of_paper)
    term.school.thai_digits = of_school

    paper = memo(term, thai_digits=chosen)

    assert paper.uses_thai_digits is expected
    assert ("๒๑ พฤศจิกายน ๒๕๖๙" in paper.html()) is expected
    assert ("21 พฤศจิกายน 2569" in paper.html()) is not expected


def test_siblings_are_about_the_same_kind_of_thing():
    assert Memo.siblings() == [Memo, Letter, SchoolMemo]
    assert TermSheet.siblings() == [TermSheet, Batch]


def test_register_two_papers_of_one_name_is_refused():
    with pytest.raises(ValueError, match="test-memo"):
        documents.register(type("Other", (Memo,), {}))


# ---- the edited text ----------------------------------------------------------------------------


def test_save_text_is_kept_with_the_record_and_recorded(director, term):
    save_text(memo(term), {"text": "ข้อความใหม่"}, version=0, by=director)

    assert memo(term).body == {
        "number": "",
        "subject": "รายงานผล",
        "to": "ผู้อำนวยการโรงเรียน",
        "text": "ข้อความใหม่",
    }
    event = AuditEvent.objects.get(action="document.edit")
    assert (event.school_id, event.changes) == (term.school.pk, {"slug": "test-memo"})


@pytest.mark.parametrize("seen", [0, 1])
def test_save_text_over_a_newer_version_is_refused(director, term, seen):
    save_text(memo(term), {"text": "หนึ่ง"}, version=0, by=director)
    save_text(memo(term), {"text": "สอง"}, version=1, by=director)

    with pytest.raises(ValidationError) as refusal:
        save_text(memo(term), {"text": "สาม"}, version=seen, by=director)

    assert refusal.value.code == "clash"
    assert DocumentText.objects.get().body["text"] == "สอง"


# ---- the shell ----------------------------------------------------------------------------------


def test_print_document_writes_the_demo_example(term, tmp_path):
    target = tmp_path / "memo.pdf"

    call_command("print_document", "test-memo", "--demo", "--out", str(target), stdout=StringIO())

    with pikepdf.open(target) as pdf:
        assert str(pdf.docinfo["/Title"]) == "บันทึกข้อความทดสอบ"


def test_print_document_list_shows_slug_title_and_needs():
    out = StringIO()

    call_command("print_document", "--list", stdout=out)

    lines = [line.split("\t") for line in out.getvalue().splitlines()]
    assert ["test-memo", "บันทึกข้อความทดสอบ", "--school --object [--blank]"] in lines


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no-such-paper", "--out", "x.pdf"], "ไม่มีเอกสารชื่อ no-such-paper"),
        (["test-memo"], "--out"),
        (["test-memo", "--out", "x.pdf"], "ไม่พบรายการ"),
    ],
)
def test_print_document_refuses_in_words(arguments, message):
    with pytest.raises(CommandError, match=message):
        call_command("print_document", *arguments)

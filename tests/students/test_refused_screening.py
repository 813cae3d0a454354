"""What rounds, forms and settings of screening and its tests refuse."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from schoolcare import documents
from students.forms.assessments import PhqAnswersForm
from students.forms.sdq_settings import PhqWordsForm
from students.models import (
    Aspect,
    Criterion,
    PhqForm,
    ScreeningRound,
    ScreeningTemplate,
    SdqNormSet,
)
from students.services import assessments, screening_forms, screening_rounds
from tests.factories import make_school, make_student, make_term
from tests.students.filling import errors, page, send
from tests.students.screened import make_screening_round
from tests.students.sdq_making import DAY

ONE = timedelta(days=1)


@pytest.fixture
def round_(school):
    return make_screening_round(school)


@pytest.fixture
def draft(school, care_head):
    shipped = ScreeningTemplate.objects.get(code="T11", school=None, district=None)
    return screening_forms.next_version(shipped, school, by=care_head)


@pytest.fixture
def signed_in(client, care_head):
    client.force_login(care_head)
    return client


def refused(call):
    with pytest.raises(ValidationError) as told:
        call()
    error = told.value
    return sorted(error.message_dict) if hasattr(error, "error_dict") else " ".join(error.messages)


def test_round_lies_in_its_term_and_in_order(round_, care_head):
    term, days = round_.term, (round_.opens_on, round_.closes_on)
    for opens, closes, field in (
        (term.starts_on - ONE, term.ends_on, "opens_on"),
        (term.starts_on + ONE, term.starts_on, "closes_on"),
        (term.starts_on, term.ends_on + ONE, "closes_on"),
    ):
        round_.opens_on, round_.closes_on = opens, closes
        assert refused(lambda: screening_rounds.change_round(round_, by=care_head)) == [field]
    kept = ScreeningRound.objects.get()
    assert (kept.opens_on, kept.closes_on) == days


def test_round_goes_by_a_published_form_of_its_school(school, draft, care_head):
    elsewhere = make_school()
    theirs = screening_forms.next_version(draft.based_on, elsewhere, by=care_head)
    screening_forms.publish(theirs, by=care_head)
    term = make_term(school, semester=1)

    for form in (draft, theirs):
        new = ScreeningRound(term=term, template=form, number=1)
        new.opens_on = new.closes_on = term.starts_on
        assert refused(lambda new=new: screening_rounds.open_round(new, by=care_head)) == [
            "template"
        ]
    assert not ScreeningRound.objects.exists()


def test_round_without_any_form_is_not_opened(school, care_head):
    ScreeningTemplate.objects.update(archived_at=timezone.now())

    assert "ยังไม่มีแบบ" in refused(lambda: screening_rounds.usual_form(school))
    blank = documents.prepare(
        "screening-form", {"school": school.code, "blank": "1"}, user=care_head
    )
    assert "ยังไม่มีแบบ" in refused(blank.html)


def test_papers_of_a_class_without_results_say_so(classroom, care_head):
    asked = {"classroom": str(classroom.pk)}
    pack = documents.prepare("screening-forms", asked, user=care_head)
    paper = documents.prepare("screening-class", asked, user=care_head)

    assert "ยังไม่มีนักเรียนที่คัดกรอง" in refused(lambda: list(pack.parts()))
    assert "ยังไม่มีรอบ" in refused(paper.check)


def test_form_with_presence_alone_is_not_published(draft, care_head):
    draft.aspects.exclude(kind=Aspect.Kind.PRESENCE).delete()

    words = refused(lambda: screening_forms.publish(draft, by=care_head))

    assert "อย่างน้อยหนึ่งด้าน" in words


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"makes_special": "on"}, "makes_special"), ({"kind": "presence"}, "kind")],
)
def test_aspect_keeps_its_kind_while_criteria_stand(signed_in, draft, typed, field):
    aspect = draft.aspects.get(code="health")

    answer = send(signed_in, page("screening-aspect-update", aspect.pk), **typed)

    assert field in errors(answer)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"least": "5"}, "measure"),
        ({"measure": "income"}, "least"),
        ({"measure": "income", "least": "5", "below": "5"}, "below"),
    ],
)
def test_figures_of_a_criterion_make_sense(signed_in, draft, typed, field):
    one = Criterion.objects.get(aspect__template=draft, aspect__code="health", code="weak")

    answer = send(signed_in, page("screening-criterion-update", one.pk), **typed)

    assert list(errors(answer)) == [field]


def test_phq_without_an_answer_or_in_a_closed_round(classroom, round_, care_head):
    student = make_student(classroom)
    words = PhqForm.objects.of_school(student.school)
    form = PhqAnswersForm({"answered_on": "20/11/2569", "key": "0" * 32}, form=words)
    assert "ยังไม่ได้ใส่คำตอบสักข้อ" in form.errors["__all__"][0]

    screening_rounds.close_round(round_, by=care_head)
    said = {"answers": [0] * 9, "extra": [0, 0], "answered_on": DAY, "by": care_head}
    assert refused(lambda: assessments.add_phq(student, round_, words, **said)) != ""
    assert not student.phq_responses.exists()


@pytest.mark.parametrize(("problem", "wrong"), [("16", True), ("15", True), ("17", False)])
def test_problem_begins_above_risk(signed_in, problem, wrong):
    norms = SdqNormSet.objects.get(is_default=True)
    field = "teacher-total-problem_min"

    typed = {"teacher-total-risk_min": "16", field: problem}
    answer = send(signed_in, page("sdq-norms", norms.pk), **typed)

    said = ["คะแนนที่ถือว่ามีปัญหาต้องมากกว่าคะแนนที่ถือว่าเสี่ยง"]
    assert (answer.status_code == 200 and errors(answer)) == (wrong and {field: said})
    assert SdqNormSet.objects.exclude(school=None).exists() != wrong


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("items", "ข้อเดียว"),
        ("options", "ก\nข\nค"),
        ("extra", "หนึ่ง\nสอง\nสาม"),
        ("bands", "ปกติ"),
        ("bands", "1 ปกติ"),
        ("bands", "0 ปกติ\n9 มาก\n5 น้อย"),
        ("bands", "0 ปกติ\n5 น้อย\n5 มาก"),
    ],
)
def test_words_of_phq_are_as_many_and_in_order(school, field, text):
    form = PhqForm.objects.of_school(school)
    typed = PhqWordsForm(form=form).initial | {field: text}

    assert list(PhqWordsForm(typed, form=form).errors) == [field]

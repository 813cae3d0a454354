"""Disability, disadvantage, shortage: chosen from the lists, kept by term."""

import pytest

from schoolcare.models import AuditEvent, Term
from students.models import Circumstances, SensitiveRecord
from students.services.circumstances import save_circumstances, term_now
from tests.factories import make_school, make_student, make_term
from tests.students.filling import errors, opened, page, send


@pytest.fixture
def student(classroom):
    return make_student(classroom)


@pytest.fixture
def url(client, clerk, student):
    client.force_login(clerk)
    return page("circumstances-update", student.pk)


def test_choices_are_kept_for_the_term_and_in_the_record(client, url, student):
    chosen = {"disabilities": ["การได้ยิน", "ออทิสติก"], "shortages": ["แบบเรียน"]}

    send(client, url, **chosen)

    row = Circumstances.objects.get()
    assert row.term == Term.objects.get(school=student.school)
    assert {name: getattr(row, name) for name in chosen} == chosen
    record = SensitiveRecord.objects.get(student=student)
    assert (record.disabilities, record.shortages) == tuple(chosen.values())


def test_log_names_the_term_but_no_value(client, url, student):
    send(client, url, disadvantages=["เด็กยากจน"])

    event = AuditEvent.objects.get(action="circumstances.change")
    assert (event.pupil_id, event.changes) == (student.pk, {"term": "ภาคเรียนที่ 2/2569"})


def test_form_opens_with_what_was_known_last_and_says_so(client, url, student):
    SensitiveRecord.objects.create(student=student, disadvantages=["เด็กยากจน", "คำจากไฟล์"])

    form = client.get(url).context["form"]

    assert form["disadvantages"].value() == ["เด็กยากจน", "คำจากไฟล์"]
    assert form.fields["disadvantages"].was
    assert ("คำจากไฟล์", "คำจากไฟล์") in form.fields["disadvantages"].choices


def test_past_term_leaves_the_record_alone(clerk, student):
    past = make_term(student.school, semester=1)
    now = term_now(student.school)
    lists = {name: ["แบบเรียน"] for name in Circumstances.LISTS}
    save_circumstances(student, now, lists, by=clerk)

    save_circumstances(student, past, lists | {"shortages": []}, by=clerk)

    assert SensitiveRecord.objects.get(student=student).shortages == ["แบบเรียน"]
    rows = Circumstances.objects.filter(student=student).values_list("term", "shortages")
    assert list(rows) == [(now.pk, ["แบบเรียน"]), (past.pk, [])]


def test_unknown_word_is_refused(client, url):
    found = errors(send(client, url, disabilities=["ขี้เกียจ"]))

    assert found == {"disabilities": ["กรุณาเลือกจากรายการ"]}


def test_second_of_two_editors_sees_both_lists(client, url):
    sent = opened(client, url)
    client.post(url, sent | {"shortages": ["แบบเรียน"]})

    response = client.post(url, sent | {"shortages": ["เครื่องเขียน", "เครื่องแบบ"]})

    assert response.context["form"].differences == [
        {"label": "ความขาดแคลน", "saved": "แบบเรียน", "typed": "เครื่องเขียน, เครื่องแบบ"}
    ]


def test_school_without_terms_is_told_what_to_do(client, url, student):
    Term.objects.all().delete()

    response = client.get(url, follow=True)

    assert response.redirect_chain == [(page("sensitive-detail", student.pk), 302)]
    assert "ยังไม่ได้กำหนดภาคเรียน" in response.content.decode()


def test_term_of_another_school_is_never_taken(client, url, student):
    make_term(make_school())

    send(client, url, shortages=["แบบเรียน"])

    assert Circumstances.objects.get().term.school == student.school

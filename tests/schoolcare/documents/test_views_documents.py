"""The pages before a print and the prints: who gets what, what is kept, what is recorded."""

import pytest
from django.template import RequestContext, Template
from django.urls import reverse
from django.utils import timezone

from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.files import path_of
from schoolcare.jobs import run_job
from schoolcare.models import AuditEvent, DocumentText, Job
from schoolcare.paper.jobs import order_document
from schoolcare.paper.texts import save_text
from tests.factories import make_classroom, make_user
from tests.paper_reading import words_on
from tests.schoolcare.documents.papers import Room, memo

pytestmark = pytest.mark.django_db


def page(name: str, slug: str, **asked) -> str:
    return reverse(name, args=[slug], query=asked)


def test_pdf_is_sent_unkept_and_recorded(client, director, term):
    client.force_login(director)

    response = client.get(page("document-pdf", "test-memo", object=term.pk, date="2026-11-21"))

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="test-memo-20261121.pdf"'
    assert response["Cache-Control"] == "private, no-store"
    event = AuditEvent.objects.get(action="document.print")
    assert (event.school_id, event.pupil_id) == (term.school.pk, 77)
    assert event.changes == {"slug": "test-memo"}


@pytest.mark.parametrize("name", ["document-print", "document-pdf", "document-others"])
def test_pages_of_another_school_are_404(client, stranger, term, name):
    client.force_login(stranger)

    assert client.get(page(name, "test-memo", object=term.pk)).status_code == 404


@pytest.mark.parametrize("name", ["document-print", "document-pdf", "document-sheet"])
def test_pages_without_the_papers_permission_are_403(client, school, term, name):
    client.force_login(make_user(Role.SCHOOL_ADMIN, school=school))

    assert client.get(page(name, "test-memo", object=term.pk)).status_code == 403


def test_pdf_of_an_unknown_paper_is_404(client, director):
    client.force_login(director)

    assert client.get(page("document-pdf", "no-such-paper")).status_code == 404


def test_sheet_is_a_safe_spreadsheet(client, director):
    client.force_login(director)

    response = client.get(page("document-sheet", "test-sheet"))

    assert response.content[:4] == b"PK\x03\x04"
    assert 'filename="test-sheet-' in response["Content-Disposition"]
    assert client.get(page("document-sheet", "test-memo", blank=1)).status_code == 404


def test_print_page_saves_the_text_and_leads_to_the_pdf(client, director, term):
    client.force_login(director)
    url = page("document-print", "test-memo", object=term.pk)
    form = client.get(url).context["form"]
    typed = {**form.initial, **dict.fromkeys(form.body_names, "พิมพ์ใหม่\r\nสองบรรทัด")}
    typed |= {
        "date": "21/11/2569",
        "number": "",
        "subject": "เรื่อง",
        "to": "เรียน",
        "digits": "arabic",
    }

    response = client.post(url, typed)

    assert DocumentText.objects.get().body["text"] == "พิมพ์ใหม่\nสองบรรทัด"
    assert response.url.startswith(page("document-pdf", "test-memo"))
    text = words_on(client.get(response.url).content)
    assert "พิมพ์ใหม่สองบรรทัด" in text
    assert "21พฤศจิกายน2569" in text


def test_print_page_unchanged_text_is_not_saved(client, director, term):
    client.force_login(director)
    url = page("document-print", "test-memo", object=term.pk)
    form = client.get(url).context["form"]
    shown = {name: form[name].value() for name in form.fields}

    client.post(url, {**shown, "date": "21/11/2569", "save": "1"})

    assert not DocumentText.objects.exists()


def test_print_page_clash_shows_both_texts(client, director, term):
    client.force_login(director)
    url = page("document-print", "test-memo", object=term.pk)
    typed = {"version": 0, "date": "21/11/2569", "signer": "pen", "text": "ของฉัน", "save": "1"}
    save_text(memo(term), {"text": "ของเพื่อน"}, version=0, by=director)

    clash = client.post(url, typed)
    resolved = client.post(url, {**typed, "version": clash.context["form"]["version"].value()})

    shown = clash.content.decode()
    assert "ของฉัน" in shown
    assert "ของเพื่อน" in shown
    assert resolved.status_code == 302
    assert DocumentText.objects.get().body["text"] == "ของฉัน"


def test_print_page_without_a_class_offers_the_own_classes(client, teacher, classroom):
    make_classroom(classroom.school, room=2)
    client.force_login(teacher)

    response = client.get(page("document-print", "test-room"))

    assert response.context["classrooms"] == [classroom]


def test_batch_is_made_by_a_job(client, director, school, django_capture_on_commit_callbacks):
    client.force_login(director)
    url = page("document-print", "test-batch")

    response = client.post(url, {"version": 0, "date": "21/11/2569"})

    job = Job.objects.get()
    assert response.url == job.get_absolute_url()
    assert job.params["slug"] == "test-batch"
    assert job.params["asked"]["school"] == school.code


def test_batch_job_ends_in_a_file_and_is_recorded(director, school):
    job = order_document(prepare("test-batch", {"year": "2569"}, user=director), by=director)

    run_job.call(str(job.pk))

    job.refresh_from_db()
    assert path_of(job.result).read_bytes().startswith(b"%PDF")
    assert job.result_name == f"test-batch-{timezone.localdate():%Y%m%d}.pdf"
    event = AuditEvent.objects.get(action="document.print")
    assert (event.target_id, event.school_id) == (str(school.pk), school.pk)


def test_batch_job_of_a_person_without_the_right_any_more_fails(director):
    job = order_document(prepare("test-batch", {"year": "2569"}, user=director), by=director)
    director.memberships.all().delete()

    run_job.call(str(job.pk))

    job.refresh_from_db()
    assert (job.state, job.result) == (Job.State.FAILED, None)
    assert "ไม่มีสิทธิ์แล้ว" in job.message


def test_list_shows_only_papers_one_may_print(client, director, school):
    client.force_login(director)
    assert Room in client.get(reverse("document-list")).context["papers"]
    client.force_login(make_user(Role.SCHOOL_ADMIN, school=school))
    assert client.get(reverse("document-list")).context["papers"] == []


def test_list_shows_an_offices_papers_to_its_people_alone(client, director, school):
    officer = make_user(Role.DISTRICT_OFFICER, district=school.district)
    seen = {}
    for who in (director, officer):
        client.force_login(who)
        papers = client.get(reverse("document-list")).context["papers"]
        seen[who] = {one.slug for one in papers} & {"test-office-sheet", "test-school-memo"}

    assert (seen[director], seen[officer]) == ({"test-school-memo"}, {"test-office-sheet"})


@pytest.mark.parametrize("deputies", [1, 3])
def test_pdf_costs_the_same_queries(client, director, term, deputies, django_assert_num_queries):
    for _ in range(deputies):
        make_user(Role.DEPUTY, school=term.school)
    client.force_login(director)
    url = page("document-pdf", "test-memo", object=term.pk)
    client.get(url)

    # who asks; record, its school and text, signers; the print is recorded
    with django_assert_num_queries(6):
        client.get(url)


# ---- the button ---------------------------------------------------------------------------------


def button(rf, user, slug: str, **subject) -> str:
    request = rf.get("/")
    request.user = user
    code = "{% load paper %}{% print_button slug object=subject %}"
    context = RequestContext(request, {"slug": slug, "subject": subject["object"]})
    return Template(code).render(context).strip()


def test_print_button_leads_to_the_paper_and_to_the_others(rf, director, term):
    shown = button(rf, director, "test-memo", object=term)

    assert f'href="{page("document-print", "test-memo", object=term.pk)}"' in shown
    assert f'href="{page("document-others", "test-memo", object=term.pk)}"' in shown
    assert "พิมพ์บันทึกข้อความทดสอบ" in shown


def test_print_button_of_a_paper_without_text_is_one_click(rf, director, term):
    shown = button(rf, director, "test-sheet", object=term)

    assert f'href="{page("document-pdf", "test-sheet", object=term.pk)}"' in shown


def test_print_button_is_not_shown_without_the_permission(rf, school, term):
    assert button(rf, make_user(Role.SCHOOL_ADMIN, school=school), "test-memo", object=term) == ""

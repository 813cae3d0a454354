"""The order as it was signed: attached, seen by the school's people, taken out; empty forms."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent
from students.models import SignedOrder
from tests.factories import make_school, make_user
from tests.paper_measure import assert_paper
from tests.students.filling import errors, page, send
from tests.students.making_structure import make_scan, make_structure, team_of
from tests.students.papers import pages

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 signed"


def upload(content=PDF, name="order.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


def attach(client, **typed):
    typed = {"kind": "care-order", "note": "45/2569", "copy": upload()} | typed
    return send(client, page("signed-order-attach"), **typed)


def test_scan_is_attached_to_the_order_of_its_year(client, school, clerk):
    client.force_login(clerk)

    answer = attach(client)

    order = SignedOrder.objects.get()
    assert answer.url == page("team-list")
    assert (order.school, order.year, order.kind) == (school, 2569, "care-order")
    assert "คำสั่งแต่งตั้งทีมระบบดูแล 45/2569" in client.get(page("team-list")).content.decode()


def test_teacher_opens_the_scan_and_the_log_says_so(client, school, clerk):
    order, teacher = make_scan(school, by=clerk), make_user(Role.TEACHER, school=school)
    client.force_login(teacher)

    answer = client.get(page("signed-order-file", order.pk))

    assert answer.getvalue().startswith(b"%PDF")
    event = AuditEvent.objects.get(action="signed_order.download")
    assert (event.actor_id, event.target_id) == (teacher.pk, str(order.pk))
    shown = client.get(page("team-list")).content.decode()
    assert page("signed-order-file", order.pk) in shown
    assert page("signed-order-remove", order.pk) not in shown


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"copy": upload(b"<html>")}, "copy"),
        ({"kind": "other"}, "kind"),
        ({"note": "ก" * 101}, "note"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(client, clerk, typed, field):
    client.force_login(clerk)

    assert list(errors(attach(client, **typed))) == [field]
    assert not SignedOrder.objects.exists()


def test_one_file_is_attached_once_an_order(client, school, clerk):
    client.force_login(clerk)
    attach(client)

    assert errors(attach(client)) == {"copy": ["ไฟล์นี้แนบไว้แล้ว"]}
    attach(client, kind="adviser-order")
    assert SignedOrder.objects.count() == 2


def test_one_order_has_no_end_of_files(client, school, clerk, monkeypatch):
    monkeypatch.setattr(SignedOrder, "MOST", 1)
    client.force_login(clerk)
    attach(client)

    assert "ไม่เกิน 1 ไฟล์" in str(errors(attach(client, copy=upload(b"%PDF-1.7 other"))))


def test_mistake_is_taken_out_and_stays_in_the_log(client, school, clerk):
    order = make_scan(school, by=clerk)
    client.force_login(clerk)

    client.post(page("signed-order-remove", order.pk))

    assert not SignedOrder.objects.exists()
    assert AuditEvent.objects.filter(action="signed_order.delete").count() == 1


def test_nobody_of_another_school_opens_it(client, school, clerk, stranger):
    order = make_scan(school, by=clerk)
    client.force_login(stranger)

    assert client.get(page("signed-order-file", order.pk)).status_code == 404
    assert client.post(page("signed-order-remove", order.pk)).status_code == 404


def test_scan_of_another_year_stands_with_its_year(client, school, clerk):
    make_scan(school, by=clerk, year=2568, note="ปีก่อน")
    client.force_login(clerk)

    assert "ปีก่อน" not in client.get(page("team-list")).content.decode()


@pytest.mark.parametrize("slug", ["care-order", "adviser-order"])
def test_empty_order_names_nobody_and_leaves_the_days_to_the_pen(school, director, slug):
    team = team_of(make_structure(school, director))
    team.members.create(name="นายกรรมการหนึ่ง")
    asked = {"school": school.code, "year": "2569", "date": "2026-05-02", "blank": "1"}
    document = prepare(slug, asked, user=director)

    pdf = document.pdf()

    words = "".join(pages(pdf))
    assert "นายกรรมการหนึ่ง" not in words
    assert "พฤษภาคม" not in words
    assert "สั่งณวันที่เดือนพ.ศ." in words


def test_empty_order_keeps_the_measures_of_an_order(school, director):
    make_structure(school, director)
    asked = {"school": school.code, "year": "2569", "blank": "1"}
    document = prepare("care-order", asked, user=director)

    assert_paper(document.pdf(), "order", html=document.html())


def test_empty_order_asks_for_no_structure(director):
    school = make_school()
    asked = {"school": school.code, "year": "2569", "blank": "1"}

    assert prepare("care-order", asked, user=None).pdf().startswith(b"%PDF")

"""The bond as it was signed: attached, opened with a trail, taken out with a reason."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from schoolcare.access import Role
from schoolcare.models import AuditEvent
from students.models import Penalty, SignedBond
from tests.factories import make_adviser, make_student, make_user
from tests.homevisits import making
from tests.students.filling import errors, page, send
from tests.students.making_behaviour import make_penalty, make_scan

pytestmark = pytest.mark.django_db
DAY = timezone.localdate()


def upload(content=b"%PDF-1.7 signed", name="bond.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


@pytest.fixture
def bond(classroom, director):
    return make_penalty(make_student(classroom), director, kind="bond", terms="ไม่ทะเลาะ")


@pytest.fixture
def deciding(client, director):
    client.force_login(director)
    return client


@pytest.mark.parametrize("copy", [upload, making.picture], ids=["pdf", "photo"])
def test_scan_is_kept_with_the_penalty_in_the_pupils_school(deciding, bond, director, copy):
    answer = send(deciding, page("signed-bond-attach", bond.pk), copy=copy())

    scan = SignedBond.objects.get()
    assert answer.url == bond.get_absolute_url()
    assert (scan.penalty, scan.file.school, scan.added_by) == (bond, bond.student.school, director)
    event = AuditEvent.objects.get(action="signed_bond.attach")
    assert (event.pupil_id, event.target_id) == (bond.student_id, str(bond.pk))
    shown = deciding.get(answer.url).content.decode()
    assert page("signed-bond-file", scan.pk) in shown
    assert "แนบสำเนาทัณฑ์บนที่ลงชื่อแล้ว" in shown


def test_scan_goes_with_the_guardians_signature(deciding, bond):
    typed = {"guardian_name": "นางมานี ใจดี", "signed_on": DAY.isoformat(), "copy": upload()}

    send(deciding, page("penalty-outcome", bond.pk), **typed)

    bond.refresh_from_db()
    assert (bond.guardian_name, bond.scans.count()) == ("นางมานี ใจดี", 1)


def test_scan_that_is_none_leaves_the_signature_unwritten(deciding, bond):
    typed = {"guardian_name": "นางมานี ใจดี", "signed_on": DAY.isoformat()}

    answer = send(deciding, page("penalty-outcome", bond.pk), copy=upload(b"<html>"), **typed)

    bond.refresh_from_db()
    assert errors(answer) == {"copy": ["ไฟล์นี้ใช้ไม่ได้ กรุณาใช้ PDF หรือภาพ JPG, PNG, WebP, HEIC"]}
    assert answer.context["form"]["guardian_name"].value() == "นางมานี ใจดี"
    assert bond.signed_on is None


def test_same_file_and_one_too_many_are_refused(deciding, bond, director, monkeypatch):
    make_scan(bond, director)
    url = page("signed-bond-attach", bond.pk)
    again = send(deciding, url, copy=upload(b"%PDF-1.7 bond"))
    monkeypatch.setattr(SignedBond, "MOST", 1)
    many = send(deciding, url, copy=upload(b"%PDF-1.7 other"))

    assert errors(again) == {"copy": ["ไฟล์นี้แนบไว้แล้ว"]}
    assert errors(many) == {"copy": ["แนบได้ไม่เกิน 1 ไฟล์ต่อทัณฑ์บน"]}
    assert SignedBond.objects.count() == 1


@pytest.mark.parametrize("kind", ["warning", "points"])
def test_only_a_bond_has_scans(deciding, classroom, director, kind):
    penalty = make_penalty(make_student(classroom), director, kind=kind)

    assert deciding.get(page("signed-bond-attach", penalty.pk)).status_code == 404
    assert "ฉบับที่ลงชื่อแล้ว" not in deciding.get(penalty.get_absolute_url()).content.decode()


def test_bond_called_off_takes_none_and_gives_its_wrong_one_back(deciding, bond, director):
    scan = make_scan(bond, director)
    Penalty.objects.update(voided_at=timezone.now(), voided_by=director, void_reason="ผิดคน")

    assert deciding.get(page("signed-bond-attach", bond.pk)).status_code == 404
    send(deciding, page("signed-bond-remove", scan.pk), reason="แนบผิดคน")
    assert not SignedBond.objects.exists()


def test_who_took_it_out_and_why_stay_in_the_history(deciding, bond, director):
    scan = make_scan(bond, director)
    url = page("signed-bond-remove", scan.pk)

    assert errors(send(deciding, url, reason="")) == {"reason": ["กรุณากรอกเหตุผล"]}
    send(deciding, url, reason="ถ่ายไม่ชัด")

    assert not SignedBond.objects.exists()
    shown = deciding.get(bond.get_absolute_url()).content.decode()
    assert "ลบทัณฑ์บนที่ลงชื่อแล้ว" in shown
    assert "ถ่ายไม่ชัด" in shown


def test_adviser_of_the_pupil_opens_it_and_the_log_says_so(client, bond, classroom, director):
    scan, adviser = make_scan(bond, director), make_adviser(classroom)
    client.force_login(adviser)

    answer = client.get(page("signed-bond-file", scan.pk))

    assert answer.getvalue().startswith(b"%PDF")
    event = AuditEvent.objects.get(action="signed_bond.download")
    assert (event.actor_id, event.pupil_id) == (adviser.pk, bond.student_id)
    assert client.post(page("signed-bond-remove", scan.pk)).status_code == 403


def test_nobody_else_opens_or_changes_it(client, bond, director, school, stranger):
    scan = make_scan(bond, director)
    client.force_login(stranger)
    theirs = [client.get(page("signed-bond-file", scan.pk))]
    theirs.append(client.post(page("signed-bond-remove", scan.pk), {"reason": "x"}))
    theirs.append(client.get(page("signed-bond-attach", bond.pk)))
    client.force_login(make_user(Role.TEACHER, school=school))
    teacher = client.get(page("signed-bond-file", scan.pk))

    assert {answer.status_code for answer in theirs} <= {403, 404}
    assert teacher.status_code in {403, 404}
    assert SignedBond.objects.exists()

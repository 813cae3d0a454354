"""Upload, preview, commit on screen; jobs for large files; nothing for strangers."""

from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from schoolcare import import_batches, jobs
from schoolcare.models import AuditEvent, ImportBatch, Job, StoredFile
from students.importing.writes import Writes
from students.models import Classroom, Student
from tests.factories import make_classroom, make_school, make_student
from tests.students.pupil_files import (
    CODE,
    FIRST,
    LEVEL,
    NUMBER,
    batch_page,
    citizen_id,
    pupil_file,
    row,
    send,
)

LIST, UPLOAD = "students:import-list", "students:import-upload"

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


def stored_paths(settings):
    return [path for path in (Path(settings.MEDIA_ROOT) / "private").rglob("*") if path.is_file()]


def test_upload_leads_to_a_preview_and_writes_nothing(desk, school, clerk):
    response = send(desk, row({FIRST: "มาลี"}), row({LEVEL: "ป.7"}))

    batch = ImportBatch.objects.get()
    assert response.headers["Location"] == batch_page(batch)
    assert (batch.school, batch.asked_by, batch.state) == (school, clerk, "preview")
    assert (batch.created, batch.rejected, Student.objects.count()) == (1, 1, 0)
    shown = desk.get(batch_page(batch)).content.decode()
    assert "ด.ช.มาลี ทองคำ" in shown
    assert "<b>ชั้น:</b> ไม่รู้จัก “ป.7”" in shown
    assert "นำเข้า 1 คน" in shown


def test_preview_never_shows_or_stores_a_number(desk, school):
    known, wrong = citizen_id(), "1234567890123"
    send(desk, row({NUMBER: known}), row({NUMBER: wrong}))

    batch = ImportBatch.objects.get()
    shown = desk.get(batch_page(batch)).content.decode()
    for number in (known, wrong):
        assert number not in shown
        assert number not in str(batch.detail)


def test_commit_writes_and_forgets_the_file(
    desk, school, settings, django_capture_on_commit_callbacks
):
    send(desk, row(), row())
    batch = ImportBatch.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        response = desk.post(batch_page(batch, "commit"), follow=True)

    batch.refresh_from_db()
    assert (batch.state, batch.file, Student.objects.count()) == ("committed", None, 2)
    assert "นำเข้าแล้ว: ใหม่ 2 เปลี่ยน 0 คน" in response.content.decode()
    assert (StoredFile.objects.count(), stored_paths(settings)) == (0, [])
    event = AuditEvent.objects.get(action="import.commit")
    assert event.changes["rows"]["created"] == list(Student.objects.values_list("pk", flat=True))


def test_commit_twice_writes_once(desk, school):
    send(desk, row())
    batch = ImportBatch.objects.get()

    desk.post(batch_page(batch, "commit"))
    desk.post(batch_page(batch, "commit"))

    assert Student.objects.count() == 1
    assert AuditEvent.objects.filter(action="import.commit").count() == 1


def test_commit_after_the_registry_changed_asks_again(desk, school):
    first = row({CODE: "007", FIRST: "มาลี"})
    send(desk, first)
    batch = ImportBatch.objects.get()
    make_student(make_classroom(school), code="007", first_name="มาลี")

    shown = desk.post(batch_page(batch, "commit"), follow=True).content.decode()

    assert "ข้อมูลในระบบเปลี่ยนไปหลังจากตรวจดู" in shown
    batch.refresh_from_db()
    assert (batch.state, batch.created, batch.updated) == ("preview", 0, 1)
    desk.post(batch_page(batch, "commit"))
    assert Student.objects.get().last_name == "ทองคำ"


def test_commit_that_breaks_writes_nothing_and_can_be_repeated(desk, school, monkeypatch):
    send(desk, row(), row())
    batch = ImportBatch.objects.get()
    with monkeypatch.context() as broken:
        broken.setattr(Writes, "_write_families", lambda self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            desk.post(batch_page(batch, "commit"))

    batch.refresh_from_db()
    assert (batch.state, Student.objects.count(), Classroom.objects.count()) == ("preview", 0, 0)
    desk.post(batch_page(batch, "commit"))
    assert Student.objects.count() == 2


def test_drop_writes_nothing_and_forgets(desk, school):
    send(desk, row())
    batch = ImportBatch.objects.get()

    desk.post(batch_page(batch, "drop"))
    desk.post(batch_page(batch, "commit"))

    batch.refresh_from_db()
    assert (batch.state, batch.file, batch.detail) == ("dropped", None, {})
    assert Student.objects.count() == 0


def test_refused_file_says_why_at_the_field_and_stays_on_record(desk, school):
    response = send(desk, content=b"%PDF-1.4")

    assert response.context["form"].errors["file"] == [
        "ไฟล์นี้เป็น PDF อ่านเป็นตารางไม่ได้ กรุณาส่งไฟล์ .xlsx หรือ .csv"
    ]
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.file, len(batch.sha256)) == ("refused", None, 64)
    assert "ไฟล์นี้เป็น PDF" in desk.get(batch_page(batch)).content.decode()
    assert AuditEvent.objects.get(action="import.refuse").school_id == school.pk


def test_same_file_sent_twice_is_one_batch(desk, school):
    data = pupil_file(row()).getvalue()

    locations = {send(desk, content=data).headers["Location"] for _ in range(2)}

    assert len(locations) == 1
    assert ImportBatch.objects.count() == 1


@pytest.mark.parametrize("committed", [False, True])
def test_bad_rows_are_downloaded_in_the_columns_of_the_file(desk, school, committed):
    bad = row({LEVEL: "ป.7", FIRST: "-1+2"})
    send(desk, row(), bad)
    batch = ImportBatch.objects.get()
    if committed:
        desk.post(batch_page(batch, "commit"))

    response = desk.get(batch_page(batch, "rejected"))

    sheet = load_workbook(BytesIO(response.content)).active
    rows = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert rows == [[*bad, "เหตุผลที่ยังไม่นำเข้า"], [*bad.values(), "ชั้น: ไม่รู้จัก “ป.7”"]]
    assert AuditEvent.objects.filter(action="import.export").count() == 1


def test_no_bad_rows_no_download(desk, school):
    send(desk, row())

    assert desk.get(batch_page(ImportBatch.objects.get(), "rejected")).status_code == 404


def test_mended_bad_rows_are_imported(desk, school):
    send(desk, row({LEVEL: "ป.7"}))
    batch = ImportBatch.objects.get()
    book = load_workbook(BytesIO(desk.get(batch_page(batch, "rejected")).content))
    book.active.cell(2, list(row()).index(LEVEL) + 1).value = "ป.6"
    book.save(mended := BytesIO())

    send(desk, content=mended.getvalue())

    assert ImportBatch.objects.first().created == 1


def test_template_is_recognised_when_filled(desk, school):
    response = desk.get(reverse("students:import-template"))
    book = load_workbook(BytesIO(response.content))
    headers = [cell.value for cell in book["นักเรียน"][1]]
    filled = {"ชั้น *": "ป.1", "ชื่อ *": "มาลี", "รหัสนักเรียน": "00012"}
    book["นักเรียน"].append([filled.get(header) for header in headers])
    book.save(out := BytesIO())

    send(desk, content=out.getvalue())

    batch = ImportBatch.objects.get()
    assert (batch.created, batch.detail["lines"][0]["shown"]) == (1, ["00012", "มาลี", "ป.1/1"])
    assert book["นักเรียน"].column_dimensions["B"].number_format == "@"


def test_large_file_goes_through_jobs(desk, school, monkeypatch):
    monkeypatch.setattr(import_batches, "LARGE_FILE", 100)
    monkeypatch.setattr(import_batches, "LARGE_PLAN", 1)
    response = send(desk, row(), row())
    reading, batch = Job.objects.get(), ImportBatch.objects.get()
    assert response.headers["Location"] == reading.get_absolute_url()
    assert desk.get(batch_page(batch)).context["job"] == reading

    jobs.run_job.func(str(reading.pk))
    response = desk.post(batch_page(batch, "commit"))
    writing = Job.objects.get(kind="import-commit")
    assert response.headers["Location"] == writing.get_absolute_url()
    jobs.run_job.func(str(writing.pk))

    writing.refresh_from_db()
    assert (writing.state, writing.result_url) == ("done", batch_page(batch))
    assert Student.objects.count() == 2


def test_list_shows_the_batches_of_the_school(desk, school):
    send(desk, row(), name="dmc-1.xlsx")
    other = make_school()
    ImportBatch.objects.create(kind="students", school=other, file_name="other.xlsx", sha256="x")

    shown = desk.get(reverse(LIST))

    assert [one["batch"].file_name for one in shown.context["rows"]] == ["dmc-1.xlsx"]


def test_filter_and_paging(desk, school):
    send(desk, *(row({LEVEL: "ป.9"} if number < 60 else {}) for number in range(70)))
    address = batch_page(ImportBatch.objects.get())

    assert len(desk.get(address).context["rows"]) == 50
    assert len(desk.get(f"{address}?state=bad&page=2").context["rows"]) == 10
    assert {one["state"] for one in desk.get(f"{address}?state=new").context["rows"]} == {"new"}
    first = [one["number"] for one in desk.get(address).context["rows"]][:3]
    assert first == [2, 3, 4]


def test_missing_are_shown(desk, school):
    make_student(make_classroom(school), code="00001", first_name="เหลือ")
    send(desk, row())

    shown = desk.get(batch_page(ImportBatch.objects.get()) + "?state=missing").content.decode()

    assert "ด.ช.เหลือ ทดสอบ" in shown

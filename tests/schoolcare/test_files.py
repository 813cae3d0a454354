"""Private files: stored by content, sent with safe headers, removed when nothing points to them."""

import hashlib
import os
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.utils import timezone
from PIL import Image

from schoolcare import files
from schoolcare.models import StoredFile
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db


def upload(data, name="photo.jpg"):
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def jpeg(size=(1000, 500), colour="red"):
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def archive(part):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr(part, "<part/>")
    return out.getvalue()


def xlsx():
    return archive("xl/workbook.xml")


def docx():
    return archive("word/document.xml")


def make_stored(school=None, **options):
    return files.store_image(upload(jpeg(**options)), school=school, by=None)


def sent(response):
    data = b"".join(response)
    response.close()
    return data


def on_disk():
    return sorted(path.name for path in files.folder_path("00").parent.parent.glob("??/*"))


def make_old(*paths):
    long_ago = timezone.now() - timedelta(days=2)
    StoredFile.objects.update(created_at=long_ago)
    for path in paths:
        os.utime(path, (long_ago.timestamp(), long_ago.timestamp()))


def test_store_image_keeps_row_picture_and_rendition():
    school, teacher = make_school(), make_user()

    stored = files.store_image(upload(jpeg()), school=school, by=teacher)

    data = files.path_of(stored).read_bytes()
    assert hashlib.sha256(data).hexdigest() == stored.sha256
    assert (stored.size, stored.width, stored.height) == (len(data), 1000, 500)
    assert (stored.kind, stored.content_type) == ("image", "image/jpeg")
    assert (stored.school, stored.created_by) == (school, teacher)
    small = files.path_of(stored, rendition="600").read_bytes()
    assert Image.open(BytesIO(small)).size == (600, 300)
    assert on_disk() == [stored.sha256, f"{stored.sha256}.600"]


def test_store_image_twice_costs_the_bytes_once():
    first, second = make_stored(), make_stored()

    assert first.pk != second.pk
    assert first.sha256 == second.sha256
    assert len(on_disk()) == 2


def test_store_image_over_20_mb_is_refused():
    big = upload(jpeg() + b"\0" * files.MAX_SIZE)

    with pytest.raises(ValidationError, match="ไฟล์ใหญ่เกิน 20 MB"):
        files.store_image(big, school=None, by=None)
    assert StoredFile.objects.count() == 0


def test_store_image_empty_is_refused():
    with pytest.raises(ValidationError, match="ไฟล์ว่างเปล่า"):
        files.store_image(upload(b""), school=None, by=None)


def test_store_image_text_named_jpg_leaves_nothing():
    with pytest.raises(ValidationError, match="ไม่ใช่ภาพที่ใช้ได้"):
        files.store_image(upload(b"hello", "photo.jpg"), school=None, by=None)
    assert (StoredFile.objects.count(), on_disk()) == (0, [])


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"%PDF-1.7\n...", files.PDF),
        (xlsx(), files.XLSX),
        ("รหัส,ชื่อ\n1,สมศรี\n".encode("cp874"), files.CSV),
        ("\ufeffรหัส,ชื่อ\n".encode(), files.CSV),
    ],
    ids=["pdf", "xlsx", "windows-874", "utf-8 with bom"],
)
def test_store_file_knows_type_by_content(data, content_type):
    stored = files.store_file(upload(data, "x.bin"), school=None, by=None)

    assert (stored.kind, stored.content_type) == ("upload", content_type)
    assert files.path_of(stored).read_bytes() == data


@pytest.mark.parametrize(
    "data",
    [b"<html><script>", b"\xef\xbb\xbf <svg/>", b"MZ\0\0", b"PK\x03\x04broken", jpeg()],
    ids=["html", "svg", "exe", "broken zip", "jpeg"],
)
def test_store_file_refuses_other_types(data):
    with pytest.raises(ValidationError, match="ไม่ใช่ชนิดที่รับ ใช้ได้: PDF, XLSX"):
        files.store_file(
            upload(data, "a.xlsx"), school=None, by=None, accept=[files.PDF, files.XLSX]
        )


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"%PDF-1.7", files.PDF),
        (xlsx(), files.XLSX),
        (docx(), files.DOCX),
        (jpeg(), "image/jpeg"),
    ],
    ids=["pdf", "excel", "word", "picture"],
)
def test_attachment_may_be_a_paper_or_a_picture(data, content_type):
    assert files.store_attachment(upload(data), school=None, by=None).content_type == content_type


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"MZ\0\0", "แบบ.doc: แนบได้เฉพาะไฟล์ PDF, Word"),
        ("รหัส,ชื่อ".encode(), "แบบ.doc: แนบได้เฉพาะไฟล์ PDF, Word"),
        (archive("ppt/presentation.xml"), "แบบ.doc: แนบได้เฉพาะไฟล์ PDF, Word"),
        (b"", "แบบ.doc: ไฟล์ว่างเปล่า"),
        (jpeg()[:300], "แบบ.doc: "),
    ],
    ids=["exe", "text", "slides", "empty", "half a picture"],
)
def test_attachment_of_another_kind_is_refused_by_name(data, words):
    with pytest.raises(ValidationError) as caught:
        files.store_attachment(upload(data, "แบบ.doc"), school=None, by=None)

    assert caught.value.message.startswith(words)


def test_store_result_from_file_and_from_memory(tmp_path):
    made = tmp_path / "pack"
    made.write_bytes(b"%PDF-" + b"x" * 3_000_000)

    from_file = files.store_result(made, content_type=files.PDF, school=None, by=None)
    from_memory = files.store_result(
        made.read_bytes(), content_type=files.PDF, school=None, by=None
    )

    assert (from_file.size, from_file.kind) == (3_000_005, "result")
    assert from_file.sha256 == from_memory.sha256


def test_full_disk_is_said_and_leaves_nothing_half_written(monkeypatch):
    def full_disk(source, target):
        raise OSError("no space")

    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(ValidationError, match="พื้นที่อาจเต็ม"):
        make_stored()

    root = files.folder_path("00").parent.parent
    assert list(root.iterdir()) == list(root.glob("??"))
    assert StoredFile.objects.count() == 0


def test_file_response_sends_picture_privately():
    stored = make_stored()

    response = files.file_response(stored)

    assert sent(response) == files.path_of(stored).read_bytes()
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == f'inline; filename="image-{stored.pk}.jpg"'
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_file_response_rendition_falls_back_to_small_original():
    big, small = make_stored(), make_stored(size=(300, 200))

    assert len(sent(files.file_response(big, rendition="600"))) < big.size
    assert sent(files.file_response(small, rendition="600")) == files.path_of(small).read_bytes()


def test_file_response_leaves_sending_to_nginx(settings):
    settings.PRIVATE_ACCEL = "/private-files/"
    stored = make_stored()

    response = files.file_response(stored, rendition="600", download_as="ภาพ.jpg")

    path = f"/private-files/private/{stored.sha256[:2]}/{stored.sha256}.600"
    assert response["X-Accel-Redirect"] == path
    assert response.content == b""
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E0%B8%A0%E0%B8%B2%E0%B8%9E.jpg"
    )


def test_file_response_downloads_what_is_no_picture():
    stored = files.store_file(upload(b"a,b\n"), school=None, by=None)

    response = files.file_response(stored)

    assert sent(response) == b"a,b\n"
    assert response["Content-Disposition"] == f'attachment; filename="upload-{stored.pk}.csv"'


def test_file_response_without_bytes_is_404():
    stored = make_stored()
    files.path_of(stored).unlink()

    with pytest.raises(Http404):
        files.file_response(stored)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("รายงาน.pdf", "รายงาน.pdf"),
        ("../../etc/passwd", "etc-passwd"),
        ('a"b\r\nSet-Cookie: x.pdf', "a-b-Set-Cookie- x.pdf"),
        ("", "file"),
        ("ก" * 300 + ".pdf", "ก" * 110 + ".pdf"),
    ],
)
def test_safe_name(name, safe):
    assert files.safe_name(name) == safe


def test_remove_takes_the_bytes_with_the_last_row(django_capture_on_commit_callbacks):
    first, second = make_stored(), make_stored()

    with django_capture_on_commit_callbacks(execute=True):
        files.remove(first)
    assert on_disk() == [second.sha256, f"{second.sha256}.600"]

    with django_capture_on_commit_callbacks(execute=True):
        files.remove(second)
    assert (on_disk(), StoredFile.objects.count()) == ([], 0)


def test_clean_orphans_removes_old_unused_rows_and_bytes():
    unused, used = make_stored(), make_stored(size=(700, 700))
    user = make_user(signature=used)
    logo = make_stored(size=(900, 100))
    school = make_school(logo=logo)
    kept = [used.sha256, f"{used.sha256}.600", logo.sha256, f"{logo.sha256}.600"]
    make_old(*(files.folder_path("00").parent.parent.glob("??/*")))

    files.clean_orphans()

    assert not StoredFile.objects.filter(pk=unused.pk).exists()
    user.refresh_from_db()
    school.refresh_from_db()
    assert (user.signature, school.logo) == (used, logo)
    assert on_disk() == sorted(kept)


def test_clean_orphans_keeps_bytes_that_another_row_uses():
    unused, used = make_stored(), make_stored()
    make_user(signature=used)
    make_old(files.path_of(used))

    files.clean_orphans()

    assert list(StoredFile.objects.all()) == [used]
    assert files.path_of(unused).exists()


def test_clean_orphans_removes_what_a_killed_process_left_half_written():
    kept = make_stored()
    root = files.folder_path("00").parent.parent
    for name in ("new-old", "new-today"):
        (root / name).write_bytes(b"half")
    make_old(root / "new-old")

    files.clean_orphans()

    assert sorted(path.name for path in root.iterdir()) == sorted(["new-today", kept.sha256[:2]])


def test_clean_orphans_waits_a_day():
    stored = make_stored()

    assert files.clean_orphans() == 0
    assert StoredFile.objects.get() == stored


def test_store_again_makes_old_bytes_young():
    stored = make_stored()
    make_old(files.path_of(stored))
    StoredFile.objects.all().delete()

    again = make_stored()
    files.clean_orphans()

    assert files.path_of(again).exists()

"""Private files: checked by content, stored under their SHA-256, sent only by a permitted view.

A view asks for permission, then calls `file_response`; nothing under `MEDIA_ROOT` has a public
address. The 600 px rendition of a picture lies beside it as `<sha256>.600`.
"""

import hashlib
import logging
import os
import re
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header

from schoolcare import images
from schoolcare.models import School, StoredFile, User

MAX_SIZE = 20 * 1024 * 1024
SMALL = "600"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CSV = "text/csv"
EXTENSIONS = {PDF: "pdf", XLSX: "xlsx", DOCX: "docx", CSV: "csv"} | {
    "image/jpeg": "jpg",
    "image/png": "png",
}
PACKED = {"xl/workbook.xml": XLSX, "word/document.xml": DOCX}  # what such an archive holds
UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # what such a text begins with
ORPHAN_AGE = timedelta(days=1)  # an upload may wait that long for its record

logger = logging.getLogger(__name__)


def store_image(
    upload: File, *, school: School | None, by: User | None, lossless: bool = False
) -> StoredFile:
    """Store a picture upright, at most 1600 px, without metadata, with its 600 px rendition.

    `lossless` keeps PNG and its transparency, for crests and line art; photos become JPEG.
    Raises ValidationError in Thai for what is not a still picture of an accepted kind.
    """
    return _store_picture(
        images.prepare(_read(upload), lossless=lossless),
        kind=StoredFile.Kind.IMAGE,
        school=school,
        by=by,
    )


def store_signature(data_url: str, *, school: School | None, by: User | None) -> StoredFile:
    """Store a signature drawn on a canvas, given as `data:image/png;base64,…`, cropped to its ink.

    Raises ValidationError when nothing was drawn or the text is no such picture.
    """
    return _store_picture(
        images.prepare_signature(data_url), kind=StoredFile.Kind.SIGNATURE, school=school, by=by
    )


def store_file(
    upload: File,
    *,
    school: School | None,
    by: User | None,
    kind: str = StoredFile.Kind.UPLOAD,
    accept: Iterable[str] = (PDF, XLSX, CSV),
) -> StoredFile:
    """Store an upload unchanged when its content is of a type in `accept`; refuse all else."""
    data = _read(upload)
    content_type = sniff(data)
    accept = tuple(accept)
    if content_type is None or content_type not in accept:
        names = ", ".join(EXTENSIONS[one].upper() for one in accept)
        raise ValidationError(f"ไฟล์นี้ไม่ใช่ชนิดที่รับ ใช้ได้: {names}", code="file_type")
    sha256 = _write(lambda out: out.write(data))
    return _record(sha256, len(data), kind=kind, content_type=content_type, school=school, by=by)


def store_result(
    source: bytes | Path, *, content_type: str, school: School | None, by: User | None
) -> StoredFile:
    """Store what the product itself made (a pack, an export), from memory or from a file."""

    def fill(out: IO[bytes]) -> None:
        if isinstance(source, bytes):
            out.write(source)
            return
        with source.open("rb") as made:
            while block := made.read(1 << 20):
                out.write(block)

    sha256 = _write(fill)
    size = folder_path(sha256).stat().st_size
    kind = StoredFile.Kind.RESULT
    return _record(sha256, size, kind=kind, content_type=content_type, school=school, by=by)


def path_of(stored: StoredFile, *, rendition: str | None = None) -> Path:
    """Where the bytes lie; the original where the picture is too small to have that rendition."""
    path = folder_path(stored.sha256)
    small = path.with_name(f"{path.name}.{rendition}")
    return small if rendition and small.exists() else path


def folder_path(sha256: str) -> Path:
    """The path of content with this hash, whether it is there or not."""
    return Path(settings.MEDIA_ROOT) / "private" / sha256[:2] / sha256


def store_scan(upload: File, *, school: School | None, by: User | None) -> StoredFile:
    """A scanned paper: a PDF as it is, a picture made safe; refuses all else."""
    head = upload.read(1024)
    upload.seek(0)
    if sniff(head) == PDF:
        kind = StoredFile.Kind.DOCUMENT
        return store_file(upload, school=school, by=by, kind=kind, accept=(PDF,))
    try:
        return store_image(upload, school=school, by=by)
    except ValidationError as error:
        if error.code != "image_type":
            raise
        words = "ไฟล์นี้ใช้ไม่ได้ กรุณาใช้ PDF หรือภาพ JPG, PNG, WebP, HEIC"
        raise ValidationError(words, code=error.code) from error


def store_attachment(upload: File, *, school: School | None, by: User | None) -> StoredFile:
    """What goes out with a letter: a PDF, .docx or .xlsx as it is, a picture made safe.

    Raises ValidationError in Thai, with the name of the file, for all else.
    """
    name = safe_name(upload.name or "")
    try:
        if sniff(_read(upload)) in {PDF, DOCX, XLSX}:
            kind = StoredFile.Kind.DOCUMENT
            return store_file(upload, school=school, by=by, kind=kind, accept=(PDF, DOCX, XLSX))
        return store_image(upload, school=school, by=by)
    except ValidationError as error:
        words = error.message
        if error.code in {"file_type", "image_type"}:
            words = "แนบได้เฉพาะไฟล์ PDF, Word (.docx), Excel (.xlsx) และรูปภาพ"
        raise ValidationError(f"{name}: {words}", code=error.code) from error


def file_response(
    stored: StoredFile, *, rendition: str | None = None, download_as: str | None = None
) -> HttpResponseBase:
    """The answer of a view that has already asked for permission; 404 when the bytes are gone.

    `rendition="600"` for lists; `download_as` makes it a download under that name.
    Pictures are shown in place, everything else is downloaded.
    """
    path = path_of(stored, rendition=rendition)
    if not path.exists():
        logger.error("stored file %s has no bytes on disk", stored.pk)
        raise Http404
    response: HttpResponseBase
    if settings.PRIVATE_ACCEL:
        inside = path.relative_to(settings.MEDIA_ROOT).as_posix()
        response = HttpResponse()
        response["X-Accel-Redirect"] = f"{settings.PRIVATE_ACCEL.rstrip('/')}/{inside}"
    else:
        response = FileResponse(path.open("rb"))
    as_attachment = bool(download_as) or not stored.content_type.startswith("image/")
    name = download_as or f"{stored.kind}-{stored.pk}.{EXTENSIONS.get(stored.content_type, 'bin')}"
    response["Content-Type"] = stored.content_type
    disposition = content_disposition_header(as_attachment, safe_name(name))
    response["Content-Disposition"] = disposition or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def safe_name(name: str) -> str:
    """A file name that every system takes: no path, no control characters, at most 120 long."""
    cleaned = re.sub(r'[\x00-\x1f\x7f\\/:*?"<>|]+', "-", name).strip(" .-")
    stem, dot, extension = cleaned.rpartition(".")
    return f"{stem[:110]}{dot}{extension[:9]}" if dot else cleaned[:120] or "file"


def sniff(data: bytes) -> str | None:
    """Content type of a PDF, .xlsx, .docx or plain text by what is inside; None for all else."""
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(BytesIO(data)) as book:
                inside = book.namelist()
                return next((kind for name, kind in PACKED.items() if name in inside), None)
        except zipfile.BadZipFile:
            return None
    if data.startswith(UTF_16):
        return CSV if _is_text(data) else None
    markup = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
    return CSV if data and b"\x00" not in data and not markup else None


def why(error: OSError) -> str:
    """Why a file cannot be opened or written, in Thai."""
    kinds = {
        FileNotFoundError: "ไม่พบไฟล์หรือโฟลเดอร์",
        IsADirectoryError: "เป็นโฟลเดอร์ ไม่ใช่ไฟล์",
        PermissionError: "ไม่มีสิทธิ์ใช้ไฟล์นี้",
    }
    return kinds.get(type(error)) or error.strerror or str(error)


def _is_text(data: bytes) -> bool:
    """Whether bytes with UTF-16's mark are that: Excel's "Unicode Text"."""
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        return False
    return "\x00" not in text and not text.lstrip().startswith("<")


def remove(stored: StoredFile) -> None:
    """Delete a row, and its bytes too unless another row has the same content."""
    sha256 = stored.sha256
    stored.delete()
    transaction.on_commit(lambda: _unlink_unused(folder_path(sha256)))


def clean_orphans() -> int:
    """Remove rows that no record points to, and bytes without a row, once a day old; how many."""
    before = timezone.now() - ORPHAN_AGE
    orphans = StoredFile.objects.filter(created_at__lt=before)
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            users = relation.related_model._base_manager.filter(
                **{relation.field.name: OuterRef("pk")}
            )
            orphans = orphans.filter(~Exists(users))
    removed = orphans.delete()[0]
    root = Path(settings.MEDIA_ROOT) / "private"
    unfinished = root.glob("new-*")  # a process was killed while it wrote
    unclaimed = (path for path in root.glob("??/*") if not _has_row(path))
    for path in (*unfinished, *unclaimed):
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _has_row(path: Path) -> bool:
    return StoredFile.objects.filter(sha256=path.name.partition(".")[0]).exists()


def _unlink_unused(path: Path) -> None:
    if not _has_row(path):
        path.unlink(missing_ok=True)
        path.with_name(f"{path.name}.{SMALL}").unlink(missing_ok=True)


def _read(upload: File) -> bytes:
    if upload.size > MAX_SIZE:
        raise ValidationError("ไฟล์ใหญ่เกิน 20 MB", code="file_size")
    upload.seek(0)
    data = upload.read()
    if not data:
        raise ValidationError("ไฟล์ว่างเปล่า", code="file_empty")
    return data


def _store_picture(
    picture: images.Picture, *, kind: str, school: School | None, by: User | None
) -> StoredFile:
    sha256 = _write(lambda out: out.write(picture.data))
    if picture.small:
        small = picture.small
        path = folder_path(sha256)
        _write(lambda out: out.write(small), path.with_name(f"{sha256}.{SMALL}"))
    return _record(
        sha256,
        len(picture.data),
        kind=kind,
        content_type=picture.content_type,
        school=school,
        by=by,
        width=picture.width,
        height=picture.height,
    )


def _record(
    sha256: str,
    size: int,
    *,
    kind: str,
    content_type: str,
    school: School | None,
    by: User | None,
    width: int | None = None,
    height: int | None = None,
) -> StoredFile:
    return StoredFile.objects.create(
        sha256=sha256,
        size=size,
        kind=kind,
        content_type=content_type,
        school=school,
        created_by=by,
        width=width,
        height=height,
    )


class _HashingWriter:
    """Passes bytes on to a file and keeps their hash, so that a pack is read only once."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out = out
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.sha256.update(data)
        return self.out.write(data)


def _write(fill: Callable[..., object], target: Path | None = None) -> str:
    """Write in one step (a crash leaves nothing half-written); the hash of what was written.

    Raises ValidationError where the disk takes nothing more.
    """
    try:
        return _write_file(fill, target)
    except OSError as error:
        logger.exception("a file could not be written")
        message = "เครื่องแม่ข่ายเก็บไฟล์ไม่ได้ พื้นที่อาจเต็ม กรุณาแจ้งผู้ดูแลระบบแล้วลองใหม่"
        raise ValidationError(message, code="storage") from error


def _write_file(fill: Callable[..., object], target: Path | None) -> str:
    root = Path(settings.MEDIA_ROOT) / "private"
    root.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=root, prefix="new-")
    made = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as out:
            writer = _HashingWriter(out)
            fill(writer)
            out.flush()
            os.fsync(descriptor)
        made.chmod(0o640)  # the web server's group may read what it is told to send
        path = target or folder_path(writer.sha256.hexdigest())
        path.parent.mkdir(exist_ok=True)
        os.replace(made, path)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
    os.utime(path, (time.time(), time.time()))  # seen before: young again for clean_orphans
    return writer.sha256.hexdigest()

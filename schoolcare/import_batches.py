"""A file on its way in: upload, preview, commit; who, when and which file stay on record.

The file itself is kept privately until it is committed, dropped or a day old; after a commit only
its bad rows are, for 30 days.
"""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from schoolcare import audit, files, jobs, spreadsheet
from schoolcare.importing import (
    Importer,
    Line,
    Plan,
    Progress,
    Remark,
    State,
    importer_of,
    page_of,
    rejected_workbook,
)
from schoolcare.models import District, ImportBatch, Job, School, StoredFile, User
from schoolcare.spreadsheet import Sheet

PREVIEW_LIFE = timedelta(days=1)
DETAIL_LIFE = timedelta(days=30)
LARGE_FILE = 150_000  # bytes from which reading goes to the background, about 400 rows of DMC
LARGE_PLAN = 400  # rows from which writing does


def upload(importer: Importer, file: IO[bytes], name: str, *, by: User) -> ImportBatch:
    """Take a file in: check what it is, keep it privately. The same file sent twice is one batch.

    Raises ValidationError in Thai for what is no spreadsheet; the refusal stays on record.
    """
    batch, data = _new_batch(importer, file, name, by=by)
    try:
        spreadsheet.check_type(data)
    except ValidationError as error:
        _refuse(batch, error, by=by)
        raise
    same = ("kind", "school", "district", "year", "semester", "sha256", "asked_by")
    waiting = ImportBatch.objects.filter(state=ImportBatch.State.PREVIEW, file__isnull=False)
    if sent_before := waiting.filter(**{name: getattr(batch, name) for name in same}).first():
        sent_before.detail.pop("mapping", None)  # sent again to match its columns anew
        sent_before.save(update_fields=["detail"])
        return sent_before
    batch.file = files.store_file(ContentFile(data, name), school=batch.school, by=by)
    batch.save()
    _record("import.upload", batch, by=by, kind=batch.kind)
    return batch


def preview(batch: ImportBatch, *, by: User | None, progress: Progress | None = None) -> Plan:
    """Read the kept file and store what each row would do.

    Raises ValidationError when the file is refused; then the batch is, and the file is forgotten.
    """
    try:
        plan = importer_of(batch).plan(_sheets(batch, progress))
    except ValidationError as error:
        _refuse(batch, error, by=by)
        raise
    _keep(batch, plan)
    return plan


def match(batch: ImportBatch, mapping: dict[str, str]) -> ImportBatch:
    """Keep what a person says unknown headers stand for ("": nothing); the preview is made anew.

    Raises ValidationError when the file waits for no answer any more.
    """
    if batch.state != ImportBatch.State.PREVIEW:
        raise ValidationError("ไฟล์นี้ไม่รอการตรวจแล้ว กรุณาส่งไฟล์อีกครั้ง", code="dropped")
    batch.detail["mapping"] = batch.detail.get("mapping", {}) | mapping
    batch.save(update_fields=["detail"])
    return batch


def explain(batch: ImportBatch, reason: str) -> ImportBatch:
    """Keep why a preview that asks for a reason is written all the same."""
    batch.detail["reason"] = reason
    batch.save(update_fields=["detail"])
    return batch


def commit(batch: ImportBatch, *, by: User, progress: Progress | None = None) -> ImportBatch:
    """Write the good rows in one transaction: all of them, or after a crash none.

    A batch already committed is given back as it is. Raises ValidationError when it was dropped,
    or when the records changed since the preview: then a new preview is stored, to be looked at.
    """
    if batch.state == ImportBatch.State.COMMITTED:
        return batch
    if batch.state != ImportBatch.State.PREVIEW or batch.file is None:
        raise ValidationError("ไฟล์นี้ถูกยกเลิกหรือหมดเวลาแล้ว กรุณาส่งไฟล์อีกครั้ง", code="dropped")
    sheets = _sheets(batch, progress)
    with transaction.atomic():
        _one_at_a_time(batch.place)
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.state != ImportBatch.State.PREVIEW:
            return locked
        importer = importer_of(locked)
        plan = importer.plan(sheets)
        stale = plan.fingerprint != locked.detail.get("fingerprint")
        if not stale:
            _write(locked, importer, plan, by=by)
    if stale:
        _keep(locked, plan)
        message = "ข้อมูลในระบบเปลี่ยนไปหลังจากตรวจดู กรุณาตรวจรายการอีกครั้งแล้วจึงนำเข้า"
        raise ValidationError(message, code="stale")
    return locked


def run(
    importer: Importer,
    file: IO[bytes],
    name: str,
    *,
    by: User | None,
    dry_run: bool = False,
    sheets: Sequence[Sheet] | None = None,
) -> Plan:
    """The whole way at once, for a command: read, plan and, unless `dry_run`, write and record.

    `sheets`: what of the file belongs to the importer's place, where that is not all of it.
    Raises ValidationError when the file is refused.
    """
    batch, data = _new_batch(importer, file, name, by=by)
    sheets = spreadsheet.read_sheets(ContentFile(data), name) if sheets is None else sheets
    if dry_run:
        return importer.plan(sheets)
    with transaction.atomic():
        _one_at_a_time(importer.place)
        plan = importer.plan(sheets)
        batch.save()
        _write(batch, importer, plan, by=by)
    return plan


def drop(batch: ImportBatch, *, by: User) -> ImportBatch:
    """Give a preview up: nothing was written, the file is forgotten."""
    if batch.state == ImportBatch.State.PREVIEW:
        _end(batch, ImportBatch.State.DROPPED)
        _record("import.drop", batch, by=by, kind=batch.kind)
    return batch


def rejected_rows(batch: ImportBatch) -> bytes:
    """The bad rows as .xlsx in the columns of the file, with the reason behind them."""
    if batch.state == ImportBatch.State.COMMITTED and batch.file:
        return files.path_of(batch.file).read_bytes()
    headers = tuple(batch.detail["headers"])
    problems = {
        line["number"]: [Remark(*one) for one in line["problems"]]
        for line in batch.detail["lines"]
        if line["problems"]
    }
    sheets = _sheets(batch)
    rows = next(sheet.rows for sheet in sheets if any(row.texts == headers for row in sheet.rows))
    bad = [(row.texts, problems[row.number]) for row in rows if row.number in problems]
    return rejected_workbook(headers, bad)


def expire() -> int:
    """Daily: drop forgotten previews with their files, then the rows kept of old batches."""
    now = timezone.now()
    forgotten = ImportBatch.objects.filter(
        state=ImportBatch.State.PREVIEW, created_at__lt=now - PREVIEW_LIFE
    )
    for batch in forgotten.select_related("file"):
        _end(batch, ImportBatch.State.DROPPED)
    old = ImportBatch.objects.filter(created_at__lt=now - DETAIL_LIFE).exclude(detail={})
    for batch in old.select_related("file"):
        _end(batch, batch.state)
    return len(forgotten) + len(old)


@jobs.job_kind("import-preview")
def preview_job(job: Job, progress: jobs.Progress) -> jobs.Outcome:
    batch = ImportBatch.objects.select_related("school", "district", "file").get(
        pk=job.params["batch"]
    )
    if batch.state == ImportBatch.State.PREVIEW:
        preview(batch, by=job.asked_by, progress=progress)
    return jobs.Outcome(url=page_of(batch))


@jobs.job_kind("import-commit")
def commit_job(job: Job, progress: jobs.Progress) -> jobs.Outcome:
    batch = ImportBatch.objects.select_related("school", "district", "file").get(
        pk=job.params["batch"]
    )
    commit(batch, by=job.asked_by, progress=progress)
    return jobs.Outcome(url=page_of(batch))


def _batch_of(job: Job) -> ImportBatch:
    found = ImportBatch.objects.select_related("school", "district", "file")
    return found.get(pk=job.params["batch"])


def _new_batch(
    importer: Importer, file: IO[bytes], name: str, *, by: User | None
) -> tuple[ImportBatch, bytes]:
    file.seek(0)
    data = file.read(spreadsheet.MAX_SIZE + 1)
    batch = ImportBatch(
        kind=importer.kind,
        school=importer.place if isinstance(importer.place, School) else None,
        district=importer.place if isinstance(importer.place, District) else None,
        year=importer.year,
        semester=importer.semester,
        file_name=files.safe_name(name)[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        asked_by=by,
    )
    return batch, data


def _one_at_a_time(place: School | District) -> None:
    """Hold every school whose records the file may change until the transaction ends."""
    office = {"district": place} if isinstance(place, District) else {"pk": place.pk}
    held = School.objects.filter(**office).order_by("pk").select_for_update()
    list(held.values_list("pk", flat=True))


def _record(action: str, batch: ImportBatch, *, by: User | None, **changes: Any) -> None:
    place = {"school_id": batch.school_id, "district_id": batch.district_id}
    audit.record(action, batch, by=by, **place, **changes)


def _sheets(batch: ImportBatch, progress: Progress | None = None) -> list[Sheet]:
    if batch.file is None:
        raise ValidationError("ไม่มีไฟล์แล้ว กรุณาส่งไฟล์อีกครั้ง", code="dropped")
    if progress:
        progress(0, 2)
    with files.path_of(batch.file).open("rb") as file:
        sheets = spreadsheet.read_sheets(file, batch.file_name)
    if progress:
        progress(1, 2)
    return sheets


def _count(batch: ImportBatch, plan: Plan) -> None:
    counts = plan.counts
    batch.created, batch.updated = counts.created, counts.updated
    batch.unchanged, batch.rejected = counts.unchanged, counts.rejected


def _keep(batch: ImportBatch, plan: Plan) -> None:
    """Store a preview: what the pages show, never the cells of the file.

    Bad rows come first; of each kind those with a warning do.
    """
    _count(batch, plan)
    order = list(State)

    def place(line: Line) -> tuple[int, bool, int]:
        return order.index(line.state), not line.warnings, line.number

    lines = sorted(plan.lines, key=place)
    batch.detail = {
        "headers": list(plan.headers),
        "lines": [_as_json(line) for line in lines],
        "missing": [list(shown) for shown in plan.missing],
        "unknown": list(plan.unknown),
        "free": list(plan.free),
        "note": plan.note,
        "mapping": batch.detail.get("mapping", {}),
        "reason": batch.detail.get("reason", ""),
        "fingerprint": plan.fingerprint,
    }
    batch.save()


def _as_json(line: Line) -> dict[str, Any]:
    return {
        "number": line.number,
        "state": line.state,
        "shown": list(line.shown),
        "note": line.note,
        "problems": [[one.column, one.text] for one in line.problems],
        "warnings": [[one.column, one.text] for one in line.warnings],
        "changes": [[one.column, one.old, one.new] for one in line.changes],
    }


def _write(batch: ImportBatch, importer: Importer, plan: Plan, *, by: User | None) -> None:
    written = importer.write(plan, by=by)
    uploaded, batch.file = batch.file, None
    if plan.counts.rejected:
        batch.file = files.store_result(
            plan.rejected(), content_type=files.XLSX, school=batch.school, by=by
        )
    batch.state = ImportBatch.State.COMMITTED
    batch.committed_at = timezone.now()
    _keep(batch, plan)
    _record(
        "import.commit",
        batch,
        by=by,
        kind=batch.kind,
        year=batch.year,
        sha256=batch.sha256,
        counts=str(plan.counts),
        rows=written,
    )
    _forget(uploaded)


def _refuse(batch: ImportBatch, error: ValidationError, *, by: User | None) -> None:
    uploaded, batch.file = batch.file, None
    batch.state = ImportBatch.State.REFUSED
    batch.detail = {"refusal": " ".join(error.messages)}
    batch.save()
    _record("import.refuse", batch, by=by, reason=error.code or "")
    _forget(uploaded)


def _end(batch: ImportBatch, state: str) -> None:
    uploaded, batch.file = batch.file, None
    batch.state = state
    batch.detail = {}
    batch.save()
    _forget(uploaded)


def _forget(stored: StoredFile | None) -> None:
    """Delete a kept file, its bytes too unless another record has the same."""
    if stored is None:
        return
    sha256 = stored.sha256
    stored.delete()

    def unlink() -> None:
        if not StoredFile.objects.filter(sha256=sha256).exists():
            files.folder_path(sha256).unlink(missing_ok=True)

    transaction.on_commit(unlink)

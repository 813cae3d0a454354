"""Background jobs: anything that can take over two seconds. Nothing is lost, nothing stays stuck.

A handler is registered with `@job_kind("slug")` and called as `handler(job, progress)`. It must be
safe to run again from the start: the worker may be killed at any point, after which another run
takes over. Work already done is found again through `progress.chunk`.
"""

import logging
import shutil
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from schoolcare import audit, files
from schoolcare.models import Job, School, StoredFile, User

SILENCE = timedelta(minutes=2)  # a running job that does not beat for so long has lost its worker
ATTEMPTS = 3
RESULT_LIFE = timedelta(days=7)
HISTORY_LIFE = timedelta(days=90)
BEAT_SECONDS = 1.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What a job ends in: a file to download under `name`, a page to go on to, a line to read."""

    file: StoredFile | None = None
    name: str = ""
    url: str = ""
    message: str = ""


class JobStoppedError(Exception):
    """Raised by `progress` when the job was cancelled or another run has taken it over."""


Handler = Callable[[Job, "Progress"], Outcome | None]
_handlers: dict[str, Handler] = {}


def job_kind(slug: str) -> Callable[[Handler], Handler]:
    """Register a handler; its module is imported in the app's `AppConfig.ready`."""

    def register(handler: Handler) -> Handler:
        _handlers[slug] = handler
        return handler

    return register


class Progress:
    """Given to a handler: `progress(done, total)` moves the bar and shows that the job lives."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._beaten = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Say how much of `total` is done; call it at least every minute.

        Cheap to call often: it writes about once a second. Raises JobStoppedError, which the
        handler lets through, when the job was cancelled or taken over.
        """
        if done < total and time.monotonic() - self._beaten < BEAT_SECONDS:
            return
        self._beaten = time.monotonic()
        now = timezone.now()
        if not _held(self.job).update(done=min(done, total), total=total, heartbeat_at=now):
            raise JobStoppedError

    def chunk(self, index: int, make: Callable[[], bytes]) -> Path:
        """The file of chunk `index`: found from an earlier run, or made and kept until the end."""
        path = folder(self.job) / f"{index:05}"
        if not path.exists():
            data = make()
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as out:
                out.write(data)
            Path(out.name).replace(path)
        return path


def folder(job: Job) -> Path:
    """Where the chunks of a job lie until it ends."""
    return Path(settings.MEDIA_ROOT) / "jobs" / str(job.pk)


@transaction.atomic
def enqueue(
    kind: str, *, by: User, school: School | None, title: str, params: dict[str, Any]
) -> Job:
    """Ask for a job. The same request of the same person while one is active gives that one."""
    if kind not in _handlers:
        raise LookupError(f"no handler for jobs of kind {kind!r}")
    User.objects.select_for_update().get(pk=by.pk)  # a double tap waits here for the first
    for job in Job.objects.active().filter(asked_by=by, kind=kind, school=school):
        if job.params == params:
            return job
    job = Job.objects.create(kind=kind, title=title, asked_by=by, school=school, params=params)
    _send(job)
    audit.record("job.create", job, by=by, school_id=job.school_id, kind=kind)
    return job


@transaction.atomic
def cancel(job: Job, *, by: User) -> Job:
    """Stop a job that has not ended; a running handler notices at its next `progress`."""
    now = timezone.now()
    stopped = Job.objects.active().filter(pk=job.pk)
    if not stopped.update(state=Job.State.CANCELLED, finished_at=now):
        raise ValidationError("งานนี้จบแล้ว ยกเลิกไม่ได้")
    job.refresh_from_db()
    audit.record("job.cancel", job, by=by, school_id=job.school_id)
    transaction.on_commit(lambda: _clear(job))
    return job


@task()
def run_job(job_id: str) -> None:
    """What the queue runs. A job that is not waiting (taken, cancelled, swept) is left alone."""
    now = timezone.now()
    waiting = Job.objects.filter(pk=job_id, state=Job.State.QUEUED)
    job = waiting.select_related("asked_by", "school").first()
    if job is None or not waiting.filter(attempts=job.attempts).update(
        state=Job.State.RUNNING, attempts=job.attempts + 1, started_at=now, heartbeat_at=now
    ):
        return
    job.refresh_from_db(fields=["state", "attempts", "started_at", "heartbeat_at"])
    try:
        outcome = _handlers[job.kind](job, Progress(job)) or Outcome()
    except JobStoppedError:
        logger.info("job %s stopped", job.pk)
    except (OperationalError, InterfaceError):
        raise  # the database went away; when it is back the sweeper sends the job again
    except ValidationError as error:
        _end(job, Job.State.FAILED, message=" ".join(error.messages)[:500])
    except Exception as error:  # one bad job must not stop the worker
        log_without_values("job %s (%s) failed", job.pk, job.kind, error=error)
        _end(job, Job.State.FAILED, message="ทำงานนี้ไม่สำเร็จ กรุณาลองใหม่ ถ้ายังไม่ได้กรุณาแจ้งผู้ดูแลระบบ")
    else:
        _succeed(job, outcome)


def sweep() -> int:
    """Send again what lost its worker or its place in the queue, or give it up; how many."""
    silent = list(Job.objects.silent_since(timezone.now() - SILENCE))
    sent = [job.task_id for job in silent if job.state == Job.State.QUEUED and job.task_id]
    ready = DBTaskResult.objects.filter(pk__in=sent, status=TaskResultStatus.READY)
    still_waiting = {str(pk) for pk in ready.values_list("pk", flat=True)}
    return sum(_revive(job) for job in silent if job.task_id not in still_waiting)


def clean_jobs() -> int:
    """Daily: drop expired results, old job rows, chunks of ended jobs, old rows of the queue."""
    now = timezone.now()
    ended = Job.objects.filter(expires_at__lt=now).exclude(result=None)
    expired = list(StoredFile.objects.filter(pk__in=ended.values("result")))
    for stored in expired:
        files.remove(stored)
    removed = len(expired) + Job.objects.filter(finished_at__lt=now - HISTORY_LIFE).delete()[0]
    for path in (Path(settings.MEDIA_ROOT) / "jobs").glob("*"):
        if not Job.objects.active().filter(pk=path.name).exists():
            shutil.rmtree(path, ignore_errors=True)
            removed += 1
    old = DBTaskResult.objects.filter(enqueued_at__lt=now - RESULT_LIFE)
    return removed + old.exclude(status=TaskResultStatus.READY).delete()[0]


def log_without_values(message: str, *args: object, error: BaseException) -> None:
    """Log where an error came from; its text is left out, for it may quote personal data."""
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error(f"{message}: %s\n%s", *args, type(error).__qualname__, where)


def _send(job: Job) -> None:
    sent = run_job.enqueue(str(job.pk))
    job.task_id = sent.id
    Job.objects.filter(pk=job.pk).update(task_id=sent.id, heartbeat_at=timezone.now())


def _held(job: Job):
    """The job's row while this very run holds it; each run has its own number of attempts."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)


@transaction.atomic
def _revive(job: Job) -> bool:
    seen = Job.objects.filter(pk=job.pk, state=job.state, attempts=job.attempts)
    seen = seen.filter(heartbeat_at=job.heartbeat_at)
    if job.attempts >= ATTEMPTS:
        message = "งานหยุดกลางทางหลายครั้ง ระบบจึงเลิกทำ กรุณาสั่งใหม่ ถ้ายังไม่ได้กรุณาแจ้งผู้ดูแลระบบ"
        logger.error("job %s (%s) given up after %d attempts", job.pk, job.kind, job.attempts)
        return bool(
            seen.update(state=Job.State.FAILED, message=message, finished_at=timezone.now())
        )
    if not seen.update(state=Job.State.QUEUED, heartbeat_at=timezone.now()):
        return False
    logger.warning("job %s (%s) sent again", job.pk, job.kind)
    _send(job)
    return True


def _end(job: Job, state: str, **fields: Any) -> None:
    if _held(job).update(state=state, finished_at=timezone.now(), **fields):
        _clear(job)


def _succeed(job: Job, outcome: Outcome) -> None:
    total = Job.objects.values_list("total", flat=True).get(pk=job.pk)
    _end(
        job,
        Job.State.DONE,
        done=total,
        result=outcome.file,
        result_name=outcome.name[:100],
        result_url=outcome.url,
        message=outcome.message[:500],
        expires_at=timezone.now() + RESULT_LIFE if outcome.file else None,
    )


def _clear(job: Job) -> None:
    shutil.rmtree(folder(job), ignore_errors=True)

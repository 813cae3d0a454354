"""The worker process: runs the queue, gives signs of life, sweeps, and starts the daily tasks.

Two or more workers may run on one queue; each daily task is taken by one of them.
"""

import logging
import os
import socket
import threading
import time
from datetime import date, timedelta

from django.db import DatabaseError, InterfaceError, OperationalError, connections, transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from schoolcare import jobs, registry
from schoolcare.models import DailyRun, WorkerBeat

BEAT_SECONDS = 15.0  # between signs of life; each also sweeps and looks for daily tasks
DEAD_AFTER = timedelta(minutes=1)
DAILY_LIMIT = timedelta(hours=1)  # a daily task unfinished after that has lost its worker
FORGET_AFTER = timedelta(days=90)
DATABASE_PAUSE = 2.0

logger = logging.getLogger(__name__)


class Attendant(threading.Thread):
    """Beats, sweeps and starts daily tasks while the main thread is busy with a job."""

    def __init__(self, name: str) -> None:
        super().__init__(name="attendant", daemon=True)
        self.worker_name = name
        self.stopping = threading.Event()

    def run(self) -> None:
        while not self.stopping.is_set():
            try:
                attend(self.worker_name)
            except (DatabaseError, InterfaceError) as error:
                jobs.log_without_values("attendant waits for the database", error=error)
            finally:
                connections.close_all()
            self.stopping.wait(BEAT_SECONDS)


def run_worker() -> None:
    """Work off the queue until SIGTERM or Ctrl-C; the task in hand is finished first."""
    name = _own_name()
    queue = _queue_worker(name)
    queue.configure_signals()
    attendant = Attendant(name)
    attendant.start()
    try:
        _run_through_outages(queue)
    finally:
        attendant.stopping.set()
        attendant.join(timeout=5)
        WorkerBeat.objects.filter(worker=name).delete()


def work_off() -> int:
    """Do once what a worker does, in this very process, until nothing waits; how many tasks."""
    name = _own_name()
    attend(name)
    queue = _queue_worker(name)
    count = 0
    while waiting := _take_task(name):
        queue.run_task(waiting)
        count += 1
    WorkerBeat.objects.filter(worker=name).delete()
    return count


def _own_name() -> str:
    return f"{socket.gethostname()[:40]}-{os.getpid()}"


def _queue_worker(name: str) -> QueueWorker:
    return QueueWorker(
        queue_names=["default"],
        interval=1.0,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )


def _take_task(name: str) -> DBTaskResult | None:
    with exclusive_transaction():
        waiting = DBTaskResult.objects.ready().filter(backend_name="default").get_locked()
        if waiting is not None:
            waiting.claim(name)
    return waiting


def _run_through_outages(queue: QueueWorker) -> None:
    while queue.running:
        try:
            queue.run()
        except (OperationalError, InterfaceError) as error:
            jobs.log_without_values("worker waits for the database", error=error)
            connections.close_all()
            time.sleep(DATABASE_PAUSE)


def attend(name: str) -> None:
    """One round: sign of life, lost jobs, daily tasks that are due, what apps do at each."""
    WorkerBeat.objects.update_or_create(worker=name, defaults={"at": timezone.now()})
    jobs.sweep()
    start_daily_tasks(timezone.localdate())
    for work in registry.rounds:
        try:
            work()
        except Exception as error:  # the next sign of life matters more
            jobs.log_without_values("work of a round failed", error=error)


def beat_age() -> timedelta | None:
    """How long ago any worker gave a sign of life; None when none ever did."""
    last = WorkerBeat.objects.order_by("-at").values_list("at", flat=True).first()
    return timezone.now() - last if last else None


def is_alive() -> bool:
    """Whether at least one worker runs."""
    age = beat_age()
    return age is not None and age < DEAD_AFTER


def start_daily_tasks(day: date) -> int:
    """Queue each daily task that nobody has taken on `day`, or whose taker was lost; how many."""
    runs = {run.name: run for run in DailyRun.objects.filter(day=day)}
    return sum(_take(name, day, runs.get(name)) for name in registry.daily_tasks)


@transaction.atomic
def _take(name: str, day: date, run: DailyRun | None) -> bool:
    now = timezone.now()
    if run is None:
        run, taken = DailyRun.objects.get_or_create(day=day, name=name)
    elif run.finished_at or run.attempts >= jobs.ATTEMPTS or run.started_at > now - DAILY_LIMIT:
        return False
    else:
        lost = DailyRun.objects.filter(pk=run.pk, attempts=run.attempts)
        taken = bool(lost.update(attempts=run.attempts + 1, started_at=now))
    if taken:
        run_daily.enqueue(name, day.isoformat())
    return taken


@task(priority=-10)  # what a person waits for goes first
def run_daily(name: str, day: str) -> None:
    """What the queue runs for a daily task; one that failed is taken up again within the day."""
    runs = DailyRun.objects.filter(name=name, day=day, finished_at=None)
    if name not in registry.daily_tasks or not runs.exists():
        return
    try:
        registry.daily_tasks[name]()
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # the other daily tasks must still run
        jobs.log_without_values("daily task %s failed", name, error=error)
    else:
        runs.update(finished_at=timezone.now())


def forget_runs() -> int:
    """Daily: drop old rows about workers and daily tasks; how many."""
    before = timezone.now() - FORGET_AFTER
    stale = WorkerBeat.objects.filter(at__lt=timezone.now() - timedelta(days=1))
    return stale.delete()[0] + DailyRun.objects.filter(started_at__lt=before).delete()[0]

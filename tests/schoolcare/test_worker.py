"""The worker process: daily tasks once a day, signs of life, and a kill in the middle of a job."""

import signal
from datetime import date, timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from schoolcare import jobs, registry, worker
from schoolcare.models import DailyRun, Job, WorkerBeat
from tests.factories import make_user
from tests.processes import RUN_WORKER, SILENCE, WORK_OFF, answer, environment, python, wait_for
from tests.schoolcare import slow_job  # noqa: F401 -- registers the job kind test-slow

TODAY = date(2026, 11, 21)


@pytest.fixture
def daily(monkeypatch):
    """The calls of two daily tasks, the second of which fails the first time."""
    calls = []

    def clean():
        calls.append("clean")

    def remind():
        calls.append("remind")
        if calls.count("remind") == 1:
            raise RuntimeError

    monkeypatch.setattr(registry, "daily_tasks", {"clean": clean, "remind": remind})
    return calls


@pytest.mark.django_db
def test_daily_tasks_start_once_under_two_workers(daily):
    assert [worker.start_daily_tasks(TODAY) for _ in range(2)] == [2, 0]


@pytest.mark.django_db
def test_daily_tasks_start_again_next_day(daily):
    worker.start_daily_tasks(TODAY)

    assert worker.start_daily_tasks(TODAY + timedelta(days=1)) == 2


@pytest.mark.django_db
def test_daily_task_failed_is_tried_again_later_and_only_that(daily):
    worker.work_off()
    assert sorted(daily) == ["clean", "remind"]

    DailyRun.objects.update(started_at=timezone.now() - timedelta(hours=2))
    worker.work_off()
    worker.work_off()

    assert sorted(daily) == ["clean", "remind", "remind"]
    assert DailyRun.objects.filter(finished_at=None).count() == 0


@pytest.mark.django_db
def test_daily_task_given_up_after_three_attempts(daily):
    long_ago = timezone.now() - timedelta(hours=2)
    DailyRun.objects.create(day=TODAY, name="clean", attempts=3, started_at=long_ago)

    assert worker.start_daily_tasks(TODAY) == 1


@pytest.mark.django_db
def test_daily_task_unknown_by_now_is_passed_over(daily):
    DailyRun.objects.create(day=TODAY, name="gone")

    worker.run_daily.func("gone", TODAY.isoformat())

    assert daily == []


@pytest.mark.django_db
def test_attend_beats(daily):
    worker.attend("one")
    worker.attend("one")

    beat = WorkerBeat.objects.get()
    assert (beat.worker, timezone.now() - beat.at < timedelta(seconds=10)) == ("one", True)


@pytest.mark.django_db
def test_forget_runs_drops_old_rows(daily):
    now = timezone.now()
    DailyRun.objects.create(day=TODAY, name="clean", started_at=now - timedelta(days=91))
    kept = DailyRun.objects.create(day=TODAY, name="remind")
    WorkerBeat.objects.create(worker="gone", at=now - timedelta(days=2))

    worker.forget_runs()

    assert list(DailyRun.objects.all()) == [kept]
    assert WorkerBeat.objects.count() == 0


def test_worker_waits_for_a_lost_database(monkeypatch):
    class Queue:
        running = True
        rounds = 0

        def run(self):
            self.rounds += 1
            if self.rounds < 3:
                raise OperationalError("server closed the connection")
            self.running = False

    monkeypatch.setattr(worker, "DATABASE_PAUSE", 0)
    queue = Queue()

    worker._run_through_outages(queue)

    assert queue.rounds == 3


LOOK = (
    "from schoolcare.models import Job; import json; job = Job.objects.get();"
    "print(json.dumps([job.state, job.attempts, job.done, job.message]))"
)


@pytest.mark.django_db(transaction=True)
def test_worker_killed_in_the_middle_of_a_job_loses_nothing(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    job = jobs.enqueue(
        "test-slow", by=make_user(), school=None, title="งาน", params={"log": str(tmp_path / "log")}
    )
    env = environment(tmp_path)
    first = python(RUN_WORKER, env)
    wait_for((jobs.folder(job) / "00002").exists)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    assert answer(LOOK, env)[:2] == ["running", 1]

    answer(SILENCE, env)
    answer(WORK_OFF, env)

    assert answer(LOOK, env) == ["done", 2, 6, "012345"]
    made = (tmp_path / "log").read_text().split()
    assert made[:3] == ["0", "1", "2"]
    assert sorted(set(made)) == ["0", "1", "2", "3", "4", "5"]
    assert len(made) <= 7  # at most the chunk that was being made is made again


@pytest.mark.django_db(transaction=True)
def test_worker_told_to_stop_finishes_the_job_in_hand(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    job = jobs.enqueue(
        "test-slow", by=make_user(), school=None, title="งาน", params={"log": str(tmp_path / "log")}
    )
    env = environment(tmp_path)
    process = python(RUN_WORKER, env)
    wait_for((jobs.folder(job) / "00000").exists)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)

    assert process.returncode == 0
    assert answer(LOOK, env) == ["done", 1, 6, "012345"]
    assert Job.objects.count() == 1

"""Background jobs: progress, one per request, cancelling, and workers that are lost."""

import logging
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from schoolcare import files, jobs
from schoolcare.models import AuditEvent, Job, StoredFile
from schoolcare.worker import work_off
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db

calls: list[str] = []


@pytest.fixture(autouse=True)
def _no_calls():
    calls.clear()


@jobs.job_kind("test-steps")
def steps(job, progress):
    for done in range(1, 4):
        progress.chunk(done, lambda: calls.append("made") or b"x")
        progress(done, 3)
    data = b"".join(progress.chunk(index, bytes).read_bytes() for index in (1, 2, 3))
    stored = files.store_result(data, content_type=files.CSV, school=job.school, by=job.asked_by)
    return jobs.Outcome(file=stored, name="รายงาน.csv", url="/", message="3 คน")


@jobs.job_kind("test-refuse")
def refuse(job, progress):
    raise ValidationError("ยังไม่มีนักเรียนในห้องนี้")


@jobs.job_kind("test-crash")
def crash(job, progress):
    raise RuntimeError(f"unknown id {job.params['id']}")


@jobs.job_kind("test-cancelled")
def cancelled(job, progress):
    jobs.cancel(job, by=job.asked_by)
    progress(1, 1)
    calls.append("went on")


@jobs.job_kind("test-taken-over")
def taken_over(job, progress):
    Job.objects.filter(pk=job.pk).update(attempts=job.attempts + 1)
    progress(1, 1)
    calls.append("went on")


def make_job(kind="test-steps", by=None, **params):
    return jobs.enqueue(kind, by=by or make_user(), school=None, title="งาน", params=params)


def run_queue(job):
    work_off()
    job.refresh_from_db()
    return job


def silence(job, **fields):
    Job.objects.filter(pk=job.pk).update(
        heartbeat_at=timezone.now() - timedelta(minutes=3), **fields
    )


def test_enqueue_waits_with_audit_row():
    school, teacher = make_school(), make_user()

    job = jobs.enqueue("test-steps", by=teacher, school=school, title="สมุดห้อง", params={"a": 1})

    assert (job.state, job.done, job.total, job.params) == ("queued", 0, 0, {"a": 1})
    event = AuditEvent.objects.get(action="job.create")
    assert (event.actor_id, event.school_id, event.target_id) == (
        teacher.pk,
        school.pk,
        str(job.pk),
    )


def test_enqueue_unknown_kind_is_refused():
    with pytest.raises(LookupError, match="no handler"):
        make_job("no-such-kind")


def test_enqueue_same_request_twice_gives_first_job():
    teacher = make_user()

    first, second = make_job(by=teacher, room=1), make_job(by=teacher, room=1)

    assert second == first
    assert Job.objects.count() == DBTaskResult.objects.count() == 1


def test_enqueue_other_request_or_person_gives_other_job():
    teacher = make_user()

    made = {make_job(by=teacher, room=1), make_job(by=teacher, room=2), make_job(room=1)}

    assert len(made) == 3


def test_enqueue_again_after_end_gives_new_job():
    teacher = make_user()
    first = run_queue(make_job(by=teacher))

    assert make_job(by=teacher) != first


def test_job_done_has_result_message_and_expiry():
    job = run_queue(make_job())

    assert (job.state, job.done, job.total, job.attempts) == ("done", 3, 3, 1)
    assert (job.message, job.result_name, job.result_url) == ("3 คน", "รายงาน.csv", "/")
    assert files.path_of(job.result).read_bytes() == b"xxx"
    assert timedelta(days=6, hours=23) < job.expires_at - timezone.now() < timedelta(days=7)
    assert not jobs.folder(job).exists()


def test_job_refused_by_handler_shows_its_words():
    job = run_queue(make_job("test-refuse"))

    assert (job.state, job.message) == ("failed", "ยังไม่มีนักเรียนในห้องนี้")


def test_job_crashed_tells_user_and_logs_no_values(caplog):
    with caplog.at_level(logging.ERROR, logger="schoolcare.jobs"):
        job = run_queue(make_job("test-crash", id="1234567890121"))

    assert job.state == "failed"
    assert job.message.startswith("ทำงานนี้ไม่สำเร็จ กรุณาลองใหม่")
    assert "RuntimeError" in caplog.text
    assert "67890" not in caplog.text


def test_cancel_waiting_job_is_never_run():
    teacher = make_user()
    job = make_job(by=teacher)

    jobs.cancel(job, by=teacher)

    assert run_queue(job).state == "cancelled"
    assert calls == []
    assert AuditEvent.objects.filter(action="job.cancel", target_id=str(job.pk)).count() == 1


def test_cancel_running_job_stops_at_next_progress():
    job = run_queue(make_job("test-cancelled"))

    assert (job.state, calls) == ("cancelled", [])


def test_cancel_ended_job_is_refused():
    job = run_queue(make_job())

    with pytest.raises(ValidationError, match="งานนี้จบแล้ว"):
        jobs.cancel(job, by=job.asked_by)


def test_progress_stops_run_whose_job_was_taken_over():
    job = run_queue(make_job("test-taken-over"))

    assert (job.state, job.attempts, calls) == ("running", 2, [])


def test_progress_beats_the_heart():
    job = make_job()
    silence(job, state="running", attempts=1)
    job.refresh_from_db()

    jobs.Progress(job)(1, 2)

    job.refresh_from_db()
    assert (job.done, job.total, job.percent) == (1, 2, 50)
    assert timezone.now() - job.heartbeat_at < timedelta(seconds=10)


def test_sweep_sends_silent_running_job_again():
    job = make_job()
    DBTaskResult.objects.all().delete()
    silence(job, state="running", attempts=1)

    assert jobs.sweep() == 1

    job = run_queue(job)
    assert (job.state, job.attempts) == ("done", 2)


def test_sweep_gives_up_after_three_attempts():
    job = make_job()
    silence(job, state="running", attempts=3)

    assert jobs.sweep() == 1

    job.refresh_from_db()
    assert job.state == "failed"
    assert job.message.startswith("งานหยุดกลางทางหลายครั้ง")
    assert job.finished_at is not None


def test_sweep_sends_waiting_job_again_when_its_task_is_gone():
    job = make_job()
    DBTaskResult.objects.update(status="RUNNING")
    silence(job)

    assert jobs.sweep() == 1
    assert run_queue(job).state == "done"


def test_sweep_leaves_waiting_and_lively_jobs_alone():
    waiting, lively = make_job(), make_job()
    silence(waiting)
    Job.objects.filter(pk=lively.pk).update(state="running", attempts=1)

    assert jobs.sweep() == 0
    assert DBTaskResult.objects.count() == 2


def test_run_job_twice_does_the_work_once():
    job = make_job()

    jobs.run_job.func(str(job.pk))
    jobs.run_job.func(str(job.pk))

    job.refresh_from_db()
    assert (job.state, job.attempts, calls) == ("done", 1, ["made"] * 3)


def test_chunks_of_an_earlier_run_are_found():
    job = make_job()
    Job.objects.filter(pk=job.pk).update(attempts=1)
    jobs.Progress(job).chunk(2, lambda: b"y")

    job = run_queue(job)

    assert files.path_of(job.result).read_bytes() == b"xyx"
    assert calls == ["made"] * 2


def test_chunk_that_fails_leaves_no_half_file():
    job = make_job()

    with pytest.raises(ZeroDivisionError):
        jobs.Progress(job).chunk(1, lambda: bytes(1 // 0))

    assert not jobs.folder(job).exists()


def test_clean_jobs_removes_expired_results_and_old_history():
    expired, fresh, old = (run_queue(make_job()) for _ in range(3))
    now = timezone.now()
    Job.objects.filter(pk=expired.pk).update(expires_at=now - timedelta(seconds=1))
    Job.objects.filter(pk=old.pk).update(finished_at=now - timedelta(days=91))

    jobs.clean_jobs()

    expired.refresh_from_db()
    assert (expired.state, expired.result, expired.is_downloadable) == ("done", None, False)
    assert set(Job.objects.all()) == {expired, fresh}
    assert not StoredFile.objects.filter(pk=expired.result_id).exists()
    assert fresh.is_downloadable


def test_clean_jobs_removes_chunks_of_ended_jobs_only():
    ended, waiting = run_queue(make_job()), make_job()
    for job in (ended, waiting):
        jobs.Progress(job).chunk(0, lambda: b"x")

    jobs.clean_jobs()

    assert (jobs.folder(ended).exists(), jobs.folder(waiting).exists()) == (False, True)


def test_seconds_left_follows_the_pace():
    now = timezone.now()
    job = Job(
        state="running", done=10, total=40, started_at=now - timedelta(seconds=20), heartbeat_at=now
    )

    assert job.seconds_left == 60

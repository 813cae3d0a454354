"""/healthz: what monitoring may know, and nothing more."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from schoolcare.models import BackupRun, WorkerBeat

pytestmark = pytest.mark.django_db


def beat(seconds):
    WorkerBeat.objects.create(worker=f"w{seconds}", at=timezone.now() - timedelta(seconds=seconds))


def backup(hours):
    BackupRun.objects.create(
        finished_at=timezone.now() - timedelta(hours=hours), rows=1, files=1, size=1
    )


def test_healthz_all_well(client):
    beat(10)
    backup(5)

    response = client.get("/healthz")

    assert response.status_code == 200
    answer = response.json()
    assert answer.pop("worker_age_seconds") in {10, 11}
    assert answer == {
        "status": "ok",
        "database": "ok",
        "worker": "ok",
        "backup": "ok",
        "backup_age_hours": 5,
    }
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_healthz_newest_worker_counts(client):
    beat(4000)
    beat(10)

    assert client.get("/healthz").status_code == 200


def test_healthz_no_worker_fails(client):
    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json() == {
        "status": "fail",
        "database": "ok",
        "worker": "fail",
        "worker_age_seconds": None,
        "backup": "none",
        "backup_age_hours": None,
    }


def test_healthz_silent_worker_fails(client):
    beat(61)

    response = client.get("/healthz")

    assert (response.status_code, response.json()["worker"]) == (503, "fail")


def test_healthz_old_backup_is_reported_only(client):
    beat(1)
    backup(49)

    response = client.get("/healthz")

    assert (response.status_code, response.json()["backup"]) == (200, "old")


def test_healthz_database_gone(client):
    def gone(execute, sql, params, many, context):
        raise OperationalError("password of user schoolcare")

    with connection.execute_wrapper(gone):
        response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json() == {"status": "fail", "database": "fail"}


def test_healthz_only_reads(client):
    assert client.post("/healthz").status_code == 405

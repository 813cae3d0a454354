"""Processes of their own on the test database: workers, web servers, and what they left behind."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from django.conf import settings
from django.db import connection

RUN_WORKER = "from schoolcare.worker import run_worker; run_worker()"
WORK_OFF = "from schoolcare.worker import work_off; work_off()"
SILENCE = (
    "from schoolcare.models import Job; from datetime import datetime, UTC;"
    "Job.objects.update(heartbeat_at=datetime(2020, 1, 1, tzinfo=UTC))"
)


def environment(tmp_path):
    """The environment of a process of its own on the test database.

    SQLite's lies in memory: the process gets a copy as it stands now, read with `rows` later.
    """
    if connection.vendor == "sqlite":
        path = tmp_path / "copy.sqlite3"
        with sqlite3.connect(path) as copy:
            connection.connection.backup(copy)
        copy.close()
        url = f"sqlite:///{path}"
    else:
        options = connection.settings_dict
        place = f"{options['HOST']}:{options['PORT']}/{options['NAME']}"
        url = f"postgres://{options['USER']}:{options['PASSWORD']}@{place}"
    return os.environ | {
        "DATABASE_URL": url,
        "DEBUG": "1",
        "SECURE_COOKIES": "0",
        "SECURE_SSL_REDIRECT": "0",
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "PYTHONPATH": str(Path.cwd()),
    }


def python(code, env):
    """Start `code` with Django set up."""
    lines = f"import django; django.setup(); from tests.schoolcare import slow_job\n{code}"
    command = [sys.executable, "-c", lines]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE)  # noqa: S603 -- our own code


def answer(code, env):
    """What `code` prints as JSON."""
    out, _ = python(code, env).communicate(timeout=60)
    return json.loads(out or "null")


def rows(env, table, columns):
    """What stands in the database of the processes."""
    url = env["DATABASE_URL"]
    path = url.removeprefix("sqlite:///")
    database = sqlite3.connect(path) if path != url else psycopg2.connect(url)
    try:
        cursor = database.cursor()
        cursor.execute(f"SELECT {columns} FROM {table}")  # noqa: S608 -- words of our own tests
        return [tuple(row) for row in cursor.fetchall()]
    finally:
        database.close()


def wait_for(found, *, seconds=30):
    """Wait until `found()` is true; gives what it found."""
    for _ in range(seconds * 20):
        if result := found():
            return result
        time.sleep(0.05)
    raise AssertionError("it never came")


@dataclass
class WebServer:
    """gunicorn as docs/deployment.md starts it, on a port of its own."""

    place: str
    process: subprocess.Popen

    def kill(self):
        """Master and workers at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def listens(self):
        host, _, port = self.place.partition(":")
        with socket.socket() as probe:
            return probe.connect_ex((host, int(port))) == 0


@contextmanager
def web_server(env, application="schoolcare.wsgi", *, workers=1):
    """A running server; killed at the end at the latest."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "gunicorn", application, "--bind", place]
    command += ["--workers", str(workers), "--threads", "4", "--log-level", "error"]
    process = subprocess.Popen(command, env=env, start_new_session=True)  # noqa: S603 -- our own
    server = WebServer(place, process)
    try:
        wait_for(server.listens)
        yield server
    finally:
        if process.poll() is None:
            server.kill()

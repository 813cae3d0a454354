"""Nothing half-written, nothing lost: processes killed in the middle, two hundred at once."""

import http.client
import signal
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from threading import Barrier
from urllib.parse import urlencode
from uuid import uuid4

import pikepdf
import pytest
from django.conf import settings as django_settings
from django.urls import reverse

from homevisits.models import HomeVisit, Status
from schoolcare.documents import prepare
from schoolcare.paper.jobs import order_document
from tests.factories import make_school, make_student
from tests.homevisits.making import make_draft, make_round
from tests.processes import (
    RUN_WORKER,
    SILENCE,
    WORK_OFF,
    answer,
    environment,
    python,
    rows,
    wait_for,
    web_server,
)

pytestmark = pytest.mark.django_db(transaction=True)
CSRF = "k" * 32
FORM = "application/x-www-form-urlencoded"
AT_ONCE = 200


@dataclass
class Phone:
    """A browser in which a person is logged in; the session is known to every process."""

    cookie: str

    def send(self, server, path, fields):
        """Post a form; the status of the answer."""
        body = urlencode({"csrfmiddlewaretoken": CSRF} | fields)
        line = http.client.HTTPConnection(server.place, timeout=60)
        try:
            line.request("POST", path, body, {"Cookie": self.cookie, "Content-Type": FORM})
            return line.getresponse().status
        finally:
            line.close()

    def send_into_kill(self, env, path, fields, mark):
        """Post to a server that stalls in the middle of the save, and kill it there."""
        env = env | {"STALLED": str(mark)}
        with web_server(env, "tests.stalling_web") as server, ThreadPoolExecutor(1) as pool:
            answered = pool.submit(self.send, server, path, fields)
            wait_for(mark.exists)
            server.kill()
            with pytest.raises((http.client.HTTPException, OSError)):
                answered.result(30)


@pytest.fixture
def phone(client, teacher):
    client.force_login(teacher)
    name = django_settings.SESSION_COOKIE_NAME
    return Phone(f"{name}={client.cookies[name].value}; csrftoken={CSRF}")


def note(text):
    return {"on": "1/6/2568", "text": text, "key": str(uuid4())}


def order_pack(teacher, classroom):
    """The pack of a class of forty, of whom thirty were visited."""
    pupils = [make_student(classroom) for _ in range(40)]
    round_ = make_round(classroom.school)
    for pupil in pupils[:30]:
        make_draft(pupil, teacher, round_=round_)
    visits = HomeVisit.objects.filter(round=round_)
    visits.update(status=Status.APPROVED, mode="home", visited_on=round_.opens_on)
    asked = {"classroom": str(classroom.pk), "term": "2", "year": str(classroom.year)}
    return order_document(prepare("homevisit-class", asked, user=teacher), by=teacher)


def test_two_hundred_notes_at_once_are_two_hundred_notes(tmp_path, phone, classroom):
    path = reverse("students:note-create", args=[make_student(classroom).pk])
    env, gate = environment(tmp_path), Barrier(AT_ONCE)

    def press(number):
        gate.wait(30)
        return phone.send(server, path, note(f"ครั้งที่ {number}"))

    with web_server(env, workers=2) as server, ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(press, range(AT_ONCE)))

    assert answers == [302] * AT_ONCE
    kept = [text for (text,) in rows(env, "students_note", "text")]
    assert sorted(kept) == sorted(f"ครั้งที่ {number}" for number in range(AT_ONCE))


def test_note_killed_in_the_middle_is_stored_once_when_sent_again(tmp_path, phone, classroom):
    path = reverse("students:note-create", args=[make_student(classroom).pk])
    fields, env = note("ขาดเรียนสามวัน"), environment(tmp_path)

    phone.send_into_kill(env, path, fields, tmp_path / "stalled")

    assert rows(env, "students_note", "text") == []
    assert rows(env, "schoolcare_submission", "key") == []
    with web_server(env) as server:
        assert [phone.send(server, path, fields) for _ in range(2)] == [302, 302]
    assert rows(env, "students_note", "text") == [("ขาดเรียนสามวัน",)]


def test_step_killed_in_the_middle_is_as_before(tmp_path, phone, teacher, classroom):
    visit = make_draft(make_student(classroom), teacher)
    path = reverse("homevisits:visit-step", args=[visit.pk, "housing"])
    fields, env = {"tenure": "own", "version": 1, "leave": "next"}, environment(tmp_path)
    before = rows(env, "homevisits_homevisit", "version, updated_at")

    phone.send_into_kill(env, path, fields, tmp_path / "stalled")

    assert rows(env, "homevisits_homevisit", "version, updated_at") == before
    assert rows(env, "homevisits_visittick", "item") == []
    with web_server(env) as server:
        assert phone.send(server, path, fields) == 302
    assert rows(env, "homevisits_visittick", "item, option") == [("tenure", "own")]


IMPORT = (
    "from tests import stalling_web; from django.core.management import call_command;"
    "call_command('import_students', 'tests/data/dmc_wide_sample.xlsx', school='58019902')"
)


def test_import_killed_in_the_middle_is_whole_the_second_time(tmp_path):
    make_school(code="58019902")
    mark = tmp_path / "stalled"
    env = environment(tmp_path) | {"STALLED": str(mark)}

    first = python(IMPORT, env)
    wait_for(mark.exists)
    first.send_signal(signal.SIGKILL)
    first.communicate()

    for table in ("students_student", "students_classroom", "students_identifier"):
        assert rows(env, table, "count(*)") == [(0,)]
    out, _ = python(IMPORT, env).communicate(timeout=60)
    assert out.decode().splitlines()[-1] == "created=360 updated=0 unchanged=0 rejected=0"
    assert rows(env, "students_student", "count(*)") == [(360,)]


def test_worker_killed_in_the_middle_of_a_class_pack(tmp_path, settings, teacher, classroom):
    media = settings.MEDIA_ROOT
    order_pack(teacher, classroom)
    env, state = environment(tmp_path), "state, attempts, result_id IS NULL"
    worker = python(RUN_WORKER, env)
    wait_for(lambda: any((media / "paper-cache").glob("??/*.pdf")))
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    assert rows(env, "schoolcare_job", state) == [("running", 1, True)]
    assert rows(env, "schoolcare_storedfile", "id") == []

    answer(SILENCE, env)
    answer(WORK_OFF, env)

    assert rows(env, "schoolcare_job", state) == [("done", 2, False)]
    [(name,)] = rows(env, "schoolcare_storedfile", "sha256")
    made = media / "private" / name[:2] / name
    assert sha256(made.read_bytes()).hexdigest() == name
    with pikepdf.open(made) as pack:
        assert len(pack.pages) >= 6
    assert {path.name for path in media.iterdir()} == {"jobs", "paper-cache", "private"}
    assert list((media / "jobs").iterdir()) == []

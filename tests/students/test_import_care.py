"""Imports expire, keep to their school, and cost the same for any number of rows."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from schoolcare import import_batches
from schoolcare.access import Role
from schoolcare.models import ImportBatch
from schoolcare.registry import daily_tasks
from students.importing.importer import StudentImporter
from students.models import Student
from tests.factories import make_school, make_user
from tests.students.pupil_files import (
    LEVEL,
    batch_page,
    bring_in,
    pupil_file,
    row,
    send,
)

LIST, UPLOAD = "students:import-list", "students:import-upload"

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


def stored_paths(settings):
    return [path for path in (Path(settings.MEDIA_ROOT) / "private").rglob("*") if path.is_file()]


def test_old_previews_expire(desk, school, settings, django_capture_on_commit_callbacks):
    send(desk, row())
    old = timezone.now() - timedelta(days=1, minutes=1)
    ImportBatch.objects.update(created_at=old)

    with django_capture_on_commit_callbacks(execute=True):
        daily_tasks["imports.expire"]()

    batch = ImportBatch.objects.get()
    assert (batch.state, batch.file, batch.detail) == ("dropped", None, {})
    assert stored_paths(settings) == []


def test_rows_of_old_batches_are_forgotten_the_batch_stays(desk, school):
    send(desk, row(), row({LEVEL: "ป.9"}))
    desk.post(batch_page(ImportBatch.objects.get(), "commit"))
    ImportBatch.objects.update(created_at=timezone.now() - timedelta(days=31))

    import_batches.expire()

    batch = ImportBatch.objects.get()
    assert (batch.state, batch.created, batch.detail, batch.file) == ("committed", 1, {}, None)
    assert desk.get(batch_page(batch)).status_code == 200


@pytest.mark.parametrize("pages", ["detail", "rejected", "commit", "drop"])
def test_batch_of_another_school_is_404(client, school, clerk, stranger, pages):
    client.force_login(clerk)
    send(client, row(), row({LEVEL: "ป.9"}))
    batch = ImportBatch.objects.get()
    client.force_login(stranger)

    ask = client.post if pages in {"commit", "drop"} else client.get
    assert ask(batch_page(batch, pages)).status_code == 404
    batch.refresh_from_db()
    assert (batch.state, Student.objects.count()) == ("preview", 0)


@pytest.mark.parametrize("role", [Role.ADVISER, Role.TEACHER, Role.DIRECTOR, Role.SCHOOL_ADMIN])
def test_who_may_not_import_gets_403(client, school, role):
    client.force_login(make_user(role, school=school))

    for name in (LIST, UPLOAD, "students:import-template"):
        assert client.get(reverse(name)).status_code == 403


def test_clerk_who_works_at_a_school_of_another_role_cannot_import_there(client, school):
    user = make_user(Role.CLERK, school=make_school(name="ก"))
    user.memberships.create(role=Role.TEACHER, school=school)
    client.force_login(user)
    session = client.session
    session["school"] = school.pk
    session.save()

    assert client.get(reverse(UPLOAD)).status_code == 404
    assert send(client, row()).status_code == 404
    assert Student.objects.count() == 0


def test_list_names_who_sent_a_file_or_the_shell(desk, school, clerk):
    bring_in(school, row())
    send(desk, row())

    shown = desk.get(reverse(LIST)).content.decode()

    assert "คำสั่งบนเครื่องแม่ข่าย ·" in shown
    assert f"{clerk.full_name} ·" in shown


def test_menu_lights_one_place(desk, school):
    menu = desk.get(reverse(LIST)).context["menu"].places

    assert [entry["label"] for entry in menu if entry["current"]] == ["นำเข้าข้อมูล"]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_any_number_of_files(desk, school, rows, django_assert_num_queries):
    for _ in range(rows):
        send(desk, row())
    desk.get(reverse(LIST))

    with django_assert_num_queries(3):
        desk.get(reverse(LIST))


@pytest.mark.parametrize("rows", [1, 3])
def test_preview_costs_the_same_for_any_number_of_rows(
    desk, school, rows, django_assert_num_queries
):
    send(desk, *(row() for _ in range(rows)))
    batch = ImportBatch.objects.get()

    with django_assert_num_queries(3):
        desk.get(batch_page(batch))


def test_plan_reads_the_registry_in_few_queries(school, django_assert_num_queries):
    rows = [row() for _ in range(30)]
    bring_in(school, *rows)
    sheets = import_batches.spreadsheet.read_sheets(pupil_file(*rows))

    with django_assert_num_queries(11):
        StudentImporter(school, 2569).plan(sheets)

"""Backup and restore: everything comes back as it was, and a bad archive changes nothing."""

import io
import json
import os
import tarfile
from datetime import timedelta
from importlib import import_module
from io import BytesIO, StringIO

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from schoolcare import backup, files, rows
from schoolcare.models import AuditEvent, BackupRun, School, Session, StoredFile, User
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def archive(tmp_path):
    """A backup of a school with its logo, a user, an event; its path."""
    logo = files.store_file(SimpleUploadedFile("a", b"a,b\n"), school=None, by=None)
    school = make_school(name="บ้านห้วยน้ำริน", logo=logo, form_codes={"a": [1, None, "ก"]})
    make_user(last_login=timezone.now())
    AuditEvent.objects.create(action="school.create", changes={"name": ["", "ใหม่"]})
    School.objects.filter(pk=school.pk).update(version=7)
    path = tmp_path / "backup.tar"
    run_backup(path)
    return path


def run_backup(path):
    out = StringIO()
    call_command("backup", out=path, stdout=out)
    return out.getvalue()


def run_restore(path, **options):
    out = StringIO()
    call_command("restore", path, stdout=out, **options)
    return out.getvalue()


def contents():
    """Every row of every table that a backup holds, but the note of the backup itself."""
    found = {}
    for model in rows.tables():
        label = model._meta.label_lower
        if label not in backup.LEFT_OUT | {"schoolcare.backuprun"}:
            out = BytesIO()
            rows.dump_rows(model, out)
            found[label] = out.getvalue().decode()
    return found


def changed(path, name, data):
    """A copy of the archive in which one member holds something else."""
    copy = path.with_name("changed.tar")
    with tarfile.open(path) as source, tarfile.open(copy, "w") as target:
        for member in source:
            content = data if member.name == name else source.extractfile(member).read()
            member.size = len(content)
            target.addfile(member, io.BytesIO(content))
    return copy


def first_file(path):
    with tarfile.open(path) as opened:
        return next(name for name in opened.getnames() if name.startswith("media/"))


def manifest_of(path):
    with tarfile.open(path) as opened:
        return json.load(opened.extractfile("manifest.json"))


def refused(path, match, **options):
    before = contents()
    with pytest.raises(CommandError, match=match):
        run_restore(path, yes=True, **options)
    assert contents() == before


def test_restore_gives_every_row_and_file_back(archive):
    before = contents()
    stored = StoredFile.objects.get()
    files.path_of(stored).unlink()
    School.objects.update(name="อื่น", logo=None)
    StoredFile.objects.all().delete()
    make_school()

    output = run_restore(archive, yes=True)

    assert contents() == before
    assert files.path_of(stored).read_bytes() == b"a,b\n"
    assert School.objects.get().form_codes == {"a": [1, None, "ก"]}
    assert f"files={1}" in output


def test_backup_and_restore_print_the_same_counts(archive, tmp_path):
    printed = run_backup(tmp_path / "second.tar").split()

    restored = run_restore(tmp_path / "second.tar", yes=True).split()

    assert restored[1:] == printed[1:3]


def test_restore_leaves_numbers_of_new_rows_free(archive):
    run_restore(archive, yes=True)

    make_school()
    make_user()

    assert (School.objects.count(), User.objects.count()) == (2, 2)


def test_restore_into_used_database_asks_for_yes(archive):
    with pytest.raises(CommandError, match="not empty"):
        run_restore(archive)


def test_restore_into_a_database_as_migrations_leave_it_asks_for_nothing(archive):
    held = contents()
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
    import_module("committee.migrations.0002_rule_sets").fill(apps, None)

    run_restore(archive)

    assert contents() == held


def test_restore_logs_everybody_out(archive):
    Session.objects.create(
        session_key="x", session_data="", expire_date=timezone.now() + timedelta(days=1)
    )

    run_restore(archive, yes=True)

    assert Session.objects.count() == 0


def test_backup_holds_no_key_to_somebodys_session(archive):
    told = manifest_of(archive)["tables"]

    assert "schoolcare.user" in told
    assert not {name for name in told if name.endswith("session")}


def test_backup_is_noted_and_readable_by_owner_only(archive):
    run = BackupRun.objects.get()

    assert (run.files, run.size) == (1, archive.stat().st_size)
    assert run.rows == sum(table["rows"] for table in manifest_of(archive)["tables"].values())
    assert archive.stat().st_mode & 0o777 == 0o600


def test_backup_of_missing_file_is_written_but_fails(tmp_path):
    stored = files.store_file(SimpleUploadedFile("a", b"a,b\n"), school=None, by=None)
    files.path_of(stored).unlink()

    with pytest.raises(CommandError, match=f"1 private files are missing.*{stored.sha256}"):
        run_backup(tmp_path / "backup.tar")

    assert run_restore(tmp_path / "backup.tar", yes=True)


def test_backup_notices_rotten_bytes(tmp_path):
    stored = files.store_file(SimpleUploadedFile("a", b"a,b\n"), school=None, by=None)
    path = files.path_of(stored)
    path.chmod(0o600)
    path.write_bytes(b"a,c\n")

    with pytest.raises(CommandError, match="missing or damaged"):
        run_backup(tmp_path / "backup.tar")


def test_backup_that_fails_leaves_the_earlier_one(archive, monkeypatch):
    before = archive.read_bytes()

    def full_disk(descriptor):
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(CommandError, match="No backup written: no space left"):
        run_backup(archive)

    assert archive.read_bytes() == before
    assert [path.name for path in archive.parent.glob("*.part")] == []


def test_restore_refuses_changed_file(archive):
    refused(changed(archive, first_file(archive), b"x,y\n"), "contents and manifest differ")


def test_restore_refuses_changed_rows(archive):
    refused(changed(archive, "data/schoolcare.school.jsonl.gz", b"x"), "contents and manifest")


@pytest.mark.parametrize("share", [0.3, 0.8])
def test_restore_refuses_cut_off_archive(archive, share):
    data = archive.read_bytes()
    archive.write_bytes(data[: int(len(data) * share)])

    refused(archive, "not a readable backup|no manifest")


def test_restore_refuses_what_is_no_backup(tmp_path):
    path = tmp_path / "letter.tar"
    path.write_bytes(b"dear sir")

    refused(path, "not a readable backup")
    refused(tmp_path / "nothing.tar", "There is no file")


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "media/private/../../evil"])
def test_restore_refuses_paths_that_lead_out(archive, name):
    with tarfile.open(archive, "a") as opened:
        opened.addfile(tarfile.TarInfo(name), io.BytesIO())

    refused(archive, "unexpected entry")


def test_restore_refuses_other_data_keys(archive, settings):
    settings.DATA_KEYS = [Fernet.generate_key().decode()]

    refused(archive, "none of DATA_KEYS")


def test_restore_takes_archive_of_an_older_data_key(archive, settings):
    settings.DATA_KEYS = [Fernet.generate_key().decode(), *settings.DATA_KEYS]

    assert run_restore(archive, yes=True)


def test_restore_refuses_other_hash_key(archive, settings):
    settings.HASH_KEY = "another"

    refused(archive, "HASH_KEY")


def test_restore_refuses_other_version(archive):
    manifest = manifest_of(archive)
    manifest["migrations"].append(["schoolcare", "9999_future"])

    refused(
        changed(archive, "manifest.json", json.dumps(manifest).encode()), "made by another version"
    )


def test_restore_that_fails_half_way_changes_nothing(archive):
    manifest = manifest_of(archive)
    manifest["tables"]["schoolcare.user"]["rows"] += 1

    refused(changed(archive, "manifest.json", json.dumps(manifest).encode()), "1 rows instead of 2")

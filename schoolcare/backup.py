"""Backups: one tar with every table as JSON lines and every private file, counted and hashed.

The same archive restores into SQLite and into PostgreSQL. Encrypted columns travel encrypted: an
archive is of use only together with `DATA_KEYS` and `HASH_KEY`, which it does not hold.
"""

import gzip
import hashlib
import json
import os
import re
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.crypto import salted_hmac

from schoolcare import rows
from schoolcare.files import folder_path
from schoolcare.models import AuditEvent, BackupRun, District, School, StoredFile, User

FORMAT = 1
MANIFEST = "manifest.json"
MEMBER = re.compile(r"data/[\w.]+\.jsonl\.gz|media/private/[0-9a-f]{2}/[0-9a-f]{64}(\.\d+)?")
# After a restore everybody logs in again, and the sweeper sends unfinished jobs anew.
LEFT_OUT = {
    "schoolcare.session",
    "usersessions.usersession",
    "django_tasks_database.dbtaskresult",
    "schoolcare.workerbeat",
}
BLOCK = 1 << 20


class BackupError(Exception):
    """Why an archive cannot be used; in English, for the person at the shell."""


def write_backup(target: Path) -> tuple[BackupRun, list[str]]:
    """Write `target` in one step after reading it back; the run, and what files were missing."""
    part = target.with_name(f".{target.name}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            with tarfile.open(fileobj=out, mode="w") as archive, _snapshot():
                manifest, missing = _fill(archive)
            out.flush()
            os.fsync(out.fileno())
        verify(part)
        os.replace(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    run = BackupRun.objects.create(
        rows=sum(table["rows"] for table in manifest["tables"].values()),
        files=len(manifest["members"]) - len(manifest["tables"]),
        size=target.stat().st_size,
    )
    return run, missing


def verify(path: Path) -> dict[str, Any]:
    """Read the whole archive and compare every hash; its manifest. Raises BackupError."""
    seen: dict[str, str] = {}
    manifest: dict[str, Any] = {}
    try:
        with tarfile.open(path, "r:") as archive:
            for member in archive:
                content = archive.extractfile(member)
                if content is None:
                    raise BackupError(f"unexpected entry {member.name}")
                if member.name == MANIFEST:
                    manifest = json.load(content)
                elif MEMBER.fullmatch(member.name):
                    seen[member.name] = _sha256(content)
                else:
                    raise BackupError(f"unexpected entry {member.name}")
    except (tarfile.TarError, OSError, ValueError) as error:
        raise BackupError(f"not a readable backup: {error}") from error
    if manifest.get("format") != FORMAT:
        raise BackupError("no manifest of a known format: cut off, or not a backup")
    if seen != manifest["members"]:
        raise BackupError("damaged: contents and manifest differ")
    return manifest


def restore_backup(path: Path) -> tuple[int, int]:
    """Replace database and files by those of a verified archive; counts of rows and files.

    Raises BackupError before anything is changed when it is damaged, made by another version or
    under other keys. The database changes in one transaction.
    """
    manifest = verify(path)
    _check_keys(manifest["keys"])
    if manifest["migrations"] != _migrations():
        raise BackupError("made by another version; install that version, restore, then upgrade")
    files = 0
    with tarfile.open(path, "r:") as archive:
        for member in archive:
            if member.name.startswith("media/"):
                _restore_file(archive, member)
                files += 1
        with transaction.atomic():
            _empty_tables()
            count = sum(_restore_table(archive, *item) for item in manifest["tables"].items())
            _reset_sequences()
            connection.check_constraints()
    return count, files


def is_empty() -> bool:
    """Whether nothing is in the database that a restore would take away.

    Rules and lists that migrations bring do not count; who edits them leaves an event.
    """
    first = (District, School, User, AuditEvent, StoredFile)  # nothing is entered without one
    return not any(model._base_manager.exists() for model in first)


def _fill(archive: tarfile.TarFile) -> tuple[dict[str, Any], list[str]]:
    members: dict[str, str] = {}
    tables: dict[str, dict[str, Any]] = {}
    for model in rows.tables():
        label = model._meta.label_lower
        if label in LEFT_OUT:
            continue
        member = f"data/{label}.jsonl.gz"
        with tempfile.TemporaryFile() as spool:
            with gzip.GzipFile(fileobj=spool, mode="wb", mtime=0) as packed:
                tables[label] = {"rows": rows.dump_rows(model, packed), "member": member}
            members[member] = _add(archive, member, spool)
    missing = []
    for path in _private_files():
        name = f"media/{path.relative_to(settings.MEDIA_ROOT).as_posix()}"
        with path.open("rb") as content:
            members[name] = _add(archive, name, content)
        if "." not in path.name and members[name] != path.name:
            missing.append(path.name)
    known = StoredFile.objects.values_list("sha256", flat=True).distinct().iterator()
    missing += [sha256 for sha256 in known if not folder_path(sha256).exists()]
    manifest = {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(),
        "migrations": _migrations(),
        "keys": _key_marks(),
        "tables": tables,
        "members": members,
    }
    text = json.dumps(manifest, indent=1).encode()
    _add(archive, MANIFEST, BytesIO(text))
    return manifest, missing


def _private_files() -> list[Path]:
    folders = (Path(settings.MEDIA_ROOT) / "private").glob("??")
    return sorted(path for folder in folders for path in folder.iterdir())


def _add(archive: tarfile.TarFile, name: str, content: IO[bytes]) -> str:
    """Add an open file to the archive; its hash."""
    content.seek(0)
    digest = _sha256(content)
    entry = tarfile.TarInfo(name)
    entry.size = content.tell()
    entry.mode = 0o600
    content.seek(0)
    archive.addfile(entry, content)
    return digest


def _sha256(content: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := content.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _migrations() -> list[list[str]]:
    """The newest migration of every app, as the code has it."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return sorted([app, name] for app, name in loader.graph.leaf_nodes())


def _key_marks() -> dict[str, str]:
    """What tells later whether the keys fit, without telling the keys."""
    return {
        "data": Fernet(settings.DATA_KEYS[0]).encrypt(b"schoolcare").decode(),
        "hash": salted_hmac("schoolcare.backup", "mark", secret=settings.HASH_KEY).hexdigest(),
    }


def _check_keys(marks: dict[str, str]) -> None:
    try:
        MultiFernet([Fernet(key) for key in settings.DATA_KEYS]).decrypt(marks["data"])
    except InvalidToken as error:
        raise BackupError("none of DATA_KEYS reads this backup's personal ids") from error
    if marks["hash"] != _key_marks()["hash"]:
        raise BackupError("HASH_KEY is not the one this backup was made under")


@contextmanager
def _snapshot() -> Iterator[None]:
    """One consistent view of all tables that keeps nobody from writing."""
    connection.ensure_connection()
    mode = getattr(connection, "transaction_mode", None)
    try:
        if connection.vendor == "sqlite":
            connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
        outermost = not connection.in_atomic_block
        with transaction.atomic():
            if connection.vendor == "postgresql" and outermost:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode  # type: ignore[attr-defined]


def _empty_tables() -> None:
    names = [model._meta.db_table for model in rows.tables()]
    commands = connection.ops.sql_flush(no_style(), names, allow_cascade=False)
    with connection.cursor() as cursor:
        for command in commands:
            cursor.execute(command)


def _restore_table(archive: tarfile.TarFile, label: str, table: dict[str, Any]) -> int:
    model = next(one for one in rows.tables() if one._meta.label_lower == label)
    packed = archive.extractfile(table["member"])
    with gzip.GzipFile(fileobj=packed) as lines:
        count = rows.load_rows(model, lines)
    if count != table["rows"]:
        raise BackupError(f"{label}: {count} rows instead of {table['rows']}")
    return count


def _reset_sequences() -> None:
    with connection.cursor() as cursor:
        for command in connection.ops.sequence_reset_sql(no_style(), rows.tables()):
            cursor.execute(command)


def _restore_file(archive: tarfile.TarFile, member: tarfile.TarInfo) -> None:
    target = Path(settings.MEDIA_ROOT) / member.name.removeprefix("media/")
    target.parent.mkdir(parents=True, exist_ok=True)
    content = archive.extractfile(member)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as out:
        while block := content.read(BLOCK) if content else b"":
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    Path(out.name).chmod(0o640)
    os.replace(out.name, target)

"""Rows of any model as JSON lines and back, without loss and the same on both databases.

The first line names the columns, each further line is one row. Encrypted columns are carried as
they lie in the database; everything else in the form that its field reads again.
"""

import base64
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from gzip import GzipFile
from itertools import islice
from typing import IO, Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.db.models import TextField, Value
from django.db.models.functions import Cast
from django.utils.duration import duration_iso_string

from schoolcare.fields import EncryptedTextField

CHUNK = 1000
Stream = IO[bytes] | GzipFile


class DamagedRowsError(ValueError):
    """The lines are not those of this model."""


def tables() -> list[type[models.Model]]:
    """Every model with a table of its own, many-to-many tables too."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def dump_rows(model: type[models.Model], out: Stream) -> int:
    """Write all rows of `model` in order of their key; how many."""
    columns = _columns(model)
    _write_line(out, [field.attname for field in columns])
    raw = {
        f"stored_{field.attname}": Cast(field.attname, TextField())
        for field in columns
        if isinstance(field, EncryptedTextField)
    }
    names = [
        f"stored_{field.attname}" if isinstance(field, EncryptedTextField) else field.attname
        for field in columns
    ]
    found = model._base_manager.order_by("pk").annotate(**raw).values_list(*names)
    count = 0
    for row in found.iterator(chunk_size=CHUNK):
        pairs = zip(columns, row, strict=True)
        _write_line(out, [_to_json(field, value) for field, value in pairs])
        count += 1
    return count


def load_rows(model: type[models.Model], lines: Stream) -> int:
    """Insert the rows of `lines` as they were (no automatic dates, no encryption); how many."""
    columns = _columns(model)
    if json.loads(next(lines, b"[]")) != [field.attname for field in columns]:
        raise DamagedRowsError(f"columns of {model._meta.label} differ")
    size = min(connection.ops.bulk_batch_size(columns, [None] * CHUNK) or CHUNK, CHUNK)
    made = (_made(model, columns, json.loads(line)) for line in lines)
    count = 0
    while batch := list(islice(made, size)):
        # The way Django itself inserts a saved row; `raw` keeps auto_now fields as they were.
        rows = model._base_manager.all()
        rows._insert(batch, fields=columns, using="default", raw=True)  # type: ignore[attr-defined]
        count += len(batch)
    return count


def encrypted_columns() -> Iterator[tuple[type[models.Model], EncryptedTextField]]:
    """Every encrypted column of the product."""
    for model in tables():
        for field in _columns(model):
            if isinstance(field, EncryptedTextField):
                yield model, field


def _columns(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def _write_line(out: Stream, values: list[Any]) -> None:
    out.write(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def _to_json(field: models.Field, value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value


def _made(
    model: type[models.Model], columns: list[models.Field], values: list[Any]
) -> models.Model:
    row = model()
    for field, value in zip(columns, values, strict=True):
        setattr(row, field.attname, _from_json(field, value))
    return row


def _from_json(field: models.Field, value: Any) -> Any:
    if isinstance(field, models.JSONField):
        return Value(None, field) if value is None and not field.null else value
    if value is None:
        return None
    if isinstance(field, EncryptedTextField):
        return Value(value, TextField())  # an expression passes the field's own encryption by
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    return field.to_python(value)

"""Bringing every encrypted column to the newest of `DATA_KEYS`."""

from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models, transaction
from django.db.models import TextField, Value
from django.db.models.functions import Cast

from schoolcare import rows

CHUNK = 500


@dataclass
class Rotation:
    """How many values were rewritten, were already under the newest key, or no key could read."""

    rotated: int = 0
    kept: int = 0
    unreadable: int = 0


def rotate_keys() -> Rotation:
    """Rewrite what lies under an older key. May be cut off and started again at any point."""
    result = Rotation()
    for model, field in rows.encrypted_columns():
        last = None
        while chunk := _rotate_chunk(model, field.attname, last, result):
            last = chunk
    return result


@transaction.atomic
def _rotate_chunk(
    model: type[models.Model], name: str, last: object, result: Rotation
) -> object | None:
    """Rewrite the rows behind key `last`; the last key done, or None when there were no more."""
    found = model._base_manager.exclude(**{name: None}).exclude(**{name: ""}).order_by("pk")
    if last is not None:
        found = found.filter(pk__gt=last)
    tokens = found.select_for_update().values_list("pk", Cast(name, TextField()))[:CHUNK]
    newest = Fernet(settings.DATA_KEYS[0])
    every = MultiFernet([Fernet(key) for key in settings.DATA_KEYS])
    last = None
    for last, token in tokens:
        try:
            newest.decrypt(token)
            result.kept += 1
        except InvalidToken:
            try:
                fresh = every.rotate(token).decode()
            except InvalidToken:
                result.unreadable += 1
                continue
            model._base_manager.filter(pk=last).update(**{name: Value(fresh, TextField())})
            result.rotated += 1
    return last

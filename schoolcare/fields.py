"""Columns for personal ids: encrypted at rest, found by a keyed hash beside them."""

import hashlib
import hmac
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def cipher() -> MultiFernet:
    """All `DATA_KEYS`: the first writes, every one reads."""
    return _cipher(tuple(settings.DATA_KEYS))


def blind_index(value: str) -> str:
    """Keyed hash (hex of HMAC-SHA256) under which an id is looked up; "" stays ""."""
    if not value:
        return ""
    return hmac.new(settings.HASH_KEY.encode(), value.encode(), hashlib.sha256).hexdigest()


def decrypted(stored: str) -> str:
    """What lies encrypted; "" where the key is lost, which must not take the whole page with it
    (rotate_keys reports it).
    """
    try:
        return cipher().decrypt(stored.encode()).decode()
    except InvalidToken:
        return ""


class EncryptedTextField(models.TextField):
    """Text that lies encrypted in the database; not searchable, hence the blind index."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return cipher().encrypt(value.encode()).decode() if value else value

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return decrypted(value) if value else value

"""Log-ins that go on."""

from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from schoolcare.models.accounts import User


class Session(AbstractBaseSession):
    """What one browser is remembered by, and whose it is: nobody's before the log-in."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+", editable=False)

    class Meta(AbstractBaseSession.Meta):
        verbose_name = verbose_name_plural = "การเข้าสู่ระบบที่ใช้อยู่"

    @classmethod
    def get_session_store_class(cls) -> Any:
        # circular: the store asks for these rows
        from schoolcare.sessions import SessionStore

        return SessionStore

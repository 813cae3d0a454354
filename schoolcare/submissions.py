"""A form that creates something carries a one-time key; a resend finds the first result."""

import uuid
from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from schoolcare.models import Submission, User

M = TypeVar("M", bound=models.Model)


TOO_OLD = "หน้านี้เก่าเกินไป จึงยังไม่ได้บันทึก สิ่งที่กรอกไว้ยังอยู่ครบ กรุณาตรวจดูแล้วกดบันทึกอีกครั้ง"


class SubmissionKeyField(forms.UUIDField):
    """The hidden key of a form; each fresh form gets its own.

    A key that is missing or spoilt is refused, and the form comes back with what was typed and with
    a fresh key, so that it can be sent at once.
    """

    widget = forms.HiddenInput
    default_error_messages = {"required": TOO_OLD, "invalid": TOO_OLD}

    def __init__(self, **kwargs: object) -> None:
        super().__init__(initial=uuid.uuid4, **kwargs)

    def bound_data(self, data: object, initial: object) -> object:
        try:
            return uuid.UUID(str(data))
        except ValueError:
            return initial


def once(user: User, key: uuid.UUID, create: Callable[[], M]) -> tuple[M, bool]:
    """`create()` at most once for this key of this user; gives the row and whether it is new.

    The key row is written first in the same transaction, so that of two resends the second waits
    for the first and then finds its result. Raises ValidationError when that result is gone.
    """
    try:
        with transaction.atomic():
            row = Submission.objects.create(user=user, key=key)
            made = create()
            row.target_model, row.target_id = made._meta.label, str(made.pk)
            row.save(update_fields=["target_model", "target_id"])
            return made, True
    except IntegrityError:
        first = Submission.objects.filter(user=user, key=key).first()
        if first is None:
            raise
    found = apps.get_model(first.target_model)._default_manager.filter(pk=first.target_id).first()
    if found is None:
        raise ValidationError("รายการนี้บันทึกไปแล้ว และถูกลบภายหลัง โปรดเปิดหน้านี้ใหม่")
    return found, False


def made_before(user: User, key: object) -> str:
    """The key of the row that a form with this one-time key made already; "" for none.

    A resend is led there before checks that its own first result would fail.
    """
    try:
        mine = Submission.objects.filter(user=user, key=uuid.UUID(str(key)))
    except ValueError:
        return ""
    return mine.values_list("target_id", flat=True).first() or ""

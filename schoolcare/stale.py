"""Two people, one record: a form that was opened before somebody else saved writes nothing.

The form carries a fingerprint of the values it showed. When it comes back and the saved values
have another one, it is refused with both values side by side; sent once more, it goes over them.
"""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import EMPTY_VALUES
from django.db import connection
from django.forms.models import model_to_dict
from django.utils.crypto import constant_time_compare, salted_hmac

from schoolcare.thai import thai_date

SEEN = "seen"
REFUSED = "มีคนอื่นบันทึกข้อมูลนี้ไปก่อน จึงยังไม่ได้บันทึกของคุณ ดูสองค่าด้านล่าง แก้ช่องที่ต้องการ แล้วกดบันทึกอีกครั้ง"


class SeenMixin:
    """For forms that change something saved; stands before the form class.

    `differences` holds label, saved and typed of each field where a refused form differs. A form
    without the fingerprint (an older page, a script) is not checked.
    """

    differences: list[dict[str, str]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.differences = []
        self.fields: dict[str, forms.Field]
        self.fields[SEEN] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.note_seen()

    def note_seen(self) -> None:
        """Once more by a form whose fields are only complete later."""
        self.initial[SEEN] = _fingerprint(self.saved_values())  # type: ignore[attr-defined]

    def saved_values(self) -> dict[str, Any]:
        """What is saved, by field. Nothing if new; the record that is shown was read just now; what
        comes back is read again, locked inside a transaction.
        """
        row = self.instance  # type: ignore[attr-defined]
        if row.pk is None:
            return {}
        if self.is_bound:  # type: ignore[attr-defined]
            rows = type(row)._base_manager.filter(pk=row.pk)
            if connection.in_atomic_block:
                rows = rows.select_for_update()
            row = rows.get()
        return model_to_dict(row, fields=list(self.fields))

    def full_clean(self) -> None:
        super().full_clean()  # type: ignore[misc]
        seen = self.cleaned_data.get(SEEN) if self.is_bound and not self.errors else ""  # type: ignore[attr-defined]
        if not seen:
            return
        saved = self.saved_values()
        current = _fingerprint(saved)
        if constant_time_compare(str(seen), current):
            return
        self.differences = list(self._differing(saved))
        if self.differences:
            self.data = self.data.copy()  # type: ignore[attr-defined, has-type]
            self.data[self.add_prefix(SEEN)] = current  # type: ignore[attr-defined]
            self.add_error(None, REFUSED)  # type: ignore[attr-defined]

    def compared(self, name: str, value: Any) -> Any:
        """A value as both sides are compared and shown."""
        return self.fields[name].prepare_value(value)

    def _differing(self, saved: dict[str, Any]) -> Any:
        typed = dict(self.cleaned_data)  # type: ignore[attr-defined]
        for name, value in saved.items():
            field = self.fields[name]
            ours, theirs = self.compared(name, typed.get(name)), self.compared(name, value)
            if ours != theirs and not (ours in EMPTY_VALUES and theirs in EMPTY_VALUES):
                label = str(self[name].label)  # type: ignore[index]
                yield {"label": label, "saved": words(field, theirs), "typed": words(field, ours)}


def words(field: forms.Field, value: Any) -> str:
    """A value of a field as people read it."""
    if value in EMPTY_VALUES:
        return "ว่าง"
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if isinstance(value, date):
        return thai_date(value)
    named = {str(key): str(label) for key, label in getattr(field, "choices", [])}
    parts = value if isinstance(value, list | tuple) else [value]
    return ", ".join(named.get(str(part), str(part)) for part in parts)


def _fingerprint(values: dict[str, Any]) -> str:
    """Keyed, so that the page tells nothing about values that it does not show."""
    text = repr(sorted((name, str(value)) for name, value in values.items()))
    return salted_hmac("schoolcare.stale", text).hexdigest()[:24]

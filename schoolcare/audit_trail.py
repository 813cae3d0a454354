"""The log in words: a record's own history, and the lines of the searchable log."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model

from schoolcare.access import Role
from schoolcare.audit_words import FACTS, NOUNS, PARTS, VERBS
from schoolcare.documents import catalogue
from schoolcare.models import AuditEvent
from schoolcare.thai import thai_date

ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")  # as the log keeps a day

LISTS = {"fields", "items", "people", "pupils", "schools"}  # else two values are before and after
KEYS = {"people": "คน", "pupils": "คน", "schools": "แห่ง"}  # lists of keys, told by their number


@dataclass(frozen=True)
class Line:
    """One event in words."""

    at: datetime
    actor_name: str
    label: str
    details: str
    target: str
    pk: int
    ip: str


def label(action: str) -> str:
    """The words of an action: "visit.submit" → ส่งการเยี่ยมบ้าน; an unknown one stays readable."""
    noun, _, verb = action.partition(".")
    if noun not in NOUNS and verb not in VERBS:
        return action
    return f"{VERBS.get(verb, verb)}{NOUNS.get(noun, noun)}"


def history(target: Model, limit: int = 20, *, looks: bool = True) -> list[Line]:
    """Who did what to one record, newest first, for components/audit_trail.html. One query.

    Without `looks` only what changed it.
    """
    rows = AuditEvent.objects.filter(target_model=target._meta.label, target_id=str(target.pk))
    if not looks:
        rows = rows.exclude(action__endswith=".view")
    return [line(event) for event in rows.order_by("-pk")[:limit]]


def line(event: AuditEvent, *, with_details: bool = True) -> Line:
    """One event in words; without details where the reader may know that, but not what."""
    model = _model(event.target_model)
    name = str(model._meta.verbose_name) if model else event.target_model
    return Line(
        at=event.at,
        actor_name=event.actor_name,
        label=label(event.action),
        details=_details(model, event.changes) if with_details else "",
        target=f"{name} {event.target_id}".strip(),
        pk=event.pk,
        ip=event.ip or "",
    )


def _model(name: str) -> type[Model] | None:
    try:
        return apps.get_model(name) if name else None
    except LookupError:
        return None


def _details(model: type[Model] | None, changes: dict[str, Any]) -> str:
    return ", ".join(_fact(model, name, value) for name, value in changes.items())


def _fact(model: type[Model] | None, name: str, value: Any) -> str:
    if isinstance(value, dict):  # fields with what they were and are
        return _details(model, value)
    field = _field(model, name)
    words = _words(model, field, name)
    if name in KEYS and isinstance(value, list) and all(isinstance(one, int) for one in value):
        return f"{_name(field, name)}: {len(value)} {KEYS[name]}"
    return f"{_name(field, name)}: {_value(value, words, is_list=name in LISTS)}"


def _field(model: type[Model] | None, name: str) -> Field | None:
    try:
        found = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None


def _name(field: Field | None, name: str) -> str:
    """A field's Thai name; one without, or no field at all, by the list of facts."""
    own = str(field.verbose_name) if field else ""
    return own if own and own != name.replace("_", " ") else FACTS.get(name, name)


def _words(model: type[Model] | None, field: Field | None, name: str) -> dict[Any, Any]:
    """What stands for the codes of a field or a fact."""
    if name == "fields" and model:
        return {one.name: _name(one, one.name) for one in model._meta.fields}
    if name == "slug":
        return {slug: document.title for slug, document in catalogue.items()}
    if name == "role":
        return dict(Role.choices)
    if name == "part":
        return PARTS
    return dict(field.flatchoices) if field else {}


def _value(value: Any, words: dict[Any, Any], *, is_list: bool) -> str:
    if isinstance(value, list) and len(value) == 2 and not is_list:
        return f"{_plain(value[0], words)} → {_plain(value[1], words)}"
    return _plain(value, words)


def _plain(value: Any, words: dict[Any, Any]) -> str:
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if isinstance(value, list):
        return ", ".join(_plain(one, words) for one in value)
    if isinstance(value, str | int) and value in words:
        return str(words[value])
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        with suppress(ValueError):  # the 30th of February stays as it is
            return thai_date(date.fromisoformat(value))
    return "–" if value in (None, "") else str(value)

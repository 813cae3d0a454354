"""What a merge set aside, in words, as far as the reader may see records of that kind."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from schoolcare.access import Permission
from schoolcare.identity import mask_citizen_id
from schoolcare.models import StoredFile
from schoolcare.thai import thai_date
from students.models import Identifier, MergedStudent, Student

P = Permission
# The right with which a record of each kind is read where it stands. What is not named here is told
# by its number alone: of visits, screenings and PHQ-A somebody may be kept from seeing a danger.
READ_WITH = {
    **dict.fromkeys(("student", "enrolment", "statuschange", "guardianship"), P.PUPIL_VIEW),
    **dict.fromkeys(("note", "publicationconsent", "destination", "promotionpupil"), P.PUPIL_VIEW),
    **dict.fromkeys(("identifier", "sensitiverecord", "circumstances"), P.SENSITIVE_VIEW),
    **dict.fromkeys(("absence", "absencecase", "absenceletter"), P.ATTENDANCE_VIEW),
    **dict.fromkeys(("behaviourevent", "behaviourletter", "penalty"), P.BEHAVIOUR_VIEW),
    **dict.fromkeys(("homeroompupil", "meetingpupil"), P.HOMEROOM_VIEW),
    **dict.fromkeys(("sdqresponse", "sdqrevision", "otherscreen"), P.SDQ_VIEW),
    "growthmeasure": P.GROWTH_VIEW,
    "handovernote": P.HANDOVER_VIEW,
}
PLUMBING = {"school", "search", "name_key", "version", "key", "student"}
Row = dict[str, Any]


@dataclass(frozen=True)
class KeptRow:
    """One record that was set aside: what it is, and pairs of label and words."""

    name: str
    facts: list[tuple[str, str]]


@dataclass(frozen=True)
class Kept:
    """What the reader sees of a merge; of the other records how many there are, by kind."""

    rows: list[KeptRow]
    closed: dict[str, int]


def rights() -> set[P]:
    """What must be asked about the pupil to tell the rows."""
    return set(READ_WITH.values())


def kept_of(merged: MergedStudent, held: Collection[P]) -> Kept:
    """The rows in words for who holds `held` over the pupil. A query a kind of record named."""
    rows = [(_model(row), row) for row in json.loads(merged.kept)]
    mine = [(model, row) for model, row in rows if _right(model) in held]
    closed = Counter(
        str(model._meta.verbose_name) for model, _ in rows if _right(model) not in held
    )
    named = _named(mine)
    told = [
        KeptRow(_title(model, row, merged), list(_facts(model, row, named))) for model, row in mine
    ]
    return Kept([one for one in told if one.facts], dict(closed))


def _title(model: type[models.Model], row: Row, merged: MergedStudent) -> str:
    if model is not Student:
        return str(model._meta.verbose_name)
    is_double = row["pk"] == merged.old_key
    return "ระเบียนที่รวมเข้ามา" if is_double else "ค่าเดิมของระเบียนที่เก็บ"


def _model(row: Row) -> type[models.Model]:
    found: type[models.Model] = apps.get_model(row["model"])
    return found


def _right(model: type[models.Model]) -> P | None:
    meta = model._meta
    return READ_WITH.get(meta.model_name or "") if meta.app_label == "students" else None


def _shown(model: type[models.Model], row: Row) -> Iterator[tuple[Any, Any]]:
    """The fields that hold something to be read, as Python values."""
    for name, value in row["fields"].items():
        one: Any = model._meta.get_field(name)
        is_plain = not one.many_to_many and name not in PLUMBING and not name.endswith("_hash")
        if is_plain and value not in (None, "", [], {}):
            yield one, value


def _named(rows: Iterable[tuple[type[models.Model], Row]]) -> dict[tuple[Any, Any], str]:
    """The names of records that the rows point to, by model and key."""
    wanted: dict[Any, set[Any]] = defaultdict(set)
    for model, row in rows:
        for one, value in _shown(model, row):
            if one.is_relation and one.related_model not in (Student, StoredFile):
                wanted[one.related_model].add(value)
    return {
        (model, key): str(found)
        for model, keys in wanted.items()
        for key, found in model._base_manager.in_bulk(keys).items()
    }


def _facts(
    model: type[models.Model], row: Row, named: dict[tuple[Any, Any], str]
) -> Iterator[tuple[str, str]]:
    for one, value in _shown(model, row):
        if one.is_relation and one.related_model is StoredFile:
            yield _label(one), "มีไฟล์"
        elif one.is_relation:
            if words := named.get((one.related_model, value)):
                yield _label(one), words
        elif model is Identifier and one.name == "value":
            yield "เลข", mask_citizen_id(value)
        else:
            yield _label(one), _words(one, value)


def _label(one: Any) -> str:
    """The field in Thai; where its model has no word for it, what it points to, or that it is the
    moment of writing.
    """
    name = str(one.verbose_name)
    if not name.isascii():
        return name
    if getattr(one, "auto_now", False) or getattr(one, "auto_now_add", False):
        return "บันทึกเมื่อ"
    return str(one.related_model._meta.verbose_name) if one.is_relation else name


def _words(one: Any, value: Any) -> str:
    """A plain value as people read it; what cannot be read any more as it was written."""
    try:
        value = one.to_python(value)
    except ValidationError:
        return str(value)
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if isinstance(value, date | datetime):
        return thai_date(value)
    names = {str(key): str(label) for key, label in one.flatchoices}
    parts = value if isinstance(value, list) else [value]
    return ", ".join(names.get(str(part), "–" if part is None else str(part)) for part in parts)

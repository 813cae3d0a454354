"""What keeps a committed rollover from being undone: anything written for the new year since.

Asked of every model of the house that hangs on a pupil and belongs to a year, and of all that
hangs on a class or a seat, so that a later app is asked without being named here.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db.models import Exists, F, Model, OuterRef, Q

from schoolcare.counting import counted
from schoolcare.models import School, Term
from students.models import (
    Classroom,
    Destination,
    Enrolment,
    HandoverNote,
    Rollover,
    StatusChange,
    Student,
)

OWN = {Enrolment, Destination, HandoverNote}  # told apart below, or of the old year
PLAN = "rollover"  # models of the plan itself


@dataclass(frozen=True)
class Block:
    """Something written since, in words, and how much of it."""

    label: str
    count: int

    def __str__(self) -> str:
        return f"{self.label} {self.count} รายการ"


def blocks_of(rollover: Rollover) -> list[Block]:
    """All that stands in the way, in one query."""
    asked = _asked(rollover)
    values = {f"n{number}": counted(rows, per) for number, (_, rows, per) in enumerate(asked)}
    found = School.objects.filter(pk=rollover.school_id).annotate(**values)
    row: dict[str, int] = found.values(*values).get()
    told: dict[str, int] = {}
    for number, (label, _, _) in enumerate(asked):
        if count := row[f"n{number}"]:
            told[label] = max(told.get(label, 0), count)
    return [Block(label, count) for label, count in told.items()]


def _asked(rollover: Rollover) -> list[tuple[str, Any, str]]:
    """Label, rows, and the path from a row to its school."""
    year, since = rollover.to_year, rollover.committed_at
    ours = Enrolment.objects.filter(rollover=rollover)
    mine = Q(student__in=ours.values("student"))
    found: list[tuple[str, Any, str]] = [
        ("ย้ายห้องหรือออกจากห้องใหม่แล้ว", ours.filter(~Q(ends_on=None)), "classroom__school"),
        (
            "นักเรียนที่ไปอยู่ห้องอื่นของปีใหม่",
            Enrolment.objects.filter(mine, year=year).exclude(rollover=rollover),
            "classroom__school",
        ),
        (
            "เปลี่ยนสถานะหลังเลื่อนชั้น",
            _changed(rollover).filter(made_at__gt=since),
            "student__school",
        ),
        (
            "สถานะไม่ตรงกับที่เลื่อนชั้นไว้",
            StatusChange.objects.filter(rollover=rollover).exclude(student__status=F("to_status")),
            "student__school",
        ),
        (
            "ไม่อยู่ในโรงเรียนแล้ว",
            ours.exclude(student__status__in=Student.IN_SCHOOL),
            "student__school",
        ),
    ]
    for model, path in _of_a_year():
        rows = model._default_manager.filter(**{path: year}).filter(mine)
        found.append((str(model._meta.verbose_name), rows, "student__school"))
    for model, path in _of_a_seat():
        rows = model._default_manager.filter(**{f"{path}__in": ours})
        found.append((str(model._meta.verbose_name), rows, f"{path}__classroom__school"))
    for model, path in _of_a_class():
        rows = model._default_manager.filter(**{f"{path}__year": year})
        filled = ours.filter(classroom=OuterRef(path))
        rows = rows.filter(Exists(filled))
        found.append((str(model._meta.verbose_name), rows, f"{path}__school"))
    return found


def _changed(rollover: Rollover) -> Any:
    """Changes of pupils of this rollover that are not its own."""
    seats = Enrolment.objects.filter(rollover=rollover).values("student")
    gone = StatusChange.objects.filter(rollover=rollover).values("student")
    every = StatusChange.objects.filter(Q(student__in=seats) | Q(student__in=gone))
    return every.exclude(rollover=rollover)


@lru_cache(maxsize=1)
def _of_a_year() -> list[tuple[Any, str]]:
    """Models with a pupil `student` that belong to a year, with the path to the year."""
    found = []
    for model in _models():
        names = {field.name: field for field in model._meta.concrete_fields}
        student = names.get("student")
        if student is None or student.related_model is not Student:
            continue
        if "year" in names:
            found.append((model, "year"))
            continue
        for field in names.values():
            found += [(model, path) for path in _years_of(field)]
    return found


def _years_of(field: Any) -> list[str]:
    """Paths to a year over what the field leads to: a term, a class, a round of a term."""
    other: Any = field.related_model
    if other is None or other is Student or other is School:
        return []
    fields = {one.name: one for one in other._meta.concrete_fields}
    if "year" in fields:
        return [f"{field.name}__year"]
    return [
        f"{field.name}__{one.name}__year" for one in fields.values() if one.related_model is Term
    ]


@lru_cache(maxsize=1)
def _of_a_seat() -> list[tuple[Any, str]]:
    """Models that hang on a seat, with the path to it."""
    return [
        (model, field.name)
        for model in _models()
        for field in model._meta.concrete_fields
        if field.related_model is Enrolment
    ]


@lru_cache(maxsize=1)
def _of_a_class() -> list[tuple[Any, str]]:
    """Models without a pupil that hang on a class, with the path to it."""
    found = []
    for model in _models():
        names = {field.name: field for field in model._meta.concrete_fields}
        if "student" in names:
            continue
        found += [
            (model, field.name) for field in names.values() if field.related_model is Classroom
        ]
    return found


def _models() -> list[type[Model]]:
    """Everything but what the rollover writes itself."""
    every = [one for one in apps.get_models() if one not in OWN and one._meta.model_name]
    told = [one for one in every if not str(one._meta.model_name).startswith(PLAN)]
    return [one for one in told if one._meta.model_name not in {"adviser", "statuschange"}]

"""All that hangs on a pupil, whatever app it belongs to: found from the models themselves, so that
a new model needs no word here. Two rows that cannot stand beside each other are a clash.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models.deletion import CASCADE, Collector, ProtectedError, RestrictedError
from django.utils import timezone

from students.models import DistinctPair, Student

KEPT, OTHER = "kept", "other"
OPEN_UNTIL = ("ends_on", "closed_on", "valid_to")  # a row that is over may stand beside another
MARKS = ("is_current", "is_primary")  # one at a time carries it
BLANK: tuple[Any, ...] = (None, "", [], {})
TOO_TIED = "ยังรวมไม่ได้ เพราะ{name}ของสองระเบียนชนกันและมีเรื่องอื่นผูกอยู่ กรุณาจัดการรายการนั้นก่อน"


@dataclass(frozen=True)
class Clash:
    """Two rows of one model of which one can be in force; `key` names it for the person's choice.

    `stays`: the one that is not chosen stays too, as over, else it is kept in the merged record.
    """

    key: str
    name: str
    kept: str
    other: str
    chosen: str
    stays: bool


@dataclass
class Report:
    """What was moved, by the name of the record; what clashed; what was the same on both sides."""

    moved: dict[str, int] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)
    same: int = 0
    snapshot: list[dict[str, Any]] = field(default_factory=list)

    def count(self, model: type[models.Model], number: int) -> None:
        if number:
            name = str(model._meta.verbose_name)
            self.moved[name] = self.moved.get(name, 0) + number

    @property
    def keys(self) -> str:
        return ",".join(sorted(one.key for one in self.clashes))


def hanging(model: type[models.Model] = Student) -> Iterator[Any]:
    """Every foreign key to the model, those of many-to-many tables too, in a fixed order."""
    every: list[Any] = list(model._meta.get_fields(include_hidden=True))
    found = [
        one.field for one in every if one.auto_created and not one.concrete and not one.many_to_many
    ]
    return iter(sorted(found, key=lambda one: (one.model._meta.label, one.name)))


def move(kept: Student, other: Student, choices: Mapping[str, str]) -> Report:
    """Bring all rows of `other` to `kept`. Inside the caller's transaction, which locks both.

    `choices` says of each clash whose row counts on, by default that of `kept`. Raises
    ValidationError where a row can neither move nor be taken out.
    """
    report = Report()
    _forget_pairs(kept, other)
    for key in hanging():
        rows = key.model._base_manager.filter(**{key.name: other})
        number = rows.count()
        if number == 0 or _tried(partial(rows.update, **{key.attname: kept.pk})):
            report.count(key.model, number)
            continue
        for row in rows.order_by("pk"):
            _move_row(row, key, kept, choices, report)
    return report


def _move_row(
    row: Any, key: Any, kept: Student, choices: Mapping[str, str], report: Report
) -> None:
    if _moved(row, key, kept):
        report.count(key.model, 1)
        return
    rival = _rival(row, key, kept)
    if rival is None:
        raise ValidationError(TOO_TIED.format(name=key.model._meta.verbose_name))
    if _are_alike(row, rival, key):
        _take_out(row, rival, report, is_told=False)
        report.same += 1
        return
    name = f"{key.model._meta.label}:{row.pk}"
    chosen = choices.get(name, KEPT)
    loser, winner = (row, rival) if chosen == KEPT else (rival, row)
    words = _words(rival), _words(row)
    stays = _end(loser) and _moved(row, key, kept)
    if not stays:
        _absorb(winner, loser, key)
        _take_out(loser, winner, report)
        if winner is row and not _moved(row, key, kept):
            raise ValidationError(TOO_TIED.format(name=key.model._meta.verbose_name))
    report.count(key.model, int(stays or winner is row))
    label = str(key.model._meta.verbose_name)
    report.clashes.append(Clash(name, label, *words, chosen, stays))


def _moved(row: Any, key: Any, kept: Student) -> bool:
    """Whether the row may hang on the other pupil; the database decides."""
    return _tried(partial(_rows(row).update, **{key.attname: kept.pk}))


def _tried(write: Callable[[], Any]) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return False
    return True


def _rows(row: Any) -> Any:
    return type(row)._base_manager.filter(pk=row.pk)


def _rival(row: Any, key: Any, kept: Student) -> Any:
    """The row of the other pupil that stands in the way, by each rule of uniqueness."""
    for names, condition in _rules(key.model):
        if key.name not in names:
            continue
        same = {one: getattr(row, one) for one in names if one != key.name}
        rows = key.model._base_manager.filter(**{key.name: kept}, **same)
        if condition is not None:
            if not _rows(row).filter(condition).exists():
                continue
            rows = rows.filter(condition)
        if found := rows.order_by("pk").first():
            return found
    return None


def _rules(model: type[models.Model]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for one in model._meta.constraints:
        if isinstance(one, models.UniqueConstraint):
            yield tuple(one.fields), one.condition
    for names in model._meta.unique_together:
        yield tuple(names), None
    for column in model._meta.concrete_fields:
        if column.unique and not column.primary_key:
            yield (column.name,), None


def _are_alike(row: Any, rival: Any, key: Any) -> bool:
    """Nothing but the key, the pupil and the moment of writing differs: as in links of a list."""
    return all(
        getattr(row, one.attname) == getattr(rival, one.attname)
        for one in row._meta.concrete_fields
        if not (one.primary_key or one == key or _is_stamp(one))
    )


def _is_stamp(one: Any) -> bool:
    return bool(getattr(one, "auto_now", False) or getattr(one, "auto_now_add", False))


def _end(row: Any) -> bool:
    """Make it a row of the past, where its model knows one: both then stay on record."""
    today = timezone.localdate()
    names = {one.name for one in row._meta.concrete_fields}
    ended: dict[str, Any] = {
        one: today for one in OPEN_UNTIL if one in names and getattr(row, one) is None
    }
    ended |= {one: False for one in MARKS if one in names and getattr(row, one)}
    return bool(ended) and _tried(partial(_rows(row).update, **ended))


def _absorb(winner: Any, loser: Any, key: Any) -> None:
    """Of what there is once for a pupil, gaps are filled from the one that goes."""
    if not key.unique:
        return
    filled = {
        one.attname: getattr(loser, one.attname)
        for one in winner._meta.concrete_fields
        if getattr(winner, one.attname) in BLANK and getattr(loser, one.attname) not in BLANK
    }
    if filled:
        _rows(winner).update(**filled)


def _take_out(loser: Any, winner: Any, report: Report, *, is_told: bool = True) -> None:
    """Delete a row with what is part of it, after writing it down; what only points at it points
    at the other one. Raises ValidationError where something else holds it.
    """
    for key in hanging(type(loser)):
        if key.remote_field.on_delete is not CASCADE:
            rows = key.model._base_manager.filter(**{key.name: loser})
            if not _tried(partial(rows.update, **{key.attname: winner.pk})):
                raise ValidationError(TOO_TIED.format(name=loser._meta.verbose_name))
    try:
        collector = Collector(using=loser._state.db or "default", origin=loser)
        collector.collect([loser])
    except (ProtectedError, RestrictedError):
        raise ValidationError(TOO_TIED.format(name=loser._meta.verbose_name)) from None
    if is_told:
        report.snapshot += written(collector)
    collector.delete()


def written(collector: Collector) -> list[dict[str, Any]]:
    """Every row that would go, as plain data."""
    rows = [one for instances in collector.data.values() for one in instances]
    rows += [one for query in collector.fast_deletes for one in query]
    return serializers.serialize("python", rows)


def _forget_pairs(kept: Student, other: Student) -> None:
    """What was said of the other: that it is not this one is over; of third ones it goes on."""
    for pair in DistinctPair.objects.filter(models.Q(one=other) | models.Q(other=other)):
        third = pair.other_id if pair.one_id == other.pk else pair.one_id
        if third != kept.pk:
            low, high = sorted((third, kept.pk))
            said = {"reason": pair.reason, "said_by": pair.said_by}
            DistinctPair.objects.get_or_create(one_id=low, other_id=high, defaults=said)
        pair.delete()


def _words(row: Any) -> str:
    """A row as people tell it apart: its own name, unless that is a mere key, and when it was
    written last.
    """
    stamps = [one for one in row._meta.concrete_fields if _is_stamp(one)]
    days = [getattr(row, one.attname) for one in stamps]
    newest = max((one.date() if hasattr(one, "date") else one for one in days), default=None)
    name = str(row)
    name = "" if name.rpartition(" ")[2].isdecimal() else name
    return f"{name}|{newest.isoformat() if isinstance(newest, date) else ''}"

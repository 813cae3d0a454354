"""Queries that Django writes once: their words stay, the values change (decision 0013).

Writing a query of a dozen parts takes Django several times as long as the database takes to answer
it, and the pages asked most ask the same ones again and again. PostgreSQL plans it once, too.
"""

from collections.abc import Callable
from functools import cached_property
from itertools import count
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from django.db import connections
from django.db.models import BigIntegerField, Field, QuerySet, Value
from django.db.models.query import get_related_populators
from psycopg2.extensions import AsIs

_numbers = count()  # of plans, whose names are unlike
# Of each session with PostgreSQL, what runs the plans it has made.
_plans: WeakKeyDictionary[Any, dict["Prepared", str]] = WeakKeyDictionary()


class Slot(Value):
    """Where a value goes that each asking brings by this name; a key, unless a field is given.

    Stands wherever an expression may: `filter(student=Slot("pupil"))`.
    """

    def __init__(self, name: str, output_field: Field | None = None) -> None:
        super().__init__(name, output_field or BigIntegerField())

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


class Written(NamedTuple):
    """What Django made of a queryset: words, values and slots; for records the columns, what they
    belong to and where annotations stand.
    """

    words: str
    params: tuple[Any, ...]
    select: list[Any]
    klass_info: dict[str, Any]
    annotations: dict[str, int]


class Prepared:
    """A queryset with slots, compiled at its first asking and kept by the process.

    `build` makes it without a request: what is of one person, one school or one day goes into a
    slot, since the next who asks is another. One that is not `is_planned`, since it is asked once
    or seldom, PostgreSQL plans anew; if it is asked once, it may hold them.
    """

    def __init__(self, build: Callable[[], QuerySet[Any, Any]], *, is_planned: bool = True) -> None:
        self._build, self._is_planned = build, is_planned

    @cached_property
    def _rows(self) -> QuerySet[Any, Any]:
        return self._build()

    def _compiler(self) -> Any:
        """A new one: it holds the connection of its thread, which nothing here may keep open."""
        return self._rows.query.get_compiler(self._rows.db)

    @cached_property
    def _written(self) -> Written:
        compiler = self._compiler()
        words, params = compiler.as_sql()
        told = compiler.annotation_col_map
        return Written(words, params, compiler.select, compiler.klass_info, told)

    @cached_property
    def _slots(self) -> dict[str, Slot]:
        return {one.value: one for one in self._written.params if isinstance(one, Slot)}

    def ask(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows of a queryset of values, with these in the slots; one query.

        Each value as the driver gives it: JSON and, from SQLite, days are text. KeyError where a
        slot gets none.
        """
        connection = connections[self._rows.db]
        given = {
            name: one.output_field.get_db_prep_value(values[name], connection)
            for name, one in self._slots.items()
        }
        with connection.cursor() as cursor:
            if self._is_planned and _keeps_plans(connection):
                cursor.execute(self._planned(connection), [*given.values()])
            else:
                cursor.execute(*self._filled(given))
            return cursor.fetchall()

    def values(self, **values: Any) -> list[Any]:
        """As `ask`, each value as its field has it."""
        found = self.ask(**values)
        if not self._converters:
            return found
        return list(self._compiler().apply_converters(found, self._converters))

    def records(self, **values: Any) -> list[Any]:
        """As `ask`, where the queryset is of records; with those that it selects along, and with
        what is annotated.
        """
        first, last, names, related = self._record
        db, model = self._rows.db, self._rows.model
        records = []
        for row in self.values(**values):
            record = model.from_db(db, names, row[first:last])
            for one in related:
                one.populate(row, record)
            for name, at in self._written.annotations.items():
                setattr(record, name, row[at])
            records.append(record)
        return records

    @cached_property
    def _converters(self) -> Any:
        return self._compiler().get_converters([one for one, *_ in self._written.select])

    @cached_property
    def _record(self) -> tuple[int, int, list[str], list[Any]]:
        """How a row becomes a record, as Django's ModelIterable does it."""
        _words, _params, select, info, _told = self._written
        first, last = info["select_fields"][0], info["select_fields"][-1] + 1
        names = [column.target.attname for column, _sql, _alias in select[first:last]]
        # the stubs are of a later Django, which asks for more
        related = get_related_populators(info, select, self._rows.db)  # type: ignore[call-arg]
        return first, last, names, related

    def _filled(self, given: dict[str, Any]) -> tuple[str, list[Any]]:
        words, params, *_ = self._written
        return words, [given[one.value] if isinstance(one, Slot) else one for one in params]

    def _planned(self, connection: Any) -> str:
        """What runs the plan of this session with PostgreSQL, which is made where there is none."""
        session = connection.connection
        plans = _plans.setdefault(session, {})
        if self not in plans:
            name, slots = f"prepared_{next(_numbers)}", self._slots.values()
            types = _listed([str(one.output_field.db_type(connection)) for one in slots])
            places = {one.value: AsIs(f"${at}") for at, one in enumerate(slots, 1)}
            with session.cursor() as cursor:
                words = cursor.mogrify(*self._filled(places)).decode()
                cursor.execute(f"PREPARE {name} {types} AS {words}")
            plans[self] = f"EXECUTE {name} {_listed(['%s'] * len(places))}"
        return plans[self]


class PreparedCount(Prepared):
    """How many rows such a queryset has."""

    @cached_property
    def _written(self) -> Written:
        rows = super()._written
        counted = f"SELECT COUNT(*) FROM ({rows.words}) AS counted"  # noqa: S608 -- Django wrote it
        return rows._replace(words=counted)

    def count(self, **values: Any) -> int:
        """As `ask`."""
        return self.ask(**values)[0][0]


def _listed(parts: list[str]) -> str:
    """In brackets, where there are any."""
    return f"({', '.join(parts)})" if parts else ""


def _keeps_plans(connection: Any) -> bool:
    """PostgreSQL asked directly: a pooler may give the next query another of its sessions."""
    settings = connection.settings_dict
    return connection.vendor == "postgresql" and not settings["DISABLE_SERVER_SIDE_CURSORS"]

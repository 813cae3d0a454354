"""Rows of several tables in one query, each as the facts that are asked of it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Protocol

from django.db.models import IntegerField, JSONField, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

Asked = tuple[QuerySet[Any], dict[str, Any]]  # rows, and expressions on them by name
Rows = list[dict[str, Any]]


class Source(Protocol):
    """What knows rows to ask for, None where there is nothing to ask, and what they say."""

    @property
    def asks(self) -> Any: ...

    @property
    def tells(self) -> Any: ...


def told_together(sources: Iterable[Source], *of: Any) -> Iterator[Any]:
    """What all sources tell of something, in their order; one query."""
    every = dict(enumerate(sources))
    asks = {key: rows for key, one in every.items() if (rows := one.asks(*of))}
    said = asked_together(asks)
    for key, one in every.items():
        yield from one.tells(*of, said.get(key, []))


class Told(Subquery):
    """The facts of rows that belong to a row, brought along with it: a list, in no order."""

    template = "(SELECT JSONB_AGG(told) FROM (%(subquery)s) AS rows)"
    output_field: Any = JSONField()

    def __init__(self, rows: QuerySet[Any], *names: str) -> None:
        super().__init__(rows.order_by().values(told=JSONObject(**facts(*names))))

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        """Its JSON of a row is text, which is to be read again."""
        template = "(SELECT JSON_GROUP_ARRAY(JSON(told)) FROM (%(subquery)s) AS rows)"
        return self.as_sql(compiler, connection, template=template)


def facts(*names: str, **others: Any) -> dict[str, Any]:
    """What is asked of a row: key and fields under their own names, others under given ones."""
    return {one: one for one in ("pk", *names)} | others


def asked_together(asked: Mapping[Any, Asked]) -> dict[Any, Rows]:
    """The facts of every row by the name under which they were asked; one query, none for nothing.

    Values are as JSON has them: days are text. The rows have no order: a union of ordered rows is
    none on SQLite.
    """
    found: dict[Any, Rows] = {name: [] for name in asked}
    names = list(asked)
    for number, row in united(asked.values()) if asked else ():
        found[names[number]].append(row)
    return found


def united(asked: Iterable[Asked]) -> QuerySet[Any, Any]:
    """Of at least one who asks: the number of who asked, in their order, and the facts of a row."""
    first, *others = (_part(number, *one) for number, one in enumerate(asked))
    return first.union(*others, all=True) if others else first


def day(told: str | None) -> date | None:
    """A day among facts, where there may be none."""
    return date.fromisoformat(told) if told else None


def moment(told: str) -> datetime:
    """A time among facts, which SQLite writes without its zone."""
    found = datetime.fromisoformat(told)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def number(told: float) -> Decimal:
    """A decimal among facts, which JSON has as a number."""
    return Decimal(str(told))


def nested(told: Any) -> Any:
    """JSON among facts, which SQLite gives as text."""
    return json.loads(told) if isinstance(told, str) else told


def _part(number: int, rows: QuerySet[Any], told_of: dict[str, Any]) -> QuerySet[Any, Any]:
    told = {"asked_by": Value(number, IntegerField()), "asked_facts": JSONObject(**told_of)}
    return rows.order_by().annotate(**told).values_list(*told)

"""What all apps know of one pupil: rows of many tables in one query, which Django writes once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from schoolcare.access import Permission
from schoolcare.asked_together import Asked, Rows, nested, united
from schoolcare.models import User
from schoolcare.prepared import Prepared, Slot
from schoolcare.registry import Event, EventSource
from schoolcare.requests import Request

ANY = Slot("pupil")
Asks = Callable[[Any, Any], Asked]


class Asking(Protocol):
    """`asks` and `right` as in `registry.EventSource`."""

    @property
    def asks(self) -> Asks: ...

    @property
    def right(self) -> Permission: ...


@dataclass(frozen=True)
class Part:
    """What a page asks of a pupil beside the chronology."""

    asks: Asks
    right: Permission = Permission.PUPIL_VIEW


def rows_of(
    parts: Iterable[Asking], request: Request, student: Any, **values: Any
) -> dict[Any, Rows]:
    """The rows of each part whose right is among `student.rights`; one query, none for nothing.

    `values` go into slots of the parts' own.
    """
    asking = {one: one.asks for one in parts if one.right in student.rights}
    rows: dict[Any, Rows] = {one: [] for one in asking}
    if asking:
        names, asks = list(asking), tuple(asking.values())
        # for the few from whom something is hidden it is written anew
        question = _question(asks, request.user) if request.user.is_kept_out else _shared(asks)
        for number, told in question.ask(pupil=student.pk, **values):
            rows[names[number]].append(nested(told))
    return rows


def events_of(
    sources: Iterable[EventSource],
    request: Request,
    student: Any,
    rows: Mapping[Any, Rows] | None = None,
) -> Iterator[Event]:
    """The lines of those sources, in their order; `rows` if they were asked for already."""
    here = [one for one in sources if one.right in student.rights]
    found = rows_of(here, request, student) if rows is None else rows
    for one in here:
        yield from one.tells(request, student, found[one])


@lru_cache(maxsize=200)  # one for each set of rights
def _shared(asks: tuple[Asks, ...]) -> Prepared:
    return _question(asks, None)


def _question(asks: tuple[Asks, ...], kept_out: User | None) -> Prepared:
    return Prepared(lambda: united(one(ANY, kept_out) for one in asks), is_planned=kept_out is None)

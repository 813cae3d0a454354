"""What waits for a person, and the figures beside it; kept until something happens at the place.

Asking every app takes a dozen queries or more, and mostly nothing has changed since the page was
last opened. Whatever changes something says so in the log (audit.py), so that the newest events of
the places a person works in tell whether to ask anew. Rights end at once: they are in the key.

Two transactions may put their events into the log in another order than they began; what the
slower one changed then shows when the next event comes, or after HOME_KEPT_SECONDS.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet, Subquery

from schoolcare import registry
from schoolcare.models import AuditEvent, District
from schoolcare.registry import Figure, HomeCard, HomeCounts

LATE_FIRST = {"late": 0, "soon": 1, "": 2}


@dataclass(frozen=True)
class Waiting:
    """The cards of a home page, late ones first, and its figures."""

    cards: list[HomeCard]
    figures: list[Figure]


def waiting_for(request: Any) -> Waiting:
    """As it is now; asked of the apps only where it may have changed."""
    seconds = settings.HOME_KEPT_SECONDS
    key = _key(request) if seconds else None
    if key is None:
        return _asked(request)
    kept: Waiting | None = cache.get(key)
    if kept is None:
        kept = _asked(request)
        cache.set(key, kept, seconds)
    return kept


def _asked(request: Any) -> Waiting:
    counted = counted_cards(request, registry.home_counts)
    other = (card for source in registry.home_cards for card in source(request))
    cards = [card for card in (*counted, *other) if card.count]
    figures = [figure for source in registry.figures for figure in source(request)]
    return Waiting(sorted(cards, key=lambda card: LATE_FIRST[card.state]), figures)


def counted_cards(request: Any, sources: Iterable[HomeCounts]) -> Iterator[HomeCard]:
    """The cards of what is counted on the rows of places: one query a place."""
    asked = [(source, found) for source in sources if (found := source.asks(request))]
    columns: dict[Any, dict[str, Any]] = {}
    for number, (_source, (place, facts)) in enumerate(asked):
        named = {_column(number, name): one for name, one in facts.items()}
        columns.setdefault(place, {}).update(named)
    said: dict[Any, dict[str, Any]] = {
        place: type(place)._default_manager.filter(pk=place.pk).values(**one).get()
        for place, one in columns.items()
    }
    for number, (source, (place, facts)) in enumerate(asked):
        yield from source.tells(
            request, {name: said[place][_column(number, name)] for name in facts}
        )


def _column(number: int, name: str) -> str:
    return f"ask_{number}_{name}"


def _key(request: Any) -> str | None:
    """Who asks, with which rights, where and when, and the last that happened there.

    None for who works nowhere.
    """
    place, memberships = request.workplace, request.user.access.memberships
    own = sorted({one.district_id for one in memberships if one.district_id})
    if place.school is None and not own:
        return None
    rights = [(one.role, one.school_id, one.district_id, one.level) for one in memberships]
    where = (place.school.pk if place.school else None, place.year, place.today)
    semester = request.session.get("semester")
    facts = (request.user.pk, rights, where, semester, _newest(place.school, own))
    return f"home:{sha256(repr(facts).encode()).hexdigest()}"


def _newest(school: Any, own: list[int]) -> list[tuple[int | None, ...]]:
    """The last event of the school and of the office above it alone; of offices worked in, any."""
    found: list[tuple[int | None, ...]] = []
    if school is not None:
        above = _last(district_id=school.district_id, school_id=None)
        office = District.objects.filter(pk=school.district_id)
        found += office.values_list(_last(school_id=school.pk), above)
    for office_id in own:
        found += District.objects.filter(pk=office_id).values_list(_last(district_id=office_id))
    return found


def _last(**place: int | None) -> Subquery:
    events: QuerySet[AuditEvent] = AuditEvent.objects.filter(**_exact(place)).order_by("-pk")
    return Subquery(events.values("pk")[:1])


def _exact(place: dict[str, int | None]) -> dict[str, Any]:
    return {name if pk else f"{name}__isnull": pk or True for name, pk in place.items()}

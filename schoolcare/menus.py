"""The menu of a person. How it looks depends on the rights and on the place that is lit, so that
each process writes it once for all who hold the same.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from schoolcare import registry
from schoolcare.access import Permission

Entry = dict[str, Any]
Rights = frozenset[Permission]


@dataclass(frozen=True)
class Menu:
    """`entries`: all that the person may open, each in its place; `places`: what the menu shows,
    one place a hub. Kept for others: nobody writes into them, and what is written out holds
    nothing of one person.
    """

    entries: list[Entry]
    places: list[Entry]

    @functools.cached_property
    def column(self) -> SafeString:
        """All places, for the column of a PC and the sheet of a phone."""
        return self._written("components/menu_column.html")

    @functools.cached_property
    def bar(self) -> SafeString:
        """Those that stand at the thumb."""
        return self._written("components/menu_bar.html")

    @functools.cached_property
    def finder(self) -> SafeString:
        """The search, which a phone has in its top bar."""
        return self._written("components/menu_finder.html")

    def _written(self, template: str) -> SafeString:
        return render_to_string(template, {"places": self.places})

    def beside(self, view: str) -> list[Entry]:
        """On the page of an entry, or where it leads: those of its hub, where there are others."""
        here = [one for one in self.entries if one["current"] and view in one["views"]]
        hub = [one for one in self.entries if here and one["hub"] == here[0]["hub"]]
        return hub if len(hub) > 1 else []


def menu_of(request: Any) -> Menu:
    """With the nearest place lit: /students/imports/ lies inside /students/."""
    access = request.user.access
    school = getattr(getattr(request, "workplace", None), "school", None)  # errors come early
    held = frozenset(one for one, grant in access.grants.items() if grant)
    pk = school.pk if school else None
    here = frozenset(one for one, grant in access.grants.items() if pk in grant.schools)
    urls = [url for url in _urls(held, here) if _is_here(request.path, url)]
    return _menu(held, here, max(urls, key=len, default=""))


def _is_here(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


@functools.lru_cache(maxsize=500)
def _urls(held: Rights, here: Rights) -> list[str]:
    return [_address(one.url_name) for one in _open(held, here)]


@functools.lru_cache(maxsize=1000)
def _menu(held: Rights, here: Rights, lit: str) -> Menu:
    entries = [_entry(one, lit) for one in _open(held, here)]
    return Menu(entries, _places(entries))


def _open(held: Rights, here: Rights) -> Iterable[registry.MenuEntry]:
    for one in _in_order():
        if any(right in (here if one.at_school else held) for right in one.permissions):
            yield one


def _entry(one: registry.MenuEntry, lit: str) -> Entry:
    url = _address(one.url_name)
    return {
        "label": one.label,
        "short": one.short,
        "group": one.group,
        "hub": one.hub or one.label,
        "views": sorted({one.url_name, one.leads}),
        "url": url,
        "icon": one.icon,
        "current": url == lit,
        "bar": one.bar,
    }


def _places(entries: list[Entry]) -> list[Entry]:
    """One place a hub, under its name where the person has more than one of its entries."""
    hubs: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        hubs.setdefault((entry["group"], entry["hub"]), []).append(entry)
    places = []
    in_bar = 0
    for (_group, name), own in hubs.items():
        bar = any(entry["bar"] for entry in own) and in_bar < 3
        in_bar += bar
        place = own[0] | {"current": any(entry["current"] for entry in own)}
        place["label"] = name if len(own) > 1 else own[0]["label"]
        places.append(place | {"place": "bar" if bar else ""})
    return places


def _in_order() -> list[registry.MenuEntry]:
    """Entries by their order; a group stands where its first one does."""
    every = sorted(registry.menu, key=lambda one: one.order)
    first: dict[str, int] = {}
    for entry in every:
        first.setdefault(entry.group or entry.label, entry.order)
    return sorted(every, key=lambda one: first[one.group or one.label])


@functools.cache
def _address(url_name: str) -> str:
    """The menu's addresses are the same on every page."""
    return reverse(url_name)

"""What every page knows: the place, the menu, what the person may do."""

import functools
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse

from schoolcare import registry
from schoolcare.access import Can
from schoolcare.models import User
from schoolcare.prepared import Prepared


def workplace(request: HttpRequest) -> dict[str, Any]:
    """Context processor; anonymous pages get an empty place, and demo accounts where there are."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        nothing: dict[str, Any] = {"workplace": None, "menu": [], "beside": [], "can": None}
        return nothing | {"demo_accounts": _demo(request)}
    entries = _entries(request)
    return {
        "workplace": getattr(request, "workplace", None),
        "menu": _menu(entries),
        "beside": _beside(request, entries),
        "can": Can(user.access),
        "demo_accounts": [],
    }


def _entries(request: HttpRequest) -> list[dict[str, Any]]:
    """What the person may open, each in its place of the menu; the nearest one is current."""
    entries = []
    for entry in _in_order():
        if not _is_open(request, entry):
            continue
        url = _address(entry.url_name)
        is_here = request.path == url if url == "/" else request.path.startswith(url)
        entries.append(
            {
                "label": entry.label,
                "short": entry.short,
                "group": entry.group,
                "hub": entry.hub or entry.label,
                "views": {entry.url_name, entry.leads},
                "url": url,
                "icon": entry.icon,
                "count": None,
                "current": is_here,
                "bar": entry.bar,
            }
        )
    nearest = max((len(entry["url"]) for entry in entries if entry["current"]), default=0)
    for entry in entries:  # /students/imports/ lies inside /students/: one place is lit
        entry["current"] &= len(entry["url"]) == nearest
    return entries


def _is_open(request: HttpRequest, entry: registry.MenuEntry) -> bool:
    access = request.user.access
    if not entry.at_school:
        return any(access.allows(permission) for permission in entry.permissions)
    school = getattr(getattr(request, "workplace", None), "school", None)
    return school is not None and any(
        school.pk in access.grant(permission).schools for permission in entry.permissions
    )


def _menu(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One place a hub, under its name where the person has more than one of its entries."""
    hubs: dict[tuple[str, str], list[dict[str, Any]]] = {}
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


def _beside(request: HttpRequest, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """On the page of an entry, or where it leads: those of its hub, where there are others."""
    match = request.resolver_match
    view = match.view_name if match else ""
    here = [one for one in entries if one["current"] and view in one["views"]]
    hub = [one for one in entries if here and one["hub"] == here[0]["hub"]]
    return hub if len(hub) > 1 else []


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


def _demo(request: HttpRequest) -> list[tuple[str, str, str]]:
    if request.path != reverse("account_login"):
        return []
    kept = settings.HOME_KEPT_SECONDS
    found = cache.get_or_set("demo_accounts", DEMO.ask, kept) if kept else DEMO.ask()
    return [(username, DEMO_PASSWORD, position) for username, position in found]


DEMO = Prepared(
    lambda: (
        User.objects.filter(is_demo=True, is_active=True)
        .order_by("pk")
        .values_list("username", "position")[:13]
    )
)
DEMO_PASSWORD = "demo-schoolcare"  # noqa: S105 -- shown on the log-in page of demo installations

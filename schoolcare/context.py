"""What every page knows: the place, the menu, what the person may do."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from schoolcare import registry
from schoolcare.access import Can
from schoolcare.models import User


def workplace(request: HttpRequest) -> dict[str, Any]:
    """Context processor; anonymous pages get an empty place, and demo accounts where there are."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"workplace": None, "menu": [], "can": None, "demo_accounts": _demo(request)}
    return {
        "workplace": getattr(request, "workplace", None),
        "menu": _menu(request),
        "can": Can(user.access),
        "demo_accounts": [],
    }


def _menu(request: HttpRequest) -> list[dict[str, Any]]:
    entries = []
    in_bar = 0
    for entry in _in_order():
        if not any(request.user.access.allows(permission) for permission in entry.permissions):
            continue
        url = _address(entry.url_name)
        is_here = request.path == url if url == "/" else request.path.startswith(url)
        bar = entry.bar and in_bar < 3
        in_bar += bar
        entries.append(
            {
                "label": entry.label,
                "short": entry.short,
                "group": entry.group,
                "url": url,
                "icon": entry.icon,
                "count": None,
                "current": is_here,
                "place": "bar" if bar else "",
            }
        )
    nearest = max((len(entry["url"]) for entry in entries if entry["current"]), default=0)
    for entry in entries:  # /students/imports/ lies inside /students/: one place is lit
        entry["current"] &= len(entry["url"]) == nearest
    return entries


def _in_order() -> list[registry.MenuEntry]:
    """Entries by their order; a group stands where its first one does."""
    every = sorted(registry.menu, key=lambda one: one.order)
    first: dict[str, int] = {}
    for entry in every:
        first.setdefault(entry.group or entry.label, entry.order)
    return sorted(every, key=lambda one: first[one.group or one.label])


@cache
def _address(url_name: str) -> str:
    """The menu's addresses are the same on every page."""
    return reverse(url_name)


def _demo(request: HttpRequest) -> list[tuple[str, str, str]]:
    if request.path != reverse("account_login"):
        return []
    people = User.objects.filter(is_demo=True, is_active=True).order_by("pk")[:13]
    return [(one.username, DEMO_PASSWORD, one.position) for one in people]


DEMO_PASSWORD = "demo-schoolcare"  # noqa: S105 -- shown on the log-in page of demo installations

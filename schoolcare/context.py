"""What every page knows: the place, the menu, what the person may do."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse

from schoolcare.access import Can
from schoolcare.menus import menu_of
from schoolcare.models import User
from schoolcare.prepared import Prepared


def workplace(request: HttpRequest) -> dict[str, Any]:
    """Context processor; anonymous pages get an empty place, and demo accounts where there are."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        nothing: dict[str, Any] = {"workplace": None, "menu": None, "beside": [], "can": None}
        return nothing | {"demo_accounts": _demo(request)}
    menu, match = menu_of(request), request.resolver_match
    return {
        "workplace": getattr(request, "workplace", None),
        "menu": menu,
        "beside": menu.beside(match.view_name if match else ""),
        "can": Can(user.access),
        "demo_accounts": [],
    }


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

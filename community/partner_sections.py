"""The places of the area "ภาคีและชุมชน", shown as one row above its list pages."""

from typing import Any

from django.urls import reverse

PLACES = (("ภาคี", "community:partner-list"),)


def segments(path: str) -> list[dict[str, Any]]:
    """For components/segments.html; the current one is where `path` is."""
    places = [(label, reverse(name)) for label, name in PLACES]
    return [{"label": label, "url": url, "current": path.startswith(url)} for label, url in places]

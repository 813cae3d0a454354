"""Words that lists are searched by: kept in the session, for names never stand in an address."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from schoolcare.requests import Request

LONGEST = 100
FOUND = "found"


def go_on(request: Request, url_name: str, kept: Iterable[str]) -> HttpResponse:
    """Keep what was typed for the list `url_name` and lead there, with its other filters."""
    typed = request.POST.get("q", "").strip()[:LONGEST]
    request.session[f"words.{url_name}"] = typed
    asked = {name: value for name in kept if (value := request.POST.get(name, "")[:LONGEST])}
    query = urlencode(asked | ({FOUND: "1"} if typed else {}))
    return redirect(f"{reverse(url_name)}?{query}" if query else reverse(url_name))


def asked(request: Request, url_name: str) -> QueryDict:
    """The filters of a list as its form reads them, with the words that were kept."""
    data = request.GET.copy()
    if FOUND in data:
        data["q"] = request.session.get(f"words.{url_name}", "")
    elif "q" in data:
        del data["q"]
    return data

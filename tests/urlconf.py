"""The walk over every address of the product, for tests that speak of all of them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter

from schoolcare.access import Permission

APPS = {"schoolcare", "students", "homevisits", "committee", "community"}
ANY_UUID = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Address:
    """One named address and the view behind it."""

    name: str
    pattern: str
    view: Callable[..., Any]
    converters: dict[str, Any]

    @property
    def module(self) -> str:
        return getattr(self.view, "view_class", self.view).__module__

    @property
    def is_own(self) -> bool:
        return self.module.split(".")[0] in APPS

    @property
    def permission(self) -> Permission | None:
        view = getattr(self.view, "view_class", self.view)
        return getattr(view, "permission", None)

    @property
    def any_kwargs(self) -> dict[str, Any]:
        """Arguments that fit the pattern and name nothing."""
        fitting = {IntConverter: 987654321, UUIDConverter: ANY_UUID}
        return {
            name: fitting.get(type(converter), "nothing")
            for name, converter in self.converters.items()
        }


def addresses() -> list[Address]:
    return sorted(_walk(get_resolver(), "", "", {}), key=lambda one: one.name)


def own_addresses() -> list[Address]:
    return [one for one in addresses() if one.is_own]


def _walk(
    resolver: URLResolver, space: str, prefix: str, converters: dict[str, Any]
) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        found = converters | entry.pattern.converters
        if isinstance(entry, URLPattern):
            named = re.findall(r"\(\?P<(\w+)>", str(entry.pattern))
            found |= dict.fromkeys(named)
            yield Address(f"{space}{entry.name}", pattern, entry.callback, found)
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry, inner, pattern, found)

"""The rules of a style sheet that a paper can use.

WeasyPrint holds every rule that ends in an element's name or class against each such element: of
some four hundred rules a paper can use fifty. Those that ask for a class which the paper has
nowhere are left out before it is set.
"""

import re
from functools import lru_cache
from typing import Any

import tinycss2
from cssselect2 import Matcher
from weasyprint import CSS

_NOT = re.compile(r":not\([^)]*\)")
_CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
_CLASSES_OF = re.compile(r'\bclass="([^"]*)"')


class Rules(Matcher):
    """The selectors of a sheet, each with the classes that it asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: frozenset[str] = frozenset()  # by the selector that is read now
        self.known: list[tuple[frozenset[str], Any, Any]] = []

    def add_selector(self, selector: Any, payload: Any) -> None:
        super().add_selector(selector, payload)
        self.known.append((self.asked, selector, payload))

    def among(self, classes: frozenset[str]) -> Matcher:
        """Those that ask for no other class."""
        chosen = Matcher()
        for asked, selector, payload in self.known:
            if asked <= classes:
                chosen.add_selector(selector, payload)
        return chosen


class Sheet:
    """A style sheet, read once, and what of it a paper can use."""

    def __init__(self, css: str, **how: Any) -> None:
        self.rules = Rules()
        self.for_classes = lru_cache(maxsize=64)(self._for_classes)
        self.parts: dict[str, Any] = {"matcher": self.rules, "page_rules": [], "layers": [], **how}
        for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
            for asked, text in alone(rule):
                self.rules.asked = asked
                CSS(string=text, **self.parts)

    def for_paper(self, html: str) -> CSS:
        """What can style this page of HTML."""
        words = " ".join(_CLASSES_OF.findall(html)).split()
        return self.for_classes(frozenset(words))

    def _for_classes(self, classes: frozenset[str]) -> CSS:
        return CSS(string="", **{**self.parts, "matcher": self.rules.among(classes)})


def alone(rule: Any) -> list[tuple[frozenset[str], str]]:
    """Each selector of the rule with its declarations as CSS, and the classes that it asks for."""
    if rule.type != "qualified-rule":
        return [(frozenset(), rule.serialize())]
    body = tinycss2.serialize(rule.content)
    selectors = tinycss2.serialize(rule.prelude).split(",")
    return [(frozenset(_CLASS.findall(_NOT.sub("", one))), f"{one}{{{body}}}") for one in selectors]

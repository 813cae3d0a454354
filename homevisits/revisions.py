"""Versions of a visit side by side: what each one changed, in the words of the paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from homevisits.answers import MEMBER_FIELDS, StepAnswers
from homevisits.definition import Kind, definition_of
from homevisits.forms.steps import words
from homevisits.models import HomeVisit, Status, VisitRevision


@dataclass(frozen=True)
class Version:
    """One kept version; `changes` are (label, old, new) against the version before."""

    revision: VisitRevision
    label: str
    changes: list[tuple[str, str, str]]


def versions_of(visit: HomeVisit, *, with_danger: bool) -> list[Version]:
    """All kept versions, the newest first, in one query."""
    kept = list(visit.revisions.select_related("by").order_by("number"))
    found: list[Version] = []
    before: dict[str, str] | None = None
    for revision in kept:
        after = _lines(visit, revision.data, with_danger=with_danger)
        changes = [] if before is None else list(_changes(before, after))
        found.append(Version(revision, Status(revision.action).label, changes))
        before = after
    return found[::-1]


def _changes(before: dict[str, str], after: dict[str, str]) -> Iterable[tuple[str, str, str]]:
    for label, new in after.items():
        if before.get(label, "") != new:
            yield label, before.get(label, ""), new


def _lines(visit: HomeVisit, data: dict[str, Any], *, with_danger: bool) -> dict[str, str]:
    definition = definition_of(data["definition"])
    answers = _answers(visit, data, with_danger=with_danger)
    lines = {}
    for item in definition.items(visit.round.form):
        if item.column:
            answers.texts[item.code] = str(data.get(item.column) or "")
        if item.kind not in {Kind.PHOTOS, Kind.SIGNATURE}:
            lines[item.label] = words(item, answers)
    return lines | {"รูปถ่าย": f"{len(data['photos'])} รูป"}


def _answers(visit: HomeVisit, data: dict[str, Any], *, with_danger: bool) -> StepAnswers:
    texts = {code: str(text) for code, text in data["answers"].items()}
    for member in data["members"]:
        for name in MEMBER_FIELDS:
            value = member.get(name)
            if value not in (None, False, "", "0.00"):
                texts[f"members.{member['order']}.{name}"] = "1" if value is True else str(value)
    if data.get("place"):
        latitude, longitude = data["place"]
        texts |= {"place.latitude": latitude, "place.longitude": longitude}
    ticks = {(item, option) for item, option, danger in data["ticks"] if with_danger or not danger}
    return StepAnswers(texts, ticks)

"""Rows of several tables in one query, each as the facts that are asked of it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import IntegerField, QuerySet, Value
from django.db.models.functions import JSONObject

Asked = tuple[QuerySet[Any], dict[str, Any]]  # rows, and expressions on them by name


def asked_together(asked: Mapping[Any, Asked]) -> dict[Any, list[dict[str, Any]]]:
    """The facts of every row by the name under which they were asked; one query, none for nothing.

    Values are as JSON has them: days are text. The rows have no order: a union of ordered rows is
    none on SQLite.
    """
    found: dict[Any, list[dict[str, Any]]] = {name: [] for name in asked}
    names = list(asked)
    parts = [_part(number, *asked[name]) for number, name in enumerate(names)]
    if parts:
        first, *others = parts
        for number, facts in first.union(*others, all=True) if others else first:
            found[names[number]].append(facts)
    return found


def _part(number: int, rows: QuerySet[Any], facts: dict[str, Any]) -> QuerySet[Any, Any]:
    told = {"asked_by": Value(number, IntegerField()), "asked_facts": JSONObject(**facts)}
    return rows.order_by().annotate(**told).values_list(*told)

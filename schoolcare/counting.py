"""Counts as a part of another query, so that several of them cost one."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def counted(rows: QuerySet, per: str, key: str = "pk") -> Coalesce:
    """For a queryset of what `per` names: how many of `rows` each has, 0 where it has none."""
    own = rows.filter(**{per: OuterRef(key)}).order_by()
    return Coalesce(Subquery(own.values(per).annotate(rows=Count("pk")).values("rows")), 0)

"""Hours as people write them: 6, 4.5."""

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def hours(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"

"""One-line filters about pupils."""

from django import template

from schoolcare.models import Level

register = template.Library()


@register.filter
def level_label(level: int) -> str:
    """The short name of a class level: 14 gives ป.4."""
    return Level(level).label

"""Small pieces of the pages of behaviour."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from schoolcare.templatetags.ui import badge
from schoolcare.thai import thai_date_range
from students.models import BehaviourEvent, BehaviourKind

register = template.Library()
register.filter("days", thai_date_range)


@register.filter
def behaviour_badge(event: BehaviourEvent) -> SafeString:
    """Good or to be mended, with its points: colour, icon and word."""
    if event.is_good:
        return badge("ok", f"ความดี {event.points_text}")
    return badge("warn", f"ต้องปรับ {event.points_text}")


@register.filter
def of_sort(kinds: list[BehaviourKind], is_good: Any) -> list[BehaviourKind]:
    """The good ones of some kinds, or the others."""
    return [one for one in kinds if one.is_good == is_good]

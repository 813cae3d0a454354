"""One-line filters about SDQ and other tests."""

from django import template

from students.models import Informant

register = template.Library()


@register.filter
def informant_label(informant: str) -> str:
    """ครู, นักเรียน or ผู้ปกครอง."""
    return str(Informant(informant).label)

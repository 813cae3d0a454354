"""Cells of the pupil's record on paper."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def cell(label: str, value: Any, columns: int) -> SafeString:
    """A field over some of the twelve columns; without a value the pen has the rest of the cell."""
    if value == "":
        return format_html('<td colspan="{}">{}</td>', columns, label)
    return format_html('<td colspan="{}">{}&ensp;<b>{}</b></td>', columns, label, value)

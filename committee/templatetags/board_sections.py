"""`{% board_sections %}`: the row of places above the list pages of the board's area."""

from typing import Any

from django import template

from committee.sections import segments

register = template.Library()


@register.inclusion_tag("committee/sections.html", takes_context=True)
def board_sections(context: dict[str, Any]) -> dict[str, Any]:
    request = context["request"]
    return {"segments": segments(request.user.access, request.path)}

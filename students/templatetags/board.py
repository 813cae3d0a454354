"""The way from pupil to pupil on pages that were opened from the class board."""

from typing import Any

from django import template
from django.template import Context

from students.next_pupil import open_seats, walk_of

register = template.Library()


@register.inclusion_tag("components/board_next.html", takes_context=True)
def board_next(context: Context, pupil: int) -> dict[str, Any]:
    """Back to the board, how many are open, and who is next; nothing off the board's ways."""
    request = context["request"]
    walk = walk_of(request)
    if walk is None:
        return {"walk": None}
    seats = open_seats(request, walk, pupil)
    return {
        "walk": walk,
        "open": len(seats),
        "next": seats[0].student if seats else None,
        "next_url": walk.address_of(seats[0].student_id) if seats else "",
    }

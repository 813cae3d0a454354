"""Words and colours of a board's state; long lists ask for the same few, so that they are kept."""

from functools import cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from committee.completeness import EXPIRING_DAYS, Status
from committee.models import Confirmation
from committee.overview import said
from schoolcare.templatetags.ui import badge, icon

register = template.Library()

LOOK = {  # kind of badge, icon
    Status.COMPLETE: ("ok", "ok"),
    Status.EXPIRING: ("warn", "clock"),
    Status.SHORT: ("bad", "warn"),
    Status.FLAWED: ("warn", "pen"),
    Status.EXPIRED: ("bad", "late"),
    Status.NONE: ("none", "none"),
}
SAID = {
    "": ("none", "clock"),
    Confirmation.State.SENT: ("ok", "ok"),
    Confirmation.State.RETURNED: ("bad", "return"),
    Confirmation.State.CERTIFIED: ("ok", "shield"),
    Confirmation.State.REOPENED: ("warn", "pen"),
}


@register.filter
@cache
def status_badge(status: str) -> SafeString:
    """Colour, icon and word of one of the six statuses."""
    kind, drawing = LOOK[Status(status)]
    return badge(kind, Status(status).label, drawing)


@register.filter
@cache
def status_words(status: str) -> SafeString:
    """The same without a frame, for the tiles above the list."""
    kind, drawing = LOOK[Status(status)]
    css = f' class="{kind}"' if kind != "none" else ""
    words = Status(status).label.removeprefix("ครบ - ").removeprefix("ข้อมูล")
    return format_html("<span{}>{}{}</span>", SafeString(css), icon(drawing), words)


@register.filter
@cache
def said_badge(confirmed: str) -> SafeString:
    """What became of this year's confirmation; "" where there is none."""
    kind, drawing = SAID[confirmed]
    return badge(kind, said(confirmed), drawing)


@register.filter
def days_note(days: int | None) -> SafeString | str:
    """How far a last day is gone or how near it is; nothing for a far one."""
    if days is None or days > EXPIRING_DAYS:
        return ""
    kind, words = ("bad", f"เกิน {-days} วัน") if days < 0 else ("warn", f"อีก {days} วัน")
    return format_html('<span class="sub"><b class="{}">{}</b></span>', kind, words)

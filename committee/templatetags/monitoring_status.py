"""Words and colours of a school's report in a monitoring round."""

from functools import cache

from django import template
from django.utils.safestring import SafeString

from committee.models import MonitoringReport
from committee.monitoring.overview import NOT_BEGUN, WORDS
from schoolcare.templatetags.ui import badge

register = template.Library()
State = MonitoringReport.State
LOOK = {  # kind of badge, icon
    NOT_BEGUN: ("none", "none"),
    State.DRAFT: ("info", "draft"),
    State.SENT: ("ok", "ok"),
    State.RETURNED: ("bad", "return"),
    State.VISITED: ("warn", "visit"),
    State.ANSWERED: ("ok", "chat"),
    State.CLOSED: ("ok", "done"),
}


@register.filter
@cache
def report_badge(state: str) -> SafeString:
    """Colour, icon and word of a state, or of a school that has not begun."""
    kind, drawing = LOOK[state]
    return badge(kind, WORDS[state], drawing)

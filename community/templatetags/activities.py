"""Words and colours of activities."""

from datetime import date

from django import template
from django.utils.safestring import SafeString

from community.models import Activity, Trip
from schoolcare.templatetags.ui import badge
from schoolcare.thai import thai_date_range

register = template.Library()
register.filter(thai_date_range)
State = Activity.State


@register.filter
def activity_badge(activity: Activity, today: date) -> SafeString:
    """Called off, held, waiting for its result, under way, or still to come."""
    if activity.state == State.CANCELLED:
        return badge("none", "ยกเลิก", "x")
    if activity.state == State.HELD:
        return badge("ok", "จัดแล้ว", "ok")
    if activity.ends_on < today:
        return badge("bad", "รอบันทึกผล", "late")
    if activity.starts_on <= today:
        return badge("warn", "กำลังจัด", "clock")
    return badge("info", "วางแผน", "calendar")


TRIPS = {
    Trip.State.DRAFT: ("none", "draft"),
    Trip.State.ASKED: ("warn", "clock"),
    Trip.State.ALLOWED: ("ok", "ok"),
    Trip.State.RETURNED: ("bad", "return"),
}


@register.filter
def trip_badge(trip: Trip) -> SafeString:
    """Where a trip stands between its plan and the director's word."""
    kind, drawing = TRIPS[Trip.State(trip.state)]
    return badge(kind, trip.get_state_display(), drawing)

"""Words and colours of meetings and their resolutions."""

from datetime import date

from django import template
from django.utils.safestring import SafeString

from committee.minutes_words import resolved
from committee.models import Meeting, Resolution
from committee.quorum import lost_quorum
from schoolcare.templatetags.ui import badge

register = template.Library()
State, Minutes = Meeting.State, Meeting.Minutes
register.filter(lost_quorum)
register.filter(resolved)


MINUTES = {
    Minutes.DRAFT: ("warn", "รายงานยังเป็นร่าง", "draft"),
    Minutes.PROPOSED: ("info", "เสนอรับรองรายงาน", "send"),
    Minutes.ADOPTED: ("ok", "รับรองรายงานแล้ว", "lock"),
}


@register.filter
def meeting_badge(meeting: Meeting, today: date) -> SafeString:
    """Where a meeting stands in its course: from planned to minutes adopted."""
    if meeting.state == State.CANCELLED:
        return badge("none", "ยกเลิก", "x")
    if meeting.state == State.PLANNED and meeting.held_on < today:
        return badge("bad", "เลยวันแล้ว ยังไม่บันทึก", "late")
    if meeting.state == State.PLANNED:
        return badge("info", "วันนี้" if meeting.held_on == today else "กำหนดแล้ว", "calendar")
    if meeting.is_running:
        return badge("warn", "กำลังประชุม", "clock")
    return badge(*MINUTES[Minutes(meeting.minutes_state)])


@register.filter
def resolution_badge(resolution: Resolution, today: date) -> SafeString:
    """Done, given up, late with its days, or still to do."""
    if resolution.status == Resolution.Status.DONE:
        return badge("ok", "ทำเสร็จแล้ว", "ok")
    if resolution.status == Resolution.Status.DROPPED:
        return badge("none", "ยุติ", "x")
    if resolution.due_on and resolution.is_overdue(today):
        return badge("bad", f"เกินกำหนด {(today - resolution.due_on).days} วัน", "late")
    return badge("warn", "ยังไม่เสร็จ", "clock")

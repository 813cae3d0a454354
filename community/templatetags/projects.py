"""Words and colours of projects."""

from datetime import date

from django import template
from django.utils.safestring import SafeString

from community.gift_words import plain
from community.models import BudgetLine, Project, ProjectTask
from community.project_overview import spent_of
from community.project_words import count_words, days_of
from schoolcare.templatetags.ui import badge
from schoolcare.thai import baht

register = template.Library()
State = Project.State
register.filter("baht_spent", lambda line: baht(spent_of(line)))
register.filter("plain_number", plain)
register.filter(count_words)

BADGES = {
    State.DRAFT: ("none", "draft"),
    State.PROPOSED: ("info", "send"),
    State.ENDORSED: ("info", "committee"),
    State.APPROVED: ("ok", "ok"),
    State.RUNNING: ("ok", "flag"),
    State.REPORTED: ("info", "chart"),
    State.CLOSED: ("line", "lock"),
    State.CANCELLED: ("none", "x"),
}


@register.filter
def project_badge(project: Project, today: date) -> SafeString:
    """Where a project stands; sent back, and late with its report, stand out."""
    if project.is_draft and project.returned_why:
        return badge("warn", "ส่งกลับแก้ไข", "return")
    if project.is_under_way and project.ends_on < today:
        return badge("bad", "ครบกำหนด ยังไม่รายงานผล", "late")
    kind, drawing = BADGES[State(project.state)]
    return badge(kind, project.get_state_display(), drawing)


@register.filter
def task_days(task: ProjectTask) -> str:
    """When an activity is planned; whole months by their names."""
    return days_of(task.starts_on, task.ends_on)


@register.filter
def is_over(line: BudgetLine) -> bool:
    """Whether more was spent on the row than planned."""
    return spent_of(line) > line.amount

"""How levels of screening look: a colour, an icon, a word."""

from django import template

from schoolcare.templatetags.ui import badge
from students.models.screening_forms import Level

register = template.Library()

LOOKS = {
    Level.NORMAL.value: ("ok", "ok"),
    Level.RISK.value: ("warn", "warn"),
    Level.PROBLEM.value: ("bad", "late"),
    Level.HAS.value: ("info", "star"),
    Level.LACKS.value: ("ok", "ok"),
}
PREFIXES = ("นักเรียนที่มี", "ด้านการ", "ด้าน")


@register.filter
def level_badge(level: str) -> str:
    """A level as a badge; nothing yet without one."""
    if not level:
        return badge("none", "ยังไม่ครบ")
    colour, icon = LOOKS[level]
    return badge(colour, Level(level).label, icon)


@register.filter
def short_name(name: str) -> str:
    """An aspect over a narrow column: without ด้าน, without what stands in brackets."""
    bare = name.partition(" (")[0]
    return next((bare.removeprefix(one) for one in PREFIXES if bare.startswith(one)), bare)

"""Fields of forms written in one go: a form's templates cost more than all else on its page."""

from django import template
from django.forms import BoundField, Select
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from schoolcare.templatetags.ui import icon

register = template.Library()

FIELD = '<div id="div_{id}" class="field">{label}{hint}{errors}{control}</div>'
LABEL = '<label class="form-label" for="{}">{}{}{}</label>'
REQUIRED = SafeString(' <span class="req">จำเป็น</span>')
WAS = ' <span class="was">{}จากครั้งก่อน</span>'
HINT = '<span class="hint" id="{}_helptext">{}</span>'
ERRORS = '<div id="{}_error">{}</div>'
ERROR = '<p class="err">{}{}</p>'
UNIT = '<div class="unit">{}{}</div>'


@register.simple_tag
def labelled(field: BoundField) -> SafeString:
    """A field of one control, as templates/bootstrap5/field.html writes the others: label, hint,
    errors, control. It may carry `unit` ("บาท") and `was` (its value comes from last time).
    """
    own = field.field
    unit, control = getattr(own, "unit", ""), _control(field)
    return format_html(
        FIELD,
        id=field.auto_id,
        label=_label(field) if field.label else "",
        hint=format_html(HINT, field.auto_id, SafeString(own.help_text)) if own.help_text else "",
        errors=_errors(field) if field.errors else "",
        control=format_html(UNIT, control, unit) if unit else control,
    )


def _control(field: BoundField) -> SafeString:
    widget = field.field.widget
    look = "form-select" if isinstance(widget, Select) else "form-control"
    return field.as_widget(attrs={"class": f"{widget.attrs.get('class', '')} {look}".strip()})


def _label(field: BoundField) -> SafeString:
    was = format_html(WAS, icon("history")) if getattr(field.field, "was", False) else ""
    required = REQUIRED if field.field.required else ""
    return format_html(LABEL, field.id_for_label, field.label, required, was)


def _errors(field: BoundField) -> SafeString:
    lines = format_html_join("", ERROR, ((icon("late"), error) for error in field.errors))
    return format_html(ERRORS, field.auto_id, lines)

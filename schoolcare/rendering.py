"""How Django writes form controls, without a template for every option of a list."""

from html import escape
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

SELECT = "django/forms/widgets/select.html"
# All of them are three templates deep and write the same.
INPUTS = {
    f"django/forms/widgets/{one}.html"
    for one in ("text", "number", "email", "password", "hidden", "date", "time", "checkbox", "file")
}


class QuickControls(DjangoTemplates):
    """Lists of choices and lines to type in are written in one go.

    Django runs two templates an option: a filter by class costs a school of sixty classes more
    time than the fifty rows that it filters.
    """

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name == SELECT:
            return select(context["widget"])
        if template_name in INPUTS:
            return line(context["widget"])
        return super().render(template_name, context, request)


def line(widget: dict[str, Any]) -> SafeString:
    """An <input>, as `select`."""
    value = "" if widget["value"] is None else format_html(' value="{}"', str(widget["value"]))
    attrs = flatatt(widget["attrs"])
    return format_html('<input type="{type}" name="{name}"{}{}>', value, attrs, **widget)


def select(widget: dict[str, Any]) -> SafeString:
    """A <select> from the context of Django's widget: the same as its template writes."""
    groups = widget["optgroups"]
    lines = SafeString("".join([group(name, options) for name, options, _ in groups]))
    return format_html(
        '<select name="{}"{}>{}</select>', widget["name"], flatatt(widget["attrs"]), lines
    )


def group(name: str | None, options: list[dict[str, Any]]) -> SafeString:
    """The options of one group; without a name they stand alone."""
    lines = "".join([option(one) for one in options])
    if not name:
        return SafeString(lines)
    return format_html('<optgroup label="{}">{}</optgroup>', name, SafeString(lines))


def option(one: dict[str, Any]) -> SafeString:
    value, label = _escaped(one["value"]), _escaped(one["label"])
    chosen = flatatt(one["attrs"]) if one["attrs"] else ""
    return SafeString(f'<option value="{value}"{chosen}>{label}</option>')


def _escaped(value: Any) -> str:
    """As `conditional_escape`, without the wrapping of words to be translated later: a page may
    have a thousand options.
    """
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))

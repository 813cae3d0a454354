"""Small pieces of a screen: icon, badge, pager, error summary, initial of a name.

Every piece takes its missing parts as defaults here, so that templates never name a variable
that may not exist. The names of icons are those of ICONS in scripts/vendor.py.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.db.models import Model, QuerySet
from django.forms import BaseForm, BaseFormSet, BoundField, CheckboxInput, Select
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

BADGE_ICONS = {
    "ok": "ok",
    "warn": "warn",
    "bad": "late",
    "info": "draft",
    "none": "none",
    "line": "lock",
}
# Words for a drawing beside its name in the sprite.
SYNONYMS = {
    "check": "ok",
    "exclamation": "late",
    "geo": "map",
    "grid": "board",
    "hourglass": "job",
    "house-heart": "visit",
    "journal": "note",
    "pupils": "people",
}
LEADING_VOWELS = "เแโใไ"
# Order matters: Edge and Opera also say Chrome, Chrome also says Safari.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Safari", "Safari"),
)
MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)

CRUMBS = '<nav aria-label="ตำแหน่งของหน้านี้"><ol class="breadcrumb crumbs">{}</ol></nav>'
SEGMENT = '<li><a href="{}"{}>{}{}</a></li>'
CURRENT = SafeString(' aria-current="true"')
NUMBER = ' <span class="num">{}</span>'
STANDS_HERE = '<li class="breadcrumb-item active" aria-current="page">{}</li>'
LEADS_BACK = '<li class="breadcrumb-item{}"><a href="{}">{}</a></li>'


@lru_cache(maxsize=1)
def icon_names() -> frozenset[str]:
    """The names that the sprite holds."""
    sprite = settings.BASE_DIR / "static" / "img" / "icons.svg"
    return frozenset(re.findall(r'id="i-([a-z-]+)"', sprite.read_text(encoding="utf-8")))


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """A drawing of the sprite; silent for screen readers unless it stands alone with a `label`.

    Raises TemplateSyntaxError for a name that the sprite does not hold.
    """
    name = SYNONYMS.get(name, name)
    if name not in icon_names():
        known = ", ".join(sorted(icon_names()))
        raise template.TemplateSyntaxError(f"no icon {name!r}; there are: {known}")
    spoken = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="i{}" {}><use href="{}#i-{}"></use></svg>',
        f" {css}" if css else "",
        SafeString(spoken),
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def written(name: str) -> SafeString:
    """A template that is the same on every page and for everybody, which each process writes once;
    anew each time while it is being worked on.
    """
    return render_to_string(name) if settings.DEBUG else _written(name)


@lru_cache(maxsize=20)
def _written(name: str) -> SafeString:
    return render_to_string(name)


@register.simple_tag
def badge(kind: str, word: object, icon_name: str = "") -> SafeString:
    """A status: colour, icon and word. `kind` is ok, warn, bad, info, none or line."""
    if kind not in BADGE_ICONS:
        raise template.TemplateSyntaxError(f"no badge {kind!r}; there are: {list(BADGE_ICONS)}")
    drawing = icon(icon_name or BADGE_ICONS[kind])
    return format_html('<span class="st st-{}">{}{}</span>', kind, drawing, word)


@register.filter
@lru_cache(maxsize=20_000)
def address(pk: int | str, name: str) -> str:
    """The page `name` of one record or paper. Lists ask for the same ones again and again, so
    that they are kept: `{{ student.pk|address:"students:student-detail" }}`.
    """
    return reverse(name, args=[pk])


@register.filter
def initial(name: object) -> str:
    """The letter that stands for a name without a photo: the first consonant, แก้ว → ก."""
    return next((letter for letter in str(name) if letter not in LEADING_VOWELS), "")


@register.filter
def device(user_agent: str) -> str:
    """A browser and its machine in words a person knows: Chrome บน Android."""
    program = next((word for mark, word in BROWSERS if mark in user_agent), "เบราว์เซอร์อื่น")
    machine = next((word for mark, word in MACHINES if mark in user_agent), "เครื่องอื่น")
    return f"{program} บน {machine}"


@register.filter
def verbose_name(rows: Model | QuerySet) -> str:
    """What a record, or the records of a queryset, are called in Thai."""
    meta = (rows.model if isinstance(rows, QuerySet) else rows)._meta
    return str(meta.verbose_name)


@register.filter
def control(field: BoundField) -> SafeString:
    """The bare control of a field in the look of the site, for filter bars and table cells."""
    widget = field.field.widget
    look = {CheckboxInput: "form-check-input", Select: "form-select"}
    css = next((css for kind, css in look.items() if isinstance(widget, kind)), "form-control")
    return field.as_widget(attrs={"class": f"{css} {widget.attrs.get('class', '')}".strip()})


@register.filter
def options(choices: Iterable[tuple[str, str, bool]]) -> SafeString:
    """Lines of a list to choose from: value, words, whether it is chosen."""
    line, chosen = '<option value="{}"{}>{}</option>', SafeString(" selected")
    return format_html_join(
        "", line, ((one, chosen if on else "", say) for one, say, on in choices)
    )


@register.simple_tag(takes_context=True)
def breadcrumbs(context: Context) -> SafeString:
    """Where the page stands, from its `crumbs`, pairs of label and address; on a phone only the
    last address is shown, the way back.
    """
    pairs = [(label, str(url)) for label, url in context.get("crumbs") or []]
    back = max((at for at, (_label, url) in enumerate(pairs) if url), default=None)
    lines = [_crumb(label, url, is_back=at == back) for at, (label, url) in enumerate(pairs)]
    return SafeString(CRUMBS.format("".join(lines))) if lines else SafeString()


def _crumb(label: str, url: str, *, is_back: bool) -> SafeString:
    if not url:
        return format_html(STANDS_HERE, label)
    return format_html(LEADS_BACK, " up" if is_back else "", url, label)


@register.filter
def segmented(segments: Iterable[dict[str, Any]]) -> SafeString:
    """Two to seven views of one list, or the pages of one record: label, url; optional: count,
    current.
    """
    lines = []
    for one in segments:
        current, count = CURRENT if one.get("current") else "", one.get("count")
        number = "" if count is None else format_html(NUMBER, count)
        lines.append(format_html(SEGMENT, one["url"], current, one["label"], number))
    return SafeString(f'<ul class="seg">{"".join(lines)}</ul>')


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pager(context: Context, page_obj: Page, unit: str = "") -> dict[str, Any]:
    """Paging of a list; `unit` counts the rows ("คน", "ครั้ง"). The address keeps its filters."""
    paginator = page_obj.paginator
    return {
        "request": context["request"],
        "page_obj": page_obj,
        "pages": paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1),
        "unit": unit,
    }


@register.simple_tag
def error_summary(*forms: BaseForm | BaseFormSet | str) -> SafeString:
    """What is wrong in these forms, each line a link to its field; nothing where all is well.

    Empty strings, which the template engine puts for a form that a page does not have, pass by.
    """
    lines = error_lines(*forms)
    return render_to_string("components/errors.html", {"lines": lines}) if lines else SafeString()


def error_lines(*forms: BaseForm | BaseFormSet | str) -> list[tuple[str, str, str]]:
    """Where to jump to (or nowhere), what the field is called, what is wrong."""
    lines: list[tuple[str, str, str]] = []
    for form in forms:
        members = form.forms if isinstance(form, BaseFormSet) else [form]
        if isinstance(form, BaseFormSet):
            lines += [("", "", str(message)) for message in form.non_form_errors()]
        for member in members:
            if isinstance(member, BaseForm):
                lines += _form_errors(member)
    return lines


def _form_errors(form: BaseForm) -> list[tuple[str, str, str]]:
    lines = []
    for name, messages in form.errors.items():
        field = form[name] if name in form.fields else None
        is_seen = field is not None and not field.is_hidden  # nobody can jump to a hidden field
        anchor, label = (_anchor(field), str(field.label)) if field and is_seen else ("", "")
        lines += [(anchor, label, str(message)) for message in messages]
    return lines


def _anchor(field: BoundField) -> str:
    """The id to jump to: the control, or the block of a group of choices."""
    return field.id_for_label or f"div_{field.auto_id}"

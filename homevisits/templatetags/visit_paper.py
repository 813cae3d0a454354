"""Boxes and answers of a visit's paper; each reads `paper` (homevisits/paper.py)."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from homevisits.paper import ONE, VisitPaper, columns, money
from schoolcare.templatetags.paper import id_boxes

register = template.Library()
register.filter("money", money)
register.filter("id_boxes", id_boxes)
NAMES = {2: "cols two", 3: "cols", 4: "cols four", 8: "cols eight"}


@register.simple_tag(takes_context=True)
def answer(context: dict[str, Any], code: str, css: str = "") -> SafeString:
    """The written answer on its dots."""
    return format_html('<i class="v {}">{}</i>', css, context["paper"].text(code))


@register.simple_tag(takes_context=True)
def other(context: dict[str, Any], code: str) -> SafeString:
    """The words beside อื่น ๆ on their dots."""
    paper: VisitPaper = context["paper"]
    return format_html('<i class="v">{}</i>', paper.other(paper.definition.item(code)))


@register.simple_tag(takes_context=True)
def table(context: dict[str, Any], code: str, count: int, across: bool = False) -> SafeString:
    """The options of an item in columns, in the form's order."""
    paper: VisitPaper = context["paper"]
    item = paper.definition.item(code)
    cells = [paper.line(item, one) for one in item.options]
    rows = [
        (format_html_join("", "<td>{}</td>", ((cell,) for cell in row)),)
        for row in columns(cells, count, down=not across)
    ]
    body = format_html_join("", "<tr>{}</tr>", rows)
    return format_html('<table class="{}"><tbody>{}</tbody></table>', NAMES[count], body)


@register.simple_tag(takes_context=True)
def row(context: dict[str, Any], code: str, ending: str = "") -> SafeString:
    """The options of an item beside each other, อื่น ๆ with `ending` ("ระบุ") before its dots."""
    paper: VisitPaper = context["paper"]
    item = paper.definition.item(code)
    shown = [one for one in item.options if not (ending and one.code == "other")]
    lines = format_html_join(" ", "<span>{}</span>", ((paper.line(item, o),) for o in shown))
    last = item.option("other")
    if not ending or last is None:
        return lines
    more = format_html(" <span>{} {} {}</span> ", paper.box(item, last), last.label, ending)
    return lines + more + other(context, code)


@register.simple_tag(takes_context=True)
def one(context: dict[str, Any], code: str, option: str) -> SafeString | str:
    """Box and words of one option."""
    paper: VisitPaper = context["paper"]
    item = paper.definition.item(code)
    found = item.option(option)
    return paper.line(item, found) if found else ""


@register.simple_tag(takes_context=True)
def grid(context: dict[str, Any], code: str) -> SafeString:
    """Rows of a grid, a round box for each option."""
    paper: VisitPaper = context["paper"]
    item = paper.definition.item(code)
    lines = []
    for line in item.rows:
        boxes = ((paper.box(item, o, row=line.code),) for o in item.options)
        cells = format_html_join("", '<td class="c">{}</td>', boxes)
        lines.append((line.label, cells))
    return format_html_join("", '<tr><th scope="row">{}</th>{}</tr>', lines)


@register.simple_tag(takes_context=True)
def vehicles(context: dict[str, Any], code: str) -> SafeString:
    """Each kind of vehicle with มี or ไม่มี; its age is not asked on this paper."""
    paper: VisitPaper = context["paper"]
    lines = []
    for line in paper.definition.item(code).rows:
        chosen = {o for row_code, o in paper.ticks if row_code == f"{code}.{line.code}"}
        has, none = ONE[bool(chosen - {"none"})], ONE["none" in chosen]
        lines.append((line.label, has, none))
    cells = format_html_join("", "<td>{} &ensp;{} มี &ensp;{} ไม่มี</td>", lines)
    return format_html('<table class="cols three"><tbody><tr>{}</tr></tbody></table>', cells)

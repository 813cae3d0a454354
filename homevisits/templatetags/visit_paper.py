"""Boxes and answers of a visit's paper; each reads `paper` (homevisits/paper.py)."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from homevisits.paper import ONE, VisitPaper, columns, money
from schoolcare.templatetags.paper import id_boxes

register = template.Library()
register.filter("money", money)
register.filter("id_boxes", id_boxes)
NAMES = {2: "cols two", 3: "cols", 4: "cols four", 6: "cols six"}


@register.simple_tag(takes_context=True)
def answer(context: dict[str, Any], code: str, css: str = "") -> SafeString:
    """The written answer on its dots."""
    return format_html('<i class="v {}">{}</i>', css, context["paper"].text(code))


@register.simple_tag(takes_context=True)
def table(context: dict[str, Any], code: str, count: int, across: bool = False) -> SafeString:
    """The options of an item in columns, each one box of lines, in the form's order."""
    paper: VisitPaper = context["paper"]
    item = paper.definition.item(code)
    cells = [paper.line(item, one) for one in item.options]
    return in_columns(zip(*columns(cells, count, down=not across), strict=True), NAMES[count])


def in_columns(stacks: Iterable[Iterable[str]], css: str) -> SafeString:
    """Columns of lines; a box a column, for a box a cell costs a form a fifth of its time."""
    boxes = (("\n".join(stack).rstrip(),) for stack in stacks)
    return format_html('<div class="{}">{}</div>', css, format_html_join("", "<p>{}</p>", boxes))


@register.simple_tag(takes_context=True)
def row(context: dict[str, Any], code: str, ending: str = "", css: str = "") -> SafeString:
    """The options of an item beside each other, อื่น ๆ with `ending` ("ระบุ") before its dots."""
    paper: VisitPaper = context["paper"]
    item = paper.definition.item(code)
    shown = [one for one in item.options if not (ending and one.code == "other")]
    lines = format_html_join(" ", "<span>{}</span>", ((paper.line(item, o),) for o in shown))
    last = item.option("other")
    if not ending or last is None:
        return lines
    more = format_html(" <span>{} {} {}</span> ", paper.box(item, last), last.label, ending)
    return lines + more + format_html('<i class="v {}">{}</i>', css, paper.other(item))


@register.simple_tag(takes_context=True)
def one(context: dict[str, Any], code: str, option: str) -> SafeString | str:
    """Box and words of one option."""
    paper: VisitPaper = context["paper"]
    item = paper.definition.item(code)
    found = item.option(option)
    return paper.line(item, found) if found else ""


@register.simple_tag(takes_context=True)
def tenure(context: dict[str, Any]) -> SafeString:
    """The paper's three ways to live; the fourth that is asked, a dormitory, is the third's."""
    paper: VisitPaper = context["paper"]
    chosen = {option for code, option in paper.ticks if code == "tenure"}
    shown = [
        (ONE["own" in chosen], "บ้านตนเอง"),
        (ONE["rent" in chosen], "บ้านเช่า"),
        (ONE[bool(chosen & {"others", "dormitory"})], "อาศัยอยู่กับผู้อื่น"),
    ]
    lines = format_html_join(" ", "<span>{} {}</span>", shown)
    words = paper.definition.label("tenure", "dormitory")
    return format_html("{} ({})", lines, words) if "dormitory" in chosen else lines


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
        lines.append(f"{line.label}\u2002{has} มี\u2002{none} ไม่มี")
    return in_columns(([line] for line in lines), NAMES[3])

"""`{% month_table %}` draws a small month at once: twelve of them hold 365 squares."""

from copy import copy
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from community.grids import Day, Month
from community.models import CalendarEntry
from community.periods import period_words
from schoolcare.thai import BUDDHIST, SHORT_MONTHS

register = template.Library()


@register.filter
def month_year(day: date) -> str:
    """พ.ค. 2569"""
    return f"{SHORT_MONTHS[day.month - 1]} {day.year + BUDDHIST}"


@register.filter
def typed_day(day: date) -> str:
    """24/11/2569, as a form takes it."""
    return f"{day.day}/{day.month}/{day.year + BUDDHIST}"


@register.filter
def period(entry: CalendarEntry) -> str:
    """When an entry is, in words."""
    return period_words(entry)


@register.filter
def period_there(row: Any) -> str:
    """When an entry over months or the year will be in the year it is copied to."""
    there = copy(row.entry)
    there.starts_on, there.ends_on = row.proposal.starts_on, row.proposal.ends_on
    return period_words(there)


@register.simple_tag
def month_table(month: Month, week_names: list[tuple[str, str]]) -> SafeString:
    """The squares of a month; what they mean is written below them."""
    heads = format_html_join(
        "",
        '<th scope="col"><abbr class="text-decoration-none" title="{1}">{0}</abbr></th>',
        week_names,
    )
    weeks = SafeString("".join(f"<tr>{''.join(map(_square, week))}</tr>" for week in month.weeks))
    return format_html(
        '<table class="mon" aria-label="{}"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>',
        month.name,
        heads,
        weeks,
    )


def _square(day: Day | None) -> str:
    """Numbers and the names of our own classes: nothing that anybody typed."""
    if day is None:
        return "<td></td>"
    css = f' class="{day.css}"' if day.css else ""
    now = ' aria-current="date"' if "today" in day.css else ""
    return f"<td><span{css}{now}>{day.on.day}</span></td>"

"""One-line filters about pupils, and the row of their list."""

from collections.abc import Iterable
from functools import cache
from html import escape as escaped
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from schoolcare.access import Permission
from schoolcare.models import Level
from schoolcare.templatetags.ui import address, badge, icon
from students.models import Student
from students.pupil_rows import PupilRow

register = template.Library()

LEVELS: dict[int, str] = dict(Level.choices)
STATUSES: dict[str, str] = dict(Student.Status.choices)


@register.simple_tag(takes_context=True)
def held_here(context: Any, name: str) -> bool:
    """Whether a right reaches a pupil of the school worked in; `can` says whether of any school."""
    request = context["request"]
    school, grant = request.workplace.school, request.user.access.grant(Permission[name])
    return school is not None and grant.reaches_into(school)


@register.filter
def level_label(level: int) -> str:
    """The short name of a class level: 14 gives ป.4."""
    return LEVELS[level]


@register.filter
def seat_label(student: Any) -> str:
    """The class of a row of `search.with_seat`: ป.4/1, ป.4/EP."""
    return f"{level_label(student.level)}/{student.room_name or student.room}"


@register.filter
def dash(value: object) -> str:
    """Text as it is, with – where there is none; numbers such as roll numbers take no commas."""
    return "–" if value in {None, ""} else str(value)


@register.filter
def status_label(status: str) -> str:
    """A pupil's status in words: moved gives ย้ายสถานศึกษา."""
    return STATUSES[status]


# Rows of the list of pupils, written here and not as a template: fifty of them were two fifths of
# the page's work. Whatever somebody typed goes through `escaped`.
ROW = """
<tr role="row">
  <th role="rowheader" scope="row">{name}{nickname}</th>
  <td role="cell" data-l="ชั้น">{seat}</td>
  <td role="cell" data-l="เลขที่" class="num r">{roll_number}</td>
  <td role="cell" data-l="รหัส" class="num">{code}</td>
  <td role="cell" data-l="สถานะ">{status}{done}</td>
</tr>
"""
OPENED = '<a href="{}">{}</a>'
NICKNAME = ' <span class="sub">{}</span>'
STUDYING = '<span class="muted">{}</span>'
NO_SEAT = '<span class="muted">ยังไม่มีห้อง</span>'
DONE_TO = ' <a class="btn btn-quiet" href="{}">{}{}<span class="visually-hidden">{} {}</span></a>'


@register.simple_tag
def pupil_rows(rows: Iterable[PupilRow], *, may_note: bool, may_see_health: bool) -> SafeString:
    """Rows of the list. Who may not open a pupil's page may note something or read the health
    card, as far as they have the right.
    """
    return SafeString("".join([_pupil_row(one, may_note, may_see_health) for one in rows]))


def _pupil_row(row: PupilRow, may_note: bool, may_see_health: bool) -> str:
    name, key, done = escaped(row.short_name), row.pk, ""
    if row.may_open:
        name = OPENED.format(address(key, "students:student-detail"), name)
    else:
        if may_note:
            url = address(key, "students:note-create")
            done += DONE_TO.format(url, icon("plus"), "บันทึก", "เกี่ยวกับ", name)
        if may_see_health:
            url = address(key, "students:student-health")
            done += DONE_TO.format(url, icon("heart"), "สุขภาพ", "ของ", name)
    return ROW.format(
        name=name,
        nickname=NICKNAME.format(escaped(row.nickname)) if row.nickname else "",
        seat=escaped(seat_label(row)) if row.level else NO_SEAT,
        roll_number=dash(row.roll_number),
        code=escaped(dash(row.code)),
        status=_status_of(row.status_then),
        done=done,
    )


@cache
def _status_of(status: str) -> SafeString:
    word = status_label(status)
    return format_html(STUDYING, word) if status == "studying" else badge("warn", word)

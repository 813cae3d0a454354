"""What only papers need: paragraphs of edited text, boxes of an id, buttons."""

import re
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from schoolcare.documents import catalogue
from schoolcare.templatetags.ui import address, icon
from schoolcare.thai import MONTHS

register = template.Library()

# A number and its unit never part at the end of a line, nor the parts of a date, a month and its
# year, a weekday and its date, "ครั้งที่ 4/2569", a title with its name and surname, ต. อ. จ. and the
# place they stand before, ณ and the place or surname after it, the short name of a school, an
# opening quote and its first syllable (Pango breaks before any Thai word).
_WORD = r"[ก-๎]{1,24}(?![ก-๎])"
_TOGETHER = re.compile(
    r"(?:(?:ครั้งที่|ข้อ|ร้อยละ|ภาคเรียนที่|เวลา|ชั้น)\s\d[\d.,:/]*(?:\sน\.)?"
    r"|\d[\d.,:/]*\s(?:คน|รูป|ครั้ง|ทุน|บาท|วัน|ฉบับ|ชุด|หลัง|ครัวเรือน|หมู่บ้าน|ห้อง|โรงเรียน|น\.)"
    rf"|โรงเรียน{_WORD}"
    rf"|(?:วัน[ก-๎]{{0,8}}ที่\s)?\d{{1,2}}\s(?:{'|'.join(MONTHS)})(?:\s(?:พ\.ศ\.\s)?\d{{4}})?"
    rf"|(?:{'|'.join(MONTHS)})\s(?:พ\.ศ\.\s)?\d{{4}}"
    r"|(?:(?<=\s)|^)ณ\s[ก-๎]{1,40}(?![ก-๎])"
    rf"|(?:(?<=\s)|^)(?:นาย|นางสาว|นาง)[ก-๎]{{2,20}}\s{_WORD}"
    rf"|(?:(?<=\s)|^)(?:ต\.|อ\.|จ\.|ตำบล|อำเภอ|จังหวัด|แขวง|เขต){_WORD}"
    r"|“[เแโใไ]?[ก-ฮ][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*)"
)
# The name of an area office breaks before its kind, and nowhere else: ...การศึกษา|ประถมศึกษาน่าน เขต 1
_KIND_OF_OFFICE = re.compile(rf"(?<=เขตพื้นที่การศึกษา)(?:ประถม|มัธยม)ศึกษา{_WORD}(?:\sเขต\s\d+)?")


@register.filter
def paragraphs(text: str) -> SafeString:
    """Each line that is not empty as a paragraph; what belongs together is kept on one line."""
    lines = [line.strip() for line in str(text).splitlines() if line.strip()]
    return format_html_join("\n", "<p>{}</p>", ((glued(line),) for line in lines))


@register.filter
def glued(text: str) -> SafeString:
    """Text whose numbers stay with their units, and quotes with what they open."""
    escaped = _TOGETHER.sub(r'<span class="nb">\g<0></span>', conditional_escape(text))
    glued_names = _KIND_OF_OFFICE.sub(r'<span class="nb apart">\g<0></span>', escaped)
    return mark_safe(glued_names)  # noqa: S308 -- escaped


@register.filter
def id_boxes(digits: str) -> SafeString:
    """13 characters in the five groups 1-4-5-2-1, each in its box; "" gives empty boxes."""
    parts = [(digits[at:end],) for at, end in pairwise((0, 1, 5, 10, 12, 13))]
    return format_html('<span class="id">{}</span>', format_html_join("", "<i>{}</i>", parts))


@register.filter
def css_text(text: str) -> SafeString:
    """Text as a quoted string of a style sheet, safe inside <style>."""
    escaped = "".join(sign if sign.isalnum() else f"\\{ord(sign):x} " for sign in str(text))
    return mark_safe(f'"{escaped}"')  # noqa: S308 -- every sign but letters and digits is escaped


@register.filter
def thai_month_year(day) -> str:
    """พฤศจิกายน 2569: what stands after the day in the head of a letter."""
    return f"{MONTHS[day.month - 1]} {day.year + 543}"


# The arrow leads to the paper's choices and to the others like it.
PRINTS = (
    '<div class="prints"><a class="btn btn-second" href="{}?{}">{}พิมพ์{}</a>'
    '<a class="btn btn-second btn-sq" href="{}?{}" aria-label="เลือกแบบพิมพ์">{}</a></div>'
)


@register.simple_tag(takes_context=True)
def print_button(context: Context, slug: str, **subject: Any) -> SafeString:
    """The paper `slug` in one click; behind the arrow, its choices and the others like it.

    {% print_button "class-list" classroom=classroom %}; nothing for those who may not print it.
    """
    document = catalogue[slug]
    if not context["request"].user.access.allows(document.permission):
        return SafeString()
    query = urlencode({name: _word(name, value) for name, value in subject.items()})
    page = "document-print" if document.body_fields or document.is_batch else "document-pdf"
    said = document.short_title or document.title
    one, others = address(slug, page), address(slug, "document-others")
    return format_html(PRINTS, one, query, icon("print"), said, others, query, icon("drop"))


def _word(name: str, value: Any) -> Any:
    """How an address names what a paper is about: places by code, rows by key."""
    return getattr(value, "code" if name in ("school", "district") else "pk", value)

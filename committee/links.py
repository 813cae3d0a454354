"""Addresses that let one invited person see a meeting and answer, without an account.

An address carries a random code and what the server's SECRET_KEY makes of it (HMAC-SHA256, 128
bits). So nobody guesses one; a row of a stolen database opens nothing; and an address that was
never given out is refused by arithmetic, before the database is asked.
"""

from datetime import date
from io import BytesIO

import segno
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from committee.models import Attendance, ReplyLink

SALT = "committee.reply-link"
CODE, MARK = 16, 32  # hexadecimal digits: 64 random bits, 128 bits of the key's mark


def _mark(code: str) -> str:
    return salted_hmac(SALT, code, algorithm="sha256").hexdigest()[:MARK]


def token_of(link: ReplyLink) -> str:
    """What stands in the address; it names nobody."""
    return f"{link.code}{_mark(link.code)}"


def find_link(token: str, day: date) -> ReplyLink | None:
    """The link behind a token, with its person and meeting, if it is open on `day`.

    One query for a token of ours, none for any other.
    """
    code, mark = token[:CODE], token[CODE:]
    if not token.isascii() or not constant_time_compare(mark, _mark(code)):
        return None
    parts = ("attendance__member", "attendance__meeting__school__district")
    rows = ReplyLink.objects.select_related(*parts, "attendance__meeting__district")
    found = rows.filter(code=code).first()
    return found if found is not None and found.is_open(day) else None


def link_of(attendance: Attendance) -> ReplyLink | None:
    """The link that was given out and not withdrawn; no query after select_related."""
    try:
        link: ReplyLink = attendance.reply_link
    except ObjectDoesNotExist:
        return None
    return link if link.withdrawn_at is None else None


def reply_link(attendance: Attendance, *, site: str = "") -> str:
    """The whole address for one invited person; "" where none was made or it was withdrawn.

    `site` is where the reader of a page has the product, as https://care.school.example; SITE_URL
    wins over it. Papers leave it out: without SITE_URL they name the first of ALLOWED_HOSTS.
    """
    link = link_of(attendance)
    if link is None:
        return ""
    site = settings.SITE_URL or site or f"https://{settings.ALLOWED_HOSTS[0].lstrip('*.')}"
    return f"{site.rstrip('/')}{reverse('committee:reply', args=[token_of(link)])}"


def qr_svg(address: str) -> bytes:
    """The address as a picture for a phone's camera: SVG that scales, black on white."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", scale=4, border=4)
    return drawn.getvalue()


def qr_data(address: str) -> str:
    """The same as a data: address, for papers."""
    return segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=4)

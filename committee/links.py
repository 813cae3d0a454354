"""Addresses that let one invited person see a meeting and answer, without an account."""

from datetime import date

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse

from committee.models import Attendance, ReplyLink
from schoolcare.signed_links import code_of, signed, whole_address

SALT = "committee.reply-link"


def token_of(link: ReplyLink) -> str:
    """What stands in the address; it names nobody."""
    return signed(link.code, SALT)


def find_link(token: str, day: date) -> ReplyLink | None:
    """The link behind a token, with its person and meeting, if it is open on `day`.

    One query for a token of ours, none for any other.
    """
    code = code_of(token, SALT)
    if not code:
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
    return whole_address(reverse("committee:reply", args=[token_of(link)]), site=site)

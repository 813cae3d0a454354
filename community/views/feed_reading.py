"""What a calendar link opens, without log-in: the feed for programs, a page for people.

These pages set no cookie and need none: who has the address may read.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from community import feeds
from community.feed_months import months_of
from community.holidays import holidays_of
from community.models import Audience, CalendarFeed
from community.years import calendar_year, year_days
from schoolcare.signed_links import sealed

A_MINUTE = 60  # seconds; and so many readings of one feed within it
KEPT = "private, max-age=900"  # a revoked link is dead for programs after a quarter of an hour
ICAL = "text/calendar; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
REVOKED = "ลิงก์ปฏิทินนี้ถูกยกเลิกแล้ว โปรดขอลิงก์ใหม่จากโรงเรียนหรือหน่วยงานที่ให้ลิงก์"
UNKNOWN = "ไม่พบปฏิทิน ลิงก์อาจไม่ครบทุกตัวอักษร"
BUSY = "มีผู้อ่านปฏิทินนี้พร้อมกันมากเกินไป โปรดลองใหม่ในอีกหนึ่งนาที"


def refusal(feed: CalendarFeed | None) -> tuple[str, int] | None:
    """Why a link opens nothing, in words and as a status; None where it does."""
    if feed is None:
        return UNKNOWN, 404
    if feed.revoked_at is not None:
        return REVOKED, 410
    return (BUSY, 429) if is_busy(feed) else None


def is_busy(feed: CalendarFeed) -> bool:
    """Whether one feed is read more than once a second on average, within each web process."""
    key = f"calendar-feed-{feed.pk}"
    cache.add(key, 0, A_MINUTE)
    try:
        return cache.incr(key) > A_MINUTE
    except ValueError:  # the minute ended just now
        return False


@login_not_required
@require_safe
def feed_ics(request: HttpRequest, token: str) -> HttpResponse:
    """RFC 5545 for calendar programs; the same bytes again are answered with 304."""
    feed = feeds.find_feed(token)
    if refused := refusal(feed):
        words, status = refused
        return sealed(HttpResponse(words, status=status, content_type=PLAIN))
    content = feeds.ical_of(feed, timezone.localdate())  # type: ignore[arg-type] # refused above
    etag = feeds.etag_of(content)
    response = HttpResponse(content, content_type=ICAL, headers={"ETag": etag})
    response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    answer = get_conditional_response(request, etag=etag, response=response)
    sealed(answer)["Cache-Control"] = KEPT
    return answer


@login_not_required
@require_safe
def feed_page(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of this year for people with a phone, and how to keep it there."""
    feed = feeds.find_feed(token)
    if feed is None or (refused := refusal(feed)):
        words, status = refused if feed else (UNKNOWN, 404)
        return sealed(render(request, "community/feed_gone.html", {"words": words}, status=status))
    return sealed(render(request, "community/feed_page.html", page_of(request, feed)))


def page_of(request: HttpRequest, feed: CalendarFeed) -> dict[str, Any]:
    today = timezone.localdate()
    year, office = calendar_year(today), feeds.office_of(feed)
    days, lines = year_days(year), feeds.feed_lines(feed, range(year, year + 1))
    is_of_staff = feed.audience != Audience.PUBLIC
    holidays = holidays_of(office, *days)
    months = months_of(lines, holidays, days, today=today, names_owners=is_of_staff)
    address = feeds.feed_address(feed, site=request.build_absolute_uri("/"))
    return {
        "office": office,
        "year": year,
        "all_year": [one for one in lines if one.is_all_year],
        "past": [one for one in months if one.is_past and one.rows],
        "months": [one for one in months if not one.is_past and one.rows],
        "address": address,
        "webcal": f"webcal://{address.partition('://')[2]}",
    }

"""The calendar as calendar programs read it (RFC 5545), and the addresses where they do.

Left out: what lasts all year, which would lie over every day (the page behind the link names it),
and entries whose day has still to be set. Names of those responsible are in feeds for staff only.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from hashlib import sha256

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac
from icalendar import Calendar, Event, Timezone, TimezoneStandard, vRecur

from community.due_lines import as_due
from community.holidays import holidays_of
from community.listing import SEEN_BY, Line, Office, lines_of_apps, lines_of_entries
from community.models import Audience, CalendarEntry, CalendarFeed, Repeat, Span
from community.years import calendar_year, year_days
from schoolcare.signed_links import code_of, signed, whole_address

SALT = "community.calendar-feed"
THAI = timezone(timedelta(hours=7))  # no summer time since 1920
ZONE = {"TZID": "Asia/Bangkok"}
DAY = timedelta(days=1)
EVERY = "PT6H"  # how often programs are asked to look again
HOLIDAY = "วันหยุด"


def token_of(feed: CalendarFeed) -> str:
    """What stands in the address; it names nobody and no school."""
    return signed(feed.token, SALT)


def find_feed(token: str) -> CalendarFeed | None:
    """The feed behind a token, also a revoked one. One query for a token of ours, else none."""
    code = code_of(token, SALT)
    rows = CalendarFeed.objects.select_related("school__district", "district")
    return rows.filter(token=code).first() if code else None


def feed_address(feed: CalendarFeed, *, site: str = "") -> str:
    """Where programs read the feed; `site` as in `whole_address`."""
    return whole_address(reverse("community:feed-ics", args=[token_of(feed)]), site=site)


def page_address(feed: CalendarFeed, *, site: str = "") -> str:
    """Where people read the same calendar."""
    return whole_address(reverse("community:feed-page", args=[token_of(feed)]), site=site)


def office_of(feed: CalendarFeed) -> Office:
    office = feed.school or feed.district
    assert office is not None, "a feed is a school's or an office's"  # noqa: S101 -- a constraint
    return office


def feed_lines(feed: CalendarFeed, years: range) -> list[Line]:
    """What the feed's readers see of academic years (พ.ศ.), in the office's own order."""
    office, audience = office_of(feed), Audience(feed.audience)
    first, last = year_days(years[0])[0], year_days(years[-1])[1]
    rows = CalendarEntry.objects.shown_in(office, years).filter(audience__in=SEEN_BY[audience])
    lines = lines_of_entries(rows)
    lines = [one for one in lines if not (one.entry and one.entry.needs_date)]
    return lines + as_due(lines_of_apps(office, first, last, audience=audience))


def feed_years(today: date) -> range:
    """The year before, this and the next: programs drop what a feed no longer holds."""
    year = calendar_year(today)
    return range(year - 1, year + 2)


def ical_of(feed: CalendarFeed, today: date) -> bytes:
    """The whole feed; the same bytes as long as nothing has changed."""
    years = feed_years(today)
    days = year_days(years[0])[0], year_days(years[-1])[1]
    office, lines = office_of(feed), feed_lines(feed, years)
    calendar = Calendar()
    calendar.add("prodid", "-//schoolcare//calendar//TH")
    calendar.add("version", "2.0")
    calendar.add("name", f"ปฏิทิน{office.full_name}")
    calendar.add("x-wr-calname", f"ปฏิทิน{office.full_name}")
    calendar.add("x-wr-timezone", ZONE["TZID"])
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", EVERY)
    calendar.add_component(_zone())
    made = feed.made_at.astimezone(UTC).replace(microsecond=0)
    for event in (*_events(feed, lines), *_days_off(office, days)):
        event.add("dtstamp", made)
        calendar.add_component(event)
    return calendar.to_ical()


def etag_of(content: bytes) -> str:
    return f'"{sha256(content).hexdigest()[:32]}"'


def _zone() -> Timezone:
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", ZONE["TZID"])
    standard.add("dtstart", datetime(1970, 1, 1))
    standard.add("tzoffsetfrom", timedelta(hours=7))
    standard.add("tzoffsetto", timedelta(hours=7))
    standard.add("tzname", "+07")
    zone.add_component(standard)
    return zone


def _events(feed: CalendarFeed, lines: Iterable[Line]) -> Iterator[Event]:
    is_of_staff = feed.audience != Audience.PUBLIC
    for line in lines:
        for number, event in enumerate(_whens(line)):
            event.add("uid", _uid(f"{line.key}-{number}" if number else line.key))
            event.add("summary", line.title)
            event.add("sequence", line.entry.version if line.entry else 0)
            if line.area:
                event.add("categories", [line.area])
            if line.place:
                event.add("location", line.place)
            if is_of_staff and (words := _words(line)):
                event.add("description", words)
            yield event


def _words(line: Line) -> str:
    owners = f"ผู้รับผิดชอบ: {line.owners}" if line.owners else ""
    return "\n".join(filter(None, [owners, line.entry.note if line.entry else ""]))


def _whens(line: Line) -> Iterator[Event]:
    """An event for each stretch of days; one with a rule for what comes again."""
    entry = line.entry
    if entry is not None and entry.span == Span.ALL_YEAR:
        return
    if entry is not None and entry.repeat and entry.span != Span.MONTHS:
        yield _repeated(entry)
    elif entry is not None and entry.starts_at and entry.starts_on == entry.ends_on:
        yield _timed(entry)
    elif line.starts_on and line.ends_on:
        for start, end in line.days(line.starts_on, line.ends_on):
            yield _all_day(start, end)


def _all_day(start: date, end: date) -> Event:
    """The end of days is the day after; a day of school keeps nobody busy."""
    event = Event()
    event.add("dtstart", start)
    event.add("dtend", end + DAY)
    event.add("transp", "TRANSPARENT")
    return event


def _timed(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("dtstart", _moment(entry, entry.starts_at), parameters=ZONE)
    if entry.ends_at and entry.starts_at and entry.ends_at > entry.starts_at:
        event.add("dtend", _moment(entry, entry.ends_at), parameters=ZONE)
    return event


def _moment(entry: CalendarEntry, at: time | None) -> datetime:
    """Local time of the first day; the zone is named beside it."""
    assert entry.starts_on is not None and at is not None  # noqa: S101, PT018 -- _whens has asked
    return datetime.combine(entry.starts_on, at)


def _repeated(entry: CalendarEntry) -> Event:
    first, last = entry.starts_on, entry.ends_on
    assert first is not None and last is not None  # noqa: S101, PT018 -- a constraint of the model
    event = _timed(entry) if entry.starts_at else _all_day(first, first)
    until: date = last
    if entry.starts_at:  # a rule of moments ends at a moment, in UTC
        until = datetime.combine(last, time(23, 59, 59), tzinfo=THAI).astimezone(UTC)
    if entry.repeat == Repeat.WEEKLY:
        rule = {"FREQ": "WEEKLY", "UNTIL": until}
    else:
        rule = {"FREQ": "MONTHLY", "UNTIL": until} | _day_of_month(first.day)
    event.add("rrule", vRecur(rule))
    return event


def _day_of_month(day: int) -> dict[str, object]:
    """That day of each month, or its last where the month is shorter."""
    if day <= 28:
        return {"BYMONTHDAY": day}
    if day == 31:
        return {"BYMONTHDAY": -1}
    return {"BYMONTHDAY": list(range(28, day + 1)), "BYSETPOS": -1}


def _days_off(office: Office, days: tuple[date, date]) -> Iterator[Event]:
    for day, names in holidays_of(office, *days).items():
        event = _all_day(day, day)
        event.add("uid", _uid(f"holiday-{office._meta.model_name}-{office.pk}-{day}"))
        event.add("summary", ", ".join(names))
        event.add("categories", [HOLIDAY])
        yield event


def _uid(key: str) -> str:
    """Stable and of this installation alone; it tells no number of a row."""
    host = settings.ALLOWED_HOSTS[0].lstrip("*.") if settings.ALLOWED_HOSTS else "schoolcare"
    return f"{salted_hmac(SALT, key, algorithm='sha256').hexdigest()[:32]}@{host or 'schoolcare'}"

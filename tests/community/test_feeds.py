"""The calendar for calendar programs, read by two of them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.conf import settings
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from community.feeds import feed_years, find_feed, ical_of, token_of
from community.models import Audience, Repeat, Span
from community.periods import days_of
from tests.community.making_calendar import TODAY, make_entry, make_holiday
from tests.community.making_feeds import make_link
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
THAI = timedelta(hours=7)


@pytest.fixture
def school():
    return make_school()


def read(feed, title):
    """The events of a title as `icalendar` reads them."""
    calendar = Calendar.from_ical(ical_of(feed, TODAY))
    return [one for one in calendar.walk("VEVENT") if one["summary"] == title]


def read_again(feed, title):
    """The days on which `ical` shows a title, rules worked out."""
    calendar = IcsCalendarStream.calendar_from_ics(ical_of(feed, TODAY).decode())
    return [one for one in calendar.timeline if one.summary == title]


def test_feed_of_a_day_ends_on_the_day_after(school):
    feed = make_link(school)
    make_entry(school, "ลอยกระทง", place="วัด", audience=Audience.PUBLIC, version=3)

    [event] = read(feed, "ลอยกระทง")
    [again] = read_again(feed, "ลอยกระทง")

    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 11, 24), date(2026, 11, 25))
    assert (again.dtstart, again.dtend) == (date(2026, 11, 24), date(2026, 11, 25))
    assert (event["location"], event["sequence"], event["transp"]) == ("วัด", 3, "TRANSPARENT")
    assert event["categories"].cats == ["งานสานสัมพันธ์"]
    assert event["dtstamp"].dt == feed.made_at.astimezone(UTC).replace(microsecond=0)


def test_feed_of_a_day_with_a_time_is_in_thai_time(school):
    feed = make_link(school)
    times = {"starts_at": time(9), "ends_at": time(12, 30)}
    make_entry(school, "ประชุม", audience=Audience.PUBLIC, **times)

    raw = ical_of(feed, TODAY).decode()
    [event] = read(feed, "ประชุม")
    [again] = read_again(feed, "ประชุม")

    assert "DTSTART;TZID=Asia/Bangkok:20261124T090000\r\n" in raw
    assert "BEGIN:VTIMEZONE\r\nTZID:Asia/Bangkok\r\n" in raw
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(hours=3, minutes=30)
    assert again.dtstart.astimezone(UTC) == datetime(2026, 11, 24, 2, tzinfo=UTC)
    assert again.dtstart.utcoffset() == THAI


def test_feed_of_a_time_without_an_end_that_fits_has_none(school):
    feed = make_link(school)
    times = {"starts_at": time(9), "ends_at": time(8)}
    make_entry(school, "ประชุม", audience=Audience.PUBLIC, **times)

    [event] = read(feed, "ประชุม")

    assert "dtend" not in event


MADE = ("เผยแพร่", "ภายใน", "ยังไม่บอกใคร", "ของเขา", "ของเขต")
REPEATED = [
    (date(2026, 6, 5), date(2026, 6, 25), Repeat.WEEKLY),
    (date(2026, 6, 5), date(2026, 6, 26), Repeat.WEEKLY),
    (date(2026, 6, 10), date(2026, 9, 10), Repeat.MONTHLY),
    (date(2026, 8, 31), date(2027, 3, 31), Repeat.MONTHLY),
    (date(2026, 8, 30), date(2027, 3, 31), Repeat.MONTHLY),
    (date(2027, 12, 29), date(2028, 3, 31), Repeat.MONTHLY),
    (date(2026, 6, 5), date(2026, 6, 5), Repeat.MONTHLY),
]


@pytest.mark.parametrize(("first", "last", "repeat"), REPEATED)
@pytest.mark.parametrize("starts_at", [None, time(8, 30)])
def test_feed_repeats_on_the_days_of_the_calendar(school, first, last, repeat, starts_at):
    feed = make_link(school)
    facts = {"repeat": repeat, "starts_at": starts_at, "audience": Audience.PUBLIC}
    entry = make_entry(school, "ประชุม", first, until=last, **facts)

    again = read_again(feed, "ประชุม")

    wanted = [day for day, _ in days_of(entry, first, last)]
    found = [one.dtstart if starts_at is None else one.dtstart.date() for one in again]
    assert found == wanted
    assert len(read(feed, "ประชุม")) == 1


def test_feed_of_months_apart_has_an_event_for_each_stretch(school):
    feed = make_link(school)
    span = {"span": Span.MONTHS, "months": [10, 11, 3], "audience": Audience.PUBLIC}
    make_entry(school, "ประเมิน", date(2026, 10, 1), until=date(2027, 3, 31), **span)

    events = read(feed, "ประเมิน")

    assert [(one["dtstart"].dt, one["dtend"].dt) for one in events] == [
        (date(2026, 10, 1), date(2026, 12, 1)),
        (date(2027, 3, 1), date(2027, 4, 1)),
    ]
    assert len({str(one["uid"]) for one in events}) == 2


def test_feed_of_29_february_keeps_the_day(school):
    feed = make_link(school)
    make_entry(school, "วันพิเศษ", date(2028, 2, 29), year=2570, audience=Audience.PUBLIC)

    [event] = read(feed, "วันพิเศษ")

    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2028, 2, 29), date(2028, 3, 1))


def test_feed_leaves_out_what_lasts_all_year_and_what_waits_for_a_day(school):
    feed = make_link(school)
    make_entry(school, "สานสัมพันธ์", None, audience=Audience.PUBLIC)
    make_entry(school, "กฐิน", needs_date=True, audience=Audience.PUBLIC)

    assert read(feed, "สานสัมพันธ์") == read(feed, "กฐิน") == []


@pytest.mark.parametrize(
    ("audience", "titles", "told"),
    [(Audience.PUBLIC, ["เผยแพร่"], []), (Audience.STAFF, ["เผยแพร่", "ภายใน"], ["นายก้อง ใจดี"])],
)
def test_feed_shows_its_readers_what_is_theirs(school, audience, titles, told):
    feed = make_link(school, audience=audience)
    owners = {"owners": [make_user(school=school, first_name="ก้อง")], "note": "โทร 0812345678"}
    make_entry(school, "เผยแพร่", audience=Audience.PUBLIC, **owners)
    make_entry(school, "ภายใน", audience=Audience.STAFF)
    make_entry(school, "ยังไม่บอกใคร", audience=Audience.PRIVATE)
    make_entry(make_school(district=school.district), "ของเขา", audience=Audience.PUBLIC)
    make_entry(school.district, "ของเขต", audience=Audience.PUBLIC)

    raw = ical_of(feed, TODAY).decode()
    found = [str(one["summary"]) for one in Calendar.from_ical(raw).walk("VEVENT")]

    assert [one for one in found if one in MADE] == titles
    unfolded = raw.replace("\r\n ", "")
    assert ("ผู้รับผิดชอบ: นายก้อง ใจดี\\nโทร 0812345678" in unfolded) is bool(told)
    assert ("ก้อง" in unfolded or "0812345678" in unfolded) is bool(told)


def test_feed_holds_the_holidays_of_the_school(school):
    feed = make_link(school)
    make_holiday(school, date(2026, 11, 25), "วันหยุดของโรงเรียน")

    [event] = read(feed, "วันหยุดของโรงเรียน")

    assert (event["dtstart"].dt, event["categories"].cats) == (date(2026, 11, 25), ["วันหยุด"])


def test_feed_of_long_and_strange_words_stays_whole(school):
    feed = make_link(school)
    title = "ก" * 200 + ", ครู; ผู้ปกครอง\\นักเรียน"
    make_entry(school, title, audience=Audience.PUBLIC, place="อาคาร 1; ชั้น 2, ห้อง 3")

    raw = ical_of(feed, TODAY)

    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert b"\n" not in raw.replace(b"\r\n", b"")
    raw.decode()  # no sign is cut in two beyond repair: the fold falls between signs
    assert [one.summary for one in read_again(feed, title)] == [title]
    assert str(read(feed, title)[0]["location"]) == "อาคาร 1; ชั้น 2, ห้อง 3"


def test_feed_that_is_empty_is_a_calendar_of_holidays(school):
    feed = make_link(school)

    calendar = Calendar.from_ical(ical_of(feed, TODAY))

    assert calendar["x-wr-calname"] == f"ปฏิทิน{school.full_name}"
    found = {tuple(one["categories"].cats) for one in calendar.walk("VEVENT")}
    assert found == {("วันหยุด",)}


def test_feed_keeps_its_ids_and_its_bytes(school):
    feed = make_link(school)
    entry = make_entry(school, "ลอยกระทง", audience=Audience.PUBLIC)

    before, [event] = ical_of(feed, TODAY), read(feed, "ลอยกระทง")
    assert ical_of(feed, TODAY + timedelta(days=9)) == before
    type(entry).objects.filter(pk=entry.pk).update(starts_on=TODAY, ends_on=TODAY)

    [moved] = read(feed, "ลอยกระทง")
    assert (moved["uid"], moved["dtstart"].dt) == (event["uid"], TODAY)
    assert str(event["uid"]).endswith(f"@{settings.ALLOWED_HOSTS[0].lstrip('*.')}")
    other = read(make_link(school, "อีกลิงก์"), "ลอยกระทง")
    assert other[0]["uid"] == event["uid"]


def test_feed_holds_three_years():
    assert list(feed_years(date(2026, 4, 30))) == [2567, 2568, 2569]
    assert list(feed_years(date(2026, 5, 1))) == [2568, 2569, 2570]


def test_find_feed_asks_the_database_for_our_tokens_only(school, django_assert_num_queries):
    feed = make_link(school)
    token = token_of(feed)
    spoilt = ["", feed.token, token[:-1], token + "0", "0" * 48, "ก" * 48, token.upper()]

    with django_assert_num_queries(1):
        assert find_feed(token) == feed
    with django_assert_num_queries(0):
        assert {find_feed(one) for one in spoilt} == {None}


@pytest.mark.parametrize("rows", [1, 3])
def test_feed_asks_the_same_for_one_row_and_three(school, rows, django_assert_num_queries):
    feed = make_link(school)
    for number in range(rows):
        make_entry(school, f"งาน {number}", owners=[make_user()], audience=Audience.PUBLIC)
    found = find_feed(token_of(feed))

    with django_assert_num_queries(4):  # entries, owners, dates of apps, holidays
        ical_of(found, TODAY)

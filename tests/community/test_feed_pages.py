"""Links of a calendar: reading them without an account, giving them out, taking them back."""

import logging
from datetime import date
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse
from pypdf import PdfReader

from community.models import Audience, CalendarFeed, Span
from community.services.feeds import make_feed, revoke_feed
from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent
from tests.committee.offices import key
from tests.community.making_calendar import make_entry
from tests.community.making_feeds import ics, make_link, page
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("community:feed-list"), reverse("community:feed-create")


@pytest.fixture(autouse=True)
def _fresh(time_machine):
    time_machine.move_to("2026-11-21T03:00:00Z", tick=False)
    cache.clear()


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def clerk(school):
    return make_user(Role.CLERK, school=school)


def detail(feed, verb="detail"):
    return reverse(f"community:feed-{verb}", args=[feed.pk])


def test_feed_is_read_without_an_account(client, school):
    answer = client.get(ics(make_link(school)))

    assert answer.status_code == 200
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, max-age=900"
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_feed_is_not_sent_again_until_it_changes(client, school):
    feed = make_link(school)
    etag = client.get(ics(feed))["ETag"]

    again = client.get(ics(feed), headers={"if-none-match": etag})
    make_entry(school, audience=Audience.PUBLIC)
    changed = client.get(ics(feed), headers={"if-none-match": etag})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert changed.status_code == 200
    assert changed["ETag"] != etag


@pytest.mark.parametrize("address", [ics, page])
def test_feed_that_is_revoked_says_so(client, school, clerk, address):
    feed = make_link(school)
    make_entry(school, "ของเรา", audience=Audience.PUBLIC)
    revoke_feed(feed, by=clerk)

    answer = client.get(address(feed))

    assert answer.status_code == 410
    assert "ลิงก์ปฏิทินนี้ถูกยกเลิกแล้ว" in answer.text
    assert "ของเรา" not in answer.text


@pytest.mark.parametrize("ending", [".ics", "/"])
def test_feed_with_a_spoilt_address_is_not_found(client, school, ending):
    feed = make_link(school)

    answer = client.get(ics(feed)[:-6] + ending)

    assert answer.status_code == 404
    assert "ไม่พบปฏิทิน" in answer.text


def test_feed_read_too_often_asks_for_a_minute(client, school, time_machine, caplog):
    feed = make_link(school)
    cache.set(f"calendar-feed-{feed.pk}", 58, 60)
    answers = {client.get(ics(feed)).status_code for _ in range(2)}

    with caplog.at_level(logging.DEBUG):
        busy = client.get(page(feed))

    assert (answers, busy.status_code) == ({200}, 429)
    assert "ลองใหม่ในอีกหนึ่งนาที" in busy.text
    assert page(feed) not in caplog.text
    assert client.get(ics(make_link(school, "อีกลิงก์"))).status_code == 200
    time_machine.shift(61)
    assert client.get(ics(feed)).status_code == 200


def test_feed_address_is_not_logged_when_refused(client, school, clerk, caplog):
    feed = revoke_feed(make_link(school), by=clerk)

    with caplog.at_level(logging.DEBUG):
        client.get(ics(feed))

    assert ics(feed) not in caplog.text


def test_page_shows_months_from_now_on_and_what_lasts_all_year(client, school):
    feed = make_link(school)
    make_entry(school, "สานสัมพันธ์", None, audience=Audience.PUBLIC)
    facts = {"span": Span.RANGE, "audience": Audience.PUBLIC, "place": "หอประชุม"}
    make_entry(school, "ค่าย", date(2026, 11, 30), until=date(2026, 12, 2), **facts)
    make_entry(school, "ไหว้ครู", date(2026, 6, 11), audience=Audience.PUBLIC)

    answer = client.get(page(feed))

    assert [one.title for one in answer.context["all_year"]] == ["สานสัมพันธ์"]
    shown = {month.name: month.rows for month in answer.context["months"]}
    assert next(iter(shown)) == "พฤศจิกายน 2569"
    assert [(one.days, one.title, one.place) for one in shown["พฤศจิกายน 2569"]] == [
        ("30", "ค่าย", "หอประชุม")
    ]
    assert (shown["ธันวาคม 2569"][0].days, shown["ธันวาคม 2569"][0].title) == ("1–2", "ค่าย")
    past = {month.name: [one.title for one in month.rows] for month in answer.context["past"]}
    assert "ไหว้ครู" in past["มิถุนายน 2569"]
    assert f'href="webcal://testserver{ics(feed)}"' in answer.text
    assert '<meta name="robots" content="noindex, nofollow, noarchive">' in answer.text
    assert not answer.cookies


@pytest.mark.parametrize(
    ("audience", "is_told"), [(Audience.PUBLIC, False), (Audience.STAFF, True)]
)
def test_page_names_who_is_responsible_to_staff_only(client, school, audience, is_told):
    feed = make_link(school, audience=audience)
    owner = make_user(school=school, first_name="ก้อง")
    make_entry(school, audience=Audience.PUBLIC, owners=[owner], note="โทร 0812345678")

    text = client.get(page(feed)).text

    assert ("นายก้อง ใจดี" in text) is is_told
    assert "0812345678" not in text


def test_page_of_an_empty_calendar_still_has_the_holidays(client, school):
    answer = client.get(page(make_link(school)))

    december = {month.name: month.rows for month in answer.context["months"]}["ธันวาคม 2569"]
    assert all(one.is_holiday for one in december)
    assert "10" in [one.days for one in december]


def test_link_is_made_once_for_a_form(client, school, clerk):
    client.force_login(clerk)
    asked = {"key": key(), "name": "ผู้ปกครอง", "audience": "public"}

    urls = [client.post(NEW, asked).url for _ in range(2)]

    feed = CalendarFeed.objects.get()
    assert urls == [detail(feed)] * 2
    assert (feed.school, feed.audience, feed.made_by) == (school, "public", clerk)
    event = AuditEvent.objects.get(action="calendar_feed.create")
    assert event.changes == {"name": "ผู้ปกครอง", "audience": "public"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "กรุณากรอกให้ใคร"),
        ({"audience": "private"}, "เลือกว่าผู้ที่ได้ลิงก์เห็นรายการใด"),
        ({"audience": ""}, "เลือกว่าผู้ที่ได้ลิงก์เห็นรายการใด"),
        ({"name": "ก" * 151}, "150"),
    ],
)
def test_link_that_cannot_be_is_told(client, clerk, fields, words):
    client.force_login(clerk)

    answer = client.post(NEW, {"key": key(), "name": "ครู", "audience": "staff"} | fields)

    assert words in answer.text
    assert not CalendarFeed.objects.exists()


def test_link_of_private_entries_is_refused_by_the_service(school, clerk):
    with pytest.raises(ValidationError):
        make_feed(school, name="ลับ", audience=Audience.PRIVATE, by=clerk)


def test_link_is_revoked_once(client, school, clerk):
    feed = make_link(school)
    client.force_login(clerk)

    for _ in range(2):
        assert client.post(detail(feed, "revoke")).url == LIST

    feed.refresh_from_db()
    assert feed.revoked_at is not None
    event = AuditEvent.objects.get(action="calendar_feed.revoke")
    assert (event.school_id, event.target_id) == (school.pk, str(feed.pk))
    assert client.get(detail(feed, "qr")).status_code == 404
    assert ics(feed) not in client.get(detail(feed)).text


def test_links_of_another_place_are_not_found(client, school, clerk):
    client.force_login(clerk)
    others = [make_link(make_school(district=school.district)), make_link(school.district)]

    for feed in others:
        assert client.get(detail(feed)).status_code == 404
        assert client.get(detail(feed, "qr")).status_code == 404
        assert client.post(detail(feed, "revoke")).status_code == 404
    assert list(client.get(LIST).context["page_obj"]) == []


def test_link_of_an_office_is_kept_by_its_people(client, school):
    officer = make_user(Role.DISTRICT_OFFICER, district=school.district)
    make_link(school)
    feed = make_link(school.district, by=officer)
    client.force_login(officer)

    assert list(client.get(LIST).context["page_obj"]) == [feed]
    assert client.get(ics(feed)).status_code == 200


def test_links_in_use_stand_before_revoked_ones(client, school, clerk):
    first, second, third = (make_link(school, name) for name in ("หนึ่ง", "สอง", "สาม"))
    revoke_feed(second, by=clerk)
    client.force_login(clerk)

    assert list(client.get(LIST).context["page_obj"]) == [third, first, second]


def test_teacher_keeps_no_links(client, school):
    feed = make_link(school)
    client.force_login(make_user(Role.TEACHER, school=school))

    assert client.get(LIST).status_code == 403
    assert client.get(detail(feed)).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_link_list_asks_the_same_for_one_and_three(
    client, school, clerk, rows, django_assert_num_queries
):
    for number in range(rows):
        make_link(school, f"ลิงก์ {number}")
    client.force_login(clerk)
    client.get(LIST)

    with django_assert_num_queries(3):  # who asks, count, rows, office
        client.get(LIST)


def test_detail_shows_both_addresses_and_the_code(client, school, clerk):
    feed = make_link(school)
    client.force_login(clerk)

    answer = client.get(detail(feed))

    assert f'value="http://testserver{ics(feed)}"' in answer.text
    assert f'value="http://testserver{page(feed)}"' in answer.text
    assert answer["Cache-Control"] == "private, no-store"
    assert client.get(detail(feed, "qr")).content.startswith(b"<?xml")


def test_poster_is_one_page_for_the_board(school, clerk):
    feed = make_link(school)

    poster = prepare("calendar-poster", {"object": str(feed.pk)}, user=clerk)

    [sheet] = PdfReader(BytesIO(poster.pdf())).pages
    assert "ส่องด้วยกล้องโทรศัพท์เพื่อดูปฏิทิน" in "".join(sheet.extract_text().split())
    assert page(feed) not in poster.html()


@pytest.mark.parametrize("why", ["revoked", "staff"])
def test_poster_of_a_link_that_is_not_for_everybody_is_refused(client, school, clerk, why):
    audience = Audience.STAFF if why == "staff" else Audience.PUBLIC
    feed = make_link(school, audience=audience)
    if why == "revoked":
        revoke_feed(feed, by=clerk)

    with pytest.raises(ValidationError):
        prepare("calendar-poster", {"object": str(feed.pk)}, user=clerk).pdf()

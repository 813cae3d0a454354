"""Entries of the calendar: what can be typed, who may, their own order."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from community.models import Audience, CalendarEntry, Movement, Span
from community.services import entries
from schoolcare.access import Role
from schoolcare.models import AuditEvent, Membership
from tests.community.making_calendar import YEAR, make_area, make_entry, shipped_area
from tests.community.making_projects import make_project
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
NEW = reverse("community:entry-create") + f"?year={YEAR}"
LIST = reverse("community:calendar-list") + f"?year={YEAR}"


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def clerk(school, client):
    user = make_user(Role.CLERK, school=school)
    client.force_login(user)
    return user


def typed(**fields):
    facts = {"key": str(uuid4()), "title": "ลอยกระทง", "area": shipped_area().pk, "span": "day"}
    return facts | {"starts_on": "24/11/2569", "audience": "staff"} | fields


def page(entry, verb="detail"):
    return reverse(f"community:entry-{verb}", args=[entry.pk])


def test_entry_is_made_once_for_a_form(client, clerk, school):
    asked = typed(owners=[clerk.pk], owner_text="ครูเวร", place="ท่าน้ำ")

    urls = [client.post(NEW, asked).url for _ in range(2)]

    entry = CalendarEntry.objects.get()
    assert urls == [page(entry)] * 2
    assert (entry.school, entry.year, entry.position) == (school, YEAR, 1)
    assert (entry.starts_on, entry.ends_on) == (date(2026, 11, 24),) * 2
    assert list(entry.owners.all()) == [clerk]
    assert AuditEvent.objects.get(action="entry.create").school_id == school.pk


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"starts_on": "24/11/2026"}, (date(2026, 11, 24), date(2026, 11, 24))),
        ({"starts_on": "๒๔ พ.ย. ๒๕๖๙"}, (date(2026, 11, 24), date(2026, 11, 24))),
        ({"starts_on": "24/11"}, (date(2026, 11, 24), date(2026, 11, 24))),
        ({"starts_on": "5 ม.ค."}, (date(2027, 1, 5), date(2027, 1, 5))),
        (  # across the end of the year of the calendar
            {"span": "range", "starts_on": "28/12", "ends_on": "3/1"},
            (date(2026, 12, 28), date(2027, 1, 3)),
        ),
        (
            {"span": "months", "starts_on": "", "months": ["3", "10"]},
            (date(2026, 10, 1), date(2027, 3, 31)),
        ),
        ({"span": "all_year", "starts_on": "31/2/2569"}, (None, None)),
        ({"ends_on": "1/1/2400"}, (date(2026, 11, 24), date(2026, 11, 24))),
        (
            {"repeat": "weekly", "starts_on": "6/11", "ends_on": "25/12"},
            (date(2026, 11, 6), date(2026, 12, 25)),
        ),
    ],
)
def test_days_are_understood(client, clerk, fields, days):
    answer = client.post(NEW, typed(**fields))

    assert answer.status_code == 302, answer.context["form"].errors
    entry = CalendarEntry.objects.get()
    assert (entry.starts_on, entry.ends_on) == days
    assert entry.months == ([10, 3] if fields.get("span") == "months" else [])
    assert (entry.movement == Movement.ALL_YEAR) == (entry.span == Span.ALL_YEAR)


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"title": ""}, "title", "กรุณากรอกชื่อกิจกรรม/โครงการ"),
        ({"starts_on": ""}, "starts_on", "กรุณากรอกวันที่"),
        ({"starts_on": "31/2/2569"}, "starts_on", "ไม่มีในปฏิทิน"),
        ({"starts_on": "พรุ่งนี้"}, "starts_on", "อ่านวันที่ “พรุ่งนี้” ไม่ได้"),
        ({"starts_on": "5/1/2569"}, "starts_on", "ถ้าหมายถึง 5 ม.ค. 2570 ให้แก้ปี"),
        ({"span": "range", "ends_on": ""}, "ends_on", "กรุณากรอกวันสิ้นสุด"),
        ({"span": "range", "ends_on": "20/11/2569"}, "ends_on", "วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม"),
        ({"span": "months", "months": []}, "months", "เลือกอย่างน้อยหนึ่งเดือน"),
        ({"repeat": "weekly"}, "ends_on", "ใส่วันสุดท้ายที่ซ้ำ"),
        ({"starts_at": "10.00", "ends_at": "๙.๐๐"}, "ends_at", "เวลาเลิกต้องหลังเวลาเริ่ม"),
        ({"title": "ก" * 10_000}, "title", "ยาวเกิน 300 ตัวอักษร"),
    ],
)
def test_what_cannot_be_is_told_beside_the_field(client, clerk, fields, field, words):
    form = client.post(NEW, typed(**fields)).context["form"]

    assert list(form.errors) == [field]
    assert words in form.errors[field][0]
    assert form["owner_text"].value() is None or form["title"].value() == fields.get(
        "title", "ลอยกระทง"
    )
    assert not CalendarEntry.objects.exists()


def test_choices_are_the_offices_own(client, clerk, school):
    stranger = make_user(Role.TEACHER, school=make_school())
    own, foreign = make_area(school), make_area(make_school(), "งานของที่อื่น")

    project = make_project(make_school(), stranger)

    asked = typed(owners=[stranger.pk], area=foreign.pk, project=project.pk)
    form = client.post(NEW, asked).context["form"]

    assert sorted(form.errors) == ["area", "owners", "project"]
    assert own in form.fields["area"].queryset
    assert list(form.fields["owners"].queryset) == [clerk]


def test_change_and_its_trail(client, clerk, school):
    entry = make_entry(school, needs_date=True)

    client.post(page(entry, "update"), typed(title="ลอยกระทงสองฝั่งน้ำ", owners=[clerk.pk]))

    entry.refresh_from_db()
    assert (entry.title, entry.needs_date, entry.version) == ("ลอยกระทงสองฝั่งน้ำ", False, 2)
    changes = AuditEvent.objects.get(action="entry.update").changes
    assert changes["title"] == ["ลอยกระทงกับชุมชน", "ลอยกระทงสองฝั่งน้ำ"]
    assert changes["people"] == [clerk.pk]


def test_removal_asks_first(client, clerk, school):
    entry = make_entry(school)

    assert "ลบ “ลอยกระทงกับชุมชน”" in client.get(page(entry, "remove")).text
    assert client.post(page(entry, "remove")).url == LIST

    assert not CalendarEntry.objects.exists()
    assert AuditEvent.objects.get(action="entry.delete").changes["title"] == "ลอยกระทงกับชุมชน"


def test_own_order_is_kept(client, clerk, school):
    first, second, third = (make_entry(school, name) for name in ("หนึ่ง", "สอง", "สาม"))

    client.post(page(third, "move"), {"to": "up"})
    assert titles(school) == ["หนึ่ง", "สาม", "สอง"]
    client.post(page(first, "move"), {"to": "๓"})
    assert titles(school) == ["สาม", "สอง", "หนึ่ง"]
    client.post(page(first, "move"), {"to": "99"})
    client.post(page(third, "move"), {"to": "up"})
    assert titles(school) == ["สาม", "สอง", "หนึ่ง"]
    assert "ใส่ลำดับเป็นตัวเลข" in client.post(page(second, "move"), {"to": "x"}, follow=True).text
    moves = AuditEvent.objects.filter(action="entry.move").order_by("pk")
    assert [one.changes["position"] for one in moves] == [[3, 2], [1, 3]]


def test_who_changes_the_order_or_adds_waits_for_the_others(
    school, clerk, django_assert_num_queries
):
    """The school's row is locked: one query of each count."""
    entry, area = make_entry(school), shipped_area()
    make_entry(school, position=1)
    new = CalendarEntry(school=school, year=YEAR, title="ใหม่", area=area, span=Span.ALL_YEAR)

    with django_assert_num_queries(7):
        entries.move_entry(entry, 2, by=clerk)
    with django_assert_num_queries(20):
        entries.save_entry(new, [], by=clerk)


def titles(school):
    return [one.title for one in CalendarEntry.objects.of(school, YEAR)]


def test_moving_in_one_year_leaves_another_alone(school, clerk):
    other = make_entry(school, year=YEAR - 1, position=7)
    make_entry(school)

    entries.move_entry(make_entry(school, "ท้าย", position=9), 1, by=clerk)

    other.refresh_from_db()
    assert other.position == 7
    assert titles(school) == ["ท้าย", "ลอยกระทงกับชุมชน"]


def test_private_entry_is_for_who_makes_the_calendar(client, school):
    secret = make_entry(school, "ซ้อมหนีไฟ", audience=Audience.PRIVATE)
    client.force_login(make_user(Role.TEACHER, school=school))

    assert client.get(page(secret)).status_code == 404
    assert "ซ้อมหนีไฟ" not in client.get(LIST).text
    assert client.get(page(secret, "update")).status_code == 403
    client.force_login(make_user(Role.DIRECTOR, school=school))
    assert "ซ้อมหนีไฟ" in client.get(LIST).text
    assert client.get(page(secret)).status_code == 200


def test_office_keeps_a_calendar_of_its_own(client, school):
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=school.district))
    theirs = make_entry(school)

    client.post(NEW, typed(title="ประชุมผู้บริหาร"))

    made = CalendarEntry.objects.get(title="ประชุมผู้บริหาร")
    assert (made.district, made.school) == (school.district, None)
    assert client.get(page(theirs)).status_code == 404
    rows = client.get(LIST).context["rows"]
    assert [line.title for _, line in rows if line.entry] == ["ประชุมผู้บริหาร"]


def test_clerk_here_who_teaches_there_changes_nothing_there(client, school, clerk):
    there = make_school(district=school.district)
    Membership.objects.create(user=clerk, role=Role.TEACHER, school=there)
    entry = make_entry(there)

    assert client.get(entry.get_absolute_url()).status_code == 200
    for verb in ("update", "remove", "move"):
        asked = client.post(reverse(f"community:entry-{verb}", args=[entry.pk]), {"to": "1"})
        assert asked.status_code == 404


def test_teacher_changes_nothing(client, school):
    client.force_login(make_user(Role.TEACHER, school=school))
    entry = make_entry(school)

    assert client.get(NEW).status_code == 403
    for verb in ("update", "remove", "move"):
        assert client.post(page(entry, verb), {"to": "1"}).status_code == 403

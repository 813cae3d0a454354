"""A year's calendar from last year's and from ready lines."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from community.models import Audience, CalendarEntry, Movement, Span
from community.ready import SETS
from community.services import copying
from community.services.copying import Pick
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.community.making_calendar import YEAR, make_entry, shipped_area
from tests.community.making_projects import make_project
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
LAST = YEAR - 1
COPY = reverse("community:calendar-copy") + f"?year={YEAR}"
READY = reverse("community:calendar-ready") + f"?year={YEAR}"
LIST = reverse("community:calendar-list") + f"?year={YEAR}"


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def clerk(school, client):
    user = make_user(Role.CLERK, school=school)
    client.force_login(user)
    return user


@pytest.fixture
def fair(school, clerk):
    return make_entry(
        school,
        on=date(2025, 11, 5),
        year=LAST,
        movement=Movement.LUNAR,
        place="ท่าน้ำ",
        owners=[clerk],
        owner_text="ครูเวร",
        audience=Audience.PUBLIC,
        period_text="",
    )


def typed(form) -> dict:
    """What the form sends untouched."""
    values = {one.html_name: one.value() for one in form}
    shown = {name: form.fields[name].prepare_value(value) for name, value in values.items()}
    return {
        name: f"{value.day}/{value.month}/{value.year}"
        if isinstance(value, date)
        else value
        if isinstance(value, str)
        else "on"
        for name, value in shown.items()
        if value
    }


def copies(school):
    return list(CalendarEntry.objects.of(school, YEAR))


def test_preview_shows_where_each_line_goes(client, school, fair):
    yearly = make_entry(school, "เยี่ยมบ้าน", on=None, year=LAST, position=1)
    rites = make_entry(
        school, "งานวัด", on=date(2026, 3, 20), year=LAST, movement="lunar", position=2
    )

    rows = {row.entry: row for row in client.get(COPY).context["form"].rows}

    assert rows[fair].day.value() == date(2026, 11, 24)
    assert rows[fair].hints == [
        "วันลอยกระทง ตรงกับ 24 พ.ย. 2569 ตามการคำนวณ โปรดตรวจกับประกาศ",
    ]
    assert rows[yearly].day is None
    assert rows[rites].day.value() is None
    assert "เว้นว่างไว้ก็ได้" in rows[rites].hints[0]


def test_ticked_lines_are_copied_once_with_all_they_say(client, school, clerk, fair):
    asked = typed(client.get(COPY).context["form"])

    answers = [client.post(COPY, asked) for _ in range(2)]

    assert [one.url for one in answers] == [LIST] * 2
    [copy] = copies(school)
    assert (copy.title, copy.place, copy.owner_text) == ("ลอยกระทงกับชุมชน", "ท่าน้ำ", "ครูเวร")
    assert (copy.starts_on, copy.needs_date) == (date(2026, 11, 24), False)
    assert (copy.copied_from, copy.audience, copy.movement) == (fair, "public", "lunar")
    assert list(copy.owners.all()) == [clerk]
    event = AuditEvent.objects.get(action="entry.copy")
    assert (event.school_id, event.changes) == (school.pk, {"count": 1, "year": YEAR})
    assert client.get(COPY).context["form"].entries == []


def test_day_can_be_changed_left_open_or_the_line_left_out(client, school, clerk):
    rows = [
        make_entry(school, name, on=date(2025, 8, 11), until=date(2025, 8, 13), span="range",
                   year=LAST, position=at)
        for at, name in enumerate(("ย้าย", "ไม่รู้วัน", "ไม่เอา"))
    ]  # fmt: skip
    asked = typed(client.get(COPY).context["form"])
    asked |= {f"day_{rows[0].pk}": "๗ ก.ย.", f"day_{rows[1].pk}": "", f"day_{rows[2].pk}": "xx"}
    del asked[f"pick_{rows[2].pk}"]

    client.post(COPY, asked)

    moved, open_day = copies(school)
    assert (moved.starts_on, moved.ends_on) == (date(2026, 9, 7), date(2026, 9, 9))
    assert (open_day.title, open_day.needs_date) == ("ไม่รู้วัน", True)
    assert [one.copied_from for one in copies(school)] == rows[:2]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("31/2", "“31/2/2570” ไม่มีในปฏิทิน"),
        ("11/8/2568", "ถ้าหมายถึง 11 ส.ค. 2569 ให้แก้ปี"),
    ],
)
def test_day_that_cannot_be_is_told_and_nothing_lost(client, school, clerk, day, words):
    camp = make_entry(
        school, on=date(2025, 8, 11), until=date(2025, 8, 13), span="range", year=LAST
    )

    answer = client.post(COPY, {f"pick_{camp.pk}": "on", f"day_{camp.pk}": day})

    assert words in answer.context["form"].errors[f"day_{camp.pk}"][0]
    assert f'value="{day}"' in answer.text
    assert copies(school) == []


def test_way_of_moving_is_chosen_and_its_day_shown_before_anything_is_taken(client, school, clerk):
    camp = make_entry(school, "ค่าย", on=date(2025, 8, 11), until=date(2025, 8, 13), year=LAST)
    other = make_entry(school, "อื่น", on=date(2025, 9, 1), year=LAST, position=1)
    asked = typed(client.get(COPY).context["form"])
    asked |= {f"move_{camp.pk}": "weekday", f"move_{other.pk}": "weekday"}
    asked |= {f"day_{other.pk}": "15/9"}  # typed by hand: it stays

    shown = client.post(COPY, asked).context["form"]

    assert copies(school) == []
    assert shown.is_moved
    assert shown[f"day_{camp.pk}"].value() == "10/8/2569"  # the second Monday
    assert shown[f"day_{other.pk}"].value() == "15/9"
    client.post(COPY, {one.html_name: one.value() for one in shown if one.value()})
    found = [(one.movement, one.starts_on, one.ends_on) for one in copies(school)]
    assert found == [
        ("weekday", date(2026, 8, 10), date(2026, 8, 12)),
        ("weekday", date(2026, 9, 15), date(2026, 9, 15)),
    ]


def test_way_of_moving_that_knows_no_day_asks_for_it(client, school, clerk):
    rites = make_entry(school, "งานวัด", on=date(2026, 3, 20), year=LAST)
    asked = typed(client.get(COPY).context["form"]) | {f"move_{rites.pk}": "lunar"}

    shown = client.post(COPY, asked).context["form"]
    client.post(COPY, {one.html_name: one.value() for one in shown if one.value()})

    assert "เว้นว่างไว้ก็ได้" in shown.rows[0].hints[0]
    assert [(one.movement, one.needs_date) for one in copies(school)] == [("lunar", True)]


def test_project_is_that_copied_from_last_years_or_none_and_says_so(client, school, clerk):
    old, gone = (
        make_project(school, clerk, name=name, year=LAST) for name in ("สานสัมพันธ์", "เลิกแล้ว")
    )
    new = make_project(school, clerk, name="สานสัมพันธ์ ปีที่สอง", copied_from=old)
    make_project(school, clerk, name="ปีถัดไปอีก", year=YEAR + 1, copied_from=old)
    make_project(make_school(), clerk, name="ของที่อื่น", copied_from=old)
    make_entry(school, "มีต่อ", year=LAST, project=old)
    make_entry(school, "ไม่มีต่อ", year=LAST, project=gone, position=1)

    rows = client.get(COPY).context["form"].rows
    client.post(COPY, typed(client.get(COPY).context["form"]))

    assert "ผูกกับโครงการ สานสัมพันธ์ ปีที่สอง (ปีการศึกษา 2569)" in rows[0].hints
    assert any(one.startswith("ไม่ผูกกับโครงการ เลิกแล้ว") for one in rows[1].hints)
    assert [one.project for one in copies(school)] == [new, None]


def test_order_follows_what_stands_there(school, clerk):
    make_entry(school, "เดิม", position=5)
    rows = [make_entry(school, name, on=None, year=LAST, position=at)
            for at, name in ((2, "สอง"), (1, "หนึ่ง"))]  # fmt: skip

    copying.copy_entries(school, LAST, YEAR, [Pick(one.pk) for one in rows], by=clerk)

    assert [one.title for one in copies(school)] == ["เดิม", "หนึ่ง", "สอง"]


def test_lines_of_another_school_are_not_taken(school, clerk):
    foreign = make_entry(make_school(), year=LAST)

    assert copying.copy_entries(school, LAST, YEAR, [Pick(foreign.pk)], by=clerk) == []
    assert copies(school) == []


def test_who_left_is_not_responsible_any_more(school, clerk, fair):
    clerk.memberships.update(ends_on=date(2020, 1, 1))

    copying.copy_entries(school, LAST, YEAR, [Pick(fair.pk, date(2026, 11, 24))], by=clerk)

    assert not copies(school)[0].owners.exists()


def test_database_keeps_one_copy_a_year(school, fair):
    make_entry(school, copied_from=fair)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_entry(school, copied_from=fair)


def test_copies_take_the_same_queries(school, clerk, django_assert_num_queries):
    rows = [make_entry(school, f"{at}", year=LAST, owners=[clerk]) for at in range(3)]
    with django_assert_num_queries(11):
        copying.copy_entries(school, LAST, YEAR, [Pick(rows[0].pk)], by=clerk)
    with django_assert_num_queries(10):
        copying.copy_entries(school, LAST, YEAR, [Pick(one.pk) for one in rows], by=clerk)


def test_preview_takes_the_same_queries(client, school, clerk, django_assert_num_queries):
    for count in (1, 2):
        old = make_project(school, clerk, name=f"{count}", year=LAST)
        make_project(school, clerk, name=f"{count} ต่อ", copied_from=old)
        make_entry(school, f"{count}", year=LAST, owners=[clerk], project=old)
        client.get(COPY)
        with django_assert_num_queries(6):
            client.get(COPY)


def test_who_adds_ready_lines_waits_for_the_order_and_is_logged(
    school, clerk, django_assert_num_queries
):
    [line] = [one for one in SETS[0].lines if one.key == "visits"]
    area = shipped_area()

    with django_assert_num_queries(8):  # the lock of the school is one of them
        copying.add_ready(school, YEAR, [(line, area, None)], by=clerk)

    event = AuditEvent.objects.get(action="entry.create")
    assert (event.school_id, event.changes) == (school.pk, {"count": 1, "year": YEAR})


def test_community_year_is_ready_with_nobody_named(client, school, clerk):
    shipped_area("งานเยี่ยมบ้านนักเรียน"), shipped_area("งานทุนทรัพย์เพื่อการพัฒนาการศึกษา")
    asked = {f"pick_community_{one}": "on" for one in ("visits", "funds", "together", "friends")}

    for _ in range(2):
        client.post(READY, asked)

    assert [(one.title, one.span, one.owner_text) for one in copies(school)] == [
        ("โครงการเยี่ยมบ้าน", "all_year", ""),
        ("โครงการจัดหาทุน", "all_year", ""),
        ("โครงการสานสัมพันธ์", "all_year", ""),
        ("โครงการไมตรีจิตรผูกมิตรชุมชน", "all_year", ""),
    ]
    assert not CalendarEntry.owners.through.objects.exists()


def test_ready_days_are_those_of_the_year(client, school, clerk):
    make_entry(school, "พิธีไหว้ครู", on=date(2026, 6, 4))
    form = client.get(READY).context["form"]
    found = {name: bound.value() for name in form.fields if (bound := form[name])}

    assert found["day_school-days_loy-krathong"] == date(2026, 11, 24)
    assert found["day_school-days_children"] == date(2027, 1, 9)
    assert found["day_school-days_elders"] == date(2027, 4, 12)
    assert (found["pick_school-days_teachers"], found["pick_community_visits"]) == (False, True)

    client.post(READY, {"pick_school-days_children": "on", "day_school-days_children": ""})
    made = CalendarEntry.objects.get(title="วันเด็กแห่งชาติ")
    assert (made.needs_date, made.span, made.movement) == (True, Span.DAY, "weekday")


def test_teacher_copies_nothing(client, school):
    client.force_login(make_user(Role.TEACHER, school=school))

    assert client.get(COPY).status_code == 403
    assert client.post(READY, {}).status_code == 403

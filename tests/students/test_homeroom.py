"""Homeroom by week: prefilled from attendance, looked over, printed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from schoolcare.documents import prepare
from students.models import HomeroomWeek
from tests.factories import make_adviser, make_student
from tests.homevisits import making
from tests.students.making_attendance import MONDAY, make_absence
from tests.students.making_homeroom import make_week

ON = MONDAY.isoformat()


def address(name, *args):
    return reverse(f"students:{name}", args=args)


@pytest.fixture
def edit(classroom):
    return f"{address('homeroom-edit', classroom.pk)}?on={ON}"


@pytest.fixture
def signed_in(client, teacher):
    client.force_login(teacher)
    return client


def test_counts_come_from_attendance(signed_in, classroom, edit):
    pupils = [make_student(classroom) for _ in range(3)]
    make_absence(pupils[0], kind="sick")
    make_absence(pupils[1], kind="late")

    form = signed_in.get(edit).context["form"]

    found = {name: form.initial.get(f"{name}_0") for name in ("came", "absent", "leave", "late")}
    assert found == {"came": 2, "absent": 0, "leave": 1, "late": 1}


def test_week_is_saved_with_days_and_pupils(signed_in, classroom, edit):
    pupil = make_student(classroom)
    fields = {"topic_0": "แจ้งข่าว", "came_0": "๑", "pupil_0": pupil.pk, "note_0": "ง่วง"}

    answer = signed_in.post(edit, fields)

    week = HomeroomWeek.objects.get()
    assert answer.url == week.get_absolute_url()
    assert (week.starts_on, week.days.count()) == (MONDAY, 5)
    assert week.days.get(on=MONDAY).came == 1
    assert week.pupils.get().note == "ง่วง"


def test_pupil_without_a_reason_keeps_what_was_typed(signed_in, classroom, edit):
    pupil = make_student(classroom)

    page = signed_in.post(edit, {"topic_1": "แจ้งข่าว", "pupil_0": pupil.pk})

    assert set(page.context["form"].errors) == {"note_0"}
    assert "แจ้งข่าว" in page.content.decode()
    assert not HomeroomWeek.objects.exists()


def test_two_at_once_see_both_values(signed_in, classroom, edit):
    make_week(classroom)
    form = signed_in.get(edit).context["form"]
    seen = form["seen"].value()
    HomeroomWeek.objects.get().days.update(topic="ของคนอื่น")

    page = signed_in.post(edit, {"seen": seen, "topic_0": "ของฉัน"})

    assert [one["saved"] for one in page.context["form"].differences][:1] == ["ของคนอื่น"]


def test_week_to_come_is_refused(signed_in, classroom):
    ahead = date.today() + timedelta(days=14)

    page = signed_in.post(
        f"{address('homeroom-edit', classroom.pk)}?on={ahead}", {"topic_0": "แจ้ง"}
    )

    assert "ยังมาไม่ถึง" in page.content.decode()


def test_writer_does_not_look_over_the_own_week(client, classroom, care_head):
    week = make_week(classroom, written_by=care_head)
    client.force_login(care_head)

    client.post(address("homeroom-review", week.pk))

    week.refresh_from_db()
    assert week.reviewed_at is None


def test_director_looks_it_over(client, classroom, teacher, director):
    week = make_week(classroom, written_by=teacher)
    client.force_login(director)

    client.post(address("homeroom-review", week.pk))

    week.refresh_from_db()
    assert week.reviewed_by == director


def test_photo_is_kept_once(signed_in, classroom):
    week = make_week(classroom)
    url = address("homeroom-photos", week.pk)

    signed_in.post(url, {"photos": making.picture()})
    page = signed_in.post(url, {"photos": making.picture()}, follow=True)

    assert week.photos.count() == 1
    assert "รูปนี้ใส่ไว้แล้ว" in page.content.decode()


def test_paper_has_a_row_a_weekday_and_a_box_an_adviser(classroom, teacher):
    make_adviser(classroom, first_name="ที่สอง")
    week = make_week(classroom)
    asked = {"object": str(week.pk), "digits": "arabic"}

    html = prepare("homeroom-week", asked, user=None).html()

    assert [name in html for name in ("วันจันทร์", "วันศุกร์", "แจ้งข่าว")] == [True] * 3
    assert html.count("ครูที่ปรึกษา</p>") == 2


def test_blank_paper_is_for_the_pen(school):
    html = prepare("homeroom-week", {"blank": "1", "school": school.code}, user=None).html()

    assert "วันพฤหัสบดี" in html
    assert html.count("ครูที่ปรึกษา</p>") == 2


@pytest.mark.parametrize("count", [1, 3])
def test_class_page_asks_the_same(signed_in, classroom, count, django_assert_num_queries):
    for number in range(count):
        make_week(classroom, MONDAY + timedelta(days=7 * number))

    with django_assert_num_queries(5):
        signed_in.get(address("homeroom-class", classroom.pk))

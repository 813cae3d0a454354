"""Lessons shared with the schools of a district: read without names, thanked for, reused."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from community.models import Activity
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.community.making_activities import (
    TODAY,
    make_activity,
    make_guests,
    make_photo,
    make_shared,
    typed,
)
from tests.factories import make_classroom, make_school, make_student, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(TODAY)]
LIST = reverse("community:lesson-list")
NEW = reverse("community:activity-create")


@pytest.fixture
def neighbour(school):
    """A teacher of another school under the same office."""
    return make_user(Role.TEACHER, school=make_school(district=school.district, name="บ้านใกล้"))


@pytest.fixture
def lesson(client, school, teacher, neighbour):
    client.force_login(neighbour)
    return make_shared(school, teacher)


def page(activity, verb="detail"):
    return reverse(f"community:lesson-{verb}", args=[activity.pk])


def told(school, teacher, **fields):
    return make_activity(school, teacher, **{"state": "held", "result": "ดี"} | fields)


def test_lesson_is_shared_and_withdrawn_by_its_own_people(client, school, teacher):
    activity = told(school, teacher, advice="นัดวัดก่อน")
    client.force_login(make_user(Role.TEACHER, school=school))
    assert client.post(page(activity, "share")).status_code == 404
    client.force_login(teacher)

    for _ in range(2):
        client.post(page(activity, "share"))

    activity.refresh_from_db()
    assert activity.shared_by == teacher
    assert AuditEvent.objects.filter(action="lesson.share").count() == 1
    client.post(page(activity, "withdraw"))
    activity.refresh_from_db()
    assert (activity.shared_at, activity.shared_by) == (None, None)


@pytest.mark.parametrize("fields", [{}, {"state": "planned", "result": "", "advice": "ก"}])
def test_nothing_is_shared_without_result_and_lesson(client, school, teacher, fields):
    activity = told(school, teacher, **fields)
    client.force_login(teacher)

    answer = client.post(page(activity, "share"), follow=True)

    assert "แบ่งปันได้เมื่อบันทึกผลและบทเรียน" in answer.text
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=activity.pk).update(shared_by=teacher)


def test_lesson_is_read_within_the_district_only(client, lesson, officer):
    shown = client.get(LIST).context["page_obj"]
    assert list(shown) == [lesson]
    assert client.get(page(lesson)).status_code == 200

    client.force_login(officer)
    assert list(client.get(LIST).context["page_obj"]) == [lesson]
    client.force_login(make_user(Role.TEACHER, school=make_school()))
    assert list(client.get(LIST).context["page_obj"]) == []
    assert client.get(page(lesson)).status_code == 404


def test_lesson_shows_nobodys_name_and_photos_that_are_fit(client, lesson, teacher):
    classroom = make_classroom(lesson.school, room=3)
    pupil = make_student(classroom, first_name="ลับเฉพาะ")
    lesson.staff.add(teacher)
    make_guests(lesson, 40)
    inside = make_photo(lesson, teacher, shows="named", pupils=[pupil], caption="ลับเฉพาะยิ้ม")
    outside = make_photo(lesson, teacher, shows="nobody", caption="ด.ช.ลับเฉพาะ")

    text = client.get(page(lesson)).text

    assert [word for word in ("ลับเฉพาะ", teacher.first_name) if word in text] == []
    assert "ผู้ปกครอง" in text
    assert page(outside, "photo") in text
    assert client.get(page(inside, "photo")).status_code == 404
    assert client.get(page(outside, "photo")).getvalue().startswith(b"\xff\xd8")
    photo = reverse("community:activity-photo", args=[outside.pk])
    assert client.get(photo).status_code == 404


def test_thanks_count_once_a_person_and_are_seen_by_the_author(client, lesson, teacher):
    for _ in range(2):
        client.post(page(lesson, "thank"))

    assert lesson.thanks.count() == 1
    assert AuditEvent.objects.filter(action="lesson.thank").count() == 1
    assert "1 คน จาก 1 โรงเรียน รวมคุณด้วย" in client.get(page(lesson)).text
    client.force_login(teacher)
    assert "มีผู้ขอบคุณ 1 คน" in client.get(lesson.get_absolute_url()).text
    assert "ของโรงเรียนคุณเอง" in client.post(page(lesson, "thank"), follow=True).text
    assert lesson.thanks.count() == 1


def test_lesson_withdrawn_while_another_reads_it_leads_back_in_words(
    client, lesson, teacher, neighbour
):
    client.force_login(teacher)
    client.post(page(lesson, "withdraw"))
    client.force_login(neighbour)

    thanked = client.post(page(lesson, "thank"), follow=True)
    read = client.get(page(lesson), follow=True)

    told = "โรงเรียนเจ้าของถอนบทเรียนนี้แล้ว"
    assert (told in thanked.text, told in read.text) == (True, True)
    assert not lesson.thanks.exists()
    assert client.get(f"{NEW}?lesson={lesson.pk}").status_code == 404


def test_lesson_serves_another_school_as_a_template_with_a_link_back(client, lesson, neighbour):
    url = f"{NEW}?lesson={lesson.pk}"
    form = client.get(url).context["form"]
    assert (form["title"].value(), form["place"].value()) == ("ลอยกระทง", "")
    assert "นัดวัดก่อนสองสัปดาห์" in client.get(url).text

    client.post(url, typed(title="ลอยกระทงของเรา"))

    made = Activity.objects.get(title="ลอยกระทงของเรา")
    assert (made.school, made.copied_from) == (neighbour.memberships.get().school, lesson)
    assert page(lesson) in client.get(made.get_absolute_url()).text
    Activity.objects.filter(pk=lesson.pk).update(shared_at=None, shared_by=None)
    text = client.get(made.get_absolute_url()).text
    assert page(lesson) not in text
    assert "(ถอนการแบ่งปันแล้ว)" in text


def test_lesson_list_is_searched(client, lesson, school, teacher):
    other = make_shared(school, teacher, title="วันแม่", kind="other", year=2568)

    def found(**asked):
        return list(client.get(LIST, asked).context["page_obj"])

    assert found(q="วันแม่") == found(kind="other") == found(year="2568") == [other]
    assert found(q="สองสัปดาห์") == [other, lesson]
    assert found(q=school.name) == [other, lesson]
    assert found(q="ไม่มี") == []


def test_shared_lesson_cannot_be_emptied_and_cancelling_withdraws_it(client, lesson, teacher):
    client.force_login(teacher)
    url = reverse("community:activity-result", args=[lesson.pk])
    assert "ถอนการแบ่งปันก่อน" in client.post(url, {"result": "ดี", "advice": ""}).text

    client.post(reverse("community:activity-cancel", args=[lesson.pk]), {"reason": "ซ้ำ"})

    lesson.refresh_from_db()
    assert (lesson.state, lesson.shared_at) == ("cancelled", None)


@pytest.mark.parametrize("rows", [1, 3])
def test_lessons_cost_the_same(client, lesson, teacher, rows, django_assert_num_queries):
    for number in range(rows):
        one = make_shared(make_school(district=lesson.school.district), teacher)
        make_guests(lesson, 5, ["ผู้ปกครอง", "ผู้นำชุมชน", "หน่วยงานรัฐ"][number])
        make_photo(one, teacher, shows="nobody")
    client.get(LIST)

    with django_assert_num_queries(3):
        client.get(LIST)
    with django_assert_num_queries(5):
        client.get(page(lesson))

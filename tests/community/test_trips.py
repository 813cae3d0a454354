"""Taking pupils out of school: the plan, who goes, two people's word, the families' replies."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from community.models import Trip, TripRule
from schoolcare.access import Permission, Role
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent
from tests.committee.papers import pages
from tests.community.making_activities import (
    TODAY,
    make_activity,
    make_asked,
    make_photo,
    make_traveller,
    make_trip,
)
from tests.factories import make_classroom, make_school, make_student
from tests.paper_measure import assert_paper

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(TODAY)]
PUPIL_LIST = Permission.PUPIL_LIST
LATER = {"starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 2), "kind": "trip"}
PLAN = {"kind": "day", "purpose": "ศึกษาแหล่งเรียนรู้", "vehicle": "รถบัส", "departs_at": "๗.๓๐"}


@pytest.fixture
def activity(client, school, teacher):
    client.force_login(teacher)
    return make_activity(school, teacher, title="ทัศนศึกษา", **LATER)


@pytest.fixture
def pupil(classroom):
    return make_student(classroom, first_name="น้ำผึ้ง")


@pytest.fixture
def asked(activity, pupil, teacher):
    return make_asked(activity, pupil, teacher)


def page(activity, verb):
    return reverse(f"community:trip-{verb}", args=[activity.pk])


def test_plan_is_kept_with_its_programme(client, activity, teacher):
    day_one = "08.00 ออกเดินทาง\n12.00 น. อาหารกลางวัน\nเข้าที่พัก"

    for _ in range(2):
        client.post(page(activity, "plan"), PLAN | {"day_0": day_one, "leader": teacher.pk})

    trip = Trip.objects.get()
    assert (trip.approver, trip.departs_at) == ("ผู้อำนวยการสถานศึกษา", time(7, 30))
    assert list(trip.steps.values_list("on", "at", "text")) == [
        (date(2026, 12, 1), time(8), "ออกเดินทาง"),
        (date(2026, 12, 1), time(12), "อาหารกลางวัน"),
        (date(2026, 12, 1), None, "เข้าที่พัก"),
    ]
    assert "08.00 ออกเดินทาง" in client.get(page(activity, "plan")).text


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"departs_at": "25.00"}, "departs_at"),
        ({"kind": "moon"}, "kind"),
        ({"day_0": "ก" * 301}, "day_0"),
        ({"day_1": "ก\n" * 41}, "day_1"),
    ],
)
def test_plan_that_cannot_be_is_told(client, activity, fields, name):
    form = client.post(page(activity, "plan"), PLAN | fields).context["form"]

    assert set(form.errors) == {name}
    assert not Trip.objects.exists()


def test_programme_moves_with_the_days_of_its_activity(client, activity):
    trip = make_trip(activity)
    for day, text in ((1, "ออกเดินทาง"), (2, "กลับ")):
        trip.steps.create(on=date(2026, 12, day), text=text)
    moved = {"kind": "trip", "title": "ก", "starts_on": "8/12/2569", "host": "school"}

    client.post(reverse("community:activity-update", args=[activity.pk]), moved)

    day = date(2026, 12, 8)  # the second day is gone, its line is not
    assert list(trip.steps.values_list("on", "text")) == [(day, "ออกเดินทาง"), (day, "กลับ")]


def test_only_a_trip_has_a_plan(client, school, teacher, activity):
    event = make_activity(school, teacher)

    assert client.get(page(event, "plan")).status_code == 404
    assert client.get(page(activity, "pupils")).status_code == 404


def test_pupils_are_chosen_by_class_and_counted(client, activity, classroom, pupil):
    trip, other = make_trip(activity), make_student(classroom)
    url = page(activity, "pupils")
    client.post(url, {"classroom": classroom.pk, "pupils": [pupil.pk, other.pk]})
    trip.pupils.filter(student=pupil).update(reply="yes")

    client.post(url, {"classroom": classroom.pk, "pupils": [pupil.pk]})

    assert list(trip.pupils.values_list("student", "label", "reply")) == [
        (pupil.pk, "ป.4/1", "yes")
    ]
    assert list(activity.classes.values_list("label", "pupils")) == [("ป.4/1", 1)]
    client.post(url, {"classroom": classroom.pk})
    assert (trip.pupils.count(), activity.classes.count()) == (0, 0)


def test_names_are_for_who_may_list_pupils(client, take_away, activity, asked, classroom):
    role = asked.leader.memberships.get().role
    take_away(role, PUPIL_LIST)
    client.force_login(asked.leader)

    chosen = client.get(page(activity, "pupils")).context["form"]
    replies = client.get(page(activity, "replies")).context["form"]

    assert (chosen.offered, replies.rows) == ([], [])
    other = make_activity(activity.school, asked.leader)
    other.classes.create(classroom=classroom, label="ป.4/1", pupils=1)
    sheet = prepare(
        "activity-signin", {"object": str(other.pk), "who": "pupils"}, user=asked.leader
    )
    photo = reverse("community:activity-photo-update", args=[make_photo(other, asked.leader).pk])
    assert list(sheet.named("pupils")) == list(client.get(photo).context["form"].offered) == []


def test_whole_class_goes_by_one_tick_and_who_has_left_it_stays_chosen(
    client, activity, classroom, pupil
):
    trip, gone = make_trip(activity), make_student(classroom)
    make_traveller(trip, gone)
    gone.enrolments.update(ends_on=date(2026, 11, 1))

    client.post(page(activity, "pupils"), {"classroom": classroom.pk, "everybody": "on"})

    assert set(trip.pupils.values_list("student", flat=True)) == {pupil.pk, gone.pk}
    shown = client.get(page(activity, "pupils"))
    assert f"{classroom} – เลือกแล้ว 2 คน" in shown.text
    assert shown.context["form"].fields["pupils"].initial == [pupil.pk]


def test_returning_before_leaving_is_told(client, activity):
    type(activity).objects.filter(pk=activity.pk).update(ends_on=activity.starts_on)

    form = client.post(page(activity, "plan"), PLAN | {"returns_at": "7.00"}).context["form"]

    assert form.errors == {"returns_at": ["เวลากลับต้องอยู่หลังเวลาออกเดินทาง"]}


def test_no_pupil_of_another_class_or_school_is_taken(client, activity, classroom):
    trip = make_trip(activity)
    elsewhere = make_student(make_classroom(make_school()))
    beside = make_student(make_classroom(activity.school, room=2))
    for wrong in (elsewhere, beside):
        asked = {"classroom": classroom.pk, "pupils": [wrong.pk]}
        assert set(client.post(page(activity, "pupils"), asked).context["form"].errors) == {
            "pupils"
        }

    assert not trip.pupils.exists()


def test_trip_is_asked_for_once_it_lacks_nothing(client, activity, pupil, teacher):
    trip = make_trip(activity, purpose="", leader=None)
    answer = client.post(page(activity, "ask"), follow=True)
    assert "ยังเสนอไม่ได้ ขาดนักเรียน ครูผู้ควบคุม วัตถุประสงค์" in answer.text

    make_traveller(trip, pupil)
    Trip.objects.filter(pk=trip.pk).update(purpose="ศึกษา", leader=teacher)
    for _ in range(2):
        client.post(page(activity, "ask"))

    trip.refresh_from_db()
    assert (trip.state, trip.asked_by) == ("asked", teacher)
    assert AuditEvent.objects.filter(action="trip.ask").count() == 1


def test_another_person_allows_and_nobody_their_own(client, activity, asked, director):
    teacher = asked.asked_by
    teacher.memberships.create(role=Role.DEPUTY, school=activity.school)
    refused = client.post(page(activity, "allow"), follow=True)
    assert "ผู้เสนอขออนุญาตเป็นผู้อนุญาตเองไม่ได้" in refused.text

    client.force_login(director)
    for _ in range(2):
        client.post(page(activity, "allow"))

    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == ("allowed", director)
    assert AuditEvent.objects.filter(action="trip.allow").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Trip.objects.filter(pk=asked.pk).update(decided_by=teacher)


def test_returned_trip_says_why_and_is_open_again(client, activity, asked, director):
    teacher = asked.asked_by
    client.force_login(director)
    client.post(page(activity, "return"), {"reason": "เพิ่มครูหนึ่งคน"})

    client.force_login(teacher)

    assert "เพิ่มครูหนึ่งคน" in client.get(activity.get_absolute_url()).text
    client.post(page(activity, "ask"))
    asked.refresh_from_db()
    assert (asked.state, asked.reason, asked.decided_by) == ("asked", "", None)


def test_what_was_asked_for_changes_only_when_taken_back(client, activity, asked, classroom):
    told = "กดกลับมาแก้ไขก่อน"
    assert told in client.post(page(activity, "plan"), PLAN).text
    choice = {"classroom": classroom.pk}
    assert told in client.post(page(activity, "pupils"), choice, follow=True).text
    moved = {"kind": "trip", "title": "ก", "starts_on": "3/12/2569", "host": "school"}
    url = reverse("community:activity-update", args=[activity.pk])
    assert told in client.post(url, moved).text

    client.post(page(activity, "reopen"))

    client.post(page(activity, "plan"), PLAN)
    asked.refresh_from_db()
    assert (asked.state, asked.vehicle) == ("draft", "รถบัส")


def test_teacher_without_the_right_allows_nothing(client, activity, asked):
    assert client.post(page(activity, "allow")).status_code == 403


def test_replies_are_ticked(client, activity, asked, classroom):
    second = make_traveller(asked, make_student(classroom))
    first = asked.pupils.exclude(pk=second.pk).get()

    client.post(page(activity, "replies"), {f"reply_{first.pk}": "yes", f"reply_{second.pk}": "no"})

    assert asked.pupils.figures() == {"pupils": 2, "yes": 1, "no": 1, "none": 0}
    assert "อนุญาต 1 · ไม่อนุญาต 1 · ยังไม่ตอบ 0" in client.get(activity.get_absolute_url()).text
    assert AuditEvent.objects.get(action="trip.answer").changes["count"] == 2


def test_replies_of_one_class_leave_the_others(client, activity, asked, pupil):
    beside = make_classroom(activity.school, room=2)
    second = make_traveller(asked, make_student(beside))
    url = f"{page(activity, 'replies')}?classroom={beside.pk}"
    assert [one for one, _ in client.get(url).context["form"].rows] == [second]

    first = asked.pupils.get(student=pupil)
    client.post(url, {f"reply_{first.pk}": "no", f"reply_{second.pk}": "yes"})

    assert asked.pupils.figures() == {"pupils": 2, "yes": 1, "no": 0, "none": 1}


def test_who_allows_is_offered_it_and_who_asked_is_not(client, activity, asked, director):
    allow = page(activity, "allow")
    asked.asked_by.memberships.create(role=Role.DEPUTY, school=activity.school)
    assert allow not in client.get(activity.get_absolute_url()).text

    client.force_login(director)

    assert allow in client.get(activity.get_absolute_url()).text
    Trip.objects.filter(pk=asked.pk).update(is_internal=False)
    assert "บันทึกว่าได้รับอนุญาต" in client.get(activity.get_absolute_url()).text


def test_rule_of_the_day_of_asking_counts(client, activity, pupil):
    trip = make_trip(activity, kind="night")
    make_traveller(trip, pupil)
    own = {"approver": "ผู้อำนวยการ (รับมอบอำนาจ)", "is_internal": True}
    TripRule.objects.create(school=activity.school, kind="night", **own)

    client.post(page(activity, "ask"))

    trip.refresh_from_db()
    assert (trip.state, trip.approver, trip.is_internal) == ("asked", own["approver"], True)


def test_school_has_its_own_word_on_who_allows(client, school, director):
    client.force_login(director)
    url = reverse("community:trip-rule-update", args=["night"])
    own = {"approver": "ผู้อำนวยการโรงเรียน (รับมอบอำนาจ)", "source": "คำสั่งที่ 1/2569"}

    for _ in range(2):
        client.post(url, own | {"is_verified": "on"})

    assert TripRule.objects.filter(school=school).count() == 1
    assert [one.approver for one in TripRule.objects.of(school)][1] == own["approver"]
    assert [one.is_verified for one in TripRule.objects.of(make_school())] == [False] * 3
    unknown = reverse("community:trip-rule-update", args=["moon"])
    assert client.get(unknown).status_code == 404


def paper(slug, activity, **asked):
    return prepare(slug, {"object": str(activity.pk), "digits": "arabic"} | asked, user=None)


def test_asking_encloses_pupils_and_programme(activity, asked, pupil):
    asked.steps.create(on=activity.starts_on, at=time(8), text="ออกเดินทาง")

    html = paper("trip-permission", activity).html()

    for words in (
        "บันทึกข้อความ",
        pupil.full_name,
        "08.00 น.",
        "วันที่ 1–2 ธันวาคม 2569",
        "ศึกษาแหล่งเรียนรู้",
    ):
        assert words in html
    data = paper("trip-permission", activity, digits="thai").pdf()
    assert len(pages(data)) == 3
    assert_paper(data, "memo")
    Trip.objects.filter(pk=asked.pk).update(is_internal=False)
    assert "ขอแสดงความนับถือ" in paper("trip-permission", activity).html()


def test_order_names_the_staff(activity, asked, teacher):
    html = paper("trip-order", activity).html()

    assert f"<td>{teacher.full_name}</td>" in html.replace("\n", "")
    assert "ผู้ควบคุม" in html
    assert_paper(paper("trip-order", activity, digits="thai").pdf(), "order")


def test_letter_to_families_is_one_sheet_each_or_blank(activity, asked, pupil, classroom):
    make_traveller(asked, make_student(classroom))

    data = paper("guardian-permission", activity).pdf()
    blank = prepare(
        "guardian-permission", {"blank": "1", "school": activity.school.code}, user=None
    )

    assert len(pages(data)) == 2
    assert pupil.full_name in paper("guardian-permission", activity).html()
    assert "แบบตอบรับของผู้ปกครอง" in blank.html()
    assert pupil.full_name not in blank.html()

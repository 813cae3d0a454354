"""Logging an activity: what, when, where, who took part, what came of it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from community.models import Activity, ActivityClass, ActivityGuests, GuestGroup, WorkArea
from community.services import activities
from community.services.activities import People
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from schoolcare.thai import thai_date
from tests.community.making_activities import (
    DAY,
    TODAY,
    make_activity,
    make_guests,
    make_partner,
    typed,
)
from tests.factories import make_classroom, make_school, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(TODAY)]
NEW, LIST = reverse("community:activity-create"), reverse("community:activity-list")


@pytest.fixture(autouse=True)
def logged_in(client, teacher):
    client.force_login(teacher)


@pytest.fixture
def activity(school, teacher):
    return make_activity(school, teacher)


def page(activity, verb="detail"):
    return reverse(f"community:activity-{verb}", args=[activity.pk])


def group(name="ผู้ปกครอง"):
    return GuestGroup.objects.get(name=name)


def sent(client, url):
    """What the form of a page would send back untouched."""
    form = client.get(url).context["form"]
    values = {bound.html_name: bound.value() for bound in form}
    values = {
        name: [getattr(one, "pk", one) for one in value] if isinstance(value, list) else value
        for name, value in values.items()
    }
    days = {"starts_on", "ends_on"} & set(values)
    values |= {name: thai_date(values[name]) for name in days if isinstance(values[name], date)}
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def test_activity_is_logged_once_with_who_took_part(client, school, teacher, classroom):
    temple = make_partner(school)
    area = WorkArea.objects.get(name="งานสานสัมพันธ์")
    asked = typed(
        **{f"class_{classroom.pk}": "๒๕", f"group_{group().pk}": "40"},
        **{f"group_{group('พระสงฆ์และสามเณร').pk}": "9"},
        partners=[temple.pk],
        staff=[teacher.pk],
        area=area.pk,
        strategy="synergy",
        result="ชุมชนร่วมขบวนยาวกว่าทุกปี",
        advice="นัดวัดก่อนสองสัปดาห์",
    )

    urls = [client.post(NEW, asked).url for _ in range(2)]

    made = Activity.objects.with_numbers().get()
    assert urls == [page(made)] * 2
    assert (made.year, made.starts_on, made.ends_on, made.state) == (2569, DAY, DAY, "held")
    assert (made.pupil_count, made.guest_count, made.staff_count) == (25, 49, 1)
    assert [(row.label, row.pupils) for row in made.classes.all()] == [("ป.4/1", 25)]
    assert (list(made.partners.all()), made.area, made.made_by) == ([temple], area, teacher)
    assert AuditEvent.objects.get(action="activity.create").school_id == school.pk


def test_planned_activity_stays_planned_until_it_has_a_result(client):
    client.post(NEW, typed(starts_on="1/12/2569", ends_on="3/12/2569"))

    made = Activity.objects.get()
    assert (made.state, made.ends_on) == ("planned", date(2026, 12, 3))


@pytest.mark.parametrize(
    ("fields", "name", "words"),
    [
        ({"title": ""}, "title", "กรุณากรอกชื่อกิจกรรม"),
        ({"starts_on": ""}, "starts_on", "กรุณากรอกวันเริ่ม"),
        ({"starts_on": "31/2/2569"}, "starts_on", "31"),
        ({"ends_on": "19/11/2569"}, "ends_on", "วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม"),
        ({"ends_on": "20/11/2590"}, "ends_on", "ยาวไม่เกินหนึ่งปี"),
        ({"title": "ก" * 301}, "title", "ยาวเกิน 300 ตัวอักษร"),
        ({"result": "ก" * 10_000}, "result", "ยาวเกิน 5000 ตัวอักษร"),
        ({"starts_on": "1/12/2569", "result": "ดี"}, "result", "ยังไม่ถึงวันจัดกิจกรรม"),
        ({"other_people": "5"}, "other_name", "กรุณากรอกชื่อกลุ่ม"),
        ({"other_name": "แม่บ้าน"}, "other_people", "กรุณากรอกจำนวน"),
        ({"kind": "ball"}, "kind", "กรุณาเลือกจากรายการ"),
    ],
)
def test_what_cannot_be_is_told_beside_the_field(client, fields, name, words):
    answer = client.post(NEW, typed(**fields))

    [told] = answer.context["form"].errors[name]
    assert words in told
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("number", "words"),
    [("-1", "ต้องไม่น้อยกว่า 0"), ("1000000000", "ต้องไม่เกิน"), ("ยี่สิบ", "กรุณากรอกเป็นตัวเลข")],
)
def test_number_that_cannot_be_is_told_and_nothing_is_lost(client, classroom, number, words):
    names = [f"class_{classroom.pk}", f"group_{group().pk}"]

    answer = client.post(NEW, typed(**dict.fromkeys(names, number)))

    form = answer.context["form"]
    assert [words in form.errors[name][0] for name in names] == [True, True]
    assert form["title"].value() == "แห่เทียนพรรษา"


def test_nothing_of_another_school_comes_in(client, school):
    other = make_school()
    theirs, room = make_partner(other), make_classroom(other)
    stranger = make_user(Role.TEACHER, school=other)
    fields = {"partners": [theirs.pk], "staff": [stranger.pk], f"class_{room.pk}": "5"}

    errors = client.post(NEW, typed(**fields)).context["form"].errors

    assert set(errors) == {"partners", "staff"}
    client.post(NEW, typed(**{f"class_{room.pk}": "5"}))
    assert not Activity.objects.get().classes.exists()


def test_service_takes_no_class_of_another_school(school, teacher):
    new = Activity(school=school, title="ก", starts_on=DAY, ends_on=DAY)
    people = People(classes={make_classroom(make_school()): 5})

    with pytest.raises(ValidationError, match="เลือกได้เฉพาะข้อมูลของโรงเรียนนี้"):
        activities.save_activity(new, people=people, partners=[], today=DAY, by=teacher)


def test_day_of_another_year_and_classes_do_not_go_together(client, classroom):
    asked = typed(starts_on="1/3/2569", **{f"class_{classroom.pk}": "5"})

    errors = client.post(NEW, asked).context["form"].errors

    assert "ปีการศึกษา 2568" in errors["starts_on"][0]


def test_renamed_class_keeps_the_name_it_had_then(client, activity, classroom, teacher):
    activity.classes.create(classroom=classroom, label="ป.4/1", pupils=20)
    type(classroom).objects.filter(pk=classroom.pk).update(room=7)
    url = page(activity, "update")

    client.post(url, sent(client, url) | {f"class_{classroom.pk}": "21"})

    row = activity.classes.get()
    assert (row.label, row.pupils, row.classroom.label) == ("ป.4/1", 21, "ป.4/7")
    assert "ป.4/1" in client.get(page(activity)).text
    assert "ป.4/7" not in client.get(url).text


def test_class_that_is_gone_keeps_its_number(client, activity):
    row = activity.classes.create(classroom=None, label="ป.5/2", pupils=20)
    url = page(activity, "update")

    client.post(url, sent(client, url) | {"title": "ชื่อใหม่"})

    assert list(activity.classes.values_list("pk", "pupils")) == [(row.pk, 20)]
    client.post(url, sent(client, url) | {f"former_{row.pk}": "0"})
    assert not activity.classes.exists()


def test_number_taken_back_takes_the_row_away(client, activity):
    make_guests(activity, 40)
    url = page(activity, "update")

    client.post(url, sent(client, url) | {f"group_{group().pk}": ""})

    assert not activity.guests.exists()


def test_own_group_is_made_once_and_offered_again(client, school):
    fields = {"other_name": "กลุ่มแม่บ้าน", "other_people": "12"}
    client.post(NEW, typed(**fields))
    client.post(NEW, typed(**fields))

    made = GuestGroup.objects.get(school=school)
    assert made.name == "กลุ่มแม่บ้าน"
    assert list(ActivityGuests.objects.values_list("group", "people")) == [(made.pk, 12)] * 2
    assert made in GuestGroup.objects.offered_to(school)
    assert made not in GuestGroup.objects.offered_to(make_school())


def test_second_save_of_two_sees_the_first(client, activity, classroom):
    url = page(activity, "update")
    mine = sent(client, url) | {f"class_{classroom.pk}": "20"}
    theirs = sent(client, url) | {f"class_{classroom.pk}": "22"}
    client.post(url, mine)

    answer = client.post(url, theirs)

    assert answer.context["form"].differences == [
        {"label": "ป.4/1", "saved": "20", "typed": "22"},
    ]
    assert activity.classes.get().pupils == 20


def test_result_makes_it_held(client, activity):
    client.post(page(activity, "result"), {"result": "ดี", "failed": "ฝนตก"})

    activity.refresh_from_db()
    assert (activity.state, activity.result, activity.failed) == ("held", "ดี", "ฝนตก")
    assert AuditEvent.objects.get(action="activity.finish").target_id == str(activity.pk)


def test_result_cannot_be_empty_or_early(client, school, teacher):
    early = make_activity(school, teacher, starts_on="2026-12-01", ends_on="2026-12-01")

    assert "กรุณากรอกผลที่เกิดขึ้น" in client.post(page(early, "result"), {"worked": "ดี"}).text
    assert "ยังไม่ถึงวันจัดกิจกรรม" in client.post(page(early, "result"), {"result": "ดี"}).text


def test_cancelled_activity_stays_and_changes_no_more(client, activity):
    url, first = page(activity, "cancel"), {"reason": "ฝนตกหนัก"}
    before = sent(client, page(activity, "update"))

    client.post(url, first)

    activity.refresh_from_db()
    assert (activity.state, activity.cancel_reason) == ("cancelled", "ฝนตกหนัก")
    assert "ยกเลิกแล้ว: ฝนตกหนัก" in client.get(page(activity)).text
    assert "ยกเลิกแล้ว จึงแก้ไขไม่ได้" in client.post(url, first).text
    assert "ยกเลิกแล้ว จึงแก้ไขไม่ได้" in client.post(page(activity, "update"), before).text
    assert AuditEvent.objects.filter(action="activity.cancel").count() == 1


def test_one_changes_ones_own_and_what_one_took_part_in(client, school, teacher, activity):
    colleague = make_user(Role.TEACHER, school=school)
    theirs = make_activity(school, colleague)
    joined = make_activity(school, colleague)
    joined.staff.add(teacher)

    statuses = [client.get(page(one, "update")).status_code for one in (activity, joined, theirs)]

    assert statuses == [200, 200, 404]
    assert client.get(page(theirs)).status_code == 200
    assert page(theirs, "update") not in client.get(page(theirs)).text


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.CLERK, Role.COMMUNITY_HEAD, Role.DEPUTY])
def test_who_edits_all_changes_everybodys(client, school, activity, role):
    client.force_login(make_user(role, school=school))

    assert client.get(page(activity, "update")).status_code == 200


def test_template_takes_over_what_stays_the_same(client, school, teacher, activity, classroom):
    temple = make_partner(school)
    activity.partners.add(temple)
    Activity.objects.filter(pk=activity.pk).update(advice="นัดวัดก่อน", result="ดี", kind="other")
    url = f"{NEW}?from={activity.pk}"

    asked = sent(client, url) | {"starts_on": "21/11/2569"}
    assert "นัดวัดก่อน" in client.get(url).text
    client.post(url, asked)

    made = Activity.objects.get(copied_from=activity)
    assert (made.title, made.kind, made.place) == ("ลอยกระทง", "other", "วัดห้วยน้ำริน")
    assert (made.result, list(made.partners.all())) == ("", [temple])
    assert activity.title in client.get(page(made)).text


def test_template_of_another_school_is_not_found(client):
    stranger = make_user(Role.TEACHER, school=make_school())
    theirs = make_activity(stranger.memberships.get().school, stranger)

    assert client.get(f"{NEW}?from={theirs.pk}").status_code == 404


def test_list_is_narrowed(client, school, teacher, activity):
    colleague = make_user(Role.TEACHER, school=school)
    past = {"result": "ดี", "state": "held"}
    theirs = make_activity(school, colleague, title="วันแม่", kind="other", year=2568, **past)

    def found(**asked):
        return list(client.get(LIST, asked).context["page_obj"])

    assert found() == [theirs, activity]
    assert found(whose="own") == [activity]
    assert found(q="วันแม่") == found(kind="other") == found(year="2568") == [theirs]
    assert found(state="late") == [activity]
    assert found(state="held") == [theirs]
    assert found(q="วัดห้วย") == [theirs, activity]


def test_counts_below_one_are_refused_by_the_database(activity):
    with pytest.raises(IntegrityError), transaction.atomic():
        ActivityClass.objects.create(activity=activity, label="ป.4/1", pupils=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_guests(activity, 0)

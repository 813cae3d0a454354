"""Pupil groups: kinds, positions in order, days, the chronology of the pupil."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from schoolcare.models import AuditEvent
from students.models import GroupKind, PupilGroup
from students.services import groups
from tests.factories import make_school, make_student, make_user
from tests.students.filling import errors, page, send
from tests.students.making_structure import make_group, make_member

DAY = date(2026, 6, 15)


def council():
    return GroupKind.objects.get(name="สภานักเรียน")


def test_council_and_yc_are_shipped(db):
    assert [one.name for one in GroupKind.objects.filter(school=None).order_by("position")] == [
        "สภานักเรียน",
        "เพื่อนที่ปรึกษา (YC)",
        "กลุ่มอื่น ๆ",
    ]


def test_group_without_a_name_is_called_as_its_kind(school, director):
    group = groups.save_group(PupilGroup(school=school, year=2569, kind=council()), by=director)

    assert group.name == "สภานักเรียน"
    with pytest.raises(ValidationError, match="แล้ว"):
        groups.save_group(PupilGroup(school=school, year=2569, kind=council()), by=director)


def test_pupils_stand_in_the_order_of_positions(school, director, classroom):
    group = make_group(school, kind=council())
    one, two, three = (make_student(classroom) for _ in range(3))
    groups.add_pupils(group, [one], "ฝ่ายดนตรี", DAY, by=director)
    groups.add_pupils(group, [two], "กรรมการ", DAY, by=director)
    groups.add_pupils(group, [three], "ประธานสภานักเรียน", DAY, by=director)

    assert [member.student for member in group.members.all()] == [three, two, one]


def test_pupil_is_in_a_group_once_at_a_time(school, director, classroom):
    group, pupil = make_group(school), make_student(classroom)
    first = groups.add_pupils(group, [pupil], "กรรมการ", DAY, by=director)[0]

    assert groups.add_pupils(group, [pupil], "กรรมการ", DAY, by=director) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        make_member(group, pupil)

    first.ends_on = date(2026, 9, 1)
    groups.save_member(first, by=director)
    again = groups.add_pupils(group, [pupil], "เลขานุการ", date(2026, 9, 2), by=director)
    assert len(again) == 1

    first.ends_on = None
    with pytest.raises(ValidationError, match="อยู่ในกลุ่มนี้แล้ว"):
        groups.save_member(first, by=director)


def test_group_with_pupils_is_kept(school, director, classroom):
    group = make_group(school)
    make_member(group, make_student(classroom))

    with pytest.raises(ValidationError, match="ประวัติ"):
        groups.remove_group(group, by=director)


def test_choosing_pupils_stands_in_the_log_by_key(school, director, classroom):
    pupil = make_student(classroom)

    groups.add_pupils(make_group(school), [pupil], "กรรมการ", DAY, by=director)

    event = AuditEvent.objects.get(action="pupil_group.choose")
    assert event.changes["pupils"] == [pupil.pk]
    assert pupil.first_name not in str(event.changes)


def test_kind_of_the_same_name_is_refused(school, director):
    with pytest.raises(ValidationError, match="มี “สภานักเรียน” แล้ว"):
        groups.save_kind(GroupKind(school=school, name="สภา นักเรียน"), by=director)


def test_pupils_page_tells_of_groups(client, teacher, classroom, school):
    pupil = make_student(classroom)
    make_member(make_group(school), pupil, position="ประธาน", ends_on=date(2026, 9, 1))
    client.force_login(teacher)

    shown = client.get(page("student-detail", pupil.pk)).content.decode()

    assert "เป็นประธาน สภานักเรียน ปีการศึกษา 2569" in shown
    assert "พ้นจากประธาน สภานักเรียน ปีการศึกษา 2569" in shown


def test_adding_from_a_class_offers_who_is_not_in_yet(client, director, classroom, school):
    group = make_group(school)
    there, new = make_student(classroom), make_student(classroom)
    make_member(group, there)
    client.force_login(director)
    url = page("group-add", group.pk)

    offered = client.get(url).context["form"].fields["seats"].queryset
    assert [seat.student for seat in offered] == [new]
    send(client, url, seats=[offered[0].pk], position="กรรมการ", starts_on="๑/๖/๒๕๖๙")

    member = group.members.get(student=new)
    assert (member.position, member.starts_on) == ("กรรมการ", date(2026, 6, 1))


def test_two_positions_are_refused_at_their_field(client, director, classroom, school):
    group = make_group(school)
    seat = make_student(classroom).enrolments.get().pk
    client.force_login(director)

    typed = {"seats": [seat], "position": "กรรมการ", "other": "ฝ่ายดนตรี"}
    response = send(client, page("group-add", group.pk), **typed)

    assert list(errors(response)) == ["other"]


def test_pupil_of_another_school_is_no_choice(client, director, school):
    group = make_group(school)
    make_student(school.classrooms.create(year=2569, level=14, room=1))
    foreign = make_student(make_school().classrooms.create(year=2569, level=14, room=1))
    client.force_login(director)
    seat = foreign.enrolments.get().pk

    response = send(client, page("group-add", group.pk), seats=[seat])

    assert list(errors(response)) == ["seats"]
    assert not group.members.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_group_pages_ask_the_same(client, director, classroom, rows, django_assert_num_queries):
    for number in range(rows):
        group = make_group(classroom.school, name=f"กลุ่ม {number}", adviser=make_user())
    for _ in range(rows):
        make_member(group, make_student(classroom))
    client.force_login(director)

    with django_assert_num_queries(2):
        client.get(page("group-list"))
    with django_assert_num_queries(3):
        client.get(page("group-detail", group.pk))

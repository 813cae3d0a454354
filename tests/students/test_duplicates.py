"""Likely doubles of a school: who is listed, who is said to be two people, by whom."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from schoolcare.access import Role
from schoolcare.models import AuditEvent, Membership
from students.duplicates.pairs import likely_doubles
from students.models import DistinctPair, Student
from students.services.duplicates import keep_apart
from students.services.identifiers import set_identifier
from tests.factories import make_classroom, make_school, make_student, make_user
from tests.students.pupil_files import citizen_id

pytestmark = pytest.mark.django_db
LIST = reverse("students:duplicate-list")
NAME = {"first_name": "น้ำผึ้ง", "last_name": "ใจดี", "birth_date": date(2017, 3, 5)}


@pytest.fixture
def pair(classroom):
    return make_student(classroom, **NAME), make_student(classroom, **NAME)


def listed(user, school):
    return [(one.twin, one.pk) for one in likely_doubles(user, school)]


def test_same_name_and_birth_date_are_listed(clerk, school, pair):
    first, second = pair

    assert listed(clerk, school) == [(first.pk, second.pk)]


@pytest.mark.parametrize(
    ("change", "is_listed"),
    [
        ({"first_name": "นำผึง", "last_name": "ใจ ดี"}, True),  # tone marks and spaces left out
        ({"birth_date": date(2017, 3, 6)}, False),
        ({"birth_date": None}, False),
        ({"first_name": "น้ำฝน"}, False),
        ({"status": "moved"}, True),
    ],
)
def test_what_makes_a_double(clerk, school, classroom, change, is_listed):
    make_student(classroom, **NAME)
    make_student(classroom, **(NAME | change))

    assert bool(listed(clerk, school)) == is_listed


@pytest.mark.parametrize(("numbers", "is_listed"), [(2, False), (1, True)])
def test_two_13_digit_ids_tell_people_apart(clerk, school, pair, numbers, is_listed):
    for student in pair[:numbers]:
        set_identifier(student, citizen_id(), by=clerk)

    assert bool(listed(clerk, school)) == is_listed


def test_doubles_of_two_schools_are_never_told(clerk, school, classroom):
    make_student(classroom, **NAME)
    make_student(make_classroom(make_school()), **NAME)

    assert listed(clerk, school) == []


def test_three_alike_are_listed_until_each_is_settled(clerk, school, classroom):
    one, two, three = (make_student(classroom, **NAME) for _ in range(3))
    keep_apart(one, [three], reason="ชื่อพ้อง", by=clerk)

    assert listed(clerk, school) == [(one.pk, two.pk), (two.pk, three.pk)]


def test_said_to_be_two_people_they_are_listed_no_more(client, clerk, school, pair):
    client.force_login(clerk)
    url = reverse("students:student-distinct", args=[pair[1].pk, pair[0].pk])

    refused = client.post(url, {"reason": ""})
    assert refused.context["form"].errors == {"reason": ["กรุณากรอกเหตุผล"]}
    client.post(url, {"reason": "ฝาแฝด"})

    found = DistinctPair.objects.get()
    assert (found.one, found.other, found.reason, found.said_by) == (*pair, "ฝาแฝด", clerk)
    assert listed(clerk, school) == []
    event = AuditEvent.objects.get(action="student.distinct")
    assert event.changes["reason"] == "ฝาแฝด"


def test_pair_is_kept_once_and_in_order(pair):
    first, second = pair
    DistinctPair.objects.create(one=first, other=second, reason="ฝาแฝด")

    for one, other in ((first, second), (second, first)):
        with pytest.raises(IntegrityError), transaction.atomic():
            DistinctPair.objects.create(one=one, other=other, reason="ฝาแฝด")


def test_page_leads_to_both(client, clerk, pair):
    client.force_login(clerk)

    shown = client.get(LIST).content.decode()

    assert reverse("students:student-merge", args=[one.pk for one in pair]) in shown
    assert reverse("students:student-distinct", args=[one.pk for one in pair]) in shown


def test_two_codes_lead_to_the_comparison(client, clerk, classroom):
    one, two = make_student(classroom, code="701"), make_student(classroom, code="702")
    client.force_login(clerk)

    answer = client.post(reverse("students:duplicate-find"), {"kept": "๗๐๑", "other": "702"})

    assert answer.url == reverse("students:student-merge", args=[one.pk, two.pk])


@pytest.mark.parametrize(
    ("kept", "other", "errors"),
    [
        ("701", "799", {"other": ["ไม่พบรหัสนี้ในโรงเรียน"]}),
        ("701", "701", {"other": ["เป็นระเบียนเดียวกัน"]}),
        ("701", "801", {"other": ["ไม่พบรหัสนี้ในโรงเรียน"]}),  # of another school
    ],
)
def test_codes_that_are_none_are_told(client, clerk, classroom, kept, other, errors):  # noqa: PLR0917 -- fixtures
    make_student(classroom, code="701")
    make_student(make_classroom(make_school()), code="801")
    client.force_login(clerk)

    answer = client.post(reverse("students:duplicate-find"), {"kept": kept, "other": other})

    assert answer.context["form"].errors == errors


def test_reason_given_on_adding_is_kept(client, clerk, school, classroom):
    known = make_student(classroom, **NAME)
    client.force_login(clerk)
    typed = {"first_name": "น้ำผึ้ง", "last_name": "ใจดี", "birth_date": "5/3/2560"}
    typed |= {"status": "studying", "code": "999", "told": str(known.pk), "apart": "ฝาแฝดคนน้อง"}

    client.post(reverse("students:student-create"), typed)

    added = Student.objects.get(code="999")
    found = DistinctPair.objects.get()
    assert (found.one, found.other, found.reason) == (known, added, "ฝาแฝดคนน้อง")
    assert listed(clerk, school) == []


def test_adviser_may_not_merge(client, teacher, pair):
    client.force_login(teacher)

    assert client.get(LIST).status_code == 403


def test_director_of_another_school_finds_nobody(client, school, pair):
    client.force_login(make_user(Role.DIRECTOR, school=make_school()))

    url = reverse("students:student-merge", args=[one.pk for one in pair])
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same(client, clerk, classroom, rows, django_assert_num_queries):
    for number in range(rows):
        for _ in range(2):
            make_student(classroom, **(NAME | {"first_name": f"ก{number}"}))
    client.force_login(clerk)

    with django_assert_num_queries(5):
        client.get(LIST)


def test_who_merges_elsewhere_is_told_no_code_of_this_school(client, school):
    other = make_school(district=school.district)
    both = make_user(Role.CLERK, school=other)
    Membership.objects.create(user=both, role=Role.BOARD_MEMBER, school=school)
    codes = [make_student(school=school).code for _ in range(2)]
    client.force_login(both)
    client.post(reverse("workplace-switch"), {"school": school.pk, "next": "/"})

    typed = dict(zip(("kept", "other"), codes, strict=True))
    answer = client.post(reverse("students:duplicate-find"), typed)

    assert set(answer.context["form"].errors) == {"kept", "other"}

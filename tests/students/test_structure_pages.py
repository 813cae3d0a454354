"""Pages of structure and teams: what they say of rights, what is refused, how much they ask."""

from datetime import timedelta

import pytest
from django.utils import timezone

from schoolcare.access import Role
from schoolcare.models import Membership
from students.models import Structure, Unit
from tests.factories import make_adviser, make_classroom, make_school, make_user
from tests.students.filling import errors, opened, page, send
from tests.students.making_structure import (
    appoint,
    make_scan,
    make_structure,
    make_unit,
    team_of,
)

TODAY = timezone.localdate()


@pytest.fixture
def head(client, school, director):
    """The director, logged in."""
    client.force_login(director)
    return director


@pytest.fixture
def unit(school, head):
    return make_unit(make_structure(school, head))


def text(client, name, *args):
    return client.get(page(name, *args)).content.decode()


def test_year_without_structure_tells_who_begins_it(client, school, head):
    assert "เริ่มโครงสร้าง" in text(client, "structure-detail")

    client.force_login(make_user(Role.TEACHER, school=school))
    shown = text(client, "structure-detail")
    assert "เป็นผู้จัดทำ" in shown
    assert page("structure-begin") not in shown


def test_begin_twice_with_one_key_makes_one(client, school, head):
    url = page("structure-begin")
    typed = opened(client, url) | {"start": "small"}

    first, second = client.post(url, typed), client.post(url, typed)

    assert first.url == second.url == page("structure-detail")
    assert Structure.objects.count() == 1
    assert Unit.objects.count() == 12


def test_copy_says_who_was_left_out(client, school, head):
    gone = make_user(Role.TEACHER, school=school, first_name="ย้ายแล้ว")
    last = make_structure(school, head, year=2568)
    appoint(make_unit(last), gone, by=head)
    gone.memberships.update(ends_on=TODAY - timedelta(days=1))

    start = client.get(page("structure-begin")).context["form"]["start"]
    assert next(iter(dict(start.field.choices))) == "copy"
    response = send(client, page("structure-begin"), start="copy")

    told = client.get(response.url).content.decode()
    assert f"ไม่ได้ปฏิบัติงานที่โรงเรียนแล้วมา: {gone.full_name}" in told


def test_page_marks_who_has_left(client, unit, head, school):
    person = make_user(Role.TEACHER, school=school)
    appoint(unit, person, by=head)
    person.memberships.update(ends_on=TODAY - timedelta(days=1))

    assert "ออกแล้ว" in text(client, "structure-detail")
    assert "สิ้นสุดแล้ว" in text(client, "unit-detail", unit.pk)


def test_form_of_people_says_which_right_follows(client, unit):
    assert "หัวหน้างานได้สิทธิ์ “หัวหน้างานระบบดูแลช่วยเหลือนักเรียน”" in text(client, "unit-people", unit.pk)


def test_people_are_set_at_once(client, unit, school, head):
    one, two = (make_user(Role.TEACHER, school=school) for _ in range(2))

    typed = {"head": one.pk, "members": [two.pk], "others": "นางดวงใจ | ผู้แทนผู้ปกครอง\n\nนายสม"}
    send(client, page("unit-people", unit.pk), **typed)

    named = [(post.full_name, post.post_text, post.is_head) for post in unit.posts.all()]
    assert named == [
        (one.full_name, "ครู", True),
        (two.full_name, "ครู", False),
        ("นางดวงใจ", "ผู้แทนผู้ปกครอง", False),
        ("นายสม", "", False),
    ]
    assert "สิทธิ์ตามงานนี้" in text(client, "unit-detail", unit.pk)


def test_right_held_before_is_said_to_stay(client, unit, care_head, head):
    appoint(unit, care_head, by=head)

    assert "ไม่สิ้นสุดตามงาน" in text(client, "unit-detail", unit.pk)


def test_person_of_another_school_is_no_choice(client, unit):
    foreign = make_user(Role.TEACHER, school=make_school())

    response = send(client, page("unit-people", unit.pk), head=foreign.pk)

    assert list(errors(response)) == ["head"]
    assert not Membership.objects.filter(user=foreign, role="care_head").exists()


def test_second_of_two_who_set_people_sees_both(client, unit, school, head):
    one, two = (make_user(Role.TEACHER, school=school) for _ in range(2))
    url = page("unit-people", unit.pk)
    typed = opened(client, url)
    appoint(unit, one, by=head)

    response = client.post(url, typed | {"head": two.pk})

    assert [row["label"] for row in response.context["form"].differences] == ["หัวหน้างาน"]
    assert unit.posts.get().user == one


def test_level_head_without_a_level_is_refused_at_its_field(client, unit):
    response = send(client, page("unit-update", unit.pk), role="level_head")

    assert errors(response) == {"level": ["เลือกระดับชั้นที่เป็นหัวหน้า"]}


def test_same_unit_twice_is_refused_in_words(client, unit):
    response = send(client, page("unit-create", unit.division_id), name=unit.name)

    assert errors(response) == {"__all__": ["ฝ่าย/กลุ่มนี้มีงานชื่อนี้แล้ว"]}


@pytest.mark.parametrize("role", [Role.ADVISER, Role.CLERK, Role.CARE_HEAD])
def test_staff_see_the_structure_and_change_nothing(client, unit, school, role):
    client.force_login(make_user(role, school=school))

    assert str(unit) in text(client, "structure-detail")
    assert client.get(page("unit-people", unit.pk)).status_code == 403


def test_care_head_keeps_the_teams(client, unit, care_head, classroom):
    adviser = make_adviser(classroom)
    team = team_of(unit.division.structure)
    client.force_login(care_head)

    send(client, page("team-add", team.pk), advisers="on", others="นางดวงใจ | ผู้ปกครอง")

    assert [str(one) for one in team.members.all()] == [str(adviser), "นางดวงใจ"]


def test_team_without_anybody_chosen_says_so(client, unit):
    team = team_of(unit.division.structure)

    response = send(client, page("team-add", team.pk))

    assert errors(response) == {"__all__": ["เลือกหรือพิมพ์ชื่ออย่างน้อยหนึ่งคน"]}


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_the_same_for_any_number(client, school, head, rows, django_assert_num_queries):
    structure = make_structure(school, head)
    for number in range(rows):
        unit = make_unit(structure, f"งาน {number}")
        people = [make_user(Role.TEACHER, school=school) for _ in range(rows)]
        appoint(unit, *people, by=head)
        for person in people:
            team_of(structure).members.create(user=person)
        make_scan(school, by=head, note=str(number))
        make_adviser(make_classroom(school, room=number + 7))

    for name, args, count in (
        ("structure-detail", [], 7),
        ("team-list", [], 6),
        ("unit-detail", [unit.pk], 5),
    ):
        with django_assert_num_queries(count):
            client.get(page(name, *args))

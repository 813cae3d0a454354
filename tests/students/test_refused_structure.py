"""What structure and teams refuse on their pages: at its field, and nothing is changed."""

from datetime import date

import pytest

from schoolcare.access import Role
from students.models import TeamMember
from tests.factories import YEAR, make_user
from tests.students.filling import errors, opened, page, send
from tests.students.making_structure import appoint, make_structure, make_unit, team_of

pytestmark = pytest.mark.django_db
ONE_OF_BOTH = "เลือกจากบัญชีหรือพิมพ์ชื่อ อย่างใดอย่างหนึ่ง"


@pytest.fixture
def structure(client, school, director):
    client.force_login(director)
    return make_structure(school, director)


def test_year_stays_before_the_one_that_follows(client, structure, school, director):
    make_structure(school, director, YEAR + 1)

    answer = send(client, page("structure-update", structure.pk), starts_on="1/6/2570")

    assert errors(answer) == {"starts_on": ["ต้องก่อนวันเริ่มใช้โครงสร้างของปีถัดไป"]}
    structure.refresh_from_db()
    assert structure.starts_on == date(2026, 5, 16)


def test_head_is_an_account_or_a_typed_name(client, structure, school, director):
    unit, head = make_unit(structure), make_user(Role.TEACHER, school=school)
    appoint(unit, head, by=director)
    division = unit.division

    answers = [
        send(client, page(f"division-{verb}", one.pk), name="ใหม่", head=head.pk, head_name="ครูสมใจ")
        for verb, one in (("create", structure), ("update", division))
    ]
    url = page("unit-people", unit.pk)
    answers.append(client.post(url, opened(client, url) | {"head_name": "ครูสมใจ"}))

    assert [errors(one) for one in answers] == [{"head_name": [ONE_OF_BOTH]}] * 3
    assert [one.name for one in structure.divisions.all()] == [division.name]
    assert [post.user for post in unit.posts.all()] == [head]


def test_typed_people_fit_the_paper(client, structure, director, school):
    unit = make_unit(structure)
    long = f"ครูสมใจ | {'ผู้แทน' * 26}"

    answers = [
        send(client, page("unit-people", unit.pk), others=f"ครูสมปอง\n{long}"),
        send(client, page("team-add", team_of(structure).pk), others=long),
    ]

    said = {"others": ["ชื่อและตำแหน่งยาวได้อย่างละ 150 ตัวอักษร"]}
    assert [errors(one) for one in answers] == [said, said]
    assert [long in one.text for one in answers] == [True, True]
    assert not unit.posts.exists()


def test_member_is_made_no_second_chair(client, structure):
    team, role = team_of(structure), TeamMember.Role
    chair = team.members.create(name="ผู้อำนวยการ", role=role.CHAIR)
    other = team.members.create(name="ครูสมใจ", role=role.MEMBER)

    of_other = send(client, page("team-member-update", other.pk), role=role.CHAIR.value)
    of_chair = send(client, page("team-member-update", chair.pk), post="ประธาน")

    assert errors(of_other) == {"role": ["ทีมมีประธานได้คนเดียว"]}
    assert of_chair.status_code == 302
    chair.refresh_from_db()
    assert (chair.post, team.members.get(role=role.CHAIR)) == ("ประธาน", chair)

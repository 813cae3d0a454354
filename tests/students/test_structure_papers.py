"""Structure, orders and handbook on paper: who stands on them, their measures, many and none."""

from datetime import date
from io import BytesIO

import pdfplumber
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.models import Numbering
from schoolcare.paper.subjects import Known, SubjectError, find_subject
from students.documents import CareOrder
from students.models import GroupKind, Structure
from students.services import structure as services
from students.services import teams
from students.services.unit_posts import Person, set_people
from students.starting_structures import LARGE
from tests.factories import make_adviser, make_classroom, make_school, make_student, make_user
from tests.paper_measure import assert_paper
from tests.students.making_structure import (
    appoint,
    make_group,
    make_member,
    make_structure,
    make_unit,
    team_of,
)
from tests.students.papers import pages

pytestmark = pytest.mark.django_db
PARTS = ("chart", "table")


def paper(slug, school, user=None, **asked):
    asked = {"school": school.code, "year": "2569", "date": "2026-05-02"} | asked
    return prepare(slug, asked, user=user)


@pytest.fixture
def structure(school, director):
    return make_structure(school, director)


def fill_team(structure, by, count):
    people = [Person(name=f"นายกรรมการ {number}", post="ครู") for number in range(1, count + 1)]
    teams.add_members(team_of(structure), people, 3, by=by)


def test_year_without_structure_is_refused_in_words(school):
    for slug in ("care-structure", "care-order", "care-handbook"):
        with pytest.raises(ValidationError, match="ยังไม่มีโครงสร้าง"):
            paper(slug, school).pdf()


def test_order_names_teams_people_duties_and_day(school, structure, director):
    fill_team(structure, director, 2)
    team = team_of(structure)
    team.order_number, team.ordered_on = "45/2569", date(2026, 5, 1)
    teams.save_team(team, by=director)
    document = paper("care-order", school)

    pdf = document.pdf()

    words = "".join(pages(pdf))
    for one in ("ที่๔๕/๒๕๖๙", "๑.คณะกรรมการอำนวยการ(ทีมนำ)", "นายกรรมการ๑", "๑.๑กำหนดนโยบาย"):
        assert one in words
    assert "สั่งณวันที่๑พฤษภาคมพ.ศ.๒๕๖๙" in words
    assert "ตั้งแต่วันที่๑๖พฤษภาคมพ.ศ.๒๕๖๙" in words
    assert_paper(pdf, "order", html=document.html())


@pytest.mark.parametrize("count", [0, 200])
def test_order_of_many_and_of_none(school, structure, director, count):
    fill_team(structure, director, count)
    document = paper("care-order", school)

    pdf = document.pdf()

    assert ("นายกรรมการ๒๐๐" in "".join(pages(pdf))) is (count > 0)
    assert_paper(pdf, "order", html=document.html())


def test_number_comes_from_the_register_where_there_is_one(school, structure, clerk):
    school.numbering = Numbering.REGISTER
    school.save()

    entry = paper("care-order", school, clerk).take_number(by=clerk)

    assert f"ที่ {entry.text}" in " ".join(
        paper("care-order", school, digits="arabic").html().split()
    )


def test_adviser_order_lists_classes_with_those_who_advise_them(school, director):
    first, second = make_classroom(school), make_classroom(school, room=2)
    adviser, gone = make_adviser(first), make_adviser(first)
    gone.advised.update(ends_on="2026-05-01")
    make_classroom(school, year=2568)

    document = paper("adviser-order", school)

    listed = [(room, [one.user for one in people]) for room, people in document.classes()]
    assert listed == [(first, [adviser]), (second, [])]
    assert_paper(document.pdf(), "order-lists", html=document.html())


def test_each_adviser_stands_beside_the_own_position(school, director):
    room = make_classroom(school)
    for position in ("ครู", "ครูผู้ช่วย"):
        make_adviser(room, last_name="เจริญวัฒนาสกุลชัยศรีประเสริฐ", position=position)

    pdf = paper("adviser-order", school, digits="arabic").pdf()

    with pdfplumber.open(BytesIO(pdf)) as document:
        [table] = document.pages[0].extract_tables()
    assert [row[1] for row in table] == [table[0][1], "ป.4/1", None]  # a line of its own each


def test_heads_come_again_over_many_people(school, structure, director):
    fill_team(structure, director, 30)
    crew = [Person(name=f"นางเจ้าหน้าที่ {number}") for number in range(1, 46)]
    set_people(make_unit(structure), Person(user=director), crew, by=director)

    chart, table = (pages(paper("care-structure", school, part=one).pdf()) for one in PARTS)

    assert len(chart) > 2
    assert all("ทีมประสาน" in words for words in chart[1:])
    assert len(table) > 2
    assert all("ผู้ปฏิบัติงาน" in words for words in table)
    assert "นางเจ้าหน้าที่๔๕" in table[-1]


def test_structure_as_chart_table_and_sheet(school, director):
    new = Structure(school=school, year=2570, starts_on=date(2027, 5, 16))
    services.begin(new, starting=LARGE, by=director)
    whole = paper("care-structure", school, year="2570")
    pdf = whole.pdf()
    words = "".join(pages(pdf))

    assert_paper(pdf, "wide", html=whole.html())
    assert "แผนภูมิโครงสร้างการบริหาร" in words
    assert "๑.จัดทำแผนงานคู่มือ" in words
    chart = "".join(pages(paper("care-structure", school, year="2570", part="chart").pdf()))
    assert "ผู้รับผิดชอบงานตามโครงสร้าง" not in chart
    assert len(whole.sheet().rows) == 19


def test_handbook_holds_everything_of_the_year(school, structure, director):
    school.form_codes = {"care-order": "ดล.01"}
    school.save()
    appoint(make_unit(structure, duties="ทำคู่มือ"), director, by=director)
    fill_team(structure, director, 2)

    handbook = paper("care-handbook", school, digits="arabic")
    pdf = handbook.pdf()

    assert_paper(pdf, "book", html=handbook.html())
    found = " ".join(pages(pdf))

    for one in (
        *("การรู้จักนักเรียนเป็นรายบุคคล", "นายกรรมการ1", "ทำคู่มือ", "ศึกษาโครงสร้างงาน"),
        *("ปฏิทินการปฏิบัติงาน", "ปิดภาคเรียนที่2", "ด้านการเรียน", "ดล.01"),
    ):
        assert one in found


def test_teacher_prints_the_handbook_and_edits_nothing_of_it(school, structure, care_head):
    teacher = make_user(Role.TEACHER, school=school)

    mine, theirs = (paper("care-handbook", school, one) for one in (care_head, teacher))

    assert [one.name for one in theirs.edited_fields] == []
    assert len(mine.edited_fields) == 4
    assert theirs.body == mine.body


def test_teacher_prints_no_order(client, school, structure):
    client.force_login(make_user(Role.TEACHER, school=school))

    assert client.get(reverse("document-print", args=["care-order"])).status_code == 403


def test_list_of_a_group_names_who_is_in_it_now(school, classroom):
    kind = GroupKind.objects.filter(school=None).first()
    group = make_group(school, kind=kind)
    now, past = make_student(classroom), make_student(classroom)
    make_member(group, now, position="ประธาน")
    make_member(group, past, ends_on=date(2026, 8, 1))

    document = prepare("pupil-group", {"object": str(group.pk)}, user=None)

    assert [(one.student, room) for one, room in document.rows()] == [(now, "ป.4/1")]
    assert [row[4] for row in document.sheet().rows] == ["ประธาน"]


def test_papers_beside_an_order_look_the_school_up_once(
    client, school, director, structure, django_assert_num_queries
):
    client.force_login(director)
    url = reverse("document-others", args=["care-order"], query={"school": school.code})

    with django_assert_num_queries(2):
        shown = client.get(url).content.decode()
    assert "คู่มือระบบดูแลช่วยเหลือนักเรียน" in shown


def test_school_that_was_looked_up_already_gives_no_right(school, structure):
    asked, stranger = {"school": school.code}, make_user(Role.DIRECTOR, school=make_school())

    with pytest.raises(SubjectError):
        find_subject(CareOrder, asked, user=stranger, known=Known(school))

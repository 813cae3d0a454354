"""Activities and awards on paper and as .xlsx: of a class by pupil, of the school by activity."""

from datetime import date

import pytest

from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.paper.subjects import SubjectError
from schoolcare.registry import binder
from students.documents.promotions import day_of
from tests.factories import make_classroom, make_student, make_user
from tests.paper_measure import assert_paper
from tests.students.making_promotions import choice_of, make_promotion
from tests.students.papers import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest(classroom, director):
    """A winner of the class, another who took part, a third who did not; one called off."""
    promotion = make_promotion(classroom.school, director, is_outside=True)
    winner, other, _third = (make_student(classroom, first_name=one) for one in ("กอ", "ขอ", "คอ"))
    gold = choice_of("เหรียญทอง")
    promotion.pupils.create(student=winner, classroom=classroom, award=gold, remark="ป.4")
    promotion.pupils.create(student=other, classroom=classroom)
    void = make_promotion(classroom.school, director, title="ยกเลิกไป", void_reason="ฝน")
    void.pupils.create(student=winner, classroom=classroom, award=gold)
    return promotion


def of_class(classroom, user=None):
    return prepare("promotion-class", {"classroom": str(classroom.pk)}, user=user)


def of_school(school, user=None):
    return prepare("promotion-school", {"school": school.code, "year": "2569"}, user=user)


def test_paper_of_a_class_names_every_pupil_with_what_was_won(classroom, contest):
    document = of_class(classroom)

    words = "".join(pages(document.pdf()))

    for one in ("แข่งขันคณิตคิดเร็ว", "นอกโรงเรียน", "เหรียญทอง(ป.๔)", "ร่วมกิจกรรม๒จาก๓คน", "ยังไม่มี"):
        assert one in words
    assert "ยกเลิกไป" not in words
    assert_paper(document.pdf(), "wide", html=document.html())


def test_sheet_of_a_class_has_a_row_for_each_part_and_for_none(classroom, contest):
    page = of_class(classroom).sheet()

    found = [(row[2], row[3], row[8]) for row in page.rows]

    title = "แข่งขันคณิตคิดเร็ว"
    assert [one[1:] for one in found] == [(title, "เหรียญทอง"), (title, ""), ("", "")]


def test_paper_of_a_school_counts_and_names_winners_alone(school, contest):
    document = of_school(school)

    words = "".join(pages(document.pdf()))

    assert "นักเรียนที่ร่วม๒คน" in words
    assert "เหรียญทอง๑" in words
    assert words.count("แข่งขันคณิตคิดเร็ว") == 2  # among the activities, and beside the winner
    assert "ยกเลิกไป" not in words


def test_workbook_of_a_school_has_activities_and_everybody(school, contest):
    activities, pupils = of_school(school).sheets()

    assert [(row[0], row[-2], row[-1]) for row in activities.rows] == [(contest.title, 2, 1)]
    assert [(row[0], row[8]) for row in pupils.rows] == [("ป.4/1", "เหรียญทอง"), ("ป.4/1", "")]


def test_days_are_told_as_one_period_that_fits_its_column(contest):
    contest.starts_on, contest.ends_on = date(2026, 11, 20), date(2026, 11, 22)

    assert day_of(contest) == "20–22 พ.ย. 2569"


@pytest.mark.parametrize("pupils", [0, 200])
def test_papers_of_many_and_of_none(school, classroom, director, pupils):
    promotion = make_promotion(school, director)
    for _ in range(pupils):
        student = make_student(classroom)
        promotion.pupils.create(student=student, classroom=classroom, award=choice_of("เหรียญทอง"))

    for document in (of_class(classroom), of_school(school)):
        assert_paper(document.pdf(), "wide", html=document.html())


def test_any_teacher_prints_and_nobody_of_another_school(school, classroom, contest, stranger):
    teacher = make_user(Role.TEACHER, school=school)

    assert of_class(classroom, teacher).pdf()
    for ask in (lambda: of_class(classroom, stranger), lambda: of_school(school, stranger)):
        with pytest.raises(SubjectError):
            ask()


@pytest.mark.parametrize("rows", [1, 3])
def test_printing_asks_the_same(classroom, director, rows, django_assert_num_queries):
    for _ in range(rows):
        promotion = make_promotion(classroom.school, director)
        for _ in range(rows):
            promotion.pupils.create(student=make_student(classroom), classroom=classroom)
    one, whole = of_class(classroom), of_school(classroom.school)

    with django_assert_num_queries(3):
        one.context()
    with django_assert_num_queries(2):
        whole.context()


def test_binder_holds_them_where_there_is_anything(school, classroom, contest):
    papers = {one.slug: one for one in binder if one.slug.startswith("promotion-")}
    empty = make_classroom(school, room=2)

    assert list(papers["promotion-class"].params(school, 2569, classroom))
    assert not list(papers["promotion-class"].params(school, 2569, empty))
    assert list(papers["promotion-school"].params(school, 2569, None))
    assert not list(papers["promotion-school"].params(school, 2568, None))


def test_empty_letter_leaves_the_day_to_the_pen(school, director):
    asked = {"school": school.code, "date": "2026-05-02", "blank": "1"}

    words = "".join(pages(prepare("behaviour-letter", asked, user=director).pdf()))

    assert "พฤษภาคม" not in words
    assert "เรื่องแจ้งคะแนน" in words

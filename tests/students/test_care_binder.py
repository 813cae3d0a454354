"""The care binder: contents with pages, gaps, whose papers lie in it."""

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent
from schoolcare.paper.binding import FootNumbers
from schoolcare.paper.jobs import record_print
from schoolcare.registry import BinderPaper, binder
from students.binder import entries_of, lines_of
from tests.factories import make_classroom, make_student, make_user


@pytest.fixture
def two_papers():
    """The class list, and one of which there are no records."""
    none = BinderPaper("student-records", "ก", 2, lambda school, year, room: [])
    papers = [BinderPaper("class-list", "ก", 1, lambda s, y, room: [{"classroom": str(room.pk)}])]
    papers += [
        none,
        BinderPaper("care-statistics", "ข", 3, lambda s, y, r: [{}], is_of_class=False),
    ]
    binder_before = binder[:]
    binder[:] = papers
    yield papers
    binder[:] = binder_before


def listed(entries):
    return [(one.paper.slug, str(one.classroom or ""), one.gap) for one in entries]


def test_binder_of_a_class_marks_what_is_missing(two_papers, classroom):
    make_student(classroom)

    found = entries_of(classroom.school, 2569, classroom, user=None)

    assert listed(found) == [
        ("class-list", "ป.4/1", ""),
        ("student-records", "ป.4/1", "ยังไม่มีข้อมูล"),
    ]


def test_binder_of_a_school_has_every_class_with_pupils_and_the_school(two_papers, school):
    for room in (1, 2):
        make_student(make_classroom(school, room=room))
    make_classroom(school, room=3)

    found = entries_of(school, 2569, None, user=None)

    assert listed(found) == [
        ("class-list", "ป.4/1", ""),
        ("class-list", "ป.4/2", ""),
        ("student-records", "ป.4/1", "ยังไม่มีข้อมูล"),
        ("student-records", "ป.4/2", "ยังไม่มีข้อมูล"),
        ("care-statistics", "", ""),
    ]


def test_classes_that_lack_the_same_paper_share_a_line(two_papers, school):
    for room in (1, 2, 3):
        make_student(make_classroom(school, room=room))
    found = entries_of(school, 2569, None, user=None)
    lines = [(one.title, one.about) for one in lines_of(found) if one.gap]

    assert [about for _title, about in lines] == ["ทุกห้อง (3 ห้อง)"]
    del found[-2]  # the third class has it
    assert [one.about for one in lines_of(found) if one.gap] == ["ชั้น ป.4/1, ป.4/2"]


def test_year_without_letters_about_absences_lacks_nothing(two_papers, classroom):
    make_student(classroom)
    binder[1:2] = [replace(two_papers[1], is_expected=False)]

    found = entries_of(classroom.school, 2569, classroom, user=None)

    assert listed(found) == [("class-list", "ป.4/1", "")]


def test_paper_that_the_maker_may_not_print_is_not_in_it(two_papers, school):
    make_student(make_classroom(school))
    two_papers[:] = [two_papers[0], BinderPaper("class-visits", "ก", 9, two_papers[0].params)]
    binder[:] = [BinderPaper("homevisit-class", "ก", 1, two_papers[0].params)]
    clerk = make_user(Role.CLERK, school=school)

    [entry] = entries_of(school, 2569, None, user=clerk)

    assert (entry.gap, entry.document) == ("ไม่มีสิทธิ์พิมพ์", None)


def test_contents_name_the_page_on_which_a_paper_begins(two_papers, classroom, tmp_path):
    make_student(classroom)
    paper = prepare("care-binder", {"classroom": str(classroom.pk)}, user=None)

    paper.write(tmp_path / "binder.pdf")

    with pikepdf.open(tmp_path / "binder.pdf") as pdf:
        fonts = [sorted(page.resources.Font.keys()) for page in pdf.pages]
    assert ["/BinderNumber" in one for one in fonts] == [False, True]  # contents bear no number
    assert [entry.page for entry in paper.entries] == [2, 0]
    html = paper.html()
    assert "ยังขาด ๑ รายการ" in html
    assert '<td class="c">๒</td>' in html


def test_binder_without_any_paper_is_refused(two_papers, classroom, tmp_path):
    binder[:] = binder[1:2]
    paper = prepare("care-binder", {"classroom": str(classroom.pk)}, user=None)

    with pytest.raises(ValidationError, match="ยังไม่มีเอกสารที่พิมพ์ลงแฟ้มได้"):
        paper.write(tmp_path / "binder.pdf")


def test_print_of_a_binder_logs_what_is_read_in_it(two_papers, classroom):
    binder[1:2] = [BinderPaper("student-records", "ก", 2, two_papers[0].params)]
    student = make_student(classroom)
    paper = prepare("care-binder", {"classroom": str(classroom.pk)}, user=None)

    record_print(paper, by=None)

    actions = set(AuditEvent.objects.values_list("action", "pupil_id"))
    assert actions == {("document.print", None), ("sensitive.view", student.pk)}


def test_adviser_makes_the_own_class_alone(client, teacher, classroom):
    other = make_student(make_classroom(classroom.school, room=2)).enrolments.get().classroom
    make_student(classroom)
    client.force_login(teacher)
    way = reverse("document-print", args=["care-binder"])

    page = client.get(reverse("students:binder"))

    assert (page.context["rooms"], page.context["school"]) == ([classroom], None)
    assert client.get(f"{way}?classroom={classroom.pk}").status_code == 200
    assert client.get(f"{way}?classroom={other.pk}").status_code == 404
    assert client.get(f"{way}?school={classroom.school.code}").status_code == 404


def test_director_makes_that_of_the_school(client, director, school):
    make_student(make_classroom(school))
    client.force_login(director)
    way = reverse("document-print", args=["care-binder"])

    assert client.get(f"{way}?school={school.code}&year=2569").status_code == 200
    assert "classrooms" in client.get(way).context


def test_number_of_a_page_stands_outside_what_papers_print():
    millimetre = 72 / 25.4
    numbers = FootNumbers(Path(), [], has_thai_digits=True)

    x, _y = numbers.place([0, 0, 210 * millimetre, 297 * millimetre], 10 * millimetre)

    assert x >= (210 - 15) * millimetre  # the narrowest margin of a paper on the right

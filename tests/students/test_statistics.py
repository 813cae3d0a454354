"""Statistics: what is counted, what is missing, whose a number is, what an office is not told."""

from datetime import date

import pytest
from django.urls import reverse

from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent, Village
from schoolcare.registry import statistics
from students.models import Household, SensitiveRecord
from students.screening_figures import screening_figures
from students.statistics import pupils_in, table_of
from tests.factories import make_classroom, make_school, make_student, make_user
from tests.students.screened import make_screening, make_screening_round

DAY = date(2026, 11, 22)
PAGE = reverse("students:statistics")


def dimension(key):
    return next(one for one in statistics if one.key == key)


def counted(key, place):
    table = table_of(dimension(key), place, 2569, DAY)
    return [(row.label, *row.counts) for row in table.rows]


def pupil(room, *, sex="M", born=None, village=None, **sensitive):
    home = Household.objects.create(school=room.school, village=village) if village else None
    student = make_student(room, sex=sex, birth_date=born, household=home)
    if sensitive:
        SensitiveRecord.objects.create(student=student, **sensitive)
    return student


def test_levels_by_sex_with_those_of_unknown_sex(school):
    for level, sex in ((14, "M"), (14, "F"), (15, "F"), (15, "")):
        make_student(make_classroom(school, level=level, room=ord(sex or "x")), sex=sex)
    make_student(make_classroom(school, level=16), status="moved")

    assert counted("level", school) == [("ป.4", 1, 1, 0, 2), ("ป.5", 0, 1, 1, 2)]


@pytest.mark.parametrize(
    ("born", "label"),
    [
        (date(2016, 11, 22), "10 ปี"),
        (date(2016, 11, 23), "9 ปี"),
        (date(2016, 12, 1), "9 ปี"),
        (date(2016, 1, 31), "10 ปี"),
        (None, "ไม่ได้บันทึก"),
    ],
)
def test_age_is_in_full_years(classroom, born, label):
    pupil(classroom, born=born)

    assert counted("age", classroom.school) == [(label, 1, 0, 1)]


def test_village_and_those_without(classroom):
    village = Village.objects.create(name="บ้านดอน")
    pupil(classroom, village=village)
    pupil(classroom, sex="F")

    assert counted("village", classroom.school) == [
        ("บ้านดอน", 1, 0, 1),
        ("ไม่ได้บันทึก", 0, 1, 1),
    ]


def test_pupil_with_two_disadvantages_stands_twice_and_none_apart(classroom):
    pupil(classroom, disadvantages=["เด็กยากจน", "กำพร้า"])
    pupil(classroom, disadvantages=["เด็กยากจน"])
    pupil(classroom, disadvantages=[])
    pupil(classroom)

    table = table_of(dimension("disadvantage"), classroom.school, 2569, DAY)

    assert [(row.label, row.total) for row in table.rows] == [
        ("เด็กยากจน", 2),
        ("กำพร้า", 1),
        ("ไม่ด้อยโอกาส", 1),
        ("ไม่ได้บันทึก", 1),
    ]
    assert (table.sums, table.missing) == ([4, 0, 4], 1)


def test_group_is_that_of_the_newest_screening(classroom, teacher):
    student = make_student(classroom)
    make_student(classroom)
    first = make_screening_round(classroom.school)
    make_screening(first, student, teacher)
    later = make_screening_round(classroom.school, number=2, opens_on=date(2026, 12, 1))
    make_screening(later, student, teacher, economy="risk")

    assert counted("group", classroom.school) == [
        ("เสี่ยง", 1, 0, 1),
        ("ไม่ได้บันทึก", 1, 0, 1),
    ]


def test_screening_from_round_to_round_and_by_aspect(classroom, teacher):
    students = [make_student(classroom) for _ in range(3)]
    first = make_screening_round(classroom.school)
    later = make_screening_round(classroom.school, number=2, opens_on=date(2026, 12, 1))
    make_screening(first, students[0], teacher)
    for one in students:
        make_screening(later, one, teacher, economy="problem" if one == students[0] else "risk")

    trend, aspects, levels = screening_figures(classroom.school, 2569)

    assert [line.counts for line in trend.lines] == [[1, 0, 0, 0, 1], [0, 2, 1, 0, 3]]
    economy = next(line for line in aspects.lines if line.label == "ด้านเศรษฐกิจ")
    assert economy.counts == [0, 2, 1, 0, 0, 3]
    assert [(line.label, line.counts) for line in levels.lines] == [("ป.4", [0, 2, 1, 0, 3])]
    assert trend.lines[1].bars == [("normal", 0, 0), ("risk", 0, 67), ("problem", 67, 33)]


@pytest.mark.parametrize("key", ["level", "disadvantage", "ethnicity", "age"])
def test_number_leads_to_its_pupils(client, director, classroom, key):
    meant = pupil(classroom, born=DAY, ethnicity="ม้ง", disadvantages=["เด็กยากจน", "กำพร้า"])
    pupil(make_classroom(classroom.school, level=15), sex="F", ethnicity="ไทย", disadvantages=[])
    client.force_login(director)
    row = next(
        row
        for row in table_of(dimension(key), classroom.school, 2569, DAY).rows
        if row.counts[0] == 1
    )

    way = reverse("students:statistics-pupils", args=[key, row.mark])
    answer = client.get(f"{way}?sex=M")

    assert [seat.student for seat in answer.context["page_obj"]] == [meant]
    event = AuditEvent.objects.get()
    assert (event.action, event.changes["pupils"]) == ("statistics.view", [meant.pk])
    assert "ม้ง" not in way


def test_missing_leads_to_whom_it_is_missing_of(classroom):
    student = pupil(classroom, ethnicity="")
    mark = table_of(dimension("ethnicity"), classroom.school, 2569, DAY).rows[-1].mark

    asked = {"mark": mark, "sex": None}
    label, seats = pupils_in(dimension("ethnicity"), classroom.school, 2569, DAY, **asked)

    assert (label, [seat.student for seat in seats]) == ("ไม่ได้บันทึก", [student])


@pytest.mark.parametrize(
    ("role", "sections"),
    [
        (Role.DIRECTOR, ["ทั่วไป", "ความเป็นอยู่", "คัดกรอง"]),
        (Role.WELFARE, ["ทั่วไป", "ความเป็นอยู่"]),
        (Role.DEPUTY, ["ทั่วไป", "คัดกรอง"]),
    ],
)
def test_sensitive_counts_ask_for_their_right(client, school, role, sections):
    client.force_login(make_user(role, school=school))

    shown = [one["label"] for one in client.get(PAGE).context["sections"]]

    assert shown == sections


@pytest.mark.parametrize(
    ("role", "key"),
    [(Role.DEPUTY, "ethnicity"), (Role.WELFARE, "ethnicity"), (Role.CLERK, "group")],
)
def test_rows_ask_for_the_right_of_what_they_show(client, school, role, key):
    pupil(make_classroom(school), ethnicity="ม้ง")
    client.force_login(make_user(role, school=school))
    mark = table_of(dimension(key), school, 2569, DAY).rows[0].mark

    assert client.get(reverse("students:statistics-pupils", args=[key, mark])).status_code == 404


def test_unknown_value_is_404(client, director):
    client.force_login(director)

    for key in ("level", "shoes"):
        way = reverse("students:statistics-pupils", args=[key, "0123456789"])
        assert client.get(way).status_code == 404


def test_officer_is_told_no_small_number_and_no_name(client, officer, school):
    for level, number in ((14, 3), (15, 9)):
        room = make_classroom(school, level=level)
        for _ in range(number):
            make_student(room, sex="M")
    client.force_login(officer)

    page = client.get(PAGE)
    [(table, opens), *_] = page.context["tables"]

    assert not opens
    assert [row.counts for row in table.rows] == [[None, 0, None], [None, 0, None]]
    assert table.sums == [12, 0, 12]


def test_office_sees_its_schools_alone(client, officer, school):
    make_student(make_classroom(make_school()))
    for _ in range(6):
        make_student(make_classroom(school, room=_ + 1), sex="F")
    client.force_login(officer)

    shown = client.get(f"{PAGE}?section=3").context["schools"]

    assert shown.rows == [(school.full_name, [6, 6]), ("รวม", [6, 6])]


def test_paper_and_sheets_hold_what_the_page_shows(classroom):
    pupil(classroom, ethnicity="ม้ง")
    asked = {"school": classroom.school.code, "year": "2569"}

    paper = prepare("care-statistics", asked, user=None)
    deputy = prepare("care-statistics", asked, user=make_user(Role.DEPUTY, school=classroom.school))

    assert "ม้ง" in paper.html()
    assert "ม้ง" not in deputy.html()
    assert [page.title for page in deputy.sheets()][:3] == ["ระดับชั้น", "อายุ", "หมู่บ้าน"]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("section", "queries"), [(0, 4), (1, 5), (2, 6)])
def test_statistics_ask_the_same(  # noqa: PLR0917 -- fixtures
    client, director, classroom, teacher, rows, section, queries, django_assert_num_queries
):
    round_ = make_screening_round(classroom.school)
    for _ in range(rows):
        make_screening(round_, pupil(classroom, ethnicity="ม้ง"), teacher)
    client.force_login(director)

    with django_assert_num_queries(queries):
        client.get(f"{PAGE}?section={section}")

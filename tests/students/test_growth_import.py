"""Weights and heights from a file: found by code, previewed, committed; told where they are odd."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from schoolcare import import_batches
from schoolcare.documents import prepare
from schoolcare.models import ImportBatch
from schoolcare.spreadsheet import read_rows, write_pages
from students.growth.importer import GrowthImporter
from students.models import GrowthMeasure
from tests.factories import make_classroom, make_school
from tests.students.measured import make_pupil, measure

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-22T05:00:00Z")]
HEADER = "รหัสนักเรียน,ชื่อ - สกุล,วันที่ชั่งวัด,ครั้งที่,น้ำหนัก (กก.),ส่วนสูง (ซม.)"


@pytest.fixture
def pupil(classroom):
    return make_pupil(classroom, code="0701")


def bring(school, *rows, dry_run=False, header=HEADER):
    file = BytesIO("\n".join([header, *rows]).encode())
    return import_batches.run(GrowthImporter(school), file, "g.csv", by=None, dry_run=dry_run)


def kept():
    found = GrowthMeasure.objects.order_by("student", "round")
    return [
        (str(one.measured_on), one.round, str(one.weight_kg), str(one.height_cm)) for one in found
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("0701,,20/11/2569,1,35,142.5", ("2026-11-20", 1, "35.0", "142.5")),
        ("๐๗๐๑,,๒๐/๑๑/๒๕๖๙,๒,๓๕.๐,๑๔๒", ("2026-11-20", 2, "35.0", "142.0")),
        ("0701,,2026-11-20,,35 กก.,142 ซม.", ("2026-11-20", 1, "35.0", "142.0")),
        ("0701,,20/11/2026,1,35,", ("2026-11-20", 1, "35.0", "None")),
    ],
)
def test_row_is_read_as_people_write_it(school, pupil, row, expected):
    assert str(bring(school, row).counts) == "created=1 updated=0 unchanged=0 rejected=0"
    assert kept() == [expected]


def test_file_imported_twice_changes_nothing(school, pupil):
    row = "0701,,20/11/2569,1,35,142"
    bring(school, row)

    assert str(bring(school, row).counts) == "created=0 updated=0 unchanged=1 rejected=0"


def test_blank_erases_nothing(school, pupil):
    measure(pupil, "35.0", "142.0")

    plan = bring(school, "0701,,20/11/2569,1,36,")

    assert str(plan.counts) == "created=0 updated=1 unchanged=0 rejected=0"
    assert kept() == [("2026-11-20", 1, "36.0", "142.0")]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("0799,,20/11/2569,1,35,142", "ไม่พบรหัสนี้ในโรงเรียน"),
        (",,20/11/2569,1,35,142", "ไม่มีรหัสนักเรียน"),
        ("0701,,,1,35,142", "ไม่มีวันที่ชั่งวัด"),
        ("0701,,1/10/2569,1,35,142", "ไม่อยู่ในภาคเรียนใดของโรงเรียน"),
        ("0701,,23/11/2569,1,35,142", "ยังมาไม่ถึง"),
        ("0701,,20/11/2569,3,35,142", "ต้องเป็น 1 หรือ 2"),
        ("0701,,20/11/2569,1,สามสิบ,142", "ไม่ใช่ตัวเลข"),
        ("0701,,20/11/2569,1,350,142", "น่าจะเป็น 35.0 กก."),
        ("0701,,20/11/2569,1,35,1.42", "น่าจะเป็น 142.0 ซม."),
    ],
)
def test_bad_row_is_told(school, pupil, row, words):
    plan = bring(school, row)

    assert plan.counts.rejected == 1
    assert words in " ".join(one.text for one in plan.lines[0].problems)
    assert kept() == []


def test_doubtful_figure_is_pointed_at_and_taken(school, pupil):
    plan = bring(school, "0701,,20/11/2569,1,3.5,142")

    assert "น่าจะเป็น 35.0 กก." in plan.lines[0].warnings[0].text
    assert plan.counts.created == 1


def test_pupil_stands_once_a_round(school, pupil):
    plan = bring(school, "0701,,20/11/2569,1,35,142", "0701,,20/11/2569,1,36,142")

    assert [len(line.problems) for line in plan.lines] == [0, 1]


def test_pupil_of_another_school_is_not_found(school, pupil):
    other = make_school()
    make_pupil(make_classroom(other), code="0800")

    assert bring(school, "0800,,20/11/2569,1,35,142").counts.rejected == 1


def test_preview_keeps_no_figures(client, care_head, school, pupil):
    measure(pupil, "35.0", "142.0")
    client.force_login(care_head)
    content = f"{HEADER}\n0701,,20/11/2569,1,36.7,142\n".encode()
    file = SimpleUploadedFile("g.csv", content, "text/csv")

    answer = client.post(reverse("students:growth-import-upload"), {"file": file})

    batch = ImportBatch.objects.get()
    assert batch.updated == 1
    assert "36.7" not in str(batch.detail)
    client.post(reverse("students:growth-import-commit", args=[batch.pk]))
    assert answer.status_code == 302
    assert kept() == [("2026-11-20", 1, "36.7", "142.0")]


def test_sheet_of_a_class_is_filled_in_and_imported(school, classroom, pupil):
    asked = {"classroom": str(classroom.pk), "term": "2", "blank": "1"}
    sheet = read_rows(BytesIO(write_pages([prepare("growth-class", asked, user=None).sheet()])))
    header, row = sheet.rows[0].texts, [*sheet.rows[1].texts, *[""] * 13]
    for name, value in (("วันที่ชั่งวัด", "20/11/2569"), ("น้ำหนัก (กก.)", "35"), ("ส่วนสูง (ซม.)", "142")):
        row[header.index(name)] = value

    plan = bring(school, ",".join(row[: len(header)]), header=",".join(header))

    assert str(plan.counts) == "created=1 updated=0 unchanged=0 rejected=0"
    assert kept() == [("2026-11-20", 1, "35.0", "142.0")]


@pytest.mark.parametrize("lines", [(), ("0701,,20/11/2569,1,,",)])
def test_file_without_figures_is_refused(school, pupil, lines):
    with pytest.raises(Exception, match="ไม่มีน้ำหนักหรือส่วนสูงเลย"):
        bring(school, *lines)


def test_template_has_the_columns_that_are_read():
    _name, content = GrowthImporter.template()

    assert ",".join(read_rows(BytesIO(content)).rows[0].texts) == HEADER


@pytest.mark.parametrize("rows", [1, 3])
def test_planning_asks_the_same(school, classroom, rows, django_assert_num_queries):
    for number in range(rows):
        make_pupil(classroom, code=f"08{number}")
    lines = [f"08{number},,20/11/2569,1,35,142" for number in range(rows)]

    with django_assert_num_queries(3):
        bring(school, *lines, dry_run=True)

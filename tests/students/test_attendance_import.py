"""A month of attendance from a file: read, shown, written, read again."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook

from schoolcare import import_batches
from schoolcare.importing import State
from schoolcare.models import AuditEvent
from students.importing.attendance import AttendanceImporter
from students.models import Absence, ClassDay
from tests.factories import make_student
from tests.students.making_attendance import MONDAY, make_absence, make_day

HEADER = ["รหัสนักเรียน", "ชื่อ - สกุล", "9/11/2569", "10/11/2569", "11/11/2569"]


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda value=None: date(2026, 11, 27))


@pytest.fixture
def pupils(classroom):
    return [make_student(classroom) for _ in range(2)]


def book(*rows) -> BytesIO:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    out = BytesIO()
    made.save(out)
    return out


def run(school, by, *rows, dry_run=False):
    how = {"by": by, "dry_run": dry_run}
    return import_batches.run(AttendanceImporter(school), book(*rows), "a.xlsx", **how)


def kinds():
    rows = Absence.objects.order_by("day__on", "student").values_list("day__on", "kind")
    return [(on.day, kind) for on, kind in rows]


def test_month_is_written_and_read_again_unchanged(school, clerk, pupils):
    rows = [
        HEADER,
        [pupils[0].code, "ก", "/", "ข", ""],
        [pupils[1].code, "ข", "ป", "", ""],
    ]

    first = run(school, clerk, *rows)
    second = run(school, clerk, *rows)

    assert str(first.counts) == "created=2 updated=0 unchanged=0 rejected=0"
    assert str(second.counts) == "created=0 updated=0 unchanged=2 rejected=0"
    assert kinds() == [(9, "sick"), (10, "absent")]
    assert [one.on.day for one in ClassDay.objects.order_by("on")] == [9, 10]


def test_numbers_of_days_go_by_the_month_above(school, clerk, pupils):
    numbered = ["รหัสนักเรียน", "ชื่อ", "9", "10"]

    run(school, clerk, ["เดือน พฤศจิกายน 2569"], numbered, [pupils[0].code, "ก", "สาย", "/"])

    assert kinds() == [(9, "late")]


def test_numbers_without_a_month_are_refused(school, clerk, pupils):
    with pytest.raises(ValidationError, match="ไม่พบเดือน"):
        run(school, clerk, ["รหัสนักเรียน", "ชื่อ", "9"], [pupils[0].code, "ก", "/"])


def test_mark_of_another_kind_corrects_and_keeps_the_cause(school, clerk, pupils):
    make_absence(pupils[0], note="เดิม")
    make_absence(pupils[1], kind="sick", note="เป็นไข้")

    run(
        school,
        clerk,
        HEADER[:3],
        [pupils[0].code, "ก", "/"],
        [pupils[1].code, "ข", "ป"],
    )

    assert list(Absence.objects.values_list("student", "note")) == [(pupils[1].pk, "เป็นไข้")]
    assert AuditEvent.objects.get(action="class_day.correct").changes["kind"] == ["ขาด", "มา"]


@pytest.mark.parametrize("header", ["30/11/2569", "20/10/2569"])
def test_days_that_cannot_be_refuse_the_file(school, clerk, pupils, header):
    with pytest.raises(ValidationError, match="ยังมาไม่ถึงหรืออยู่นอกภาคเรียน"):
        run(school, clerk, [*HEADER[:2], header], [pupils[0].code, "ก", "/"])

    assert not ClassDay.objects.exists()


def test_empty_column_of_such_a_day_is_passed_over(school, clerk, pupils):
    run(school, clerk, [*HEADER[:3], "30/11/2569"], [pupils[0].code, "ก", "ข", ""])

    assert kinds() == [(9, "absent")]


def test_bad_rows_do_not_block_good_ones(school, clerk, pupils):
    plan = run(
        school,
        clerk,
        HEADER[:3],
        [pupils[0].code, "ก", "ล"],
        [pupils[1].code, "ข", "ก"],
        ["999999", "ค", "/"],
        [pupils[1].code, "ข", "/"],
    )

    assert [line.state for line in plan.lines] == [State.BAD, State.NEW, State.BAD, State.BAD]
    assert kinds() == [(9, "errand")]


def test_whom_the_file_does_not_name_is_told(school, clerk, pupils):
    plan = run(school, clerk, HEADER[:3], [pupils[0].code, "ก", "ข"], dry_run=True)

    assert [one[0] for one in plan.missing] == [pupils[1].code]
    assert not ClassDay.objects.exists()


def test_pupil_not_named_keeps_what_is_saved(school, clerk, pupils):
    make_absence(pupils[1])
    make_day(pupils[0].enrolments.get().classroom, date(2026, 11, 10))

    run(school, clerk, HEADER[:3], [pupils[0].code, "ก", "ส"])

    assert Absence.objects.get(student=pupils[1]).kind == "absent"


def test_file_of_six_missing_days_opens_a_case(school, clerk, pupils):
    days = [f"{number}/11/2569" for number in (9, 10, 11, 12, 13, 16)]

    run(school, clerk, [*HEADER[:2], *days], [pupils[0].code, "ก", *(["ข"] * 6)])

    assert pupils[0].absence_cases.get().starts_on == MONDAY

"""import_students: the samples, refused files, exit codes, the last line."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from schoolcare.models import AuditEvent, ImportBatch
from students.models import Classroom, Enrolment, Guardianship, Household, Identifier, Student
from tests.factories import make_school
from tests.students.pupil_files import FIRST, LEVEL, pupil_file, row

DATA = Path(__file__).parent.parent / "data"
SAMPLES = [("dmc_short_sample.xlsx", "58019901", 132), ("dmc_wide_sample.xlsx", "58019902", 360)]

pytestmark = pytest.mark.django_db


def run(path, code, *options) -> list[str]:
    out = StringIO()
    call_command("import_students", str(path), "--school", code, *options, stdout=out)
    return out.getvalue().splitlines()


def saved(tmp_path, *rows, name="a.xlsx"):
    path = tmp_path / name
    path.write_bytes(pupil_file(*rows).getvalue())
    return path


@pytest.mark.parametrize(("name", "code", "good"), SAMPLES)
def test_sample_is_created_whole_and_again_unchanged(name, code, good):
    make_school(code=code)

    first = run(DATA / name, code, "--year", "2569")
    again = run(DATA / name, code, "--year", "2569")

    assert first == [f"created={good} updated=0 unchanged=0 rejected=0"]
    assert again == [f"created=0 updated=0 unchanged={good} rejected=0"]
    for model in (Student, Identifier, Enrolment):
        assert model.objects.count() == good
    assert Household.objects.count() == Student.objects.exclude(household=None).count()
    assert Guardianship.objects.filter(is_primary=True).count() == good


def test_sample_of_dmc_short_in_detail():
    make_school(code="58019901")
    run(DATA / "dmc_short_sample.xlsx", "58019901", "--year", "2569")

    pupil = Student.objects.select_related("household", "sensitive").get(code="10002")

    assert (pupil.full_name, pupil.sex, pupil.birth_date.isoformat()) == (
        "เด็กหญิงนภา",
        "F",
        "2020-07-14",
    )
    assert pupil.identifiers.get().value == "1990612310078"
    assert str(pupil.enrolments.get().classroom) == "อ.2/2"
    assert pupil.household.address == "188/3 หมู่ 4 ต.แม่ตัวอย่าง อ.เมืองตัวอย่าง จ.พะเยา"
    assert (pupil.sensitive.religion, pupil.sensitive.ethnicity) == ("อิสลาม", "กะเหรี่ยง")
    assert pupil.sensitive.disadvantages == ["ชนกลุ่มน้อย"]
    assert [(link.relation, str(link.guardian)) for link in pupil.guardianships.all()] == [
        ("มารดา", "มงคล"),
        ("บิดา", "วรวุฒิ"),
        ("มารดา", "อัญชลี"),
    ]


@pytest.mark.parametrize(
    ("encoding", "dialect"),
    [("utf-8", "excel"), ("utf-8-sig", "excel"), ("cp874", "excel"), ("utf-16", "excel-tab")],
)
def test_sample_as_csv_in_every_encoding(tmp_path, encoding, dialect):
    make_school(code="58019901")
    sheet = load_workbook(DATA / "dmc_short_sample.xlsx").active
    path = tmp_path / "dmc.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, dialect).writerows(sheet.iter_rows(values_only=True))

    assert run(path, "58019901")[-1] == "created=132 updated=0 unchanged=0 rejected=0"


def test_dry_run_prints_the_same_and_writes_nothing(tmp_path):
    school = make_school()
    path = saved(tmp_path, row(), row({LEVEL: "ป.7"}))

    dry = run(path, school.code, "--year", "2569", "--dry-run")

    assert (Student.objects.count(), Classroom.objects.count(), ImportBatch.objects.count()) == (
        0,
        0,
        0,
    )
    assert dry == run(path, school.code, "--year", "2569")
    assert dry == ["แถว 3 ผิด – ชั้น: ไม่รู้จัก “ป.7”", "created=1 updated=0 unchanged=0 rejected=1"]


@pytest.mark.parametrize(("asked", "year"), [("2568", 2568), ("2025", 2568)])
def test_year_is_buddhist_and_common_years_are_understood(tmp_path, asked, year):
    school = make_school()

    run(saved(tmp_path, row()), school.code, "--year", asked)

    assert Enrolment.objects.get().year == year


@pytest.mark.parametrize(("day", "year"), [("2026-05-15", 2568), ("2026-05-16", 2569)])
def test_year_is_today_s_by_default(tmp_path, time_machine, day, year):
    time_machine.move_to(f"{day}T12:00:00+07:00")

    run(saved(tmp_path, row()), make_school().code)

    assert Classroom.objects.get().year == year


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.4", "ไฟล์นี้เป็น PDF"),
        (b"\x89PNG\r\n\x1a\n\x00", "ไฟล์นี้เป็นรูปภาพ"),
        (b"\xd0\xcf\x11\xe0", "Excel รุ่นเก่า"),
        (b"", "ไฟล์ว่างเปล่า"),
        (pupil_file(headers=[]).getvalue(), "ไม่มีข้อมูลในไฟล์นี้"),
        (pupil_file().getvalue(), "มีแต่หัวตาราง"),
        (pupil_file({"ก": 1, "ข": 2}, headers=["ก", "ข"]).getvalue(), "ไม่พบหัวตาราง"),
        ("มาลี,ป.1,ญ\n".encode(), "ไม่พบหัวตาราง"),
    ],
)
def test_file_is_refused_with_exit_code_2(tmp_path, content, reason):
    path = tmp_path / "students.xlsx"  # the name says nothing
    path.write_bytes(content)

    with pytest.raises(CommandError, match=reason) as refused:
        run(path, make_school().code)

    assert refused.value.returncode == 2
    assert Student.objects.count() == 0


def test_lists_on_other_sheets_are_named_not_lost_in_silence(tmp_path):
    school, path = make_school(), tmp_path / "students.xlsx"
    book = load_workbook(pupil_file(row()))
    book.active.title = "ป.4"
    for title, cells in (
        ("ป.5", [["ชื่อ", "ชั้น", "เพศ"], ["มาลี", "ป.5", "ญ"]]),
        ("สรุป", [["รวม", 2]]),
    ):
        sheet = book.create_sheet(title)
        for one in cells:
            sheet.append(one)
    book.save(path)

    told = run(path, school.code)

    assert "อ่านเฉพาะแผ่น “ป.4” ยังมีรายชื่อในแผ่น ป.5 ที่ไม่ได้อ่าน" in told[0]
    assert Student.objects.count() == 1


def test_file_of_another_school_is_refused(tmp_path):
    other = {"รหัสโรงเรียน": "99999999"}

    with pytest.raises(CommandError, match="ทุกแถวเป็นของโรงเรียนอื่น") as refused:
        run(saved(tmp_path, row(other), row(other)), make_school().code)

    assert refused.value.returncode == 2


@pytest.mark.parametrize("broken", ["file", "school"])
def test_what_is_not_there_ends_with_exit_code_2(tmp_path, broken):
    path = tmp_path / "none.xlsx" if broken == "file" else saved(tmp_path, row())
    code = make_school().code if broken == "file" else "00000000"

    with pytest.raises(CommandError, match=r"ไม่ได้|ไม่มีโรงเรียน") as refused:
        run(path, code)

    assert refused.value.returncode == 2


def test_batch_and_log_keep_who_when_and_hash(tmp_path):
    school = make_school()
    path = saved(tmp_path, row(), row({FIRST: ""}))

    run(path, school.code, "--year", "2569")

    batch, event = ImportBatch.objects.get(), AuditEvent.objects.get(action="import.commit")
    assert (batch.created, batch.rejected, batch.state, batch.year) == (1, 1, "committed", 2569)
    assert batch.committed_at is not None
    assert event.changes["sha256"] == batch.sha256
    assert event.changes["rows"]["created"] == [Student.objects.get().pk]
    assert (event.school_id, event.actor_name) == (school.pk, "ระบบ")
    assert "ทองคำ" not in str(event.changes)

"""import_committee: whole offices, refused files, exit codes, the last line, the trail."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committee.models import Board, Member
from committee.reports import school_boards
from schoolcare.access import Role
from schoolcare.models import AuditEvent, ImportBatch, School, User
from tests.committee.board_files import (
    FIRST,
    LAST,
    NUMBER,
    SEAT,
    START,
    board_file,
    board_rows,
    bring_in,
    chair,
    row,
)
from tests.committee.making import TODAY
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db


def run(path, *options) -> list[str]:
    out = StringIO()
    call_command("import_committee", str(path), *options, stdout=out)
    return out.getvalue().splitlines()


def saved(tmp_path, *rows, headers=None):
    path = tmp_path / "boards.xlsx"
    path.write_bytes(board_file(*rows, headers=headers).getvalue())
    return path


@pytest.fixture
def office():
    return make_district(code="5801")


def test_office_of_250_schools_of_which_three_do_not_exist(tmp_path, office):
    schools = [make_school(district=office, code=f"5801{number:04}") for number in range(247)]
    unknown = [School(code=f"9999000{number}") for number in range(3)]
    rows = [one for school in [*schools, *unknown] for one in board_rows(school)]
    path = saved(tmp_path, *rows)

    first, again = run(path, "--district", "๕๘๐๑"), run(path)

    assert first[-1] == "created=2223 updated=0 unchanged=0 rejected=27"
    assert first[0] == "แถว 2225 ผิด – รหัสโรงเรียน: ไม่มีโรงเรียนรหัส 99990000"
    assert len(first) == 28
    assert again[-1] == "created=0 updated=0 unchanged=2223 rejected=27"
    lines = school_boards(School.objects.all(), TODAY)
    assert {(one.status.label, one.verdict.filled) for one in lines} == {("ครบ", 9)}


def test_file_of_two_offices_is_one_batch_each(tmp_path, office):
    ours, theirs = make_school(district=office), make_school()
    lost = School(code="99999999")
    path = saved(tmp_path, *(chair(school=one) for one in (theirs, lost, ours)))

    assert run(path) == [
        "แถว 3 ผิด – รหัสโรงเรียน: ไม่มีโรงเรียนรหัส 99999999",
        "created=2 updated=0 unchanged=0 rejected=1",
    ]
    batches = ImportBatch.objects.order_by("district_id")
    assert [one.place for one in batches] == [office, theirs.district]
    assert [one.created for one in batches] == [1, 1]


def test_school_of_another_office_is_refused(tmp_path, office):
    ours, theirs = make_school(district=office), make_school()
    path = saved(tmp_path, chair(school=ours), chair(school=theirs))

    assert run(path, "--district", "5801") == [
        "แถว 3 ผิด – รหัสโรงเรียน: เป็นรหัสของโรงเรียนในหน่วยงานอื่น",
        "created=1 updated=0 unchanged=0 rejected=1",
    ]


def test_no_known_school_at_all_refuses_rows_alone(tmp_path, office):
    path = saved(tmp_path, chair(school=School(code="1")))

    assert run(path)[-1] == "created=0 updated=0 unchanged=0 rejected=1"


def test_dry_run_prints_the_same_and_writes_nothing(tmp_path, office):
    school = make_school(district=office)
    path = saved(tmp_path, chair(school=school), row({LAST: ""}, school=school))

    dry = run(path, "--dry-run")

    assert (Board.objects.count(), Member.objects.count(), ImportBatch.objects.count()) == (0, 0, 0)
    assert dry == run(path)
    assert dry[-1] == "created=1 updated=0 unchanged=0 rejected=1"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.4", "ไฟล์นี้เป็น PDF"),
        (b"", "ไฟล์ว่างเปล่า"),
        (board_file(headers=[]).getvalue(), "ไม่มีข้อมูลในไฟล์นี้"),
        (board_file().getvalue(), "มีแต่หัวตาราง"),
        (board_file({"ก": 1, "ข": 2}, headers=["ก", "ข"]).getvalue(), "ไม่พบหัวตาราง"),
        (board_file(row(), headers=[FIRST, LAST, SEAT]).getvalue(), "ไม่มีคอลัมน์ “รหัสโรงเรียน”"),
    ],
)
def test_file_is_refused_with_exit_code_2(tmp_path, office, content, reason):
    path = tmp_path / "boards.xlsx"  # the name says nothing
    path.write_bytes(content)

    with pytest.raises(CommandError, match=reason) as refused:
        run(path)

    assert refused.value.returncode == 2
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("broken", ["file", "district"])
def test_what_is_not_there_ends_with_exit_code_2(tmp_path, office, broken):
    path = tmp_path / "none.xlsx" if broken == "file" else saved(tmp_path, row())

    with pytest.raises(CommandError, match=r"ไม่ได้|ไม่มีหน่วยงาน") as refused:
        run(path, "--district", "5801" if broken == "file" else "0000")

    assert refused.value.returncode == 2


def test_batch_and_log_keep_one_row_without_names(tmp_path, office):
    school = make_school(district=office)
    one = chair({FIRST: "สมปอง"}, school=school)

    run(saved(tmp_path, one, row({FIRST: ""}, school=school)), "--district", "5801")

    batch = ImportBatch.objects.get()
    event = AuditEvent.objects.get(district_id=office.pk)
    assert (batch.created, batch.rejected, batch.place, batch.year) == (1, 1, office, None)
    assert (event.action, event.school_id, event.actor_name) == ("import.commit", None, "ระบบ")
    assert event.changes["rows"]["created"] == [Member.objects.get().pk]
    assert event.changes["rows"]["boards_created"] == [Board.objects.get().pk]
    assert "สมปอง" not in str(event.changes)
    assert one[NUMBER] not in str(batch.detail)


def test_number_of_queries_is_fixed(office):
    officer, counts = make_user(Role.DISTRICT_OFFICER, district=office), []
    for number in (1, 3):
        schools = [make_school(district=office) for _ in range(number)]
        rows = [one for school in schools for one in board_rows(school, ["ประธาน", "ครู"])]
        for day in ("01/06/2568", "15/06/2568"):
            again = [one | {START: day} for one in rows]
            with CaptureQueriesContext(connection) as queries:
                bring_in(office, *again, by=User.objects.get(pk=officer.pk))
            counts.append(len(queries))

    assert counts == [18, 22, 18, 22]

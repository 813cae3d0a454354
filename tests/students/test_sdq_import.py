"""import_sdq: what each row of a file does, its scores, exit codes, the last line."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from schoolcare.models import AuditEvent, School, Term
from students.models import ScreeningRound, SdqResponse, SdqRevision
from tests.factories import make_classroom, make_school, make_student, make_term
from tests.students.screened import make_screening_round
from tests.students.sdq_files import HEADERS, IMPACT, as_csv, as_xlsx, sheet

pytestmark = pytest.mark.django_db
CODE = "58019901"
HEADER = (
    "student_code,informant,emotional,conduct,hyperactivity,peer,prosocial,total,impact,"
    "emotional_group,conduct_group,hyperactivity_group,peer_group,prosocial_group,"
    "total_group,impact_group"
)


@pytest.fixture
def pupils():
    room = make_classroom(make_school(code=CODE))
    return [make_student(room, code=code) for code in ("00123", "20001", "20002")]


@pytest.fixture
def run(tmp_path):
    def run(data, *options, name="a.csv", school=CODE, term="2"):
        path = tmp_path / name
        path.write_bytes(data)
        out = StringIO()
        asked = ("--school", school, "--year", "2569", "--term", term)
        call_command("import_sdq", str(path), *asked, *options, stdout=out)
        return out.getvalue().splitlines()

    return run


@pytest.fixture
def scored(run, tmp_path):
    """The lines of the scores of what these rows say."""

    def scored(*rows, headers=HEADERS):
        out = tmp_path / "out.csv"
        run(as_csv(*rows, headers=headers), "--scores", str(out))
        return out.read_text(encoding="utf-8").splitlines()

    return scored


def test_sheets_are_made_with_term_and_round_on_legal_dates(pupils, run):
    rows = [sheet("20001"), sheet("20001", "ผู้ปกครอง"), sheet("20002", "นักเรียน")]

    assert run(as_csv(*rows))[-1] == "created=3 updated=0 unchanged=0 rejected=0"

    [round_] = ScreeningRound.objects.all()
    assert (round_.number, round_.opens_on, round_.closes_on) == (
        1,
        date(2026, 11, 1),
        date(2027, 4, 1),
    )
    assert str(round_.term) == "ภาคเรียนที่ 2/2569"
    assert {(one.student.code, one.informant) for one in SdqResponse.objects.all()} == {
        ("20001", "teacher"),
        ("20001", "parent"),
        ("20002", "self"),
    }


def test_second_run_changes_nothing(pupils, run):
    data = as_csv(sheet("20001"), sheet("20002", n3=""))
    run(data)
    before = list(SdqResponse.objects.values())

    assert run(data)[-1] == "created=0 updated=0 unchanged=2 rejected=0"
    assert list(SdqResponse.objects.values()) == before


def test_dry_run_writes_nothing_and_gives_the_scores(pupils, run, tmp_path):
    out = tmp_path / "out.csv"

    lines = run(as_csv(sheet("20001")), "--dry-run", "--scores", str(out))

    assert lines[-1] == "created=1 updated=0 unchanged=0 rejected=0"
    assert len(out.read_text().splitlines()) == 2
    assert not SdqResponse.objects.exists()
    assert not Term.objects.exists()
    assert not ScreeningRound.objects.exists()


def test_scores_of_one_answer_everywhere(pupils, scored):
    rows = [sheet("20001", answers=1), sheet("20001", "นักเรียน", 0), sheet("20002", "ผู้ปกครอง", 2)]

    assert scored(*rows) == [
        HEADER,
        "20001,ครู,5,5,5,5,5,20,,problem,problem,normal,normal,strength,problem,",
        "20001,นักเรียน,0,2,4,4,0,10,,normal,normal,normal,risk,none,normal,",
        "20002,ผู้ปกครอง,10,8,6,6,10,30,,problem,problem,risk,risk,strength,problem,",
    ]


def test_scores_are_empty_exactly_where_they_are_missing(pupils, scored):
    no_prosocial = sheet("20001", n1="", n4="", n9="")
    no_peer = sheet("20001", "ผู้ปกครอง", n6="", n11="", n14="")

    assert scored(no_prosocial, no_peer)[1:] == [
        "20001,ครู,5,5,5,5,,20,,problem,problem,normal,normal,,problem,",
        "20001,ผู้ปกครอง,5,5,5,,5,,,problem,problem,normal,,strength,,",
    ]
    assert not SdqResponse.objects.filter(is_complete=True).exists()


def test_missing_answers_are_rounded_half_up(pupils, scored):
    """4 points on 3 items: 6.67 → 7; 2 points on 4 items: 2.5 → 3."""
    row = sheet("20001", answers=0, n3=2, n8=1, n13=1, n16="", n24="", n5=1, n12=1, n7=2, n18="")

    emotional, conduct = scored(row)[1].split(",")[2:4]

    assert (emotional, conduct) == ("7", "3")
    assert SdqResponse.objects.get().is_prorated


def test_impact_columns_are_scored_by_informant(pupils, scored):
    rows = [
        [*sheet("20001"), 2, 3, 2, 1],
        [*sheet("20002"), 0, "", "", ""],
        [*sheet("00123"), 1, 2, "", 1],
        [*sheet("00123", "ผู้ปกครอง"), 2, 3, 2, 1],  # a parent is asked of home and leisure too
    ]

    lines = scored(*rows, headers=[*HEADERS, *IMPACT])[1:]

    assert [(line.split(",")[8], line.split(",")[-1]) for line in lines] == [
        ("3", "problem"),
        ("0", "normal"),
        ("", ""),
        ("", ""),
    ]


def test_two_rows_of_one_informant_the_second_counts_with_history(pupils, run):
    data = as_csv(sheet("20001", answers=1), sheet("20001", answers=2))

    first, second = run(data), run(data)

    assert first[-1] == "created=1 updated=1 unchanged=0 rejected=0"
    assert "ใช้แถวหลัง" in first[0]
    assert SdqResponse.objects.get().answers == "2" * 25
    assert SdqRevision.objects.get().answers == "1" * 25
    assert second[-1] == "created=0 updated=0 unchanged=2 rejected=0"


def test_another_sheet_later_updates_and_keeps_the_answers_before(pupils, run):
    run(as_csv(sheet("20001", answers=1)))

    assert run(as_csv(sheet("20001", answers=0)))[-1].startswith("created=0 updated=1")
    assert [one.answers for one in SdqRevision.objects.all()] == ["1" * 25]
    commits = AuditEvent.objects.filter(action="import.commit").order_by("pk")
    assert [len(one.changes["rows"]["updated"]) for one in commits] == [0, 1]
    assert not AuditEvent.objects.filter(changes__icontains="1" * 25).exists()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (sheet("20001", n4=3), "ข้อ 4: “3” ไม่ใช่คำตอบ"),
        (sheet("20001", n4="-1"), "ข้อ 4: “-1” ไม่ใช่คำตอบ"),
        (sheet("20001", n4="1.5"), "ข้อ 4: “1.5” ไม่ใช่คำตอบ"),
        (sheet("99999"), "รหัสนักเรียน: ไม่มีนักเรียนรหัสนี้"),
        (sheet(""), "รหัสนักเรียน: ไม่ได้กรอก"),
        (sheet("20001", "พี่"), "ผู้ประเมิน: ไม่รู้จัก “พี่”"),
        (sheet("20001", on="31/2/2569"), "วันที่: “31/2/2569” ไม่มีในปฏิทิน"),
        (sheet("20001", answers=""), "ข้อ 1: ยังไม่มีคำตอบสักข้อ"),
    ],
)
def test_bad_row_is_rejected_and_the_good_one_kept(pupils, run, row, said):
    lines = run(as_csv(row, sheet("20002")))

    assert f"แถว 2 ผิด – {said}" in lines[0]
    assert lines[-1] == "created=1 updated=0 unchanged=0 rejected=1"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (sheet("20001", on="1/6/2569"), "วันที่ประเมินอยู่นอกช่วงของรอบ"),
        (sheet("20001", on=""), "ไม่มีวันที่ประเมิน"),
        (sheet("20001", n3="", n8="", n13=""), "ยังไม่ครบ"),
        (sheet("20001", "นักเรียน"), "อายุยังไม่ถึง 11 ปี"),
    ],
)
def test_doubtful_row_is_kept_with_a_warning(pupils, run, row, said):
    pupils[1].birth_date = date(2017, 1, 1)
    pupils[1].save()

    lines = run(as_csv(row))

    assert "แถว 2 ควรตรวจ" in lines[0]
    assert said in lines[0]
    assert lines[-1] == "created=1 updated=0 unchanged=0 rejected=0"


@pytest.mark.parametrize("typed", ["20/11/2569", "20/11/2026", "2026-11-20", "๒๐ พ.ย. ๒๕๖๙"])
def test_dates_of_both_eras_and_thai_digits_are_read(pupils, run, typed):
    run(as_csv(sheet("๒๐๐๐๑", answers="๑", on=typed)))

    saved = SdqResponse.objects.get()
    assert (saved.answered_on, saved.answers) == (date(2026, 11, 20), "1" * 25)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
def test_csv_of_every_encoding(pupils, run, encoding):
    data = as_csv(sheet("20001"), encoding=encoding)
    if encoding == "utf-16":
        data = data.decode("utf-16").replace(",", "\t").encode("utf-16")

    assert run(data)[-1] == "created=1 updated=0 unchanged=0 rejected=0"


def test_xlsx_with_number_cells_finds_codes_that_lost_their_zeros(pupils, run):
    data = as_xlsx(sheet(123, answers=2, on=date(2026, 11, 20)), sheet("20001"))

    assert run(data, name="a.xlsx")[-1] == "created=2 updated=0 unchanged=0 rejected=0"
    assert SdqResponse.objects.get(student__code="00123").answers == "2" * 25


def test_pupil_is_found_whatever_the_year_and_only_in_the_school(run):
    school = make_school(code=CODE)
    make_student(make_classroom(school, year=2560), code="20001")
    make_student(school=school, code="20002")  # in no class at all
    make_student(make_classroom(make_school()), code="20003")

    lines = run(as_csv(sheet("20001"), sheet("20002"), sheet("20003")))

    assert lines[-1] == "created=2 updated=0 unchanged=0 rejected=1"


def test_round_and_term_that_are_there_are_used(pupils, run):
    school = School.objects.get(code=CODE)
    make_term(school, semester=1)
    round_ = make_screening_round(school, number=2)

    run(as_csv(sheet("20001")))

    assert SdqResponse.objects.get().round == round_
    assert ScreeningRound.objects.count() == 1


def test_norm_set_stays_with_a_result(pupils, run):
    run(as_csv(sheet("20001")))

    assert SdqResponse.objects.get().norm_set.code == "A"


@pytest.mark.parametrize(
    ("data", "options", "said"),
    [
        (b"", {}, "ไฟล์ว่างเปล่า"),
        (b"%PDF-1.4", {}, ".xlsx"),
        (as_csv(headers=["ก", "ข"]), {}, "ไม่พบหัวตาราง"),
        (as_csv(headers=HEADERS[:-1]), {}, "ไฟล์ไม่มีคอลัมน์ ข้อ 25"),
        (as_csv(), {}, "มีแต่หัวตาราง"),
        (as_csv(sheet("20001")), {"school": "0"}, "ไม่มีโรงเรียนรหัส 0"),
        (as_csv(sheet("20001")), {"term": "4"}, "ไม่มีภาคเรียนที่ 4"),
        (as_csv(sheet("20001")), {"term": "3"}, "ยังไม่มีภาคเรียนที่ 3/2569"),
    ],
)
def test_file_that_cannot_be_meant_is_refused_with_code_two(pupils, run, data, options, said):
    with pytest.raises(CommandError) as refused:
        run(data, **options)

    assert said in str(refused.value)
    assert refused.value.returncode == 2


def test_closed_round_takes_no_file(pupils, run):
    make_screening_round(School.objects.get(code=CODE))
    ScreeningRound.objects.update(closed_at=timezone.now())

    with pytest.raises(CommandError, match="รอบนี้ปิดแล้ว"):
        run(as_csv(sheet("20001")))


def test_scores_that_cannot_be_written_stop_before_anything_is_read_in(pupils, run, tmp_path):
    with pytest.raises(CommandError) as refused:
        run(as_csv(sheet("20001")), "--scores", str(tmp_path / "no" / "out.csv"))

    assert refused.value.returncode == 2
    assert not SdqResponse.objects.exists()


def test_scores_can_be_read_by_column(pupils, scored):
    [row] = csv.DictReader(scored(sheet("20001")))

    assert (row["student_code"], row["informant"], row["total_group"]) == ("20001", "ครู", "problem")

"""`import_growth_reference`: two shapes of rows, editions, what is rejected, what is refused."""

import pytest
from django.core.management import CommandError, call_command

from students.models import GrowthReference, GrowthRow
from tests.students.measured import BY_AGE, BY_HEIGHT, bring_tables, make_pupil, measure

pytestmark = pytest.mark.django_db
AGE = "sex,age_months,-2,-1.5,median,1.5,2"
HEIGHT = "sex,height_cm,-2,-1.5,median,1.5,2,3"


@pytest.fixture
def bring(tmp_path, capsys):
    def run(*lines, **options):
        file = tmp_path / "table.csv"
        file.write_text("\n".join(lines) + "\n", "utf-8")
        call_command("import_growth_reference", str(file), **options)
        return capsys.readouterr().out.splitlines()

    return run


def rows():
    found = GrowthRow.objects.order_by("reference__number", "index", "sex", "at")
    return [(one.index, one.sex, str(one.at)) for one in found]


def test_file_imported_twice_changes_nothing_the_second_time(capsys):
    bring_tables(BY_AGE, BY_AGE)

    first, second = capsys.readouterr().out.splitlines()
    assert first == "created=144 updated=0 unchanged=0 rejected=0"
    assert second == "created=0 updated=0 unchanged=144 rejected=0"


def test_rows_by_height(capsys):
    bring_tables(BY_HEIGHT)

    assert capsys.readouterr().out == "created=102 updated=0 unchanged=0 rejected=0\n"
    assert GrowthRow.objects.filter(index="weight_for_height").count() == 102


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (AGE, "M,100,20,25,30,35,40"),
        ("เพศ,อายุ (เดือน),−2 SD,−1.5 SD,มัธยฐาน,+1.5 SD,+2 SD", "ชาย,๑๐๐,20,25,30,35,40"),
        ("sex,age_months,m2,m1_5,median,p1_5,p2", "1,100,20,25,30,35,40"),
        ("sex,age_months,SD_-2,SD_-1.5,SD_0,SD_1.5,SD_2,SD_3", "male,100,20,25,30,35,40,50"),
        ("index,sex,age_months,-2,-1.5,0,1.5,2", "W/A,M,100,20,25,30,35,40"),
        ("sex,age_months,wa_-2,wa_-1.5,wa_median,wa_+1.5,wa_+2", "M,100,20,25,30,35,40"),
    ],
)
def test_headers_as_people_write_them(bring, header, row):
    assert bring(header, row) == ["created=1 updated=0 unchanged=0 rejected=0"]
    assert rows() == [("weight_for_age", "M", "100.0")]
    bounds = GrowthRow.objects.get().bounds
    assert [bounds[sd] for sd in ("-2.0", "-1.5", "median", "1.5", "2.0")] == [
        *("20", "25", "30", "35", "40")
    ]


def test_file_by_age_that_says_nothing_is_told_by_its_medians(bring):
    bring(AGE, "M,100,120,125,130,135,140", "F,5,60,62,65,67,69")

    assert [index for index, _sex, _at in rows()] == ["height_for_age", "height_for_age"]


def test_one_row_may_hold_both_indices(bring):
    both = [f"{index}_{sd}" for index in ("wa", "ha") for sd in ("-2", "-1.5", "1.5", "2")]
    values = "20,25,35,40,120,125,135,140"

    assert bring(f"sex,age_months,{','.join(both)}", f"M,100,{values}")[-1].startswith("created=2")
    assert {index for index, _sex, _at in rows()} == {"weight_for_age", "height_for_age"}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("X,100,20,25,30,35,40", "เพศต้องเป็น M หรือ F"),
        ("M,100.5,20,25,30,35,40", "ต้องเป็นเดือนเต็ม"),
        ("M,999,20,25,30,35,40", "ต้องเป็นเดือนเต็ม"),
        ("M,100,20,25,30,25,40", "ต้องน้อยกว่า"),
        ("M,100,20,,30,35,40", "ไม่มีค่าที่ -1.5 S.D."),
        ("M,100,20,abc,30,35,40", "ไม่ใช่ตัวเลข"),
        ("M,101,20,25,30,35,40", "ซ้ำกับแถว 2"),
    ],
)
def test_bad_row_is_told_and_passed_over(bring, row, words):
    said = bring(AGE, "M,101,20,25,30,35,40", row)

    assert words in said[0]
    assert said[0].startswith("แถว 3 ผิด")
    assert said[1] == "created=1 updated=0 unchanged=0 rejected=1"


@pytest.mark.parametrize("lines", [["ชื่อ,ชั้น", "ก,ป.1"], [AGE], ["sex,age_months", "M,100"], [""]])
def test_file_without_a_table_is_refused(bring, lines):
    with pytest.raises(CommandError) as refused:
        bring(*lines)

    assert refused.value.returncode == 2
    assert rows() == []


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command("import_growth_reference", str(tmp_path / "none.csv"))

    assert refused.value.returncode == 2


def test_changed_values_in_use_make_a_new_edition(bring, classroom):
    bring_tables()
    measure(make_pupil(classroom))

    said = bring(HEIGHT, "M,130,11,20,30,40,50,60", source="ฉบับใหม่", since="1/6/2570")

    assert said[-1] == "created=0 updated=1 unchanged=0 rejected=0"
    old, new = GrowthReference.objects.order_by("number")
    assert (new.number, str(new.starts_on), new.source) == (2, "2027-06-01", "ฉบับใหม่")
    same = {"index": "weight_for_height", "sex": "M", "at": 130}
    values = [one.rows.get(**same).bounds["-2.0"] for one in (old, new)]
    assert values == ["10", "11"]
    assert (old.rows.count(), old.bands.count()) == (new.rows.count(), new.bands.count())


def test_changed_values_that_judged_nobody_are_put_right(bring):
    bring(HEIGHT, "M,130,10,20,30,40,50,60")

    bring(HEIGHT, "M,130,11,20,30,40,50,60")

    assert GrowthReference.objects.count() == 1
    assert GrowthRow.objects.get().bounds["-2.0"] == "11"

"""What the server's commands say to settings, codes and options that cannot be."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from schoolcare import environment as env
from schoolcare.models import District, School
from schoolcare.thai import thai_digits
from tests.factories import make_classroom, make_school, make_student, make_user

KEY = "c2Nob29sY2FyZSB0ZXN0cyB1c2UgdGhpcyBvbmUga2U="


def manage(*arguments, **environment):
    """manage.py as a person runs it; exit code and everything it says."""
    command = [sys.executable, Path(settings.BASE_DIR, "manage.py"), *arguments]
    own = os.environ | {"DEBUG": "1"} | environment
    done = subprocess.run(  # noqa: S603 -- our own script
        command, env=own, capture_output=True, text=True, check=False, timeout=60
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("abc", "key 1 of 1 (3 characters)"),
        (f"{KEY},{KEY[:-5]}", "key 2 of 2 (39 characters)"),
        (f"{KEY};{KEY}", "key 1 of 1 (89 characters)"),
        ("กุญแจ", "key 1 of 1 (5 characters)"),
        (" , ", "holds no key"),
    ],
)
def test_bad_data_keys_name_setting_format_and_command(value, wrong):
    with pytest.raises(env.SettingError) as refused:
        env.data_keys(value)

    said = str(refused.value)
    assert said.startswith("DATA_KEYS")
    assert wrong in said
    assert "44 characters" in said
    assert env.NEW_KEY in said
    assert value.strip(" ,") not in said or not value.strip(" ,")


def test_data_keys_may_have_spaces_and_a_comma_too_many():
    assert env.data_keys(f" {KEY} , {KEY},") == [KEY, KEY]


def test_command_with_bad_data_keys_shows_no_traceback():
    code, said = manage("rotate_keys", DATA_KEYS="abc")

    assert code == 1
    assert said.startswith("Stopped: DATA_KEYS: key 1 of 1")
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "mysql://x", "DATABASE_URL must be"),
        ("DATABASE_URL", "postgres://a:b@h:999999/x", "DATABASE_URL: the port"),
        ("DATABASE_URL", "postgres://a:b@127.0.0.1:1/x", "the database says"),
        ("DATABASE_URL", "sqlite:////proc/none/x.sqlite3", "the folder /proc/none cannot be made"),
        ("MEDIA_ROOT", "/proc/none", "MEDIA_ROOT: the folder"),
        ("EMAIL_URL", "smtp://h:x", "EMAIL_URL: the port"),
    ],
)
def test_bad_setting_is_named_without_a_traceback(name, value, said):
    code, answer = manage("import_students", "x.xlsx", "--school", "1", **{name: value})

    assert code == 1
    assert answer.startswith("Stopped: ")
    assert said in answer
    assert "Traceback" not in answer


def printed(slug, *options, out="x.pdf"):
    call_command("print_document", slug, *options, "--out", str(out), stdout=StringIO())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--classroom", "ป.4/1", "--school", "99"], "^ไม่พบโรงเรียนรหัส 99 "),
        (["--classroom", "ป.4/9", "--year", "2569"], "ไม่พบห้องเรียน ป.4/9 ปีการศึกษา 2569"),
        (["--classroom", "ป.4/1", "--year", "2025"], "ไม่พบห้องเรียน ป.4/1 ปีการศึกษา 2568"),
        (["--classroom", "ป.4/1", "--year", "1"], "ปีการศึกษา 1 ไม่ถูกต้อง"),
        (["--classroom", "ป.4/1", "--year", "ปีนี้"], "^ไม่พบปีการศึกษา"),
        (["--classroom", "ป.4/1", "--term", "7"], "ไม่มีภาคเรียนที่ 7 ใส่ 1 หรือ 2"),
        (["--classroom", "ป.4/1", "--term", "สอง"], "ไม่มีภาคเรียนที่ สอง ใส่ 1 หรือ 2"),
        (["--classroom", "ป.4/1", "--district", "8"], "ไม่พบหน่วยงานต้นสังกัดรหัส 8"),
        ([], "^ไม่พบห้องเรียนที่ต้องการพิมพ์ ระบุด้วย --classroom"),
        (["--blank"], "^class-list ไม่มีแบบเปล่า .*: .*homevisit-form.*student-record"),
        (["--classroom", "99999999999999999999"], "^ไม่พบห้องเรียน"),
        (["--option", "form=short"], "^class-list ไม่มีตัวเลือก form=short ตัวเลือกที่มี: "),
    ],
)
def test_print_document_says_what_is_wrong(school, options, said):
    make_classroom(school)
    with pytest.raises(CommandError, match=said):
        printed("class-list", *options)


def test_print_document_asks_which_of_two_schools(school):
    make_classroom(make_school(code="58019999"))
    with pytest.raises(CommandError, match=r"^มีโรงเรียนหลายแห่ง ระบุด้วย --school"):
        printed("class-list", "--classroom", "ป.4/1")


def test_print_document_of_a_class_of_another_school_says_so(school):
    room = make_classroom(make_school(code="58019999"))
    with pytest.raises(CommandError, match=f"ไม่ใช่ของโรงเรียนรหัส {school.code}"):
        printed("class-list", "--classroom", str(room.pk), "--school", school.code)


def test_print_document_of_a_term_that_is_not_there(school):
    make_classroom(school)
    school.terms.all().delete()
    with pytest.raises(CommandError, match="โรงเรียนยังไม่มีภาคเรียนที่ 2/2569"):
        printed("homevisit-class", "--classroom", "ป.4/1", "--year", "2569", "--term", "2")


@pytest.mark.parametrize("year", ["2026", "2569", "๒๕๖๙"])
def test_print_document_understands_the_year(school, tmp_path, year):
    make_student(make_classroom(school))
    code, out = thai_digits(school.code), tmp_path / "x.pdf"

    printed("class-list", "--school", code, "--year", year, "--classroom", "ป.๔/๑", out=out)

    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("name", ["ป4/1", "ประถมศึกษาปีที่ 4/1", "ป.4-1", "ป.๔"])
def test_print_document_understands_the_name_of_a_class(school, tmp_path, name):
    make_student(make_classroom(school))
    make_classroom(school, level=15)

    printed("class-list", "--classroom", name, "--year", "2569", out=tmp_path / "x.pdf")

    assert (tmp_path / "x.pdf").exists()


def test_print_document_of_a_level_with_two_rooms_names_them(school):
    for room in (1, 2):
        make_classroom(school, room=room)
    with pytest.raises(CommandError, match=r"ชั้น ป\.4 .* มีหลายห้อง: ป\.4/1, ป\.4/2"):
        printed("class-list", "--classroom", "ป.4", "--year", "2569")


def test_print_document_into_a_folder_says_so(school, tmp_path):
    room = make_classroom(school)
    with pytest.raises(CommandError, match=r"เขียนไฟล์ .* ไม่ได้: เป็นโฟลเดอร์"):
        printed("class-list", "--classroom", str(room.pk), out=tmp_path)


@pytest.mark.parametrize(
    ("file", "options", "said"),
    [
        ("none.csv", {}, "^เปิดไฟล์ไม่ได้: ไม่พบไฟล์"),
        (".", {}, "^เปิดไฟล์ไม่ได้: เป็นโฟลเดอร์"),
        ("a.csv", {"school": " "}, "^ระบุรหัสโรงเรียนด้วย --school$"),
        ("a.csv", {"year": "ปีนี้"}, "^ปีการศึกษา ปีนี้ ไม่ถูกต้อง"),
        ("a.csv", {"year": "69"}, "^ปีการศึกษา 69 ไม่ถูกต้อง"),
        ("a.csv", {}, '^แถว 2 เปิดเครื่องหมายคำพูด \\("\\) แล้วไม่ปิด'),
    ],
)
def test_import_students_says_what_is_wrong(school, tmp_path, file, options, said):
    (tmp_path / "a.csv").write_text('ชื่อ,ชั้น,เลขที่\n"มาลี,ป.1,1\nมานี,ป.1,2\n', "utf-8")
    asked = {"school": school.code, "dry_run": True} | options
    with pytest.raises(CommandError, match=said) as refused:
        call_command("import_students", str(tmp_path / file), **asked)
    assert refused.value.returncode == 2


def test_import_understands_a_year_in_thai_digits(school, tmp_path):
    (tmp_path / "a.csv").write_text("ชื่อ,ชั้น,เลขที่\nมาลี,ป.1,1\n", "utf-8")
    for year in ("๒๕๖๘", "2025"):
        file, out = str(tmp_path / "a.csv"), StringIO()
        call_command("import_students", file, school=school.code, year=year, stdout=out)
    assert out.getvalue().splitlines()[-1] == "created=0 updated=0 unchanged=1 rejected=0"
    assert school.classrooms.get().year == 2568


def test_import_understands_a_school_code_in_thai_digits(school, tmp_path):
    with pytest.raises(CommandError, match="เปิดไฟล์ไม่ได้"):
        call_command("import_students", str(tmp_path), school=thai_digits(school.code))


def test_school_code_in_thai_digits_is_the_same_school(db):
    for code in ("๕๘๐๑๙๙๐๑", " 58019901 "):
        call_command("add_school", code, " บ้าน  ห้วย ", district="๕๘๐๑", stdout=StringIO())

    assert School.objects.values_list("code", "name", "district__code").get() == (
        "58019901",
        "บ้าน ห้วย",
        "5801",
    )


@pytest.mark.parametrize(
    ("command", "options", "said"),
    [
        ("backup", {"out": Path()}, r"--out \. is a folder"),
        ("backup", {"out": Path("/")}, "is a folder"),
        ("backup", {"out": Path("/none/b.tar")}, "There is no folder /none"),
        ("bench", {"requests": 1}, "--requests 1: at least 2"),
        ("demo", {"schools": 99999999, "students": 1}, "--schools 99999999: at most 30,000"),
    ],
)
def test_server_command_says_what_is_wrong(db, command, options, said):
    with pytest.raises(CommandError, match=said):
        call_command(command, **options)


def test_restore_of_no_file_says_so(db, tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        call_command("restore", tmp_path / "none.tar", yes=True)


@pytest.mark.parametrize(
    ("name", "said"),
    [("SOMSRI", "มีชื่อผู้ใช้ “somsri” อยู่แล้ว"), ("gone", "บัญชี “gone” ปิดใช้อยู่")],
)
def test_add_school_with_an_account_that_cannot_be_meant(db, name, said):
    make_user(username="somsri")
    make_user(username="gone", is_active=False)
    with pytest.raises(CommandError, match=said):
        call_command("add_school", "58019901", "ก", admin=name)
    assert not School.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("58019901", ""), "^ใส่ชื่อโรงเรียน$"),
        (("58019901", "โรงเรียน"), "^ใส่ชื่อโรงเรียน$"),
        (("", "ก"), "^ใส่รหัสโรงเรียน$"),
        (("58019901", "ก" * 201), "^ชื่อโรงเรียนยาวเกิน 200 ตัวอักษร$"),
        (("บ้าน", "ก"), "^รหัสโรงเรียน “บ้าน” ใช้ได้เฉพาะตัวเลข"),
        (("1", "ก", "--district", "เขต 1"), "^รหัสหน่วยงานต้นสังกัด “เขต 1”"),
        (("1", "ก", "--kind", "ประถม"), "^ไม่มีประเภทโรงเรียน “ประถม” ใช้ได้: primary"),
    ],
)
def test_add_school_says_what_is_wrong(db, arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command("add_school", *arguments)
    assert (School.objects.count(), District.objects.count()) == (0, 0)

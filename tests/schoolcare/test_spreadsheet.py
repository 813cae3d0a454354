"""Reading what schools send, hostile files too; writing what nobody can run."""

import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook, load_workbook

from schoolcare import spreadsheet
from schoolcare.spreadsheet import Flag, Page, read_rows, read_sheets, write_pages, write_xlsx


def xlsx(*rows, formats=None):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cell, number_format in (formats or {}).items():
        book.active[cell].number_format = number_format
    out = BytesIO()
    book.save(out)
    return out


def refused(data):
    with pytest.raises(ValidationError) as caught:
        read_sheets(BytesIO(data) if isinstance(data, bytes) else data, "นักเรียน.xlsx")
    return caught.value.code


def test_rows_keep_their_positions_and_empty_ones_are_left_out():
    sheet = read_rows(xlsx(["ชื่อ", None, "ชั้น"], [], [None, " "], ["มาลี ", None, "ป.1"]))

    assert [(row.number, row.texts) for row in sheet.rows] == [
        (1, ("ชื่อ", "", "ชั้น")),
        (4, ("มาลี", "", "ป.1")),
    ]
    assert sheet.rows[0].text(7) == ""


@pytest.mark.parametrize(
    ("value", "text", "flag"),
    [
        ("0012", "0012", None),
        (10000, "10000", Flag.NUMBER),
        (10000.0, "10000", Flag.NUMBER),
        (1997479380925, "1997479380925", Flag.NUMBER),
        (1.25, "1.25", Flag.NUMBER),
        (1.2345678901234e18, "1.2345678901234e+18", Flag.LOSSY),
        ("1.23E+12", "1.23E+12", Flag.SCIENTIFIC),
        ("1,23e12", "1,23e12", Flag.SCIENTIFIC),
        ("=1+2", "=1+2", Flag.FORMULA),
        ("-1+2", "-1+2", None),
        (date(2012, 5, 20), "2012-05-20", Flag.DATE),
        (datetime(2555, 5, 20), "2555-05-20", Flag.DATE),
        (datetime(2012, 5, 20, 8, 30), "2012-05-20 08:30:00", Flag.DATE),
        (time(8, 30), "08:30:00", Flag.DATE),
        (True, "TRUE", None),
        ("#N/A", "#N/A", Flag.ERROR),
    ],
)
def test_cell_becomes_text_without_loss(value, text, flag):
    row = read_rows(xlsx([value])).rows[0]

    assert (row.texts[0], row.flags.get(0)) == (text, flag)


def test_zeros_shown_by_the_format_are_kept():
    file = xlsx([123, 123456789016], formats={"A1": "00000", "B1": "0000000000000"})

    assert read_rows(file).rows[0].texts == ("00123", "0123456789016")


def test_text_that_looks_like_a_formula_is_text():
    book = Workbook()
    book.active["A1"].value = "=1+2"
    book.active["A1"].data_type = "s"
    out = BytesIO()
    book.save(out)

    assert read_rows(out).rows[0].flags == {}


def test_hidden_and_empty_sheets_are_passed_over():
    book = Workbook()
    book.create_sheet("ซ่อน").append(["x"])
    book["ซ่อน"].sheet_state = "hidden"
    book.create_sheet("นักเรียน").append(["ชื่อ"])
    out = BytesIO()
    book.save(out)

    assert [sheet.title for sheet in read_sheets(out)] == ["นักเรียน"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_every_encoding_and_delimiter(encoding, delimiter):
    lines = [["ชื่อ", "ชั้น"], ["มาลี", "ป.1"], [], ['น้ำ "ผึ้ง"', "ป.2"]]
    quoted = [
        delimiter.join('"' + text.replace('"', '""') + '"' for text in line) for line in lines
    ]

    sheet = read_rows(BytesIO("\r\n".join(quoted).encode(encoding)))

    assert [(row.number, row.texts) for row in sheet.rows] == [
        (1, ("ชื่อ", "ชั้น")),
        (2, ("มาลี", "ป.1")),
        (4, ('น้ำ "ผึ้ง"', "ป.2")),
    ]


def test_csv_formula_wrapped_zeros_and_scientific():
    row = read_rows(BytesIO(b'="0012",=1+2,-1+2,1.99E+12\n')).rows[0]

    assert row.texts == ("0012", "=1+2", "-1+2", "1.99E+12")
    assert row.flags == {1: Flag.FORMULA, 3: Flag.SCIENTIFIC}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\r\n \n", "file_empty"),
        (b"\xef\xbb\xbf,,\n,,\n", "file_empty"),
        (b"%PDF-1.7 ...", "file_type"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "file_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_type"),
        (b"<html><table></table></html>", "file_type"),
        (b"PK\x03\x04 broken", "file_type"),
        (b"\xff\xfe" + "ชื่อ\x00ชั้น".encode("utf-16-le"), "file_type"),
        (b"\xff\xfe\x00", "file_type"),
        ("<html>".encode("utf-16"), "file_type"),
        ("ชื่อ".encode("cp874") + b"\x81", "file_encoding"),
    ],
)
def test_wrong_content_is_refused(data, code):
    assert refused(data) == code


def in_zip(*names):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return out.getvalue()


OFFICE_97 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "เป็นรูปภาพ"),
        (b"\x89PNG\r\n\x1a\n\x00", "เป็นรูปภาพ"),
        (b"\x00\x00\x00\x18ftypheic\x00", "เป็นรูปภาพ"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "เป็นรูปภาพ"),
        (b"%PDF-1.4\n%", "เป็น PDF"),
        (b"{\\rtf1\\ansi x}", "เป็นเอกสาร Word"),
        (OFFICE_97 + "WordDocument".encode("utf-16-le"), "เป็นเอกสาร Word"),
        (OFFICE_97 + "Workbook".encode("utf-16-le"), "Excel รุ่นเก่า (.xls) กรุณา"),
        (OFFICE_97 + "EncryptedPackage".encode("utf-16-le"), "มีรหัสผ่าน กรุณา"),
        (OFFICE_97, "Excel รุ่นเก่า (.xls) หรือมีรหัสผ่าน"),
        (in_zip("word/document.xml"), "เป็นเอกสาร Word"),
        (in_zip("ppt/presentation.xml"), "เป็น PowerPoint"),
        (in_zip("xl/workbook.bin"), ".xlsb"),
        (in_zip("mimetype", "content.xml"), ".ods"),
        (in_zip("dmc.xlsx"), "กรุณาแตกไฟล์ก่อน"),
        (b"PK\x03\x04 broken", "เสียหรือส่งมาไม่ครบ"),
        (b"<html><table></table></html>", "หน้าเว็บที่ตั้งชื่อเป็นไฟล์ Excel"),
        (b"MZ\x90\x00", "ไม่ใช่ .xlsx หรือ .csv"),
    ],
)
def test_file_of_another_kind_is_told_what_it_is(data, said):
    with pytest.raises(ValidationError) as caught:
        read_sheets(BytesIO(data), "นักเรียน.xlsx")
    assert said in caught.value.message


def test_empty_workbook_is_refused():
    assert refused(xlsx()) == "file_empty"


def test_too_large_a_file_is_refused(monkeypatch):
    monkeypatch.setattr(spreadsheet, "MAX_SIZE", 100)

    assert refused(b"a,b\n" * 26) == "file_size"


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 2)

    assert len(read_rows(BytesIO(b"a\n\nb\n\n")).rows) == 2
    assert refused(b"a\nb\nc\n") == "file_rows"


def archive(**parts):
    """A workbook with some of its parts replaced; part names use __ for / and _ for the dot."""
    out = BytesIO()
    with zipfile.ZipFile(xlsx(["ชื่อ"])) as good, zipfile.ZipFile(out, "w", 8) as bad:
        for name in good.namelist():
            bad.writestr(
                name, parts.get(name.replace("/", "__").replace(".", "_"), good.read(name))
            )
    return out


def test_archive_that_unpacks_to_too_much_is_refused():
    assert (
        refused(archive(xl__theme__theme1_xml=b" " * (spreadsheet.MAX_UNPACKED + 1))) == "file_size"
    )


@pytest.mark.parametrize("part", ["xl__workbook_xml", "xl__worksheets__sheet1_xml"])
def test_archive_with_entities_is_refused(part):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'

    assert refused(archive(**{part: bomb})) == "file_type"


@pytest.mark.parametrize(
    "part", ["xl__workbook_xml", "xl__worksheets__sheet1_xml", "xl__styles_xml"]
)
def test_broken_part_is_refused(part):
    assert refused(archive(**{part: b"<worksheet><row"})) == "file_broken"


def test_written_text_never_acts():
    risky = ["=1+2", "+66812345678", "-1+2", "@SUM(A1)", "\tx", "\rx", "http://a.b/", "00123"]

    book = load_workbook(BytesIO(write_xlsx("รายชื่อ", ["ก"] * len(risky), [risky])))
    cells = book["รายชื่อ"][2]

    assert [cell.data_type for cell in cells] == ["s"] * len(risky)
    assert [cell.value for cell in cells[:4]] == risky[:4]
    assert [cell.quotePrefix for cell in cells] == [True] * 6 + [False] * 2
    assert book["รายชื่อ"].freeze_panes == "A2"


def test_written_values_keep_their_kind():
    values = [1, 2.5, Decimal("3.25"), None, "", date(2026, 11, 21), time(8, 30), "x" * 40_000]

    sheet = load_workbook(BytesIO(write_xlsx("a", list("abcdefgh"), [values]))).active

    assert [cell.value for cell in sheet[2]] == [
        *(1, 2.5, 3.25, None, None, "21 พ.ย. 2569", "08:30 น.", "x" * spreadsheet.MAX_TEXT)
    ]


def test_what_is_written_reads_back():
    pages = [Page("ก/ข:[1]", ["ชื่อ"], [["-1+2"]], as_text=True), Page("คำอธิบาย", ["ก"], [])]

    sheets = read_sheets(BytesIO(write_pages(pages)))

    assert [sheet.title for sheet in sheets] == ["ก ข  1", "คำอธิบาย"]
    assert sheets[0].rows[1].texts == ("-1+2",)

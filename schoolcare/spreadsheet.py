"""Spreadsheets of schools: .xlsx and .csv read as rows of text with their positions, and written
so that no text can act as a formula. What a file is, is seen from its content, never its name.
"""

import csv
import re
import warnings
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from io import BytesIO, StringIO
from typing import IO, Any

import xlsxwriter
from django.core.exceptions import ValidationError
from openpyxl import load_workbook

from schoolcare import files, foreign, thai

MAX_SIZE = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_TEXT = 32_767  # characters of one Excel cell
EXACT = 10**15  # Excel keeps 15 digits of a number

_NO_SHEET = "ไฟล์นี้ไม่ใช่ .xlsx หรือ .csv กรุณาเปิดใน Excel แล้วบันทึกเป็น .xlsx"
_SCIENTIFIC = re.compile(r"[+-]?\d+([.,]\d+)?E\+?\d+", re.IGNORECASE)
_ZERO_PADDED = re.compile(r"0{2,20}")
_WRAPPED = re.compile(r'="([^"]*)"')  # how some programs keep leading zeros in .csv
_RISKY = ("=", "+", "-", "@", "\t", "\r")

Value = str | int | float | Decimal | date | datetime | time | None


class Flag(StrEnum):
    """What the text of a cell does not tell about the cell."""

    NUMBER = "number"
    DATE = "date"
    FORMULA = "formula"
    SCIENTIFIC = "scientific"  # 1.23E+12: digits are gone
    LOSSY = "lossy"  # a number with more digits than Excel keeps
    ERROR = "error"  # #N/A


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty; `number` counts from 1 as Excel does, columns count from 0."""

    number: int
    texts: tuple[str, ...]
    flags: Mapping[int, Flag] = field(default_factory=dict)

    def text(self, column: int) -> str:
        return self.texts[column] if column < len(self.texts) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    rows: list[Row]


def read_sheets(file: IO[bytes], name: str = "") -> list[Sheet]:
    """The visible sheets that have rows. A .csv is one sheet, in UTF-8, UTF-16 or Windows-874.

    Raises ValidationError in Thai for another type, too large a file, a broken or an empty one.
    """
    file.seek(0)
    data = file.read(MAX_SIZE + 1)
    kind = check_type(data)
    sheets = _read_xlsx(data) if kind == files.XLSX else [Sheet(name, _read_csv(data))]
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise ValidationError("ไม่มีข้อมูลในไฟล์นี้", code="file_empty")
    return filled


def check_type(data: bytes) -> str:
    """Content type of .xlsx or .csv; ValidationError in Thai for all else, without reading on."""
    if len(data) > MAX_SIZE:
        raise ValidationError("ไฟล์ใหญ่เกิน 20 MB", code="file_size")
    if not data.strip():
        raise ValidationError("ไฟล์ว่างเปล่า", code="file_empty")
    kind = files.sniff(data)
    reason = "" if kind == files.XLSX else foreign.words(data)
    if reason or kind not in {files.XLSX, files.CSV}:
        raise ValidationError(reason or _NO_SHEET, code="file_type")
    return kind


def read_rows(file: IO[bytes], name: str = "") -> Sheet:
    """The first visible sheet that has rows; errors as `read_sheets`."""
    return read_sheets(file, name)[0]


def _limited(rows: Iterable[Row]) -> list[Row]:
    kept: list[Row] = []
    for row in rows:
        if not row.texts:
            continue
        if len(kept) == MAX_ROWS:
            message = f"ไฟล์มีเกิน {MAX_ROWS:,} แถว กรุณาแบ่งเป็นหลายไฟล์"
            raise ValidationError(message, code="file_rows")
        kept.append(row)
    return kept


def _read_xlsx(data: bytes) -> list[Sheet]:
    broken = ValidationError("เปิดไฟล์ไม่ได้ ไฟล์อาจเสีย กรุณาเปิดใน Excel แล้วบันทึกใหม่", code="file_broken")
    try:
        _check_parts(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and rules that openpyxl does not read
            book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
            return [_xlsx_sheet(one) for one in book.worksheets if one.sheet_state == "visible"]
    except ValidationError:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part provokes
        raise broken from error


def _xlsx_sheet(sheet: Any) -> Sheet:
    sheet.reset_dimensions()  # some exports state a wrong size
    rows = enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), 1)
    return Sheet(sheet.title, _limited(_xlsx_row(number, cells) for number, cells in rows))


def _check_parts(data: bytes) -> None:
    """Refuse an archive that unpacks to too much, or carries a document type (entity bombs)."""
    with zipfile.ZipFile(BytesIO(data)) as book:
        parts = book.infolist()
        if sum(part.file_size for part in parts) > MAX_UNPACKED or len(parts) > 10_000:
            raise ValidationError("ไฟล์นี้ขยายแล้วใหญ่เกินไป", code="file_size")
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with book.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(4096):
                        raise ValidationError("ไฟล์นี้ไม่ใช่ .xlsx ที่ถูกต้อง", code="file_type")


def _xlsx_row(number: int, cells: Sequence[Any]) -> Row:
    texts, flags = [], {}
    for column, cell in enumerate(cells):
        if cell.value is None:
            texts.append("")
            continue
        text, flag = _xlsx_cell(cell)
        texts.append(text)
        if flag:
            flags[column] = flag
    return _row(number, texts, flags)


def _row(number: int, texts: list[str], flags: Mapping[int, Flag]) -> Row:
    while texts and not texts[-1]:
        texts.pop()
    return Row(number, tuple(texts), flags)


def _xlsx_cell(cell: Any) -> tuple[str, Flag | None]:
    value, kind = cell.value, cell.data_type
    if kind == "f":
        return (value if isinstance(value, str) else "="), Flag.FORMULA
    if kind == "e":
        return str(value), Flag.ERROR
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), None
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    if isinstance(value, datetime | date | time):
        return _moment(value), Flag.DATE
    return _text(str(value))


def _number(value: float, number_format: str) -> tuple[str, Flag]:
    """Digits without loss: 10000.0 as 10000, and the zeros that a format like 00000 shows."""
    if value != int(value):
        return repr(value), Flag.NUMBER
    if abs(value) >= EXACT:
        return str(value), Flag.LOSSY
    digits = str(int(value))
    if value >= 0 and _ZERO_PADDED.fullmatch(number_format or ""):
        digits = digits.zfill(len(number_format))
    return digits, Flag.NUMBER


def _moment(value: datetime | date | time) -> str:
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()


def _text(text: str) -> tuple[str, Flag | None]:
    text = text.strip()
    return text, Flag.SCIENTIFIC if _SCIENTIFIC.fullmatch(text) else None


def _read_csv(data: bytes) -> list[Row]:
    text = _decode(data)
    lines = text.splitlines()[:20]
    delimiter = max(",;\t|", key=lambda one: sum(line.count(one) for line in lines))
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = _limited(_csv_row(number, cells) for number, cells in enumerate(reader, 1))
    except csv.Error as error:
        raise ValidationError("อ่านไฟล์ .csv ไม่ได้ ไฟล์อาจเสีย", code="file_broken") from error
    if text.count('"') % 2 and rows and any("\n" in cell for cell in rows[-1].texts):
        message = f'แถว {rows[-1].number} เปิดเครื่องหมายคำพูด (") แล้วไม่ปิด แถวหลังจากนั้นจึงอ่านไม่ได้'
        raise ValidationError(message, code="file_broken")
    return rows


def _decode(data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith(files.UTF_16) else ("utf-8-sig", "cp874")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    message = "อ่านตัวอักษรในไฟล์ไม่ได้ กรุณาบันทึกเป็น CSV UTF-8 หรือ .xlsx"
    raise ValidationError(message, code="file_encoding")


def _csv_row(number: int, cells: list[str]) -> Row:
    texts, flags = [], {}
    for column, raw in enumerate(cells[:MAX_COLUMNS]):
        wrapped = _WRAPPED.fullmatch(raw.strip())
        text, flag = _text(wrapped[1] if wrapped else raw)
        if text.startswith("=") and not wrapped:
            flag = Flag.FORMULA
        texts.append(text)
        if flag:
            flags[column] = flag
    return _row(number, texts, flags)


@dataclass(frozen=True)
class Page:
    """A sheet to write. `widths` in characters; `as_text` makes empty cells keep typed zeros."""

    title: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Value]]
    widths: Sequence[int] | None = None
    as_text: bool = False


def write_xlsx(
    sheet_title: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    widths: Sequence[int] | None = None,
) -> bytes:
    """One sheet with a frozen header row. Text stays text, also when it begins with = + - @;
    dates become 21 พ.ย. 2569.
    """
    return write_pages([Page(sheet_title, headers, rows, widths)])


def write_pages(pages: Iterable[Page]) -> bytes:
    """A workbook of several sheets, by the rules of `write_xlsx`."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False})
    book.set_properties({"author": "schoolcare"})
    head = book.add_format({"bold": True, "bg_color": "#F6F8F9", "bottom": 1, "text_wrap": True})
    quoted = book.add_format({"quote_prefix": True})
    plain_text = book.add_format({"num_format": "@"})
    for page in pages:
        sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", page.title).strip()[:31])
        sheet.freeze_panes(1, 0)
        for column, header in enumerate(page.headers):
            width = page.widths[column] if page.widths else max(10, min(40, len(header) + 4))
            sheet.set_column(column, column, width, plain_text if page.as_text else None)
            sheet.write_string(0, column, header, head)
        for number, row in enumerate(page.rows, 1):
            for column, value in enumerate(row):
                _write(sheet, number, column, value, quoted)
    book.close()
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, value: Value, quoted: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
        return
    if isinstance(value, date):
        value = thai.thai_date(value)
    elif isinstance(value, time):
        value = thai.thai_time(value)
    text = str(value)[:MAX_TEXT]
    sheet.write_string(row, column, text, quoted if text.startswith(_RISKY) else None)

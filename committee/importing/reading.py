"""One row of a board's file: read, judged by itself, turned into values. No database here."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from committee.importing import values
from committee.importing.columns import Columns
from committee.models import Member, Seat
from committee.models.boards import MONK_TITLES, NO_SURNAME
from schoolcare.headings import EMPTY, Entry
from schoolcare.identity import long_title, split_title
from schoolcare.spreadsheet import Row
from schoolcare.text import arabic_digits
from students.importing.values import SEXES, read_birth_date, read_date, read_phone, sex_of_title

DAYS = ("ordered_on", "starts_on", "ends_on", "left_on", "counted_on")
WORDS = (
    *("religion", "address", "tambon", "amphoe", "province", "occupation", "education"),
    *("organization", "line_id", "note"),
)
LONGEST = {"order_number": 50}


def read_entry(row: Row, columns: Columns, today: date) -> Entry:
    """Everything a row says, with every problem it has by itself."""
    entry = Entry(row, columns)
    entry.judge_flags()
    _read_seat(entry)
    _read_name(entry)
    entry.take("number", lambda text: values.read_id(text, entry.flag("number")))
    entry.take("birth_date", lambda text: read_birth_date(text, today))
    for name in DAYS:
        entry.take(name, read_date, or_warn=name == "counted_on")
    entry.take("student_count", values.read_count, or_warn=True)
    for name in ("board_number", "term_number"):
        entry.take(name, values.read_ordinal, or_warn=True)
    for name in WORDS:
        _keep_words(entry, name, entry.text(name))
    _keep_words(entry, "order_number", arabic_digits(entry.text("order_number")))
    _read_contacts(entry)
    _read_sex(entry)
    _read_leaving(entry)
    _judge_days(entry)
    return entry


def is_monk(entry: Entry) -> bool:
    return entry.get("title").startswith(MONK_TITLES)


def _read_seat(entry: Entry) -> None:
    """The seat by ผู้แทน; ตำแหน่ง fills it in, and makes a chair of whoever holds the chair."""
    seat = _seat_of(entry, "seat", or_warn=False)
    position = entry.text("position")
    if values.is_seatless(position):
        entry.warn("position", f"“{position}” ไม่ใช่ตำแหน่งกรรมการ กรุณาตรวจ")
        held = None
    else:
        held = _seat_of(entry, "position", or_warn=seat is not None)
    if held == Seat.CHAIR and seat not in {None, Seat.CHAIR}:
        if seat != Seat.EXPERT:
            entry.warn("position", f"เป็นประธานกรรมการ จึงไม่นับเป็น{seat.label}")
        seat = held
    elif held and seat and held != seat:
        entry.warn("position", f"ไม่ตรงกับผู้แทน จึงบันทึกเป็น{seat.label}")
    elif seat == Seat.CHAIR and position and held is None:
        entry.warn("position", "ไม่ตรงกับผู้แทน จึงบันทึกเป็นประธานกรรมการ")
    seat = seat or held
    entry.keep("seat", seat)
    is_said = any(one.column == entry.columns.label("seat") for one in entry.problems)
    if seat is None and not is_said:
        entry.refuse("seat", "ไม่ระบุว่าเป็นผู้แทนใด")


def _seat_of(entry: Entry, column: str, *, or_warn: bool) -> Seat | None:
    if not (text := entry.text(column)):
        return None
    try:
        return values.read_seat(text)
    except ValueError as error:
        (entry.warn if or_warn else entry.refuse)(column, str(error))
        return None


def _read_name(entry: Entry) -> None:
    """Title, name and surname, also in one cell; a dash for a surname says that there is none."""
    given = long_title(entry.text("title"))
    title, first = split_title(entry.text("first_name"))
    if given and title not in {"", given}:  # the title's own column knows better
        first = entry.text("first_name")
    last = entry.text("last_name")
    is_none = entry.columns.typed(entry.row, "last_name") in EMPTY
    if not last and not is_none:
        first, _, last = first.partition(" ")
    if last in EMPTY:
        last, is_none = "", True
    _keep_words(entry, "title", given or title)
    if is_monk(entry) and last.startswith("("):
        _keep_words(entry, "monastic_name", last.strip("() "))
        last = ""
    _keep_words(entry, "monastic_name", entry.text("monastic_name"))
    for name, text in (("first_name", first), ("last_name", last)):
        if len(text) > _longest(name):
            entry.refuse(name, f"ยาวเกิน {_longest(name)} ตัวอักษร")
        entry.keep(name, text or None)
    if not first and not entry.is_spoiled("first_name"):
        entry.refuse("first_name", "ไม่มีชื่อ")
    elif not last and not entry.is_spoiled("last_name"):
        _judge_no_surname(entry, is_none=is_none)


def _judge_no_surname(entry: Entry, *, is_none: bool) -> None:
    if is_none:
        entry.values["last_name"] = NO_SURNAME
        if not is_monk(entry):
            entry.warn("last_name", "ระบุว่าไม่มีนามสกุล")
    elif not is_monk(entry):
        entry.refuse("last_name", "ไม่มีนามสกุล ถ้าไม่มีจริงให้ใส่ -")


def _read_contacts(entry: Entry) -> None:
    _keep_words(entry, "phone", read_phone(entry.text("phone")))
    postcode = arabic_digits(entry.text("postcode"))
    if len(postcode) == 5 and postcode.isdigit():
        entry.keep("postcode", postcode)
    elif postcode:
        entry.warn("postcode", "รหัสไปรษณีย์ต้องมี 5 หลัก จึงไม่บันทึก")
    if email := entry.text("email"):
        try:
            validate_email(email)
            _keep_words(entry, "email", email)
        except ValidationError:
            entry.warn("email", "ไม่ใช่ที่อยู่อีเมล จึงไม่บันทึก")


def _read_sex(entry: Entry) -> None:
    text = entry.text("sex")
    if text and text.casefold() not in SEXES:
        entry.warn("sex", f"ไม่รู้จัก “{text}” จึงไม่บันทึก")
    known = SEXES.get(text.casefold()) or sex_of_title(entry.get("title"))
    entry.keep("sex", known or ("M" if is_monk(entry) else None))


def _read_leaving(entry: Entry) -> None:
    """Why and when somebody left; that a term is over needs no day of its own."""
    text = entry.text("left_reason")
    reason = values.read_reason(text) if text else ""
    has_day = "left_on" in entry.values or bool(entry.text("left_on"))
    if reason and not has_day and reason != Member.Reason.TERM_END:
        entry.refuse("left_on", "มีเหตุที่พ้นแต่ไม่มีวันพ้น")
    elif reason and has_day:
        entry.keep("left_reason", reason)
        if reason in {Member.Reason.OTHER, Member.Reason.OFFICE}:
            _keep_words(entry, "left_note", text, column="left_reason")


def _judge_days(entry: Entry) -> None:
    start, end, left = (entry.get(name, None) for name in ("starts_on", "ends_on", "left_on"))
    if start and end and end <= start:
        entry.refuse("ends_on", "วันครบวาระต้องหลังวันเริ่มวาระ")
    if start and left and left < start:
        entry.refuse("left_on", "วันพ้นต้องไม่ก่อนวันเริ่มวาระ")


def _keep_words(entry: Entry, name: str, text: str, *, column: str = "") -> None:
    """Keep a text, cut to what its column holds."""
    if len(text) > _longest(name):
        entry.warn(column or name, f"ยาวเกิน {_longest(name)} ตัวอักษร จึงตัดส่วนท้าย")
    entry.keep(name, text[: _longest(name)] or None)


def _longest(name: str) -> int:
    field: Any = None if name in LONGEST else Member._meta.get_field(name)
    return field.max_length if field else LONGEST[name]

"""What one cell of a pupils' file means; ValueError in Thai where it can mean nothing."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from schoolcare.identity import ID_LENGTH, citizen_id_ok, clean_id, id_kind, parse_level, parse_room
from schoolcare.spreadsheet import Flag
from schoolcare.text import arabic_digits
from schoolcare.thai import parse_thai_date

BOYS = {"เด็กชาย", "นาย", "สามเณร", "Mr."}
GIRLS = {"เด็กหญิง", "นางสาว", "นาง", "แม่ชี", "Miss", "Mrs.", "Ms."}
SEXES = {"ช": "M", "ชาย": "M", "m": "M", "male": "M", "ญ": "F", "หญิง": "F", "f": "F", "female": "F"}
BLOOD_GROUPS = {
    "A": "A",
    "B": "B",
    "AB": "AB",
    "O": "O",
    "เอ": "A",
    "บี": "B",
    "เอบี": "AB",
    "โอ": "O",
}
LONGEST_CODE = 20
NO_NUMBER = re.compile(r"ไม่มี(บ้าน)?(เลขที่)?(บ้าน)?")
NO_ID = re.compile(r"ไม่มี(เลข|รหัส|บัตร|ข้อมูล).*|ไม่มี")
EXPECTED_NUMBER = "ต้องเป็นเลข 13 หลัก หรือรหัส G ตามด้วยเลข 12 หลัก"
_LOST = "เลขถูกย่อหรือหลักหายไป กรุณาตั้งช่องเป็นข้อความแล้วพิมพ์เลขใหม่ทุกหลัก"
_AMOUNT = re.compile(r"(\d[\d,]{0,12})(\.\d+)?\s*(?:บาท|นาที|เมตร|กก\.?|ซม\.?)?")


def read_number(text: str, flag: Flag | None, *, expected: str = EXPECTED_NUMBER) -> str:
    """The 13-digit id, G code or passport as it is stored (care.md §5.4-5.5); "" for ไม่มี.

    `expected` tells what should stand there instead of what is none of these.
    """
    if NO_ID.fullmatch(text):
        return ""
    if flag in {Flag.SCIENTIFIC, Flag.LOSSY}:
        raise ValueError(_LOST)
    value = clean_id(_digits(text))
    if flag == Flag.NUMBER and has_lost_digits(value):
        raise ValueError(_LOST)
    kind = id_kind(value)
    if not kind:
        raise ValueError(expected)
    if value.startswith("0" * 12) or (kind == "thai" and not citizen_id_ok(value)):
        raise ValueError("ตัวเลขหลักสุดท้ายไม่ตรงสูตรตรวจ")
    return value


def has_lost_digits(value: str) -> bool:
    """A number cell shows no zeros in front, and five behind only where it was rounded."""
    return len(value) != ID_LENGTH or value.endswith("00000")


def read_code(text: str, flag: Flag | None) -> str:
    """The pupil's code at the school, zeros in front kept."""
    if flag in {Flag.SCIENTIFIC, Flag.LOSSY}:
        raise ValueError(_LOST)
    code = arabic_digits(_digits(text))
    if len(code) > LONGEST_CODE:
        raise ValueError(f"ยาวเกิน {LONGEST_CODE} ตัวอักษร")
    return code


def read_room(text: str, level: int) -> str | None:
    """The room of a pupil of `level`; None where the cell repeats the level alone."""
    try:
        whole = parse_level(text)  # ม.1/3 in the room's column
    except ValueError:
        return parse_room(text.rpartition("/")[2])
    if whole.level != level:
        raise ValueError(f"“{text}” เป็นห้องของชั้นอื่น")
    return whole.room


SERIAL = re.compile(r"[2-6]\d{4}")  # days of a spreadsheet's calendar: 1954 to 2091


def read_birth_date(text: str, today: date) -> date:
    born = read_date(text)
    if born > today:
        raise ValueError(f"“{text}” ยังมาไม่ถึง")
    return born


def read_date(text: str) -> date:
    """A day as typed, or as the number that a date becomes when its cell loses the format."""
    if SERIAL.fullmatch(text):
        return date(1899, 12, 30) + timedelta(days=int(text))
    return parse_thai_date(text)


def read_roll_number(text: str) -> int:
    digits = arabic_digits(_digits(text))
    if not re.fullmatch(r"0*[1-9]\d{0,2}", digits):
        raise ValueError(f"ไม่รู้จัก “{text}”")
    return int(digits)


def read_amount(text: str, highest: int) -> Decimal | None:
    """Baht, metres, minutes or kilograms up to `highest`; None for what is no such amount."""
    found = _AMOUNT.fullmatch(arabic_digits(text))
    amount = Decimal(found[1].replace(",", "") + (found[2] or "")) if found else None
    return amount if amount is not None and amount <= highest else None


def read_list(text: str, known: Mapping[str, str], nothing: str) -> list[str] | None:
    """Several kinds in one cell, by words or by code; [] for `nothing`, None for a blank."""
    parts = [part.strip() for part in re.split(r"[,;|\n]", text) if part.strip(" -–")]
    if not parts:
        return None
    kinds = [known.get(arabic_digits(part).removesuffix("."), part)[:100] for part in parts]
    return [kind for kind in dict.fromkeys(kinds) if kind != nothing]


def says_yes(text: str) -> bool:
    """A cell that names a lack or a mark: filled in, and not with a no."""
    return (
        bool(text)
        and text.casefold() not in {"0", "n", "no", "false", "ไม่", "ไม่ใช่", "ไม่มี"}
        and (not text.startswith("ไม่ขาด"))
    )


def read_phone(text: str) -> str:
    """A phone number as typed, with the zero that a number cell took from a mobile number."""
    digits = re.sub(r"[\s-]", "", arabic_digits(text))
    return f"0{digits}" if re.fullmatch(r"[689]\d{8}", digits) else arabic_digits(text)[:50]


def sex_of_title(title: str) -> str:
    return "M" if title in BOYS else "F" if title in GIRLS else ""


def _digits(text: str) -> str:
    """Without the apostrophe or the .0 that programs put around a number."""
    return re.sub(r"^'?(\d+)\.0$", r"\1", text).removeprefix("'")

"""Who a person is on paper: 13-digit ids, G codes, titles, class levels. Pure functions."""

import re
from typing import NamedTuple

from schoolcare.text import arabic_digits, normalize

ID_LENGTH = 13
PHONE_LENGTHS = (9, 10)
# Pupils, adults, religious, noble, academic; then ranks, which guardians carry.
TITLES = """
เด็กชาย,เด็กหญิง,ด.ช.,ด.ญ.,ด.ช,ด.ญ,ดช.,ดญ.,นาย,นางสาว,น.ส.,น.ส,นส.,นาง,Mr.,Mrs.,Miss,Ms.,
สามเณร,สามเณรี,พระ,พระภิกษุ,พระมหา,พระครู,พระอาจารย์,พระอธิการ,เจ้าอธิการ,พระปลัด,พระสมุห์,
พระใบฎีกา,พระครูปลัด,พระครูสมุห์,พระครูใบฎีกา,พระครูสังฆรักษ์,พระครูวินัยธร,พระครูธรรมธร,พระวินัยธร,พระธรรมธร,แม่ชี,
หม่อมราชวงศ์,หม่อมหลวง,ม.ร.ว.,ม.ล.,ดร.,ผศ.,รศ.,ศ.,
ผศ.ดร.,รศ.ดร.,ศ.ดร.,ผู้ช่วยศาสตราจารย์,รองศาสตราจารย์,ศาสตราจารย์,
สิบตรี,สิบโท,สิบเอก,จ่าสิบตรี,จ่าสิบโท,จ่าสิบเอก,ร้อยตรี,ร้อยโท,ร้อยเอก,พันตรี,พันโท,พันเอก,
ว่าที่ร้อยตรี,ว่าที่ร้อยตรีหญิง,ว่าที่ ร.ต.,ว่าที่ ร.ต.หญิง,ว่าที่ร.ต.,ว่าที่ร.ต.หญิง,
ส.ต.,ส.ท.,ส.อ.,จ.ส.ต.,จ.ส.ท.,จ.ส.อ.,ร.ต.,ร.ท.,ร.อ.,พ.ต.,พ.ท.,พ.อ.,
สิบตำรวจตรี,สิบตำรวจโท,สิบตำรวจเอก,จ่าสิบตำรวจ,ดาบตำรวจ,ร้อยตำรวจตรี,ร้อยตำรวจโท,ร้อยตำรวจเอก,
พันตำรวจตรี,พันตำรวจโท,พันตำรวจเอก,ส.ต.ต.,ส.ต.ท.,ส.ต.อ.,ด.ต.,ร.ต.ต.,ร.ต.ท.,ร.ต.อ.,พ.ต.ต.,พ.ต.ท.,พ.ต.อ.
""".replace("\n", "").split(",")
_LONG = {"ดช": "เด็กชาย", "ดญ": "เด็กหญิง", "นส": "นางสาว"}
# The rest must be able to begin a name: นายิกา and นางาม carry no title.
_GLUED = re.compile(
    f"({'|'.join(re.escape(title) for title in sorted(TITLES, key=len, reverse=True))})"
    r"\s*(?=[ก-ฮเแโใไA-Za-z])(.+)"
)

_LEVEL = re.compile(
    r"(?P<stage>อนุบาล(?:ศึกษา)?|อ|ประถม(?:ศึกษา)?|ป|มัธยม(?:ศึกษา)?|ม|ปวช|ประกาศนียบัตรวิชาชีพ)"
    r"\.?(?:ตอนต้น|ตอนปลาย)?(?:ชั้นปีที่|ปีที่|ปี)?(?P<grade>\d{1,2})(?:[-.](?P<room>\d{1,3}))?"
)
_ROOM_SIGN = re.compile(r"/|(?=ห้อง)")  # between level and room
# ห้อง 2, ห้อง EP, ห้องก: the word goes; ห้องเรียนพิเศษ is a name.
_ROOM_WORD = re.compile(r"^ห้อง(?:ที่)?(?:\s*(?=[0-9A-Za-z]|[ก-ฮ]$)|\s+)")
_ROOM_NUMBER = re.compile(r"0*([1-9][0-9]{0,2})(?:\.0)?")
_ROOM_NAME = re.compile(
    r"(?!ห้อง(?:ที่)?$)(?=.*[A-Za-zก-ฮ])[0-9A-Za-zก-ะเ-ไ(][0-9A-Za-zก-\u0e4e .()&+-]*"
)
LONGEST_ROOM = 30
_STAGES = {"อ": (0, 3), "ป": (10, 6), "ม": (20, 6), "ปวช": (30, 3)}


def clean_id(text: str) -> str:
    """An id as it is stored: Arabic digits, capitals, no spaces, hyphens or dots."""
    return re.sub(r"[\s.\u2010-\u2015-]", "", arabic_digits(normalize(text))).upper()


def citizen_id_ok(text: str) -> bool:
    """Whether 13 digits carry the right check digit (care.md §5.4); an all-zero body does not."""
    digits = clean_id(text)
    if not re.fullmatch(r"[0-9]{13}", digits) or digits.startswith("0" * 12):
        return False
    return id_check_digit(digits[:12]) == int(digits[12])


def id_check_digit(body: str) -> int:
    """The 13th digit for the first twelve (care.md §5.4)."""
    total = sum(int(digit) * (ID_LENGTH - place) for place, digit in enumerate(body))
    return (11 - total % 11) % 10


def id_kind(text: str) -> str:
    """`thai` (1-5, 8), `alien13` (0, 6, 7 and the reserved 9), `gcode`, `passport`, `none`, or
    `""` for what can be none of these (care.md §5.5).
    """
    value = clean_id(text)
    if not value:
        return "none"
    if re.fullmatch(r"[0-9]{13}", value):
        return "thai" if value[0] in "123458" else "alien13"
    if re.fullmatch(r"G[0-9]{12}", value):
        return "gcode"
    passport = re.fullmatch(r"(?=.*[A-Z])(?=.*[0-9])[A-Z0-9]{6,10}", value)
    return "passport" if passport else ""


def format_citizen_id(text: str) -> str:
    """13 digits as 1-2345-67890-12-1; every other id as it is."""
    value = clean_id(text)
    if not re.fullmatch(r"[0-9]{13}", value):
        return value
    return "-".join((value[0], value[1:5], value[5:10], value[10:12], value[12]))


def mask_citizen_id(text: str) -> str:
    """What a list may show: x-xxxx-xxxx0-12-x, of other ids only the last three characters."""
    value = clean_id(text)
    if re.fullmatch(r"[0-9]{13}", value):
        return f"x-xxxx-xxxx{value[9]}-{value[10:12]}-x"
    return "x" * len(value[:-3]) + value[-3:] if len(value) > 5 else "x" * len(value)


def mask_phone(text: str) -> str:
    """A telephone number as a list shows it: 08x-xxx-x679."""
    digits = re.sub(r"[^0-9]", "", arabic_digits(text))
    if len(digits) not in PHONE_LENGTHS:
        return "x" * len(digits[:-3]) + digits[-3:]
    return f"{digits[:2]}x-xxx-{'x' * (len(digits) - 9)}{digits[-3:]}"


class TitledName(NamedTuple):
    title: str
    name: str


def split_title(text: str) -> TitledName:
    """Take a title off the front of a name it is glued to: longest first, นางสาว before นาง.

    Short titles come back long (ด.ช. → เด็กชาย); a name that is only a title stays a name.
    """
    name = normalize(text)
    found = _GLUED.fullmatch(name)
    return TitledName(long_title(found[1]), found[2]) if found else TitledName("", name)


def long_title(text: str) -> str:
    """A title as it is stored: ด.ญ. → เด็กหญิง, น.ส. → นางสาว; others as typed."""
    title = normalize(text)
    return _LONG.get(re.sub(r"[. ]", "", title), title)


class ClassLabel(NamedTuple):
    """A level as `models.Level` counts (อ.1 = 1, ป.1 = 11, ม.1 = 21, ปวช.1 = 31), and the room if
    there is one, as `parse_room` gives it.
    """

    level: int
    room: str | None


def parse_level(text: str) -> ClassLabel:
    """Read ป.1, ป1, ป.๑/๒, ป.4-3, ป.1/EP, ประถมศึกษาปีที่ 1, ชั้นมัธยมศึกษาปีที่ 1 ห้อง 2, อนุบาล 2.

    Raises ValueError for what is no level of basic education, ป.7 for one.
    """
    stated = arabic_digits(normalize(text))
    before, *after = _ROOM_SIGN.split(stated, maxsplit=1)
    compact = re.sub(r"\s", "", before).removeprefix("ชั้น")
    found = _LEVEL.fullmatch(compact)
    if not found:
        raise ValueError(f"ไม่รู้จัก “{text}”")
    stage = "ปวช" if found["stage"] in {"ปวช", "ประกาศนียบัตรวิชาชีพ"} else found["stage"][0]
    base, highest = _STAGES[stage]
    grade = int(found["grade"])
    if not 1 <= grade <= highest:
        raise ValueError(f"ไม่รู้จัก “{text}”")
    room = after[0] if after else found["room"]
    return ClassLabel(base + grade, None if room is None else parse_room(room))


def parse_room(text: str) -> str:
    """A room as people name it: its number (2, ห้อง 2, ๐๒ → "2") or its name (ก, EP, ห้องเรียนพิเศษ).

    Raises ValueError for what can be neither.
    """
    name = _ROOM_WORD.sub("", arabic_digits(normalize(text)))
    if found := _ROOM_NUMBER.fullmatch(name):
        return found[1]
    if not _ROOM_NAME.fullmatch(name):
        raise ValueError(f"ไม่รู้จักห้อง “{text}”")
    if len(name) > LONGEST_ROOM:
        raise ValueError(f"ชื่อห้องยาวเกิน {LONGEST_ROOM} ตัวอักษร")
    return name


def room_key(room: str) -> str:
    """Alike for two spellings of one room: EP 1, ep1 and E.P.1."""
    return re.sub(r"[\s.]", "", room).casefold()

"""What one cell of a board's file means; ValueError in Thai where it can mean nothing."""

import re

from committee.models import Member, Seat
from schoolcare.identity import citizen_id_ok
from schoolcare.spreadsheet import Flag
from schoolcare.text import arabic_digits, normalize
from students.importing import values

_LEAD = re.compile(r"^(?:คณะ|กรรมการ|และ|ผู้แทน|ตัวแทน|ฝ่าย|ของ|จาก|กลุ่ม|โดยตำแหน่ง)")
_CHAIR = re.compile(
    r"(?:กรรมการ)?(?:ผู้ทรงคุณวุฒิ)?(?:เป็น|และ)?"
    r"ประธาน(?:คณะ)?(?:กรรมการ)?(?:สถานศึกษา|โรงเรียน)?(?:ขั้นพื้นฐาน)?(?:ผู้ทรงคุณวุฒิ)?"
)
# How the rest begins; the office of the school's head is asked for before the teachers.
_STEMS: tuple[tuple[Seat, str], ...] = (
    (Seat.SECRETARY, r"เลขา|ผู้อำนวยการ|ผอ|ผู้บริหาร|ครูใหญ่|อาจารย์ใหญ่|รักษาการ|รักษาราชการ"),
    (Seat.PARENT, r"ผู้ปกครอง|เครือข่ายผู้ปกครอง|สมาคมผู้ปกครอง"),
    (Seat.TEACHER, r"ครู|ข้าราชการครู|อาจารย์"),
    (
        Seat.LOCALGOV,
        r"องค์กรปกครอง|องค์การปกครอง|องค์การบริหารส่วน|องค์กรส่วนท้องถิ่น|ส่วนท้องถิ่น"
        r"|ท้องถิ่น|เทศบาล|อปท|อบต|อบจ|เมืองพัทยา",
    ),
    (Seat.COMMUNITY, r"องค์กรชุมชน|องค์กรในชุมชน|องค์กรทางชุมชน|ผู้นำชุมชน|ชุมชน"),
    (Seat.ALUMNI, r"ศิษย์เก่า|สมาคมศิษย์เก่า|นักเรียนเก่า"),
    (
        Seat.RELIGION,
        r"พระ|ภิกษุ|สงฆ์|วัด|องค์กรศาสนา|องค์กรทางศาสนา|องค์การศาสนา|ศาสนา|ผู้นำศาสนา"
        r"|โต๊ะอิหม่าม|อิหม่าม|บาทหลวง|ศิษยาภิบาล",
    ),
    (Seat.EXPERT, r"ผู้ทรง|ทรงคุณวุฒิ"),
)
_NO_SEAT = re.compile(r"รอง|ผู้ช่วย|ที่ปรึกษา")
_REASONS: tuple[tuple[str, str], ...] = (
    (Member.Reason.DIED, r"ตาย|เสียชีวิต|ถึงแก่|มรณภาพ"),
    (Member.Reason.RESIGNED, r"ลาออก"),
    (Member.Reason.REMOVED, r"ให้ออก|ถูกถอดถอน|ถอดถอน"),
    (Member.Reason.DISROBED, r"ลาสิกขา|สึก|พ้นจากความเป็นพระ"),
    (Member.Reason.UNQUALIFIED, r"ขาดคุณสมบัติ|มีลักษณะต้องห้าม"),
    (Member.Reason.TERM_END, r"ครบวาระ|หมดวาระ|สิ้นสุดวาระ"),
    (Member.Reason.OFFICE, r"พ้นจากตำแหน่ง|ย้าย|เกษียณ|โอน|บุตร|นักเรียนจบ|จบการศึกษา"),
)
EXPECTED_ID = "ต้องเป็นเลข 13 หลัก"
_COUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,6})(?:\.0+)?\s*(?:คน)?")


def read_seat(text: str) -> Seat | None:
    """The seat that a cell names, by its full legal name, a short one or the holder's position;
    None for plain กรรมการ. Raises ValueError for what is no seat.
    """
    rest = re.sub(r"[\s.()\[\]/,:;\-–]", "", normalize(text))
    if rest.upper() in Seat.__members__:
        return Seat[rest.upper()]
    if _CHAIR.fullmatch(rest):
        return Seat.CHAIR
    while (shorter := _LEAD.sub("", rest)) != rest:
        rest = shorter
    if not rest:
        return None
    if _CHAIR.fullmatch(rest):
        return Seat.CHAIR
    for seat, stems in _STEMS:
        if re.match(stems, rest):
            return seat
    raise ValueError(f"ไม่รู้จัก “{text}”")


def is_seatless(position: str) -> bool:
    """A position that makes nobody a member: vice-chair, assistant, adviser (admin.md §1.2)."""
    return bool(_NO_SEAT.match(normalize(position)))


def read_id(text: str, flag: Flag | None) -> str:
    """13 digits with the right check digit; "" for ไม่มี."""
    value = values.read_number(text, flag, expected=EXPECTED_ID)
    if not value:
        return ""
    if not value.isdigit():
        raise ValueError(EXPECTED_ID)
    if not citizen_id_ok(value):
        raise ValueError("ตัวเลขหลักสุดท้ายไม่ตรงสูตรตรวจ")
    return value


def read_reason(text: str) -> str:
    """Why somebody left; `other` for words that none of the reasons has."""
    found = next((kind for kind, words in _REASONS if re.search(words, text)), None)
    return str(found or Member.Reason.OTHER)


def read_count(text: str) -> int:
    """A number of pupils, 0 too: schools without a pupil exist (admin.md §5.2)."""
    found = _COUNT.fullmatch(arabic_digits(text))
    if not found:
        raise ValueError(f"“{text}” ไม่ใช่จำนวน จึงไม่ใช้")
    return int(found[1].replace(",", ""))


def read_ordinal(text: str) -> int:
    """ชุดที่, วาระที่: 1 to 99."""
    found = re.fullmatch(r"0*([1-9]\d?)(?:\.0)?", arabic_digits(text))
    if not found:
        raise ValueError(f"“{text}” ไม่ใช่ลำดับ จึงไม่ใช้")
    return int(found[1])

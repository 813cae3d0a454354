"""Which column of a board's file holds what; columns may be missing or in another order."""

from collections.abc import Mapping, Sequence

from schoolcare import headings
from schoolcare.headings import SEARCHED, Headings, plain
from schoolcare.spreadsheet import Row
from schoolcare.text import normalize

# Field → headers, the first being the one shown to people.
HEADERS: dict[str, tuple[str, ...]] = {
    "school_code": (
        "รหัสโรงเรียน",
        *("รหัสสถานศึกษา", "รหัสโรงเรียน 8 หลัก", "รหัสสถานศึกษา 8 หลัก", "รหัส SMIS", "SMIS"),
        *("รหัส 8 หลัก", "SMIS CODE", "PERCODE", "รหัส PERCODE", "รหัสกระทรวง", "รหัสโรงเรียน 10 หลัก"),
    ),
    "title": ("คำนำหน้า", "คำนำหน้าชื่อ", "คำนำหน้านาม", "ยศ", "ยศ/คำนำหน้า"),
    "first_name": (
        "ชื่อ",
        *("ชื่อกรรมการ", "ชื่อตัว", "ชื่อ-นามสกุล", "ชื่อและนามสกุล", "ชื่อและสกุล", "ชื่อนามสกุล"),
        *("ชื่อเต็ม", "รายชื่อ", "รายชื่อกรรมการ", "ชื่อ - นามสกุลกรรมการ"),
    ),
    "last_name": ("สกุล", "นามสกุล"),
    "monastic_name": ("ฉายา",),
    "seat": (
        "ผู้แทน",
        *("ผู้แทนจาก", "เป็นผู้แทน", "ตัวแทน", "ตัวแทนจาก", "ผู้แทนฝ่าย", "ประเภทผู้แทน", "ประเภทกรรมการ"),
        *("ประเภท", "องค์ประกอบ", "กรรมการประเภท", "ที่มา", "ตำแหน่ง/ผู้แทน", "ผู้แทน/ตำแหน่ง"),
    ),
    "position": (
        "ตำแหน่ง",
        *("ตำแหน่งในคณะกรรมการ", "ตำแหน่งกรรมการ", "ตำแหน่งในคณะกรรมการสถานศึกษา"),
    ),
    "number": (
        "เลขประจำตัวประชาชน",
        *("เลขบัตรประชาชน", "เลขประจำตัวบัตรประชาชน", "เลขที่บัตรประชาชน", "หมายเลขบัตรประชาชน"),
        *("เลข 13 หลัก", "เลขประชาชน", "เลขประจำตัว 13 หลัก", "หมายเลขประจำตัวประชาชน"),
    ),
    "birth_date": ("วันเกิด", "วันเดือนปีเกิด", "ว/ด/ป เกิด", "ว.ด.ป. เกิด", "เกิดวันที่"),
    "sex": ("เพศ",),
    "religion": ("ศาสนา",),
    "phone": (
        "โทรศัพท์",
        *("เบอร์โทร", "เบอร์โทรศัพท์", "หมายเลขโทรศัพท์", "โทร", "มือถือ", "โทรศัพท์มือถือ", "เบอร์มือถือ"),
    ),
    "email": ("อีเมล", "อีเมล์", "E-mail", "email"),
    "line_id": ("LINE", "ไลน์", "ID LINE", "LINE ID"),
    "address": ("ที่อยู่", "ที่อยู่ปัจจุบัน", "ที่อยู่ตามทะเบียนบ้าน", "ที่อยู่ติดต่อ", "บ้านเลขที่"),
    "tambon": ("ตำบล", "ตำบล/แขวง", "แขวง/ตำบล"),
    "amphoe": ("อำเภอ", "อำเภอ/เขต", "เขต/อำเภอ"),
    "province": ("จังหวัด",),
    "postcode": ("รหัสไปรษณีย์",),
    "occupation": ("อาชีพ",),
    "education": ("วุฒิการศึกษา", "วุฒิ", "ระดับการศึกษา"),
    "organization": ("องค์กรที่เป็นผู้แทน", "องค์กร", "หน่วยงาน", "องค์กรหรือกลุ่มที่เป็นผู้แทน"),
    "order_number": ("เลขที่คำสั่ง", "คำสั่งที่", "คำสั่งเลขที่", "เลขคำสั่ง", "คำสั่ง", "คำสั่งแต่งตั้งที่"),
    "ordered_on": ("วันที่คำสั่ง", "คำสั่งลงวันที่", "ลงวันที่", "วันที่ออกคำสั่ง", "สั่ง ณ วันที่"),
    "starts_on": (
        "วันเริ่มวาระ",
        *("วันที่เริ่มวาระ", "เริ่มวาระ", "วันเริ่ม", "วันที่เริ่ม", "วันที่ได้รับแต่งตั้ง", "วันแต่งตั้ง"),
        *("วันเริ่มดำรงตำแหน่ง", "ตั้งแต่วันที่", "มีผลตั้งแต่"),
    ),
    "ends_on": (
        "วันครบวาระ",
        *("วันที่ครบวาระ", "ครบวาระ", "วันหมดวาระ", "วันที่หมดวาระ", "หมดวาระ", "วันสิ้นสุดวาระ"),
        *("สิ้นสุดวาระ", "วันที่สิ้นสุดวาระ", "ครบวาระวันที่", "ถึงวันที่"),
    ),
    "term_number": ("วาระที่",),
    "left_on": ("วันพ้น", "วันที่พ้น", "วันพ้นจากตำแหน่ง", "วันที่พ้นจากตำแหน่ง", "พ้นจากตำแหน่งวันที่"),
    "left_reason": ("เหตุที่พ้น", "เหตุพ้น", "สาเหตุที่พ้น", "เหตุที่พ้นจากตำแหน่ง", "สาเหตุการพ้น"),
    "student_count": ("จำนวนนักเรียน", "จำนวนนักเรียน (คน)", "นักเรียน", "จำนวน นร.", "นักเรียนทั้งหมด"),
    "counted_on": ("ข้อมูลนักเรียน ณ วันที่", "จำนวนนักเรียน ณ วันที่"),
    "board_number": ("ชุดที่",),
    "note": ("หมายเหตุ",),
    # Known and passed over: nobody need be told about them.
    "passed_over": (
        "ที่",
        *("ลำดับ", "ลำดับที่", "ชื่อโรงเรียน", "โรงเรียน", "สถานศึกษา", "ชื่อสถานศึกษา", "อายุ"),
        *("สังกัด", "เขตพื้นที่", "หน่วยงานต้นสังกัด", "เหตุผลที่ยังไม่นำเข้า"),
    ),
}
EITHER_NAME = plain("ชื่อ-สกุล")  # a surname's column beside ชื่อ, else the whole name's
KNOWN_AT_LEAST = 3

_HEADINGS = Headings(HEADERS)


class Columns(headings.Columns):
    names = {field: headers[0] for field, headers in HEADERS.items() if field != "passed_over"}

    @property
    def unknown(self) -> list[str]:
        """Headers that mean nothing to us, as the file writes them."""
        used = set(self.places.values())
        texts = [text for column, text in enumerate(self.header.texts) if column not in used]
        left = [text for text in texts if plain(text) and plain(text) != EITHER_NAME]
        return list(dict.fromkeys(normalize(one) for one in left if not _HEADINGS.field_of(one)))


def recognise(
    rows: Sequence[Row], mapping: Mapping[str, str] | None = None
) -> tuple[Columns, list[Row]] | None:
    """The header and the rows under it; None where no row names a person and their seat.

    `mapping`: what a person said of headers that are unknown.
    """
    for place, row in enumerate(rows[:SEARCHED]):
        places = _places(row, mapping or {})
        names_seat = "seat" in places or "position" in places
        if "first_name" in places and names_seat and len(places) >= KNOWN_AT_LEAST:
            below = [one for one in rows[place + 1 :] if one.texts != row.texts]
            return Columns(row, places), below
    return None


def _places(header: Row, mapping: Mapping[str, str]) -> dict[str, int]:
    places: dict[str, int] = {}
    whole_name = None
    for column, text in enumerate(header.texts):
        if plain(text) == EITHER_NAME:
            whole_name = column
        elif (field := _HEADINGS.field_of(text)) and field != "passed_over":
            places.setdefault(field, column)
    if whole_name is not None:
        name = "last_name" if "first_name" in places else "first_name"
        places.setdefault(name, whole_name)
    for column, text in enumerate(header.texts):
        if field := mapping.get(normalize(text)):
            places.setdefault(field, column)
    return places

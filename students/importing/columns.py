"""Which column holds what: the headers of DMC's exports and of our own template (care.md §5.3).

Columns are found by the text of their header, never by position alone; where a header stands twice
the first one counts, except เลขประจำตัวนักเรียน, which DMC writes over two different numbers.
"""

import re
from collections.abc import Mapping, Sequence

from schoolcare import headings
from schoolcare.headings import SEARCHED, Headings, plain
from schoolcare.spreadsheet import Row

SAMPLE = 200  # rows whose content decides between two like headers

# Field → headers, the first being the one shown to people.
HEADERS: dict[str, tuple[str, ...]] = {
    "school_code": ("รหัสโรงเรียน", "รหัสสถานศึกษา"),
    "number": (
        "เลขประจำตัวประชาชน",
        *("เลขบัตรประชาชน", "เลขประจำตัวบัตรประชาชน", "เลขที่บัตรประชาชน", "หมายเลขบัตรประชาชน"),
        *("เลขประจำตัวประชาชนนักเรียน", "หมายเลขบัตรประชาชนนักเรียน", "เลขบัตรประชาชนนักเรียน"),
        *("เลขประจำตัวนักเรียน(13 หลัก)", "เลขประจำตัวประชาชน(13 หลัก)", "เลข 13 หลัก", "เลขประชาชน"),
    ),
    "code": (
        "รหัสนักเรียน",
        *("เลขที่/รหัสนักเรียน", "รหัสประจำตัวนักเรียน", "เลขประจำตัวนักเรียน(โรงเรียน)", "รหัสประจำตัว"),
    ),
    "level": ("ชั้น", "ระดับชั้น", "ชั้นเรียน", "ชั้น/ห้อง", "ชั้นปี"),
    "room": ("ห้อง", "ห้องเรียน", "ห้องที่"),
    "roll_number": ("เลขที่", "เลขที่ในห้อง"),
    "sex": ("เพศ",),
    "title": ("คำนำหน้าชื่อ", "คำนำหน้า", "คำนำหน้านาม", "คำนำหน้าชื่อนักเรียน"),
    "first_name": ("ชื่อ", "ชื่อนักเรียน", "ชื่อตัว"),
    "last_name": ("นามสกุล", "สกุล", "ชื่อสกุล", "นามสกุลนักเรียน"),
    "nickname": ("ชื่อเล่น",),
    "first_name_en": ("ชื่อ (อังกฤษ)", "ชื่อภาษาอังกฤษ"),
    "last_name_en": ("นามสกุล (อังกฤษ)", "นามสกุลภาษาอังกฤษ"),
    "birth_date": ("วันเกิด", "วันเดือนปีเกิด", "ว/ด/ป เกิด", "ว.ด.ป. เกิด"),
    "blood_group": ("หมู่โลหิต", "กลุ่มเลือด", "หมู่เลือด", "กรุ๊ปเลือด"),
    "ethnicity": ("เชื้อชาติ", "ชาติพันธุ์"),
    "nationality": ("สัญชาติ",),
    "religion": ("ศาสนา",),
    "house_no": ("บ้านเลขที่", "เลขที่บ้าน(ที่อยู่ปัจจุบัน)", "เลขที่บ้าน"),
    "moo": ("หมู่", "หมู่(ที่อยู่ปัจจุบัน)", "หมู่ที่", "หมู่ที่(ที่อยู่ปัจจุบัน)"),
    "cluster": ("หย่อมบ้าน", "หย่อมบ้าน/กลุ่มบ้าน", "กลุ่มบ้าน"),
    "street": ("ถนน/ซอย", "ถนน(ที่อยู่ปัจจุบัน)", "ถนน", "ซอย/ถนน"),
    "tambon": ("ตำบล", "ตำบล(ที่อยู่ปัจจุบัน)", "ตำบล/แขวง", "แขวง/ตำบล"),
    "amphoe": ("อำเภอ", "อำเภอ(ที่อยู่ปัจจุบัน)", "อำเภอ/เขต", "เขต/อำเภอ"),
    "province": ("จังหวัด", "จังหวัด(ที่อยู่ปัจจุบัน)"),
    "postcode": ("รหัสไปรษณีย์", "รหัสไปรษณีย์(ที่อยู่ปัจจุบัน)"),
    "home_phone": ("หมายเลขโทรศัพท์(ที่อยู่ปัจจุบัน)", "โทรศัพท์บ้าน"),
    "home_language": ("ภาษาที่ใช้ที่บ้าน", "ภาษาที่บ้าน", "ภาษาแม่"),
    "boarding": ("การพักนอนประจำ", "พักนอน"),
    "parents_status": ("สถานภาพสมรสของบิดามารดา", "สถานภาพบิดามารดา"),
    "disadvantage": ("ความด้อยโอกาส",),
    "disability": ("ความพิการ", "ประเภทความพิการ"),
    "weight": ("น้ำหนัก",),
    "height": ("ส่วนสูง",),
    "lacks_uniform": ("ขาดแคลนเครื่องแบบ",),
    "lacks_stationery": ("ขาดแคลนเครื่องเขียน",),
    "lacks_books": ("ขาดแคลนแบบเรียน",),
    "lacks_lunch": ("ขาดแคลนอาหารกลางวัน",),
    "dirt_road": ("ระยะทางจากบ้านถึงโรงเรียน (ถนนลูกรัง)",),
    "paved_road": ("ระยะทางจากบ้านถึงโรงเรียน (ถนนลาดยาง)",),
    "waterway": ("ระยะทางจากบ้านถึงโรงเรียน (ทางน้ำ)",),
    "travel_minutes": ("ระยะเวลาจากบ้านถึงโรงเรียน",),
    "travel_mode": ("ลักษณะการเดินทางมาโรงเรียน",),
    "hanging": ("ยังไม่สามารถจำหน่ายได้ (3.1.8)", "ยังไม่สามารถจำหน่ายได้"),
    "father_number": ("หมายเลขบัตรประชาชนบิดา", "เลขประจำตัวประชาชนบิดา"),
    "father_title": ("คำนำหน้าชื่อบิดา", "คำนำหน้าบิดา"),
    "father_first": ("ชื่อบิดา",),
    "father_last": ("นามสกุลบิดา",),
    "father_job": ("อาชีพของบิดา", "อาชีพบิดา"),
    "father_income": ("รายได้ต่อเดือนของบิดา", "รายได้บิดา"),
    "father_phone": ("หมายเลขโทรศัพท์ของบิดา", "โทรศัพท์บิดา", "เบอร์โทรบิดา"),
    "mother_number": ("หมายเลขบัตรประชาชนมารดา", "เลขประจำตัวประชาชนมารดา"),
    "mother_title": ("คำนำหน้าชื่อมารดา", "คำนำหน้ามารดา"),
    "mother_first": ("ชื่อมารดา",),
    "mother_last": ("นามสกุลมารดา",),
    "mother_job": ("อาชีพของมารดา", "อาชีพมารดา"),
    "mother_income": ("รายได้ต่อเดือนของมารดา", "รายได้มารดา"),
    "mother_phone": ("หมายเลขโทรศัพท์ของมารดา", "โทรศัพท์มารดา", "เบอร์โทรมารดา"),
    "guardian_relation": (
        "ความเกี่ยวข้องของผู้ปกครองกับนักเรียน",
        *("ความเกี่ยวข้องกับผู้ปกครอง", "ความสัมพันธ์กับนักเรียน", "ผู้ปกครองเกี่ยวข้องเป็น"),
    ),
    "guardian_number": ("หมายเลขบัตรประชาชนผู้ปกครอง", "เลขประจำตัวประชาชนผู้ปกครอง"),
    "guardian_title": ("คำนำหน้าชื่อผู้ปกครอง", "คำนำหน้าผู้ปกครอง"),
    "guardian_first": ("ชื่อผู้ปกครอง",),
    "guardian_last": ("นามสกุลผู้ปกครอง",),
    "guardian_job": ("อาชีพของผู้ปกครอง", "อาชีพผู้ปกครอง"),
    "guardian_income": ("รายได้ต่อเดือนของผู้ปกครอง", "รายได้ผู้ปกครอง"),
    "guardian_phone": (
        "หมายเลขโทรศัพท์ของผู้ปกครอง",
        *("โทรศัพท์ผู้ปกครอง", "เบอร์โทรผู้ปกครอง", "เบอร์โทรศัพท์ผู้ปกครอง"),
    ),
}
EITHER_NUMBER = "เลขประจำตัวนักเรียน"  # the 13-digit id, the school's code, or both in two columns
REQUIRED = ("first_name", "level")
KNOWN_AT_LEAST = 3

_HEADINGS = Headings(HEADERS)
field_of = _HEADINGS.field_of
_EITHER = plain(EITHER_NUMBER)


class Columns(headings.Columns):
    names = {field: headers[0] for field, headers in HEADERS.items()}


def recognise(rows: Sequence[Row]) -> tuple[Columns, list[Row]] | None:
    """The header and the rows under it; None where no row names ชื่อ and ชั้น and one column more."""
    for place, row in enumerate(rows[:SEARCHED]):
        below = list(rows[place + 1 :])
        places = _places(row, below[:SAMPLE])
        if all(field in places for field in REQUIRED) and len(places) >= KNOWN_AT_LEAST:
            return Columns(row, places), below
    return None


def _places(header: Row, sample: Sequence[Row]) -> dict[str, int]:
    places: dict[str, int] = {}
    undecided = []
    for column, text in enumerate(header.texts):
        if plain(text) == _EITHER:
            undecided.append(column)
        elif field := field_of(text):
            places.setdefault(field, column)
    return places | _numbers(places, undecided[:2], sample)


def _numbers(
    places: Mapping[str, int], undecided: Sequence[int], sample: Sequence[Row]
) -> dict[str, int]:
    """Where the id and the pupil's code stand under the header that may mean either: the column
    with the longer content is the id; in doubt the first of two is, as in DMC.
    """
    free = [field for field in ("number", "code") if field not in places]
    if len(undecided) == 2 and len(free) == 2:
        longer = max(undecided, key=lambda column: (_long(column, sample), -column))
        shorter = next(column for column in undecided if column != longer)
        return {"number": longer, "code": shorter}
    if undecided and len(free) == 2:
        return {"number" if _long(undecided[0], sample) > 0 else "code": undecided[0]}
    return {free[0]: undecided[0]} if undecided and free else {}


def _long(column: int, sample: Sequence[Row]) -> int:
    """How many cells hold an id rather than a school's own short number, less those that do not."""
    lengths = [len(re.sub(r"[\s-]", "", row.text(column))) for row in sample]
    return sum(1 if length >= 12 else -1 for length in lengths if length > 1)

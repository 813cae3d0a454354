"""แบบนำเข้านักเรียน.xlsx: our own form for schools without DMC."""

from schoolcare.spreadsheet import Page, write_pages
from students.importing.columns import HEADERS

NAME = "แบบนำเข้านักเรียน.xlsx"
# Field → what the second sheet says about filling it in. The order is that of the columns.
HINTS = {
    "number": "เลข 13 หลัก หรือรหัส G ตามด้วยเลข 12 หลัก ไม่มีให้เว้นว่าง",
    "code": "รหัสที่โรงเรียนใช้ ไม่ซ้ำกันในโรงเรียน",
    "level": "จำเป็น เช่น อ.2 ป.1 ม.3",
    "room": "เลขห้องหรือชื่อห้อง เช่น 1 หรือ EP ห้องเดียวให้เว้นว่าง",
    "roll_number": "ตัวเลข เว้นว่างได้",
    "title": "เด็กชาย เด็กหญิง นาย นางสาว",
    "first_name": "จำเป็น",
    "last_name": "ไม่มีให้เว้นว่าง",
    "nickname": "",
    "sex": "ช หรือ ญ",
    "birth_date": "วัน/เดือน/ปี พ.ศ. เช่น 05/03/2560",
    "blood_group": "A B AB O",
    "ethnicity": "",
    "nationality": "",
    "religion": "",
    "house_no": "ไม่มีบ้านเลขที่ให้เขียนว่า ไม่มีบ้านเลขที่",
    "moo": "ตัวเลข",
    "cluster": "ชื่อหย่อมบ้านหรือกลุ่มบ้าน",
    "street": "",
    "tambon": "",
    "amphoe": "",
    "province": "",
    "postcode": "",
    "home_language": "เช่น ไทย ม้ง กะเหรี่ยง",
    "boarding": "พักนอน หรือเว้นว่าง",
    "parents_status": "เช่น อยู่ด้วยกันจดทะเบียนสมรส แยกกันอยู่ หย่าร้าง",
    "guardian_relation": "เช่น บิดา มารดา ปู่ ย่า ตา ยาย ลุง ป้า น้า อา",
    "guardian_title": "",
    "guardian_first": "",
    "guardian_last": "",
    "guardian_job": "",
    "guardian_phone": "เช่น 0812345678",
    "father_title": "",
    "father_first": "",
    "father_last": "",
    "father_job": "",
    "father_phone": "",
    "mother_title": "",
    "mother_first": "",
    "mother_last": "",
    "mother_job": "",
    "mother_phone": "",
    "disadvantage": "หลายอย่างคั่นด้วยจุลภาค",
    "disability": "หลายอย่างคั่นด้วยจุลภาค",
}
REQUIRED = {"level", "first_name"}


def build() -> bytes:
    """The empty form with its columns as text, so that zeros in front stay; a sheet of hints."""
    headers = [HEADERS[name][0] + (" *" if name in REQUIRED else "") for name in HINTS]
    hints = [(HEADERS[name][0], hint) for name, hint in HINTS.items() if hint]
    hints.append(("ทุกช่อง", "ช่องที่เว้นว่างไม่ลบข้อมูลเดิม แถวที่ผิดไม่ทำให้แถวอื่นเสีย นำเข้าซ้ำได้"))
    return write_pages(
        [
            Page("นักเรียน", headers, [], as_text=True),
            Page("คำอธิบาย", ["คอลัมน์", "วิธีกรอก"], hints, widths=[40, 70]),
        ]
    )

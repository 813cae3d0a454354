"""แบบนำเข้าคณะกรรมการ.xlsx: our own form, a row a member."""

from committee.importing.columns import HEADERS
from schoolcare.spreadsheet import Page, write_pages

NAME = "แบบนำเข้าคณะกรรมการ.xlsx"
# Field → what the second sheet says about filling it in. The order is that of the columns.
HINTS = {
    "school_code": "จำเป็นเมื่อนำเข้าหลายโรงเรียน เช่น 58010001",
    "title": "เช่น นาย นาง นางสาว พระครู",
    "first_name": "จำเป็น",
    "last_name": "จำเป็น ยกเว้นพระภิกษุ ไม่มีจริงให้ใส่ -",
    "monastic_name": "ของพระภิกษุ",
    "seat": "จำเป็น: ประธาน ผู้ปกครอง ครู องค์กรชุมชน องค์กรปกครองส่วนท้องถิ่น ศิษย์เก่า "
    "พระภิกษุหรือองค์กรศาสนา ผู้ทรงคุณวุฒิ เลขานุการ",
    "position": "ประธานกรรมการ กรรมการ หรือกรรมการและเลขานุการ เว้นว่างได้",
    "number": "เลข 13 หลัก เว้นว่างได้",
    "birth_date": "วัน/เดือน/ปี พ.ศ. เช่น 05/03/2510",
    "phone": "เช่น 0812345678",
    "address": "บ้านเลขที่ หมู่ ถนน",
    "tambon": "",
    "amphoe": "",
    "province": "",
    "occupation": "",
    "order_number": "เลขที่คำสั่งแต่งตั้ง เช่น 114/2568",
    "ordered_on": "วันที่ลงในคำสั่ง",
    "starts_on": "วันที่เริ่มดำรงตำแหน่งของคนนี้",
    "ends_on": "วันสุดท้ายของวาระ แถวที่มีวันเดียวกันคือชุดเดียวกัน เลขานุการเว้นว่างได้",
    "left_on": "กรอกเมื่อพ้นจากตำแหน่งแล้ว",
    "left_reason": "ครบวาระ ตาย ลาออก ให้ออก ขาดคุณสมบัติ ลาสิกขา หรือพ้นจากตำแหน่งที่เป็นฐาน",
    "student_count": "จำนวนนักเรียนที่ใช้กำหนดขนาดคณะกรรมการ",
}
REQUIRED = {"first_name", "seat"}


def build() -> bytes:
    """The empty form with its columns as text, so that zeros in front stay; a sheet of hints."""
    headers = [HEADERS[name][0] + (" *" if name in REQUIRED else "") for name in HINTS]
    hints = [(HEADERS[name][0], hint) for name, hint in HINTS.items() if hint]
    hints.append(("ทุกช่อง", "ช่องที่เว้นว่างไม่ลบข้อมูลเดิม แถวที่ผิดไม่ทำให้แถวอื่นเสีย นำเข้าซ้ำได้"))
    return write_pages(
        [
            Page("คณะกรรมการ", headers, [], as_text=True),
            Page("คำอธิบาย", ["คอลัมน์", "วิธีกรอก"], hints, widths=[40, 90]),
        ]
    )

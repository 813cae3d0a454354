"""The questions that ship: ติดตามการดำเนินงานคณะกรรมการสถานศึกษา (admin.md §1.6, §1.7, §1.9).

A round about boards takes a copy, which its office edits before it is opened.
"""

from typing import Any

from committee.monitoring.questions import Kind

TITLE = "ติดตามการดำเนินงานคณะกรรมการสถานศึกษา"
_ROWS: list[tuple[str, list[tuple[Any, ...]]]] = [
    # section, items: text, kind, unit, evidence asked, figure of the system
    (
        "องค์ประกอบและวาระของคณะกรรมการสถานศึกษา",
        [
            ("มีคณะกรรมการครบทุกตำแหน่งตามองค์ประกอบ", Kind.YES_NO, "", False, "registry"),
            ("ทะเบียนคณะกรรมการเป็นปัจจุบันและยืนยันประจำปีแล้ว", Kind.YES_NO, "", False, "confirmed"),
            ("มีคำสั่งแต่งตั้งและแจ้งให้กรรมการทุกคนทราบ", Kind.YES_NO, "", True, ""),
        ],
    ),
    (
        "การประชุมคณะกรรมการสถานศึกษา",
        [
            ("จำนวนครั้งที่ประชุมในภาคเรียนที่ 1", Kind.NUMBER, "ครั้ง", True, "meetings_1"),
            ("จำนวนครั้งที่ประชุมในภาคเรียนที่ 2", Kind.NUMBER, "ครั้ง", True, "meetings_2"),
            ("ประชุมครบองค์ประชุมทุกครั้ง", Kind.YES_NO, "", False, ""),
            ("จัดทำรายงานการประชุมและรับรองทุกครั้ง", Kind.YES_NO, "", True, ""),
        ],
    ),
    (
        "การปฏิบัติหน้าที่ของคณะกรรมการสถานศึกษา",
        [
            (
                "กำกับการดำเนินงานของสถานศึกษาให้สอดคล้องกับกฎหมาย ระเบียบ นโยบาย และความต้องการของชุมชน",
                *(Kind.LEVEL, "", False, ""),
            ),
            ("ส่งเสริมและสนับสนุนกิจการด้านต่าง ๆ ของสถานศึกษา", Kind.LEVEL, "", False, ""),
            (
                "ปฏิบัติหน้าที่เกี่ยวกับการบริหารงานบุคคลตามที่กฎหมายว่าด้วยระเบียบข้าราชการครูกำหนด",
                *(Kind.LEVEL, "", False, ""),
            ),
            ("ปฏิบัติหน้าที่อื่นตามกฎหมายหรือตามที่ได้รับมอบหมาย", Kind.LEVEL, "", False, ""),
            ("ร่วมพิจารณาแผนปฏิบัติการและรายงานการประเมินตนเองของสถานศึกษา", Kind.LEVEL, "", True, ""),
        ],
    ),
    (
        "เครือข่ายและการพัฒนากรรมการ",
        [
            ("เป็นสมาชิกเครือข่ายคณะกรรมการสถานศึกษา", Kind.YES_NO, "", False, "networks"),
            ("จำนวนชั่วโมงที่กรรมการเข้ารับการอบรมรวมกัน", Kind.NUMBER, "ชั่วโมง", False, "training"),
        ],
    ),
    (
        "การติดตามมติที่ประชุม",
        [
            ("ดำเนินการตามมติที่ประชุมและรายงานผลต่อที่ประชุม", Kind.LEVEL, "", False, "resolutions"),
            ("ปัญหาและอุปสรรค", Kind.TEXT, "", False, ""),
            ("ข้อเสนอแนะต่อหน่วยงานต้นสังกัด", Kind.TEXT, "", False, ""),
        ],
    ),
]


def questions() -> list[dict[str, Any]]:
    """A copy as a round keeps it; codes run through all sections."""
    names = ("text", "kind", "unit", "asks_evidence", "figure")
    made, number = [], 0
    for title, rows in _ROWS:
        items = []
        for row in rows:
            number += 1
            plain = {
                name: str(one) if name == "kind" else one
                for name, one in zip(names, row, strict=True)
            }
            items.append({"code": f"q{number}"} | plain)
        made.append({"title": title, "items": items})
    return made

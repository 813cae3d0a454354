"""Where the care work stands in the menu: what belongs together shares a place, with tabs."""

from schoolcare.access import Permission
from schoolcare.registry import MenuEntry, menu

CARE = "ระบบดูแลช่วยเหลือ"
DUTY, COUNT = Permission.DUTY_VIEW, Permission.CARE_COUNT
SCREENING, FORM = Permission.SCREENING_VIEW, Permission.SCREENING_FORM
# By the name of the place: order, page, name, icon, right; who has one page alone sees its name.
PLACES = {
    "กระดานงานดูแล": [
        (19, "board", "กระดานงานประจำชั้น", "board", DUTY),  # the group follows that of the pupils
        (100, "board-figures", "ความก้าวหน้างานดูแล", "chart", COUNT),
    ],
    "คัดกรองและแบบประเมิน": [
        (101, "screening-list", "คัดกรอง", "clipboard", SCREENING),
        (102, "sdq-list", "SDQ และแบบประเมิน", "clipboard", Permission.SDQ_VIEW),
        (103, "growth-list", "น้ำหนักส่วนสูง", "chart", Permission.GROWTH_VIEW),
    ],
    "กลุ่มเสี่ยงและรายกรณี": [
        (105, "at-risk-list", "กลุ่มเสี่ยงและมีปัญหา", "warn", SCREENING),
        (106, "case-list", "รายกรณี", "note", SCREENING),
    ],
    "เช็กชื่อ": [
        (110, "attendance-list", "เช็กชื่อ", "person-check", Permission.ATTENDANCE_VIEW),
    ],
    "โฮมรูมและผู้ปกครอง": [
        (111, "homeroom-list", "โฮมรูมและประชุมผู้ปกครอง", "chat", Permission.HOMEROOM_VIEW),
        (112, "parents-list", "เครือข่ายผู้ปกครอง", "people", Permission.PARENTS_EDIT),
    ],
    "พฤติกรรมและกิจกรรม": [
        (120, "behaviour-find", "พฤติกรรม", "star", Permission.BEHAVIOUR_NOTE),
        (121, "promotion-list", "กิจกรรมนักเรียน", "flag", Permission.PROMOTION_VIEW),
        (122, "group-list", "กลุ่มนักเรียน", "people", Permission.GROUP_VIEW),
    ],
    "สถิติและแฟ้มงาน": [
        (140, "statistics", "สถิตินักเรียน", "chart", Permission.PUPIL_COUNT),
        (141, "screening-summary", "สรุปผลคัดกรอง", "chart", COUNT),
        (142, "binder", "แฟ้มงานระบบดูแล", "file", Permission.BINDER_MAKE),
    ],
    "เลื่อนชั้น ส่งต่อ ย้าย": [
        (150, "rollover-home", "เลื่อนชั้น", "up", Permission.ROLLOVER_RUN),
        (151, "handover-home", "ส่งต่อครูที่ปรึกษา", "note", Permission.HANDOVER_VIEW),
        (152, "transfer-list", "ย้ายระหว่างโรงเรียน", "send", Permission.STATUS_CHANGE),
        (153, "leaver-list", "แขวนลอยและออกกลางคัน", "return", Permission.LEAVER_VIEW),
        (153, "leaver-counts", "แขวนลอยและออกกลางคัน", "return", Permission.LEAVER_NAMED),
        (154, "destination-list", "การศึกษาต่อ", "school", Permission.PUPIL_EDIT),
    ],
    "โครงสร้างและคำสั่ง": [
        (160, "structure-detail", "โครงสร้างและคำสั่ง", "network", Permission.STRUCTURE_VIEW),
    ],
    "ตั้งค่างานดูแล": [
        (170, "screening-form-list", "แบบคัดกรอง", "gear", FORM),
        (171, "screening-round-list", "รอบคัดกรอง", "calendar", Permission.SCREENING_ROUND),
        (172, "sdq-settings", "ตั้งค่า SDQ", "gear", FORM),
        (173, "record-rule", "ข้อมูลครบ", "gear", FORM),
    ],
}
IN_BAR = {"screening-list"}
OF_SCHOOLS = {"screening-summary", "sdq-settings", "record-rule"}
# Who has one class alone is shown it at once, as is the rollover that has begun.
LEADS = {"board": "board-class", "screening-list": "screening-class"}
LEADS["rollover-home"] = "rollover-detail"

menu += [
    MenuEntry(
        label,
        f"students:{page}",
        icon,
        (right,),
        order=order,
        bar=page in IN_BAR,
        group=CARE,
        hub=name,
        leads=f"students:{LEADS[page]}" if page in LEADS else "",
        at_school=page in OF_SCHOOLS,
    )
    for name, pages in PLACES.items()
    for order, page, label, icon, right in pages
]

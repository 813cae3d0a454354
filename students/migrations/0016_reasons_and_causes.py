"""Reasons of a change of status and causes of dropping out, as the national lists name them.

care.md §5.8: five reasons for striking a pupil off, when a pupil may resign, the office's causes.
"""

from django.db import migrations

# code, name, status, legal, age, hint
REASONS = [
    ("move", "ย้ายโรงเรียน", "moved", True, None, "ระบุโรงเรียนปลายทาง"),
    ("deceased", "ถึงแก่กรรม", "deceased", True, None, ""),
    (
        *("absent", "หยุดเรียนติดต่อกันเป็นเวลานานและไม่มีตัวตนอยู่ในพื้นที่", "struck", True, None),
        "ต้องมีหนังสือรับรองว่าไม่มีตัวตนในพื้นที่ (บค.27)",
    ),
    ("overage", "อายุพ้นเกณฑ์การศึกษาภาคบังคับ", "struck", True, 16, "อายุย่างเข้าปีที่ 16 แล้ว"),
    ("graduated", "จบการศึกษา", "graduated", True, None, ""),
    (
        *("resigned", "ลาออก (จบ ม.3 แล้ว หรืออายุครบ 16 ปี)", "resigned", False, 16),
        "ลาออกได้เมื่อจบ ม.3 หรืออายุครบ 16 ปี",
    ),
    (
        *("other_form", "ลาออกเพื่อเปลี่ยนรูปแบบการศึกษา", "resigned", False, None),
        "เช่น ไปเรียน สกร. หรือโรงเรียนพระปริยัติธรรม",
    ),
    (
        *("hanging", "ขาดเรียนนาน ติดตามไม่พบ ยังจำหน่ายไม่ได้ (แขวนลอย)", "hanging", False, None),
        "อยู่ในทะเบียนต่อ และต้องติดตาม",
    ),
    ("suspended", "พักการเรียน", "suspended", False, None, "อยู่ในทะเบียนต่อ"),
    ("returned", "กลับมาเรียน", "studying", False, None, "เลือกห้องที่กลับเข้าเรียน"),
]
CAUSES = [
    *("การคมนาคมไม่สะดวก", "สุขภาพอนามัย", "ความพิการ", "อยู่ในกลุ่มเสี่ยง", "ได้รับผลกระทบจากภัยต่าง ๆ"),
    *("ความจำเป็นทางครอบครัว", "ขัดระเบียบสถานศึกษา", "สภาพครอบครัว", "ผู้ปกครองรายได้น้อย"),
    *("ปัญหาการปรับตัวในสังคม", "จบภาคบังคับไม่ประสงค์เรียนต่อ", "Covid-19", "อายุพ้นเกณฑ์"),
    *("เรียนสังกัดอื่น", "เรียนต่างประเทศ", "เรียนในสังกัดเดิม", "เสียชีวิต", "ย้ายถิ่น", "ไม่ระบุ"),
]


def fill(apps, schema_editor):
    reasons = apps.get_model("students", "LeavingReason").objects
    for position, (code, name, status, is_legal, age, hint) in enumerate(REASONS, start=1):
        facts = {"name": name, "status": status, "is_legal": is_legal, "hint": hint}
        reasons.create(code=code, needs_age=age, position=position, **facts)
    causes = apps.get_model("students", "LeaverCause").objects
    for position, name in enumerate(CAUSES, start=1):
        causes.create(name=name, position=position)


def empty(apps, schema_editor):
    apps.get_model("students", "LeavingReason").objects.all().delete()
    apps.get_model("students", "LeaverCause").objects.filter(district=None).delete()


class Migration(migrations.Migration):
    dependencies = [("students", "0015_shipped_conduct")]

    operations = [migrations.RunPython(fill, empty)]

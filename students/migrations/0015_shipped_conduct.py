"""A scale of points and a text of rules to begin from; every school makes its own versions.

The four penalties and that none may hurt or humiliate: ระเบียบกระทรวงศึกษาธิการว่าด้วยการลงโทษนักเรียนและนักศึกษา
พ.ศ. 2548. Points and thresholds are no law: each school decides.
"""

from django.db import migrations

GOOD = [
    ("ช่วยเหลือเพื่อนหรือครู", 5),
    ("จิตอาสา ทำงานเพื่อส่วนรวม", 5),
    ("มารยาทดี มีสัมมาคารวะ", 5),
    ("รับผิดชอบงานเป็นแบบอย่าง", 5),
    ("เก็บของได้แล้วส่งคืน", 10),
    ("ทำชื่อเสียงให้โรงเรียน", 10),
]
BAD = [
    ("มาโรงเรียนสาย", 5, False),
    ("แต่งกายไม่เป็นไปตามระเบียบ", 5, False),
    ("พูดจาไม่สุภาพ", 5, False),
    ("รบกวนการเรียนของผู้อื่น", 5, False),
    ("ใช้โทรศัพท์ในเวลาเรียนโดยไม่ได้รับอนุญาต", 5, False),
    ("ไม่เข้าเรียนโดยไม่มีเหตุจำเป็น", 10, False),
    ("ออกนอกโรงเรียนโดยไม่ได้รับอนุญาต", 10, False),
    ("ทำทรัพย์สินเสียหายโดยเจตนา", 20, False),
    ("ลักทรัพย์", 20, False),
    ("เล่นการพนัน", 20, False),
    ("สูบบุหรี่หรือบุหรี่ไฟฟ้า", 20, False),
    ("ดื่มเครื่องดื่มแอลกอฮอล์", 30, False),
    ("กลั่นแกล้ง รังแกผู้อื่น", 20, True),
    ("ทะเลาะวิวาท", 20, True),
    ("ทำร้ายร่างกายผู้อื่น", 30, True),
    ("พกพาอาวุธ", 40, True),
]
THRESHOLDS = [
    (20, "แจ้งผู้ปกครองทราบ"),
    (40, "เชิญผู้ปกครองมาพบ"),
    (60, "เชิญผู้ปกครองร่วมวางแผนช่วยเหลือ"),
]
TEXT = """\
หมวด 1 ทั่วไป
ระเบียบนี้ใช้เพื่อส่งเสริมให้นักเรียนอยู่ร่วมกันอย่างปลอดภัย เคารพตนเองและผู้อื่น และรับผิดชอบต่อหน้าที่
ครู ผู้ปกครอง และนักเรียนร่วมกันดูแลให้เป็นไปตามระเบียบนี้ โดยคำนึงถึงประโยชน์สูงสุดของนักเรียนเป็นสำคัญ
หมวด 2 การปฏิบัติตน
นักเรียนมาโรงเรียนและเข้าเรียนตามเวลา เมื่อมีเหตุจำเป็นให้ผู้ปกครองแจ้งโรงเรียน
นักเรียนแต่งกายสะอาด สุภาพ ตามที่โรงเรียนกำหนด
นักเรียนใช้วาจาสุภาพ ไม่กลั่นแกล้ง ไม่ใช้ความรุนแรงต่อผู้อื่นไม่ว่าทางกาย วาจา หรือสื่อออนไลน์
นักเรียนรักษาทรัพย์สินของตนเอง ของผู้อื่น และของส่วนรวม
นักเรียนไม่เกี่ยวข้องกับสิ่งเสพติด การพนัน อาวุธ และสิ่งผิดกฎหมาย
หมวด 3 คะแนนความประพฤติ
นักเรียนทุกคนมีคะแนนความประพฤติตั้งต้นตามบัญชีแนบท้าย การทำความดีและการประพฤติตนไม่เหมาะสมบันทึกเป็นคะแนนตามบัญชีแนบท้าย
เมื่อคะแนนถูกตัดถึงเกณฑ์ โรงเรียนแจ้งหรือเชิญผู้ปกครองมาร่วมหาทางช่วยเหลือนักเรียน
หมวด 4 การลงโทษ
โทษมี 4 สถาน คือ ว่ากล่าวตักเตือน ทำทัณฑ์บน ตัดคะแนนความประพฤติ และทำกิจกรรมเพื่อให้ปรับเปลี่ยนพฤติกรรม ตามระเบียบกระทรวงศึกษาธิการว่าด้วยการลงโทษนักเรียนและนักศึกษา พ.ศ. 2548
การลงโทษทำเพื่อแก้นิสัยและความประพฤติไม่ดีของนักเรียนให้รู้สำนึกและกลับประพฤติตนดี ห้ามลงโทษด้วยวิธีรุนแรง แบบกลั่นแกล้ง หรือด้วยความโกรธหรือพยาบาท ทั้งนี้ให้คำนึงถึงอายุของนักเรียนและความร้ายแรงของพฤติการณ์
นักเรียนมีสิทธิ์ชี้แจงก่อนถูกลงโทษ และขอให้โรงเรียนทบทวนได้
"""


def fill(apps, schema_editor):
    scale = apps.get_model("students", "BehaviourScale").objects.create(version=1)
    rows = [(name, True, points, False) for name, points in GOOD]
    rows += [(name, False, points, violence) for name, points, violence in BAD]
    for position, (name, is_good, points, violence) in enumerate(rows, start=1):
        kind = {"name": name, "is_good": is_good, "points": points, "is_violence": violence}
        apps.get_model("students", "BehaviourKind").objects.create(
            scale=scale, position=position, **kind
        )
    for points, title in THRESHOLDS:
        thresholds = apps.get_model("students", "BehaviourThreshold").objects
        thresholds.create(scale=scale, points=points, title=title)
    apps.get_model("students", "ConductRules").objects.create(version=1, text=TEXT)


def empty(apps, schema_editor):
    apps.get_model("students", "BehaviourScale").objects.filter(school=None).delete()
    apps.get_model("students", "ConductRules").objects.filter(school=None).delete()


class Migration(migrations.Migration):
    dependencies = [("students", "0014_shipped_screening_forms")]

    operations = [migrations.RunPython(fill, empty)]

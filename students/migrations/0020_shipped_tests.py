"""PHQ-A in plain words, and the kinds of other tests (care.md §2.6).

PHQ may be reproduced freely; the words are ours, for a school to replace by those of its official
copy. Of the other tests no item is shipped, only their names.
"""

from django.db import migrations

PHQ = {
    "name": "แบบประเมินภาวะซึมเศร้าในวัยรุ่น PHQ-A",
    "source": "คำถามเรียบเรียงใหม่ตามเนื้อหาของ PHQ-A ซึ่งใช้ได้โดยไม่มีค่าลิขสิทธิ์ "
    "โปรดเทียบกับฉบับภาษาไทยของสถาบันสุขภาพจิตเด็กและวัยรุ่นราชนครินทร์ กรมสุขภาพจิต "
    "และแก้ให้ตรงกับฉบับที่โรงเรียนใช้",
    "lead": "ใน 2 สัปดาห์ที่ผ่านมา มีอาการต่อไปนี้บ่อยเพียงใด",
    "items": [
        "รู้สึกเศร้า หดหู่ หงุดหงิด หรือสิ้นหวัง",
        "เบื่อ ไม่ค่อยสนใจหรือไม่เพลิดเพลินเวลาทำสิ่งต่าง ๆ",
        "นอนหลับยาก หลับ ๆ ตื่น ๆ หรือนอนมากเกินไป",
        "เบื่ออาหาร น้ำหนักลด หรือกินมากเกินไป",
        "รู้สึกเหนื่อยล้า หรือไม่ค่อยมีแรง",
        "รู้สึกแย่กับตัวเอง คิดว่าตัวเองล้มเหลว หรือทำให้ตัวเองหรือครอบครัวผิดหวัง",
        "จดจ่อกับสิ่งต่าง ๆ ได้ยาก เช่น ทำการบ้าน อ่านหนังสือ หรือดูโทรทัศน์",
        "พูดหรือทำอะไรช้าลงจนคนอื่นสังเกตได้ หรือกระสับกระส่ายอยู่ไม่นิ่งกว่าปกติ",
        "คิดว่าถ้าตายไปเสียจะดีกว่า หรือคิดทำร้ายตัวเองด้วยวิธีใดวิธีหนึ่ง",
    ],
    "options": ["ไม่มีเลย", "มีบางวัน", "มีมากกว่า 7 วัน", "มีแทบทุกวัน"],
    "extra": [
        "ใน 1 เดือนที่ผ่านมา มีช่วงที่คิดอยากตายอย่างจริงจังหรือไม่",
        "ตลอดชีวิตที่ผ่านมา เคยพยายามทำให้ตัวเองตายหรือลงมือฆ่าตัวตายหรือไม่",
    ],
    "bands": [
        [0, "ไม่มีภาวะซึมเศร้า หรือมีน้อยมาก"],
        [5, "มีภาวะซึมเศร้าเล็กน้อย"],
        [10, "มีภาวะซึมเศร้าปานกลาง"],
        [15, "มีภาวะซึมเศร้ามาก"],
        [20, "มีภาวะซึมเศร้ารุนแรง"],
    ],
    "cutoff": 10,  # in schools; 8 in clinics
}
KINDS = [
    ("School Health HERO (9S)", "คัดลอกผลกลุ่มและรอบจากระบบ School Health HERO", False),
    ("EQ แบบประเมินความฉลาดทางอารมณ์", "คัดลอกผลจากแบบของกรมสุขภาพจิต พิมพ์คะแนนรายด้านได้", False),
    ("2Q / 9Q / 8Q (อายุ 18 ปีขึ้นไป)", "ต่ำกว่า 18 ปีใช้ PHQ-A", False),
    ("KUS-SI (สมาธิสั้น บกพร่องทางการเรียนรู้ ออทิสติก)", "", True),
    ("SNAP-IV", "", True),
    ("แบบคัดกรองบุคคลที่มีความบกพร่องทางการศึกษา 9 ประเภท", "", True),
]


def fill(apps, schema_editor):
    apps.get_model("students", "PhqForm").objects.create(**PHQ)
    kinds = apps.get_model("students", "ScreenKind")
    for place, (name, hint, is_specialist) in enumerate(KINDS, start=1):
        words = hint or "ทำโดยผู้ผ่านการอบรม บันทึกผลและแนบเอกสาร"
        kinds.objects.create(
            name=name, hint=words, is_specialist=is_specialist, position=10 * place
        )


def remove(apps, schema_editor):
    apps.get_model("students", "PhqForm").objects.filter(school=None).delete()
    apps.get_model("students", "ScreenKind").objects.filter(school=None).delete()


class Migration(migrations.Migration):
    dependencies = [("students", "0019_shipped_sdq_norms")]
    operations = [migrations.RunPython(fill, remove)]

"""Kinds of activities and results to begin from; every school adds its own."""

from django.db import migrations

KINDS = [
    "วิชาการ",
    "กีฬา",
    "ศิลปะ ดนตรี และนาฏศิลป์",
    "คุณธรรม จริยธรรม",
    "อาสาและบำเพ็ญประโยชน์",
    "ลูกเสือ เนตรนารี ยุวกาชาด",
    "แนะแนวและทักษะชีวิต",
    "ทักษะอาชีพ",
    "อื่น ๆ",
]
AWARDS = [
    ("ชนะเลิศ", True),
    ("รองชนะเลิศ", True),
    ("เหรียญทอง", True),
    ("เหรียญเงิน", True),
    ("เหรียญทองแดง", True),
    ("ชมเชย", True),
    ("ผ่าน", False),
    ("เข้าร่วม", False),
]


def fill(apps, schema_editor):
    choices = apps.get_model("students", "PromotionChoice").objects
    for position, name in enumerate(KINDS, start=1):
        choices.create(sort="kind", name=name, position=position)
    for position, (name, shows_talent) in enumerate(AWARDS, start=1):
        choices.create(sort="award", name=name, shows_talent=shows_talent, position=position)


def empty(apps, schema_editor):
    apps.get_model("students", "PromotionChoice").objects.filter(school=None).delete()


class Migration(migrations.Migration):
    dependencies = [("students", "0021_fill_name_keys")]

    operations = [migrations.RunPython(fill, empty)]

"""The kinds of learning sources that every school finds; a school adds its own (B1)."""

from django.db import migrations

KINDS = [
    "สถานที่สำคัญ",
    "วัด/ศาสนสถาน",
    "กลุ่มอาชีพ/วิสาหกิจชุมชน",
    "ภูมิปัญญา/งานหัตถกรรม",
    "ธรรมชาติและสิ่งแวดล้อม",
    "เกษตรกรรม/ฟาร์ม",
    "หน่วยงานและบริการของรัฐ",
    "ทุนชุมชน (กองทุน/สหกรณ์)",
]


def fill(apps, schema_editor):
    kinds = apps.get_model("community", "SourceKind").objects
    for position, name in enumerate(KINDS, start=1):
        kinds.create(name=name, position=position)


def empty(apps, schema_editor):
    apps.get_model("community", "SourceKind").objects.filter(school=None).delete()


class Migration(migrations.Migration):
    dependencies = [("community", "0004_partners_and_service_area")]

    operations = [migrations.RunPython(fill, empty)]

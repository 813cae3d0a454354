"""Kinds of pupil groups that every school has: the council, YC, others."""

from django.db import migrations

KINDS = [
    (
        "สภานักเรียน",
        "ประธานสภานักเรียน รองประธานสภานักเรียน เลขานุการ เหรัญญิก ประชาสัมพันธ์ กรรมการ",
    ),
    ("เพื่อนที่ปรึกษา (YC)", "หัวหน้า รองหัวหน้า เลขานุการ สมาชิก"),
    ("กลุ่มอื่น ๆ", "หัวหน้า รองหัวหน้า เลขานุการ สมาชิก"),
]


def fill(apps, schema_editor):
    kinds = apps.get_model("students", "GroupKind").objects
    for position, (name, positions) in enumerate(KINDS, start=1):
        kinds.create(name=name, positions="\n".join(positions.split()), position=position)


def empty(apps, schema_editor):
    apps.get_model("students", "GroupKind").objects.filter(school=None).delete()


class Migration(migrations.Migration):
    dependencies = [("students", "0016_reasons_and_causes")]

    operations = [migrations.RunPython(fill, empty)]

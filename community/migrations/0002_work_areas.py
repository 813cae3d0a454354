"""The four kinds of work of community relations (admin.md §3.1), for every school and office."""

from django.db import migrations

DIVISION = "สัมพันธ์ชุมชน"
AREAS = [
    ("งานกรรมการสถานศึกษา", "k3"),
    ("งานสานสัมพันธ์", "k4"),
    ("งานเยี่ยมบ้านนักเรียน", "k2"),
    ("งานทุนทรัพย์เพื่อการพัฒนาการศึกษา", "k1"),
]


def fill(apps, schema_editor):
    areas = apps.get_model("community", "WorkArea").objects
    for position, (name, mark) in enumerate(AREAS, start=1):
        areas.create(division=DIVISION, name=name, mark=mark, position=position)


def empty(apps, schema_editor):
    areas = apps.get_model("community", "WorkArea").objects
    areas.filter(school=None, district=None).delete()


class Migration(migrations.Migration):
    dependencies = [("community", "0001_initial")]

    operations = [migrations.RunPython(fill, empty)]

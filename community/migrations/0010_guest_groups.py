"""Groups from outside that come to activities, for every school (admin.md §3.5, peers' practice)."""

from django.db import migrations

GROUPS = [
    ("ผู้ปกครอง", "คน"),
    ("ประชาชนในชุมชน", "คน"),
    ("พระสงฆ์และสามเณร", "รูป"),
    ("กรรมการสถานศึกษา", "คน"),
    ("ผู้นำชุมชน", "คน"),
    ("องค์กรปกครองส่วนท้องถิ่น", "คน"),
    ("หน่วยงานรัฐ", "คน"),
    ("เอกชน/มูลนิธิ", "คน"),
    ("ศิษย์เก่า", "คน"),
    ("สถานศึกษาอื่น", "คน"),
]


def fill(apps, schema_editor):
    groups = apps.get_model("community", "GuestGroup").objects
    for position, (name, unit) in enumerate(GROUPS, start=1):
        groups.create(name=name, unit=unit, position=position)


def empty(apps, schema_editor):
    apps.get_model("community", "GuestGroup").objects.filter(school=None).delete()


class Migration(migrations.Migration):
    dependencies = [("community", "0009_activity_people")]

    operations = [migrations.RunPython(fill, empty)]

"""Who usually allows a trip of each kind, for every school; to be checked by its office."""

from django.db import migrations

SOURCE = "ความรู้ทั่วไปเกี่ยวกับระเบียบว่าด้วยการพานักเรียนไปนอกสถานศึกษา ต้องตรวจกับระเบียบและคำสั่งมอบอำนาจที่ใช้อยู่"
RULES = [
    ("day", "ผู้อำนวยการสถานศึกษา"),
    ("night", "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา หรือหัวหน้าหน่วยงานต้นสังกัด"),
    ("abroad", "หัวหน้าส่วนราชการต้นสังกัด"),
]


def fill(apps, schema_editor):
    rules = apps.get_model("community", "TripRule").objects
    for kind, approver in RULES:
        rules.create(kind=kind, approver=approver, source=SOURCE)


def empty(apps, schema_editor):
    apps.get_model("community", "TripRule").objects.filter(school=None).delete()


class Migration(migrations.Migration):
    dependencies = [("community", "0014_trips")]

    operations = [migrations.RunPython(fill, empty)]

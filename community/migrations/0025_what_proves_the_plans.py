"""Which records prove the planning steps of the care procedure and the report of scholarships.

Where the record comes later, the step says so in words and waits for somebody's note.
"""

from django.db import migrations

STRUCTURE = "โครงสร้างฝ่ายและงานของโรงเรียนยังไม่มีในระบบ ระหว่างนี้บันทึกผลหรือแนบเอกสาร"
PROOFS = {
    ("school-care", 3): "students.advisers",
    ("school-care", 4): "community.projects",
    ("school-care", 5): "community.calendar",
    ("district-scholarship", 5): "committee.monitoring",
}
AWAITS = {
    ("school-care", 1): STRUCTURE,
    ("school-care", 2): STRUCTURE,
    ("school-care", 9): "แผ่นพับและจุลสารยังไม่มีในระบบ ระหว่างนี้บันทึกผลและแนบแผ่นพับ",
    ("district-scholarship", 3): "คำสั่งแต่งตั้งคณะกรรมการทุนยังไม่มีในระบบ ระหว่างนี้แนบคำสั่ง",
    ("district-scholarship", 4): "บัญชีจัดสรรทุนยังไม่มีในระบบ ระหว่างนี้แนบรายงานการประชุมและบัญชีจัดสรร",
}


def fill(apps, schema_editor):
    steps = apps.get_model("schoolcare", "ProcedureStep").objects
    for (code, number), evidence in PROOFS.items():
        steps.filter(procedure__code=code, number=number, evidence="").update(evidence=evidence)
    for (code, number), awaits in AWAITS.items():
        steps.filter(procedure__code=code, number=number).update(awaits=awaits)


def empty(apps, schema_editor):
    steps = apps.get_model("schoolcare", "ProcedureStep").objects
    for (code, number), evidence in PROOFS.items():
        steps.filter(procedure__code=code, number=number, evidence=evidence).update(evidence="")
    for code, number in AWAITS:
        steps.filter(procedure__code=code, number=number).update(awaits="")


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0024_trips_allowed_within_the_school"),
        ("schoolcare", "0010_own_procedures"),
    ]

    operations = [migrations.RunPython(fill, empty)]

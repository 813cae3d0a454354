"""The school's structure of the year proves the first two steps of the care procedure."""

from django.db import migrations

PROOFS = {1: "students.structure", 2: "students.structure-heads"}
AWAITED = "โครงสร้างฝ่ายและงานของโรงเรียนยังไม่มีในระบบ ระหว่างนี้บันทึกผลหรือแนบเอกสาร"


def steps_of(apps, number):
    steps = apps.get_model("schoolcare", "ProcedureStep").objects
    return steps.filter(procedure__code="school-care", number=number)


def fill(apps, schema_editor):
    for number, evidence in PROOFS.items():
        steps_of(apps, number).filter(evidence="").update(evidence=evidence, awaits="")


def empty(apps, schema_editor):
    for number, evidence in PROOFS.items():
        steps_of(apps, number).filter(evidence=evidence).update(evidence="", awaits=AWAITED)


class Migration(migrations.Migration):
    dependencies = [("community", "0025_what_proves_the_plans")]

    operations = [migrations.RunPython(fill, empty)]

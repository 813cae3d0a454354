"""A circular that is marked as such proves that offices and schools were told (steps 1 and 2)."""

from django.db import migrations

CODE, TOLD, EVIDENCE = "district-scholarship", (1, 2), "committee.circular"


def fill(apps, schema_editor):
    steps = apps.get_model("schoolcare", "ProcedureStep").objects
    steps.filter(procedure__code=CODE, number__in=TOLD, evidence="").update(evidence=EVIDENCE)


def empty(apps, schema_editor):
    steps = apps.get_model("schoolcare", "ProcedureStep").objects
    steps.filter(procedure__code=CODE, evidence=EVIDENCE).update(evidence="")


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0012_labour_has_people_and_hours"),
        ("schoolcare", "0009_procedure_manuals"),
    ]

    operations = [migrations.RunPython(fill, empty)]

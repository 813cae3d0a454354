"""Names what in the product proves the other steps of the office's procedure for boards.

A name whose record is not known yet proves nothing: the step waits for somebody's note.
"""

from django.db import migrations

EVIDENCE = {
    1: "committee.circular",
    3: "committee.meeting",
    4: "committee.monitoring",
    5: "committee.report",
}


def fill(apps, schema_editor):
    steps = apps.get_model("schoolcare", "ProcedureStep").objects
    for number, name in EVIDENCE.items():
        steps.filter(procedure__code="district-board", number=number, evidence="").update(
            evidence=name
        )


def empty(apps, schema_editor):
    steps = apps.get_model("schoolcare", "ProcedureStep").objects
    steps.filter(procedure__code="district-board", evidence__in=EVIDENCE.values()).update(
        evidence=""
    )


class Migration(migrations.Migration):
    dependencies = [("committee", "0008_monitoring"), ("schoolcare", "0006_procedures")]

    operations = [migrations.RunPython(fill, empty)]

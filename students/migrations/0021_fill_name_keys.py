"""The column that finds doubles, of pupils that were there before it."""

from django.db import migrations

from schoolcare.text import search_key

BATCH = 1000


def fill(apps, editor):
    student = apps.get_model("students", "Student")
    batch = []
    for one in student.objects.only("pk", "first_name", "last_name").iterator(BATCH):
        one.name_key = search_key(f"{one.first_name} {one.last_name}")
        batch.append(one)
        if len(batch) == BATCH:
            student.objects.bulk_update(batch, ["name_key"])
            batch = []
    student.objects.bulk_update(batch, ["name_key"])


class Migration(migrations.Migration):
    dependencies = [("students", "0020_shipped_tests")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

"""Whom an alert excludes already is known to every page that must hide it."""

from django.db import migrations


def fill(apps, editor):
    alerts = apps.get_model("homevisits", "ProtectionAlert").objects
    people = alerts.exclude(excluded=None).values_list("excluded", flat=True)
    apps.get_model("schoolcare", "User").objects.filter(pk__in=list(people)).update(
        is_kept_out=True
    )


class Migration(migrations.Migration):
    dependencies = [
        ("homevisits", "0003_alerts_from_elsewhere"),
        ("schoolcare", "0015_people_kept_out"),
    ]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

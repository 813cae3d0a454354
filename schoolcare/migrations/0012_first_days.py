"""The first day of a school or office in the product: what was due before it is not late."""

import django.utils.timezone
from django.db import migrations, models
from django.db.models import Min


def fill(apps, schema_editor):
    """From the log, whose first event of a place is its opening; without one, today."""
    events = apps.get_model("schoolcare", "AuditEvent").objects
    for model, name in (("School", "school_id"), ("District", "district_id")):
        rows = apps.get_model("schoolcare", model).objects
        named = events.exclude(**{name: None}).order_by().values_list(name)
        for key, first_at in named.annotate(first_at=Min("at")):
            rows.filter(pk=key).update(used_from=django.utils.timezone.localdate(first_at))


def _day():
    return models.DateField(default=django.utils.timezone.localdate, verbose_name="เริ่มใช้ระบบเมื่อ")


class Migration(migrations.Migration):
    dependencies = [("schoolcare", "0011_rounds_of_a_year")]

    operations = [
        migrations.AddField("school", "used_from", _day()),
        migrations.AddField("district", "used_from", _day()),
        migrations.AddField(
            "steprun",
            "is_prior",
            models.BooleanField(default=False, verbose_name="ปิดไว้ เพราะเป็นงานก่อนเริ่มใช้ระบบ"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

"""The day on which a place put a procedure of its own into use: what was due before is not late."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("schoolcare", "0012_first_days")]

    operations = [
        migrations.AddField(
            "procedure",
            "used_on",
            models.DateField(blank=True, null=True, verbose_name="เริ่มใช้เมื่อ"),
        ),
    ]

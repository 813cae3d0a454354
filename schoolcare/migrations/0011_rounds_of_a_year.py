"""A procedure of weeks may begin several times a year."""

from django.db import migrations, models

ONCE = {"procedure_start_once_school": "school", "procedure_start_once_office": "district"}


class Migration(migrations.Migration):
    dependencies = [("schoolcare", "0010_own_procedures")]

    operations = [
        migrations.AlterModelOptions(
            "procedurestart",
            {"ordering": ["procedure", "year", "period"], "verbose_name": "วันเริ่มกระบวนงาน"},
        ),
        migrations.AddField(
            "procedurestart", "period", models.PositiveSmallIntegerField(default=0)
        ),
        migrations.AddField(
            "procedurestart",
            "name",
            models.CharField(blank=True, max_length=100, verbose_name="ชื่อรอบ"),
        ),
        *(migrations.RemoveConstraint("procedurestart", name) for name in ONCE),
        *(
            migrations.AddConstraint(
                "procedurestart",
                models.UniqueConstraint(fields=["procedure", "year", "period", place], name=name),
            )
            for name, place in ONCE.items()
        ),
    ]

"""Which kinds of trips the school's own head allows: a memo asks there, a letter elsewhere."""

from django.db import migrations, models


def fill(apps, schema_editor):
    apps.get_model("community", "TripRule").objects.filter(kind="day").update(is_internal=True)
    apps.get_model("community", "Trip").objects.filter(kind="day").update(is_internal=True)


class Migration(migrations.Migration):
    dependencies = [("community", "0023_reasons_of_archiving")]

    operations = [
        migrations.AddField(
            model_name="triprule",
            name="is_internal",
            field=models.BooleanField(
                default=False,
                help_text="เลือก: ขออนุญาตด้วยบันทึกข้อความ ไม่เลือก: ด้วยหนังสือออกถึงผู้มีอำนาจ",
                verbose_name="ผู้บริหารสถานศึกษาอนุญาตได้เอง",
            ),
        ),
        migrations.AddField(
            model_name="trip",
            name="is_internal",
            field=models.BooleanField(default=False, verbose_name="อนุญาตภายในสถานศึกษา"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

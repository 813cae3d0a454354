from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("students", "0028_signed_bonds")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="own_words",
            field=models.JSONField(default=dict, editable=False, verbose_name="ข้อความของแต่ละคน"),
        )
        for model in ("screening", "aspectresult")
    ]

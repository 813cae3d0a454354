from django.db import migrations, models
from django.db.models.deletion import CASCADE


class Migration(migrations.Migration):
    dependencies = [
        ("schoolcare", "0009_procedure_manuals"),
        ("community", "0018_who_told_donors"),
    ]

    operations = [
        migrations.AddField(
            "donationtaxrule",
            "district",
            models.ForeignKey(
                "schoolcare.district",
                CASCADE,
                blank=True,
                editable=False,
                null=True,
                related_name="+",
            ),
        ),
    ]

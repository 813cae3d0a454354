from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("community", "0017_village_places"),
    ]

    operations = [
        migrations.AddField(
            "resource",
            "acknowledged_by",
            models.ForeignKey(
                settings.AUTH_USER_MODEL,
                PROTECT,
                editable=False,
                null=True,
                related_name="+",
                verbose_name="ผู้ส่งใบตอบรับ",
            ),
        ),
    ]

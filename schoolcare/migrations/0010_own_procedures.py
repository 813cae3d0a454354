"""Schools and offices write procedures of their own, and editions of others."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


def _owner(to):
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to=to,
    )


class Migration(migrations.Migration):
    dependencies = [("schoolcare", "0009_procedure_manuals")]

    operations = [
        migrations.AddField("procedure", "school", _owner("schoolcare.school")),
        migrations.AddField("procedure", "district", _owner("schoolcare.district")),
        migrations.AddField(
            "procedure",
            "family",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="editions",
                to="schoolcare.procedure",
            ),
        ),
        migrations.AddField(
            "procedure",
            "from_year",
            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ใช้ตั้งแต่ปีการศึกษา"),
        ),
        migrations.AddField(
            "procedure",
            "until_year",
            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ใช้ถึงปีการศึกษา"),
        ),
        migrations.AddConstraint(
            "procedure",
            models.CheckConstraint(
                condition=Q(school=None) | Q(district=None, level="school"),
                name="procedure_one_owner",
            ),
        ),
        migrations.AddConstraint(
            "procedure",
            models.CheckConstraint(
                condition=Q(from_year=None)
                | Q(until_year=None)
                | Q(until_year__gte=F("from_year")),
                name="procedure_years",
            ),
        ),
        migrations.AddField(
            "procedurestep",
            "awaits",
            models.CharField(blank=True, max_length=300, verbose_name="หลักฐานที่ระบบยังไม่มี"),
        ),
    ]

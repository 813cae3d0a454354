"""What is measured proposes a criterion; forms of which nobody makes new rounds are archived."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("students", "0017_shipped_tests")]

    operations = [
        migrations.AddField(
            model_name="criterion",
            name="below",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="แต่น้อยกว่า"
            ),
        ),
        migrations.AddField(
            model_name="criterion",
            name="least",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="ตั้งแต่"
            ),
        ),
        migrations.AddField(
            model_name="criterion",
            name="measure",
            field=models.CharField(
                blank=True,
                choices=[("income", "รายได้ครอบครัวต่อเดือน (บาท)")],
                max_length=10,
                verbose_name="เสนอเองจาก",
            ),
        ),
        migrations.AddField(
            model_name="screeningtemplate",
            name="archived_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="เลิกใช้เมื่อ"
            ),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("below", None), ("least", None), ("measure", "")),
                    models.Q(
                        models.Q(("measure", ""), _negated=True),
                        models.Q(
                            ("least__isnull", False), ("below__isnull", False), _connector="OR"
                        ),
                    ),
                    _connector="OR",
                ),
                name="screening_criterion_measured",
            ),
        ),
    ]

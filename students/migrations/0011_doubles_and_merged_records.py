import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import schoolcare.fields


class Migration(migrations.Migration):
    dependencies = [
        ("schoolcare", "0014_imports_of_a_semester"),
        ("students", "0010_sdq_and_other_tests"),
    ]

    operations = [
        migrations.CreateModel(
            name="DistinctPair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="students.student",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="students.student",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="เหตุผล")),
                (
                    "said_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("said_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "คู่ที่เป็นคนละคน",
                "constraints": [
                    models.UniqueConstraint(fields=("one", "other"), name="distinct_pair_once"),
                    models.CheckConstraint(
                        condition=models.Q(("one_id__lt", models.F("other_id"))),
                        name="distinct_pair_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="distinct_pair_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MergedStudent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merged",
                        to="students.student",
                    ),
                ),
                ("old_key", models.BigIntegerField(unique=True)),
                (
                    "old_code",
                    models.CharField(blank=True, max_length=20, verbose_name="รหัสนักเรียนเดิม"),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="เหตุผล")),
                ("moved", models.JSONField(default=dict, verbose_name="ที่ย้ายมา")),
                (
                    "kept",
                    schoolcare.fields.EncryptedTextField(
                        default="[]", verbose_name="ที่เก็บไว้เป็นประวัติ"
                    ),
                ),
                ("kept_rows", models.PositiveIntegerField(default=0)),
                (
                    "merged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("merged_at", models.DateTimeField(auto_now_add=True, verbose_name="รวมเมื่อ")),
            ],
            options={
                "verbose_name": "ระเบียนที่รวมแล้ว",
                "ordering": ["-merged_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="merged_student_reason",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="student",
            name="name_key",
            field=models.CharField(default="", editable=False, max_length=220),
        ),
        migrations.AddIndex(
            model_name="student",
            index=models.Index(
                condition=models.Q(("birth_date__isnull", False)),
                fields=["school", "birth_date", "name_key"],
                name="student_double",
            ),
        ),
    ]

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("schoolcare", "0013_day_of_first_use"),
        ("students", "0008_attendance_of_classes"),
    ]

    operations = [
        migrations.CreateModel(
            name="GrowthReference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(unique=True, verbose_name="ฉบับที่")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="ที่มา")),
                (
                    "starts_on",
                    models.DateField(blank=True, null=True, verbose_name="ใช้กับการวัดตั้งแต่วันที่"),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "ตารางเกณฑ์การเจริญเติบโต",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="GrowthMeasure",
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
                        related_name="growth_measures",
                        to="students.student",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schoolcare.term",
                        verbose_name="ภาคเรียน",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="ครั้งที่")),
                ("measured_on", models.DateField(verbose_name="วันที่ชั่งวัด")),
                (
                    "weight_kg",
                    models.DecimalField(
                        decimal_places=1, max_digits=5, null=True, verbose_name="น้ำหนัก (กก.)"
                    ),
                ),
                (
                    "height_cm",
                    models.DecimalField(
                        decimal_places=1, max_digits=5, null=True, verbose_name="ส่วนสูง (ซม.)"
                    ),
                ),
                (
                    "age_months",
                    models.PositiveSmallIntegerField(null=True, verbose_name="อายุ (เดือน)"),
                ),
                (
                    "reference",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.growthreference",
                        verbose_name="ตารางเกณฑ์",
                    ),
                ),
                (
                    "weight_for_age",
                    models.CharField(blank=True, max_length=20, verbose_name="น้ำหนักตามเกณฑ์อายุ"),
                ),
                (
                    "height_for_age",
                    models.CharField(blank=True, max_length=20, verbose_name="ส่วนสูงตามเกณฑ์อายุ"),
                ),
                (
                    "weight_for_height",
                    models.CharField(blank=True, max_length=20, verbose_name="น้ำหนักตามเกณฑ์ส่วนสูง"),
                ),
                ("is_well_grown", models.BooleanField(null=True, verbose_name="สูงดีสมส่วน")),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "น้ำหนักส่วนสูง",
                "ordering": ["-measured_on", "-pk"],
                "indexes": [
                    models.Index(fields=["student", "-measured_on"], name="growth_of_pupil"),
                    models.Index(fields=["term", "round", "student"], name="growth_of_round"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("student", "term", "round"), name="growth_once_a_round"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("round__in", (1, 2))), name="growth_round"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weight_kg__isnull", False),
                            ("height_cm__isnull", False),
                            _connector="OR",
                        ),
                        name="growth_measured",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weight_kg", None),
                            models.Q(("weight_kg__gt", 0), ("weight_kg__lte", 300)),
                            _connector="OR",
                        ),
                        name="growth_weight",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("height_cm", None),
                            models.Q(("height_cm__gt", 0), ("height_cm__lte", 250)),
                            _connector="OR",
                        ),
                        name="growth_height",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GrowthBand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bands",
                        to="students.growthreference",
                    ),
                ),
                (
                    "index",
                    models.CharField(
                        choices=[
                            ("weight_for_age", "น้ำหนักตามเกณฑ์อายุ"),
                            ("height_for_age", "ส่วนสูงตามเกณฑ์อายุ"),
                            ("weight_for_height", "น้ำหนักตามเกณฑ์ส่วนสูง"),
                        ],
                        max_length=20,
                        verbose_name="ดัชนี",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=20)),
                ("label", models.CharField(max_length=50, verbose_name="ระดับ")),
                (
                    "until_sd",
                    models.DecimalField(
                        decimal_places=1, max_digits=3, null=True, verbose_name="ถึง S.D."
                    ),
                ),
                ("takes_until", models.BooleanField(default=False, verbose_name="รวมค่าที่เท่ากับขอบ")),
                (
                    "tone",
                    models.CharField(
                        choices=[("ok", "ตามเกณฑ์"), ("warn", "ใกล้เกณฑ์"), ("bad", "นอกเกณฑ์")],
                        max_length=4,
                        verbose_name="สี",
                    ),
                ),
                ("is_good", models.BooleanField(default=False, verbose_name="นับเป็นสูงดีสมส่วน")),
                (
                    "level",
                    models.CharField(blank=True, max_length=10, verbose_name="ผลคัดกรองด้านสุขภาพ"),
                ),
            ],
            options={
                "verbose_name": "ระดับการเจริญเติบโต",
                "ordering": ["index", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reference", "index", "position"), name="growth_band_position"
                    ),
                    models.UniqueConstraint(
                        fields=("reference", "index", "code"), name="growth_band_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("index__in", ["weight_for_age", "height_for_age", "weight_for_height"])
                        ),
                        name="growth_band_index",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GrowthRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="students.growthreference",
                    ),
                ),
                (
                    "index",
                    models.CharField(
                        choices=[
                            ("weight_for_age", "น้ำหนักตามเกณฑ์อายุ"),
                            ("height_for_age", "ส่วนสูงตามเกณฑ์อายุ"),
                            ("weight_for_height", "น้ำหนักตามเกณฑ์ส่วนสูง"),
                        ],
                        max_length=20,
                        verbose_name="ดัชนี",
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        choices=[("M", "ชาย"), ("F", "หญิง")], max_length=1, verbose_name="เพศ"
                    ),
                ),
                (
                    "at",
                    models.DecimalField(
                        decimal_places=1, max_digits=5, verbose_name="อายุ (เดือน) หรือส่วนสูง (ซม.)"
                    ),
                ),
                ("bounds", models.JSONField(default=dict, verbose_name="ค่าที่แต่ละ S.D.")),
            ],
            options={
                "verbose_name": "แถวของตารางเกณฑ์",
                "ordering": ["index", "sex", "at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reference", "index", "sex", "at"), name="growth_row_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("index__in", ["weight_for_age", "height_for_age", "weight_for_height"])
                        ),
                        name="growth_row_index",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["M", "F"])), name="growth_row_sex"
                    ),
                ],
            },
        ),
    ]

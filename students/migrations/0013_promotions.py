import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("schoolcare", "0014_imports_of_a_semester"),
        ("students", "0012_homeroom_and_class_meetings"),
    ]

    operations = [
        migrations.CreateModel(
            name="PromotionChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="schoolcare.school",
                    ),
                ),
                (
                    "sort",
                    models.CharField(
                        choices=[("kind", "ประเภทกิจกรรม"), ("award", "ผล/รางวัล")],
                        max_length=5,
                        verbose_name="รายการ",
                    ),
                ),
                ("name", models.CharField(db_collation="thai", max_length=100, verbose_name="ชื่อ")),
                (
                    "shows_talent",
                    models.BooleanField(default=False, verbose_name="แสดงถึงความสามารถพิเศษ"),
                ),
                ("position", models.PositiveSmallIntegerField(default=100, verbose_name="ลำดับ")),
                ("is_active", models.BooleanField(default=True, verbose_name="ใช้งาน")),
            ],
            options={
                "verbose_name": "ตัวเลือกของกิจกรรมส่งเสริม",
                "ordering": ["position", "name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "sort", "name"), name="promotion_choice_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sort", "award"), ("shows_talent", False), _connector="OR"
                        ),
                        name="promotion_choice_talent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Promotion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promotions",
                        to="schoolcare.school",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="ปีการศึกษา")),
                ("title", models.CharField(max_length=300, verbose_name="ชื่อกิจกรรม")),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promotions",
                        to="students.promotionchoice",
                        verbose_name="ประเภท",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("school", "โรงเรียน"),
                            ("network", "กลุ่มเครือข่าย"),
                            ("district", "เขตพื้นที่/อปท."),
                            ("province", "จังหวัด"),
                            ("region", "ภาค"),
                            ("country", "ประเทศ"),
                            ("world", "นานาชาติ"),
                        ],
                        default="school",
                        max_length=8,
                        verbose_name="ระดับ",
                    ),
                ),
                ("is_outside", models.BooleanField(default=False, verbose_name="จัดนอกโรงเรียน")),
                ("starts_on", models.DateField(verbose_name="วันเริ่ม")),
                ("ends_on", models.DateField(verbose_name="วันสิ้นสุด")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="สถานที่")),
                ("organizer", models.CharField(blank=True, max_length=200, verbose_name="ผู้จัด")),
                ("result", models.TextField(blank=True, max_length=3000, verbose_name="ผลโดยรวม")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้บันทึก",
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "void_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="เหตุที่ยกเลิก"),
                ),
                (
                    "staff",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ครูผู้รับผิดชอบ",
                    ),
                ),
            ],
            options={
                "verbose_name": "กิจกรรมส่งเสริมนักเรียน",
                "ordering": ["-starts_on", "-pk"],
                "indexes": [
                    models.Index(fields=["school", "year", "-starts_on"], name="promotion_year_day")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="promotion_dates",
                        violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2400), ("year__lte", 2700)),
                        name="promotion_year_buddhist",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PromotionFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "promotion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="students.promotion",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schoolcare.storedfile",
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "หลักฐานของกิจกรรม",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("promotion", "file"), name="promotion_file_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PromotionPupil",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "promotion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pupils",
                        to="students.promotion",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promotions",
                        to="students.student",
                    ),
                ),
                (
                    "classroom",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="students.classroom",
                        verbose_name="ห้องเรียน",
                    ),
                ),
                (
                    "award",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.promotionchoice",
                        verbose_name="ผล/รางวัล",
                    ),
                ),
                (
                    "remark",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="รายการที่แข่งขัน/หมายเหตุ"
                    ),
                ),
            ],
            options={
                "verbose_name": "นักเรียนที่ร่วมกิจกรรม",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("promotion", "student"), name="promotion_pupil_once"
                    )
                ],
            },
        ),
    ]

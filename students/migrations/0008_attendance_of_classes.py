import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("schoolcare", "0014_imports_of_a_semester"),
        ("students", "0007_structure_teams_and_groups"),
    ]

    operations = [
        migrations.CreateModel(
            name="AbsenceCase",
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
                        related_name="absence_cases",
                        to="students.student",
                    ),
                ),
                (
                    "classroom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absence_cases",
                        to="students.classroom",
                        verbose_name="ห้องเรียน",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[("run", "ขาดเรียนติดต่อกัน"), ("month", "ขาดเรียนในเดือนเดียวกัน")],
                        max_length=8,
                        verbose_name="เหตุ",
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(verbose_name="จำนวนวัน")),
                ("starts_on", models.DateField(verbose_name="ตั้งแต่วันที่")),
                ("ends_on", models.DateField(verbose_name="ถึงวันที่")),
                ("found_at", models.DateTimeField(auto_now_add=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("back", "กลับมาเรียนแล้ว"),
                            ("excused", "มีเหตุจำเป็น โรงเรียนรับทราบ"),
                            ("missing", "ตามไม่พบ เสนอขึ้นทะเบียนแขวนลอย"),
                            ("left", "ออกจากโรงเรียนแล้ว"),
                        ],
                        max_length=8,
                        verbose_name="ผล",
                    ),
                ),
                ("result", models.TextField(blank=True, max_length=2000, verbose_name="รายละเอียด")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="วันที่ปิดเรื่อง")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "การขาดเรียนเกินเกณฑ์",
                "ordering": ["-ends_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_on", None)),
                        fields=("student",),
                        name="absence_case_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="absence_case_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on", None), ("outcome", "")),
                            models.Q(
                                ("closed_on__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="absence_case_closed_with_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AttendanceRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "school",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendance_rule",
                        to="schoolcare.school",
                    ),
                ),
                (
                    "run_days",
                    models.PositiveSmallIntegerField(default=5, verbose_name="ขาดติดต่อกันเกิน (วัน)"),
                ),
                (
                    "month_days",
                    models.PositiveSmallIntegerField(
                        default=7, verbose_name="ขาดในเดือนเดียวกันเกิน (วัน)"
                    ),
                ),
                ("counts_sick", models.BooleanField(default=False, verbose_name="นับลาป่วยด้วย")),
                ("counts_errand", models.BooleanField(default=False, verbose_name="นับลากิจด้วย")),
                ("counts_late", models.BooleanField(default=False, verbose_name="นับสายด้วย")),
                (
                    "least_share",
                    models.PositiveSmallIntegerField(
                        default=80, verbose_name="เวลาเรียนต้องไม่ต่ำกว่า (ร้อยละ)"
                    ),
                ),
            ],
            options={
                "verbose_name": "เกณฑ์การขาดเรียน",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("month_days__range", (1, 31)), ("run_days__range", (1, 60))
                        ),
                        name="attendance_rule_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("least_share__range", (1, 100))),
                        name="attendance_rule_share",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClassDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "classroom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="class_days",
                        to="students.classroom",
                    ),
                ),
                ("on", models.DateField(verbose_name="วันที่")),
                ("pupils", models.PositiveSmallIntegerField(verbose_name="นักเรียนทั้งหมด")),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้บันทึก",
                    ),
                ),
                ("checked_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "การเช็กชื่อ",
                "ordering": ["on", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("classroom", "on"), name="class_day_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="AbsenceLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="students.absencecase",
                    ),
                ),
                (
                    "step",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "ครั้งที่ 1"),
                            (2, "ครั้งที่ 2"),
                            (3, "ครั้งที่ 3"),
                            (4, "หนังสือของโรงเรียน"),
                        ],
                        verbose_name="ฉบับ",
                    ),
                ),
                ("dated_on", models.DateField(verbose_name="ลงวันที่")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("hand", "ส่งมือผู้ปกครอง"),
                            ("pupil", "ฝากนักเรียนหรือญาติ"),
                            ("post", "ไปรษณีย์ลงทะเบียน"),
                            ("visit", "นำไปที่บ้าน"),
                            ("other", "วิธีอื่น"),
                        ],
                        default="hand",
                        max_length=8,
                        verbose_name="ส่งโดย",
                    ),
                ),
                ("meet_on", models.DateField(blank=True, null=True, verbose_name="นัดผู้ปกครองพบวันที่")),
                (
                    "answer",
                    models.TextField(blank=True, max_length=2000, verbose_name="ผู้ปกครองตอบว่า"),
                ),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="ตอบเมื่อวันที่")),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "หนังสือแจ้งการขาดเรียน",
                "ordering": ["step"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "step"), name="absence_letter_step_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("step__in", [1, 2, 3, 4])),
                        name="absence_letter_step_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on", None),
                            ("answered_on__gte", models.F("dated_on")),
                            _connector="OR",
                        ),
                        name="absence_letter_answered_after",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="students.classday",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="students.student",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("absent", "ขาด"),
                            ("sick", "ลาป่วย"),
                            ("errand", "ลากิจ"),
                            ("late", "สาย"),
                        ],
                        max_length=8,
                        verbose_name="การมาเรียน",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="เหตุ")),
            ],
            options={
                "verbose_name": "การไม่มาเรียน",
                "ordering": ["day", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "student"), name="absence_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["absent", "sick", "errand", "late"])),
                        name="absence_kind",
                    ),
                ],
            },
        ),
    ]

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("schoolcare", "0013_day_of_first_use"),
        ("students", "0003_rooms_with_names"),
    ]

    operations = [
        migrations.CreateModel(
            name="CareCase",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="students.student",
                    ),
                ),
                ("problem", models.TextField(max_length=2000, verbose_name="สภาพปัญหา")),
                ("opened_on", models.DateField(verbose_name="เปิดเมื่อ")),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_cases",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ครูเจ้าของกรณี",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="ยุติเมื่อ")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("better", "ดีขึ้น"), ("left", "ออกจากโรงเรียน"), ("other", "อื่น ๆ")],
                        max_length=10,
                        verbose_name="ผล",
                    ),
                ),
                (
                    "closing_note",
                    models.TextField(blank=True, max_length=2000, verbose_name="สรุปผล"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "รายกรณี",
                "ordering": ["-opened_on", "-pk"],
                "indexes": [
                    models.Index(fields=["student", "-opened_on"], name="care_case_student")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on", None), ("outcome", "")),
                            models.Q(
                                ("closed_on__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="care_case_closed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("problem", ""), _negated=True), name="care_case_problem"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScreeningTemplate",
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
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="schoolcare.district",
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="รหัส")),
                ("name", models.CharField(max_length=200, verbose_name="ชื่อแบบคัดกรอง")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="ฉบับที่")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="ที่มา")),
                (
                    "based_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="students.screeningtemplate",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ประกาศใช้เมื่อ"),
                ),
                (
                    "archived_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="เลิกใช้เมื่อ"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "แบบคัดกรอง",
                "ordering": ["code", "-version", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("school__isnull", False)),
                        fields=("school", "code", "version"),
                        name="screening_template_of_school",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("district__isnull", False)),
                        fields=("district", "code", "version"),
                        name="screening_template_of_office",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("district", None), ("school", None)),
                        fields=("code", "version"),
                        name="screening_template_shipped",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("school", None), ("district", None), _connector="OR"),
                        name="screening_template_one_owner",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Aspect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aspects",
                        to="students.screeningtemplate",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="ลำดับ")),
                ("code", models.CharField(max_length=20, verbose_name="รหัส")),
                ("name", models.CharField(max_length=150, verbose_name="ด้าน")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("graded", "ปกติ / เสี่ยง / มีปัญหา"),
                            ("presence", "มี / ไม่มี"),
                            ("derived", "จากผลประเมินอื่น"),
                        ],
                        default="graded",
                        max_length=10,
                        verbose_name="ชนิด",
                    ),
                ),
                (
                    "makes_special",
                    models.BooleanField(default=False, verbose_name="มีแล้วนับเป็นกลุ่มพิเศษ"),
                ),
            ],
            options={
                "verbose_name": "ด้านของแบบคัดกรอง",
                "ordering": ["template", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("template", "code"), name="screening_aspect_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["graded", "presence", "derived"])),
                        name="screening_aspect_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScreeningRound",
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
                        related_name="screening_rounds",
                        to="schoolcare.school",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screening_rounds",
                        to="schoolcare.term",
                        verbose_name="ภาคเรียน",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="รอบที่")),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="students.screeningtemplate",
                        verbose_name="แบบคัดกรอง",
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="เริ่มวันที่")),
                ("closes_on", models.DateField(verbose_name="ถึงวันที่")),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="ปิดรอบเมื่อ"
                    ),
                ),
            ],
            options={
                "verbose_name": "รอบคัดกรอง",
                "ordering": ["-opens_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("term", "number"), name="screening_round_once"),
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                        name="screening_round_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "aspect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="students.aspect",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("normal", "ปกติ"),
                            ("risk", "เสี่ยง"),
                            ("problem", "มีปัญหา"),
                            ("has", "มี"),
                            ("lacks", "ไม่มี"),
                        ],
                        max_length=8,
                        verbose_name="ระดับ",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="ลำดับ")),
                ("code", models.CharField(max_length=30, verbose_name="รหัส")),
                ("text", models.CharField(max_length=300, verbose_name="เกณฑ์")),
                (
                    "is_danger",
                    models.BooleanField(default=False, verbose_name="แจ้งเหตุคุ้มครองเด็กทันที"),
                ),
                (
                    "measure",
                    models.CharField(
                        blank=True,
                        choices=[("income", "รายได้ครอบครัวต่อเดือน (บาท)")],
                        max_length=10,
                        verbose_name="เสนอเองจาก",
                    ),
                ),
                (
                    "least",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="ตั้งแต่"
                    ),
                ),
                (
                    "below",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=10,
                        null=True,
                        verbose_name="แต่น้อยกว่า",
                    ),
                ),
            ],
            options={
                "verbose_name": "เกณฑ์คัดกรอง",
                "ordering": ["aspect", "level", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("aspect", "code"), name="screening_criterion_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["risk", "problem", "has"])),
                        name="screening_criterion_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("below", None), ("least", None), ("measure", "")),
                            models.Q(
                                models.Q(("measure", ""), _negated=True),
                                models.Q(
                                    ("least__isnull", False),
                                    ("below__isnull", False),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="screening_criterion_measured",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Screening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screenings",
                        to="students.screeninground",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screenings",
                        to="students.student",
                    ),
                ),
                (
                    "classroom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screenings",
                        to="students.classroom",
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("screened_on", models.DateField(verbose_name="วันที่คัดกรอง")),
                (
                    "screened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้คัดกรอง",
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("normal", "ปกติ"),
                            ("risk", "เสี่ยง"),
                            ("problem", "มีปัญหา"),
                            ("has", "มี"),
                            ("lacks", "ไม่มี"),
                        ],
                        max_length=8,
                        verbose_name="กลุ่ม",
                    ),
                ),
                ("is_special", models.BooleanField(default=False, verbose_name="กลุ่มพิเศษ")),
                ("remark", models.TextField(blank=True, max_length=1000, verbose_name="หมายเหตุ")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "ผลคัดกรอง",
                "ordering": ["-screened_on", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["round", "classroom", "group"], name="screening_round_class"
                    ),
                    models.Index(fields=["student", "-screened_on"], name="screening_student"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "student"), name="screening_once_a_round"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("group__in", ["", "normal", "risk", "problem"])),
                        name="screening_group",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScreeningAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="students.screening",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("case", "เปิดรายกรณี"),
                            ("watch", "เฝ้าระวัง"),
                            ("none", "ไม่ดำเนินการ"),
                        ],
                        max_length=5,
                        verbose_name="การดำเนินการ",
                    ),
                ),
                (
                    "watch_until",
                    models.DateField(blank=True, null=True, verbose_name="เฝ้าระวังถึงวันที่"),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="เหตุผล")),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="students.carecase",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "การดำเนินการต่อผลคัดกรอง",
                "ordering": ["-decided_at", "-pk"],
                "indexes": [
                    models.Index(fields=["kind", "watch_until"], name="screening_action_watch")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("case__isnull", False), ("kind", "case"), ("watch_until", None)
                            ),
                            models.Q(
                                ("case", None), ("kind", "watch"), ("watch_until__isnull", False)
                            ),
                            models.Q(
                                ("case", None),
                                ("kind", "none"),
                                ("watch_until", None),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="screening_action_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AspectResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="students.screening",
                    ),
                ),
                (
                    "aspect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="students.aspect",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("normal", "ปกติ"),
                            ("risk", "เสี่ยง"),
                            ("problem", "มีปัญหา"),
                            ("has", "มี"),
                            ("lacks", "ไม่มี"),
                        ],
                        max_length=8,
                        verbose_name="ระดับ",
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=500, verbose_name="หมายเหตุ")),
                (
                    "hint_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("normal", "ปกติ"),
                            ("risk", "เสี่ยง"),
                            ("problem", "มีปัญหา"),
                            ("has", "มี"),
                            ("lacks", "ไม่มี"),
                        ],
                        max_length=8,
                        verbose_name="ข้อเสนอ",
                    ),
                ),
                (
                    "hint_source",
                    models.CharField(blank=True, max_length=300, verbose_name="ที่มาของข้อเสนอ"),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=300, verbose_name="เหตุผลที่ต่างจากข้อเสนอ"),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="results",
                        to="students.screeningaction",
                    ),
                ),
                (
                    "criteria",
                    models.ManyToManyField(
                        blank=True,
                        related_name="results",
                        to="students.criterion",
                        verbose_name="เกณฑ์ที่พบ",
                    ),
                ),
            ],
            options={
                "verbose_name": "ผลรายด้าน",
                "ordering": ["screening", "aspect__order"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("action", None), ("level__in", ["risk", "problem"])),
                        fields=["screening"],
                        name="screening_result_unacted",
                    ),
                    models.Index(fields=["aspect", "level"], name="screening_result_level"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("screening", "aspect"), name="screening_result_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level__in", ["normal", "risk", "problem", "has", "lacks"])
                        ),
                        name="screening_result_level_known",
                    ),
                ],
            },
        ),
    ]

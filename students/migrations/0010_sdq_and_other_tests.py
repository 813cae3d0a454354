import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("schoolcare", "0014_imports_of_a_semester"),
        ("students", "0009_growth"),
    ]

    operations = [
        migrations.CreateModel(
            name="PhqForm",
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
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="ฉบับที่")),
                ("name", models.CharField(max_length=150, verbose_name="ชื่อแบบประเมิน")),
                ("source", models.CharField(blank=True, max_length=400, verbose_name="ที่มา")),
                ("lead", models.CharField(max_length=300, verbose_name="คำชี้แจง")),
                ("items", models.JSONField(verbose_name="ข้อคำถาม")),
                ("options", models.JSONField(verbose_name="คำตอบ")),
                ("extra", models.JSONField(default=list, verbose_name="คำถามเพิ่มเติม")),
                ("bands", models.JSONField(verbose_name="ระดับ")),
                ("cutoff", models.PositiveSmallIntegerField(verbose_name="จุดตัดในโรงเรียน")),
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
                "verbose_name": "แบบ PHQ-A",
                "ordering": ["school", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("school", None)),
                        fields=("version",),
                        name="phq_form_shipped",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("school__isnull", False)),
                        fields=("school", "version"),
                        name="phq_form_of_school",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cutoff__gte", 1), ("cutoff__lte", 27)),
                        name="phq_form_cutoff",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScreenKind",
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
                ("name", models.CharField(max_length=150, verbose_name="ชื่อแบบประเมิน")),
                ("hint", models.CharField(blank=True, max_length=300, verbose_name="คำแนะนำ")),
                (
                    "is_specialist",
                    models.BooleanField(default=False, verbose_name="ทำโดยผู้ผ่านการอบรม แนบเอกสาร"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="ใช้อยู่")),
                ("position", models.PositiveSmallIntegerField(default=50, verbose_name="ลำดับ")),
            ],
            options={
                "verbose_name": "ชนิดของแบบประเมิน",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("school", None)),
                        fields=("name",),
                        name="screen_kind_shipped",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("school__isnull", False)),
                        fields=("school", "name"),
                        name="screen_kind_of_school",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="screen_kind_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SdqItemText",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sdq_items",
                        to="schoolcare.school",
                    ),
                ),
                (
                    "informant",
                    models.CharField(
                        choices=[("teacher", "ครู"), ("self", "นักเรียน"), ("parent", "ผู้ปกครอง")],
                        max_length=8,
                        verbose_name="ผู้ประเมิน",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="ข้อ")),
                ("text", models.CharField(max_length=300, verbose_name="ข้อความ")),
            ],
            options={
                "verbose_name": "ข้อความของ SDQ",
                "ordering": ["school", "informant", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "informant", "number"), name="sdq_item_text_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", 25)),
                        name="sdq_item_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SdqNormSet",
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
                ("code", models.CharField(max_length=10, verbose_name="รหัส")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="ฉบับที่")),
                ("name", models.CharField(max_length=150, verbose_name="ชื่อเกณฑ์")),
                ("source", models.CharField(blank=True, max_length=400, verbose_name="ที่มา")),
                ("is_on", models.BooleanField(default=False, verbose_name="เปิดให้ใช้")),
                (
                    "is_default",
                    models.BooleanField(default=False, verbose_name="ใช้เมื่อโรงเรียนไม่ได้เลือก"),
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
                "verbose_name": "เกณฑ์ SDQ",
                "ordering": ["school", "code", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("school", None)),
                        fields=("code", "version"),
                        name="sdq_norm_set_shipped",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("school__isnull", False)),
                        fields=("school", "code", "version"),
                        name="sdq_norm_set_of_school",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("is_default",),
                        name="sdq_norm_set_one_default",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_default", False),
                            models.Q(("is_on", True), ("school", None)),
                            _connector="OR",
                        ),
                        name="sdq_norm_set_default_on",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PhqResponse",
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
                        related_name="phq_responses",
                        to="students.screeninground",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="phq_responses",
                        to="students.student",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.phqform",
                    ),
                ),
                ("answers", models.CharField(max_length=9, verbose_name="คำตอบ")),
                ("extra", models.CharField(default="--", max_length=2, verbose_name="คำถามเพิ่มเติม")),
                ("total", models.PositiveSmallIntegerField(null=True, verbose_name="คะแนนรวม")),
                ("band", models.CharField(blank=True, max_length=150, verbose_name="ระดับ")),
                ("is_positive", models.BooleanField(default=False, verbose_name="ถึงจุดตัด")),
                (
                    "is_danger",
                    models.BooleanField(default=False, verbose_name="มีความเสี่ยงทำร้ายตนเอง"),
                ),
                ("answered_on", models.DateField(verbose_name="วันที่ประเมิน")),
                (
                    "next_step",
                    models.TextField(blank=True, max_length=1000, verbose_name="สิ่งที่ทำต่อ"),
                ),
                (
                    "keyed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้บันทึก",
                    ),
                ),
                ("keyed_at", models.DateTimeField(auto_now=True, verbose_name="บันทึกเมื่อ")),
            ],
            options={
                "verbose_name": "แบบประเมิน PHQ-A",
                "ordering": ["-answered_on", "-pk"],
                "indexes": [models.Index(fields=["student", "-answered_on"], name="phq_student")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length(models.F("answers")), 9
                            )
                        ),
                        name="phq_response_items",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("total", None), ("total__lte", 27), _connector="OR"),
                        name="phq_response_total",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OtherScreen",
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
                        related_name="other_screens",
                        to="students.student",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="other_screens",
                        to="students.screeninground",
                        verbose_name="รอบ",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screens",
                        to="students.screenkind",
                        verbose_name="แบบประเมิน",
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        choices=[("normal", "ปกติ"), ("risk", "เสี่ยง"), ("problem", "มีปัญหา")],
                        max_length=8,
                        verbose_name="ผล",
                    ),
                ),
                (
                    "result",
                    models.CharField(blank=True, max_length=500, verbose_name="ผลเป็นข้อความ"),
                ),
                ("taken_on", models.DateField(verbose_name="วันที่ประเมิน")),
                ("assessor", models.CharField(blank=True, max_length=150, verbose_name="ผู้ประเมิน")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="schoolcare.storedfile",
                        verbose_name="เอกสาร",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้บันทึก",
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="บันทึกเมื่อ")),
            ],
            options={
                "verbose_name": "ผลประเมินอื่น",
                "ordering": ["-taken_on", "-pk"],
                "indexes": [
                    models.Index(fields=["student", "-taken_on"], name="other_screen_student")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("group", ""), _negated=True),
                            models.Q(("result", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="other_screen_says_something",
                        violation_error_message="เลือกผล หรือพิมพ์ผลเป็นข้อความ",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("group__in", ["", "normal", "risk", "problem"])),
                        name="other_screen_group",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SdqNorm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "norm_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="norms",
                        to="students.sdqnormset",
                    ),
                ),
                (
                    "informant",
                    models.CharField(
                        choices=[("teacher", "ครู"), ("self", "นักเรียน"), ("parent", "ผู้ปกครอง")],
                        max_length=8,
                        verbose_name="ผู้ประเมิน",
                    ),
                ),
                (
                    "scale",
                    models.CharField(
                        choices=[
                            ("emotional", "ด้านอารมณ์"),
                            ("conduct", "ด้านความประพฤติ/เกเร"),
                            ("hyperactivity", "ด้านอยู่ไม่นิ่ง/สมาธิสั้น"),
                            ("peer", "ด้านความสัมพันธ์กับเพื่อน"),
                            ("prosocial", "ด้านสัมพันธภาพทางสังคม (จุดแข็ง)"),
                            ("total", "คะแนนรวมด้านที่เป็นปัญหา"),
                            ("impact", "ผลกระทบ"),
                        ],
                        max_length=14,
                        verbose_name="ด้าน",
                    ),
                ),
                (
                    "risk_min",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="เสี่ยงตั้งแต่"
                    ),
                ),
                (
                    "problem_min",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="มีปัญหาตั้งแต่"
                    ),
                ),
                (
                    "strength_min",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="มีจุดแข็งตั้งแต่"
                    ),
                ),
            ],
            options={
                "verbose_name": "เกณฑ์ SDQ รายด้าน",
                "ordering": ["norm_set", "informant", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("norm_set", "informant", "scale"), name="sdq_norm_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("risk_min", None),
                            ("problem_min", None),
                            ("problem_min__gt", models.F("risk_min")),
                            _connector="OR",
                        ),
                        name="sdq_norm_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("problem_min", None), ("risk_min", None), ("scale", "prosocial")
                            ),
                            models.Q(
                                models.Q(("scale", "prosocial"), _negated=True),
                                ("strength_min", None),
                            ),
                            _connector="OR",
                        ),
                        name="sdq_norm_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SdqResponse",
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
                        related_name="sdq_responses",
                        to="students.screeninground",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sdq_responses",
                        to="students.student",
                    ),
                ),
                (
                    "informant",
                    models.CharField(
                        choices=[("teacher", "ครู"), ("self", "นักเรียน"), ("parent", "ผู้ปกครอง")],
                        max_length=8,
                        verbose_name="ผู้ประเมิน",
                    ),
                ),
                (
                    "answers",
                    models.CharField(
                        default="-------------------------", max_length=25, verbose_name="คำตอบ"
                    ),
                ),
                (
                    "impact_answers",
                    models.JSONField(blank=True, default=dict, verbose_name="คำตอบด้านผลกระทบ"),
                ),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="วันที่ประเมิน")),
                ("rater", models.CharField(blank=True, max_length=150, verbose_name="ชื่อผู้ตอบ")),
                (
                    "keyed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้คีย์",
                    ),
                ),
                ("keyed_at", models.DateTimeField(verbose_name="คีย์เมื่อ")),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้คีย์ซ้ำ",
                    ),
                ),
                (
                    "norm_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.sdqnormset",
                        verbose_name="เกณฑ์ที่ใช้แปลผล",
                    ),
                ),
                ("scores", models.JSONField(default=dict, verbose_name="คะแนน")),
                ("groups", models.JSONField(default=dict, verbose_name="ผล")),
                (
                    "total_group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("normal", "ปกติ"),
                            ("risk", "เสี่ยง"),
                            ("problem", "มีปัญหา"),
                            ("strength", "มีจุดแข็ง"),
                            ("none", "ไม่มีจุดแข็ง"),
                        ],
                        max_length=8,
                        verbose_name="ผลรวม",
                    ),
                ),
                (
                    "worst_group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("normal", "ปกติ"),
                            ("risk", "เสี่ยง"),
                            ("problem", "มีปัญหา"),
                            ("strength", "มีจุดแข็ง"),
                            ("none", "ไม่มีจุดแข็ง"),
                        ],
                        max_length=8,
                        verbose_name="ด้านที่แย่ที่สุด",
                    ),
                ),
                ("is_complete", models.BooleanField(default=False, verbose_name="ครบ")),
                ("is_prorated", models.BooleanField(default=False, verbose_name="คำนวณจากข้อที่ตอบ")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "แบบประเมิน SDQ",
                "ordering": ["-round__opens_on", "student", "informant"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "student", "informant"), name="sdq_response_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("informant__in", ["teacher", "self", "parent"])),
                        name="sdq_response_informant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length(models.F("answers")), 25
                            )
                        ),
                        name="sdq_response_items",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("total_group__in", ["", "normal", "risk", "problem"]),
                            ("worst_group__in", ["", "normal", "risk", "problem"]),
                        ),
                        name="sdq_response_groups",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SdqSettings",
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
                        related_name="sdq_settings",
                        to="schoolcare.school",
                    ),
                ),
                (
                    "norm_set",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.sdqnormset",
                        verbose_name="เกณฑ์ที่ใช้แปลผล",
                    ),
                ),
                (
                    "primary",
                    models.CharField(
                        choices=[("teacher", "ครู"), ("self", "นักเรียน"), ("parent", "ผู้ปกครอง")],
                        default="teacher",
                        max_length=8,
                        verbose_name="ผู้ประเมินหลัก",
                    ),
                ),
                (
                    "hint",
                    models.CharField(
                        choices=[
                            ("worst", "ด้านที่แย่ที่สุด (รวมคะแนนรวม)"),
                            ("total", "คะแนนรวมอย่างเดียว"),
                        ],
                        default="worst",
                        max_length=8,
                        verbose_name="ผลที่เสนอให้การคัดกรอง",
                    ),
                ),
                (
                    "teacher_only_to",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "อ.1"),
                            (2, "อ.2"),
                            (3, "อ.3"),
                            (11, "ป.1"),
                            (12, "ป.2"),
                            (13, "ป.3"),
                            (14, "ป.4"),
                            (15, "ป.5"),
                            (16, "ป.6"),
                            (21, "ม.1"),
                            (22, "ม.2"),
                            (23, "ม.3"),
                            (24, "ม.4"),
                            (25, "ม.5"),
                            (26, "ม.6"),
                            (31, "ปวช.1"),
                            (32, "ปวช.2"),
                            (33, "ปวช.3"),
                        ],
                        default=13,
                        verbose_name="ให้ครูประเมินฝ่ายเดียวถึงชั้น",
                    ),
                ),
                (
                    "licence_proof",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="schoolcare.storedfile",
                        verbose_name="หลักฐาน",
                    ),
                ),
                (
                    "licence_note",
                    models.CharField(blank=True, max_length=300, verbose_name="สิทธิ์ที่ได้รับ"),
                ),
                (
                    "licence_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "licence_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ยืนยันสิทธิ์เมื่อ"),
                ),
            ],
            options={
                "verbose_name": "การตั้งค่า SDQ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("licence_at", None), ("licence_by", None)),
                            models.Q(("licence_at__isnull", False), ("licence_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="sdq_licence_pair",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SdqRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="students.sdqresponse",
                    ),
                ),
                ("answers", models.CharField(max_length=25, verbose_name="คำตอบ")),
                ("impact_answers", models.JSONField(default=dict, verbose_name="คำตอบด้านผลกระทบ")),
                ("answered_on", models.DateField(null=True, verbose_name="วันที่ประเมิน")),
                ("rater", models.CharField(blank=True, max_length=150, verbose_name="ชื่อผู้ตอบ")),
                (
                    "keyed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("keyed_at", models.DateTimeField(verbose_name="คีย์เมื่อ")),
                (
                    "norm_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.sdqnormset",
                    ),
                ),
                ("scores", models.JSONField(default=dict, verbose_name="คะแนน")),
                ("groups", models.JSONField(default=dict, verbose_name="ผล")),
                (
                    "replaced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("replaced_at", models.DateTimeField(auto_now_add=True, verbose_name="แทนที่เมื่อ")),
            ],
            options={
                "verbose_name": "คำตอบ SDQ เดิม",
                "ordering": ["-replaced_at", "-pk"],
            },
        ),
    ]

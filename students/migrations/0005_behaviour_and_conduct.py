import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("schoolcare", "0013_day_of_first_use"),
        ("students", "0004_screening"),
    ]

    operations = [
        migrations.CreateModel(
            name="BehaviourScale",
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
                ("version", models.PositiveSmallIntegerField(verbose_name="ฉบับที่")),
                (
                    "starting_points",
                    models.PositiveSmallIntegerField(default=100, verbose_name="คะแนนตั้งต้น"),
                ),
                (
                    "period",
                    models.CharField(
                        choices=[("semester", "ภาคเรียน"), ("year", "ปีการศึกษา")],
                        default="semester",
                        max_length=8,
                        verbose_name="เริ่มนับคะแนนใหม่ทุก",
                    ),
                ),
                (
                    "good_adds",
                    models.BooleanField(default=True, verbose_name="คะแนนความดีเพิ่มคะแนนคงเหลือ"),
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
                "verbose_name": "เกณฑ์คะแนนความประพฤติ",
                "ordering": ["-version", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "version"), name="behaviour_scale_version"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("school", None)),
                        fields=("version",),
                        name="behaviour_scale_shipped_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("starting_points__lte", 1000)),
                        name="behaviour_scale_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period__in", ["semester", "year"])),
                        name="behaviour_scale_period",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConductRules",
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
                        related_name="conduct_rules",
                        to="schoolcare.school",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="ฉบับที่")),
                (
                    "name",
                    models.CharField(
                        default="ความประพฤติของนักเรียน", max_length=200, verbose_name="ว่าด้วย"
                    ),
                ),
                ("text", models.TextField(max_length=20000, verbose_name="ข้อความ")),
                ("announced_on", models.DateField(blank=True, null=True, verbose_name="ประกาศเมื่อ")),
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
                "verbose_name": "ระเบียบความประพฤติ",
                "ordering": ["-version", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "version"), name="conduct_rules_version"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("school", None)),
                        fields=("version",),
                        name="conduct_rules_shipped_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="conduct_rules_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("school", None),
                            models.Q(
                                ("announced_on__isnull", False),
                                ("made_by__isnull", False),
                                ("school__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="conduct_rules_announced",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BehaviourLetter",
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
                        related_name="behaviour_letters",
                        to="students.student",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="ปีการศึกษา")),
                ("semester", models.PositiveSmallIntegerField(default=0, verbose_name="ภาคเรียนที่")),
                ("points", models.PositiveSmallIntegerField(verbose_name="เกณฑ์ (คะแนน)")),
                ("title", models.CharField(max_length=150, verbose_name="สิ่งที่ทำ")),
                (
                    "state",
                    models.CharField(
                        choices=[("due", "รอแจ้ง"), ("sent", "แจ้งแล้ว"), ("dropped", "ไม่แจ้ง")],
                        default="due",
                        max_length=8,
                        verbose_name="สถานะ",
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("settled_on", models.DateField(blank=True, null=True, verbose_name="วันที่")),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=500, verbose_name="บันทึก")),
            ],
            options={
                "verbose_name": "หนังสือแจ้งความประพฤติ",
                "ordering": ["-made_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "due")),
                        fields=["student"],
                        name="behaviour_letter_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("student", "year", "semester", "points"),
                        name="behaviour_letter_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_by", None), ("settled_on", None), ("state", "due")),
                            models.Q(
                                ("settled_by__isnull", False),
                                ("settled_on__isnull", False),
                                ("state", "sent"),
                            ),
                            models.Q(
                                ("settled_by__isnull", False),
                                ("settled_on__isnull", False),
                                ("state", "dropped"),
                                models.Q(("remark", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="behaviour_letter_settled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BehaviourKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kinds",
                        to="students.behaviourscale",
                    ),
                ),
                (
                    "name",
                    models.CharField(db_collation="thai", max_length=150, verbose_name="พฤติกรรม"),
                ),
                ("is_good", models.BooleanField(default=False, verbose_name="ความดี")),
                ("points", models.PositiveSmallIntegerField(verbose_name="คะแนน")),
                ("is_violence", models.BooleanField(default=False, verbose_name="ถือเป็นความรุนแรง")),
                ("position", models.PositiveSmallIntegerField(default=100, verbose_name="ลำดับ")),
            ],
            options={
                "verbose_name": "รายการพฤติกรรม",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("scale", "name"), name="behaviour_kind_once"),
                    models.CheckConstraint(
                        condition=models.Q(("points__lte", 1000)), name="behaviour_kind_points"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_good", False), ("is_violence", False), _connector="OR"
                        ),
                        name="behaviour_kind_violence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BehaviourThreshold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="thresholds",
                        to="students.behaviourscale",
                    ),
                ),
                ("points", models.PositiveSmallIntegerField(verbose_name="ถูกตัดถึง (คะแนน)")),
                ("title", models.CharField(max_length=150, verbose_name="สิ่งที่ทำ")),
            ],
            options={
                "verbose_name": "เกณฑ์แจ้งผู้ปกครอง",
                "ordering": ["points", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scale", "points"), name="behaviour_threshold_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("points__gte", 1), ("points__lte", 1000)),
                        name="behaviour_threshold_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BehaviourEvent",
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
                        related_name="behaviour_events",
                        to="schoolcare.school",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="ปีการศึกษา")),
                ("semester", models.PositiveSmallIntegerField(verbose_name="ภาคเรียนที่")),
                ("on", models.DateField(verbose_name="วันที่")),
                ("place", models.CharField(blank=True, max_length=150, verbose_name="สถานที่")),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="students.behaviourkind",
                    ),
                ),
                (
                    "name",
                    models.CharField(db_collation="thai", max_length=150, verbose_name="พฤติกรรม"),
                ),
                ("is_good", models.BooleanField(verbose_name="ความดี")),
                ("points", models.PositiveSmallIntegerField(verbose_name="คะแนน")),
                ("is_violence", models.BooleanField(default=False, verbose_name="ถือเป็นความรุนแรง")),
                ("words", models.TextField(blank=True, max_length=2000, verbose_name="รายละเอียด")),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schoolcare.storedfile",
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
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "เหตุการณ์ด้านพฤติกรรม",
                "ordering": ["-on", "-pk"],
                "indexes": [
                    models.Index(fields=["school", "-on", "-id"], name="behaviour_event_day"),
                    models.Index(fields=["made_by", "-on", "-id"], name="behaviour_event_writer"),
                    models.Index(
                        fields=["school", "year", "semester"], name="behaviour_event_period"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2400), ("year__lte", 2700)),
                        name="behaviour_event_year_buddhist",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("semester__in", [1, 2, 3])),
                        name="behaviour_event_semester",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_good", False), ("is_violence", False), _connector="OR"
                        ),
                        name="behaviour_event_violence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BehaviourNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="students.behaviourevent",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="behaviour_notes",
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
                ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="ถอนเมื่อ")),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้ถอน",
                    ),
                ),
                (
                    "void_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="เหตุที่ถอน"),
                ),
            ],
            options={
                "verbose_name": "บันทึกพฤติกรรม",
                "ordering": ["-event__on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "student"), name="behaviour_note_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at", None), ("voided_by", None)),
                            models.Q(
                                ("voided_at__isnull", False),
                                ("voided_by__isnull", False),
                                models.Q(("void_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="behaviour_note_voided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Penalty",
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
                        related_name="penalties",
                        to="students.student",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("warning", "ว่ากล่าวตักเตือน"),
                            ("bond", "ทำทัณฑ์บน"),
                            ("points", "ตัดคะแนนความประพฤติ"),
                            ("activity", "ทำกิจกรรมเพื่อให้ปรับเปลี่ยนพฤติกรรม"),
                        ],
                        max_length=8,
                        verbose_name="โทษ",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="ปีการศึกษา")),
                ("semester", models.PositiveSmallIntegerField(verbose_name="ภาคเรียนที่")),
                ("decided_on", models.DateField(verbose_name="วันที่พิจารณา")),
                ("reason", models.TextField(max_length=2000, verbose_name="เหตุผล")),
                (
                    "points",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="คะแนนที่ตัดเพิ่ม"
                    ),
                ),
                (
                    "terms",
                    models.TextField(blank=True, max_length=2000, verbose_name="เงื่อนไขทัณฑ์บน"),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="ถึงวันที่")),
                (
                    "signed_on",
                    models.DateField(blank=True, null=True, verbose_name="ผู้ปกครองลงชื่อเมื่อ"),
                ),
                (
                    "guardian_name",
                    models.CharField(blank=True, max_length=200, verbose_name="ผู้ปกครองที่ลงชื่อ"),
                ),
                ("activity", models.TextField(blank=True, max_length=1000, verbose_name="กิจกรรม")),
                (
                    "hours",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=5,
                        null=True,
                        verbose_name="จำนวนชั่วโมง",
                    ),
                ),
                (
                    "supervisor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ครูผู้ดูแล",
                    ),
                ),
                ("result", models.TextField(blank=True, max_length=2000, verbose_name="ผลที่เกิดขึ้น")),
                ("result_on", models.DateField(blank=True, null=True, verbose_name="วันที่บันทึกผล")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้พิจารณา",
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="ยกเลิกเมื่อ")),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "void_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="เหตุที่ยกเลิก"),
                ),
                (
                    "notes",
                    models.ManyToManyField(
                        blank=True,
                        related_name="penalties",
                        to="students.behaviournote",
                        verbose_name="พฤติกรรมที่เป็นเหตุ",
                    ),
                ),
            ],
            options={
                "verbose_name": "บทลงโทษ",
                "ordering": ["-decided_on", "-pk"],
                "indexes": [
                    models.Index(fields=["student", "year", "semester"], name="penalty_student"),
                    models.Index(fields=["-decided_on", "-id"], name="penalty_newest"),
                    models.Index(
                        condition=models.Q(
                            ("kind", "activity"), ("result", ""), ("voided_at", None)
                        ),
                        fields=["supervisor"],
                        name="penalty_supervised",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["warning", "bond", "points", "activity"])),
                        name="penalty_of_the_four",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="penalty_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "points"), ("points__lte", 1000)),
                            models.Q(models.Q(("kind", "points"), _negated=True), ("points", None)),
                            _connector="OR",
                        ),
                        name="penalty_points",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "activity"), models.Q(("activity", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("kind", "activity"), _negated=True),
                                ("activity", ""),
                                ("hours", None),
                                ("supervisor", None),
                            ),
                            _connector="OR",
                        ),
                        name="penalty_activity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "bond"),
                            models.Q(("signed_on", None), ("terms", ""), ("until", None)),
                            _connector="OR",
                        ),
                        name="penalty_bond",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("guardian_name", ""), ("signed_on", None)),
                            models.Q(
                                ("signed_on__isnull", False),
                                models.Q(("guardian_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="penalty_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("decided_on")), _connector="OR"
                        ),
                        name="penalty_until",
                        violation_error_message="วันสิ้นสุดทัณฑ์บนต้องไม่มาก่อนวันที่พิจารณา",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", ""), ("result_on", None)),
                            models.Q(
                                ("kind", "activity"),
                                ("result_on__isnull", False),
                                models.Q(("result", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="penalty_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at", None), ("voided_by", None)),
                            models.Q(
                                ("voided_at__isnull", False),
                                ("voided_by__isnull", False),
                                models.Q(("void_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="penalty_voided",
                    ),
                ],
            },
        ),
    ]

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import schoolcare.fields


class Migration(migrations.Migration):
    dependencies = [
        ("schoolcare", "0013_day_of_first_use"),
        ("students", "0005_behaviour_and_conduct"),
    ]

    operations = [
        migrations.CreateModel(
            name="LeaverCause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        verbose_name="หน่วยงาน",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="สาเหตุ")),
                ("position", models.PositiveSmallIntegerField(default=100, verbose_name="ลำดับ")),
                ("is_active", models.BooleanField(default=True, verbose_name="ใช้งาน")),
            ],
            options={
                "verbose_name": "สาเหตุการออกกลางคัน",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("district", "name"), name="leaver_cause_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="LeaverOfficer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leaver_officers",
                        to="schoolcare.district",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="เจ้าหน้าที่",
                    ),
                ),
                ("order_text", models.CharField(blank=True, max_length=100, verbose_name="คำสั่งที่")),
                ("starts_on", models.DateField(verbose_name="ตั้งแต่วันที่")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="ถึงวันที่")),
            ],
            options={
                "verbose_name": "เจ้าหน้าที่ผู้รับมอบหมาย",
                "ordering": ["-starts_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on", None)),
                        fields=("district", "user"),
                        name="leaver_officer_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="leaver_officer_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LeavingReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="รหัส")),
                ("name", models.CharField(max_length=200, verbose_name="เหตุ")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("studying", "กำลังศึกษา"),
                            ("suspended", "พักการเรียน"),
                            ("moved", "ย้ายสถานศึกษา"),
                            ("resigned", "ลาออก"),
                            ("struck", "จำหน่าย"),
                            ("hanging", "แขวนลอย"),
                            ("graduated", "สำเร็จการศึกษา"),
                            ("deceased", "เสียชีวิต"),
                        ],
                        max_length=12,
                        verbose_name="สถานะที่ได้",
                    ),
                ),
                ("hint", models.CharField(blank=True, max_length=300, verbose_name="เงื่อนไข")),
                ("is_legal", models.BooleanField(default=False, verbose_name="เหตุจำหน่ายตามกฎหมาย")),
                (
                    "needs_age",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="อายุครบ (ปี)"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=100, verbose_name="ลำดับ")),
                ("is_active", models.BooleanField(default=True, verbose_name="ใช้งาน")),
            ],
            options={
                "verbose_name": "เหตุที่สถานะเปลี่ยน",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "studying",
                                    "suspended",
                                    "moved",
                                    "resigned",
                                    "struck",
                                    "hanging",
                                    "graduated",
                                    "deceased",
                                ],
                            )
                        ),
                        name="leaving_reason_status",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rollover",
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
                        related_name="rollovers",
                        to="schoolcare.school",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="จากปีการศึกษา")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "ซักซ้อม"), ("committed", "เลื่อนชั้นแล้ว")],
                        default="draft",
                        max_length=10,
                        verbose_name="สถานะ",
                    ),
                ),
                (
                    "graduating",
                    models.JSONField(blank=True, default=list, verbose_name="ชั้นที่จบการศึกษา"),
                ),
                (
                    "advisers",
                    models.CharField(
                        choices=[
                            ("stay", "ครูอยู่ประจำห้องเดิม (ครู ป.4/1 ดูแล ป.4/1 ของปีใหม่)"),
                            ("follow", "ครูตามนักเรียนขึ้นไป"),
                            ("none", "ยังไม่กำหนดครูที่ปรึกษา"),
                        ],
                        default="stay",
                        max_length=10,
                        verbose_name="ครูที่ปรึกษาของปีใหม่",
                    ),
                ),
                (
                    "rolls",
                    models.CharField(
                        choices=[
                            ("sex_name", "ชายก่อนหญิง แล้วตามชื่อ"),
                            ("sex_code", "ชายก่อนหญิง แล้วตามรหัสนักเรียน"),
                            ("name", "ตามชื่อ"),
                            ("old", "ตามเลขที่เดิม"),
                        ],
                        default="sex_name",
                        max_length=10,
                        verbose_name="เลขที่ของปีใหม่",
                    ),
                ),
                ("left_on", models.DateField(verbose_name="วันที่จบหรือออก")),
                ("counts", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "committed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("committed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "การเลื่อนชั้น",
                "ordering": ["-year", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "year"), name="rollover_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("committed_at", None), ("committed_by", None), ("state", "draft")
                            ),
                            models.Q(
                                ("committed_at__isnull", False),
                                ("committed_by__isnull", False),
                                ("state", "committed"),
                            ),
                            _connector="OR",
                        ),
                        name="rollover_committed_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Destination",
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
                        related_name="destinations",
                        to="students.student",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="ปีการศึกษาที่จบ")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("study", "ศึกษาต่อ"),
                            ("work", "ประกอบอาชีพ"),
                            ("neither", "ไม่ศึกษาต่อและไม่ประกอบอาชีพ"),
                            ("unknown", "ยังไม่ทราบ"),
                        ],
                        max_length=10,
                        verbose_name="หลังจบ",
                    ),
                ),
                (
                    "plan",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("lower", "ม.ต้น"),
                            ("upper", "ม.ปลาย สายสามัญ"),
                            ("vocational", "สายอาชีพ ปวช."),
                            ("higher_vocational", "ปวส."),
                            ("university", "มหาวิทยาลัย"),
                            ("nonformal", "สกร. หรือการศึกษานอกระบบ"),
                            ("religious", "โรงเรียนพระปริยัติธรรมหรือศาสนา"),
                            ("other", "อื่น ๆ"),
                        ],
                        max_length=20,
                        verbose_name="แผน/ประเภท",
                    ),
                ),
                (
                    "place",
                    models.CharField(blank=True, max_length=200, verbose_name="สถานศึกษาหรืองานที่ทำ"),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("noted_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "การศึกษาต่อ/ประกอบอาชีพ",
                "ordering": ["-year", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("student", "year"), name="destination_once"),
                    models.CheckConstraint(
                        condition=models.Q(("plan", ""), ("kind", "study"), _connector="OR"),
                        name="destination_plan_of_study",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoverNote",
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
                        related_name="handover_notes",
                        to="students.student",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="ปีการศึกษา")),
                (
                    "strengths",
                    models.CharField(blank=True, max_length=600, verbose_name="จุดแข็งและสิ่งที่ทำได้ดี"),
                ),
                (
                    "works",
                    models.CharField(blank=True, max_length=600, verbose_name="วิธีที่ได้ผลกับนักเรียน"),
                ),
                ("watch", models.CharField(blank=True, max_length=600, verbose_name="สิ่งที่ต้องดูแลต่อ")),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("written_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "บันทึกส่งต่อครูที่ปรึกษา",
                "ordering": ["-year", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("student", "year"), name="handover_note_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("strengths", ""), ("watch", ""), ("works", ""), _negated=True
                        ),
                        name="handover_note_text",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RolloverClass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rollover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="classes",
                        to="students.rollover",
                    ),
                ),
                (
                    "classroom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="students.classroom",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="students.classroom",
                        verbose_name="ไปห้อง",
                    ),
                ),
            ],
            options={
                "verbose_name": "ห้องที่ไปต่างจากเลขห้องเดิม",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rollover", "classroom"), name="rollover_class_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RolloverLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rollover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="students.rollover",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="students.student",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("move", "ไปห้องอื่น"),
                            ("repeat", "ซ้ำชั้น"),
                            ("graduate", "จบการศึกษา"),
                            ("leave", "ออกจากโรงเรียน"),
                            ("stay", "ยังไม่เลื่อน"),
                        ],
                        max_length=10,
                        verbose_name="ปลายทาง",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="students.classroom",
                        verbose_name="ห้อง",
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.leavingreason",
                        verbose_name="เหตุ",
                    ),
                ),
            ],
            options={
                "verbose_name": "นักเรียนที่ไปต่างจากห้อง",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rollover", "student"), name="rollover_line_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "move"), ("reason", None), ("target__isnull", False)),
                            models.Q(
                                ("kind", "leave"), ("reason__isnull", False), ("target", None)
                            ),
                            models.Q(
                                ("kind__in", ["repeat", "graduate", "stay"]),
                                ("reason", None),
                                ("target", None),
                            ),
                            _connector="OR",
                        ),
                        name="rollover_line_complete",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RolloverTeam",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rollover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="teams",
                        to="students.rollover",
                    ),
                ),
                (
                    "classroom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="students.classroom",
                    ),
                ),
                (
                    "users",
                    models.ManyToManyField(
                        blank=True, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "ครูที่ปรึกษาที่เลือกไว้",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rollover", "classroom"), name="rollover_team_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusChange",
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
                        related_name="status_changes",
                        to="students.student",
                    ),
                ),
                (
                    "from_status",
                    models.CharField(
                        choices=[
                            ("studying", "กำลังศึกษา"),
                            ("suspended", "พักการเรียน"),
                            ("moved", "ย้ายสถานศึกษา"),
                            ("resigned", "ลาออก"),
                            ("struck", "จำหน่าย"),
                            ("hanging", "แขวนลอย"),
                            ("graduated", "สำเร็จการศึกษา"),
                            ("deceased", "เสียชีวิต"),
                        ],
                        max_length=12,
                        verbose_name="จากสถานะ",
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("studying", "กำลังศึกษา"),
                            ("suspended", "พักการเรียน"),
                            ("moved", "ย้ายสถานศึกษา"),
                            ("resigned", "ลาออก"),
                            ("struck", "จำหน่าย"),
                            ("hanging", "แขวนลอย"),
                            ("graduated", "สำเร็จการศึกษา"),
                            ("deceased", "เสียชีวิต"),
                        ],
                        max_length=12,
                        verbose_name="เป็นสถานะ",
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.leavingreason",
                        verbose_name="เหตุ",
                    ),
                ),
                ("on", models.DateField(verbose_name="วันที่มีผล")),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="students.enrolment",
                    ),
                ),
                (
                    "school_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="schoolcare.school",
                        verbose_name="โรงเรียนปลายทางในระบบนี้",
                    ),
                ),
                (
                    "place_to",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="โรงเรียนหรือสถานที่ปลายทาง"
                    ),
                ),
                (
                    "bk21_number",
                    models.CharField(blank=True, max_length=50, verbose_name="เลขที่ บค.21"),
                ),
                ("bk21_on", models.DateField(blank=True, null=True, verbose_name="วันที่ของ บค.21")),
                (
                    "bk27_number",
                    models.CharField(blank=True, max_length=50, verbose_name="เลขที่ บค.27"),
                ),
                ("bk27_on", models.DateField(blank=True, null=True, verbose_name="วันที่ของ บค.27")),
                (
                    "bk29_number",
                    models.CharField(blank=True, max_length=50, verbose_name="เลขที่ บค.29"),
                ),
                ("bk29_on", models.DateField(blank=True, null=True, verbose_name="วันที่ของ บค.29")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="หมายเหตุ")),
                (
                    "rollover",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="status_changes",
                        to="students.rollover",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "การเปลี่ยนสถานะ",
                "ordering": ["-on", "-pk"],
                "indexes": [models.Index(fields=["student", "-on"], name="status_change_student")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "from_status__in",
                                [
                                    "studying",
                                    "suspended",
                                    "moved",
                                    "resigned",
                                    "struck",
                                    "hanging",
                                    "graduated",
                                    "deceased",
                                ],
                            ),
                            (
                                "to_status__in",
                                [
                                    "studying",
                                    "suspended",
                                    "moved",
                                    "resigned",
                                    "struck",
                                    "hanging",
                                    "graduated",
                                    "deceased",
                                ],
                            ),
                        ),
                        name="status_change_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_status", models.F("to_status")), _negated=True),
                        name="status_change_differs",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Leaver",
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
                        related_name="leavings",
                        to="students.student",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="leavers",
                        to="students.statuschange",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("hanging", "แขวนลอย"), ("dropped", "ออกกลางคัน")],
                        max_length=10,
                        verbose_name="ประเภท",
                    ),
                ),
                (
                    "cause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.leavercause",
                        verbose_name="สาเหตุ",
                    ),
                ),
                ("missing_from", models.DateField(verbose_name="ขาดหายตั้งแต่วันที่")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="รายละเอียด")),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="ติดตามครั้งต่อไป")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="ปิดเมื่อ")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("returned", "กลับมาเรียน"),
                            ("elsewhere", "เรียนที่อื่น"),
                            ("nonformal", "เรียน สกร. หรือการศึกษานอกระบบ"),
                            ("working", "ทำงานแล้ว ไม่ประสงค์เรียนต่อ"),
                            ("struck", "จำหน่ายแล้ว"),
                            ("deceased", "เสียชีวิต"),
                            ("not_found", "ติดตามแล้วไม่พบตัว"),
                        ],
                        max_length=10,
                        verbose_name="ผล",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "นักเรียนแขวนลอย/ออกกลางคัน",
                "ordering": ["next_on", "pk"],
                "indexes": [models.Index(fields=["closed_on", "next_on"], name="leaver_due")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_on", None)),
                        fields=("student",),
                        name="leaver_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on", None), ("result", "")),
                            models.Q(
                                ("closed_on__isnull", False),
                                models.Q(("result", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="leaver_closed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None),
                            ("closed_on__gte", models.F("missing_from")),
                            _connector="OR",
                        ),
                        name="leaver_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Transfer",
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
                        related_name="transfers",
                        to="students.student",
                    ),
                ),
                (
                    "from_school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schoolcare.school",
                    ),
                ),
                (
                    "to_school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schoolcare.school",
                        verbose_name="โรงเรียนปลายทาง",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "รอโรงเรียนปลายทาง"),
                            ("accepted", "รับย้ายแล้ว"),
                            ("refused", "ไม่รับ"),
                            ("withdrawn", "ถอนแล้ว"),
                        ],
                        default="offered",
                        max_length=10,
                        verbose_name="สถานะ",
                    ),
                ),
                ("moves_on", models.DateField(verbose_name="วันที่ย้าย")),
                ("parts", models.JSONField(blank=True, default=list, verbose_name="ส่วนที่ส่ง")),
                ("summary", schoolcare.fields.EncryptedTextField(verbose_name="สรุปที่ส่ง")),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="ข้อความถึงโรงเรียนปลายทาง"
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("offered_at", models.DateTimeField(auto_now_add=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="เหตุผล")),
                (
                    "arrived",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="students.student",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="students.statuschange",
                    ),
                ),
            ],
            options={
                "verbose_name": "การย้ายระหว่างโรงเรียน",
                "ordering": ["-offered_at", "-pk"],
                "indexes": [models.Index(fields=["to_school", "state"], name="transfer_to")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "offered")),
                        fields=("student",),
                        name="transfer_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_school", models.F("to_school")), _negated=True),
                        name="transfer_two_schools",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("state", "offered")),
                            models.Q(
                                models.Q(("state", "offered"), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="transfer_answered_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LeaverTrace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "leaver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="traces",
                        to="students.leaver",
                    ),
                ),
                ("on", models.DateField(verbose_name="วันที่ติดตาม")),
                ("who", models.CharField(max_length=200, verbose_name="ผู้ติดตาม")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("home", "ไปที่บ้าน"),
                            ("phone", "โทรศัพท์"),
                            ("relative", "ถามญาติหรือเพื่อน"),
                            ("leader", "ถามผู้นำชุมชน"),
                            ("agency", "ประสานหน่วยงานอื่น"),
                            ("online", "สื่อสังคมออนไลน์"),
                        ],
                        max_length=10,
                        verbose_name="วิธี",
                    ),
                ),
                (
                    "found",
                    models.CharField(
                        choices=[("yes", "พบตัว"), ("heard", "ไม่พบตัว แต่ทราบข่าว"), ("no", "ไม่พบ")],
                        max_length=5,
                        verbose_name="พบหรือไม่",
                    ),
                ),
                ("result", models.CharField(max_length=500, verbose_name="ผลที่ได้")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "การติดตาม",
                "ordering": ["-on", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="enrolment",
            name="rollover",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="seats",
                to="students.rollover",
            ),
        ),
    ]

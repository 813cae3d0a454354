import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("schoolcare", "0014_imports_of_a_semester"),
        ("students", "0011_doubles_and_merged_records"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClassMeeting",
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
                        related_name="class_meetings",
                        to="students.classroom",
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
                ("number", models.PositiveSmallIntegerField(verbose_name="ครั้งที่")),
                ("held_on", models.DateField(verbose_name="วันที่")),
                ("starts_at", models.TimeField(blank=True, null=True, verbose_name="เริ่มเวลา")),
                ("ends_at", models.TimeField(blank=True, null=True, verbose_name="ถึงเวลา")),
                ("place", models.CharField(max_length=200, verbose_name="สถานที่")),
                (
                    "agenda",
                    models.TextField(blank=True, max_length=4000, verbose_name="ระเบียบวาระ"),
                ),
                ("talks", models.TextField(blank=True, max_length=4000, verbose_name="เรื่องที่พูดคุย")),
                (
                    "opinions",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="ความคิดเห็นของผู้ปกครอง"
                    ),
                ),
                (
                    "requests",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="สิ่งที่ผู้ปกครองขอให้โรงเรียนทำ"
                    ),
                ),
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
                "verbose_name": "ประชุมผู้ปกครองชั้นเรียน",
                "ordering": ["-held_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("classroom", "term", "number"), name="class_meeting_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="class_meeting_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at", None),
                            ("ends_at__gt", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="class_meeting_times",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HomeroomWeek",
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
                        related_name="homeroom_weeks",
                        to="students.classroom",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="สัปดาห์ที่เริ่มวันจันทร์")),
                ("held_at", models.CharField(blank=True, max_length=60, verbose_name="เวลา")),
                (
                    "remark",
                    models.TextField(blank=True, max_length=2000, verbose_name="บันทึกของครูที่ปรึกษา"),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("written_at", models.DateTimeField(auto_now=True)),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "โฮมรูม",
                "ordering": ["-starts_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("classroom", "starts_on"), name="homeroom_week_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at", None), ("reviewed_by", None)),
                            ("reviewed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="homeroom_week_reviewed_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HomeroomPupil",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "week",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pupils",
                        to="students.homeroomweek",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="homeroom_notes",
                        to="students.student",
                    ),
                ),
                ("note", models.CharField(max_length=300, verbose_name="เรื่องที่ติดตาม")),
            ],
            options={
                "verbose_name": "นักเรียนที่ติดตามจากโฮมรูม",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("week", "student"), name="homeroom_pupil_once"),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="homeroom_pupil_note"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HomeroomDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "week",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days",
                        to="students.homeroomweek",
                    ),
                ),
                ("on", models.DateField(verbose_name="วันที่")),
                ("topic", models.TextField(blank=True, max_length=500, verbose_name="เรื่องที่แจ้ง")),
                (
                    "activity",
                    models.TextField(blank=True, max_length=500, verbose_name="กิจกรรมโฮมรูม"),
                ),
                (
                    "came",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="มา"),
                ),
                (
                    "absent",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ขาด"),
                ),
                (
                    "leave",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ลา"),
                ),
                (
                    "late",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="สาย"),
                ),
            ],
            options={
                "verbose_name": "โฮมรูมรายวัน",
                "ordering": ["on"],
                "constraints": [
                    models.UniqueConstraint(fields=("week", "on"), name="homeroom_day_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ClassPhoto",
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
                        related_name="photos",
                        to="students.classroom",
                    ),
                ),
                (
                    "week",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="students.homeroomweek",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="students.classmeeting",
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
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "รูปของห้องเรียน",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("meeting__isnull", False), ("week", None)),
                            models.Q(("meeting", None), ("week__isnull", False)),
                            _connector="OR",
                        ),
                        name="class_photo_of_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingPupil",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pupils",
                        to="students.classmeeting",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="class_meetings",
                        to="students.student",
                    ),
                ),
                (
                    "presence",
                    models.CharField(
                        blank=True,
                        choices=[("present", "มา"), ("absent", "ไม่มา")],
                        max_length=8,
                        verbose_name="ผู้ปกครอง",
                    ),
                ),
                (
                    "guardian",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="students.guardian",
                        verbose_name="ผู้มา",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="ชื่อผู้มา")),
                (
                    "relation",
                    models.CharField(blank=True, max_length=50, verbose_name="เกี่ยวข้องเป็น"),
                ),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="โทรศัพท์")),
                (
                    "note",
                    models.TextField(blank=True, max_length=2000, verbose_name="บันทึกการพูดคุยรายคน"),
                ),
                (
                    "follow_way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "โทรศัพท์"),
                            ("letter", "หนังสือ"),
                            ("visit", "เยี่ยมบ้าน"),
                            ("school", "มาพบที่โรงเรียน"),
                        ],
                        max_length=8,
                        verbose_name="ติดตามโดย",
                    ),
                ),
                (
                    "followed_on",
                    models.DateField(blank=True, null=True, verbose_name="ติดตามเมื่อวันที่"),
                ),
                (
                    "follow_note",
                    models.CharField(blank=True, max_length=300, verbose_name="ผลการติดตาม"),
                ),
            ],
            options={
                "verbose_name": "ผู้ปกครองในการประชุมชั้นเรียน",
                "ordering": ["meeting", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "student"), name="meeting_pupil_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("presence__in", ["", "present", "absent"])),
                        name="meeting_pupil_presence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("presence", "present"), _negated=True),
                            models.Q(("name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="meeting_pupil_who_came",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("follow_way", ""), ("followed_on", None)),
                            models.Q(
                                ("followed_on__isnull", False),
                                models.Q(("follow_way", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="meeting_pupil_followed_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParentNetwork",
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
                        related_name="parent_networks",
                        to="schoolcare.school",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="ปีการศึกษา")),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("room", "ระดับห้องเรียน"),
                            ("level", "ระดับชั้น"),
                            ("school", "ระดับโรงเรียน"),
                        ],
                        max_length=8,
                        verbose_name="ระดับ",
                    ),
                ),
                (
                    "classroom",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parent_networks",
                        to="students.classroom",
                        verbose_name="ห้องเรียน",
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        blank=True,
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
                        null=True,
                        verbose_name="ระดับชั้น",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="เริ่มวาระ")),
                ("ends_on", models.DateField(verbose_name="ครบวาระ")),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="networks",
                        to="students.classmeeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "คณะกรรมการเครือข่ายผู้ปกครอง",
                "ordering": ["-year", "scope", "level", "classroom", "-starts_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("classroom__isnull", False), ("level", None), ("scope", "room")
                            ),
                            models.Q(
                                ("classroom", None), ("level__isnull", False), ("scope", "level")
                            ),
                            models.Q(("classroom", None), ("level", None), ("scope", "school")),
                            _connector="OR",
                        ),
                        name="parent_network_one_scope",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                        name="parent_network_term",
                    ),
                    models.UniqueConstraint(
                        fields=("classroom", "starts_on"), name="parent_network_room_once"
                    ),
                    models.UniqueConstraint(
                        fields=("school", "level", "starts_on"), name="parent_network_level_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("scope", "school")),
                        fields=("school", "starts_on"),
                        name="parent_network_school_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParentMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="students.parentnetwork",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "ประธาน"),
                            (2, "รองประธาน"),
                            (3, "เหรัญญิก"),
                            (4, "เลขานุการ"),
                            (5, "กรรมการ"),
                        ],
                        verbose_name="ตำแหน่ง",
                    ),
                ),
                (
                    "guardian",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="students.guardian",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="students.student",
                        verbose_name="นักเรียน",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="ชื่อ-สกุล")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="โทรศัพท์")),
            ],
            options={
                "verbose_name": "กรรมการเครือข่ายผู้ปกครอง",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("position__lt", 5)),
                        fields=("network", "position"),
                        name="parent_member_one_a_post",
                    ),
                    models.UniqueConstraint(
                        fields=("network", "guardian"), name="parent_member_guardian_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="parent_member_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__in", [1, 2, 3, 4, 5])),
                        name="parent_member_position",
                    ),
                ],
            },
        ),
    ]

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("schoolcare", "0013_day_of_first_use"),
        ("students", "0006_next_year_and_leaving"),
    ]

    operations = [
        migrations.CreateModel(
            name="GroupKind",
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
                    "name",
                    models.CharField(db_collation="thai", max_length=100, verbose_name="ประเภทกลุ่ม"),
                ),
                (
                    "positions",
                    models.TextField(
                        blank=True,
                        help_text="บรรทัดละตำแหน่ง เรียงตามที่พิมพ์ในรายชื่อ",
                        verbose_name="ตำแหน่งในกลุ่ม",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=100, verbose_name="ลำดับ")),
                ("is_active", models.BooleanField(default=True, verbose_name="ใช้งาน")),
            ],
            options={
                "verbose_name": "ประเภทกลุ่มนักเรียน",
                "ordering": ["position", "name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("school__isnull", False)),
                        fields=("school", "name"),
                        name="group_kind_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Structure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "order_number",
                    models.CharField(
                        blank=True,
                        help_text="เช่น 45/2569 เว้นว่างได้",
                        max_length=50,
                        verbose_name="คำสั่งที่",
                    ),
                ),
                ("ordered_on", models.DateField(blank=True, null=True, verbose_name="ลงวันที่")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="structures",
                        to="schoolcare.school",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="ปีการศึกษา")),
                ("starts_on", models.DateField(verbose_name="ใช้ตั้งแต่วันที่")),
                (
                    "adviser_order_number",
                    models.CharField(blank=True, max_length=50, verbose_name="คำสั่งแต่งตั้งครูที่ปรึกษาที่"),
                ),
                (
                    "adviser_ordered_on",
                    models.DateField(blank=True, null=True, verbose_name="ลงวันที่"),
                ),
            ],
            options={
                "verbose_name": "โครงสร้างของโรงเรียน",
                "ordering": ["school", "-year"],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "year"), name="structure_once"),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2400), ("year__lte", 2700)),
                        name="structure_year_is_buddhist",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PupilGroup",
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
                        related_name="pupil_groups",
                        to="schoolcare.school",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="ปีการศึกษา")),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="students.groupkind",
                        verbose_name="ประเภทกลุ่ม",
                    ),
                ),
                (
                    "name",
                    models.CharField(db_collation="thai", max_length=150, verbose_name="ชื่อกลุ่ม"),
                ),
                (
                    "adviser",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ครูที่ปรึกษากลุ่ม",
                    ),
                ),
                ("purpose", models.TextField(blank=True, verbose_name="วัตถุประสงค์และหน้าที่")),
            ],
            options={
                "verbose_name": "กลุ่มนักเรียน",
                "ordering": ["kind__position", "name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "name"), name="pupil_group_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2400), ("year__lte", 2700)),
                        name="pupil_group_year_is_buddhist",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Division",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "structure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="divisions",
                        to="students.structure",
                    ),
                ),
                (
                    "name",
                    models.CharField(db_collation="thai", max_length=150, verbose_name="ชื่อฝ่าย/กลุ่ม"),
                ),
                (
                    "head",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="หัวหน้าฝ่าย/กลุ่ม",
                    ),
                ),
                (
                    "head_name",
                    models.CharField(blank=True, max_length=150, verbose_name="ชื่อหัวหน้าที่ไม่มีบัญชี"),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="ลำดับ")),
            ],
            options={
                "verbose_name": "ฝ่าย/กลุ่ม",
                "ordering": ["structure", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("structure", "name"),
                        name="division_once",
                        violation_error_message="มีฝ่าย/กลุ่มชื่อนี้แล้ว",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("head", None), ("head_name", ""), _connector="OR"),
                        name="division_one_head",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CareTeam",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "order_number",
                    models.CharField(
                        blank=True,
                        help_text="เช่น 45/2569 เว้นว่างได้",
                        max_length=50,
                        verbose_name="คำสั่งที่",
                    ),
                ),
                ("ordered_on", models.DateField(blank=True, null=True, verbose_name="ลงวันที่")),
                (
                    "structure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="teams",
                        to="students.structure",
                    ),
                ),
                (
                    "kind",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "ทีมนำ"), (2, "ทีมประสาน"), (3, "ทีมทำ")], verbose_name="ทีม"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="ชื่อคณะกรรมการ")),
                (
                    "duties",
                    models.TextField(
                        blank=True, help_text="บรรทัดละข้อ ไม่ต้องใส่เลขข้อ", verbose_name="หน้าที่"
                    ),
                ),
            ],
            options={
                "verbose_name": "ทีมระบบดูแล",
                "ordering": ["structure", "kind"],
                "constraints": [
                    models.UniqueConstraint(fields=("structure", "kind"), name="care_team_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", [1, 2, 3])), name="care_team_kind"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupPupil",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="students.pupilgroup",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="group_posts",
                        to="students.student",
                        verbose_name="นักเรียน",
                    ),
                ),
                ("position", models.CharField(blank=True, max_length=100, verbose_name="ตำแหน่ง")),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        default=999, editable=False, verbose_name="ลำดับ"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="ตั้งแต่วันที่")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="ถึงวันที่")),
            ],
            options={
                "verbose_name": "นักเรียนในกลุ่ม",
                "ordering": ["group", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on", None)),
                        fields=("group", "student"),
                        name="group_pupil_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="group_pupil_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="บุคลากร",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="ชื่อ")),
                ("post", models.CharField(blank=True, max_length=150, verbose_name="ตำแหน่ง")),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="students.careteam",
                    ),
                ),
                (
                    "role",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "ประธานกรรมการ"),
                            (2, "รองประธานกรรมการ"),
                            (3, "กรรมการ"),
                            (4, "กรรมการและเลขานุการ"),
                            (5, "กรรมการและผู้ช่วยเลขานุการ"),
                        ],
                        default=3,
                        verbose_name="หน้าที่ในคณะ",
                    ),
                ),
            ],
            options={
                "verbose_name": "กรรมการในทีม",
                "ordering": ["team", "role", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("user__isnull", False)),
                        fields=("team", "user"),
                        name="team_member_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", 1)),
                        fields=("team",),
                        name="team_member_one_chair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", [1, 2, 3, 4, 5])), name="team_member_role"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("user", None), models.Q(("name", ""), _negated=True)),
                            models.Q(("name", ""), ("user__isnull", False)),
                            _connector="OR",
                        ),
                        name="team_member_one_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "division",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="units",
                        to="students.division",
                        verbose_name="ฝ่าย/กลุ่ม",
                    ),
                ),
                (
                    "name",
                    models.CharField(db_collation="thai", max_length=150, verbose_name="ชื่องาน"),
                ),
                (
                    "duties",
                    models.TextField(
                        blank=True, help_text="บรรทัดละข้อ ไม่ต้องใส่เลขข้อ", verbose_name="หน้าที่"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "ไม่มี"),
                            ("care_head", "หัวหน้างานระบบดูแลช่วยเหลือนักเรียน"),
                            ("counsellor", "ครูแนะแนว"),
                            ("health_teacher", "ครูอนามัย"),
                            ("level_head", "หัวหน้าระดับชั้น"),
                            ("welfare", "งานสวัสดิการและทุนการศึกษา"),
                            ("community_head", "หัวหน้างานสัมพันธ์ชุมชน"),
                            ("facilities", "งานอาคารสถานที่"),
                            ("clerk", "ธุรการ/งานทะเบียน"),
                            ("finance", "การเงิน"),
                        ],
                        max_length=20,
                        verbose_name="สิทธิ์ของหัวหน้างาน",
                    ),
                ),
                (
                    "member_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "ไม่มี"),
                            ("care_head", "หัวหน้างานระบบดูแลช่วยเหลือนักเรียน"),
                            ("counsellor", "ครูแนะแนว"),
                            ("health_teacher", "ครูอนามัย"),
                            ("level_head", "หัวหน้าระดับชั้น"),
                            ("welfare", "งานสวัสดิการและทุนการศึกษา"),
                            ("community_head", "หัวหน้างานสัมพันธ์ชุมชน"),
                            ("facilities", "งานอาคารสถานที่"),
                            ("clerk", "ธุรการ/งานทะเบียน"),
                            ("finance", "การเงิน"),
                        ],
                        max_length=20,
                        verbose_name="สิทธิ์ของผู้ปฏิบัติงาน",
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
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="ลำดับ")),
            ],
            options={
                "verbose_name": "งาน",
                "ordering": ["division", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("division", "name"),
                        name="unit_once",
                        violation_error_message="ฝ่าย/กลุ่มนี้มีงานชื่อนี้แล้ว",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "",
                                    "care_head",
                                    "counsellor",
                                    "health_teacher",
                                    "level_head",
                                    "welfare",
                                    "community_head",
                                    "facilities",
                                    "clerk",
                                    "finance",
                                ],
                            ),
                            (
                                "member_role__in",
                                [
                                    "",
                                    "care_head",
                                    "counsellor",
                                    "health_teacher",
                                    "level_head",
                                    "welfare",
                                    "community_head",
                                    "facilities",
                                    "clerk",
                                    "finance",
                                ],
                            ),
                        ),
                        name="unit_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level__isnull", False),
                            models.Q(
                                models.Q(("role", "level_head"), _negated=True),
                                models.Q(("member_role", "level_head"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="unit_level_head_level",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitPost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="บุคลากร",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="ชื่อ")),
                ("post", models.CharField(blank=True, max_length=150, verbose_name="ตำแหน่ง")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="posts",
                        to="students.unit",
                    ),
                ),
                ("is_head", models.BooleanField(default=False, verbose_name="หัวหน้างาน")),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="unit_posts",
                        to="schoolcare.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "ผู้รับผิดชอบงาน",
                "ordering": ["unit", "-is_head", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("user__isnull", False)),
                        fields=("unit", "user"),
                        name="unit_post_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_head", True)),
                        fields=("unit",),
                        name="unit_post_one_head",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("user", None), models.Q(("name", ""), _negated=True)),
                            models.Q(("name", ""), ("user__isnull", False)),
                            _connector="OR",
                        ),
                        name="unit_post_one_name",
                    ),
                ],
            },
        ),
    ]

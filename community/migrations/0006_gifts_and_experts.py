"""Gifts with their receipts and scans, what they are for, donors; local experts."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import schoolcare.fields


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0005_source_kinds"),
        ("schoolcare", "0008_log_of_offices"),
        ("students", "0003_rooms_with_names"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Branch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(db_collation="thai", max_length=150, verbose_name="ภูมิปัญญาด้าน"),
                ),
                ("position", models.PositiveSmallIntegerField(default=100, verbose_name="ลำดับ")),
                ("is_active", models.BooleanField(default=True, verbose_name="ใช้งาน")),
            ],
            options={
                "verbose_name": "ภูมิปัญญาด้าน",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Channel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(db_collation="thai", max_length=100, verbose_name="ช่องทาง"),
                ),
                ("position", models.PositiveSmallIntegerField(default=100, verbose_name="ลำดับ")),
                ("is_active", models.BooleanField(default=True, verbose_name="ใช้งาน")),
            ],
            options={
                "verbose_name": "ช่องทางที่ได้รับ",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="DonationTaxRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="ตั้งแต่วันที่")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="ถึงวันที่")),
                ("text", models.CharField(max_length=500, verbose_name="ข้อความในใบตอบรับ")),
            ],
            options={
                "verbose_name": "ข้อความเรื่องภาษีของเงินบริจาค",
                "ordering": ["starts_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Expert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=50, verbose_name="คำนำหน้า")),
                (
                    "name",
                    models.CharField(db_collation="thai", max_length=200, verbose_name="ชื่อ-สกุล"),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="ที่อยู่")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="โทรศัพท์")),
                (
                    "knowledge",
                    models.TextField(blank=True, max_length=2000, verbose_name="เรื่องที่เชี่ยวชาญ"),
                ),
                (
                    "passing_on",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="การสร้างเครือข่าย/การถ่ายทอดความรู้"
                    ),
                ),
                (
                    "awards",
                    models.TextField(blank=True, max_length=1000, verbose_name="รางวัลและการยกย่อง"),
                ),
                (
                    "consented_on",
                    models.DateField(blank=True, null=True, verbose_name="ยินยอมให้เก็บและใช้ข้อมูลเมื่อ"),
                ),
                (
                    "refreshed_on",
                    models.DateField(blank=True, null=True, verbose_name="สอบถามข้อมูลล่าสุดเมื่อ"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="หมายเหตุ")),
                ("is_active", models.BooleanField(default=True, verbose_name="ยังถ่ายทอดความรู้ได้")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "ปราชญ์/ภูมิปัญญาท้องถิ่น",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ExpertTeaching",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("taught_on", models.DateField(verbose_name="วันที่สอน")),
                ("subject", models.CharField(max_length=200, verbose_name="เรื่อง/วิชาที่สอน")),
                ("class_names", models.CharField(blank=True, editable=False, max_length=300)),
                ("audience", models.CharField(blank=True, max_length=200, verbose_name="ผู้เรียนอื่น")),
                (
                    "hours",
                    models.DecimalField(decimal_places=1, max_digits=5, verbose_name="ชั่วโมง"),
                ),
                (
                    "fee",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=10,
                        null=True,
                        verbose_name="ค่าตอบแทน (บาท)",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "การสอนของภูมิปัญญาท้องถิ่น",
                "ordering": ["-taught_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Purpose",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(db_collation="thai", max_length=200, verbose_name="วัตถุประสงค์"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="ยังรับบริจาค")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "วัตถุประสงค์ของผู้ให้",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ResourceFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="ชื่อเอกสาร")),
            ],
            options={
                "verbose_name": "เอกสารของทรัพยากรที่ได้รับ",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ResourceItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200, verbose_name="รายการ")),
                (
                    "quantity",
                    models.DecimalField(decimal_places=2, max_digits=10, verbose_name="จำนวน"),
                ),
                ("unit", models.CharField(blank=True, max_length=50, verbose_name="หน่วย")),
                (
                    "price",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="ราคาต่อหน่วยโดยประมาณ (บาท)",
                    ),
                ),
            ],
            options={
                "verbose_name": "รายการสิ่งของ",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ResourceUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("used_on", models.DateField(verbose_name="วันที่ใช้")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=14, verbose_name="จำนวนเงิน (บาท)"
                    ),
                ),
                ("what", models.CharField(max_length=300, verbose_name="ใช้ทำอะไร")),
                (
                    "document",
                    models.CharField(blank=True, max_length=200, verbose_name="เอกสารอ้างอิง"),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "voided_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="ยกเลิกเมื่อ"
                    ),
                ),
                (
                    "void_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="เหตุที่ยกเลิก"),
                ),
            ],
            options={
                "verbose_name": "การใช้เงินตามวัตถุประสงค์",
                "ordering": ["-used_on", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="donor",
            name="address",
            field=models.CharField(blank=True, max_length=300, verbose_name="ที่อยู่"),
        ),
        migrations.AddField(
            model_name="donor",
            name="is_anonymous",
            field=models.BooleanField(default=False, verbose_name="ไม่ประสงค์ออกนาม"),
        ),
        migrations.AddField(
            model_name="donor",
            name="known_since",
            field=models.DateField(blank=True, null=True, verbose_name="เริ่มรู้จักหรือก่อตั้งเมื่อ"),
        ),
        migrations.AddField(
            model_name="donor",
            name="phone",
            field=models.CharField(blank=True, max_length=30, verbose_name="โทรศัพท์"),
        ),
        migrations.AddField(
            model_name="donor",
            name="tax_id",
            field=schoolcare.fields.EncryptedTextField(
                blank=True, default="", verbose_name="เลขประจำตัวผู้เสียภาษี"
            ),
        ),
        migrations.AddField(
            model_name="donor",
            name="tax_id_hash",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="resource",
            name="acknowledged_on",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="ส่งใบตอบรับเมื่อ"
            ),
        ),
        migrations.AddField(
            model_name="resource",
            name="approval",
            field=models.CharField(blank=True, max_length=200, verbose_name="หนังสืออนุญาตให้รับ"),
        ),
        migrations.AddField(
            model_name="resource",
            name="asset_number",
            field=models.CharField(blank=True, max_length=100, verbose_name="เลขที่ในทะเบียนคุมทรัพย์สิน"),
        ),
        migrations.AddField(
            model_name="resource",
            name="condition",
            field=models.CharField(blank=True, max_length=300, verbose_name="เงื่อนไขของผู้ให้"),
        ),
        migrations.AddField(
            model_name="resource",
            name="detail",
            field=models.CharField(blank=True, max_length=500, verbose_name="รายละเอียด"),
        ),
        migrations.AddField(
            model_name="resource",
            name="e_donation",
            field=models.CharField(blank=True, max_length=50, verbose_name="เลขอ้างอิง e-Donation"),
        ),
        migrations.AddField(
            model_name="resource",
            name="hours",
            field=models.DecimalField(
                blank=True, decimal_places=1, max_digits=6, null=True, verbose_name="ชั่วโมงต่อคน"
            ),
        ),
        migrations.AddField(
            model_name="resource",
            name="is_durable",
            field=models.BooleanField(
                default=False, verbose_name="เป็นครุภัณฑ์หรือทรัพย์สินที่ต้องลงทะเบียนคุม"
            ),
        ),
        migrations.AddField(
            model_name="resource",
            name="people",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="จำนวนคน"),
        ),
        migrations.AddField(
            model_name="resource",
            name="receipt_book",
            field=models.CharField(blank=True, max_length=20, verbose_name="ใบเสร็จเล่มที่"),
        ),
        migrations.AddField(
            model_name="resource",
            name="receipt_key",
            field=models.CharField(blank=True, default="", editable=False, max_length=45),
        ),
        migrations.AddField(
            model_name="resource",
            name="receipt_number",
            field=models.CharField(blank=True, max_length=20, verbose_name="ใบเสร็จเลขที่"),
        ),
        migrations.AddField(
            model_name="resource",
            name="received_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ผู้รับ",
            ),
        ),
        migrations.AddField(
            model_name="resource",
            name="subject",
            field=models.CharField(blank=True, max_length=200, verbose_name="เรื่องที่ให้ความรู้"),
        ),
        migrations.AddField(
            model_name="resource",
            name="void_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="เหตุที่ยกเลิก"),
        ),
        migrations.AddField(
            model_name="resource",
            name="voided_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="ยกเลิกเมื่อ"
            ),
        ),
        migrations.AddField(
            model_name="resource",
            name="voided_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ผู้ยกเลิก",
            ),
        ),
        migrations.AddConstraint(
            model_name="donor",
            constraint=models.UniqueConstraint(
                condition=models.Q(("tax_id_hash", ""), _negated=True),
                fields=("school", "tax_id_hash"),
                name="donor_tax_id_once",
                violation_error_message="มีผู้บริจาคเลขประจำตัวนี้แล้ว",
            ),
        ),
        migrations.AddField(
            model_name="branch",
            name="school",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="schoolcare.school",
            ),
        ),
        migrations.AddField(
            model_name="channel",
            name="school",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="schoolcare.school",
            ),
        ),
        migrations.AddField(
            model_name="resource",
            name="channel",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="resources",
                to="community.channel",
                verbose_name="ช่องทาง",
            ),
        ),
        migrations.AddConstraint(
            model_name="donationtaxrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="donation_tax_rule_days",
            ),
        ),
        migrations.AddField(
            model_name="expert",
            name="branches",
            field=models.ManyToManyField(
                related_name="experts", to="community.branch", verbose_name="ภูมิปัญญาด้าน"
            ),
        ),
        migrations.AddField(
            model_name="expert",
            name="photo",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="schoolcare.storedfile",
                verbose_name="รูปถ่าย",
            ),
        ),
        migrations.AddField(
            model_name="expert",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="experts",
                to="schoolcare.school",
            ),
        ),
        migrations.AddField(
            model_name="expert",
            name="village",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="schoolcare.village",
                verbose_name="หมู่บ้าน/ชุมชน",
            ),
        ),
        migrations.AddField(
            model_name="expertteaching",
            name="activity",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="teachings",
                to="community.activity",
                verbose_name="กิจกรรม",
            ),
        ),
        migrations.AddField(
            model_name="expertteaching",
            name="classrooms",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="students.classroom", verbose_name="ห้องเรียน"
            ),
        ),
        migrations.AddField(
            model_name="expertteaching",
            name="expert",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="teachings",
                to="community.expert",
            ),
        ),
        migrations.AddField(
            model_name="expertteaching",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ผู้บันทึก",
            ),
        ),
        migrations.AddField(
            model_name="expertteaching",
            name="project",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="teachings",
                to="community.project",
                verbose_name="โครงการ",
            ),
        ),
        migrations.AddField(
            model_name="purpose",
            name="project",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="purposes",
                to="community.project",
                verbose_name="โครงการ",
            ),
        ),
        migrations.AddField(
            model_name="purpose",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="purposes",
                to="schoolcare.school",
            ),
        ),
        migrations.RemoveField(model_name="resource", name="purpose"),
        migrations.AddField(
            model_name="resource",
            name="purpose",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="resources",
                to="community.purpose",
                verbose_name="วัตถุประสงค์",
            ),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "labour"), _negated=True),
                    models.Q(("hours__gt", 0), ("people__gt", 0)),
                    _connector="OR",
                ),
                name="resource_labour",
            ),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at", None), ("voided_by", None)),
                    models.Q(
                        ("voided_at__isnull", False),
                        ("voided_by__isnull", False),
                        models.Q(("void_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="resource_void",
            ),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.UniqueConstraint(
                condition=models.Q(("receipt_key", ""), _negated=True),
                fields=("school", "receipt_key"),
                name="resource_receipt_once",
                violation_error_message="ใบเสร็จเล่มและเลขนี้ใช้ไปแล้ว",
            ),
        ),
        migrations.AddField(
            model_name="resourcefile",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="schoolcare.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="resourcefile",
            name="resource",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="files",
                to="community.resource",
            ),
        ),
        migrations.AddField(
            model_name="resourceitem",
            name="resource",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="items",
                to="community.resource",
            ),
        ),
        migrations.AddField(
            model_name="resourceuse",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ผู้บันทึก",
            ),
        ),
        migrations.AddField(
            model_name="resourceuse",
            name="project",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="resource_uses",
                to="community.project",
                verbose_name="โครงการ",
            ),
        ),
        migrations.AddField(
            model_name="resourceuse",
            name="purpose",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="uses",
                to="community.purpose",
            ),
        ),
        migrations.AddField(
            model_name="resourceuse",
            name="scan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="schoolcare.storedfile",
                verbose_name="ไฟล์เอกสาร",
            ),
        ),
        migrations.AddField(
            model_name="resourceuse",
            name="voided_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ผู้ยกเลิก",
            ),
        ),
        migrations.AddConstraint(
            model_name="branch",
            constraint=models.UniqueConstraint(
                fields=("school", "name"),
                name="branch_once",
                violation_error_message="มีภูมิปัญญาด้านนี้แล้ว",
            ),
        ),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.UniqueConstraint(
                fields=("school", "name"),
                name="channel_once",
                violation_error_message="มีช่องทางชื่อนี้แล้ว",
            ),
        ),
        migrations.AddIndex(
            model_name="expert",
            index=models.Index(fields=["school", "name"], name="expert_school_name"),
        ),
        migrations.AddConstraint(
            model_name="expertteaching",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours__gt", 0)), name="teaching_hours"
            ),
        ),
        migrations.AddConstraint(
            model_name="expertteaching",
            constraint=models.CheckConstraint(
                condition=models.Q(("fee", None), ("fee__gte", 0), _connector="OR"),
                name="teaching_fee",
            ),
        ),
        migrations.AddConstraint(
            model_name="purpose",
            constraint=models.UniqueConstraint(
                fields=("school", "name"),
                name="purpose_once",
                violation_error_message="มีวัตถุประสงค์ชื่อนี้แล้ว",
            ),
        ),
        migrations.AddConstraint(
            model_name="resourceitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gt", 0)), name="resource_item_quantity"
            ),
        ),
        migrations.AddConstraint(
            model_name="resourceitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("price", None), ("price__gte", 0), _connector="OR"),
                name="resource_item_price",
            ),
        ),
        migrations.AddConstraint(
            model_name="resourceitem",
            constraint=models.UniqueConstraint(
                fields=("resource", "position"), name="resource_item_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="resourceuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="resource_use_amount"
            ),
        ),
        migrations.AddConstraint(
            model_name="resourceuse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at", None), ("voided_by", None)),
                    models.Q(
                        ("voided_at__isnull", False),
                        ("voided_by__isnull", False),
                        models.Q(("void_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="resource_use_void",
            ),
        ),
    ]

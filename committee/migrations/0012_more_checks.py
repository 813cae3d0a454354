"""Checks of who left the post they sit for and of the term as stated; which rules nobody sourced."""

from django.db import migrations

GENERAL = ["age", "parent_child", "expert_boards", "split", "teacher_post", "term_number"]
ADDED = [
    # check, source (admin.md §1.3, §1.5)
    ("teacher_post", "ความรู้ทั่วไปจากกฎกระทรวง พ.ศ. 2546 โปรดตรวจกับฉบับที่ใช้อยู่"),
    ("term_number", "เทียบกับชุดก่อนของโรงเรียนในระบบนี้ ผู้ดำรงตำแหน่งแทนไม่นับวาระ"),
]


def fill(apps, schema_editor):
    checks = apps.get_model("committee", "CheckRule")
    checks.objects.bulk_create(
        checks(rule_set=rule_set, check_code=code, severity="warn", source=source)
        for rule_set in apps.get_model("committee", "RuleSet").objects.all()
        for code, source in ADDED
    )
    checks.objects.filter(check_code__in=GENERAL).update(is_general=True)


def take_back(apps, schema_editor):
    checks = apps.get_model("committee", "CheckRule")
    checks.objects.filter(check_code__in=[code for code, _source in ADDED]).delete()


class Migration(migrations.Migration):
    dependencies = [("committee", "0011_rule_sets_of_offices")]

    operations = [migrations.RunPython(fill, take_back)]

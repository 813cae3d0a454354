"""The categories of care.md §2.7 with their bounds in S.D.: the first edition, without any table."""

from decimal import Decimal

from django.db import migrations

SDS = ("-2.0", "-1.5", "1.5", "2.0", "3.0")
# code, name, colour, counts as สูงดีสมส่วน, what it says of health
WEIGHT_AGE = (
    ("low", "น้ำหนักน้อย", "bad", False, "problem"),
    ("lowish", "ค่อนข้างน้อย", "warn", False, ""),
    ("normal", "ตามเกณฑ์", "ok", False, ""),
    ("highish", "ค่อนข้างมาก", "warn", False, ""),
    ("high", "น้ำหนักมาก", "bad", False, ""),
)
HEIGHT_AGE = (
    ("short", "เตี้ย", "bad", False, "problem"),
    ("shortish", "ค่อนข้างเตี้ย", "warn", False, ""),
    ("normal", "ส่วนสูงตามเกณฑ์", "ok", True, ""),
    ("tallish", "ค่อนข้างสูง", "ok", True, ""),
    ("tall", "สูง", "ok", True, ""),
)
WEIGHT_HEIGHT = (
    ("thin", "ผอม", "bad", False, "problem"),
    ("thinnish", "ค่อนข้างผอม", "warn", False, ""),
    ("fit", "สมส่วน", "ok", True, ""),
    ("plump", "ท้วม", "warn", False, ""),
    ("stout", "เริ่มอ้วน", "warn", False, ""),
    ("fat", "อ้วน", "bad", False, "problem"),
)
INDICES = {
    "weight_for_age": WEIGHT_AGE,
    "height_for_age": HEIGHT_AGE,
    "weight_for_height": WEIGHT_HEIGHT,
}


def fill(apps, editor):
    """Up to −2 S.D. and to −1.5 without the bound itself; up to +1.5, +2, +3 with it."""
    reference = apps.get_model("students", "GrowthReference").objects.create(number=1)
    band = apps.get_model("students", "GrowthBand")
    for index, categories in INDICES.items():
        for place, (code, label, tone, is_good, level) in enumerate(categories):
            is_last = place == len(categories) - 1
            until = None if is_last else Decimal(SDS[place])
            band.objects.create(
                reference=reference,
                index=index,
                position=place + 1,
                code=code,
                label=label,
                until_sd=until,
                takes_until=until is not None and until > 0,
                tone=tone,
                is_good=is_good,
                level=level,
            )


def empty(apps, editor):
    apps.get_model("students", "GrowthReference").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("students", "0017_shipped_group_kinds")]

    operations = [migrations.RunPython(fill, empty)]

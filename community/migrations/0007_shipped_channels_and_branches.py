"""Sources of gifts, what may be said of tax about them, branches of local wisdom (admin.md §3.3-3.4)."""

from datetime import date

from django.db import migrations

CHANNELS = ["ผ้าป่าการศึกษา", "บริจาค", "กิจกรรม", "อปท. อุดหนุน", "มูลนิธิ"]
BRANCHES = [
    "เกษตรกรรม",
    "อุตสาหกรรมและหัตถกรรม",
    "การแพทย์แผนไทย",
    "การจัดการทรัพยากรธรรมชาติและสิ่งแวดล้อม",
    "กองทุนและธุรกิจชุมชน",
    "ศิลปกรรม",
    "ภาษาและวรรณกรรม",
    "ปรัชญา ศาสนา และประเพณี",
    "โภชนาการ",
    "องค์กรชุมชนและสวัสดิการ",
]
# Royal Decree 768 (2566): twice the amount, from 1 ม.ค. 2565 to 31 ธ.ค. 2567 and no day longer.
TAX = [
    (
        date(2022, 1, 1),
        date(2024, 12, 31),
        "เงินบริจาคเพื่อการศึกษาที่บันทึกในระบบ e-Donation ของกรมสรรพากร "
        "หักลดหย่อนหรือหักเป็นรายจ่ายได้ 2 เท่า ตามพระราชกฤษฎีกา (ฉบับที่ 768) พ.ศ. 2566 "
        "ซึ่งใช้กับเงินที่บริจาคระหว่างวันที่ 1 มกราคม 2565 – 31 ธันวาคม 2567",
    ),
    (
        date(2025, 1, 1),
        None,
        "สิทธิทางภาษีของเงินบริจาคเป็นไปตามที่กรมสรรพากรกำหนด "
        "ตรวจสอบรายการบริจาคได้ในระบบ e-Donation ของกรมสรรพากร",
    ),
]


def fill(apps, schema_editor):
    for model, names in (("Channel", CHANNELS), ("Branch", BRANCHES)):
        rows = apps.get_model("community", model).objects
        for position, name in enumerate(names, start=1):
            rows.create(name=name, position=position)
    rules = apps.get_model("community", "DonationTaxRule").objects
    for starts_on, ends_on, text in TAX:
        rules.create(starts_on=starts_on, ends_on=ends_on, text=text)


def empty(apps, schema_editor):
    for model in ("Channel", "Branch"):
        apps.get_model("community", model).objects.filter(school=None).delete()
    apps.get_model("community", "DonationTaxRule").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("community", "0006_gifts_and_experts")]

    operations = [migrations.RunPython(fill, empty)]

"""The rule sets a board may follow, with where each rule comes from."""

from datetime import date

from django.db import migrations

LAW_2546 = "กฎกระทรวงกำหนดจำนวนกรรมการ คุณสมบัติ หลักเกณฑ์ วิธีการสรรหา การเลือกประธานกรรมการและกรรมการ วาระการดำรงตำแหน่ง และการพ้นจากตำแหน่งของคณะกรรมการสถานศึกษาขั้นพื้นฐาน พ.ศ. 2546"
LAW_2564 = LAW_2546.replace("2546", "2564")
SETS = [
    # code, name, from, total free, consecutive terms only, appointed by, source
    ("2546", LAW_2546, None, False, True, "area_director", "กฎกระทรวง พ.ศ. 2546"),
    ("2564", LAW_2564, date(2021, 4, 20), False, False, "area_director", "กฎกระทรวง พ.ศ. 2564"),
    (
        "LAO",
        "สถานศึกษาสังกัดองค์กรปกครองส่วนท้องถิ่น (ใช้จำนวนและวาระตาม พ.ศ. 2564)",
        date(2021, 4, 20),
        False,
        False,
        "local_executive",
        "พ.ร.บ.การศึกษาแห่งชาติ มาตรา 40 ยังไม่พบระเบียบเฉพาะ โปรดตรวจกับต้นสังกัด",
    ),
    (
        "SPECIAL",
        "สถานศึกษาประเภทพิเศษ (จำนวนตามประกาศของต้นสังกัด)",
        None,
        True,
        False,
        "central",
        "พ.ร.บ.ระเบียบบริหารราชการกระทรวงศึกษาธิการ มาตรา 38 โปรดตรวจกับประกาศที่ใช้อยู่",
    ),
]
# seat: small, large, may trade places with others that may (admin.md §1.2)
SEATS = {
    1: (1, 1, False),
    2: (1, 1, False),
    3: (1, 1, False),
    4: (1, 1, False),
    5: (1, 1, False),
    6: (1, 1, False),
    7: (1, 2, True),
    8: (1, 6, True),
    9: (1, 1, False),
}
OFFICES = (1, 9)
CHECKS = [
    # check, severity, value, source (admin.md §1.2 to §1.5); sourced rules alone may block
    ("age", "warn", 20, "ความรู้ทั่วไปจากกฎกระทรวง พ.ศ. 2546 โปรดตรวจกับฉบับที่ใช้อยู่"),
    ("term_length", "warn", None, "คราวละ 4 ปี"),
    ("term_limit", "block", None, "เป็นได้ไม่เกิน 2 วาระ"),
    ("parent_child", "warn", None, "ความรู้ทั่วไปจากกฎกระทรวง พ.ศ. 2546"),
    ("expert_boards", "warn", 3, "ความรู้ทั่วไปจากกฎกระทรวง พ.ศ. 2546"),
    ("split", "warn", None, "ทะเบียนจริงของหลายโรงเรียนต่างจากนี้"),
    ("total", "block", None, "9 คน หรือ 15 คน ตามขนาดโรงเรียน"),
    ("each_kind", "block", None, "ผู้แทนทุกประเภทตาม พ.ร.บ.การศึกษาแห่งชาติ มาตรา 40"),
]


def fill(apps, schema_editor):
    rule_sets = apps.get_model("committee", "RuleSet")
    seats = apps.get_model("committee", "SeatRule")
    checks = apps.get_model("committee", "CheckRule")
    for code, name, start, is_free, consecutive, appointed_by, source in SETS:
        made = rule_sets.objects.create(
            code=code,
            name=name,
            effective_from=start,
            is_total_free=is_free,
            is_consecutive_only=consecutive,
            appointed_by=appointed_by,
            source=source,
        )
        seats.objects.bulk_create(
            seats(rule_set=made, seat=seat, count_small=small, count_large=large, may_trade=trade)
            for seat, (small, large, trade) in SEATS.items()
            if not is_free or seat in OFFICES
        )
        checks.objects.bulk_create(
            checks(
                rule_set=made,
                check_code=code,
                severity="off" if is_free and code in {"total", "split"} else severity,
                value=value,
                source=text,
            )
            for code, severity, value, text in CHECKS
        )


class Migration(migrations.Migration):
    dependencies = [("committee", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

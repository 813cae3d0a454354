"""The two forms of care.md §2.1 and §2.2: eleven aspects, and the grouping of the handbook.

Criteria and thresholds are those of a public school's form: a start that a school or an office
edits. The old criterion that counted pupils who behave "like the other sex" is not among them: it
discriminates. Visits and other records name an aspect by its code, so that both forms share their
codes: the handbook's คุ้มครองนักเรียนและครอบครัว asks what สวัสดิภาพและความปลอดภัย asks, its
ความปลอดภัย what การใช้ความรุนแรง asks.
"""

from datetime import UTC, datetime
from decimal import Decimal

from django.db import migrations

SUBJECTS = (
    ("คณิตศาสตร์", "math"),
    ("ภาษาไทย", "thai"),
    ("ภาษาต่างประเทศ", "language"),
    ("วิทยาศาสตร์", "science"),
    ("ศิลปะ", "art"),
    ("การงานอาชีพและเทคโนโลยี", "work"),
    ("สุขศึกษาและพลศึกษา", "sport"),
    ("สังคมศึกษา ศาสนา และวัฒนธรรม", "social"),
)
NEEDS = (
    ("ทางการเห็น", "sight"),
    ("ทางการได้ยิน", "hearing"),
    ("ทางสติปัญญา", "mind"),
    ("ทางร่างกายหรือสุขภาพ", "body"),
    ("ทางการเรียนรู้", "learning"),
    ("ทางพฤติกรรมหรืออารมณ์", "behaviour"),
    ("ทางการพูดและภาษา", "speech"),
    ("ออทิสติก", "autism"),
    ("สมาธิสั้น", "attention"),
    ("พิการซ้ำซ้อน", "multiple"),
)
# aspect: (เสี่ยง, มีปัญหา), each (text, code); "!" before a text: tells of danger at once (§2.3).
LEARNING = (
    (
        ("ผลการเรียนเฉลี่ย 1.00–2.00", "gpa_low"),
        ("ติด 0 ร มส หรือ มผ 1–2 วิชาในหนึ่งภาคเรียน", "fails_some"),
        ("ไม่เข้าเรียน 1–2 ครั้งต่อวิชา", "skips_some"),
        ("มาสาย 3 ครั้งต่อสัปดาห์", "late_some"),
        ("ไม่ตั้งใจเรียน", "inattentive"),
        ("อุปกรณ์การเรียนไม่ครบ", "equipment"),
        ("อ่านสะกดคำไม่ได้", "spelling"),
        ("ไม่รู้ความหมายของคำ", "meaning"),
        ("จับใจความไม่ได้", "gist"),
        ("เขียนตัวอักษรไม่ได้", "letters"),
        ("เขียนไม่ได้ใจความ", "writing"),
        ("บวก ลบ คูณ หารไม่ได้", "arithmetic"),
        ("ไม่ส่งงาน 1–2 วิชา", "work_some"),
        ("ไม่ผ่านคุณลักษณะอันพึงประสงค์ 1 ข้อ", "traits_one"),
    ),
    (
        ("ผลการเรียนเฉลี่ยต่ำกว่า 1.00", "gpa_very_low"),
        ("ติด 0 ร มส หรือ มผ มากกว่า 2 วิชาในหนึ่งภาคเรียน", "fails_many"),
        ("มาสายมากกว่า 3 ครั้งต่อสัปดาห์", "late_many"),
        ("ขาดเรียนมากกว่า 1 วันต่อสัปดาห์", "absent_many"),
        ("ไม่เข้าเรียนหลายครั้งโดยไม่มีเหตุจำเป็น", "skips_many"),
        ("สมาธิสั้น", "attention"),
        ("ไม่ส่งงานมากกว่า 2 วิชา", "work_many"),
        ("ไม่ผ่านคุณลักษณะอันพึงประสงค์ตั้งแต่ 2 ข้อ", "traits_more"),
        ("การอ่าน คิดวิเคราะห์ และเขียน ระดับ 1 หรือไม่ผ่าน", "reading_fails"),
    ),
)
HEALTH = (
    (
        ("ร่างกายไม่แข็งแรง", "weak"),
        ("มีโรคประจำตัวหรือเจ็บป่วยบ่อย", "ill_often"),
        ("สายตาผิดปกติแต่สวมแว่น", "sight_glasses"),
    ),
    (
        ("ภาวะทุพโภชนาการ", "malnutrition"),
        ("พิการทางร่างกาย", "disabled"),
        ("ป่วยด้วยโรคร้ายแรงหรือเรื้อรัง", "chronic"),
        ("สายตาผิดปกติและไม่สวมแว่น", "sight"),
        ("บกพร่องทางการได้ยิน", "hearing"),
        ("สมรรถภาพทางกายต่ำ", "fitness"),
    ),
)
ECONOMY = (
    (
        ("รายได้ครอบครัว 5,000–10,000 บาทต่อเดือน", "income_low"),
        ("บิดาหรือมารดาตกงาน 1 คน", "jobless_one"),
    ),
    (
        ("รายได้ครอบครัวต่ำกว่า 5,000 บาทต่อเดือน", "income_very_low"),
        ("บิดาและมารดาตกงานทั้งสองคน", "jobless_both"),
        ("มีภาระหนี้สินมาก", "debt"),
        ("รายได้ไม่พอใช้จ่าย", "not_enough"),
    ),
)
SAFETY = (
    (
        ("บิดามารดาแยกทางหรือแต่งงานใหม่", "parents_apart"),
        ("อยู่ในชุมชนแออัดหรือใกล้แหล่งมั่วสุม", "surroundings"),
        ("อยู่หอพัก", "dormitory"),
        ("คนในบ้านเจ็บป่วยร้ายแรงหรือเรื้อรัง", "family_ill"),
        ("คนในครอบครัวติดสารเสพติด", "family_drugs"),
        ("คนในครอบครัวเล่นการพนัน", "family_gambles"),
        ("มีความขัดแย้งหรือทะเลาะกันในครอบครัว", "family_quarrels"),
    ),
    (
        ("ไม่มีผู้ดูแล", "no_carer"),
        ("มีการใช้ความรุนแรงในครอบครัว", "family_violence"),
        ("!ถูกทารุณหรือทำร้าย", "abused"),
        ("!ถูกล่วงละเมิดทางเพศ", "sexually_abused"),
        ("!ทำร้ายตนเอง", "self_harm"),
        ("เล่นการพนัน", "gambles"),
    ),
)
DRUGS = (
    (
        ("คบเพื่อนในกลุ่มที่ใช้สารเสพติด", "friends_use"),
        ("สมาชิกในครอบครัวเกี่ยวข้องกับยาเสพติด", "family_involved"),
        ("เคยลองบุหรี่ กัญชา หรือของมึนเมา", "tried"),
        ("อยู่ในสภาพแวดล้อมที่ใช้สารเสพติด", "surroundings"),
    ),
    (
        ("ใช้สารเสพติดเองมากกว่า 2 ครั้ง", "uses"),
        ("มีประวัติเกี่ยวข้องกับสารเสพติด", "history"),
        ("ติดบุหรี่ สุรา หรือสารอื่น", "addicted"),
    ),
)
VIOLENCE = (
    (
        ("มีประวัติทะเลาะวิวาท", "fought"),
        ("ก้าวร้าว เกเร", "aggressive"),
        ("ไม่ปฏิบัติตามกฎจราจร", "traffic"),
        ("พาหนะหรือการเดินทางไม่ปลอดภัย", "travel_unsafe"),
    ),
    (
        ("ทะเลาะวิวาทบ่อย", "fights_often"),
        ("ทำร้ายร่างกายผู้อื่น", "hurts_others"),
        ("ฝ่าฝืนกฎจราจรเป็นประจำ", "traffic_often"),
    ),
)
SEXUAL = (
    (
        ("ทำงานพิเศษที่ล่อแหลมต่อการถูกล่วงละเมิด", "risky_work"),
        ("แยกอยู่กับคู่สองต่อสองบ่อย", "alone_together"),
        ("อยู่ในกลุ่มขายบริการ", "group"),
        ("ใช้สื่อสารกับคู่เป็นเวลานานและบ่อย", "talks_long"),
    ),
    (
        ("ขาดเรียนไปกับคู่", "absent_together"),
        ("อยู่กินด้วยกัน", "lives_together"),
        ("!ตั้งครรภ์", "pregnant"),
        ("ขายบริการทางเพศ", "sells"),
        ("มั่วสุมทางเพศ", "promiscuous"),
        ("หมกมุ่นกับสื่อเรื่องเพศ", "media"),
    ),
)
GAMES = (
    (
        ("เล่นเกมเกิน 1 ชั่วโมงต่อวัน", "hours_1"),
        ("ขาดจินตนาการและความคิดสร้างสรรค์", "imagination"),
        ("เก็บตัว", "withdrawn"),
        ("ใช้เงินผิดปกติ", "money"),
        ("อยู่ในกลุ่มเพื่อนเล่นเกม", "friends"),
        ("ร้านเกมอยู่ใกล้บ้านหรือโรงเรียน", "shop_near"),
    ),
    (
        ("เล่นเกมเกิน 2 ชั่วโมงต่อวัน", "hours_2"),
        ("หงุดหงิดรุนแรงเมื่อไม่ได้เล่น", "irritable"),
        ("บุคลิกเปลี่ยนไป", "changed"),
        ("ขาดความรับผิดชอบ", "irresponsible"),
        ("หมกมุ่นกับเกม", "absorbed"),
        ("โกหกหรือลักเงินเพื่อเล่นเกม", "steals"),
    ),
)
DEVICES = (
    (
        ("เคยใช้โทรศัพท์ระหว่างเรียน", "in_class"),
        ("ใช้โซเชียลหรือแชตเกิน 1 ชั่วโมงต่อวัน", "hours_1"),
    ),
    (
        ("ใช้โทรศัพท์ระหว่างเรียน 2–3 ครั้งต่อวัน", "in_class_often"),
        ("ใช้โซเชียลหรือแชตเกิน 2 ชั่วโมงต่อวัน", "hours_2"),
    ),
)
OTHER = ((("มีเรื่องอื่นที่ควรเฝ้าระวัง", "watch"),), (("มีปัญหาเรื่องอื่น", "other"),))
NONE = ((), ())
# What a household's income in baht a month proposes: from, and less than.
INCOME = {"income_low": (Decimal(5000), Decimal(10001)), "income_very_low": (None, Decimal(5000))}
MIND = ("mind", "ด้านสุขภาพจิตและพฤติกรรม (จาก SDQ)", "derived", NONE)
FORMS = [
    (
        "T11",
        "แบบคัดกรองนักเรียน 11 ด้าน",
        "แบบของโรงเรียนมัธยมแห่งหนึ่ง เกณฑ์แต่ละข้อแก้ไขได้ SDQ แสดงประกอบ",
        [
            ("talent", "ด้านความสามารถพิเศษ", "presence", SUBJECTS),
            ("learning", "ด้านการเรียน", "graded", LEARNING),
            ("health", "ด้านสุขภาพ", "graded", HEALTH),
            ("economy", "ด้านเศรษฐกิจ", "graded", ECONOMY),
            ("safety", "ด้านสวัสดิภาพและความปลอดภัย", "graded", SAFETY),
            ("drugs", "ด้านการใช้สารเสพติด", "graded", DRUGS),
            ("violence", "ด้านการใช้ความรุนแรง", "graded", VIOLENCE),
            ("sexual", "ด้านพฤติกรรมทางเพศ", "graded", SEXUAL),
            ("games", "ด้านการติดเกม", "graded", GAMES),
            ("special_need", "นักเรียนที่มีความต้องการพิเศษ", "presence", NEEDS),
            ("devices", "ด้านการใช้เครื่องมือสื่อสารอิเล็กทรอนิกส์", "graded", DEVICES),
            MIND,
        ],
    ),
    (
        "TH",
        "แบบคัดกรองตามกลุ่มด้านของคู่มือระบบดูแลช่วยเหลือนักเรียน",
        "การจัดกลุ่มด้านตามคู่มือเดิม โปรดตรวจกับฉบับที่ใช้อยู่ เกณฑ์ตั้งต้นจากแบบ 11 ด้าน",
        [
            ("learning", "ด้านความสามารถด้านการเรียน", "graded", LEARNING),
            ("talent", "ด้านความสามารถพิเศษหรือความสามารถด้านอื่น", "presence", SUBJECTS),
            ("health", "ด้านสุขภาพร่างกาย", "graded", HEALTH),
            ("mind", "ด้านสุขภาพจิตและพฤติกรรม (จาก SDQ)", "derived", NONE),
            ("economy", "ด้านเศรษฐกิจ", "graded", ECONOMY),
            ("safety", "ด้านการคุ้มครองนักเรียนและครอบครัว", "graded", SAFETY),
            ("drugs", "ด้านสารเสพติด", "graded", DRUGS),
            ("violence", "ด้านความปลอดภัย", "graded", VIOLENCE),
            ("sexual", "ด้านพฤติกรรมทางเพศ", "graded", SEXUAL),
            ("games", "ด้านการติดเกมและสื่ออิเล็กทรอนิกส์", "graded", GAMES),
            ("other", "ด้านอื่น ๆ", "graded", OTHER),
        ],
    ),
]


def fill(apps, schema_editor):
    templates = apps.get_model("students", "ScreeningTemplate")
    since = datetime(2026, 11, 22, tzinfo=UTC)
    for code, name, source, aspects in FORMS:
        form = templates.objects.create(code=code, name=name, source=source, published_at=since)
        for order, (aspect, title, kind, criteria) in enumerate(aspects, start=1):
            _aspect(apps, form, order, (aspect, title, kind), criteria)


def _aspect(apps, form, order, words, criteria):
    code, name, kind = words
    aspect = apps.get_model("students", "Aspect").objects.create(
        template=form, order=order, code=code, name=name, kind=kind, makes_special=code == "talent"
    )
    levels = (
        [("has", criteria)]
        if kind == "presence"
        else zip(("risk", "problem"), criteria, strict=False)
    )
    rows = apps.get_model("students", "Criterion").objects
    for level, entries in levels:
        for place, (text, own) in enumerate(entries, start=1):
            least, below = INCOME.get(own, (None, None))
            rows.create(
                aspect=aspect,
                level=level,
                order=place,
                code=own,
                text=text.removeprefix("!"),
                is_danger=text.startswith("!"),
                measure="income" if own in INCOME else "",
                least=least,
                below=below,
            )


def remove(apps, schema_editor):
    apps.get_model("students", "ScreeningTemplate").objects.filter(
        school=None, district=None
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("students", "0013_promotions")]
    operations = [migrations.RunPython(fill, remove)]

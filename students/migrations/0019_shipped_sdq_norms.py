"""Three sets of SDQ bands (care.md §2.4): A is used unless a school chooses another; B and C are off.

A rests for the scales of teachers and parents on one transcription of the handbook: schools are
told to check it against the paper. Of B only the totals from which on a problem is likely are
known, so that it stays off until somebody fills it in; C is the publisher's British one, which
several programs use wrongly in Thailand.
"""

from django.db import migrations

DIFFICULTIES = ("emotional", "conduct", "hyperactivity", "peer", "total")
# informant: (risk from, problem from) of the five, then from where on prosocial is a strength.
ADULT_A = (((4, 5), (4, 5), (6, 7), (6, 7), (16, 18)), 4)
SELF_A = (((6, 7), (5, 6), (6, 7), (4, 5), (17, 19)), 4)
PARENT_C = (((4, 5), (3, 4), (6, 7), (3, 4), (14, 17)), 6)
TEACHER_C = (((5, 6), (3, 4), (6, 7), (4, 5), (12, 16)), 6)
SELF_C = (((6, 7), (4, 5), (6, 7), (4, 6), (16, 20)), 6)

SETS = [
    (
        {"code": "A", "name": "เกณฑ์ A กรมสุขภาพจิต/สพฐ. (คู่มือระบบดูแลช่วยเหลือนักเรียน)"}
        | {"is_on": True, "is_default": True}
        | {
            "source": "คู่มือการบริหารจัดการระบบการดูแลช่วยเหลือนักเรียน หน้า 139–141 "
            "เกณฑ์รายด้านของครูและผู้ปกครองโปรดตรวจกับคู่มือฉบับพิมพ์ ผลกระทบตามที่ใช้กันในโรงเรียนไทย"
        },
        {"teacher": ADULT_A, "parent": ADULT_A, "self": SELF_A},
        (1, 3),
    ),
    (
        {"code": "B", "name": "เกณฑ์ B เกณฑ์ปกติของเด็กไทย พ.ศ. 2554"}
        | {
            "source": "วารสารสุขภาพจิตแห่งประเทศไทย 2554;19(1):42–57 มีเฉพาะคะแนนรวมที่น่าจะมีปัญหา "
            "ยังไม่ครบ จึงยังไม่เปิดให้ใช้"
        },
        {},
        None,
    ),
    (
        {"code": "C", "name": "เกณฑ์ C เกณฑ์เดิมของสหราชอาณาจักร"}
        | {"source": "เกณฑ์สามระดับของเจ้าของลิขสิทธิ์ ใช้เปรียบเทียบเท่านั้น ไม่ใช่เกณฑ์ของเด็กไทย"},
        {"teacher": TEACHER_C, "parent": PARENT_C, "self": SELF_C},
        (1, 2),
    ),
]
TOTALS_B = {"parent": 19, "teacher": 17, "self": 19}


def fill(apps, schema_editor):
    sets = apps.get_model("students", "SdqNormSet")
    norms = apps.get_model("students", "SdqNorm")
    for facts, informants, impact in SETS:
        made = sets.objects.create(**facts)
        for informant, (bands, strength) in informants.items():
            own = {"norm_set": made, "informant": informant}
            for scale, (risk, problem) in zip(DIFFICULTIES, bands, strict=True):
                norms.objects.create(**own, scale=scale, risk_min=risk, problem_min=problem)
            norms.objects.create(**own, scale="prosocial", strength_min=strength)
            norms.objects.create(**own, scale="impact", risk_min=impact[0], problem_min=impact[1])
    totals = sets.objects.get(code="B", school=None)
    for informant, problem in TOTALS_B.items():
        norms.objects.create(
            norm_set=totals, informant=informant, scale="total", problem_min=problem
        )


def remove(apps, schema_editor):
    apps.get_model("students", "SdqNormSet").objects.filter(school=None).delete()


class Migration(migrations.Migration):
    dependencies = [("students", "0018_growth_categories")]
    operations = [migrations.RunPython(fill, remove)]

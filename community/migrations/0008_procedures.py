"""The offices' scholarship procedure, the schools' care procedure and the community year.

admin.md §2.1, §3.10 and §3.1. Where a source says nothing, what a manual asks for is in our words.
"""

from django.db import migrations

OFFICE = "กลุ่มส่งเสริมการจัดการศึกษา"
HEAD = "หัวหน้ากลุ่มงานบริหารกิจการนักเรียน"
TEAM = "หัวหน้ากลุ่มงานบริหารกิจการนักเรียน และบุคลากรในกลุ่มงาน"
SPRING, MARCH, TWICE = [[3, 4]], [[3, 3]], [[10, 10], [3, 3]]
MINUTES = "เอกสารบันทึกการประชุมเพื่อพัฒนาปรับปรุง"

SCHOLARSHIP = {
    "code": "district-scholarship",
    "name": "งานสวัสดิการและสงเคราะห์นักเรียน",
    "level": "district",
    "unit": OFFICE,
    "objective": "เพื่อให้นักเรียนได้รับสวัสดิการจากภาครัฐและเอกชนอย่างทั่วถึง",
    "scope": "จัดหาทุนการศึกษาตามโอกาส\nคัดเลือกนักเรียนเพื่อรับทุนจากหน่วยงานภาครัฐและเอกชน\n"
    "ติดตาม กำกับ ประเมิน และรวบรวมผล",
    "definitions": "ทุนการศึกษา หมายถึง เงินหรือสิ่งของเครื่องใช้ที่หน่วยงานภาครัฐ องค์กรเอกชน บุคคล "
    "หรือมูลนิธิสนับสนุนแก่นักเรียน\nสวัสดิการ หมายถึง การดูแลความเป็นอยู่ของนักเรียนให้ครอบคลุม"
    "ตนเอง ครอบครัว ชุมชน และโรงเรียน",
    "references": "ประกาศหรือหลักเกณฑ์ของผู้ให้ทุนแต่ละทุน",
    "summary": "นักเรียนที่ควรได้รับทุนได้รับการพิจารณาครบทุกโรงเรียน ภายใน 5 สัปดาห์นับจากวันเริ่มดำเนินการ",
    "source": "คู่มือปฏิบัติงานของกลุ่มส่งเสริมการจัดการศึกษา",
}
CARE = {
    "code": "school-care",
    "name": "ระบบดูแลช่วยเหลือนักเรียน",
    "level": "school",
    "unit": "กลุ่มงานบริหารกิจการนักเรียน",
    "objective": "เพื่อให้โรงเรียนดูแลช่วยเหลือนักเรียนทุกคนอย่างเป็นระบบ มีผู้รับผิดชอบและหลักฐานทุกขั้นตอน",
    "scope": "การเตรียมโครงสร้างและแผนก่อนขึ้นปีการศึกษา การดำเนินงานตลอดปีการศึกษา "
    "และการประเมิน ปรับปรุง และเผยแพร่ผลงาน",
    "definitions": "ระบบดูแลช่วยเหลือนักเรียน หมายถึง การรู้จักนักเรียนเป็นรายบุคคล การคัดกรอง "
    "การส่งเสริม การป้องกันและแก้ไขปัญหา และการส่งต่อ",
    "forms": ["homevisit-form", "student-record", "แบบประเมินความพึงพอใจ"],
    "references": "โครงการและคำสั่งของโรงเรียนในปีการศึกษานั้น",
    "summary": "นักเรียนทุกคนมีระเบียนและได้รับการเยี่ยมบ้าน มีการประชุมเพื่อพัฒนาปรับปรุงปีละ 2 ครั้ง",
    "source": "ขั้นตอนการปฏิบัติงานระบบดูแลช่วยเหลือนักเรียนของสถานศึกษา",
}
COMMUNITY = {
    "code": "school-community",
    "name": "งานสัมพันธ์ชุมชนประจำปี",
    "level": "school",
    "unit": "งานสัมพันธ์ชุมชน",
    "objective": "เพื่อให้โรงเรียนและชุมชนรู้ข่าวสารของกันและกัน ร่วมคิด และร่วมสนับสนุนการศึกษา",
    "scope": "งานกรรมการสถานศึกษา งานสานสัมพันธ์ งานเยี่ยมบ้านนักเรียน และงานทุนทรัพย์เพื่อการพัฒนาการศึกษา",
    "references": "แผนงานและโครงการของโรงเรียนในปีการศึกษานั้น",
    "summary": "ทุกโครงการดำเนินการในปีการศึกษาและมีหลักฐาน",
    "source": "ปฏิทินการปฏิบัติงานสัมพันธ์ชุมชน",
}
SCHOLARSHIP_STEPS = [
    ("กำหนดนโยบายและแนวปฏิบัติ แจ้งหน่วยงานในสังกัด", "มีนโยบายและแนวปฏิบัติ", "หนังสือเวียน"),
    ("กำหนดรายละเอียดแจ้งสถานศึกษา", "สถานศึกษาทุกแห่งได้รับแจ้ง", "หนังสือแจ้งสถานศึกษา"),
    ("แต่งตั้งคณะกรรมการพิจารณาจัดสรร", "มีคำสั่งแต่งตั้ง", "คำสั่งแต่งตั้งคณะกรรมการ"),
    ("จัดสรรตามรายละเอียดที่กำหนด", "จัดสรรตามหลักเกณฑ์", "รายงานการประชุม และบัญชีจัดสรร"),
    ("รายงานผลการดำเนินงาน", "มีรายงานผล", "รายงานผลการดำเนินงาน"),
]
CARE_STEPS = [
    # what, by whom, how, months, document, precedes the year, evidence
    (
        *("ศึกษาโครงสร้างงานบริหารกิจการนักเรียน", HEAD, "ศึกษาโครงสร้างและภาระงานของปีที่ผ่านมา"),
        *(MARCH, "", True, ""),
    ),
    (
        *("จัดทำโครงสร้างบริหารงาน", TEAM, "ประชุมกลุ่มงานและจัดทำแผนภูมิโครงสร้าง"),
        *(MARCH, "", True, ""),
    ),
    (
        *("กำหนดผู้รับผิดชอบตามโครงสร้าง", TEAM, "มอบหมายงานและเสนอแต่งตั้งผู้รับผิดชอบ"),
        *(MARCH, "", True, ""),
    ),
    (
        *("จัดทำแผน/โครงการ", TEAM, "เขียนแผนและโครงการของปีการศึกษา เสนอขออนุมัติ"),
        *(SPRING, "", True, ""),
    ),
    (
        *("จัดทำแนวทางการปฏิบัติงาน", TEAM, "จัดทำคู่มือและปฏิทินการปฏิบัติงานของปีการศึกษา"),
        *(SPRING, "", True, ""),
    ),
    (
        "ปฏิบัติงานตามโครงการและคำสั่ง",
        TEAM,
        "จัดทำระเบียนนักเรียน คู่มือและเอกสารระบบดูแล คัดกรองและส่งต่อ ประสานครูกับผู้ปกครอง และเยี่ยมบ้านนักเรียน",
        *([], "แบบประเมินความพึงพอใจ", False, "homevisits.coverage"),
    ),
    (
        *("ประเมินผลการปฏิบัติงาน", HEAD, "ประเมินผลทุกโครงการและนำเข้าที่ประชุม"),
        *(TWICE, MINUTES, False, "committee.improvement"),
    ),
    (
        *("ปรับปรุงและพัฒนาโครงสร้าง", HEAD, "นำมติที่ประชุมมาปรับโครงสร้างและวิธีทำงาน"),
        *(TWICE, MINUTES, False, "committee.improvement"),
    ),
    (
        *("นำผลงานเผยแพร่และประชาสัมพันธ์", HEAD, "จัดทำแผ่นพับแจกผู้ปกครองและชุมชน"),
        *(TWICE, "แผ่นพับประชาสัมพันธ์", False, ""),
    ),
]
COMMUNITY_STEPS = [
    ("โครงการเยี่ยมบ้าน", "ครูที่ปรึกษาเยี่ยมบ้านนักเรียนตามรอบของปีการศึกษา", "homevisits.coverage"),
    ("โครงการจัดหาทุน", "ระดมทรัพยากรจากผู้มีจิตศรัทธาและหน่วยงาน", "community.resources"),
    ("โครงการสานสัมพันธ์", "จัดกิจกรรมและแลกเปลี่ยนข่าวสารกับชุมชน", "community.relations"),
    ("โครงการไมตรีจิตรผูกมิตรชุมชน", "ร่วมกิจกรรมกับภาคีเครือข่าย", "community.partners"),
]


def steps():
    """Of each procedure by its code, in order."""
    weeks = {"owner": OFFICE, "weeks": 1}
    keys = ("name", "owner", "method", "periods", "document", "precedes_year", "evidence")
    return {
        SCHOLARSHIP["code"]: [
            {"name": name, "standard": standard, "document": document, **weeks}
            for name, standard, document in SCHOLARSHIP_STEPS
        ],
        CARE["code"]: [dict(zip(keys, step, strict=True)) for step in CARE_STEPS],
        COMMUNITY["code"]: [
            {"name": name, "method": method, "evidence": evidence}
            for name, method, evidence in COMMUNITY_STEPS
        ],
    }


def fill(apps, schema_editor):
    procedures = apps.get_model("schoolcare", "Procedure").objects
    step = apps.get_model("schoolcare", "ProcedureStep")
    for facts in (SCHOLARSHIP, CARE, COMMUNITY):
        kept = {"defaults": facts | {"is_active": True}}
        procedure, is_new = procedures.update_or_create(code=facts["code"], **kept)
        if is_new:
            step.objects.bulk_create(
                step(procedure=procedure, number=number, **one)
                for number, one in enumerate(steps()[facts["code"]], start=1)
            )


def empty(apps, schema_editor):
    """What nobody has worked with goes; noted work keeps its procedure, which is no longer used."""
    noted = apps.get_model("schoolcare", "StepRun").objects.values("step__procedure")
    codes = [facts["code"] for facts in (SCHOLARSHIP, CARE, COMMUNITY)]
    procedures = apps.get_model("schoolcare", "Procedure").objects.filter(code__in=codes)
    procedures.exclude(pk__in=noted).delete()
    procedures.update(is_active=False)


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0007_shipped_channels_and_branches"),
        ("schoolcare", "0009_procedure_manuals"),
    ]

    operations = [migrations.RunPython(fill, empty)]

"""The office's yearly procedure for school boards (งานคณะกรรมการสถานศึกษา), five steps."""

from django.db import migrations

UNIT = "กลุ่มส่งเสริมการจัดการศึกษา"
STEPS = [
    # what, months, standard, document, evidence
    (
        "กำหนดโครงการหรือกิจกรรมสร้างความเข้มแข็งของชุมชน และแจ้งสถานศึกษา",
        [[5, 5]],
        "มีแผนงาน/โครงการ",
        "โครงการ และหนังสือแจ้งสถานศึกษา",
        "",
    ),
    (
        "จัดทำทะเบียนกรรมการสถานศึกษาขั้นพื้นฐาน โดยประสานงานกับสถานศึกษาในสังกัด",
        [[6, 6]],
        "มีทะเบียนคณะกรรมการสถานศึกษาครบทุกโรงเรียน",
        "ทะเบียนคณะกรรมการสถานศึกษา",
        "committee.registry",
    ),
    (
        "จัดประชุมคณะกรรมการสถานศึกษา หรือสร้างเครือข่ายคณะกรรมการสถานศึกษา",
        [[8, 8]],
        "",
        "รายงานการประชุม",
        "",
    ),
    ("ติดตามการดำเนินงานของสถานศึกษา", [[2, 2]], "", "แบบติดตาม", ""),
    ("สรุปและรายงานผลการดำเนินการ", [[3, 3]], "", "รายงานประจำปี", ""),
]


def fill(apps, schema_editor):
    procedure = apps.get_model("schoolcare", "Procedure").objects.create(
        code="district-board",
        name="ส่งเสริมและพัฒนาคณะกรรมการสถานศึกษาขั้นพื้นฐาน",
        level="district",
        unit=UNIT,
        source="คู่มือปฏิบัติงานของกลุ่มส่งเสริมการจัดการศึกษา",
    )
    step = apps.get_model("schoolcare", "ProcedureStep")
    step.objects.bulk_create(
        step(
            procedure=procedure,
            number=number,
            name=name,
            periods=periods,
            standard=standard,
            document=document,
            evidence=evidence,
        )
        for number, (name, periods, standard, document, evidence) in enumerate(STEPS, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("committee", "0003_remarks"), ("schoolcare", "0006_procedures")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

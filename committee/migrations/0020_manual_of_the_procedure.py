"""What the manual of the boards' procedure says, and where its flow asks (admin.md §1.10)."""

from django.db import migrations

MANUAL = {
    "objective": "เพื่อให้สถานศึกษาทุกแห่งมีคณะกรรมการสถานศึกษาครบและเข้มแข็ง มีส่วนร่วมจัดการศึกษา",
    "scope": "กำหนดโครงการ จัดทำทะเบียน จัดประชุมหรือสร้างเครือข่าย ติดตาม และรายงานผล "
    "ของคณะกรรมการสถานศึกษาทุกแห่งในสังกัด ในรอบปีการศึกษา",
    "definitions": "คณะกรรมการสถานศึกษา หมายถึง คณะกรรมการสถานศึกษาขั้นพื้นฐานตามกฎหมาย"
    "ว่าด้วยระเบียบบริหารราชการกระทรวงศึกษาธิการ",
    "forms": ["committee-registry", "monitoring-form"],
    "references": "กฎกระทรวงว่าด้วยคณะกรรมการสถานศึกษาขั้นพื้นฐาน",
    "summary": "มีทะเบียนคณะกรรมการสถานศึกษาครบทุกโรงเรียนภายในเดือนมิถุนายน และมีรายงานผลประจำปี",
}
QUESTION = {"question": "ครบทุกโรงเรียนหรือไม่", "back_to": 2}


def fill(apps, schema_editor):
    procedures = apps.get_model("schoolcare", "Procedure").objects.filter(code="district-board")
    procedures.update(**MANUAL)
    steps = apps.get_model("schoolcare", "ProcedureStep").objects
    steps.filter(procedure__code="district-board", evidence="committee.registry").update(**QUESTION)
    steps.filter(procedure__code="district-board", owner="").update(owner="กลุ่มส่งเสริมการจัดการศึกษา")


def empty(apps, schema_editor):
    procedures = apps.get_model("schoolcare", "Procedure").objects.filter(code="district-board")
    procedures.update(**dict.fromkeys(MANUAL, "") | {"forms": []})
    steps = apps.get_model("schoolcare", "ProcedureStep").objects
    steps.filter(procedure__code="district-board").update(question="", back_to=None)


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0019_what_the_office_answered"),
        ("schoolcare", "0009_procedure_manuals"),
    ]

    operations = [migrations.RunPython(fill, empty)]

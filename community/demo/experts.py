"""Demo local experts of every branch: with lessons, long not asked, and one who teaches no more."""

from datetime import date, timedelta
from decimal import Decimal

from community.models import Branch, Expert, ExpertTeaching
from community.services import archiving, experts
from schoolcare.access import Role
from schoolcare.demo import DemoPlan
from schoolcare.models import School, User
from students.models import Classroom

# title, name, branches by position, knowledge, days since asked, still teaches
EXPERTS: list[tuple[str, str, tuple[int, ...], str, int, bool]] = [
    ("นาย", "อินทร สาธิตวงศ์", (1, 4), "ทำปุ๋ยหมัก ปลูกผักปลอดสาร ดูแลป่าชุมชน", 60, True),
    ("นาง", "คำปัน ดอยสาธิต", (2,), "ทอผ้าพื้นเมือง ย้อมสีธรรมชาติ", 120, True),
    ("นาย", "แก้ว สาธิตไพร", (3,), "สมุนไพรพื้นบ้าน นวดแผนไทย", 900, True),
    ("นาย", "หนาน สาธิตธรรม", (8, 7), "พิธีสู่ขวัญ อักษรธรรมล้านนา", 200, True),
    ("นาง", "จันทร์ดี ใจสาธิต", (9,), "อาหารพื้นเมือง ขนมไทย ถนอมอาหาร", 300, True),
    ("นาย", "ศรีวัย สาธิตศิลป์", (6,), "ดนตรีพื้นเมือง สะล้อ ซอ ซึง", 90, True),
    ("นางสาว", "บัวผัด สาธิตเจริญ", (5,), "กลุ่มออมทรัพย์ บัญชีครัวเรือน", 800, True),
    ("นาย", "ปัน สาธิตหัตถ์", (2,), "จักสานไม้ไผ่ ทำเครื่องเรือน", 400, True),
    ("นาง", "ฟองแก้ว สาธิตสุข", (10,), "งานผู้สูงอายุ อาสาสมัครสาธารณสุข", 150, True),
    ("นาย", "ทองดี สาธิตนา", (1,), "ทำนาอินทรีย์ คัดพันธุ์ข้าว", 1000, True),
    ("พระ", "สาธิต ธมฺมวโร", (8,), "ธรรมศึกษา ประเพณีท้องถิ่น", 30, True),
    ("นาย", "มูล สาธิตช่าง", (6, 2), "แกะสลักไม้ ตัดตุง", 1200, False),
]
# expert, days ago, subject, hours, fee
LESSONS = [
    (0, 48, "การทำปุ๋ยหมัก", 3, 600),
    (5, 240, "ดนตรีพื้นเมืองเบื้องต้น", 6, 1200),
    (7, 600, "จักสานไม้ไผ่", 4, None),
    (1, 100, "ย้อมผ้าสีธรรมชาติ", 3, 600),
    (4, 20, "ขนมไทยในงานบุญ", 2, None),
]


def fill(plan: DemoPlan) -> None:
    """Twelve at the first school that is not small; nothing in scale data."""
    if plan.is_scale:
        return
    schools = [school for school, its in plan.made if not its.is_small]
    for school in schools[:1]:
        if not Expert.objects.filter(school=school).exists():
            _school(plan.today, plan.year, school)


def _school(today: date, year: int, school: School) -> None:
    by = User.objects.filter(memberships__school=school, memberships__role=Role.COMMUNITY_HEAD)
    user = by.order_by("pk")[0]
    branches = {one.position: one for one in Branch.objects.filter(school=None)}
    villages = list(school.villages.all())
    rooms = list(Classroom.objects.filter(school=school, year=year).order_by("level", "room"))
    made = []
    for number, (title, name, places, knowledge, days, is_active) in enumerate(EXPERTS):
        expert = Expert(school=school, title=title, name=name, knowledge=knowledge)
        expert.refreshed_on = today - timedelta(days=days)
        expert.consented_on = expert.refreshed_on
        expert.village = villages[number % len(villages)] if villages else None
        expert.address, expert.phone = f"{number + 10} หมู่ {number + 1}", f"08000000{number:02}"
        known = [branches[one] for one in places]
        made.append(experts.save_expert(expert, branches=known, by=user))
        if not is_active:
            archiving.archive(expert, reason="สายตาไม่ดี งดรับสอน", by=user)
    for place, days, subject, hours, fee in LESSONS:
        row = ExpertTeaching(expert=made[place], subject=subject, hours=Decimal(hours))
        row.taught_on, row.fee = today - timedelta(days=days), None if fee is None else Decimal(fee)
        taught = rooms[place % len(rooms) : place % len(rooms) + 2] if rooms else []
        row.audience = "" if taught else "ชุมนุมท้องถิ่นของเรา"
        experts.teach(row, classrooms=taught, by=user)

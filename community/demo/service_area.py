"""Demo of agreements, villages by year, learning sources with uses, and common plans."""

from datetime import date, timedelta

from community.demo.partners import person_of
from community.models import (
    Agreement,
    CommonPlan,
    LearningSource,
    Partner,
    PlanAction,
    PlanGoal,
    SourceKind,
    SourceUse,
    VillagePlace,
    VillageProfile,
)
from community.services import agreements, plans, sources, villages
from schoolcare.demo import DemoPlan
from schoolcare.models import School, User
from students.models import Classroom

# households, people, occupations, groups, head, temple
PROFILES = [
    (186, 642, "ทำนา ปลูกข้าวโพด", "ไทยพื้นเมือง", "นายคำปัน ตัวอย่าง", "วัดดอยสาธิต"),
    (124, 455, "สวนกาแฟ รับจ้าง", "ลาหู่", "นายจะแฮ ตัวอย่าง", "คริสตจักรดอยงาม"),
    (98, 371, "ทำไร่ หาของป่า", "ปกาเกอะญอ", "นายดิปุนุ ตัวอย่าง", ""),
    (75, 288, "ปลูกผัก เลี้ยงวัว", "ปกาเกอะญอ ไทยพื้นเมือง", "นายซอ ตัวอย่าง", "วัดป่าสาธิต"),
    (210, 703, "ค้าขาย รับจ้าง", "ไทยพื้นเมือง", "นางบัวไหล ตัวอย่าง", "วัดทุ่งสาธิต"),
    (143, 512, "ทำนา ทอผ้า", "ไทลื้อ", "นายอินสม ตัวอย่าง", "วัดสันสาธิต"),
]
# name, place of its kind, what it offers, who looks after it
SOURCES = [
    ("วัดดอยสาธิต", 2, "ประวัติศาสตร์ท้องถิ่น ธรรมะ จิตรกรรมฝาผนัง", "พระครูสาธิตธรรมคุณ"),
    ("ป่าชุมชนดอยงาม", 5, "พืชสมุนไพร ต้นน้ำ การป้องกันไฟป่า", "คณะกรรมการป่าชุมชน"),
    ("กลุ่มทอผ้าสันกลาง", 3, "การย้อมสีธรรมชาติ การทอผ้าไทลื้อ", "นางบัวคำ ตัวอย่าง"),
    ("สวนกาแฟชุมชน", 6, "การปลูก เก็บ และคั่วกาแฟ", "นายจะแฮ ตัวอย่าง"),
    ("กองทุนออมทรัพย์หมู่บ้าน", 8, "การออมและบัญชีครัวเรือน", "กรรมการกองทุน"),
]
# source, days ago, subject
USES = [(0, 12, "สังคมศึกษา"), (0, 130, "ธรรมศึกษา"), (1, 40, "วิทยาศาสตร์"), (2, 75, "การงานอาชีพ")]
DUTIES = (
    "ประสานงานและพานักเรียนเข้าร่วมกิจกรรม\nจัดครูดูแลความปลอดภัยของนักเรียน\nรายงานผลให้ภาคีทราบทุกภาคเรียน",
    "สนับสนุนสถานที่และวิทยากร\nร่วมวางแผนและประเมินผลกับโรงเรียน",
)
GOALS = [
    (
        "นักเรียนทุกคนรู้จักและภูมิใจในชุมชนของตน",
        [
            ("สำรวจแหล่งเรียนรู้แล้วทำแผนที่ชุมชน", "กลุ่มสาระสังคมศึกษา", "ผู้ใหญ่บ้าน", "มิ.ย.–ก.ค.", "done"),
            ("ปราชญ์ชาวบ้านสอนทอผ้าและสมุนไพร", "ฝ่ายวิชาการ", "กลุ่มสตรีแม่บ้าน", "ตลอดปี", "running"),
        ],
    ),
    (
        "ชุมชนปลอดการเผา อากาศดี",
        [
            ("อบรมทำปุ๋ยหมักจากใบไม้", "งานสัมพันธ์ชุมชน", "คณะกรรมการหมู่บ้าน", "ธ.ค.", "planned"),
            ("ทำแนวกันไฟป่าชุมชน", "ลูกเสือ", "คณะกรรมการป่าชุมชน", "ก.พ.", "planned"),
        ],
    ),
]


def fill(plan: DemoPlan) -> None:
    """For the schools made just now that have partners and no plan yet; nothing for scale data."""
    for school, _its in plan.made:
        by = person_of(school)
        if plan.is_scale or by is None or school.common_plans.exists():
            continue
        _villages(plan, school, by)
        _agreements(plan, school, by)
        _sources(plan, school, by)
        _plans(plan, school, by)


def _villages(plan: DemoPlan, school: School, by: User) -> None:
    """Known last year and this year; the last village only last year and nowhere on the map."""
    rows = list(school.villages.order_by("pk"))
    for place, village in enumerate(rows):
        if place < len(rows) - 1 and not VillagePlace.objects.filter(village=village).exists():
            spot = {"latitude": f"19.{88 + place * 2}510", "longitude": f"99.{79 + place}680"}
            villages.put(VillagePlace(village=village, **spot), school=school, by=by)
        facts = dict(zip(villages.FACTS, PROFILES[place % len(PROFILES)], strict=False))
        for year in (plan.year - 1, plan.year):
            if year == plan.year and place == len(rows) - 1 and place:
                continue
            if VillageProfile.objects.filter(village=village, year=year).exists():
                continue  # a village of two schools
            grown = {"people": facts["people"] + (year - plan.year) * 4}
            profile = VillageProfile(village=village, year=year, **facts | grown)
            villages.save(profile, school=school, by=by)


def _agreements(plan: DemoPlan, school: School, by: User) -> None:
    """One that ends soon, one in force without an end, one that is over."""
    today, (ours, theirs) = plan.today, DUTIES
    rows = [
        ("วัดดอยสาธิต", "ค่ายคุณธรรมและธรรมศึกษา", 700, 31),
        ("รพ.สต.ห้วยน้ำริน", "การดูแลสุขภาพนักเรียน", 300, None),
        ("ร้านดอยสาธิตพาณิชย์", "สนับสนุนอุปกรณ์การเรียน", 900, -170),
    ]
    for name, title, ago, left in rows:
        partner = Partner.objects.filter(school=school, name=name).first()
        if partner is None:
            continue
        one = Agreement(partner=partner, title=title, school_duties=ours, partner_duties=theirs)
        one.starts_on = one.signed_on = today - timedelta(days=ago)
        one.ends_on = None if left is None else today + timedelta(days=left)
        one.purpose = "พัฒนานักเรียนร่วมกันระหว่างบ้าน วัด โรงเรียน"
        first = partner.people.first()
        one.signer, one.signer_post = (first.name, first.post) if first else ("", "")
        agreements.save(one, by=by)


def _sources(plan: DemoPlan, school: School, by: User) -> None:
    kinds = {one.position: one for one in SourceKind.objects.filter(school=None)}
    rooms = list(Classroom.objects.filter(school=school, year=plan.year).order_by("-level")[:4])
    places = list(school.villages.order_by("pk"))
    made = []
    for at, (name, kind, offers, contact) in enumerate(SOURCES):
        source = LearningSource(school=school, name=name, kind=kinds[kind], offers=offers)
        source.contact, source.village = contact, places[at % len(places)] if places else None
        if at < 3:
            source.latitude, source.longitude = f"19.{90 + at}120", f"99.{80 + at}340"
        made.append(sources.save_source(source, by=by))
    for at, (place, ago, subject) in enumerate(USES):
        if rooms:
            use = SourceUse(source=made[place], on=plan.today - timedelta(days=ago))
            use.classroom, use.subject = rooms[at % len(rooms)], subject
            use.pupils, use.teacher = 18 + 3 * at, by.full_name
            sources.save_use(use, by=by)


def _plans(plan: DemoPlan, school: School, by: User) -> None:
    """Last year's, all done, and this year's."""
    for year in (plan.year - 1, plan.year):
        vision = "บ้าน วัด โรงเรียน ร่วมสร้างเด็กดี มีทักษะชีวิต รักถิ่นเกิด"
        one = CommonPlan(school=school, year=year, vision=vision, place="ศาลาประชาคม")
        one.met_on = date(year - 543, 5, 20)
        partners = school.partners.filter(is_active=True)[:5]
        plans.save_plan(one, partners=partners, villages=school.villages.all(), by=by)
        for text, actions in GOALS:
            goal = plans.save_goal(PlanGoal(plan=one, text=text), by=by)
            for what, ours, theirs, when, state in actions:
                action = PlanAction(goal=goal, text=what, school_owner=ours, partner_owner=theirs)
                action.when, action.state = when, "done" if year < plan.year else state
                is_done = action.state == PlanAction.State.DONE
                action.result = "ทำครบตามแผน ชุมชนร่วมทุกหมู่บ้าน" if is_done else ""
                plans.save_action(action, by=by)

"""Demo of partners: home, temple, school and others, with what was spoken and what waits."""

from datetime import date, timedelta

from community.models import Contact, Need, Partner, PartnerPerson
from community.services import archiving, needs, partners
from schoolcare.access import Role
from schoolcare.demo import DemoPlan
from schoolcare.models import School, User, Village

Kind = Partner.Kind
# kind, name, about, telephone, years of work, people (name, post, telephone)
PARTNERS = [
    (
        *(Kind.HOME, "กลุ่มสตรีแม่บ้าน", "อาหารกลางวัน งานประเพณี", "0530001101", 9),
        [("นางบัวคำ ตัวอย่าง", "ประธานกลุ่ม", "0800001101")],
    ),
    (
        *(Kind.HOME, "คณะกรรมการหมู่บ้าน", "ประชาคม ลงแขกพัฒนาโรงเรียน", "", 12),
        [("นายคำปัน ตัวอย่าง", "ผู้ใหญ่บ้าน", "0800001102")],
    ),
    (
        *(Kind.TEMPLE, "วัดดอยสาธิต", "ค่ายคุณธรรม สอนธรรมศึกษา", "0530001103", 20),
        [
            ("พระครูสาธิตธรรมคุณ สุจิตฺโต", "เจ้าอาวาส", "0800001103"),
            ("พระสมชาย ธมฺมโชโต", "ครูพระสอนศีลธรรม", "0800001104"),
        ],
    ),
    (
        *(Kind.SCHOOL, "โรงเรียนสาธิตพิทยาคม", "แนะแนวศึกษาต่อ ม.4", "0530001105", 6),
        [("นางสาวแก้ว ตัวอย่าง", "ครูแนะแนว", "0800001105")],
    ),
    (
        *(Kind.LOCAL, "อบต.ดอยสาธิต", "อาหารเสริม (นม) รถรับส่ง", "0530001106", 15),
        [("นายสมบูรณ์ ตัวอย่าง", "นักวิชาการศึกษา", "0800001106")],
    ),
    (
        *(Kind.STATE, "รพ.สต.ห้วยน้ำริน", "ตรวจสุขภาพ วัคซีน ฟันผุ", "0530001107", 10),
        [("นางสาวน้ำผึ้ง ตัวอย่าง", "พยาบาลวิชาชีพ", "0800001107")],
    ),
    (Kind.STATE, "สถานีตำรวจภูธรดอยสาธิต", "ตำรวจประสานโรงเรียน", "0530001108", 4, []),
    (
        *(Kind.PRIVATE, "ร้านดอยสาธิตพาณิชย์", "อุปกรณ์การเรียน รางวัลวันเด็ก", "0530001109", 3),
        [("นายเจริญ ตัวอย่าง", "เจ้าของร้าน", "0800001109")],
    ),
    (Kind.FOUNDATION, "มูลนิธิเพื่อการศึกษาบนดอย", "ทุนการศึกษาต่อเนื่อง", "0530001110", 2, []),
    (
        *(Kind.ALUMNI, "ชมรมศิษย์เก่า", "ทอดผ้าป่าการศึกษา", "", 8),
        [("นายพิชัย ตัวอย่าง", "ประธานชมรม", "0800001111")],
    ),
    (Kind.PARENTS, "เครือข่ายผู้ปกครองระดับโรงเรียน", "ประชุมผู้ปกครอง จราจรหน้าโรงเรียน", "", 5, []),
]
FORMER = (Kind.PRIVATE, "โรงสีเก่าดอยสาธิต", "ข้าวสารอาหารกลางวัน", "")
# partner, days ago, way, what was said, next step, days from now until it is due (None: no day)
TALKS = [
    ("วัดดอยสาธิต", 3, "visit", "ขอใช้ศาลาจัดค่ายคุณธรรม ป.4–ป.6 ท่านอนุญาต", "ส่งหนังสือขอใช้สถานที่", -1),
    ("วัดดอยสาธิต", 95, "meeting", "วางแผนงานถวายเทียนพรรษาร่วมกัน", "", None),
    ("อบต.ดอยสาธิต", 6, "phone", "สอบถามงบรถรับส่งเทอม 2", "ส่งจำนวนนักเรียนรายหมู่บ้าน", 4),
    ("รพ.สต.ห้วยน้ำริน", 14, "line", "นัดตรวจสุขภาพนักเรียน อ.2–ป.3", "แจ้งผู้ปกครอง", None),
    ("ร้านดอยสาธิตพาณิชย์", 40, "phone", "จะสนับสนุนของรางวัลวันเด็ก 50 ชิ้น", "", None),
    ("คณะกรรมการหมู่บ้าน", 21, "meeting", "ประชาคมหมู่บ้าน เสนอให้โรงเรียนอบรมปุ๋ยหมัก", "", None),
    ("ชมรมศิษย์เก่า", 120, "letter", "ส่งหนังสือเชิญร่วมทอดผ้าป่าการศึกษา", "", None),
]
# from whom, what, days ago, kind, source
NEEDS = [
    ("คณะกรรมการหมู่บ้าน", "อบรมการทำปุ๋ยหมักจากใบไม้ ลดการเผา", 21, "training", "meeting"),
    ("กลุ่มสตรีแม่บ้าน", "สอนขายของออนไลน์และถ่ายรูปสินค้า", 34, "training", "talk"),
    ("วัดดอยสาธิต", "นักเรียนช่วยทำป้ายแหล่งเรียนรู้ในวัด", 10, "help", "talk"),
    (None, "ขอใช้สนามกีฬาจัดแข่งกีฬาสานสัมพันธ์", 50, "place", "letter"),
]


def fill(plan: DemoPlan) -> None:
    """For the schools made just now that have none; a few in scale data."""
    for school, _its in plan.made:
        by = person_of(school)
        if by and not school.partners.exists():
            _partners(plan, school, by)


def person_of(school: School) -> User | None:
    """Who would have written it all down."""
    held = User.objects.filter(memberships__school=school)
    ranked = [held.filter(memberships__role=one) for one in (Role.COMMUNITY_HEAD, Role.DIRECTOR)]
    return next((one for rows in ranked if (one := rows.order_by("pk").first())), None)


def _partners(plan: DemoPlan, school: School, by: User) -> None:
    villages = list(school.villages.order_by("pk"))
    rows = PARTNERS[:3] if plan.is_scale else PARTNERS
    made: dict[str, Partner] = {}
    for place, (kind, name, about, phone, years, people) in enumerate(rows):
        since = date(plan.today.year - years, 5, 16)
        partner = _partner(school, (kind, name, about, phone), since)
        partner.village = _at(villages, place)
        partner.keeper = by if place % 3 else None
        if place % 3 == 2:
            partner.latitude, partner.longitude = f"19.9{place:02}40", f"99.8{place:02}20"
        made[name] = partners.save_partner(partner, by=by)
        for who, post, number in people:
            person = PartnerPerson(partner=partner, name=who, post=post, phone=number)
            person.is_main = who == people[0][0]
            partners.save_person(person, by=by)
    if plan.is_scale:
        return
    former = _partner(school, FORMER, date(plan.today.year - 11, 5, 16))
    partners.save_partner(former, by=by)
    archiving.archive(former, reason="เลิกกิจการ", by=by)
    _talks(plan, made, by)
    _needs(plan, school, made, villages, by)


def _at(villages: list[Village], place: int) -> Village | None:
    return villages[place % len(villages)] if villages and place < 4 else None


def _partner(school: School, facts: tuple[str, ...], since: date) -> Partner:
    kind, name, about, phone = facts
    return Partner(school=school, kind=kind, name=name, about=about, phone=phone, since=since)


def _talks(plan: DemoPlan, made: dict[str, Partner], by: User) -> None:
    for name, ago, way, said, step, due in TALKS:
        partner, on = made[name], plan.today - timedelta(days=ago)
        contact = Contact(partner=partner, on=on, way=way, said=said, next_step=step)
        contact.person = partner.people.filter(is_main=True).first()
        contact.next_on = None if due is None else plan.today + timedelta(days=due)
        partners.save_contact(contact, by=by)


def _needs(
    plan: DemoPlan, school: School, made: dict[str, Partner], villages: list[Village], by: User
) -> None:
    for place, (name, text, ago, kind, source) in enumerate(NEEDS):
        need = Need(school=school, text=text, kind=kind, source=source, made_by=by)
        need.asked_on = plan.today - timedelta(days=ago)
        need.partner = made[name] if name else None
        need.village = _at(villages, place)
        need.asked_by = "" if name else "ผู้นำเยาวชน"
        needs.save(need, by=by)

"""Demo gifts over two years, of all kinds: one crossed out, one restricted and partly used."""

from datetime import date, timedelta
from decimal import Decimal

from community.models import Channel, Donor, Purpose, Resource, ResourceUse
from community.receipts import key_of
from community.services import purposes, resources
from community.services.resources import Item
from schoolcare.access import Role
from schoolcare.demo import DemoPlan
from schoolcare.models import School, User

Kind = Resource.Kind
LIBRARY, LUNCH = "ปรับปรุงห้องสมุด", "อาหารกลางวัน"
# name, kind, wants no name, which village
DONORS = [
    ("นายบุญส่ง สาธิตเจริญ", "person", False, 0),
    ("นางคำปัน ดอยสาธิต", "person", False, 1),
    ("พระครูสาธิตธรรมคุณ", "person", False, 0),
    ("นางสาวอำพร ใจสาธิต", "person", True, None),
    ("บริษัท สาธิตการเกษตร จำกัด", "body", False, None),
    ("มูลนิธิสาธิตเพื่อการศึกษา", "body", False, None),
    ("คณะศิษย์เก่ารุ่นที่ 12", "group", False, None),
    ("กลุ่มแม่บ้านสาธิต", "group", False, 2),
    ("องค์การบริหารส่วนตำบลสาธิต", "body", False, None),
    ("นายอินทร สาธิตวงศ์", "person", False, 3),
]
# days ago, donor, kind, value, purpose, channel, what
GIFTS: list[tuple[int, int, str, int | None, str, int, str]] = [
    (6, 0, Kind.MONEY, 5000, LIBRARY, 1, ""),
    (12, 3, Kind.MONEY, 20000, "", 1, ""),
    (15, 7, Kind.LABOUR, None, "", 2, "ทาสีรั้วโรงเรียน"),
    (25, 4, Kind.THINGS, None, "", 1, "เครื่องเขียน"),
    (31, 2, Kind.MONEY, 9999, "", 1, ""),
    (48, 9, Kind.KNOWLEDGE, None, "", 2, "การทำปุ๋ยหมัก"),
    (60, 6, Kind.MONEY, 36500, LIBRARY, 0, ""),
    (60, 1, Kind.MONEY, 1200, LIBRARY, 0, ""),
    (60, 9, Kind.MONEY, 500, LIBRARY, 0, ""),
    (75, 8, Kind.MONEY, 30000, LUNCH, 3, ""),
    (90, 5, Kind.THINGS, None, LIBRARY, 4, "หนังสือ"),
    (101, 7, Kind.LABOUR, None, "", 2, "ปลูกผักแปลงเกษตร"),
    (120, 0, Kind.PROPERTY, 180000, "", 1, "ศาลาพักคอยหน้าโรงเรียน ขนาด 4 × 6 เมตร"),
    (133, 1, Kind.MONEY, 800, "", 2, ""),
    (150, 4, Kind.MONEY, 15000, "", 1, ""),
    (172, 5, Kind.MONEY, 12000, LUNCH, 4, ""),
    (190, 6, Kind.LABOUR, None, "", 2, "ซ่อมโต๊ะเก้าอี้"),
    (215, 2, Kind.THINGS, None, "", 1, "พัดลม"),
    (240, 9, Kind.KNOWLEDGE, None, "", 2, "ดนตรีพื้นเมือง"),
    (262, 8, Kind.MONEY, 25000, LUNCH, 3, ""),
    (290, 0, Kind.MONEY, 3000, "", 1, ""),
    (320, 3, Kind.MONEY, 4000, "", 1, ""),
    (365, 7, Kind.LABOUR, None, "", 2, "ทำความสะอาดก่อนเปิดภาคเรียน"),
    (398, 5, Kind.THINGS, None, "", 4, "ทุนการศึกษาเป็นชุดนักเรียน"),
    (430, 6, Kind.MONEY, 52000, "", 0, ""),
    (455, 1, Kind.MONEY, 600, "", 0, ""),
    (520, 4, Kind.THINGS, None, "", 1, "คอมพิวเตอร์"),
    (560, 8, Kind.MONEY, 20000, LUNCH, 3, ""),
    (600, 9, Kind.KNOWLEDGE, None, "", 2, "จักสานไม้ไผ่"),
    (660, 2, Kind.MONEY, 7000, "", 1, ""),
]
THINGS = {
    "เครื่องเขียน": [Item("สมุด", Decimal(200), "เล่ม", Decimal(12)), Item("ดินสอ", Decimal(300), "แท่ง")],
    "หนังสือ": [Item("หนังสือนิทาน", Decimal(120), "เล่ม", Decimal(95))],
    "พัดลม": [Item("พัดลมติดผนัง 18 นิ้ว", Decimal(4), "ตัว", Decimal(1290))],
    "ทุนการศึกษาเป็นชุดนักเรียน": [Item("ชุดนักเรียน", Decimal(30), "ชุด", Decimal(450))],
    "คอมพิวเตอร์": [Item("คอมพิวเตอร์ตั้งโต๊ะ", Decimal(2), "เครื่อง", Decimal(15500))],
}
LABOUR = (Decimal(4), 18)  # hours, people
USES = [(40, 18500, "ชั้นหนังสือ 5 หลัง"), (20, 6200, "โต๊ะอ่านหนังสือ 4 ตัว")]
PLAIN = 20  # gifts of a school in scale data
OLD = 45  # days after which the donor was told


def fill(plan: DemoPlan) -> None:
    """All for the first school that is not small, few for the others; in scale data plain rows."""
    if plan.is_scale:
        for school, _its in plan.made:
            _plain(plan, school)
        return
    has_all = True
    for school, its in plan.made:
        if its.is_small or Resource.objects.filter(school=school).exists():
            continue
        _school(plan.today, school, GIFTS if has_all else GIFTS[:9])
        has_all = False


def _school(today: date, school: School, gifts: list) -> None:
    by = User.objects.filter(memberships__school=school, memberships__role=Role.COMMUNITY_HEAD)
    user = by.order_by("pk")[0]
    donors = _donors(school)
    channels = list(Channel.objects.filter(school=None).order_by("position"))
    for number, row in enumerate(reversed(gifts), start=1):
        days, donor, kind, value, purpose, channel, what = row
        gift = Resource(school=school, donor=donors[donor], kind=kind)
        gift.received_on, gift.channel = today - timedelta(days=days), channels[channel]
        gift.value = None if value is None else Decimal(value)
        gift.received_by = user
        if purpose:
            gift.purpose = purposes.purpose_named(school, purpose, by=user)
        _describe(gift, what, number)
        resources.save_resource(gift, items=THINGS.get(what, ()), by=user)
        if days > OLD:
            Resource.objects.filter(pk=gift.pk).update(
                acknowledged_on=gift.received_on + timedelta(days=3)
            )
    _void_one(school, user)
    _use(today, school, user)


def _plain(plan: DemoPlan, school: School) -> None:
    """Some gifts of two years without their trail, written down by its office."""
    by = User.objects.filter(memberships__district=school.district).order_by("pk")[0]
    donors, purpose = _donors(school), Purpose.objects.create(school=school, name=LIBRARY)
    rows = []
    for number, (days, donor, kind, value, aim, _, what) in enumerate(GIFTS[:PLAIN], start=1):
        gift = Resource(school=school, donor=donors[donor], kind=kind, made_by=by)
        gift.received_on = plan.today - timedelta(days=days * 2 + plan.draw.randint(0, 20))
        gift.value = Decimal((value or 900) * plan.draw.randint(1, 9) // 4)
        gift.purpose = purpose if aim else None
        _describe(gift, what, number)
        rows.append(gift)
    Resource.objects.bulk_create(rows)


def _donors(school: School) -> list[Donor]:
    villages = list(school.villages.all())
    return [
        Donor.objects.create(
            school=school,
            name=name,
            kind=kind,
            is_anonymous=is_anonymous,
            village=villages[place % len(villages)] if place is not None and villages else None,
            address=f"{number} หมู่ {number} ต.{school.tambon or 'สาธิต'}",
        )
        for number, (name, kind, is_anonymous, place) in enumerate(DONORS, start=1)
    ]


def _describe(gift: Resource, what: str, number: int) -> None:
    if gift.kind == Kind.MONEY:
        gift.receipt_book, gift.receipt_number = "12", f"{number:03}"
        gift.receipt_key = key_of(gift.receipt_book, gift.receipt_number)
    elif gift.kind == Kind.LABOUR:
        gift.detail, (gift.hours, gift.people) = what, LABOUR
    elif gift.kind == Kind.KNOWLEDGE:
        gift.subject, gift.hours = what, Decimal(3)
    elif gift.kind == Kind.PROPERTY:
        gift.detail, gift.is_durable = what, True
    if what in {"พัดลม", "คอมพิวเตอร์"}:
        gift.is_durable = True
        gift.asset_number = "ดส 4120-001-0012" if what == "คอมพิวเตอร์" else ""


def _void_one(school: School, user: User) -> None:
    """The newest money without a purpose was typed wrong and written anew."""
    rows = Resource.objects.filter(school=school, kind=Kind.MONEY, purpose=None)
    wrong = rows.order_by("-received_on", "-pk")[0]
    resources.void(wrong, reason="พิมพ์จำนวนเงินผิด ออกใบเสร็จฉบับใหม่", by=user)


def _use(today: date, school: School, user: User) -> None:
    purpose = Purpose.objects.get(school=school, name=LIBRARY)
    for days, amount, what in USES:
        facts = {"used_on": today - timedelta(days=days), "amount": Decimal(amount), "what": what}
        row = ResourceUse(purpose=purpose, document="บันทึกขออนุมัติจัดซื้อ", **facts)
        purposes.use(row, by=user)

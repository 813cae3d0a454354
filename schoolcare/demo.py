"""Demo and scale data: invented offices, schools and staff. Apps add theirs through the registry.

Everything is drawn from one seed, so that the same call makes the same rows; a school that is there
already is left alone, so that a second call changes nothing.
"""

import multiprocessing
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.db import connection, connections, transaction
from django.utils import timezone

from schoolcare import demo_names, registry
from schoolcare.access import Role
from schoolcare.context import DEMO_PASSWORD
from schoolcare.models import District, Level, Membership, Network, School, Term, User, Village
from schoolcare.thai import academic_year, legal_term_dates

PRIMARY = [Level.K2, Level.K3, Level.P1, Level.P2, Level.P3, Level.P4, Level.P5, Level.P6]
EXPANDED = [*PRIMARY, Level.M1, Level.M2, Level.M3]
MUNICIPAL = [Level.K1, *EXPANDED]
SCHOOLS_A_BATCH = 25


@dataclass(frozen=True)
class SchoolPlan:
    """One school to make: `pupils` spread evenly over `levels`; `prefix` begins its user names."""

    code: str
    name: str
    kind: str
    levels: list[Level]
    pupils: int
    prefix: str
    ethnic_share: float = 0.0
    villages: tuple[str, ...] = ()
    is_small: bool = False  # four teachers hold every role
    with_staff: bool = True
    network: str = ""


@dataclass
class DemoPlan:
    """What the functions of `registry.demo` get: the draw, the year, the schools made just now."""

    year: int
    seed: int | str = 1
    is_scale: bool = False
    made: list[tuple[School, SchoolPlan]] = field(default_factory=list)
    draw: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.draw = random.Random(self.seed)

    @property
    def used_from(self) -> date:
        """Before the spring that prepares the year before: nothing was due before it."""
        return date(self.year - 544, 1, 1)

    @property
    def today(self) -> date:
        """Today, or late in the second term when another year is asked for."""
        today = timezone.localdate()
        second_term = legal_term_dates(self.year)[1][0]
        return today if academic_year(today) == self.year else second_term + timedelta(days=20)


Batch = tuple[DemoPlan, District, list[SchoolPlan], str]  # the last is the password's hash

OFFICES = [
    {
        "code": "5801",
        "name": "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาดอยสาธิต เขต 1",
        "short_name": "สพป.ดอยสาธิต เขต 1",
        "kind": District.Kind.ESA_PRIMARY,
        "province": "ดอยสาธิต",
        "address": "100 ถนนสาธิต ตำบลในเวียง อำเภอเมืองดอยสาธิต",
        "phone": "053 000 100",
        "letter_prefix": "ศธ 04999",
    },
    {
        "code": "M5801",
        "name": "กองการศึกษา เทศบาลเมืองสาธิต",
        "short_name": "กองการศึกษา เทศบาลเมืองสาธิต",
        "kind": District.Kind.LOCAL,
        "province": "ดอยสาธิต",
        "address": "1 ถนนเทศบาล ตำบลในเวียง อำเภอเมืองดอยสาธิต",
        "phone": "053 000 200",
        "letter_prefix": "ดส 52001",
    },
]
HEADS = {
    "5801": {"name": "นายประเสริฐ สาธิตวงศ์", "starts_on": date(2024, 10, 1)},
    "M5801": {"name": "นางรัตนา สาธิตสกุล", "starts_on": date(2023, 10, 1)},
}
SCHOOLS = [
    (
        "5801",
        SchoolPlan(
            "58010002",
            "บ้านห้วยน้ำริน",
            School.Kind.EXPANDED,
            EXPANDED,
            400,
            "",
            ethnic_share=0.45,
            network="กลุ่มเครือข่ายดอยงาม",
            villages=("บ้านห้วยน้ำริน", "บ้านดอยงาม", "บ้านแม่ลาด", "บ้านป่าแป๋", "บ้านทุ่งหลวง", "บ้านสันกลาง"),
        ),
    ),
    (
        "5801",
        SchoolPlan(
            "58010001",
            "บ้านดอนแก้วน้อย",
            School.Kind.PRIMARY,
            PRIMARY,
            60,
            "village.",
            ethnic_share=0.1,
            network="กลุ่มเครือข่ายดอนแก้ว",
            villages=("บ้านดอนแก้วน้อย", "บ้านร่องกาศ"),
            is_small=True,
        ),
    ),
    (
        "M5801",
        SchoolPlan(
            "58520001",
            "เทศบาล 1 สาธิตวิทยา",
            School.Kind.MUNICIPAL,
            MUNICIPAL,
            1200,
            "city.",
            villages=("ชุมชนตลาดเก่า", "ชุมชนริมน้ำ", "ชุมชนหลังวัด", "ชุมชนสันติสุข"),
        ),
    ),
]

# user name, position, roles; advisers are made one a class
STAFF = [
    ("adviser", "ครูที่ปรึกษา", [Role.ADVISER]),
    ("carehead", "หัวหน้างานระบบดูแลฯ", [Role.CARE_HEAD, Role.TEACHER]),
    ("director", "ผู้อำนวยการโรงเรียน", [Role.DIRECTOR]),
    ("deputy", "รองผู้อำนวยการโรงเรียน", [Role.DEPUTY]),
    ("clerk", "เจ้าหน้าที่ธุรการ", [Role.CLERK]),
    ("counsellor", "ครูแนะแนว", [Role.COUNSELLOR]),
    ("health", "ครูอนามัย", [Role.HEALTH_TEACHER]),
    ("welfare", "ครูงานทุนการศึกษา", [Role.WELFARE, Role.FINANCE]),
    ("community", "หัวหน้างานสัมพันธ์ชุมชน", [Role.COMMUNITY_HEAD, Role.FACILITIES]),
    ("levelhead", "หัวหน้าระดับชั้น ป.4", [Role.LEVEL_HEAD]),
    ("schooladmin", "ผู้ดูแลระบบ", [Role.SCHOOL_ADMIN]),
    ("board", "กรรมการสถานศึกษา", [Role.BOARD_MEMBER]),
]
SMALL_STAFF = [
    ("director", "ผู้อำนวยการโรงเรียน", [Role.DIRECTOR, Role.ADVISER]),
    (
        "adviser",
        "ครู",
        [Role.ADVISER, Role.CARE_HEAD, Role.COUNSELLOR, Role.HEALTH_TEACHER, Role.WELFARE],
    ),
    ("clerk", "ครู", [Role.ADVISER, Role.CLERK, Role.FINANCE, Role.FACILITIES]),
    ("schooladmin", "ครู", [Role.ADVISER, Role.SCHOOL_ADMIN, Role.COMMUNITY_HEAD]),
]
# Offered on the log-in page; the others have the same password.
SHOWN = {
    *("adviser", "carehead", "director", "deputy", "clerk", "counsellor", "schooladmin"),
    *("village.adviser", "city.adviser", "officer", "districtadmin", "auditor"),
}
OFFICERS = [
    ("officer", "นักวิชาการศึกษา", Role.DISTRICT_OFFICER),
    ("supervisor", "ศึกษานิเทศก์", Role.SUPERVISOR),
    ("districtadmin", "ผู้ดูแลระบบของสำนักงาน", Role.DISTRICT_ADMIN),
    ("auditor", "ผู้ตรวจสอบ", Role.AUDITOR),
]


@transaction.atomic
def make_demo(plan: DemoPlan) -> None:
    """The fixed small demo: two offices above, three schools, staff in every role."""
    password = make_password(DEMO_PASSWORD)
    offices = {
        office["code"]: District.objects.get_or_create(
            code=office["code"], defaults=office | {"used_from": plan.used_from}
        )[0]
        for office in OFFICES
    }
    for office in offices.values():
        office.heads.get_or_create(**HEADS[office.code])
    for office, school_plan in SCHOOLS:
        make_school(plan, offices[office], school_plan, password)
    for office, prefix in ((offices["5801"], ""), (offices["M5801"], "city.")):
        for name, position, role in OFFICERS:
            user = _person(plan, f"{prefix}{name}", position, password)
            if user:
                Membership.objects.create(user=user, role=role, district=office)
    contribute(plan)


def make_scale(plan: DemoPlan, *, districts: int, schools: int, students: int) -> None:
    """`districts` offices with `schools` schools and `students` pupils each, for measuring.

    On PostgreSQL every core writes schools of its own; SQLite has one writer.
    """
    password = make_password(DEMO_PASSWORD)
    batches: list[Batch] = []
    for number in range(1, districts + 1):
        code = f"S{number:03}"
        office, _ = District.objects.get_or_create(
            code=code,
            defaults={
                "name": f"สำนักงานเขตพื้นที่ทดสอบ {number}",
                "short_name": f"สพป.ทดสอบ {number}",
                "used_from": plan.used_from,
            },
        )
        officer = _person(plan, f"{code.lower()}.officer", "นักวิชาการศึกษา", password)
        if officer:
            Membership.objects.create(user=officer, role=Role.DISTRICT_OFFICER, district=office)
        batches += [(plan, office, one, password) for one in _batches(code, schools, students)]
    if connection.vendor == "sqlite" or connection.in_atomic_block:
        for batch in batches:
            _make_batch(batch)
        return
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(initializer=_forget_connections) as pool:
        for _ in pool.imap_unordered(_make_batch, batches):
            pass


def _forget_connections() -> None:
    """Each process opens its own: one inherited by a fork would be spoken to by several."""
    for one in connections.all(initialized_only=True):
        one.connection = None


def _make_batch(batch: Batch) -> None:
    """Schools of one office with all that the apps put in; drawn the same in any order."""
    plan, office, schools, password = batch
    own = DemoPlan(plan.year, f"{plan.seed} {schools[0].code}", is_scale=True)
    with transaction.atomic():
        for one in schools:
            make_school(own, office, one, password)
        contribute(own)


def contribute(plan: DemoPlan) -> None:
    """Let every app fill the schools made just now."""
    for _, fill in sorted(registry.demo, key=lambda one: one[0]):
        fill(plan)


def make_school(plan: DemoPlan, office: District, school_plan: SchoolPlan, password: str) -> None:
    """One school with terms, villages and staff, unless it is there."""
    if School.objects.filter(code=school_plan.code).exists():
        return
    school = School.objects.create(
        district=office,
        network=_network(office, school_plan.network),
        code=school_plan.code,
        name=school_plan.name,
        kind=school_plan.kind,
        address=f"{plan.draw.randint(1, 200)} หมู่ {plan.draw.randint(1, 12)}",
        tambon="สาธิตพัฒนา",
        amphoe="เมืองดอยสาธิต",
        province="ดอยสาธิต",
        postcode="58999",
        phone="053 000 300",
        letter_prefix="ศธ 04999.02",
        executive_name="",
        used_from=plan.used_from,
    )
    Term.objects.bulk_create(
        Term(school=school, year=year, semester=semester, starts_on=start, ends_on=end)
        for year in (plan.year - 1, plan.year)
        for semester, (start, end) in enumerate(legal_term_dates(year), start=1)
    )
    for number, name in enumerate(school_plan.villages, start=1):
        village = Village.objects.create(
            number=str(number),
            name=name,
            tambon="สาธิตพัฒนา",
            amphoe="เมืองดอยสาธิต",
            province="ดอยสาธิต",
        )
        village.schools.add(school)
    if school_plan.with_staff:
        _make_staff(plan, school, school_plan, password)
    plan.made.append((school, school_plan))


def _network(office: District, name: str) -> Network | None:
    return Network.objects.get_or_create(district=office, name=name)[0] if name else None


def _make_staff(plan: DemoPlan, school: School, school_plan: SchoolPlan, password: str) -> None:
    for name, position, roles in SMALL_STAFF if school_plan.is_small else STAFF:
        user = _person(plan, f"{school_plan.prefix}{name}", position, password)
        if user is None:
            continue
        for role in roles:
            Membership.objects.create(
                user=user,
                role=role,
                school=school,
                level=Level.P4 if role == Role.LEVEL_HEAD else None,
            )


def teacher(plan: DemoPlan, school: School, username: str, password: str) -> User:
    """One more adviser, for classes beyond the first."""
    user = _person(plan, username, "ครู", password)
    if user is None:
        user = User.objects.get(username=username)
    Membership.objects.get_or_create(user=user, role=Role.ADVISER, school=school)
    return user


def _person(plan: DemoPlan, username: str, position: str, password: str) -> User | None:
    if User.objects.filter(username=username).exists():
        return None
    title = plan.draw.choice(["นาย", "นาง", "นางสาว"])
    return User.objects.create(
        username=username,
        password=password,
        title=title,
        first_name=demo_names.first_name(plan.draw, is_male=title == "นาย"),
        last_name=demo_names.last_name(plan.draw),
        position=position,
        is_demo=username in SHOWN,
    )


def _batches(code: str, schools: int, students: int) -> Iterator[list[SchoolPlan]]:
    base, more = divmod(students, schools)
    plans = [
        SchoolPlan(
            code=f"{code}{number:04}",
            name=f"{demo_names.place(number)} {number}",
            kind=School.Kind.EXPANDED,
            levels=EXPANDED,
            pupils=base + (number <= more),
            prefix=f"{code.lower()}.{number}.",
            ethnic_share=0.2,
            with_staff=number == 1,
            network=f"กลุ่มเครือข่ายที่ {1 + number // SCHOOLS_A_BATCH:02}",
        )
        for number in range(1, schools + 1)
    ]
    for start in range(0, len(plans), SCHOOLS_A_BATCH):
        yield plans[start : start + SCHOOLS_A_BATCH]

"""Plain factories of partners and what hangs on them."""

from datetime import date

from community.models import (
    Activity,
    Agreement,
    CommonPlan,
    Contact,
    LearningSource,
    Need,
    Partner,
    PartnerPerson,
    PlanAction,
    PlanGoal,
    SourceKind,
    SourceUse,
    VillageProfile,
)
from schoolcare.access import Role
from schoolcare.models import School, User, Village
from tests.factories import make_school, make_user

DAY = date(2026, 11, 2)


def make_head(school: School | None = None, role: Role = Role.COMMUNITY_HEAD) -> User:
    return make_user(role, school=school or make_school())


def make_village(*schools: School, **fields) -> Village:
    village = Village.objects.create(**{"name": "บ้านดอยงาม", "number": "3"} | fields)
    village.schools.set(schools)
    return village


def make_partner(school: School, **fields) -> Partner:
    facts = {"kind": "temple", "name": "วัดดอยงาม", "phone": "0810001111"} | fields
    return Partner.objects.create(school=school, **facts)


def make_person(partner: Partner, **fields) -> PartnerPerson:
    facts = {"name": "พระครูใจดี สุจิตฺโต", "phone": "0820002222"} | fields
    return PartnerPerson.objects.create(partner=partner, **facts)


def make_contact(partner: Partner, by: User, **fields) -> Contact:
    facts = {"on": DAY, "said": "ขอใช้ศาลาวัดจัดค่าย", "made_by": by} | fields
    return Contact.objects.create(partner=partner, **facts)


def make_agreement(partner: Partner, by: User, **fields) -> Agreement:
    facts = {"title": "ค่ายคุณธรรม", "starts_on": date(2026, 5, 16), "made_by": by} | fields
    return Agreement.objects.create(partner=partner, **facts)


def make_need(school: School, by: User, **fields) -> Need:
    facts = {"text": "อบรมการทำปุ๋ยหมัก", "asked_on": DAY, "asked_by": "ผู้ใหญ่บ้าน"} | fields
    return Need.objects.create(school=school, made_by=by, **facts)


def make_held(school: School, by: User, **fields) -> Activity:
    """An activity of the school, held on DAY unless told otherwise."""
    facts = {"title": "อบรมทำปุ๋ย", "kind": "training", "state": "held", "year": 2569} | fields
    days = {"starts_on": DAY, "ends_on": DAY, "made_by": by}
    return Activity.objects.create(school=school, **days | facts)


def make_profile(village: Village, school: School, by: User, **fields) -> VillageProfile:
    facts = {"year": 2569, "households": 120, "people": 430, "head": "นายคำปัน ใจดี"} | fields
    return VillageProfile.objects.create(village=village, school=school, changed_by=by, **facts)


def make_source(school: School, **fields) -> LearningSource:
    shipped = SourceKind.objects.filter(school=None).first()  # none after a flush
    kind = shipped or SourceKind.objects.create(name="สวน")
    return LearningSource.objects.create(
        school=school, **{"name": "สวนสมุนไพร", "kind": kind, "offers": "สมุนไพร"} | fields
    )


def make_use(source: LearningSource, by: User, **fields) -> SourceUse:
    facts = {"on": DAY, "year": 2569, "class_label": "ป.4/1", "subject": "วิทยาศาสตร์"}
    return SourceUse.objects.create(
        source=source, made_by=by, **facts | {"pupils": 20, "teacher": "นางมานี ใจดี"} | fields
    )


def make_plan(school: School, **fields) -> CommonPlan:
    return CommonPlan.objects.create(school=school, **{"year": 2569, "vision": "ร่วมใจ"} | fields)


def make_goal(plan: CommonPlan, **fields) -> PlanGoal:
    return PlanGoal.objects.create(plan=plan, **{"text": "เด็กรักถิ่น", "position": 1} | fields)


def make_action(goal: PlanGoal, **fields) -> PlanAction:
    facts = {"text": "ทำแผนที่ชุมชน", "school_owner": "ครูสังคม", "position": 1} | fields
    return PlanAction.objects.create(goal=goal, **facts)

"""Local experts for tests."""

from decimal import Decimal

from community.models import Branch, Expert, ExpertTeaching
from schoolcare.models import School, User
from tests.community.making_resources import DAY


def make_expert(
    school: School, name: str = "คำปัน ดอยงาม", branch: str = "ศิลปกรรม", **fields
) -> Expert:
    """A weaver who was asked lately; a branch of that name is made where there is none."""
    facts = {"title": "นาง", "knowledge": "ทอผ้าพื้นเมือง", "refreshed_on": DAY}
    expert = Expert.objects.create(school=school, name=name, **facts | fields)
    found = Branch.objects.filter(school=None, name=branch).first()
    expert.branches.add(found or Branch.objects.create(name=branch))
    return expert


def make_lesson(expert: Expert, by: User, **fields) -> ExpertTeaching:
    facts = {"taught_on": DAY, "subject": "ย้อมสี", "hours": Decimal(3), "audience": "ชุมนุม"}
    return ExpertTeaching.objects.create(expert=expert, made_by=by, **facts | fields)

"""Plain factories of projects."""

import uuid
from datetime import date
from decimal import Decimal

from community.models import BudgetLine, Indicator, Project, ProjectTask
from schoolcare.models import School
from schoolcare.registry import BoardMeeting, BoardRecords
from tests.community.making_calendar import shipped_area
from tests.factories import YEAR, make_school

FIRST, LAST = date(2026, 5, 16), date(2027, 3, 31)
TEXTS = ("rationale", "objectives", "quantity_target", "quality_target", "place", "expected")


def key():
    return str(uuid.uuid4())


def make_project(office=None, by=None, **fields) -> Project:
    """A draft with its head alone."""
    office = office or make_school()
    place = {"school" if isinstance(office, School) else "district": office}
    facts = {"name": "บ้าน วัด โรงเรียน", "year": YEAR, "starts_on": FIRST, "ends_on": LAST}
    facts |= {"area": shipped_area(), "budget": Decimal(5000), "owner_text": "ครูดาว", "made_by": by}
    return Project.objects.create(**place | facts | fields)


def make_task(project, **fields) -> ProjectTask:
    return ProjectTask.objects.create(**{"project": project, "what": "จัดกิจกรรม"} | fields)


def make_line(project, amount=5000, **fields) -> BudgetLine:
    facts = {"kind": BudgetLine.Kind.SERVICES, "item": "ค่าอาหารว่าง", "source": "เงินอุดหนุน"}
    return BudgetLine.objects.create(**{"project": project, "amount": amount} | facts | fields)


def make_indicator(project, **fields) -> Indicator:
    facts = {"what": "ผู้ปกครองที่มาร่วม", "target": "300 คน"}
    return Indicator.objects.create(**{"project": project} | facts | fields)


def make_whole(office=None, by=None, **fields) -> Project:
    """A draft that may be proposed."""
    project = make_project(office, by, **dict.fromkeys(TEXTS, "ข้อความ") | fields)
    make_line(project, project.budget, task=make_task(project))
    make_indicator(project)
    return project


HELD = BoardMeeting(7, "การประชุมคณะกรรมการสถานศึกษา ครั้งที่ 2/2569", date(2026, 6, 1))


def records_of(*meetings, chair="") -> list[BoardRecords]:
    """What the registry tells of boards: these meetings of every school, one chair."""
    return [BoardRecords(lambda *_: list(meetings), lambda *_: chair, "/meeting/{}/".format)]

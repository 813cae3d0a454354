"""Structure, teams and pupil groups: where they stand in the house."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from schoolcare.asked_together import Asked, Rows, facts
from schoolcare.audit_words import FACTS, NOUNS
from schoolcare.models import School
from schoolcare.registry import BinderPaper, Event, EventSource, binder, chronology
from schoolcare.requests import Request
from schoolcare.templatetags.ui import address
from students import demo_structure  # noqa: F401 -- registers itself
from students.chronology import later_first
from students.models import GroupPupil, Structure, Student

SECTION = "โครงสร้าง คำสั่ง และคู่มือ"
NOUNS |= {
    "structure": "โครงสร้างของโรงเรียน",
    "division": "ฝ่าย/กลุ่ม",
    "unit": "งานในโครงสร้าง",
    "care_team": "ทีมระบบดูแล",
    "team_member": "กรรมการในทีมระบบดูแล",
    "signed_order": "คำสั่งที่ลงนามแล้ว",
    "pupil_group": "กลุ่มนักเรียน",
    "group_pupil": "นักเรียนในกลุ่ม",
    "group_kind": "ประเภทกลุ่มนักเรียน",
}
FACTS["added"] = "เพิ่ม"


def _asks(pupil: Any, kept_out: Any) -> Asked:
    group = {"name": "group__name", "year": "group__year"}
    found = GroupPupil.objects.filter(student=pupil)
    return found, facts("position", "group", "starts_on", "ends_on", **group)


def _tells(request: Request, student: Student, rows: Rows) -> Iterator[Event]:
    """What the pupil is or was in which group: the day it began, and the day it ended."""
    for row in later_first(rows):
        what = f"{row['position']} {row['name']} ปีการศึกษา {row['year']}".lstrip()
        url = address(row["group"], "students:group-detail")
        yield Event(date.fromisoformat(row["starts_on"]), f"เป็น{what}", url=url, icon="star")
        if row["ends_on"]:
            yield Event(date.fromisoformat(row["ends_on"]), f"พ้นจาก{what}", url=url, icon="star")


chronology.append(EventSource(_asks, _tells))


def _of_year(school: School, year: int, classroom: object) -> list[dict[str, str]]:
    """One print where the year has a structure, else none: the binder marks it as missing."""
    has_structure = Structure.objects.filter(school=school, year=year).exists()
    return [{"school": school.code, "year": str(year)}] if has_structure else []


binder += [
    BinderPaper(slug, SECTION, order, _of_year, is_of_class=False)
    for order, slug in enumerate(
        ("care-structure", "care-order", "adviser-order", "care-handbook"), start=10
    )
]

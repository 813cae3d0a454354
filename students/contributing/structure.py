"""Structure, teams and pupil groups: where they stand in the house."""

from collections.abc import Iterator

from schoolcare.access import Permission
from schoolcare.audit_words import FACTS, NOUNS
from schoolcare.models import School
from schoolcare.registry import BinderPaper, Event, MenuEntry, binder, chronology, menu
from schoolcare.requests import Request
from students import demo_structure  # noqa: F401 -- registers itself
from students.models import Structure, Student

GROUP = "ระบบดูแลช่วยเหลือ"
SECTION = "โครงสร้าง คำสั่ง และคู่มือ"
NOUNS |= {
    "structure": "โครงสร้างของโรงเรียน",
    "division": "ฝ่าย/กลุ่ม",
    "unit": "งานในโครงสร้าง",
    "care_team": "ทีมระบบดูแล",
    "team_member": "กรรมการในทีมระบบดูแล",
    "pupil_group": "กลุ่มนักเรียน",
    "group_pupil": "นักเรียนในกลุ่ม",
    "group_kind": "ประเภทกลุ่มนักเรียน",
}
FACTS["added"] = "เพิ่ม"

menu += [
    MenuEntry(
        "โครงสร้างและคำสั่ง",
        "students:structure-detail",
        "network",
        (Permission.STRUCTURE_VIEW,),
        order=150,
        group=GROUP,
    ),
    MenuEntry(
        "กลุ่มนักเรียน",
        "students:group-list",
        "star",
        (Permission.GROUP_VIEW,),
        order=152,
        group=GROUP,
    ),
]


def of_groups(request: Request, student: Student) -> Iterator[Event]:
    """What the pupil is or was in which group: the day it began, and the day it ended."""
    posts = student.group_posts.select_related("group").order_by("-pk")
    for post in posts:
        group = f"{post.group.name} ปีการศึกษา {post.group.year}"
        what = f"{post.position} {group}" if post.position else group
        url = post.group.get_absolute_url()
        yield Event(post.starts_on, f"เป็น{what}", url=url, icon="star")
        if post.ends_on:
            yield Event(post.ends_on, f"พ้นจาก{what}", url=url, icon="star")


chronology.append(of_groups)


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

"""คู่มือ of the care work, printed from the records of the year."""

from collections.abc import Mapping
from typing import Any

from schoolcare.access import Permission
from schoolcare.documents import register
from schoolcare.paper.body import BodyField
from students.appointment_orders import order_of_teams
from students.documents.appointments import ADVISER_DUTIES
from students.documents.structure import YearPaper
from students.handbook import care_procedure, criteria_of, forms_of, year_lines

PREFACE = BodyField("preface", "คำนำ")
OBJECTIVE = BodyField("objective", "วัตถุประสงค์")
COMPONENTS = BodyField("components", "องค์ประกอบของระบบ บรรทัดละข้อ ชื่อ | คำอธิบาย")
ADVISERS = BodyField("advisers", "หน้าที่ของครูประจำชั้น/ครูที่ปรึกษา บรรทัดละข้อ")

# care.md §1.1: the five components, what each asks, what each leaves behind.
FIVE = (
    (
        "การรู้จักนักเรียนเป็นรายบุคคล",
        "รู้ว่านักเรียนแต่ละคนเป็นใคร จากระเบียนสะสม การเยี่ยมบ้าน และแบบประเมิน SDQ",
    ),
    (
        "การคัดกรองนักเรียน",
        "จัดนักเรียนเป็นกลุ่มปกติ กลุ่มเสี่ยง และกลุ่มมีปัญหาในแต่ละด้าน แล้วสรุประดับห้องและระดับโรงเรียน",
    ),
    (
        "การส่งเสริมและพัฒนานักเรียน",
        "นักเรียนทุกคนได้รับกิจกรรมโฮมรูม การประชุมผู้ปกครองชั้นเรียน และกิจกรรมพัฒนาผู้เรียน",
    ),
    (
        "การป้องกันและแก้ไขปัญหา",
        "นักเรียนกลุ่มเสี่ยงและมีปัญหาได้รับคำปรึกษา แผนช่วยเหลือ และการติดตามผล",
    ),
    (
        "การส่งต่อ",
        "นักเรียนที่ต้องการความช่วยเหลือเฉพาะทางได้รับการส่งต่อและติดตามผล กรณีคุ้มครองเร่งด่วนส่งต่อได้ทันทีจากทุกขั้น",
    ),
)


@register
class CareHandbook(YearPaper):
    """Everybody of the staff prints it; its words are edited by who keeps the care work."""

    slug = "care-handbook"
    title = "คู่มือระบบดูแลช่วยเหลือนักเรียน"
    short_title = "คู่มือ"
    permission = Permission.STRUCTURE_VIEW
    template = "students/print/care_handbook.html"
    page_class = "report"
    body_fields = (PREFACE, OBJECTIVE, COMPONENTS, ADVISERS)
    is_signed = True

    @property
    def edited_fields(self) -> tuple[BodyField, ...]:
        school = self.subject.school
        if self.user is None or school is None:
            return super().edited_fields
        may_edit = school.pk in self.user.access.grant(Permission.CARE_ORDER).schools
        return super().edited_fields if may_edit else ()

    @property
    def body(self) -> dict[str, str]:
        """The same words for everybody, whoever may edit them."""
        edited: Mapping[str, str] = self.text.body if self.text else {}
        known = self.default_body() | edited
        return {one.name: known.get(one.name, "") for one in self.body_fields}

    def context(self) -> dict[str, Any]:
        school, year = self.subject.school, self.subject.year or 0
        assert school is not None  # noqa: S101 -- needs
        procedure = care_procedure(school, year)
        template, aspects = criteria_of(school, year)
        structure = self.structure
        return {
            "teams": self.teams,
            "team_order": order_of_teams(structure).words if structure else "",
            "divisions": self.divisions,
            "components": _pairs(self.body["components"]),
            "adviser_duties": _lines(self.body["advisers"]),
            "procedure": procedure,
            "steps": list(procedure.steps.all()) if procedure else [],
            "lines": year_lines(school, year, procedure),
            "forms": forms_of(school, procedure),
            "screening": template,
            "aspects": aspects,
        }

    def default_body(self) -> dict[str, str]:
        year, school = self.subject.year, self.subject.school
        name = school.full_name if school else ""
        return {
            "preface": f"{name}จัดทำคู่มือระบบดูแลช่วยเหลือนักเรียน ปีการศึกษา {year} ฉบับนี้ "
            "เพื่อให้ครูทุกคนใช้เป็นแนวทางเดียวกันในการดูแลนักเรียน "
            "คู่มือประกอบด้วยโครงสร้าง ผู้รับผิดชอบ หน้าที่ ขั้นตอน ปฏิทิน เกณฑ์ และแบบฟอร์มที่ใช้จริงในปีการศึกษานี้",
            "objective": "เพื่อให้นักเรียนทุกคนได้รับการดูแลช่วยเหลืออย่างทั่วถึงและต่อเนื่อง\n"
            "เพื่อให้มีผู้รับผิดชอบ ขั้นตอน และหลักฐานที่ตรวจสอบได้\n"
            "เพื่อให้โรงเรียน ผู้ปกครอง ชุมชน และหน่วยงานที่เกี่ยวข้องร่วมมือกันดูแลนักเรียน",
            "components": "\n".join(f"{name} | {words}" for name, words in FIVE),
            "advisers": "\n".join(ADVISER_DUTIES),
        }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _pairs(text: str) -> list[tuple[str, str]]:
    """Name and words of each line."""
    parts = [line.partition("|") for line in _lines(text)]
    return [(name.strip(), words.strip()) for name, _, words in parts]

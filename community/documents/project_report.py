"""The report of a project: a draft in five chapters, or a summary of one page.

Texts are proposed from what the project's record says, and edited before printing; tables are of
the record itself. What no record knows (theory, discussion) is a first sentence to go on from.
"""

from collections import Counter
from functools import cached_property
from operator import itemgetter
from typing import Any

from django.core.exceptions import ValidationError

from community.documents.project_papers import ProjectPaper
from community.documents.project_proposal import lines_of
from community.models import Activity, ActivityPhoto, BudgetLine, Indicator, Project
from community.project_around import Gifts, gifts_of
from community.project_words import days_of
from schoolcare.documents import register
from schoolcare.paper.body import BodyField
from schoolcare.paper.choices import Option
from schoolcare.thai import baht

ONE = "one"
FORM = Option("form", "แบบรายงาน", (("", "ร่างรายงานห้าบท"), (ONE, "สรุปหนึ่งหน้า")))
CONCEPT = (
    "การดำเนินโครงการนี้ยึดแนวคิดการมีส่วนร่วมของบ้าน วัด และโรงเรียน (บวร) "
    "คือให้ครอบครัว ชุมชน ศาสนสถาน และโรงเรียนร่วมคิด ร่วมทำ ร่วมประเมิน และร่วมรับผลจากการจัดการศึกษา\n"
    "ขั้นตอนการทำงานใช้วงจรคุณภาพ PDCA คือ วางแผน (Plan) ดำเนินการ (Do) ตรวจสอบ (Check) "
    "และปรับปรุง (Act) ต่อเนื่องกัน\n"
    "เอกสารและงานวิจัยที่เกี่ยวข้องอื่น ๆ (เขียนเพิ่มตามที่โรงเรียนใช้)"
)
EMPTY = "(เขียนเพิ่ม)"
PHOTOS, PHOTOS_OF_ONE = 9, 3  # the most on the paper; on one page
NOT_BEGUN = "โครงการยังไม่เริ่มดำเนินการ จึงยังไม่มีผลจะรายงาน"


@register
class ProjectReport(ProjectPaper):
    """Assembled from sections, activities, participants, indicators, satisfaction and money."""

    slug = "project-report"
    title = "รายงานผลการดำเนินโครงการ"
    short_title = "รายงานโครงการ"
    template = "community/print/project_report.html"
    example = {"state": Project.State.CLOSED}
    options = (FORM,)
    body_fields = (
        BodyField("background", "บทที่ 1 ความเป็นมาและความสำคัญ"),
        BodyField("concept", "บทที่ 2 เอกสารและแนวคิดที่เกี่ยวข้อง"),
        BodyField("method", "บทที่ 3 วิธีดำเนินการ"),
        BodyField("outcome", "บทที่ 4 ผลการดำเนินงาน"),
        BodyField("summary", "บทที่ 5 สรุปผล"),
        BodyField("discussion", "บทที่ 5 อภิปรายผล ปัญหาและอุปสรรค"),
        BodyField("suggestions", "บทที่ 5 ข้อเสนอแนะ"),
    )

    @property
    def is_one(self) -> bool:
        return self.choices.options.get(FORM.name) == ONE

    @property
    def page_class(self) -> str:  # type: ignore[override] # one page has narrower margins
        return "report" if self.is_one else "minutes"

    def check(self) -> None:
        """Raises ValidationError for a project that has not begun."""
        if not self.project.has_begun:
            raise ValidationError(NOT_BEGUN)

    @cached_property
    def indicators(self) -> list[Indicator]:
        return list(self.project.indicators.all())

    @cached_property
    def activities(self) -> list[Activity]:
        """What was held or is planned under the project, with how many took part."""
        rows: Any = Activity.objects.filter(project=self.project).with_numbers()
        rows = rows.exclude(state=Activity.State.CANCELLED)
        return list(rows.order_by("starts_on", "pk"))

    @cached_property
    def gifts(self) -> Gifts:
        return gifts_of(self.project)

    def default_body(self) -> dict[str, str]:
        project = self.project
        return {
            "background": project.rationale or EMPTY,
            "concept": CONCEPT,
            "method": self.method(),
            "outcome": project.outcome or EMPTY,
            "summary": self.summary(),
            "discussion": self.discussion(),
            "suggestions": project.suggestions or EMPTY,
        }

    def method(self) -> str:
        project = self.project
        where = f" ณ {project.place}" if project.place else ""
        said = f"ดำเนินโครงการตามวงจรคุณภาพ PDCA ตั้งแต่วันที่ {self.period()}{where}"
        owner = f"ผู้รับผิดชอบโครงการ คือ {project.owner_text}" if project.owner_text else ""
        return "\n".join(filter(None, [said, owner, "กิจกรรมและขั้นตอนตามตารางต่อไปนี้"]))

    def summary(self) -> str:
        """Indicators, money and satisfaction in sentences; nothing is said of what is not noted."""
        project, budget = self.project, self.budget
        known = [one for one in self.indicators if one.is_met is not None]
        met = sum(bool(one.is_met) for one in known)
        found = [f"โครงการบรรลุตัวบ่งชี้ความสำเร็จ {met} ข้อ จาก {len(known)} ข้อ"] if known else []
        if budget.planned:
            spent = f"ใช้งบประมาณ {baht(budget.spent)} บาท จากที่ได้รับ {baht(budget.planned)} บาท"
            found.append(f"{spent} คิดเป็นร้อยละ {budget.percent}")
        if said := self.gifts.words:
            found.append(f"ได้รับการสนับสนุนจากผู้มีจิตศรัทธา {said}")
        if project.satisfaction is not None:
            mean = f"ผู้เข้าร่วมมีความพึงพอใจเฉลี่ย {project.satisfaction} จากคะแนนเต็ม 5"
            found.append(f"{mean} (ผู้ตอบแบบประเมิน {project.answers} คน)")
        return "\n".join(found) or EMPTY

    def discussion(self) -> str:
        missed = [one for one in self.indicators if one.is_met is False]
        found = [f"ตัวบ่งชี้ที่ไม่บรรลุ คือ {one.what} {one.result}".strip() for one in missed]
        if self.project.problems:
            found += lines_of(self.project.problems)
        return "\n".join(found) or EMPTY

    def context(self) -> dict[str, Any]:
        project = self.project
        return {
            "is_one": self.is_one,
            "project": project,
            "unit": self.unit,
            "period": self.period(),
            "objectives": lines_of(project.objectives),
            "quantities": lines_of(project.quantity_target),
            "qualities": lines_of(project.quality_target),
            "expected": lines_of(project.expected),
            "phases": self.phases(),
            "kinds": BudgetLine.Kind.labels,
            "indicators": self.indicators,
            "activities": [activity_row(one) for one in self.activities],
            "people": self.people(),
            "photos": self.photos(),
            "maker": project.made_by,
            "gifts": self.gifts,
            **self.money(),
        }

    def photos(self) -> list[ActivityPhoto]:
        """Photos of its activities that may leave the school: no pupil can be recognised, or the
        family of each has consented. The first of each activity, then the second. One query.
        """
        rows = ActivityPhoto.objects.fit().filter(activity__in=self.activities)
        taken: Counter[int] = Counter()
        turns = []
        for photo in rows.select_related("file").order_by("activity__starts_on", "pk"):
            turns.append((taken[photo.activity_id], photo))
            taken[photo.activity_id] += 1
        turns.sort(key=itemgetter(0))
        return [photo for _turn, photo in turns[: PHOTOS_OF_ONE if self.is_one else PHOTOS]]

    def people(self) -> int:
        """Everybody who took part in the activities held; one who came twice counts twice."""
        return sum(took_part(one) for one in self.activities)


def took_part(activity: Any) -> int:
    """Pupils, guests and staff of an activity `with_numbers`."""
    total: int = activity.pupil_count + activity.guest_count + activity.staff_count
    return total


def activity_row(activity: Any) -> dict[str, Any]:
    return {
        "title": activity.title,
        "days": days_of(activity.starts_on, activity.ends_on),
        "place": activity.place,
        "pupils": activity.pupil_count,
        "guests": activity.guest_count,
        "staff": activity.staff_count,
        "result": activity.result,
    }

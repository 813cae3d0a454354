"""Papers of the year's procedures: the work plan, the report, the manual with its flow chart."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from schoolcare import editions, procedures
from schoolcare.access import Permission
from schoolcare.documents import Document, catalogue, prepare, register
from schoolcare.models import Procedure, ProcedureStep, StepRun
from schoolcare.paper import flowchart, packs, standard_table
from schoolcare.paper.body import BodyField
from schoolcare.paper.choices import Option
from schoolcare.paper.subjects import SubjectError
from schoolcare.procedures import Plan, Planned, State
from schoolcare.spreadsheet import Page

WHICH = Option("procedure", "กระบวนงาน")
EVERY = ("", "ทุกกระบวนงาน")
PROBLEMS = BodyField("problems", "ปัญหาและอุปสรรค")
SUGGESTIONS = BodyField("suggestions", "ข้อเสนอแนะ")
TEXTS = (
    BodyField("objective", "วัตถุประสงค์"),
    BodyField("scope", "ขอบเขตของงาน"),
    BodyField("definitions", "คำจำกัดความ"),
    BodyField("references", "เอกสาร/หลักฐานอ้างอิง"),
    BodyField("summary", "มาตรฐานงานโดยสรุป"),
)
STATES = {
    State.DONE: "เสร็จแล้ว",
    State.LATE: "เลยกำหนด",
    State.NOW: "กำลังดำเนินการ",
    State.LATER: "ยังไม่ถึงเวลา",
    State.UNDATED: "ยังไม่กำหนดวัน",
    State.BEFORE: "ก่อนเริ่มใช้ระบบ",
}


def state_words(one: Planned, day: date) -> str:
    if one.is_prior and one.done_on is None:
        return "ปิด ก่อนเริ่มใช้ระบบ"
    return STATES[one.state(day)]


def example() -> dict[str, str]:
    """The school of the demo that has noted a step."""
    run = StepRun.objects.exclude(school=None).select_related("school").order_by("pk").first()
    if run is None or run.school is None:
        return {}
    return {"school": run.school.code, "year": str(run.year)}


class YearPaper(Document):
    """The plans of a school or office in one year: all of them, or one."""

    permission = Permission.PROCEDURE_VIEW
    needs = ("school", "district", "year")
    page_class = "wide"
    options = (WHICH,)
    is_signed = True

    @cached_property
    def every(self) -> list[Plan]:
        office: Any = self.sender
        year: Any = self.subject.year
        return procedures.plans(office, year)

    @property
    def offered(self) -> tuple[Option, ...]:
        names = {plan.procedure.code: plan.procedure.name for plan in self.every}  # rounds as one
        return (replace(WHICH, choices=(EVERY, *names.items())),)

    @cached_property
    def plans(self) -> list[Plan]:
        """Those of the one asked for, in every round; a code that nothing has stands for all."""
        asked = self.choices.options.get(WHICH.name, "")
        return [one for one in self.every if one.procedure.code == asked] or self.every

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        return example()


@register
class WorkPlan(YearPaper):
    slug = "work-plan"
    title = "แผนปฏิบัติงานประจำปี"
    template = "procedures/print/work_plan.html"

    def context(self) -> dict[str, Any]:
        return {"plans": self.plans}

    def sheet(self) -> Page:
        names = ["กระบวนงาน", "ขั้นที่", "ขั้นตอน", "ผู้รับผิดชอบ", "วิธีการปฏิบัติ", "เวลาดำเนินการ"]
        names += ["เริ่ม", "กำหนดเสร็จ", "เอกสาร"]
        rows = [self.cells(plan, one) for plan in self.plans for one in plan.steps]
        return Page("แผนปฏิบัติงาน", names, rows)

    @staticmethod
    def cells(plan: Plan, one: Planned) -> list[Any]:
        step = one.step
        who = (plan.name, step.number, step.name, one.owner, step.method)
        return [*who, one.time_words, one.starts_on, one.due_on, step.document]


@register
class ProcedureReport(YearPaper):
    slug = "procedure-report"
    title = "รายงานผลการดำเนินงานตามกระบวนงาน"
    short_title = "รายงานผล"
    template = "procedures/print/report.html"
    body_fields = (PROBLEMS, SUGGESTIONS)

    @property
    def text_key(self) -> str:
        return f"{self.subject.key}/{self.choices.options.get(WHICH.name, '')}"

    def context(self) -> dict[str, Any]:
        day = self.choices.date
        steps = [one for plan in self.plans for one in plan.steps]
        states = [one.state(day) for one in steps]
        return {
            "plans": [
                (plan, [(one, state_words(one, day), self.late(one)) for one in plan.steps])
                for plan in self.plans
            ],
            "total": len(steps),
            "done": states.count(State.DONE),
            "late": states.count(State.LATE),
            "with_evidence": sum(one.has_evidence for one in steps),
        }

    def late(self, one: Planned) -> int:
        """Days that it was or is late by the day of the paper; 0 where it is not."""
        if one.due_on is None or (one.is_done and one.done_on is None):
            return 0
        if one.due_on < one.used_from:
            return 0
        return max(0, ((one.done_on or self.choices.date) - one.due_on).days)

    def sheet(self) -> Page:
        names = ["กระบวนงาน", "ขั้นที่", "ขั้นตอน", "กำหนดเสร็จ", "สถานะ", "เสร็จเมื่อ", "ผู้บันทึก"]
        names += ["ผลการดำเนินงาน", "หลักฐาน", "แนบไฟล์", "ล่าช้า (วัน)"]
        rows = [self.cells(plan, one) for plan in self.plans for one in plan.steps]
        return Page("รายงานผล", names, rows)

    def cells(self, plan: Plan, one: Planned) -> list[Any]:
        run = one.run
        return [
            *(plan.name, one.step.number, one.step.name, one.due_on),
            *(state_words(one, self.choices.date), one.done_on),
            *(str(run.done_by) if run and run.done_by else "", run.note if run else ""),
            one.proof.text if one.proof else one.step.document,
            *("มี" if run and run.file_id else "", self.late(one)),
        ]


@register
class ProcedureManual(YearPaper):
    """One procedure: the first of its level where none is named."""

    slug = "procedure-manual"
    title = "คู่มือกระบวนงาน"
    template = "procedures/print/manual.html"
    page_class = "report"
    body_fields = TEXTS

    @cached_property
    def procedure(self) -> Procedure:
        office: Any = self.sender
        found = editions.known_to(office)
        asked = self.choices.options.get(WHICH.name, "")
        return found.filter(code=asked).first() or found.order_by("name")[0]

    @property
    def offered(self) -> tuple[Option, ...]:
        office: Any = self.sender
        year: Any = self.subject.year
        known = list(editions.known_to(office))
        kept = editions.in_use(known, year) - {self.procedure.pk}
        names = [(one.code, one.name) for one in known if one.pk in kept]
        own = (self.choices.options.get(WHICH.name, ""), self.procedure.name)
        return (replace(WHICH, choices=(own, *names)),)

    @property
    def text_key(self) -> str:
        return f"{self.subject.key}/{self.procedure.code}"

    def default_body(self) -> dict[str, str]:
        return {one.name: getattr(self.procedure, one.name) for one in TEXTS}

    @cached_property
    def steps(self) -> list[ProcedureStep]:
        return list(self.procedure.steps.all())

    def context(self) -> dict[str, Any]:
        forms = form_names(self.procedure)
        above = "\n".join([*forms, self.body["references"], self.body["summary"]])
        return {
            "procedure": self.procedure,
            "steps": self.steps,
            "is_apart": standard_table.is_apart(above),
            "tables": standard_table.pages(self.steps, above),
            "charts": flowchart.draw(self.steps) if self.steps else [],
            "forms": forms,
        }

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        return example() | {"procedure": "school-care"} if example() else {}


@register
class ManualWithForms(ProcedureManual):
    """The manual with its blank forms behind it, bound by the worker."""

    slug = "procedure-manual-forms"
    title = "คู่มือกระบวนงานพร้อมแบบฟอร์มเปล่า"
    is_batch = True

    @property
    def text(self) -> Any:  # type: ignore[override]
        """That of the manual: it is edited there."""
        return ProcedureManual(self.subject, self.choices).text

    body_fields = TEXTS

    def parts(self) -> Iterable[packs.Part]:
        yield packs.Part(self.html)
        for blank in self.blanks():
            yield packs.Part(blank.html)

    def blanks(self) -> list[Document]:
        """The forms that can be printed empty, by whoever prints the manual."""
        school = self.subject.school
        found = []
        for slug in self.procedure.forms if school else []:
            form = catalogue.get(slug)
            if form is None or not form.can_be_blank:
                continue
            if self.user and not self.user.access.allows(form.permission):
                continue
            try:
                asked = {"school": school.code, "blank": "1"}  # type: ignore[union-attr]
                found.append(prepare(slug, asked, user=self.user))
            except SubjectError:
                continue
        return found


def form_names(procedure: Procedure) -> list[str]:
    """Papers of the product by their titles, other forms as they are named."""
    return [catalogue[one].title if one in catalogue else str(one) for one in procedure.forms]

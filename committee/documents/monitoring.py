"""แบบติดตาม on paper: of one school, filled or for the pen; and every school's of a round."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError

from committee.models import Monitoring, MonitoringReport
from committee.monitoring import template
from committee.monitoring.questions import Kind, read
from committee.monitoring.sheet import Line, Part, blank_parts, sheet_of
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import School
from schoolcare.paper import packs

FILLED = "committee/print/monitoring_form.html"
TICKS = {True: "◉", False: "○"}
LEGEND = "ระดับ 5 มากที่สุด  4 มาก  3 ปานกลาง  2 น้อย  1 น้อยที่สุด"
REPORTS = MonitoringReport.objects.select_related(
    "monitoring__district", "school", "sent_by", "visit", "result_by"
)


def shown_of(line: Line) -> dict[str, Any]:
    """A line for the template: the ticks of its choices beside what `Line` says."""
    short = {"yes": "มี/ใช่", "no": "ไม่มี/ไม่ใช่"}
    ticks = [(TICKS[is_on], short.get(code, code)) for code, _label, is_on in line.choices]
    return {"line": line, "item": line.item, "ticks": ticks, "is_text": line.item.kind == Kind.TEXT}


def facts_of(
    school: School,
    monitoring: Monitoring | None,
    report: MonitoringReport | None,
    parts: list[Part],
) -> dict[str, Any]:
    """What the sheet of one school shows; without a report it is for the pen."""
    return {
        "school": school,
        "monitoring": monitoring,
        "title": monitoring.title if monitoring else template.TITLE,
        "report": report,
        "visit": report.visit_made if report else None,
        "parts": [(one, [shown_of(line) for line in one.lines]) for one in parts],
        "legend": LEGEND,
    }


@register
class MonitoringForm(Document):
    """The report named, else the school's newest; where there is none yet, for the pen."""

    slug = "monitoring-form"
    title = "แบบติดตามการดำเนินงานของสถานศึกษา"
    short_title = "แบบติดตาม"
    permission = Permission.BOARD_VIEW
    needs = ("school", "object")
    objects = REPORTS
    takes_school_alone = True
    template = FILLED
    page_class = "report"
    is_signed = True
    can_be_blank = True

    @cached_property
    def report(self) -> MonitoringReport | None:
        if self.subject.is_blank:
            return None
        if self.subject.object:
            return self.subject.object
        found = REPORTS.filter(school=self.subject.school)
        return found.order_by("-monitoring__year", "-pk").first()

    @cached_property
    def monitoring(self) -> Monitoring | None:
        """The round of the report; of an empty form the newest that the school may see."""
        if self.report:
            return self.report.monitoring
        school: Any = self.subject.school
        rounds = Monitoring.objects.shown().filter(district=school.district_id)
        return rounds.order_by("-year", "-pk").first()

    @property
    def is_schools_own(self) -> bool:
        """A draft that who prints may not see: nobody of the office reads it before it is sent."""
        if self.report is None or self.report.state != MonitoringReport.State.DRAFT:
            return False
        if self.user is None:
            return False
        return self.report.school_id not in self.user.access.grant(self.permission).schools

    def context(self) -> dict[str, Any]:
        """Raises ValidationError for a draft that is still the school's own."""
        school: Any = self.subject.school
        if self.is_schools_own:
            raise ValidationError("โรงเรียนยังไม่ได้ส่งรายงานนี้")
        if self.report:
            parts = sheet_of(self.report, today=self.choices.date)
        else:
            asked = self.monitoring.questions if self.monitoring else template.questions()
            parts = blank_parts(read(asked))
        return facts_of(school, self.monitoring, self.report, parts)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = MonitoringReport.objects.exclude(visit=None).order_by("pk").first()
        return {"object": str(found.pk)} if found else {}


@register
class MonitoringForms(Document):
    """What every school of a round has sent, one after the other, made by the worker."""

    slug = "monitoring-forms"
    title = "แบบติดตามของทุกโรงเรียนในรอบ"
    short_title = "แบบติดตามทุกโรงเรียน"
    permission = Permission.MONITOR_VISIT
    needs = ("district", "object")
    objects = Monitoring.objects
    template = FILLED
    page_class = "report packed"
    is_batch = True
    is_numbered_through = True

    @cached_property
    def reports(self) -> list[MonitoringReport]:
        monitoring: Any = self.subject.object
        found = REPORTS.filter(monitoring=monitoring, state__in=MonitoringReport.REPORTED)
        return list(found.order_by("school__name", "pk"))

    def check(self) -> None:
        if not self.reports:
            raise ValidationError("ยังไม่มีโรงเรียนส่งรายงานในรอบนี้")

    def parts(self) -> Iterable[packs.Part]:
        return (self.part(report) for report in self.reports)

    def part(self, report: MonitoringReport) -> packs.Part:
        shown = facts_of(
            report.school, report.monitoring, report, sheet_of(report, today=self.choices.date)
        )
        return packs.Part(
            lambda: self.render(FILLED, shown),
            label=f"{report.school.short_name} หน้า ",
            content=repr((self.slug, self.uses_thai_digits, report.version, report.pk)),
            is_numbered=True,
        )

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = Monitoring.objects.shown().order_by("pk").first()
        return {"object": str(found.pk)} if found else {}

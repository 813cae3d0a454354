"""Demo monitoring: last February's round, closed with advice and its result; this year's, open."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from committee.evidence import MONITORING, step_of
from committee.models import Monitoring, MonitoringReport, MonitoringVisit, YearlyReport
from committee.monitoring import template
from committee.monitoring.figures import figures_of
from committee.monitoring.questions import Item, Kind, items_of, read
from committee.services.yearly import issue_report
from schoolcare.access import Role
from schoolcare.demo import DemoPlan
from schoolcare.models import District, School, User
from schoolcare.step_days import period_dates

FEBRUARY = (2, 2)
PROBLEM = "กรรมการบางท่านติดภารกิจ ทำให้นัดประชุมพร้อมกันได้ยาก"
WISH = "ขอให้เขตจัดอบรมบทบาทหน้าที่กรรมการชุดใหม่ในช่วงต้นปีการศึกษา"
ADVICE = "จัดประชุมภาคเรียนละอย่างน้อย 2 ครั้ง และส่งรายงานการประชุมให้กรรมการก่อนประชุม 7 วัน"
RESULT = "กำหนดปฏิทินการประชุมทั้งปีแล้ว ประชุมครั้งแรกของภาคเรียนที่ 1 เมื่อวันที่ 10 มิถุนายน"


def fill(plan: DemoPlan) -> None:
    """Two rounds of every office whose schools were made just now; none in scale data."""
    if plan.is_scale:
        return
    offices = {school.district_id: school.district for school, _ in plan.made}
    for office in offices.values():
        officer = _officer(office)
        if officer is None:
            continue
        schools = [school for school, _ in plan.made if school.district_id == office.pk]
        _last_year(plan, office, schools, officer)
        _this_year(plan, office, schools, officer)
        _reported_last_year(plan, office, officer)


def _officer(office: District) -> User | None:
    held = User.objects.filter(memberships__district=office)
    held = held.filter(memberships__role__in=[Role.DISTRICT_OFFICER, Role.SUPERVISOR])
    return held.order_by("pk").first()


def _last_year(plan: DemoPlan, office: District, schools: list[School], officer: User) -> None:
    year = plan.year - 1
    due_on = period_dates(year, *FEBRUARY)[1]
    state = {"state": Monitoring.State.CLOSED, "closed_at": _at(due_on + timedelta(days=40))}
    monitoring = _round(office, year, due_on, officer, **state)
    for place, school in enumerate(schools):
        sent = {"sent_at": _at(due_on - timedelta(days=9 - 4 * place)), "sent_by": _sender(school)}
        done = {"closed_at": _at(due_on + timedelta(days=38)), "closed_by": officer}
        report = _report(plan, monitoring, school, MonitoringReport.State.CLOSED, **sent, **done)
        if place == 0:
            _visited(report, due_on, officer)


def _visited(report: MonitoringReport, due_on: date, officer: User) -> None:
    visited_on = due_on + timedelta(days=8)
    MonitoringVisit.objects.create(
        report=report,
        visited_on=visited_on,
        visitors=officer.full_name,
        findings={"q5": "ภาคเรียนที่ 2 ประชุมเพียงครั้งเดียว"},
        finding="โรงเรียนจัดทำทะเบียนและรายงานการประชุมเป็นระบบ แต่ประชุมได้น้อยครั้ง",
        advice=ADVICE,
        due_on=visited_on + timedelta(days=25),
        made_by=officer,
    )
    report.result, report.result_by = RESULT, report.sent_by
    report.result_on = visited_on + timedelta(days=20)
    report.save()


def _reported_last_year(plan: DemoPlan, office: District, officer: User) -> None:
    """Last year's report, issued in the first days of April, so that the years compare."""
    made = issue_report(office, plan.year - 1, by=officer, today=plan.today)
    april = _at(period_dates(plan.year - 1, 4, 4)[0] + timedelta(days=1))
    YearlyReport.objects.filter(pk=made.pk).update(issued_at=april)


def _this_year(plan: DemoPlan, office: District, schools: list[School], officer: User) -> None:
    """Open already; the first school has sent, the second writes, the others have not begun."""
    monitoring = _round(office, plan.year, period_dates(plan.year, *FEBRUARY)[1], officer)
    states = [MonitoringReport.State.DRAFT, MonitoringReport.State.SENT]
    for school, state in zip(schools, states, strict=False):
        sent: dict[str, Any] = {}
        if state == MonitoringReport.State.SENT:
            yesterday = plan.today - timedelta(days=1)
            sent = {"sent_at": _at(yesterday), "sent_by": _sender(school)}
        _report(plan, monitoring, school, state, **sent)


def _round(office: District, year: int, due_on: date, officer: User, **state: Any) -> Monitoring:
    opened_at = _at(date(due_on.year - 1, 11, 16))
    facts = {"state": Monitoring.State.OPEN, "opened_at": opened_at, "made_by": officer} | state
    return Monitoring.objects.create(
        district=office,
        title=template.TITLE,
        year=year,
        due_on=due_on,
        step=step_of(MONITORING, office, year),
        note="รายงานตามจริงพร้อมแนบหลักฐาน ข้อที่ระบบมีข้อมูลแล้วแสดงไว้ข้างคำถาม",
        questions=template.questions(),
        **facts,
    )


def _report(
    plan: DemoPlan, monitoring: Monitoring, school: School, state: str, **facts: Any
) -> MonitoringReport:
    items = items_of(read(monitoring.questions))
    if state == MonitoringReport.State.DRAFT:
        items = items[:6]
    sent = facts.get("sent_at")
    figures = figures_of(school, monitoring.year, sent.date()) if sent else {}
    return MonitoringReport.objects.create(
        monitoring=monitoring,
        school=school,
        state=state,
        answers={one.code: _answer(plan, one) for one in items},
        figures={name: [one.words, one.source] for name, one in figures.items()},
        questions_version=monitoring.questions_version,
        **facts,
    )


def _answer(plan: DemoPlan, item: Item) -> str:
    if item.kind == Kind.LEVEL:
        return plan.draw.choice(["3", "4", "4", "5"])
    if item.kind == Kind.NUMBER:
        return (
            plan.draw.choice(["6", "12"]) if item.unit == "ชั่วโมง" else plan.draw.choice(["1", "2"])
        )
    if item.kind == Kind.TEXT:
        return PROBLEM if "ปัญหา" in item.text else WISH
    return "yes"


def _sender(school: School) -> User:
    held = User.objects.filter(memberships__school=school, memberships__role=Role.DIRECTOR)
    return held.order_by("pk")[0]


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10, 30)))

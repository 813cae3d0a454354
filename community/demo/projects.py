"""Demo projects: one in each part of the course, one closed with its report; one of the office."""

import calendar
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle
from typing import Any

from django.utils import timezone

from community.board import meetings_before
from community.demo import project_texts as texts
from community.demo.project_texts import Plan
from community.models import (
    Activity,
    BudgetLine,
    GuestGroup,
    Indicator,
    Project,
    ProjectMove,
    ProjectTask,
    Spending,
    WorkArea,
)
from community.services import activities, project_moves, projects, spending
from community.services.spending import Result
from schoolcare.access import Role
from schoolcare.demo import DemoPlan
from schoolcare.models import District, Membership, School

Verb = ProjectMove.Verb
TO_APPROVED = (Verb.PROPOSE, Verb.ENDORSE, Verb.APPROVE)
MEETING = "การประชุมคณะกรรมการสถานศึกษา ครั้งที่ 1/{year}"
SENT_BACK = "รายการงบประมาณยังไม่ครบ และเพิ่มตัวบ่งชี้ความสำเร็จ"


def fill(plan: DemoPlan) -> None:
    """Projects of the largest demo school and of its office; one a school in scale data."""
    schools = [school for school, its in plan.made if not its.is_small]
    if plan.is_scale:
        for school in schools:
            writer = _Writer(school, plan, Role.DIRECTOR, Role.DIRECTOR)
            if writer.maker:  # not every school of the scale data has staff
                writer.write(texts.HOMES)
        return
    for school in schools[:1]:
        _of_school(plan, _Writer(school, plan, Role.COMMUNITY_HEAD, Role.DIRECTOR))
        _of_office(_Writer(school.district, plan, Role.DISTRICT_OFFICER, Role.DISTRICT_OFFICER))


def _of_school(plan: DemoPlan, writer: "_Writer") -> None:
    _finished(writer)
    running = writer.write(texts.HOMES)
    writer.go(running, *TO_APPROVED, Verb.START)
    oil, snacks, paper = running.budget_lines.order_by("pk")
    for line, amount, days, number in (
        *((oil, 4_500, 70, "บก.111/01"), (oil, 5_200, 12, "บก.111/02")),
        *((snacks, 1_500, 65, "ใบเสร็จ 14/32"), (paper, 2_340, 60, "ใบเสร็จ 15/08")),
    ):
        writer.pay(line, amount, plan.today - timedelta(days=days), number)
    late = writer.write(texts.PARENTS)
    writer.go(late, *TO_APPROVED, Verb.START)
    writer.pay(late.budget_lines.get(), 8_750, plan.today - timedelta(days=90), "ใบเสร็จ 12/40")
    writer.go(writer.write(texts.OPEN_HOUSE), Verb.PROPOSE)
    writer.go(writer.write(texts.FUNDS), Verb.PROPOSE, Verb.ENDORSE)
    returned = writer.write(texts.WISDOM)
    Project.objects.filter(pk=returned.pk).update(returned_why=SENT_BACK)


def _finished(writer: "_Writer") -> None:
    """Of last year: every payment, every result, closed."""
    project = writer.write(texts.TEMPLE, years_ago=1)
    writer.go(project, *TO_APPROVED, Verb.START)
    for line, share in zip(
        project.budget_lines.order_by("pk"), (100, 98, 100, 104, 0), strict=True
    ):
        if share:
            amount = line.amount * share / 100
            writer.pay(line, amount, project.starts_on + timedelta(days=share), f"บค.{line.pk}")
    _hold(writer, project)
    keys = project.indicators.values_list("pk", flat=True)
    results = zip(keys, texts.TEMPLE.results, strict=True)
    noted = {pk: Result(*said) for pk, said in results}
    spending.note_results(project, noted, by=writer.maker)
    project.refresh_from_db()
    for name, value in texts.TEMPLE.report.items():
        setattr(project, name, Decimal(value) if name == "satisfaction" else value)
    projects.update_results(project, texts.TEMPLE.report, by=writer.maker)
    writer.go(project, Verb.REPORT, Verb.CLOSE)


def _hold(writer: "_Writer", project: Project) -> None:
    """The activities of the finished project, with the guests of each."""
    groups = {one.name: one for one in GuestGroup.objects.filter(school=None)}
    for title, month, place, guests, result in texts.HELD:
        day = _month(project.year, month)[0] + timedelta(days=11)
        facts = {"title": title, "place": place, "result": result, "area": project.area}
        activity = Activity(school=project.school, project=project, **facts)
        activity.starts_on, activity.ends_on, activity.host = day, day, Activity.Host.BOTH
        came = {groups[name]: count for name, count in guests.items()}
        people = activities.People(staff=[writer.maker], guests=came)
        activities.save_activity(
            activity, people=people, partners=[], today=writer.plan.today, by=writer.maker
        )


def _of_office(writer: "_Writer") -> None:
    writer.go(writer.write(texts.OFFICE), Verb.PROPOSE, Verb.APPROVE)


class _Writer:
    """Who writes, notes and approves at one place."""

    def __init__(self, office: School | District, plan: DemoPlan, maker: Role, approver: Role):
        self.office, self.plan = office, plan
        self.place = {"school" if isinstance(office, School) else "district": office}
        self.approver = self.holder(approver) or self.holder(Role.DIRECTOR)
        self.maker = self.holder(maker) or self.approver

    def holder(self, role: Role) -> Any:
        """Somebody of that role; an office has no other."""
        held = Membership.objects.filter(**self.place, role=role).order_by("pk")
        found = held.select_related("user").first()
        return found.user if found else None

    def write(self, text: Plan, years_ago: int = 0) -> Project:
        year = self.plan.year - years_ago
        first, last = _month(year, text.months[0])[0], _month(year, text.months[1])[1]
        facts = {"name": text.name, "year": year, "starts_on": first, "ends_on": last}
        shipped = WorkArea.objects.filter(school=None, district=None, name=text.area)
        facts |= {"area": shipped.first(), "budget": Decimal(text.budget), **text.texts}
        new = Project(**self.place, **facts, owner_text=self.maker.full_name)
        project = projects.create(new, by=self.maker)
        project.owners.add(self.maker)
        tasks = [
            ProjectTask(
                project=project,
                phase=phase,
                what=what,
                starts_on=_month(year, months[0])[0],
                ends_on=_month(year, months[1])[1],
                owner=self.maker.full_name,
            )
            for phase, what, months in text.tasks
        ]
        self._rows(project, text, ProjectTask.objects.bulk_create(tasks))
        return project

    def _rows(self, project: Project, text: Plan, tasks: list[ProjectTask]) -> None:
        doing = cycle(task for task in tasks if task.phase == ProjectTask.Phase.DO)
        for kind, item, source, amount, count, unit in text.lines:
            priced = {"quantity": count, "unit": unit} if count else {}
            price = Decimal(amount) / count if count else None
            line = BudgetLine(project=project, task=next(doing), kind=kind, item=item, **priced)
            line.source, line.amount, line.unit_price = source, Decimal(amount), price
            line.save()
        Indicator.objects.bulk_create(
            Indicator(project=project, what=what, method=method, tool=tool, target=target)
            for what, method, tool, target in text.indicators
        )

    def go(self, project: Project, *verbs: ProjectMove.Verb) -> None:
        """Along the course, in the days before the project began."""
        for number, verb in enumerate(verbs):
            is_approval = verb in {Verb.APPROVE, Verb.CLOSE}
            by = self.approver if is_approval else self.maker
            facts: dict[str, Any] = {}
            if verb == Verb.ENDORSE:
                facts = {"words": "เห็นชอบตามเสนอ", **self._meeting(project)}
            project_moves.move(project, verb, by=by, **facts)
            self._date(project, number - len(verbs))

    def _meeting(self, project: Project) -> dict[str, Any]:
        """The board's last meeting before the project began, be it only in words."""
        day = min(project.starts_on, self.plan.today)
        for held in meetings_before(project, day):
            return {"board_meeting": held.key, "on": held.held_on, "meeting": held.title}
        return {"on": day, "meeting": MEETING.format(year=project.year)}

    def _date(self, project: Project, days: int) -> None:
        """The last move on a day before today, a report after the project's end."""
        last = project.moves.order_by("-pk")[0]
        is_late = last.verb in {Verb.REPORT, Verb.CLOSE}
        day = (project.ends_on if is_late else project.starts_on) + timedelta(days=days)
        at = timezone.now() + (min(day, self.plan.today) - self.plan.today)
        ProjectMove.objects.filter(pk=last.pk).update(at=at)

    def pay(self, line: BudgetLine, amount: Any, day: date, document: str) -> None:
        paid = Spending(line=line, project=line.project, amount=Decimal(amount), spent_on=day)
        paid.document = document
        spending.spend(paid, by=self.maker)


def _month(year: int, number: int) -> tuple[date, date]:
    """First and last day of the month `number` of an academic year (พ.ศ.), May being the first."""
    month, later = (number + 4 - 1) % 12 + 1, number > 8
    ce = year - 543 + later
    return date(ce, month, 1), date(ce, month, calendar.monthrange(ce, month)[1])

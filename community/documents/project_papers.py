"""What the papers of one project share: its lines, its tables, who signs."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from community.models import BudgetLine, Project, ProjectTask
from community.project_overview import Budget, budget_of, spent_of
from community.project_words import count_words, days_of
from schoolcare.access import Permission
from schoolcare.documents import Document
from schoolcare.thai import baht, baht_text, thai_date_full

Phase = ProjectTask.Phase
PHASES = {
    Phase.PLAN: "ขั้นวางแผน (Plan)",
    Phase.DO: "ขั้นดำเนินการ (Do)",
    Phase.CHECK: "ขั้นตรวจสอบและประเมินผล (Check)",
    Phase.ACT: "ขั้นปรับปรุงและพัฒนา (Act)",
}
CHAIR = "ประธานกรรมการสถานศึกษาขั้นพื้นฐาน"


@dataclass(frozen=True)
class TaskRow:
    """An activity as the table prints it."""

    what: str
    days: str
    money: str
    owner: str


@dataclass(frozen=True)
class MoneyRow:
    """A row of the budget in its column: ค่าตอบแทน, ค่าใช้สอย or ค่าวัสดุ."""

    item: str
    cells: tuple[str, str, str]
    amount: str
    spent: str = ""
    left: str = ""


class ProjectPaper(Document):
    """A paper of a school's or an office's own project."""

    permission = Permission.PROJECT_VIEW
    needs = ("school", "district", "object")
    objects: Any = Project.objects.select_related("school__district", "district", "area", "made_by")
    page_class = "minutes"
    is_signed = True
    example: dict[str, Any] = {}  # which project of the demo shows the paper best

    @property
    def project(self) -> Project:
        found: Project = self.subject.object
        return found

    @cached_property
    def budget(self) -> Budget:
        return budget_of(self.project)

    @cached_property
    def tasks(self) -> list[ProjectTask]:
        return list(self.project.tasks.all())

    @property
    def unit(self) -> str:
        """The group of work, else the kind of work."""
        return self.project.unit or str(self.project.area or "")

    def phases(self) -> list[tuple[str, list[TaskRow]]]:
        """The activities by P D C A; phases without any are left out."""
        used: dict[int | None, Decimal] = defaultdict(Decimal)
        for line in self.budget.lines:
            used[line.task_id] += line.amount
        rows = [(phase, [one for one in self.tasks if one.phase == phase]) for phase in Phase]
        return [
            (PHASES[phase], [_task_row(one, used[one.pk]) for one in tasks])
            for phase, tasks in rows
            if tasks
        ]

    def money(self) -> dict[str, Any]:
        """The budget's rows, the sums of the three types, and the whole in words."""
        budget = self.budget
        return {
            "money": [_money_row(one) for one in budget.lines],
            "sums": [baht(kind.planned) for kind in budget.kinds],
            "total": baht(budget.planned),
            "spent": baht(budget.spent),
            "left": baht(budget.left),
            "words": baht_text(budget.planned),
            "sources": self.sources(),
        }

    def sources(self) -> list[tuple[str, str]]:
        """Where the money comes from, each with its sum."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        for line in self.budget.lines:
            found[line.source or "ไม่ระบุแหล่ง"] += line.amount
        return [(name, baht(total)) for name, total in found.items()]

    def period(self) -> str:
        first, last = self.project.starts_on, self.project.ends_on
        return f"{thai_date_full(first)} ถึง {thai_date_full(last)}"

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = cls.objects.filter(**cls.example).order_by("pk").first()
        return {"object": str(found.pk)} if found else {}


def _task_row(task: ProjectTask, money: Decimal) -> TaskRow:
    days = days_of(task.starts_on, task.ends_on)
    return TaskRow(task.what, days, baht(money) if money else "–", task.owner)


def _money_row(line: BudgetLine) -> MoneyRow:
    amount = baht(line.amount)
    cells = ["", "", ""]
    cells[line.kind - 1] = amount
    count = count_words(line)
    item = f"{line.item} ({count})" if count else line.item
    spent = spent_of(line)
    left = baht(line.amount - spent)
    return MoneyRow(item, (cells[0], cells[1], cells[2]), amount, baht(spent), left)

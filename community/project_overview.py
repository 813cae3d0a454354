"""What one project's page tells: what is still missing, money planned and spent, its phases."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Sum

from community.models import BudgetLine, Indicator, Project, ProjectTask, Spending
from schoolcare.models import User
from schoolcare.thai import baht, thai_date, thai_date_range

TEXTS = (  # field and the section where it is written
    ("rationale", "rationale"),
    ("objectives", "aims"),
    ("quantity_target", "aims"),
    ("quality_target", "aims"),
    ("place", "ends"),
    ("expected", "ends"),
)
ZERO = Decimal(0)


@dataclass(frozen=True)
class Lacking:
    """One thing that a proposal still needs; `section` is where on the page it belongs."""

    words: str
    section: str


def lacking(project: Project) -> list[Lacking]:
    """What must be there before the project is proposed; nothing where all is. Four queries."""
    rows = (project.owners.all(), project.tasks.all(), project.indicators.all())
    return lacking_in(project, *rows, total=planned(project))


def lacking_in(
    project: Project,
    owners: Iterable[User],
    tasks: Iterable[ProjectTask],
    indicators: Iterable[Indicator],
    *,
    total: Decimal,
) -> list[Lacking]:
    """The same of rows that are read already; `total` is the sum of the budget's, in baht."""
    found = []
    if not project.owner_text and not owners:
        found.append(Lacking("ยังไม่ระบุผู้รับผิดชอบ", "header"))
    for name, section in TEXTS:
        if not getattr(project, name).strip():
            label = Project._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            found.append(Lacking(f"ยังไม่กรอก{label}", section))
    if not tasks:
        found.append(Lacking("ยังไม่มีกิจกรรม", "task"))
    if not indicators:
        found.append(Lacking("ยังไม่มีตัวบ่งชี้ความสำเร็จ", "indicator"))
    if words := difference(project.budget, total):
        found.append(Lacking(words, "budget"))
    return found


def planned(project: Project) -> Decimal:
    """The sum of the budget's rows, in baht. One query."""
    total: Decimal | None = project.budget_lines.aggregate(total=Sum("amount"))["total"]
    return total or ZERO


def difference(budget: Decimal, total: Decimal) -> str:
    """By how much the rows miss the budget, in words; "" where they add up."""
    if budget == total:
        return ""
    said = f"งบประมาณ {baht(budget)} บาท แต่รายการรวมได้ {baht(total)} บาท"
    gap = abs(budget - total)
    return f"{said} {'ขาดอีก' if total < budget else 'เกินไป'} {baht(gap)} บาท"


def phases_without(tasks: Iterable[ProjectTask]) -> list[str]:
    """Phases of PDCA without an activity: worth a look, no reason to refuse."""
    there = {task.phase for task in tasks}
    return [one.label for one in ProjectTask.Phase if one.value not in there] if there else []


@dataclass
class Kind:
    """One type of expense with its rows and sums, in baht."""

    number: int
    label: str
    lines: list[BudgetLine] = field(default_factory=list)

    @property
    def planned(self) -> Decimal:
        return sum((one.amount for one in self.lines), ZERO)

    @property
    def spent(self) -> Decimal:
        return sum((spent_of(one) for one in self.lines), ZERO)


@dataclass
class Budget:
    """The budget of a project, planned and spent."""

    kinds: list[Kind]

    @property
    def lines(self) -> list[BudgetLine]:
        return [one for kind in self.kinds for one in kind.lines]

    @property
    def planned(self) -> Decimal:
        return sum((one.planned for one in self.kinds), ZERO)

    @property
    def spent(self) -> Decimal:
        return sum((one.spent for one in self.kinds), ZERO)

    @property
    def left(self) -> Decimal:
        return self.planned - self.spent

    @property
    def percent(self) -> int:
        """How much of the plan was spent."""
        return round(self.spent * 100 / self.planned) if self.planned else 0

    @property
    def over(self) -> list[str]:
        """Rows on which more was spent than planned, in words; no reason to refuse."""
        return [
            f"{one.item} จ่ายเกินแผน {baht(spent_of(one) - one.amount)} บาท"
            for one in self.lines
            if spent_of(one) > one.amount
        ]


def spent_of(line: BudgetLine) -> Decimal:
    """What was paid of a row that `budget_of` read."""
    return getattr(line, "spent", None) or ZERO


def days_amiss(spending: Spending) -> list[str]:
    """That something was paid out of the project's days, in words; no reason to refuse."""
    first, last = spending.project.starts_on, spending.project.ends_on
    if first <= spending.spent_on <= last:
        return []
    paid, days = thai_date(spending.spent_on), thai_date_range(first, last)
    return [f"วันที่จ่าย {paid} อยู่นอกระยะเวลาโครงการ ({days}) โปรดตรวจปี"]


def budget_of(project: Project) -> Budget:
    """The rows in their three types, each with what was spent. One query."""
    rows = project.budget_lines.select_related("task").annotate(spent=Sum("spendings__amount"))
    kinds = {one.value: Kind(one.value, one.label) for one in BudgetLine.Kind}
    for line in rows.order_by("kind", "position", "pk"):
        kinds[line.kind].lines.append(line)
    return Budget(list(kinds.values()))

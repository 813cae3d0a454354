"""The proposal of a project as schools hand it in (admin.md §3.9)."""

from typing import Any

from community.documents.project_papers import CHAIR, PHASES, ProjectPaper
from community.models import BudgetLine, Project, ProjectMove
from schoolcare.documents import register
from schoolcare.thai import thai_date_full

EMPTY = 5  # rows of a table on the empty form


@register
class ProjectProposal(ProjectPaper):
    """Eight sections, signed by who proposes, the chair of the board and who approves."""

    slug = "project-proposal"
    title = "แบบเสนอโครงการ"
    short_title = "โครงการ"
    template = "community/print/project_proposal.html"
    can_be_blank = True
    example = {"state": Project.State.CLOSED}

    def context(self) -> dict[str, Any]:
        facts: dict[str, Any] = {"chair": CHAIR, "kinds": BudgetLine.Kind.labels}
        facts["has_board"] = self.subject.school is not None
        if self.subject.is_blank:
            rows = range(EMPTY)
            return facts | {"empty": rows, "phases": [(label, []) for label in PHASES.values()]}
        project = self.project
        return facts | {
            "project": project,
            "unit": self.unit,
            "period": self.period(),
            "objectives": lines_of(project.objectives),
            "quantities": lines_of(project.quantity_target),
            "qualities": lines_of(project.quality_target),
            "expected": lines_of(project.expected),
            "phases": self.phases(),
            "indicators": project.indicators.all(),
            "maker": project.made_by,
            "endorsed": self.endorsed(),
            **self.money(),
        }

    def endorsed(self) -> str:
        """What the board decided and when, for the line above its chair."""
        moves = self.project.moves.order_by("-pk")
        last = moves.filter(verb__in=[ProjectMove.Verb.ENDORSE, ProjectMove.Verb.PROPOSE]).first()
        if last is None or last.verb != ProjectMove.Verb.ENDORSE:
            return ""
        held = f"เมื่อวันที่ {thai_date_full(last.on)}" if last.on else ""
        return f"เห็นชอบใน{last.meeting or 'การประชุมคณะกรรมการ'} {held}".strip()


def lines_of(text: str) -> list[str]:
    """The items of a section: its lines."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line]

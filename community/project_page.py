"""How one project's page shows its course: the path of states, who did what, what may follow."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from community.board import address_of
from community.models import BudgetLine, Indicator, Project, ProjectMove, ProjectTask
from community.services.project_moves import allowed, move_of
from community.services.projects import ROW, group_of
from schoolcare.access import Permission
from schoolcare.registry import Event
from schoolcare.thai import thai_date

State, Verb = Project.State, ProjectMove.Verb
PATH = (
    *(State.DRAFT, State.PROPOSED, State.ENDORSED, State.APPROVED, State.RUNNING),
    *(State.REPORTED, State.CLOSED),
)
ICONS = {
    Verb.PROPOSE: "send",
    Verb.ENDORSE: "committee",
    Verb.ADVISE: "chat",
    Verb.APPROVE: "ok",
    Verb.START: "flag",
    Verb.REPORT: "chart",
    Verb.CLOSE: "lock",
    Verb.RETURN: "return",
    Verb.CANCEL: "x",
}
SHORT = {State.ENDORSED: "เห็นชอบ", State.REPORTED: "รายงาน"}  # the path is narrow on a phone
LABELS = {
    Verb.ENDORSE: "บันทึกความเห็นคณะกรรมการ",
    Verb.APPROVE: "อนุมัติโครงการ",
    Verb.REPORT: "รายงานผลโครงการ",
    Verb.CANCEL: "ยกเลิกโครงการ",
}
# One page asks for the board's opinion, whichever it is.
OFFERED = tuple(verb for verb in Verb if verb != Verb.ADVISE)
ASIDE = (Verb.RETURN, Verb.CANCEL)


@dataclass(frozen=True)
class Step:
    """A state on the path: done, now or to come."""

    label: str
    mark: str


@dataclass(frozen=True)
class Offer:
    """A move that this reader may make now; one of them is the next step."""

    verb: str
    label: str
    icon: str
    is_next: bool


def steps_of(project: Project) -> list[Step]:
    """The path, without the board for an office; nothing for a cancelled project."""
    if project.state == State.CANCELLED:
        return []
    states = [one for one in PATH if not (project.district_id and one == State.ENDORSED)]
    at = states.index(State(project.state))
    marks = ["done" if place < at else "now" if place == at else "" for place in range(len(states))]
    return [Step(SHORT.get(one, one.label), mark) for one, mark in zip(states, marks, strict=True)]


def verbs_for(project: Any) -> list[Offer]:
    """What may be done now by the reader whose rights the project was read with."""
    rights = {
        Permission.PROJECT_WRITE: project.may_write,
        Permission.PROJECT_EDIT: project.may_edit,
        Permission.PROJECT_APPROVE: project.may_approve,
    }
    return [
        Offer(verb.value, LABELS.get(verb, verb.label), ICONS[verb], verb not in ASIDE)
        for verb in OFFERED
        if allowed(project, verb) and rights[move_of(project, verb).permission]
    ]


def course_of(project: Any, moves: list[ProjectMove]) -> list[Event]:
    """Who proposed, endorsed, approved and so on, in the order of the moves.

    A meeting is linked for whom its page is open (`may_see_meetings`).
    """
    return [_event(one, is_linked=project.may_see_meetings) for one in moves]


def _event(move: ProjectMove, *, is_linked: bool) -> Event:
    verb = Verb(move.verb)
    kind = "ok" if verb in {Verb.ENDORSE, Verb.APPROVE, Verb.CLOSE} else ""
    kind = "warn" if verb in ASIDE else kind
    badge = ("warn", "อนุมัติโดยผู้บันทึก") if move.is_alone else None
    board = [move.meeting, thai_date(move.on) and f"เมื่อ {thai_date(move.on)}"]
    lines = [move.by.full_name, " ".join(filter(None, board)), move.words]
    text = "\n".join(filter(None, lines))
    facts: dict[str, Any] = {"icon": ICONS[verb], "kind": kind, "badge": badge}
    if is_linked and (url := address_of(move.board_meeting)):
        facts |= {"url": url, "link": "ดูการประชุม"}
    return Event(move.at, verb.label, text, **facts)


def tasks_of(tasks: list[ProjectTask]) -> list[tuple[ProjectTask.Phase, list[ProjectTask]]]:
    """The four phases, each with its activities."""
    return [(phase, [one for one in tasks if one.phase == phase]) for phase in ProjectTask.Phase]


def sortable(*parts: list[ProjectTask] | list[BudgetLine] | list[Indicator]) -> list[str]:
    """The kinds of rows of which two or more stand in one phase or type: their order matters."""
    counts = Counter((ROW[type(row)], group_of(row)) for rows in parts for row in rows)
    return [kind for (kind, _group), count in counts.items() if count > 1]

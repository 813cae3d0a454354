"""The course of a project: one table of moves, each by whoever may, with its words.

ร่าง → เสนอ → คณะกรรมการเห็นชอบ → อนุมัติ → ดำเนินการ → รายงานผล → ปิด (admin.md §3.9). An office has no
school board: its projects go from proposed to approved.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community.models import Project, ProjectMove
from community.project_overview import lacking
from community.services.projects import lock, where
from schoolcare import audit
from schoolcare.access import GRANTS, Permission
from schoolcare.models import Membership, User

P, State = Permission, Project.State
Verb = ProjectMove.Verb
NEWER = "มีการเปลี่ยนแปลงโครงการหลังจากที่คุณเปิดหน้านี้ โปรดอ่านอีกครั้งก่อนทำรายการ"
NOT_ALONE = "ผู้เสนอโครงการอนุมัติเองไม่ได้ เพราะมีผู้อื่นที่มีสิทธิอนุมัติ"
IN_LOG = {Verb.PROPOSE: "put", Verb.APPROVE: "grant"}  # elsewhere these verbs mean other things
NO_WORDS = {
    Verb.ADVISE: "กรอกข้อเสนอแนะของคณะกรรมการ",
    Verb.RETURN: "กรอกเหตุที่ส่งกลับ",
    Verb.CANCEL: "กรอกเหตุที่ยกเลิก",
}


@dataclass(frozen=True)
class Move:
    """From which states to which (None: the state stays), and who may."""

    sources: frozenset[Project.State]
    target: Project.State | None
    permission: Permission


def _move(*sources: Project.State, to: Project.State | None, by: Permission) -> Move:
    return Move(frozenset(sources), to, by)


MOVES: dict[ProjectMove.Verb, Move] = {
    Verb.PROPOSE: _move(State.DRAFT, to=State.PROPOSED, by=P.PROJECT_WRITE),
    Verb.ADVISE: _move(State.PROPOSED, to=None, by=P.PROJECT_EDIT),
    Verb.ENDORSE: _move(State.PROPOSED, to=State.ENDORSED, by=P.PROJECT_EDIT),
    Verb.APPROVE: _move(State.ENDORSED, to=State.APPROVED, by=P.PROJECT_APPROVE),
    Verb.START: _move(State.APPROVED, to=State.RUNNING, by=P.PROJECT_WRITE),
    Verb.REPORT: _move(State.RUNNING, to=State.REPORTED, by=P.PROJECT_WRITE),
    Verb.CLOSE: _move(State.REPORTED, to=State.CLOSED, by=P.PROJECT_APPROVE),
    Verb.CANCEL: _move(
        *(State.DRAFT, State.PROPOSED, State.ENDORSED, State.APPROVED, State.RUNNING),
        to=State.CANCELLED,
        by=P.PROJECT_WRITE,
    ),
}
# Back one stage: a proposal to its draft, a report to the work.
RETURNS = {
    State.PROPOSED: State.DRAFT,
    State.ENDORSED: State.DRAFT,
    State.REPORTED: State.RUNNING,
}


def move_of(project: Project, verb: ProjectMove.Verb) -> Move:
    """The table's line for this project: an office approves without a board."""
    if verb == Verb.RETURN:
        return Move(frozenset(RETURNS), RETURNS.get(State(project.state)), P.PROJECT_EDIT)
    line = MOVES[verb]
    if project.district_id and verb in {Verb.ADVISE, Verb.ENDORSE}:
        return Move(frozenset(), line.target, line.permission)
    if project.district_id and verb == Verb.APPROVE:
        return Move(frozenset({State.PROPOSED}), line.target, line.permission)
    return line


def allowed(project: Project, verb: ProjectMove.Verb) -> bool:
    """Whether the state lets it; who may is asked beside."""
    return project.state in move_of(project, verb).sources


@transaction.atomic
def move(
    project: Project,
    verb: ProjectMove.Verb,
    *,
    by: User,
    words: str = "",
    on: date | None = None,
    meeting: str = "",
    board_meeting: int | None = None,
    version: int | None = None,
) -> Project:
    """One step of the course. The same step by the same person a second time changes nothing.

    `version` is the one that was read. `words`, `on` and `meeting` are the board's opinion, or the
    reason of a return or cancelling; `board_meeting` is the meeting's key in the record of boards.
    Raises ValidationError where it cannot be done.
    """
    project = lock(project)
    last = project.moves.select_related("by").order_by("-pk").first()
    if not allowed(project, verb):
        if last and last.verb == verb and last.by_id == by.pk:
            return project
        raise ValidationError(_refused(project, verb, last))
    if version is not None and version != project.version:
        if last and (last.verb, last.by_id, last.words) == (verb, by.pk, words.strip()):
            return project  # a second tap on what leaves the state as it is
        raise ValidationError(NEWER)
    made = ProjectMove(project=project, verb=verb, by=by, words=words.strip())
    made.on, made.meeting, made.board_meeting = on, meeting.strip(), board_meeting
    _check(project, made)
    made.full_clean()
    made.save()
    _apply(project, made)
    facts: dict[str, Any] = {"reason": made.words} if made.words else {}
    facts |= {"self_approved": True} if made.is_alone else {}
    audit.record(
        f"project.{IN_LOG.get(verb, verb.value)}", project, by=by, **where(project), **facts
    )
    return project


def _check(project: Project, made: ProjectMove) -> None:
    verb = Verb(made.verb)
    if verb in NO_WORDS and not made.words:
        raise ValidationError({"words": NO_WORDS[verb]})
    if made.on and made.on > timezone.localdate():
        raise ValidationError({"on": "วันที่มีมติต้องไม่ใช่วันข้างหน้า"})
    if verb == Verb.PROPOSE and (missing := lacking(project)):
        raise ValidationError([one.words for one in missing])
    if verb == Verb.REPORT and (open_ends := unreported(project)):
        raise ValidationError(open_ends)
    if verb == Verb.APPROVE and made.by_id in proposers(project):
        if others_may_approve(project, made.by):
            raise ValidationError(NOT_ALONE)
        made.is_alone = True


def _apply(project: Project, made: ProjectMove) -> None:
    verb = Verb(made.verb)
    project.state = move_of(project, verb).target or project.state
    if verb in {Verb.RETURN, Verb.PROPOSE, Verb.REPORT}:
        project.returned_why = made.words if verb == Verb.RETURN else ""
    project.version += 1
    project.save(update_fields=["state", "returned_why", "version"])


def _refused(project: Project, verb: ProjectMove.Verb, last: ProjectMove | None) -> str:
    """Who was faster, where the same was done by somebody else a moment ago."""
    if last and last.verb == verb:
        return f"{last.by.full_name} {verb.label}ไปแล้ว"
    return f"{verb.label}ไม่ได้ เพราะสถานะโครงการคือ “{project.get_state_display()}”"


def unreported(project: Project) -> list[str]:
    """What a report needs before it is handed in. One query."""
    found = [] if project.outcome else ["ยังไม่กรอกผลการดำเนินงานโดยสรุป"]
    if open_ones := project.indicators.filter(is_met=None).count():
        found.append(f"ยังไม่บันทึกผลของตัวบ่งชี้ {open_ones} ข้อ")
    return found


def proposers(project: Project) -> set[int | None]:
    """Who made the project and who proposed it: they do not approve it where others can."""
    said = project.moves.filter(verb=Verb.PROPOSE).order_by("-pk").first()
    return {project.made_by_id, said.by_id if said else None} - {None}


def others_may_approve(project: Project, user: User) -> bool:
    """Whether somebody else at the school or office holds the right today. One query."""
    roles = [role for role, granted in GRANTS.items() if P.PROJECT_APPROVE in granted]
    place = Q(school=project.school_id) if project.school_id else Q(district=project.district_id)
    held = Membership.objects.on(timezone.localdate()).filter(place, role__in=roles)
    return held.filter(user__is_active=True).exclude(user=user).exists()

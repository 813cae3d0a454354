"""Projects that wait for this person, for the home page."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from community.models import Project
from schoolcare.access import Permission
from schoolcare.models import School
from schoolcare.registry import HomeCard

State = Project.State


def project_cards(request: Any) -> Iterable[HomeCard]:
    """Of the school or office worked in: what to approve, to put before the board, to close; of
    one's own what was sent back and what is late with its report. One query.
    """
    office = request.workplace.office(Permission.PROJECT_VIEW)
    if office is None or not request.user.access.allows(Permission.PROJECT_WRITE):
        return
    is_school = isinstance(office, School)
    rows = Project.objects.filter(**{"school" if is_school else "district": office})
    responsible = Project.owners.through.objects.filter(user=request.user).values("project")
    mine = Q(made_by=request.user) | Q(pk__in=responsible)
    to_approve = State.ENDORSED if is_school else State.PROPOSED
    late = Q(state=State.RUNNING, ends_on__lt=request.workplace.today)
    counted = {
        "board": Q(state=State.PROPOSED),
        "approve": Q(state=to_approve),
        "close": Q(state=State.REPORTED),
        "returned": mine & Q(state=State.DRAFT) & ~Q(returned_why=""),
        "late": mine & late,
    }
    found = rows.aggregate(**{name: Count("pk", which) for name, which in counted.items()})
    yield from _of_others(request, found, to_approve, is_school=is_school)
    yield _card("โครงการถูกส่งกลับแก้ไข", found["returned"], State.DRAFT, "แก้แล้วเสนออีกครั้ง", "late")
    yield _card(
        "โครงการครบกำหนด ยังไม่รายงานผล", found["late"], State.RUNNING, "เขียนผลแล้วรายงาน", "late"
    )


def _of_others(
    request: Any, found: dict[str, int], to_approve: State, *, is_school: bool
) -> Iterable[HomeCard]:
    access, office = request.user.access, request.workplace.office
    if access.allows(Permission.PROJECT_APPROVE) and office(Permission.PROJECT_APPROVE):
        yield _card("โครงการรออนุมัติ", found["approve"], to_approve, "อ่านแล้วอนุมัติหรือส่งกลับ", "soon")
        yield _card("โครงการรายงานผลแล้ว รอปิด", found["close"], State.REPORTED, "ตรวจผลแล้วปิดโครงการ")
    if is_school and access.allows(Permission.PROJECT_EDIT) and office(Permission.PROJECT_EDIT):
        text = "นำเข้าประชุมแล้วบันทึกความเห็น"
        yield _card("โครงการรอความเห็นคณะกรรมการ", found["board"], State.PROPOSED, text, "soon")


def _card(title: str, count: int, state: State, text: str, look: str = "") -> HomeCard:
    url = f"{reverse('community:project-list')}?state={state.value}"
    return HomeCard(title, count, url, text if count else "", look if count else "")

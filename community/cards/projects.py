"""Projects that wait for this person, for the home page."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse

from community.models import Project
from schoolcare.access import Permission
from schoolcare.counting import counted
from schoolcare.models import District, School
from schoolcare.registry import HomeCard, HomeCounts

State = Project.State


def _asks(request: Any) -> tuple[School | District, dict[str, Any]] | None:
    """Of the school or office worked in: what to approve, to put before the board, to close; of
    one's own what was sent back and what is late with its report.
    """
    office = request.workplace.office(Permission.PROJECT_VIEW)
    if office is None or not request.user.access.allows(Permission.PROJECT_WRITE):
        return None
    responsible = Project.owners.through.objects.filter(user=request.user).values("project")
    mine = Q(made_by=request.user) | Q(pk__in=responsible)
    late = Q(state=State.RUNNING, ends_on__lt=request.workplace.today)
    asked = {
        "board": Q(state=State.PROPOSED),
        "approve": Q(state=_to_approve(office)),
        "close": Q(state=State.REPORTED),
        "returned": mine & Q(state=State.DRAFT) & ~Q(returned_why=""),
        "late": mine & late,
    }
    place = "school" if isinstance(office, School) else "district"
    rows = Project.objects.all()
    return office, {name: counted(rows.filter(which), place) for name, which in asked.items()}


def _tells(request: Any, found: dict[str, int]) -> Iterable[HomeCard]:
    yield from _of_others(request, found)
    yield _card("โครงการถูกส่งกลับแก้ไข", found["returned"], State.DRAFT, "แก้แล้วเสนออีกครั้ง", "late")
    yield _card(
        "โครงการครบกำหนด ยังไม่รายงานผล", found["late"], State.RUNNING, "เขียนผลแล้วรายงาน", "late"
    )


project_counts = HomeCounts(_asks, _tells)


def _to_approve(office: School | District) -> State:
    """A school's project has the board's word first."""
    return State.ENDORSED if isinstance(office, School) else State.PROPOSED


def _of_others(request: Any, found: dict[str, int]) -> Iterable[HomeCard]:
    access, office = request.user.access, request.workplace.office
    place = office(Permission.PROJECT_VIEW)
    if access.allows(Permission.PROJECT_APPROVE) and office(Permission.PROJECT_APPROVE):
        to_approve = _to_approve(place)
        yield _card("โครงการรออนุมัติ", found["approve"], to_approve, "อ่านแล้วอนุมัติหรือส่งกลับ", "soon")
        yield _card("โครงการรายงานผลแล้ว รอปิด", found["close"], State.REPORTED, "ตรวจผลแล้วปิดโครงการ")
    is_school = isinstance(place, School)
    if is_school and access.allows(Permission.PROJECT_EDIT) and office(Permission.PROJECT_EDIT):
        text = "นำเข้าประชุมแล้วบันทึกความเห็น"
        yield _card("โครงการรอความเห็นคณะกรรมการ", found["board"], State.PROPOSED, text, "soon")


def _card(title: str, count: int, state: State, text: str, look: str = "") -> HomeCard:
    url = f"{reverse('community:project-list')}?state={state.value}"
    return HomeCard(title, count, url, text if count else "", look if count else "")

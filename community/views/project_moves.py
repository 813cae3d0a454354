"""The course of a project, a page a step: each asks once more, says what follows, and who may."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from community.forms.project_moves import FORMS, MoveForm
from community.models import Project, ProjectMove
from community.project_page import LABELS
from community.services.project_moves import MOVES, others_may_approve, proposers
from community.views.project_pages import (
    EDIT,
    crumbs_of,
    form_page,
    page_of,
    project_of,
)
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request

Verb = ProjectMove.Verb
TOLD = {
    Verb.PROPOSE: "เมื่อเสนอแล้วแก้ไขข้อเสนอไม่ได้ จนกว่าจะถูกส่งกลับ",
    Verb.ENDORSE: "บันทึกตามมติในรายงานการประชุม ถ้าให้ข้อเสนอแนะ โครงการยังรอความเห็นชอบ",
    Verb.APPROVE: "อนุมัติตามข้อเสนอและงบประมาณที่แสดงในหน้าโครงการ",
    Verb.START: "เริ่มแล้วบันทึกรายจ่ายและผลได้",
    Verb.REPORT: "เมื่อรายงานแล้ว แก้ไขรายจ่ายและผลไม่ได้ จนกว่าจะถูกส่งกลับ",
    Verb.CLOSE: "ปิดแล้วโครงการแก้ไขไม่ได้อีก",
    Verb.RETURN: "ผู้จัดทำจะเห็นเหตุผลและแก้ไขได้",
    Verb.CANCEL: "โครงการที่ยกเลิกแล้วเปิดใหม่ไม่ได้ ข้อมูลยังอยู่",
}
ALONE = "ไม่มีผู้อื่นที่มีสิทธิอนุมัติ ระบบจะบันทึกว่า อนุมัติโดยผู้บันทึก"


def move_page(verb: ProjectMove.Verb) -> Callable[..., HttpResponse]:
    """The page of one move, for whoever the table says."""
    asked = EDIT if verb == Verb.RETURN else MOVES[verb].permission

    @require_http_methods(GET_POST)
    @require(asked)
    def page(request: Request, pk: int) -> HttpResponse:
        return _page(request, project_of(request, pk, asked), verb)

    page.__doc__ = f"The move {verb.value}."
    return page


def _page(request: Request, project: Project, verb: ProjectMove.Verb) -> HttpResponse:
    label = LABELS.get(verb, verb.label)
    form_class = FORMS.get(verb, MoveForm)
    form = form_class(request.POST or None, project=project, verb=verb, by=request.user)
    form.is_bound = request.method == "POST"
    page: dict[str, Any] = {"heading": label, "submit": label, "done": f"{label}แล้ว"}
    page |= {"back": page_of(project), "crumbs": crumbs_of(project, (label, ""))}
    page |= {"told": _told(request, project, verb), "project": project}
    page |= {"danger": verb == Verb.CANCEL, "hint": str(project)}
    template = "community/project_move.html"
    return form_page(request, form, form.save, template=template, **page)


def _told(request: Request, project: Project, verb: ProjectMove.Verb) -> list[str]:
    """What follows; that one approves alone, where that is so."""
    told = [TOLD[verb]]
    is_own = verb == Verb.APPROVE and request.user.pk in proposers(project)
    if is_own and not others_may_approve(project, request.user):
        told.append(ALONE)
    return told

"""Tying a member of a board to the account they log in with."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from committee.forms.accounts import MemberAccountForm
from committee.services.accounts import free_accounts
from committee.views.pages import crumbs_of, form_page, member_of
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request

HINT = (
    "เจ้าของบัญชีเห็นการประชุมและรายงานการประชุมที่รับรองแล้วของคณะกรรมการในวาระของตน "
    "เมื่อบัญชีมีบทบาทกรรมการสถานศึกษา ซึ่งผู้ดูแลระบบของโรงเรียนเป็นผู้เพิ่ม"
)


@require_http_methods(GET_POST)
@require(Permission.BOARD_EDIT)
def member_account(request: Request, pk: int) -> HttpResponse:
    """Choose the account of one member, or none."""
    member = member_of(request, pk, Permission.BOARD_EDIT)
    accounts = free_accounts(member, request.workplace.today)
    form = MemberAccountForm(request.POST or None, member=member, accounts=accounts)
    here = reverse("committee:member-detail", args=[member.pk])
    page: dict[str, Any] = {
        "heading": f"บัญชีผู้ใช้ของ {member}",
        "back": here,
        "crumbs": crumbs_of(request, member.board, (str(member), here), ("บัญชีผู้ใช้", "")),
        "done": "บันทึกบัญชีผู้ใช้แล้ว",
    }
    return form_page(request, form, lambda: form.save(by=request.user), hint=HINT, **page)

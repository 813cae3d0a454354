"""Choices of the school worked in: ways that gifts come, branches of local wisdom."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from community.forms.choices import BranchForm, ChannelForm, ChoiceForm
from community.views.experts import EXPERTS
from community.views.resource_pages import GIFTS, HOME, form_page, places, school_here
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from schoolcare.submissions import made_before

P = Permission


@dataclass(frozen=True)
class Kind:
    """What tells one list of choices from the other; `counted` are the records that name them."""

    form: type[ChoiceForm]
    title: str
    noun: str
    url_name: str
    edit: Permission
    above: tuple[str, Any]
    counted: str
    records: str

    @property
    def model(self) -> Any:
        return self.form.Meta.model  # type: ignore[attr-defined]


CHANNELS = Kind(
    *(ChannelForm, "ช่องทางที่ได้รับ", "ช่องทาง", "community:channel", P.RESOURCE_EDIT, GIFTS),
    *("resources", "รายการที่ได้รับ"),
)
BRANCHES = Kind(
    *(BranchForm, "ภูมิปัญญาด้าน", "ด้าน", "community:branch", P.PARTNER_EDIT, EXPERTS),
    *("experts", "ภูมิปัญญา"),
)


@require_safe
@require(P.RESOURCE_VIEW)
def channel_list(request: Request) -> HttpResponse:
    return _list(request, CHANNELS, P.RESOURCE_VIEW, places=places(request))


@require_http_methods(GET_POST)
@require(P.RESOURCE_EDIT)
def channel_create(request: Request) -> HttpResponse:
    return _create(request, CHANNELS)


@require_http_methods(GET_POST)
@require(P.RESOURCE_EDIT)
def channel_update(request: Request, pk: int) -> HttpResponse:
    return _update(request, CHANNELS, pk)


@require_safe
@require(P.PARTNER_VIEW)
def branch_list(request: Request) -> HttpResponse:
    return _list(request, BRANCHES, P.PARTNER_VIEW)


@require_http_methods(GET_POST)
@require(P.PARTNER_EDIT)
def branch_create(request: Request) -> HttpResponse:
    return _create(request, BRANCHES)


@require_http_methods(GET_POST)
@require(P.PARTNER_EDIT)
def branch_update(request: Request, pk: int) -> HttpResponse:
    return _update(request, BRANCHES, pk)


def _list(request: Request, kind: Kind, permission: Permission, **more: Any) -> HttpResponse:
    """The shipped ones and the school's own, each with how many records name it."""
    school = school_here(request, permission)
    mine = Q(**{f"{kind.counted}__school": school})
    rows = kind.model.objects.known_to(school).annotate(used=Count(kind.counted, filter=mine))
    context = {
        "kind": kind,
        "rows": rows,
        "edit_url_name": f"{kind.url_name}-update",
        "add_url": reverse(f"{kind.url_name}-create"),
        "may_edit": school.pk in request.user.access.grant(kind.edit).schools,
        "school": school,
        "crumbs": [HOME, kind.above, (kind.title, "")],
    }
    return render(request, "community/choice_list.html", context | more)


def _create(request: Request, kind: Kind) -> HttpResponse:
    school = school_here(request, kind.edit)
    if made_before(request.user, request.POST.get("key")):
        return redirect(f"{kind.url_name}-list")
    return _form(request, kind, kind.model(school=school), f"เพิ่ม{kind.noun}")


def _update(request: Request, kind: Kind, pk: int) -> HttpResponse:
    rows = kind.model.objects.for_user(request.user, kind.edit).select_related("school")
    row = get_object_or_404(rows, pk=pk)
    return _form(request, kind, row, f"แก้ไข {row}")


def _form(request: Request, kind: Kind, row: Any, heading: str) -> HttpResponse:
    who: dict[str, Any] = {"user": request.user, "permission": kind.edit, "school": row.school}
    form = kind.form(request.POST or None, instance=row, **who)
    back = reverse(f"{kind.url_name}-list")
    crumbs = [HOME, kind.above, (kind.title, back), (heading, "")]
    return form_page(request, form, form.save, heading=heading, back=back, crumbs=crumbs)

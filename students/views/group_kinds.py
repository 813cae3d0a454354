"""Kinds of pupil groups: the shipped ones, and those that the school adds."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from schoolcare.submissions import made_before, once
from students.forms.groups import GroupKindForm
from students.models import GroupKind
from students.services import groups as services
from students.views.groups import EDIT, VIEW, crumbs
from students.views.pages import form_page
from students.views.structure_pages import may, school_here

LIST, TITLE = "students:group-kind-list", "ประเภทกลุ่ม"


@require_safe
@require(VIEW)
def group_kind_list(request: Request) -> HttpResponse:
    school = school_here(request, VIEW)
    used = Count("groups", filter=Q(groups__school=school))
    context = {
        "school": school,
        "kinds": GroupKind.objects.known_to(school).annotate(used=used),
        "may_edit": may(request, EDIT, school),
        "crumbs": crumbs((TITLE, "")),
    }
    return render(request, "students/group_kind_list.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def group_kind_create(request: Request) -> HttpResponse:
    school = school_here(request, EDIT)
    if made_before(request.user, request.POST.get("key")):
        return redirect(LIST)
    return _form(request, GroupKind(school=school), "เพิ่มประเภทกลุ่ม")


@require_http_methods(GET_POST)
@require(EDIT)
def group_kind_update(request: Request, pk: int) -> HttpResponse:
    rows = GroupKind.objects.for_user(request.user, EDIT).select_related("school")
    kind = get_object_or_404(rows, pk=pk)
    return _form(request, kind, f"แก้ไข {kind}")


def _form(request: Request, kind: GroupKind, heading: str) -> HttpResponse:
    who: dict[str, Any] = {"user": request.user, "permission": EDIT}
    form = GroupKindForm(request.POST or None, instance=kind, **who)

    def save() -> GroupKind:
        def keep() -> GroupKind:
            return services.save_kind(form.instance, by=request.user)

        return keep() if kind.pk else once(request.user, form.cleaned_data["key"], keep)[0]

    back = reverse(LIST)
    where = crumbs((TITLE, back), (heading, ""))
    return form_page(request, form, save, heading=heading, back=back, crumbs=where)

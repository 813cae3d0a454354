"""The school's rules of conduct and its scale of points, with their earlier versions."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from schoolcare.access import require
from schoolcare.form_pages import GET_POST, form_page
from schoolcare.requests import Request
from schoolcare.submissions import made_before
from students.forms.conduct import RulesForm, ScaleForm
from students.models import ConductRules
from students.services.behaviour import scale_of
from students.views.behaviour_pages import EDIT, NOTE, crumbs, places, school_here

CONDUCT = ("ระเบียบและคะแนน", reverse_lazy("students:conduct-detail"))


@require_safe
@require(NOTE)
def conduct_detail(request: Request) -> HttpResponse:
    """What is in force, and which versions there were."""
    school = school_here(request, NOTE)
    versions = list(ConductRules.objects.known_to(school).select_related("made_by"))
    context = _shown(request, versions[0]) | {
        "versions": [one for one in versions[1:] if one.school_id],
        "is_own": versions[0].school_id is not None,
        "places": places("students:conduct-detail", request),
        "crumbs": crumbs((CONDUCT[0], "")),
    }
    return render(request, "students/conduct_detail.html", context)


@require_safe
@require(NOTE)
def conduct_version(request: Request, pk: int) -> HttpResponse:
    """An announced version as it was."""
    rows = ConductRules.objects.for_user(request.user, NOTE).select_related("school", "made_by")
    rules = get_object_or_404(rows, pk=pk)
    context = {"rules": rules, "crumbs": crumbs(CONDUCT, (str(rules), ""))}
    return render(request, "students/conduct_version.html", context)


def _shown(request: Request, rules: ConductRules) -> dict[str, Any]:
    school = school_here(request, NOTE)
    scale = scale_of(school)
    kinds = list(scale.kinds.all())
    return {
        "rules": rules,
        "scale": scale,
        "kinds": [("ความดี", True, kinds), ("ที่ต้องปรับ", False, kinds)],
        "thresholds": list(scale.thresholds.all()),
        "may_edit": school.pk in request.user.access.grant(EDIT).schools,
    }


@require_http_methods(GET_POST)
@require(EDIT)
def conduct_edit(request: Request) -> HttpResponse:
    """The next version of the rules, from the newest."""
    school = school_here(request, EDIT)
    if made_before(request.user, request.POST.get("key")):
        return redirect("students:conduct-detail")
    over = ConductRules.objects.known_to(school).first()
    assert over is not None  # noqa: S101 -- one is shipped by a migration
    form = RulesForm(
        request.POST or None,
        initial={"announced_on": request.workplace.today},
        over=over,
        school=school,
        user=request.user,
    )
    heading = "ออกระเบียบฉบับใหม่"
    page = {"heading": heading, "hint": "ฉบับเดิมยังเปิดอ่านได้", "submit": "ประกาศฉบับใหม่"}
    page |= {"back": str(CONDUCT[1]), "done": "ประกาศระเบียบฉบับใหม่แล้ว"}
    where = crumbs(CONDUCT, (heading, ""))
    return form_page(request, form, form.save, template="students/form.html", crumbs=where, **page)


@require_http_methods(GET_POST)
@require(EDIT)
def scale_edit(request: Request) -> HttpResponse:
    """The next version of the scale; what was noted keeps its points."""
    school = school_here(request, EDIT)
    if made_before(request.user, request.POST.get("key")):
        return redirect("students:conduct-detail")
    form = ScaleForm(request.POST or None, over=scale_of(school), school=school, user=request.user)
    heading = "แก้เกณฑ์คะแนน"
    return form_page(
        request,
        form,
        form.save,
        template="students/scale_form.html",
        heading=heading,
        back=reverse("students:conduct-detail"),
        done="ใช้เกณฑ์คะแนนฉบับใหม่แล้ว คะแนนที่บันทึกไว้ก่อนไม่เปลี่ยน",
        crumbs=crumbs(CONDUCT, (heading, "")),
    )

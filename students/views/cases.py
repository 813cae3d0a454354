"""Cases of pupils: the list, one case with what led to it, its words, its end."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, form_page
from schoolcare.requests import Request
from schoolcare.views import ListView
from students.forms.screening_actions import CaseCloseForm, CaseForm
from students.models import AspectResult, CareCase
from students.models.screening import NEEDS_ACTION
from students.services import screening_actions

CASES = ("รายกรณี", reverse_lazy("students:case-list"))
STATES = {"open": "กำลังช่วยเหลือ", "closed": "ยุติแล้ว"}


class CaseList(ListView):
    """Open cases of the school, the oldest first; `?show=closed` those that ended."""

    queryset = CareCase.objects.select_related("student", "owner")
    permission = Permission.SCREENING_VIEW
    template_name = "students/case_list.html"
    crumbs = [(CASES[0], "")]

    @property
    def shown(self) -> str:
        return "closed" if self.request.GET.get("show") == "closed" else "open"

    def get_queryset(self) -> Any:
        found = super().get_queryset().told_to(self.request.user)
        found = found.filter(student__school=self.request.workplace.school)
        found = found.filter(closed_on__isnull=self.shown == "open")
        found = found.prefetch_related("student__enrolments__classroom")
        return found.order_by("opened_on" if self.shown == "open" else "-closed_on", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        place = self.request.workplace
        pupils = [one.student_id for one in context["page_obj"]]
        if pupils and place.school:
            by, school_id = self.request.user, place.school.pk
            audit.record("case.list", None, by=by, school_id=school_id, pupils=pupils)
        segments = [
            {"label": label, "url": f"?show={name}", "current": name == self.shown}
            for name, label in STATES.items()
        ]
        return context | {"segments": segments, "shown": self.shown}


def _case(request: Request, pk: int, permission: Permission) -> CareCase:
    found = CareCase.objects.for_user(request.user, permission).told_to(request.user)
    return get_object_or_404(found.select_related("student__school", "owner", "opened_by"), pk=pk)


@require_safe
@require(Permission.SCREENING_VIEW)
def case_detail(request: Request, pk: int) -> HttpResponse:
    """The case and the results of screening that joined it; every look is logged."""
    case = _case(request, pk, Permission.SCREENING_VIEW)
    student = case.student
    audit.record(
        "case.view", case, by=request.user, school_id=student.school_id, pupil_id=student.pk
    )
    results = AspectResult.objects.filter(action__case=case).seen_by(request.user)
    results = results.filter(seen_level__in=NEEDS_ACTION).order_by("-screening", "aspect")
    results = results.select_related("aspect", "screening__round__term", "action__decided_by")
    acting = CareCase.objects.for_user(request.user, Permission.SCREENING_ACT)
    context = {
        "case": case,
        "results": results,
        "may_act": acting.filter(pk=pk).exists(),
        "crumbs": [("หน้าแรก", "/"), CASES, (student.short_name, "")],
    }
    return render(request, "students/case_detail.html", context)


@require_http_methods(GET_POST)
@require(Permission.SCREENING_ACT)
def case_update(request: Request, pk: int) -> HttpResponse:
    """The problem in words, and who answers for it."""
    case = _case(request, pk, Permission.SCREENING_ACT)
    form = CaseForm(
        request.POST or None,
        instance=case,
        user=request.user,
        permission=Permission.SCREENING_ACT,
        school=case.student.school,
    )
    return _form(
        request,
        case,
        form,
        lambda: screening_actions.update_case(form.instance, by=request.user),
        heading="แก้ไขรายกรณี",
    )


@require_http_methods(GET_POST)
@require(Permission.SCREENING_ACT)
def case_close(request: Request, pk: int) -> HttpResponse:
    """End it with what came of it."""
    case = _case(request, pk, Permission.SCREENING_ACT)
    form = CaseCloseForm(request.POST or None)
    return _form(
        request,
        case,
        form,
        lambda: screening_actions.close_case(case, by=request.user, **form.cleaned_data),
        heading="ยุติการช่วยเหลือ",
    )


def _form(request: Request, case: CareCase, form: Any, save: Any, *, heading: str) -> HttpResponse:
    back = reverse("students:case-detail", args=[case.pk])
    crumbs = [("หน้าแรก", "/"), CASES, (case.student.short_name, back), (heading, "")]
    return form_page(
        request,
        form,
        save,
        template="students/form.html",
        heading=heading,
        back=back,
        crumbs=crumbs,
    )

"""Projects of the school or office worked in: the list, one project, its sections."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from community.forms.projects import (
    SECTION_FORMS,
    HeaderForm,
    NewProjectForm,
    ProjectFilter,
    ResultsForm,
    ReuseForm,
    place_of,
    usual_days,
)
from community.models import Project
from community.project_around import around
from community.project_overview import budget_of, lacking_in, phases_without
from community.project_page import course_of, sortable, steps_of, tasks_of, verbs_for
from community.views.project_pages import (
    HOME,
    PROJECTS,
    VIEW,
    WRITE,
    crumbs_of,
    form_page,
    office_of,
    page_of,
    project_of,
)
from schoolcare import audit_trail
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.numbering import Office
from schoolcare.requests import Request
from schoolcare.submissions import made_before
from schoolcare.text import sent_number

PAGE, EVENTS, YEARS = 25, 10, 6


@require_safe
@require(VIEW)
def project_list(request: Request) -> HttpResponse:
    """The newest year first; narrowed by words, year, kind of work and state."""
    office = office_of(request, VIEW)
    years = [request.workplace.year + 1 - back for back in range(YEARS)]
    form = ProjectFilter(request.GET or None, office=office, years=years)
    rows = Project.objects.for_user(request.user, VIEW).filter(**place_of(office))
    rows = form.narrow(rows).select_related("area").order_by("-year", "name", "pk")
    context = {
        "form": form,
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "today": request.workplace.today,
        "place": office,
        "blank_url": blank_form_of(office),
        "may_write": request.workplace.office(WRITE) == office,
        "crumbs": [HOME, ("โครงการ", "")],
    }
    return render(request, "community/project_list.html", context)


def blank_form_of(office: Office) -> str:
    """Where the empty form of a proposal is printed for the school or office."""
    (need, place), *_ = place_of(office).items()
    query = urlencode({need: place.code, "blank": 1})
    return f"{reverse('document-pdf', args=['project-proposal'])}?{query}"


@require_http_methods(GET_POST)
@require(WRITE)
def project_create(request: Request) -> HttpResponse:
    """A new draft; its sections are filled on its own page afterwards."""
    office, year = office_of(request, WRITE), request.workplace.year
    first, last = usual_days(year)
    initial = {"year": year, "starts_on": first, "ends_on": last}
    form = NewProjectForm(
        request.POST or None,
        instance=Project(**place_of(office)),
        initial=initial | {"owner_text": request.user.full_name},
        office=office,
        by=request.user,
    )
    page: dict[str, Any] = {"heading": "เขียนโครงการใหม่", "done": "บันทึกร่างโครงการแล้ว"}
    page |= {"back": str(PROJECTS[1]), "crumbs": [HOME, PROJECTS, ("โครงการใหม่", "")]}
    hint = f"{office} · บันทึกหัวโครงการก่อน แล้วกรอกทีละส่วนได้"
    return form_page(request, form, form.save, then=page_of, hint=hint, **page)


@require_http_methods(GET_POST)
@require(WRITE)
def project_reuse(request: Request) -> HttpResponse:
    """ใช้ของปีก่อน; `?source=` names the project."""
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("community:project-detail", made)
    office = office_of(request, WRITE)
    sources = Project.objects.for_user(request.user, WRITE).filter(**place_of(office))
    sources = sources.exclude(state=Project.State.CANCELLED).order_by("-year", "name", "pk")
    initial: dict[str, Any] = {"year": request.workplace.year}
    if source := sources.filter(pk=sent_number(request.GET.get("source", ""))).first():
        initial = {"source": source, "year": source.year + 1}
    form = ReuseForm(request.POST or None, initial=initial, sources=sources, by=request.user)
    page: dict[str, Any] = {"heading": "ใช้โครงการของปีก่อน", "submit": "สร้างร่างโครงการ"}
    page |= {"back": str(PROJECTS[1]), "crumbs": [HOME, PROJECTS, ("ใช้ของปีก่อน", "")]}
    page |= {"done": "สร้างร่างจากโครงการเดิมแล้ว ตรวจวันและงบประมาณก่อนเสนอ"}
    hint = "ยกมาทุกส่วน กิจกรรม งบประมาณ ตัวบ่งชี้ วันเลื่อนตามปี ไม่ยกผลและรายจ่ายมา"
    return form_page(request, form, form.save, then=page_of, hint=hint, **page)


@require_safe
@require(VIEW)
def project_detail(request: Request, pk: int) -> HttpResponse:
    project, today = project_of(request, pk, VIEW), request.workplace.today
    tasks, indicators = list(project.tasks.all()), list(project.indicators.all())
    owners = list(project.owners.all()) if project.is_draft else []
    budget, has_begun = budget_of(project), project.has_begun
    activities, gifts, moves = around(project)
    missing = lacking_in(project, owners, tasks, indicators, total=budget.planned)
    context = {
        "project": project,
        "today": today,
        "is_late": _is_late(project, today),
        "steps": steps_of(project),
        "lacking": missing if project.is_draft else [],
        "phases_without": phases_without(tasks) if project.is_draft else [],
        "may_change": project.may_write and project.is_draft,
        "may_spend": project.may_write and project.is_under_way,
        "verbs": verbs_for(project),
        "owners": owners,
        "sortable": sortable(budget.lines, tasks, indicators) if project.is_draft else [],
        "phases": tasks_of(tasks),
        "budget": budget,
        "spendings": project.spendings.select_related("line") if has_begun else [],
        "indicators": indicators,
        "activities": activities if has_begun else [],
        "gifts": gifts,
        "course": course_of(project, moves),
        "history": audit_trail.history(project, EVENTS),
        "crumbs": crumbs_of(project),
    }
    return render(request, "community/project_detail.html", context)


def _is_late(project: Project, today: date) -> bool:
    """Its time is over and it has not been reported."""
    return project.is_under_way and project.ends_on < today


@require_http_methods(GET_POST)
@require(WRITE)
def project_update(request: Request, pk: int) -> HttpResponse:
    """The head of the proposal."""
    project = project_of(request, pk, WRITE)
    form = HeaderForm(
        request.POST or None, instance=project, office=project.office, by=request.user
    )
    page = {"heading": "หัวโครงการ", "back": page_of(project, "header"), "hint": str(project)}
    return form_page(request, form, form.save, crumbs=crumbs_of(project, ("แก้ไข", "")), **page)


@require_http_methods(GET_POST)
@require(WRITE)
def project_section(request: Request, pk: int, section: str) -> HttpResponse:
    """One section of the proposal."""
    if section not in SECTION_FORMS:
        raise Http404
    project, (heading, kind) = project_of(request, pk, WRITE), SECTION_FORMS[section]
    form = kind(request.POST or None, instance=project, by=request.user)
    page = {"heading": heading, "back": page_of(project, section), "hint": str(project)}
    return form_page(request, form, form.save, crumbs=crumbs_of(project, (heading, "")), **page)


@require_http_methods(GET_POST)
@require(WRITE)
def project_results(request: Request, pk: int) -> HttpResponse:
    """What came of it, problems, advice for next year, satisfaction as typed."""
    project, heading = project_of(request, pk, WRITE), "ผลการดำเนินงาน"
    form = ResultsForm(request.POST or None, instance=project, by=request.user)
    page = {"heading": heading, "back": page_of(project, "results"), "hint": str(project)}
    return form_page(request, form, form.save, crumbs=crumbs_of(project, (heading, "")), **page)

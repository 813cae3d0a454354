"""The questions of a round, edited while it is a draft."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.forms.monitoring import QuestionForm, SectionForm, without
from committee.models import Monitoring
from committee.monitoring.figures import LABELS
from committee.monitoring.questions import Item, items_of, next_code, read, renamed
from committee.services import monitoring as services
from committee.views.monitoring import crumbs, monitoring_of
from committee.views.pages import form_page
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request

P = Permission.MONITOR_VISIT
PAGE = "committee:monitoring-questions"


@require_safe
@require(P)
def monitoring_questions(request: Request, pk: int) -> HttpResponse:
    monitoring = monitoring_of(request, pk)
    context = {
        "monitoring": monitoring,
        "sections": read(monitoring.questions),
        "figures": LABELS,
        "is_draft": monitoring.state == Monitoring.State.DRAFT,
        "crumbs": crumbs((str(monitoring), "")),
    }
    return render(request, "committee/monitoring_questions.html", context)


@require_http_methods(GET_POST)
@require(P)
def question_create(request: Request, pk: int) -> HttpResponse:
    monitoring = monitoring_of(request, pk)
    code = next_code(read(monitoring.questions))
    return _question(request, monitoring, Item(code, "", "level"), "เพิ่มข้อคำถาม")


@require_http_methods(GET_POST)
@require(P)
def question_update(request: Request, pk: int, code: str) -> HttpResponse:
    monitoring = monitoring_of(request, pk)
    return _question(request, monitoring, _item(monitoring, code), "แก้ไขข้อคำถาม")


def _question(request: Request, monitoring: Monitoring, item: Item, heading: str) -> HttpResponse:
    sections = read(monitoring.questions)
    names = ("text", "kind", "unit", "asks_evidence", "figure")
    initial: dict[str, Any] = {name: getattr(item, name) for name in names}
    initial["version"] = monitoring.questions_version
    if item.number:
        initial["section"], initial["place"] = item.number.split(".")
    form = QuestionForm(request.POST or None, sections=sections, initial=initial)

    def save() -> None:
        version = form.cleaned_data["version"]
        placed = form.placed(item.code)
        services.set_questions(monitoring, placed, version=version, by=request.user)

    back = reverse(PAGE, args=[monitoring.pk])
    named = crumbs((str(monitoring), back), (heading, ""))
    return form_page(request, form, save, heading=heading, back=back, crumbs=named)


@require_http_methods(GET_POST)
@require(P)
def section_update(request: Request, pk: int, number: int) -> HttpResponse:
    """Another title for a section; its items stay."""
    monitoring = monitoring_of(request, pk)
    sections = read(monitoring.questions)
    if not 1 <= number <= len(sections):
        raise Http404
    initial = {"title": sections[number - 1].title, "version": monitoring.questions_version}
    form = SectionForm(request.POST or None, initial=initial)

    def save() -> None:
        typed = form.cleaned_data
        named = renamed(sections, number, " ".join(typed["title"].split()))
        services.set_questions(monitoring, named, version=typed["version"], by=request.user)

    back = reverse(PAGE, args=[monitoring.pk])
    heading = "แก้ไขชื่อตอน"
    named = crumbs((str(monitoring), back), (heading, ""))
    return form_page(request, form, save, heading=heading, back=back, crumbs=named)


@require_POST
@require(P)
def question_remove(request: Request, pk: int, code: str) -> HttpResponse:
    """Sent twice, the second time finds nothing to do."""
    monitoring = monitoring_of(request, pk)
    sections = read(monitoring.questions)
    item = next((one for one in items_of(sections) if one.code == code), None)
    if item is None:
        return redirect(PAGE, pk)
    left = without(sections, item.code)
    version = monitoring.questions_version
    try:
        services.set_questions(monitoring, left, version=version, by=request.user)
        messages.success(request, f"ลบข้อ {item.number} แล้ว")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(PAGE, pk)


def _item(monitoring: Monitoring, code: str) -> Item:
    for item in items_of(read(monitoring.questions)):
        if item.code == code:
            return item
    raise Http404

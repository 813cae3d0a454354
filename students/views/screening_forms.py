"""Forms of screening: list, preview, an own edition, its aspects and criteria, published."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, form_page, pressed
from schoolcare.models import District, School
from schoolcare.requests import Request
from students.forms.screening_forms import (
    AspectForm,
    CriterionForm,
    NameForm,
    NewAspectForm,
    NewCriterionForm,
)
from students.models import Aspect, Criterion, ScreeningRound, ScreeningTemplate
from students.services import screening_forms as services

FORM = Permission.SCREENING_FORM
FORMS = ("แบบคัดกรอง", reverse_lazy("students:screening-form-list"))
TEMPLATE = "students/screening_form_edit.html"
LATER = "ฉบับใหม่ใช้ได้ตั้งแต่รอบที่เปิดหลังจากนี้ ผลคัดกรองเดิมไม่เปลี่ยน"


def _office(request: Request) -> School | District:
    office = request.workplace.office(FORM)
    if office is None:
        raise PermissionDenied
    return office


def _readable(request: Request, pk: int) -> ScreeningTemplate:
    return get_object_or_404(ScreeningTemplate.objects.readable_in(_office(request)), pk=pk)


def _own(request: Request, pk: int) -> ScreeningTemplate:
    return get_object_or_404(ScreeningTemplate.objects.for_user(request.user, FORM), pk=pk)


def _crumbs(form: ScreeningTemplate, *rest: tuple[str, Any]) -> list[tuple[str, Any]]:
    here = (str(form), form.get_absolute_url() if rest else "")
    return [("หน้าแรก", "/"), FORMS, here, *rest]


@require_safe
@require(FORM)
def form_list(request: Request) -> HttpResponse:
    """What may be read: the newest of each form above, older versions below."""
    office = _office(request)
    readable = ScreeningTemplate.objects.readable_in(office).select_related("made_by")
    rows = sorted(readable, key=lambda one: (one.is_shipped, one.code, -one.version))
    newest = set(readable.newest_editions().values_list("pk", flat=True))
    context = {
        "forms": [one for one in rows if one.is_draft or one.pk in newest],
        "older": [one for one in rows if not one.is_draft and one.pk not in newest],
        "office": office,
        "crumbs": [("หน้าแรก", "/"), ("แบบคัดกรอง", "")],
    }
    return render(request, "students/screening_form_list.html", context)


@require_safe
@require(FORM)
def form_detail(request: Request, pk: int) -> HttpResponse:
    """The form as its paper has it; a draft of one's own with what can be changed."""
    form = _readable(request, pk)
    is_own = ScreeningTemplate.objects.for_user(request.user, FORM).filter(pk=pk).exists()
    aspects = form.aspects.prefetch_related("criteria")
    place = request.workplace
    running = ScreeningRound.objects.filter(school=place.school, template=form, closed_at=None)
    context = {
        "form": form,
        "aspects": aspects,
        "is_own": is_own,
        "may_edit": is_own and form.is_draft,
        "running": list(running.select_related("term")) if place.school else [],
        "crumbs": _crumbs(form),
    }
    return render(request, "students/screening_form_detail.html", context)


@require_POST
@require(FORM)
def form_copy(request: Request, pk: int) -> HttpResponse:
    """An own draft of a form that may be read: a copy, or the next version of one's own."""
    draft = services.next_version(_readable(request, pk), _office(request), by=request.user)
    messages.success(request, f"เปิดร่าง {draft} แล้ว {LATER}")
    return redirect(draft)


@require_http_methods(GET_POST)
@require(FORM)
def form_update(request: Request, pk: int) -> HttpResponse:
    draft = _own(request, pk)
    form = NameForm(request.POST or None, instance=draft, user=request.user)
    page = {"heading": "ชื่อและที่มาของแบบ", "crumbs": _crumbs(draft, ("ชื่อและที่มา", ""))}
    back = draft.get_absolute_url()
    return form_page(request, form, form.save, template=TEMPLATE, back=back, **page)  # type: ignore[arg-type]


@require_POST
@require(FORM)
def form_publish(request: Request, pk: int) -> HttpResponse:
    form = _own(request, pk)
    pressed(request, lambda: services.publish(form, by=request.user), f"ประกาศใช้แล้ว {LATER}")
    return redirect(form)


@require_POST
@require(FORM)
def form_archive(request: Request, pk: int) -> HttpResponse:
    """Used no more, or a draft thrown away."""
    form = _own(request, pk)
    done = "ทิ้งร่างแล้ว" if form.is_draft else "เลิกใช้แล้ว รอบและผลเดิมยังอ่านได้"
    pressed(request, lambda: services.archive(form, by=request.user), done)
    return redirect("students:screening-form-list")


@require_POST
@require(FORM)
def form_restore(request: Request, pk: int) -> HttpResponse:
    form = _own(request, pk)
    pressed(request, lambda: services.restore(form, by=request.user), "นำกลับมาใช้แล้ว")
    return redirect(form)


@require_http_methods(GET_POST)
@require(FORM)
def aspect_create(request: Request, pk: int) -> HttpResponse:
    draft = _own(request, pk)
    row = Aspect(template=draft)
    form = NewAspectForm(request.POST or None, instance=row, user=request.user)
    return _row_page(request, form, draft, "เพิ่มด้าน")


@require_http_methods(GET_POST)
@require(FORM)
def aspect_update(request: Request, pk: int) -> HttpResponse:
    row = _aspect(request, pk)
    form = AspectForm(request.POST or None, instance=row, user=request.user)
    return _row_page(request, form, row.template, "แก้ไขด้าน")


@require_http_methods(GET_POST)
@require(FORM)
def criterion_create(request: Request, pk: int) -> HttpResponse:
    """A line of the aspect `pk`."""
    aspect = _aspect(request, pk)
    row = Criterion(aspect=aspect, level=request.GET.get("level", ""))
    form = NewCriterionForm(request.POST or None, instance=row, user=request.user)
    return _row_page(request, form, aspect.template, f"เพิ่มเกณฑ์ {aspect.name}")


@require_http_methods(GET_POST)
@require(FORM)
def criterion_update(request: Request, pk: int) -> HttpResponse:
    row = _criterion(request, pk)
    form = CriterionForm(request.POST or None, instance=row, user=request.user)
    return _row_page(request, form, row.aspect.template, f"แก้ไขเกณฑ์ {row.aspect.name}")


def _row_page(request: Request, form: Any, draft: ScreeningTemplate, heading: str) -> HttpResponse:
    if not draft.is_draft and request.method != "POST":  # what was typed stays on the page
        messages.warning(request, services.PUBLISHED)
        return redirect(draft)
    page = {"heading": heading, "crumbs": _crumbs(draft, (heading, ""))}
    back = draft.get_absolute_url()
    return form_page(request, form, form.save, template=TEMPLATE, back=back, **page)  # type: ignore[arg-type]


def _aspect(request: Request, pk: int) -> Aspect:
    own = ScreeningTemplate.objects.for_user(request.user, FORM)
    return get_object_or_404(Aspect.objects.select_related("template"), pk=pk, template__in=own)


def _criterion(request: Request, pk: int) -> Criterion:
    own = ScreeningTemplate.objects.for_user(request.user, FORM)
    rows = Criterion.objects.select_related("aspect__template")
    return get_object_or_404(rows, pk=pk, aspect__template__in=own)


VERBS: dict[str, tuple[Callable[..., Any], str]] = {
    "up": (lambda row, by: services.move_row(row, up=True, by=by), ""),
    "down": (lambda row, by: services.move_row(row, up=False, by=by), ""),
    "remove": (lambda row, by: services.remove_row(row, by=by), "นำออกจากร่างแล้ว"),
}


@require_POST
@require(FORM)
def aspect_verb(request: Request, pk: int, verb: str) -> HttpResponse:
    """Move an aspect of a draft, or take it out."""
    row = _aspect(request, pk)
    return _act(request, row, verb, row.template, f"#aspect-{row.pk}")


@require_POST
@require(FORM)
def criterion_verb(request: Request, pk: int, verb: str) -> HttpResponse:
    row = _criterion(request, pk)
    return _act(request, row, verb, row.aspect.template, f"#aspect-{row.aspect_id}")


def _act(
    request: Request, row: Any, verb: str, draft: ScreeningTemplate, anchor: str
) -> HttpResponse:
    act, done = VERBS[verb]
    pressed(request, lambda: act(row, by=request.user), done)
    return redirect(f"{reverse('students:screening-form-detail', args=[draft.pk])}{anchor}")

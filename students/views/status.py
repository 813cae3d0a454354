"""A pupil's status: what it was and is, a change, its papers, a change taken back."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, form_page, pressed
from schoolcare.requests import Request
from schoolcare.submissions import made_before, once
from schoolcare.templatetags.ui import address
from students.forms.status import PapersForm, StatusForm
from students.models import StatusChange, Student
from students.services import status as services
from students.views.pages import crumbs_of, pupil, tab_rights, tabs

P = Permission.STATUS_CHANGE
TAB = "students:status-detail"


def _page(student: Student) -> str:
    return str(address(student.pk, TAB))


def _change(request: Request, pk: int) -> StatusChange:
    rows = StatusChange.objects.for_user(request.user, P)
    return get_object_or_404(rows.select_related("student__school__district", "reason"), pk=pk)


def _crumbs(student: Student, words: str) -> list[tuple[str, Any]]:
    return crumbs_of(student, ("สถานะ", _page(student)), (words, ""))


@require_safe
@require(P)
def status_detail(request: Request, pk: int) -> HttpResponse:
    """The tab of a pupil: where they are, how they came to it, the papers."""
    held = [one for one in sorted(tab_rights()) if request.user.access.allows(one)]
    student = pupil(request, pk, P, *held)
    changes = student.status_changes.select_related("reason", "made_by")
    context = {
        "student": student,
        "changes": list(changes),
        "leavers": list(student.leavings.select_related("cause").order_by("-pk")),
        "transfers": list(student.transfers.select_related("to_school")),
        "is_here": student.status in Student.IN_SCHOOL,
        "tabs": tabs(student, TAB),
        "crumbs": crumbs_of(student, ("สถานะ", "")),
    }
    return render(request, "students/status_detail.html", context)


@require_http_methods(GET_POST)
@require(P)
def status_change(request: Request, pk: int) -> HttpResponse:
    student = pupil(request, pk, P)
    if made_before(request.user, request.POST.get("key")):
        return redirect(_page(student))
    change = StatusChange(student=student)
    warn = partial(services.warnings_of, student)
    today = request.workplace.today
    form = StatusForm(request.POST or None, instance=change, warn=warn, today=today)

    def save() -> None:
        data = form.cleaned_data
        facts = {name: data[name] for name in ("classroom", "cause", "missing_from")}

        def make() -> StatusChange:
            return services.change_status(form.instance, **facts, by=request.user)

        once(request.user, data["key"], make)

    return form_page(
        request,
        form,
        save,
        template="students/form.html",
        heading="เปลี่ยนสถานะ",
        back=_page(student),
        crumbs=_crumbs(student, "เปลี่ยนสถานะ"),
        hint=f"{student.short_name} ตอนนี้{student.get_status_display()}",
        done="เปลี่ยนสถานะแล้ว",
    )


@require_http_methods(GET_POST)
@require(P)
def status_papers(request: Request, pk: int) -> HttpResponse:
    change = _change(request, pk)
    form = PapersForm(request.POST or None, instance=change)
    return form_page(
        request,
        form,
        lambda: services.update_change(form.instance, by=request.user),
        template="students/form.html",
        heading="เอกสารการเปลี่ยนสถานะ",
        back=_page(change.student),
        crumbs=_crumbs(change.student, "เอกสาร"),
        hint=f"{change.student.short_name} {change.get_to_status_display()}",
    )


@require_http_methods(GET_POST)
@require(P)
def status_back(request: Request, pk: int) -> HttpResponse:
    """The latest change was noted by mistake."""
    change = _change(request, pk)
    here = _page(change.student)
    if request.method == "POST":
        pressed(request, lambda: services.take_back(change, by=request.user), "คืนสถานะเดิมแล้ว")
        return redirect(here)
    context = {
        "heading": f"ยกเลิก “{change.get_to_status_display()}” ที่บันทึกผิด",
        "text": f"{change.student.short_name} จะกลับเป็น{change.get_from_status_display()} "
        "ห้องเรียนที่ปิดไปจะเปิดอีกครั้ง",
        "yes": "คืนสถานะเดิม",
        "no": "ไม่ยกเลิก",
        "cancel_url": here,
        "danger": True,
        "crumbs": _crumbs(change.student, "ยกเลิก"),
    }
    return render(request, "students/confirm.html", context)

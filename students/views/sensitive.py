"""What PDPA ม.26 protects, whole or the part that one task needs; every look is logged."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare import audit, audit_trail
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from students.forms.sensitive import CircumstancesForm, IdentifierForm, SensitiveForm
from students.models import SensitiveRecord, Student
from students.services import circumstances, identifiers, pupils
from students.views.pages import PUPILS, crumbs_of, form_page, pupil, tab_rights, tabs

HEALTH = ("blood_group", "health_note", "weight_kg", "height_cm")
WELFARE = ("disabilities", "disadvantages", "shortages")
HISTORY = 10


def _with_tabs(request: Request, pk: int, permission: Permission) -> Any:
    asked = tab_rights() | {Permission.PUPIL_EDIT}
    held = [one for one in sorted(asked - {permission}) if request.user.access.allows(one)]
    return pupil(request, pk, permission, *held)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@require(Permission.SENSITIVE_VIEW)
def sensitive_detail(request: Request, pk: int) -> HttpResponse:
    student = _with_tabs(request, pk, Permission.SENSITIVE_VIEW)
    record = SensitiveRecord.objects.filter(student=student).first()
    audit.record(
        "sensitive.view", record, by=request.user, school_id=student.school_id, pupil_id=student.pk
    )
    return _sensitive_page(request, student, record, revealed="")


@require_POST
@require(Permission.SENSITIVE_VIEW)
def identifier_reveal(request: Request, pk: int) -> HttpResponse:
    student = _with_tabs(request, pk, Permission.SENSITIVE_VIEW)
    revealed = identifiers.reveal_identifier(student, by=request.user)
    record = SensitiveRecord.objects.filter(student=student).first()
    return _sensitive_page(request, student, record, revealed=revealed)


def _sensitive_page(
    request: Request, student: Any, record: SensitiveRecord | None, *, revealed: str
) -> HttpResponse:
    context = {
        "student": student,
        "record": record or SensitiveRecord(student=student),
        "revealed": revealed,
        "identifiers": student.identifiers.all(),
        "terms": student.circumstances.select_related("term"),
        "history": audit_trail.history(student, HISTORY),
        "may_edit": Permission.PUPIL_EDIT in student.rights,
        "tabs": tabs(student, "students:sensitive-detail"),
        "crumbs": crumbs_of(student, ("ข้อมูลอ่อนไหว", "")),
    }
    return _private(render(request, "students/sensitive_detail.html", context))


def _look(request: Request, student: Student) -> None:
    """A form shows what is saved: opening it is a look too."""
    if request.method != "POST":
        where = {"school_id": student.school_id, "pupil_id": student.pk}
        audit.record("sensitive.view", student, by=request.user, part="edit", **where)


def _page(student: Student, heading: str) -> dict[str, Any]:
    back = reverse("students:sensitive-detail", args=[student.pk])
    crumbs = crumbs_of(student, ("ข้อมูลอ่อนไหว", back), (heading, ""))
    return {"heading": heading, "back": back, "crumbs": crumbs}


@require_http_methods(GET_POST)
@require(Permission.SENSITIVE_VIEW)
def sensitive_update(request: Request, pk: int) -> HttpResponse:
    student = pupil(request, pk, Permission.SENSITIVE_VIEW, Permission.PUPIL_EDIT)
    if Permission.PUPIL_EDIT not in student.rights:
        return redirect("students:sensitive-detail", student.pk)
    _look(request, student)
    record = SensitiveRecord.objects.filter(student=student).first()
    scope = {"user": request.user, "permission": Permission.SENSITIVE_VIEW}
    form = SensitiveForm(
        request.POST or None, instance=record or SensitiveRecord(student=student), **scope
    )

    def save() -> None:
        fields = [name for name in form.changed_data if name in form.Meta.fields]
        pupils.update_sensitive(form.instance, fields=fields, by=request.user)

    page = _page(student, "แก้ไขข้อมูลอ่อนไหว")
    return _private(form_page(request, form, save, hint=student.short_name, **page))


@require_http_methods(GET_POST)
@require(Permission.SENSITIVE_VIEW)
def circumstances_update(request: Request, pk: int) -> HttpResponse:
    """Disability, disadvantage and shortage of the term worked in."""
    student = pupil(request, pk, Permission.SENSITIVE_VIEW, Permission.PUPIL_EDIT)
    term = request.workplace.term if request.workplace.school == student.school else None
    term = term or circumstances.term_now(student.school)
    if Permission.PUPIL_EDIT not in student.rights or term is None:
        if term is None:
            messages.warning(request, "ยังไม่ได้กำหนดภาคเรียน ให้ผู้ดูแลระบบของโรงเรียนเปิดปีการศึกษาก่อน")
        return redirect("students:sensitive-detail", student.pk)
    _look(request, student)
    form = CircumstancesForm(request.POST or None, student=student, term=term)

    def save() -> None:
        circumstances.save_circumstances(student, term, form.cleaned_data, by=request.user)

    page = _page(student, "ความพิการ ความด้อยโอกาส ความขาดแคลน")
    return _private(form_page(request, form, save, hint=f"{student.short_name} · {term}", **page))


@require_http_methods(GET_POST)
@require(Permission.SENSITIVE_VIEW)
def identifier_update(request: Request, pk: int) -> HttpResponse:
    student = pupil(request, pk, Permission.SENSITIVE_VIEW, Permission.PUPIL_EDIT)
    if Permission.PUPIL_EDIT not in student.rights:
        return redirect("students:sensitive-detail", student.pk)
    form = IdentifierForm(request.POST or None, student=student)

    def save() -> None:
        made = identifiers.set_identifier(student, form.cleaned_data["value"], by=request.user)
        if identifiers.is_doubtful(made.value):
            messages.warning(request, identifiers.DOUBTFUL)

    page = _page(student, "เปลี่ยนเลขประจำตัว")
    done = "เปลี่ยนเลขประจำตัวแล้ว เลขเดิมเก็บไว้เป็นประวัติ"
    return form_page(request, form, save, done=done, hint=student.short_name, **page)


def _shown(
    request: Request, pk: int, permission: Permission, names: Any, url_name: str
) -> HttpResponse:
    """One part of the record, and one line in the log."""
    student = _with_tabs(request, pk, permission)
    record = SensitiveRecord.objects.filter(student=student).first() or SensitiveRecord()
    audit.record(
        "sensitive.view",
        student,
        by=request.user,
        school_id=student.school_id,
        district_id=student.school.district_id,
        pupil_id=student.pk,
        part=permission.value,
    )
    may_view = Permission.PUPIL_VIEW in student.rights
    context = {
        "student": student,
        "heading": LABELS[permission],
        "facts": [(_label(name), _text(record, name)) for name in names],
        "tabs": tabs(student, url_name),
        "crumbs": crumbs_of(student, (LABELS[permission], ""))
        if may_view
        else [("หน้าแรก", "/"), PUPILS, (student.short_name, "")],
    }
    return _private(render(request, "students/sensitive_part.html", context))


LABELS = {Permission.SENSITIVE_HEALTH: "สุขภาพ", Permission.SENSITIVE_WELFARE: "สวัสดิการ"}


def _label(name: str) -> str:
    return str(SensitiveRecord._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _text(record: SensitiveRecord, name: str) -> str:
    value = getattr(record, name)
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "ไม่มีข้อมูล"
    return str(value) if value not in (None, "") else "ไม่มีข้อมูล"


@require_safe
@require(Permission.SENSITIVE_HEALTH)
def student_health(request: Request, pk: int) -> HttpResponse:
    return _shown(request, pk, Permission.SENSITIVE_HEALTH, HEALTH, "students:student-health")


@require_safe
@require(Permission.SENSITIVE_WELFARE)
def student_welfare(request: Request, pk: int) -> HttpResponse:
    return _shown(request, pk, Permission.SENSITIVE_WELFARE, WELFARE, "students:student-welfare")

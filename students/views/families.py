"""Guardians, the home, the answers about publication of a pupil, a photo taken out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare import audit_trail
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.models import AuditEvent
from schoolcare.requests import Request
from schoolcare.submissions import once
from students.forms.details import GuardianForm, HouseholdForm
from students.models import Guardian, Guardianship, Household
from students.services import families, pupils
from students.views.pages import crumbs_of, form_page, page_of, pupil

HISTORY = 100


@require_safe
@require(Permission.PUPIL_EDIT)
def student_history(request: Request, pk: int) -> HttpResponse:
    """Who did what about this pupil, newest first; alerts are for the few who answer them."""
    student = pupil(request, pk, Permission.PUPIL_EDIT)
    may_merge = student.school_id in request.user.access.grant(Permission.PUPIL_MERGE).schools
    context = {
        "student": student,
        "lines": history_of(student.pk, student.school_id),
        "merged": student.merged.defer("kept") if may_merge else [],
        "crumbs": crumbs_of(student, ("ประวัติ", "")),
    }
    return render(request, "students/student_history.html", context)


def history_of(key: int, school: int) -> list[audit_trail.Line]:
    """The log about a pupil, or about one who stood under this key before a merge."""
    rows = AuditEvent.objects.filter(pupil_id=key, school_id=school)
    rows = rows.exclude(action__startswith="alert.").order_by("-pk")
    return [
        audit_trail.line(event, with_details=not event.action.startswith("visit."))
        for event in rows[:HISTORY]  # what a visit says is told on the visit
    ]


@require_safe
@require(Permission.PUPIL_VIEW)
def consent_list(request: Request, pk: int) -> HttpResponse:
    """Every answer so far; the newest counts."""
    student = pupil(request, pk, Permission.PUPIL_VIEW)
    rows = student.consents.select_related("recorded_by")
    crumbs = crumbs_of(student, ("ความยินยอมเผยแพร่", ""))
    context = {"student": student, "consents": rows, "crumbs": crumbs}
    return render(request, "students/consent_list.html", context)


@require_POST
@require(Permission.PUPIL_EDIT)
def photo_remove(request: Request, pk: int) -> HttpResponse:
    student = pupil(request, pk, Permission.PUPIL_EDIT)
    pupils.set_photo(student, None, by=request.user)
    messages.success(request, "นำรูปถ่ายออกแล้ว")
    return redirect(page_of(student))


@require_http_methods(GET_POST)
@require(Permission.PUPIL_EDIT)
def guardian_add(request: Request, pk: int) -> HttpResponse:
    student = pupil(request, pk, Permission.PUPIL_EDIT)
    form = GuardianForm(request.POST or None, instance=Guardian(school=student.school))

    def save() -> None:
        link = form.filled_link()
        once(
            request.user,
            form.cleaned_data["key"],
            lambda: families.save_guardian(student, form.instance, link, by=request.user),
        )

    crumbs = crumbs_of(student, ("เพิ่มผู้ปกครอง", ""))
    return form_page(
        request, form, save, heading="เพิ่มผู้ปกครอง", back=page_of(student), crumbs=crumbs
    )


def _link(request: Request, pk: int) -> Guardianship:
    found = Guardianship.objects.for_user(request.user, Permission.PUPIL_EDIT)
    return get_object_or_404(found.select_related("student__school", "guardian"), pk=pk)


@require_http_methods(GET_POST)
@require(Permission.PUPIL_EDIT)
def guardian_edit(request: Request, pk: int) -> HttpResponse:
    link = _link(request, pk)
    student = link.student
    form = GuardianForm(request.POST or None, instance=link.guardian, link=link)

    def save() -> None:
        families.save_guardian(student, form.instance, form.filled_link(), by=request.user)

    shared = link.guardian.guardianships.exclude(student=student).count()
    return form_page(
        request,
        form,
        save,
        heading="แก้ไขผู้ปกครอง",
        back=page_of(student),
        crumbs=crumbs_of(student, ("แก้ไขผู้ปกครอง", "")),
        hint=f"เป็นผู้ปกครองของนักเรียนอีก {shared} คน ข้อมูลของบุคคลนี้จะเปลี่ยนด้วย" if shared else "",
    )


@require_POST
@require(Permission.PUPIL_EDIT)
def guardian_remove(request: Request, pk: int) -> HttpResponse:
    link = _link(request, pk)
    back = page_of(link.student)
    families.remove_guardian(link, by=request.user)
    messages.success(request, "นำผู้ปกครองออกแล้ว")
    return redirect(back)


@require_http_methods(GET_POST)
@require(Permission.PUPIL_EDIT)
def household_edit(request: Request, pk: int) -> HttpResponse:
    """The home; siblings in it share the change, which the page says."""
    student = pupil(request, pk, Permission.PUPIL_EDIT)
    home = student.household or Household(school=student.school)
    form = HouseholdForm(request.POST or None, instance=home, student=student)

    def save() -> Household:
        is_apart = form.cleaned_data.get("apart", False)
        act = families.move_out if is_apart else families.save_household
        return act(student, form.instance, by=request.user)

    shared = f" · มีนักเรียนอีก {form.others} คนอยู่บ้านนี้ ที่อยู่จะเปลี่ยนด้วย" if form.others else ""
    return form_page(
        request,
        form,
        save,
        heading="บ้านและที่อยู่",
        back=page_of(student),
        crumbs=crumbs_of(student, ("บ้านและที่อยู่", "")),
        hint=f"{student.short_name}{shared}",
    )

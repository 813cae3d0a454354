"""A pupil of another school is asked for: the request, its answer, from both sides."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, form_page, pressed
from schoolcare.headings import Entry
from schoolcare.models import ImportBatch
from schoolcare.requests import Request
from schoolcare.submissions import made_before, once
from students.forms.transfer_requests import NotSentForm, TransferRequestForm
from students.importing.importer import StudentImporter
from students.importing.refused import refused_entry
from students.models import Student, TransferRequest
from students.services import transfer_requests as services
from students.views.transfers import HOME, TRANSFERS, own_school

P = Permission.STATUS_CHANGE
REQUESTS = ("คำขอย้ายเข้า", reverse_lazy("students:transfer-request-list"))
HINT = "โรงเรียนเดิมเลือกสรุปที่จะส่ง หรือบอกเหตุผลที่ยังไม่ส่ง ระหว่างนี้ไม่มีใครเห็นข้อมูลของอีกโรงเรียน"
PAGE = 50


@require_safe
@require(P)
def request_list(request: Request) -> HttpResponse:
    """What others asked of the school and what it asked itself; the newest first."""
    school = own_school(request)
    here = Q(student__school=school) | Q(to_school=school)
    rows = TransferRequest.objects.filter(here).defer("transfer__summary")
    rows = rows.select_related("student", "to_school", "transfer")
    context = {
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "school": school,
        "crumbs": [HOME, TRANSFERS, (REQUESTS[0], "")],
    }
    return render(request, "students/transfer_request_list.html", context)


@require_http_methods(GET_POST)
@require(P)
def request_new(request: Request) -> HttpResponse:
    """The form; sent from the page of a new pupil it opens with what was typed there."""
    school, typed = own_school(request), request.POST
    if "from_new" in typed:
        known = {"number": typed.get("identifier", ""), "name_given": typed.get("name", "")}
        return _ask(request, TransferRequestForm(initial=known, school=school))
    return _ask(request, TransferRequestForm(typed or None, school=school))


@require_http_methods(GET_POST)
@require(P)
def request_row(request: Request, batch: UUID, row: int) -> HttpResponse:
    """For a pupil whom an import refused; the number is read from the file, never shown."""
    school = own_school(request)
    batches = ImportBatch.objects.for_user(request.user, Permission.PUPIL_IMPORT)
    held = get_object_or_404(batches.filter(kind=StudentImporter.kind, school=school), pk=batch)
    entry = refused_entry(held, row, school)
    if entry is None or not entry.get("number"):
        raise Http404
    known = {"name_given": _named(entry)}
    form = TransferRequestForm(
        request.POST or None, initial=known, school=school, number=entry.get("number")
    )
    return _ask(request, form)


def _named(entry: Entry) -> str:
    return f"{entry.get('title')}{entry.get('first_name')} {entry.get('last_name')}".strip()


def _ask(request: Request, form: TransferRequestForm) -> HttpResponse:
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("students:transfer-request-detail", made)

    def save() -> TransferRequest:
        key = form.cleaned_data["key"]
        return once(request.user, key, lambda: services.ask(form.instance, by=request.user))[0]

    return form_page(
        request,
        form,
        save,
        template="students/form.html",
        heading="ขอย้ายเข้า",
        submit="ส่งคำขอ",
        back=str(TRANSFERS[1]),
        then=TransferRequest.get_absolute_url,
        crumbs=[HOME, TRANSFERS, ("ขอย้ายเข้า", "")],
        hint=HINT,
        done="ส่งคำขอแล้ว รอโรงเรียนเดิมตอบ",
    )


@require_safe
@require(P)
def request_detail(request: Request, pk: int) -> HttpResponse:
    """The school that has the pupil reads who is meant; the other one its own words alone."""
    rows = TransferRequest.objects.for_user(request.user, P)
    names = ("student", "to_school", "asked_by", "answered_by", "transfer")
    found = rows.select_related(*names).defer("transfer__summary")
    asked = get_object_or_404(found, pk=pk)
    schools = request.user.access.grant(P).schools
    owns, here = asked.student.school_id in schools, asked.student.status in Student.IN_SCHOOL
    asks = asked.to_school_id in schools
    if owns:
        where = {"school_id": asked.student.school_id, "pupil_id": asked.student_id}
        audit.record("transfer_request.view", asked, by=request.user, **where)
    else:
        audit.record("entry_request.view", asked, by=request.user, school_id=asked.to_school_id)
    if asks and asked.is_unread:
        services.note_seen(asked)
    context = {
        "asked": asked,
        "owns": owns,
        "asks": asks,
        "is_open": asked.state == TransferRequest.State.ASKED,
        "is_here": here,
        "crumbs": _crumbs(asked),
    }
    return render(request, "students/transfer_request_detail.html", context)


def _crumbs(asked: TransferRequest, *rest: tuple[str, str]) -> list[tuple[str, Any]]:
    here = (str(asked), asked.get_absolute_url() if rest else "")
    return [HOME, TRANSFERS, REQUESTS, here, *rest]


@require_http_methods(GET_POST)
@require(P)
def request_refuse(request: Request, pk: int) -> HttpResponse:
    asked = get_object_or_404(TransferRequest.objects.for_owner(request.user, P), pk=pk)
    form = NotSentForm(request.POST or None)

    def save() -> TransferRequest:
        return services.refuse(asked, reason=form.cleaned_data["reason"], by=request.user)

    return form_page(
        request,
        form,
        save,
        template="students/form.html",
        heading="ยังไม่ส่งเรื่องย้าย",
        submit="แจ้งว่ายังไม่ส่ง",
        back=asked.get_absolute_url(),
        crumbs=_crumbs(asked, ("ยังไม่ส่ง", "")),
        done="แจ้งเหตุผลแล้ว",
    )


@require_POST
@require(P)
def request_withdraw(request: Request, pk: int) -> HttpResponse:
    asked = get_object_or_404(TransferRequest.objects.for_asker(request.user, P), pk=pk)
    pressed(request, lambda: services.withdraw(asked, by=request.user), "ถอนคำขอแล้ว")
    return redirect(asked)


def request_address(batch: ImportBatch, row: int) -> str:
    """Where a refused row of an import asks for its pupil."""
    return reverse("students:transfer-request-row", args=[batch.pk, row])

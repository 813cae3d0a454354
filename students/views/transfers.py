"""Transfers between schools of the house, from both sides."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, form_page, pressed
from schoolcare.models import School
from schoolcare.requests import Request
from schoolcare.submissions import made_before, once
from schoolcare.text import sent_number
from schoolcare.thai import academic_year
from students import transfer_summary
from students.forms.transfers import AcceptForm, OfferForm, RefuseForm
from students.models import Student, Transfer, TransferRequest
from students.services import transfers as services
from students.views.pages import crumbs_of, pupil

P = Permission.STATUS_CHANGE
HOME = ("หน้าแรก", "/")
TRANSFERS = ("ย้ายระหว่างโรงเรียน", reverse_lazy("students:transfer-list"))
PAGE = 50


def own_school(request: Request) -> School:
    school = request.workplace.school
    if school is None or school.pk not in request.user.access.grant(P).schools:
        raise Http404
    return school


@require_safe
@require(P)
def transfer_list(request: Request) -> HttpResponse:
    """What came to the school and what went from it; those that wait first."""
    school = own_school(request)
    here = Q(from_school=school) | Q(to_school=school)
    rows = Transfer.objects.filter(here).defer("summary")
    rows = rows.select_related("student", "from_school", "to_school")
    asked = TransferRequest.objects.waiting().select_related("student", "to_school")
    waits = list(rows.filter(state=Transfer.State.OFFERED)[:PAGE])
    done = Paginator(rows.exclude(state=Transfer.State.OFFERED), PAGE)
    context = {
        "incoming": [one for one in waits if one.to_school_id == school.pk],
        "outgoing": [one for one in waits if one.from_school_id == school.pk],
        "asked_of_us": asked.filter(student__school=school)[:PAGE],
        "asked_by_us": asked.filter(to_school=school)[:PAGE],
        "page_obj": done.get_page(request.GET.get("page")),
        "school": school,
        "crumbs": [HOME, (TRANSFERS[0], "")],
    }
    return render(request, "students/transfer_list.html", context)


@require_http_methods(GET_POST)
@require(P)
def transfer_offer(request: Request, pk: int) -> HttpResponse:
    """First a look at what would be sent, then the press that sends it."""
    student = pupil(request, pk, P, Permission.SENSITIVE_VIEW)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("students:transfer-detail", made)
    form = OfferForm(
        request.POST or None,
        instance=Transfer(student=student, from_school=student.school),
        asked=_asked(request, student),
        student=student,
        today=request.workplace.today,
        may_send_health=Permission.SENSITIVE_VIEW in student.rights,
    )

    def make() -> Transfer:
        return services.offer(form.instance, by=request.user)

    page: dict[str, Any] = {
        "heading": "ย้ายไปโรงเรียนในระบบ",
        "crumbs": crumbs_of(student, ("ย้ายโรงเรียน", "")),
        "template": "students/transfer_offer.html",
        "hint": student.short_name,
        "back": reverse("students:status-detail", args=[student.pk]),
    }
    if request.method == "POST" and "send" not in request.POST and form.is_valid():
        return _look(request, form, student, page)
    return form_page(
        request,
        form,
        lambda: once(request.user, form.cleaned_data["key"], make)[0],
        then=Transfer.get_absolute_url,
        done="ส่งให้โรงเรียนปลายทางแล้ว รอคำตอบ",
        **page,
    )


def _asked(request: Request, student: Student) -> TransferRequest | None:
    """The request that the offer answers, where the person came from one."""
    key = sent_number(request.GET.get("request", ""))
    rows = student.transfer_requests.waiting().select_related("to_school")
    return rows.filter(pk=key).first() if key else None


def _look(request: Request, form: Any, student: Student, page: dict[str, Any]) -> HttpResponse:
    summary = transfer_summary.make(student, form.cleaned_data["parts"])
    context = page | {
        "form": form,
        "cancel_url": page["back"],
        "to_school": form.cleaned_data["to_school"],
        "sections": transfer_summary.sections(summary),
    }
    return render(request, page["template"], context)


def _transfer(request: Request, pk: int) -> Transfer:
    rows = Transfer.objects.for_user(request.user, P)
    names = ("student", "from_school", "to_school", "offered_by", "answered_by", "arrived")
    return get_object_or_404(rows.select_related(*names), pk=pk)


def _side(request: Request, transfer: Transfer) -> tuple[bool, bool]:
    """Whether the person stands on the sending, on the receiving side."""
    schools = request.user.access.grant(P).schools
    return transfer.from_school_id in schools, transfer.to_school_id in schools


def _crumbs(transfer: Transfer, *rest: tuple[str, str]) -> list[tuple[str, Any]]:
    return [HOME, TRANSFERS, (str(transfer), transfer.get_absolute_url() if rest else ""), *rest]


@require_safe
@require(P)
def transfer_detail(request: Request, pk: int) -> HttpResponse:
    """The summary as it was sent; each look stands in the log of the side that looked."""
    transfer = _transfer(request, pk)
    sends, gets = _side(request, transfer)
    school = transfer.from_school_id if sends else transfer.to_school_id
    about = transfer.student_id if sends else transfer.arrived_id or transfer.student_id
    by, where = request.user, {"school_id": school, "pupil_id": about}
    audit.record("transfer.view", transfer, by=by, **where)
    context = {
        "transfer": transfer,
        "sections": transfer_summary.sections(transfer_summary.load(transfer)),
        "sends": sends,
        "gets": gets,
        "is_open": transfer.state == Transfer.State.OFFERED,
        "crumbs": _crumbs(transfer),
    }
    return render(request, "students/transfer_detail.html", context)


def _received(request: Request, pk: int) -> Transfer:
    rows = Transfer.objects.for_receiver(request.user, P)
    return get_object_or_404(rows.select_related("student", "to_school", "from_school"), pk=pk)


@require_http_methods(GET_POST)
@require(P)
def transfer_accept(request: Request, pk: int) -> HttpResponse:
    transfer = _received(request, pk)
    year = academic_year(request.workplace.today)
    form = AcceptForm(request.POST or None, school=transfer.to_school, year=year)

    def save() -> Student:
        return services.accept(transfer, **_chosen(form), by=request.user)

    return form_page(
        request,
        form,
        save,
        template="students/form.html",
        heading="รับย้าย",
        submit="รับย้าย",
        back=transfer.get_absolute_url(),
        then=Student.get_absolute_url,
        crumbs=_crumbs(transfer, ("รับย้าย", "")),
        hint="เมื่อรับแล้ว นักเรียนอยู่ในทะเบียนของโรงเรียนเราทันที โรงเรียนเดิมเป็นย้ายสถานศึกษา",
        done="รับย้ายแล้ว",
    )


def _chosen(form: AcceptForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("code", "classroom")}


@require_http_methods(GET_POST)
@require(P)
def transfer_refuse(request: Request, pk: int) -> HttpResponse:
    transfer = _received(request, pk)
    form = RefuseForm(request.POST or None)

    def save() -> Transfer:
        reason = form.cleaned_data["reason"]
        return services.answer(transfer, Transfer.State.REFUSED, reason=reason, by=request.user)

    return form_page(
        request,
        form,
        save,
        template="students/form.html",
        heading="ไม่รับย้าย",
        submit="ไม่รับย้าย",
        back=transfer.get_absolute_url(),
        crumbs=_crumbs(transfer, ("ไม่รับ", "")),
        hint="โรงเรียนต้นทางเห็นเหตุผล สรุปที่ส่งมาจะถูกลบ",
        done="แจ้งว่าไม่รับแล้ว",
    )


@require_POST
@require(P)
def transfer_withdraw(request: Request, pk: int) -> HttpResponse:
    rows = Transfer.objects.for_sender(request.user, P)
    transfer = get_object_or_404(rows, pk=pk)
    state = Transfer.State.WITHDRAWN
    pressed(request, lambda: services.answer(transfer, state, by=request.user), "ถอนเรื่องย้ายแล้ว")
    return redirect(transfer)

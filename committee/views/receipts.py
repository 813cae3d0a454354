"""A school reads the office's circulars and says that it knows."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST, require_safe

from committee.forms.circulars import AcknowledgeForm
from committee.models import Circular, CircularFile, CircularReceipt
from committee.services import circulars
from committee.views.circulars import PAGE, attachment, choices
from schoolcare.access import Permission, require
from schoolcare.requests import Request

P = Permission.CIRCULAR_READ
LIST = ("หนังสือเวียน", reverse_lazy("committee:receipt-list"))
WHICH = [("", "ทั้งหมด"), ("waiting", "ยังไม่รับทราบ")]


def receipt_of(request: Request, pk: int) -> CircularReceipt:
    rows = CircularReceipt.objects.for_user(request.user, P)
    parts = ("school", "opened_by", "acknowledged_by", "circular__district", "circular__corrects")
    return get_object_or_404(rows.select_related(*parts), pk=pk)


@require_safe
@require(P)
def receipt_list(request: Request) -> HttpResponse:
    """What the office has sent to the school one works in; the newest first."""
    which, segments = choices(request, "which", WHICH)
    rows = CircularReceipt.objects.for_user(request.user, P)
    if request.workplace.school:
        rows = rows.filter(school=request.workplace.school)
    if which:
        rows = rows.waiting()
    rows = rows.select_related("circular__district", "school", "acknowledged_by")
    rows = rows.order_by("-circular_id", "school__name", "pk")
    context = {
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "segments": segments,
        "today": request.workplace.today,
        "crumbs": [("หน้าแรก", "/"), (LIST[0], "")],
    }
    return render(request, "committee/receipt_list.html", context)


@require_safe
@require(P)
def receipt_detail(request: Request, pk: int) -> HttpResponse:
    """The letter as the school reads it; the first opening is kept."""
    receipt = receipt_of(request, pk)
    circulars.open_receipt(receipt, by=request.user)
    return _page(request, receipt, AcknowledgeForm())


def _page(request: Request, receipt: CircularReceipt, form: AcknowledgeForm) -> HttpResponse:
    circular = receipt.circular
    newer = Q(circular__corrects=circular, circular__state=Circular.State.SENT)
    mine = receipt.school.circular_receipts.select_related("circular")
    related = mine.filter(newer | Q(circular=circular.corrects_id)).order_by("pk")
    context = {
        "receipt": receipt,
        "circular": circular,
        "files": circular.files.select_related("file"),
        "form": form,
        "old": next((one for one in related if one.circular_id == circular.corrects_id), None),
        "newer": next((one for one in related if one.circular.corrects_id == circular.pk), None),
        "crumbs": [("หน้าแรก", "/"), LIST, (str(circular), "")],
    }
    return render(request, "committee/receipt_detail.html", context)


@require_POST
@require(P)
def receipt_acknowledge(request: Request, pk: int) -> HttpResponse:
    receipt = receipt_of(request, pk)
    form = AcknowledgeForm(request.POST)
    if not form.is_valid():
        return _page(request, receipt, form)
    try:
        circulars.acknowledge(receipt, answer=form.cleaned_data["answer"], by=request.user)
        messages.success(request, "รับทราบแล้ว")
    except ValidationError as error:
        messages.error(request, error.message)
    return redirect("committee:receipt-detail", pk)


@require_safe
@require(P)
def receipt_file(request: Request, pk: int) -> HttpResponseBase:
    """One attachment, for the schools that the circular was sent to."""
    rows = CircularFile.objects.for_user(request.user, P).select_related("file").distinct()
    return attachment(get_object_or_404(rows, pk=pk))

"""The office's page of orders: what waits, drafts, issuing, cancelling, the signed copy."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.authority import authority_of
from committee.forms.orders import CopyForm, IssueForm, OrderForm, ReasonForm
from committee.models import Order, OrderKind, OrderLine
from committee.services import orders, selection
from committee.views.pages import form_page, office_crumbs, office_of
from schoolcare import files
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from schoolcare.text import sent_number

P = Permission.ORDER_MAKE
PAGE = 30
LIST = "committee:order-list"


def _crumbs(*more: tuple[str, Any]) -> list[tuple[str, Any]]:
    return office_crumbs(("คำสั่ง", reverse(LIST) if more else ""), *more)


def _order(request: Request, pk: int) -> Order:
    found = Order.objects.filter(district__in=request.user.access.grant(P).districts)
    return get_object_or_404(found.select_related("district", "made_by", "issued_by"), pk=pk)


def _line(request: Request, pk: int) -> OrderLine:
    found = OrderLine.objects.for_user(request.user, P)
    return get_object_or_404(found.select_related("board__school__district", "member"), pk=pk)


@require_safe
@require(P)
def order_list(request: Request) -> HttpResponse:
    """What waits for an order, by kind; drafts and orders below."""
    office = office_of(request, P)
    waiting: dict[str, list[OrderLine]] = defaultdict(list)
    rows = OrderLine.objects.for_user(request.user, P).waiting()
    rows = rows.filter(board__school__district=office).select_related(
        "board__school__network", "member__replaces", "asked_by"
    )
    for line in rows.order_by("board__school__name", "asked_at", "pk"):
        waiting[line.kind].append(line)
    made = Order.objects.filter(district=office).annotate(
        schools=Count("lines__board__school", distinct=True)
    )
    made = made.order_by("-made_at", "-pk")
    context = {
        "kinds": [(kind, waiting[kind]) for kind in OrderKind if waiting[kind]],
        "page_obj": Paginator(made, PAGE).get_page(request.GET.get("page")),
        "crumbs": _crumbs(),
    }
    return render(request, "committee/order_list.html", context)


@require_POST
@require(P)
def order_create(request: Request) -> HttpResponse:
    """A draft of what was ticked."""
    picked = [sent_number(one) for one in request.POST.getlist("lines")]
    try:
        order = orders.draft(office_of(request, P), picked, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(LIST)
    messages.success(request, "จัดทำร่างคำสั่งแล้ว ตรวจคุณสมบัติ พิมพ์เสนอลงนาม แล้วบันทึกเลขที่")
    return redirect(order)


@require_safe
@require(P)
def order_detail(request: Request, pk: int) -> HttpResponse:
    """One order: its schools and members, its papers, what may be done with it."""
    order = _order(request, pk)
    lines = list(orders.lines_of(order))
    context = {
        "order": order,
        "lines": lines,
        "authority": authority_of(lines[0].board) if lines else None,
        "is_draft": order.state == Order.State.DRAFT,
        "is_issued": order.state == Order.State.ISSUED,
        "crumbs": _crumbs((str(order), "")),
    }
    return render(request, "committee/order_detail.html", context)


@require_http_methods(GET_POST)
@require(P)
def order_update(request: Request, pk: int) -> HttpResponse:
    """What the draft rests on."""
    order = _order(request, pk)
    form = OrderForm(request.POST or None, instance=order)
    return _form(request, order, form, lambda: form.save_by(request.user), "แก้ไขร่างคำสั่ง")


@require_http_methods(GET_POST)
@require(P)
def order_issue(request: Request, pk: int) -> HttpResponse:
    """The order was signed: its number and days, and every board on it follows."""
    order = _order(request, pk)
    if order.state == Order.State.ISSUED:
        return redirect(order)
    today = request.workplace.today
    form = IssueForm(request.POST or None, order=order, today=today)
    hint = "กรอกตามคำสั่งที่ลงนามแล้ว เมื่อบันทึก ทะเบียนของทุกโรงเรียนในคำสั่งเปลี่ยนตามพร้อมกัน"
    words = {"submit": "บันทึกว่าออกคำสั่งแล้ว", "done": "บันทึกการออกคำสั่งแล้ว", "hint": hint}
    return _form(request, order, form, lambda: form.save_by(request.user), "ออกคำสั่งแล้ว", **words)


@require_http_methods(GET_POST)
@require(P)
def order_cancel(request: Request, pk: int) -> HttpResponse:
    """Cancel a draft or an order; the page says first what becomes of each school."""
    order = _order(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _, left = orders.cancel(order, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "ยกเลิกคำสั่งแล้ว")
        if left:
            names = ", ".join(dict.fromkeys(one.board.school.short_name for one in left))
            messages.warning(request, f"ทะเบียนของ {names} เปลี่ยนไปหลังคำสั่งนี้ จึงคงไว้ โปรดตรวจเอง")
        return redirect(order)
    context = {"order": order, "form": form, "lines": orders.lines_of(order)}
    crumbs = _crumbs((str(order), order.get_absolute_url()), ("ยกเลิก", ""))
    return render(request, "committee/order_cancel.html", context | {"crumbs": crumbs})


@require_http_methods(GET_POST)
@require(P)
def order_attach(request: Request, pk: int) -> HttpResponse:
    """Keep the signed copy."""
    order = _order(request, pk)
    form = CopyForm(request.POST or None, request.FILES or None, order=order)
    return _form(request, order, form, lambda: form.save_by(request.user), "แนบสำเนาที่ลงนามแล้ว")


@require_safe
@require(P)
def order_file(request: Request, pk: int) -> Any:
    """The signed copy."""
    order = _order(request, pk)
    if order.signed_copy is None:
        raise Http404
    return files.file_response(order.signed_copy)


@require_POST
@require(P)
def line_off(request: Request, pk: int) -> HttpResponse:
    """Take one matter off a draft."""
    line = _line(request, pk)
    order = line.order
    try:
        orders.take_off(line, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "นำออกจากร่างแล้ว กลับไปรอออกคำสั่ง")
    return redirect(order or LIST)


@require_http_methods(GET_POST)
@require(P)
def line_return(request: Request, pk: int) -> HttpResponse:
    """ส่งคืนแก้ไข with a reason."""
    line = _line(request, pk)
    form = ReasonForm(request.POST or None)

    def save() -> None:
        selection.send_back(line, reason=form.cleaned_data["reason"], by=request.user)

    words = f"ส่งคืนแก้ไข {line.board.school.short_name}"
    page: dict[str, Any] = {"heading": words, "back": reverse(LIST), "crumbs": _crumbs((words, ""))}
    page["hint"] = f"{line} · โรงเรียนเห็นเหตุผลนี้ในหน้าแรกและในทะเบียน"
    return form_page(request, form, save, submit="ส่งคืนแก้ไข", done="ส่งคืนแล้ว", **page)


def _form(
    request: Request, order: Order, form: Any, save: Any, heading: str, **words: str
) -> HttpResponse:
    page: dict[str, Any] = {"heading": heading, "back": order.get_absolute_url()}
    page["crumbs"] = _crumbs((str(order), order.get_absolute_url()), (heading, ""))
    return form_page(request, form, save, **page | words)

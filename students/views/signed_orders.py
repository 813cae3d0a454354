"""Scans of signed orders: attached, opened with a trail, taken out."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare import audit, files
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from students.forms.signed_orders import SignedOrderForm
from students.models import SignedOrder
from students.services import signed_orders
from students.views.pages import form_page
from students.views.structure_pages import ORDER, TEAMS, VIEW, crumbs, school_here

LIST = "students:team-list"


@require_http_methods(GET_POST)
@require(ORDER)
def signed_order_attach(request: Request) -> HttpResponse:
    school, year = school_here(request, ORDER), request.workplace.year
    form = SignedOrderForm(
        request.POST or None,
        request.FILES or None,
        instance=SignedOrder(school=school, year=year),
        initial={"kind": request.GET.get("kind")},
        user=request.user,
        permission=ORDER,
    )
    return form_page(
        request,
        form,
        lambda: form.save_by(request.user),
        heading="แนบคำสั่งที่ลงนามแล้ว",
        hint=f"ปีการศึกษา {year} บุคลากรของโรงเรียนเปิดดูได้ ทุกครั้งบันทึกไว้",
        done="แนบคำสั่งแล้ว",
        back=reverse(LIST),
        crumbs=crumbs(TEAMS, ("แนบคำสั่งที่ลงนามแล้ว", "")),
    )


@require_safe
@require(VIEW)
def signed_order_file(request: Request, pk: int) -> HttpResponseBase:
    rows = SignedOrder.objects.for_user(request.user, VIEW).select_related("file")
    order = get_object_or_404(rows, pk=pk)
    audit.record("signed_order.download", order, by=request.user, school_id=order.school_id)
    return files.file_response(order.file)


@require_POST
@require(ORDER)
def signed_order_remove(request: Request, pk: int) -> HttpResponse:
    order = get_object_or_404(SignedOrder.objects.for_user(request.user, ORDER), pk=pk)
    signed_orders.detach(order, by=request.user)
    messages.success(request, "นำไฟล์ออกแล้ว")
    return redirect(LIST)

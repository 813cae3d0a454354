"""The queue of visits that were handed in, and the two answers to each."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST

from homevisits.forms.review import ApproveForm, SendBackForm
from homevisits.models import HomeVisit
from homevisits.services import review
from homevisits.views.visits import show_visit
from schoolcare.access import Permission, require
from schoolcare.requests import Request
from schoolcare.views import ListView


class ReviewList(ListView):
    """What waits for review, the longest wait first."""

    queryset = HomeVisit.objects.waiting().with_pupil()
    permission = Permission.VISIT_REVIEW
    template_name = "homevisits/review_list.html"
    crumbs = [("เยี่ยมบ้าน", reverse_lazy("homevisits:visit-list")), ("รอตรวจ", "")]

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(student__school=self.request.workplace.school)


@require_POST
@require(Permission.VISIT_REVIEW)
def visit_approve(request: Request, pk: int) -> HttpResponse:
    """ครบถ้วน."""
    return _answer(request, pk, ApproveForm(request.POST), review.approve, "ทำเครื่องหมายครบถ้วนแล้ว")


@require_POST
@require(Permission.VISIT_REVIEW)
def visit_return(request: Request, pk: int) -> HttpResponse:
    """ส่งกลับแก้ไข."""
    return _answer(request, pk, SendBackForm(request.POST), review.send_back, "ส่งกลับแก้ไขแล้ว")


def _answer(
    request: Request, pk: int, form: ApproveForm, write: Callable[..., HomeVisit], done: str
) -> HttpResponse:
    found = HomeVisit.objects.for_user(request.user, Permission.VISIT_REVIEW).with_pupil()
    visit = get_object_or_404(found, pk=pk)
    if form.is_valid():
        try:
            write(visit, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, done)
            return redirect("homevisits:review-list")
    return show_visit(request, visit.pk, answer=form)

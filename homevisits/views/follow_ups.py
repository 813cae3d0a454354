"""Open follow-ups, and closing one with its result."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods

from homevisits.forms.follow_ups import FollowUpCloseForm, FollowUpForm
from homevisits.models import FollowUp, HomeVisit
from homevisits.querysets import NOT_ADVISED
from homevisits.services import follow_ups
from schoolcare.access import Permission, require
from schoolcare.requests import Request
from schoolcare.submissions import once
from schoolcare.views import ListView

VISITS = ("เยี่ยมบ้าน", reverse_lazy("homevisits:visit-list"))
FOLLOW_UPS = ("การติดตาม", reverse_lazy("homevisits:follow-up-list"))


class FollowUpList(ListView):
    """What is still open, the longest overdue first; `?show=unadvised` where no adviser is left."""

    queryset = FollowUp.objects.still_open().select_related("visit__student", "visit__classroom")
    permission = Permission.VISIT_VIEW
    template_name = "homevisits/follow_up_list.html"
    crumbs = [VISITS, ("การติดตาม", "")]

    def get_queryset(self) -> Any:
        place = self.request.workplace
        found = super().get_queryset().filter(visit__student__school=place.school)
        found = found.with_reach(
            self.request.user, within=self.permission, may_follow=Permission.VISIT_FOLLOW
        )
        if self.shows_unadvised:
            found = found.unadvised()
        return found.order_by(F("due_on").asc(), "pk")

    @property
    def shows_unadvised(self) -> bool:
        return self.request.GET.get("show") == NOT_ADVISED

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        only, here = self.shows_unadvised, self.request.path
        shown = [
            {"label": "ทั้งหมด", "url": here, "current": not only},
            {"label": "ไม่มีครูที่ปรึกษา", "url": f"{here}?show={NOT_ADVISED}", "current": only},
        ]
        heads = self.request.user.access.allows(Permission.VISIT_ROUND)
        own = {"today": self.request.workplace.today, "segments": shown if heads else []}
        return super().get_context_data(**kwargs) | own


@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.VISIT_FOLLOW)
def follow_up_create(request: Request, pk: int) -> HttpResponse:
    """Open a follow-up of a visit that was handed in."""
    found = HomeVisit.objects.for_user(request.user, Permission.VISIT_FOLLOW).with_pupil()
    visit = get_object_or_404(found, pk=pk)
    form = FollowUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            key = form.cleaned_data["key"]
            new = form.instance
            once(
                request.user,
                key,
                lambda: follow_ups.open_follow_up(visit, new, by=request.user),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "เพิ่มการติดตามแล้ว")
            return redirect("homevisits:visit-detail", pk)
    back = reverse("homevisits:visit-detail", args=[pk])
    crumbs = [("หน้าแรก", "/"), VISITS, (visit.student.short_name, back), ("เพิ่มการติดตาม", "")]
    context = {"visit": visit, "form": form, "back": back, "crumbs": crumbs}
    return render(request, "homevisits/follow_up_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.VISIT_FOLLOW)
def follow_up_close(request: Request, pk: int) -> HttpResponse:
    """Write what came of it."""
    found = FollowUp.objects.for_user(request.user, Permission.VISIT_FOLLOW)
    follow_up = get_object_or_404(found.select_related("visit__student"), pk=pk)
    form = FollowUpCloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            follow_ups.close_follow_up(follow_up, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "บันทึกผลการติดตามแล้ว")
            return redirect("homevisits:follow-up-list")
    crumbs = [("หน้าแรก", "/"), VISITS, FOLLOW_UPS, (follow_up.visit.student.short_name, "")]
    context = {"follow_up": follow_up, "form": form, "crumbs": crumbs}
    return render(request, "homevisits/follow_up_close.html", context)

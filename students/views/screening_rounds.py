"""Rounds of screening: list, open, change, close, open again."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST

from schoolcare.access import Permission, require
from schoolcare.requests import Request
from schoolcare.submissions import made_before
from schoolcare.views import CreateView, ListView, UpdateView
from students.forms.screening_rounds import RoundCreateForm, RoundForm
from students.models import ScreeningRound
from students.services import screening_rounds as services

SCREENING = ("คัดกรอง", reverse_lazy("students:screening-list"))
ROUNDS = ("รอบคัดกรอง", reverse_lazy("students:screening-round-list"))


class RoundList(ListView):
    """The rounds of the school, the newest first."""

    queryset = ScreeningRound.objects.select_related("term", "template")
    ordering = ("-opens_on", "-pk")
    permission = Permission.SCREENING_ROUND
    template_name = "students/screening_round_list.html"
    crumbs = [SCREENING, ("รอบคัดกรอง", "")]

    def get_queryset(self) -> Any:
        own = super().get_queryset().filter(school=self.request.workplace.school)
        return own.annotate(found=Count("screenings"))


class RoundCreate(CreateView):
    model = ScreeningRound
    form_class = RoundCreateForm
    permission = Permission.SCREENING_ROUND
    template_name = "students/screening_round_form.html"
    crumbs = [SCREENING, ROUNDS, ("เปิดรอบใหม่", "")]
    success_url = reverse_lazy("students:screening-round-list")

    def get_initial(self) -> dict[str, Any]:
        place = self.request.workplace
        if place.term is None or place.school is None:
            return {}
        usual = next(iter(services.forms_of(place.school)), None)
        return services.suggested(place.term, place.today) | {"template": usual}

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """A resend would be stopped by the very round it opened: go on to the list."""
        if made_before(request.user, request.POST.get("key")):
            return redirect(self.success_url)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: RoundCreateForm) -> HttpResponse:
        response = super().form_valid(form)
        if not form.errors:
            messages.success(self.request, f"เปิด{self.object}แล้ว")
        return response


class RoundUpdate(UpdateView):
    queryset = ScreeningRound.objects.select_related("term")
    form_class = RoundForm
    permission = Permission.SCREENING_ROUND
    template_name = "students/screening_round_form.html"
    success_url = reverse_lazy("students:screening-round-list")
    crumbs = [SCREENING, ROUNDS, ("แก้ไข", "")]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"school": self.object.school}

    def form_valid(self, form: RoundForm) -> HttpResponse:
        response = super().form_valid(form)
        if not form.errors:
            messages.success(self.request, f"บันทึก{self.object}แล้ว")
        return response


def _round(request: Request, pk: int) -> ScreeningRound:
    owned = ScreeningRound.objects.for_user(request.user, Permission.SCREENING_ROUND)
    return get_object_or_404(owned.select_related("term"), pk=pk)


@require_POST
@require(Permission.SCREENING_ROUND)
def round_close(request: Request, pk: int) -> HttpResponse:
    round_ = services.close_round(_round(request, pk), by=request.user)
    messages.success(request, f"ปิด{round_}แล้ว")
    return redirect("students:screening-round-list")


@require_POST
@require(Permission.SCREENING_ROUND)
def round_reopen(request: Request, pk: int) -> HttpResponse:
    round_ = services.reopen_round(_round(request, pk), by=request.user)
    messages.success(request, f"เปิด{round_}อีกครั้งแล้ว")
    return redirect("students:screening-round-list")

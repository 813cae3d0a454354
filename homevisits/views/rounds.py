"""Rounds: list, open, change, close, and who is chosen for one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST

from homevisits import reports
from homevisits.forms.rounds import ChosenPupilsForm, RoundCreateForm, RoundForm
from homevisits.models import VisitRound
from homevisits.services import rounds
from schoolcare.access import Permission, require
from schoolcare.models import Submission
from schoolcare.requests import Request
from schoolcare.views import CreateView, ListView, UpdateView
from students.models import Classroom

VISITS = ("เยี่ยมบ้าน", reverse_lazy("homevisits:visit-list"))
ROUNDS = ("รอบเยี่ยมบ้าน", reverse_lazy("homevisits:round-list"))


class RoundList(ListView):
    """The rounds of the school, the newest first."""

    queryset = VisitRound.objects.select_related("term", "created_by")
    permission = Permission.VISIT_ROUND
    template_name = "homevisits/round_list.html"
    crumbs = [VISITS, ("รอบเยี่ยมบ้าน", "")]

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(school=self.request.workplace.school)


class RoundCreate(CreateView):
    model = VisitRound
    form_class = RoundCreateForm
    permission = Permission.VISIT_ROUND
    template_name = "homevisits/round_form.html"
    crumbs = [VISITS, ROUNDS, ("เปิดรอบใหม่", "")]

    def get_initial(self) -> dict[str, Any]:
        term = self.request.workplace.term
        today = self.request.workplace.today
        number = rounds.suggested_number(term)
        return {"term": term, "number": number, "opens_on": today}

    def form_invalid(self, form: RoundCreateForm) -> HttpResponse:
        """A resend is stopped by the very round it opened: go on to it."""
        key = form.cleaned_data.get("key")
        if key and Submission.objects.filter(user=self.request.user, key=key).exists():
            return redirect("homevisits:round-list")
        return super().form_invalid(form)

    def get_success_url(self) -> str:
        messages.success(self.request, f"เปิด{self.object}แล้ว")
        if self.object.who == VisitRound.Who.CHOSEN:
            return reverse("homevisits:round-pupils", args=[self.object.pk])
        return reverse("homevisits:round-list")


class RoundUpdate(UpdateView):
    queryset = VisitRound.objects.select_related("term")
    form_class = RoundForm
    permission = Permission.VISIT_ROUND
    template_name = "homevisits/round_form.html"
    success_url = reverse_lazy("homevisits:round-list")
    crumbs = [VISITS, ROUNDS, ("แก้ไข", "")]

    def form_valid(self, form: RoundForm) -> HttpResponse:
        response = super().form_valid(form)
        if not form.errors:
            messages.success(self.request, f"บันทึก{self.object}แล้ว")
        return response


def _round(request: Request, pk: int) -> VisitRound:
    owned = VisitRound.objects.for_user(request.user, Permission.VISIT_ROUND)
    return get_object_or_404(owned.select_related("term"), pk=pk)


@require_POST
@require(Permission.VISIT_ROUND)
def round_close(request: Request, pk: int) -> HttpResponse:
    visit_round = rounds.close_round(_round(request, pk), by=request.user)
    messages.success(request, f"ปิด{visit_round}แล้ว")
    return redirect("homevisits:round-list")


@require_POST
@require(Permission.VISIT_ROUND)
def round_reopen(request: Request, pk: int) -> HttpResponse:
    visit_round = rounds.reopen_round(_round(request, pk), by=request.user)
    messages.success(request, f"เปิด{visit_round}อีกครั้งแล้ว")
    return redirect("homevisits:round-list")


@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.VISIT_ROUND)
def round_pupils(request: Request, pk: int) -> HttpResponse:
    """Choose pupils class by class."""
    chosen_ones = VisitRound.Who.CHOSEN
    visit_round = _round(request, pk)
    if visit_round.who != chosen_ones:
        return redirect("homevisits:round-list")
    classes = reports.classes_of(visit_round)
    asked = request.POST.get("classroom") or request.GET.get("classroom", "")
    by_pk = {str(one.pk): one for one in classes}
    if asked and asked not in by_pk:
        asked = ""
    classroom: Classroom | None = by_pk.get(asked) or next(iter(classes), None)
    form = None
    if classroom:
        form = ChosenPupilsForm(
            request.POST or None, user=request.user, visit_round=visit_round, classroom=classroom
        )
        if request.method == "POST" and form.is_valid():
            form.save()
            messages.success(request, f"บันทึกนักเรียนที่เลือกของ {classroom} แล้ว")
            return redirect(f"{reverse('homevisits:round-pupils', args=[pk])}?classroom={asked}")
    context = {"round": visit_round, "classes": classes, "classroom": classroom, "form": form}
    context["crumbs"] = [("หน้าแรก", "/"), VISITS, ROUNDS, ("เลือกนักเรียน", "")]
    return render(request, "homevisits/round_pupils.html", context)

"""Protection alerts: seen by few, each look logged; acknowledged, handed on, closed to a person."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST, require_safe

from homevisits.definition import definition_of
from homevisits.forms.alerts import AssignForm, ExcludeForm, HandleForm
from homevisits.models import ProtectionAlert
from homevisits.services import alerts
from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.requests import Request
from schoolcare.stale import SEEN
from schoolcare.views import ListView

HERE = ("แจ้งเหตุคุ้มครองเด็ก", reverse_lazy("homevisits:alert-list"))


class AlertList(ListView):
    """What the person may see, not yet dealt with first."""

    queryset = ProtectionAlert.objects.all()
    permission = Permission.ALERT_ASSIGNED
    template_name = "homevisits/alert_list.html"
    crumbs = [(HERE[0], "")]

    def get_queryset(self) -> Any:
        mine = ProtectionAlert.objects.visible_to(self.request.user)
        found = mine.filter(student__school=self.request.workplace.school)
        places = "visit__classroom", "classroom"
        return found.select_related("student", *places, "acknowledged_by").order_by(
            "acknowledged_at", "-raised_at", "-pk"
        )


def _alert(request: Request, pk: int, permission: Permission) -> ProtectionAlert:
    """An alert that the person sees, of a school where they hold `permission`."""
    mine = ProtectionAlert.objects.visible_to(request.user).for_user(request.user, permission)
    places = "visit__classroom", "classroom"
    found = mine.select_related("student", *places, "raised_by", "acknowledged_by")
    return get_object_or_404(found, pk=pk)


@require_safe
@require(Permission.ALERT_ASSIGNED)
def alert_detail(request: Request, pk: int) -> HttpResponse:
    return _show(request, _alert(request, pk, Permission.ALERT_ASSIGNED))


def _show(
    request: Request, alert: ProtectionAlert, refused: forms.Form | None = None
) -> HttpResponse:
    student = alert.student
    audit.record(
        "alert.view", alert, by=request.user, school_id=student.school_id, pupil_id=student.pk
    )
    context: dict[str, Any] = {"alert": alert, "kinds": _words(alert), "refused": refused}
    context["handle_form"] = refused if isinstance(refused, HandleForm) else HandleForm()
    if _may_assign(request, alert):
        context["assign_form"] = (
            refused if isinstance(refused, AssignForm) else AssignForm(alert=alert)
        )
        context["exclude_form"] = (
            refused if isinstance(refused, ExcludeForm) else ExcludeForm(alert=alert)
        )
    context["crumbs"] = [("หน้าแรก", "/"), HERE, (student.short_name, "")]
    return render(request, "homevisits/alert_detail.html", context)


def _may_assign(request: Request, alert: ProtectionAlert) -> bool:
    owned = ProtectionAlert.objects.for_user(request.user, Permission.ALERT_ASSIGN)
    return owned.filter(pk=alert.pk).exists()


def _words(alert: ProtectionAlert) -> list[str]:
    if alert.visit is None:
        return alert.kinds
    definition = definition_of(alert.visit.definition)
    pairs = (kind.rsplit(".", 1) for kind in alert.kinds)
    return [definition.label(item, option) for item, option in pairs]


@require_POST
@require(Permission.ALERT_ASSIGNED)
def alert_acknowledge(request: Request, pk: int) -> HttpResponse:
    alerts.acknowledge(_alert(request, pk, Permission.ALERT_ASSIGNED), by=request.user)
    messages.success(request, "รับทราบแล้ว")
    return redirect("homevisits:alert-detail", pk)


@require_POST
@require(Permission.ALERT_ASSIGNED)
def alert_handle(request: Request, pk: int) -> HttpResponse:
    """Write what was done."""
    return _save(
        request,
        _alert(request, pk, Permission.ALERT_ASSIGNED),
        HandleForm(request.POST),
        alerts.note_handling,
    )


@require_POST
@require(Permission.ALERT_ASSIGN)
def alert_assign(request: Request, pk: int) -> HttpResponse:
    """Hand it to counsellors."""
    alert = _alert(request, pk, Permission.ALERT_ASSIGN)
    return _save(request, alert, AssignForm(request.POST, alert=alert), alerts.assign)


@require_POST
@require(Permission.ALERT_ASSIGN)
def alert_exclude(request: Request, pk: int) -> HttpResponse:
    """Close it to people."""
    alert = _alert(request, pk, Permission.ALERT_ASSIGN)
    return _save(request, alert, ExcludeForm(request.POST, alert=alert), alerts.exclude)


def _save(
    request: Request, alert: ProtectionAlert, form: forms.Form, write: Callable[..., Any]
) -> HttpResponse:
    if form.is_valid():
        try:
            said = [value for name, value in form.cleaned_data.items() if name != SEEN]
            write(alert, *said, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "บันทึกแล้ว")
            gone = alert.excluded.filter(pk=request.user.pk).exists()
            return redirect(
                reverse("homevisits:alert-list")
                if gone
                else reverse("homevisits:alert-detail", args=[alert.pk])
            )
    return _show(request, alert, form)

"""Trainings of board members: kept by the office; hours by school for everybody concerned."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from committee.forms.trainings import (
    HoursForm,
    OutsiderForm,
    PeopleForm,
    SourceForm,
    TrainingForm,
)
from committee.models import Trainee, Training
from committee.services import trainings
from committee.views.pages import form_page, office_of
from schoolcare import audit_trail
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.models import District
from schoolcare.requests import Request
from schoolcare.submissions import made_before, once

P, EDIT, VIEW = Permission.BOARD_REVIEW, Permission.TRAINING_EDIT, Permission.BOARD_VIEW
LIST = ("การอบรม", reverse_lazy("committee:training-list"))
PAGE, PEOPLE, EVENTS = 30, 200, 10


def training_of(request: Request, pk: int, permission: Permission) -> Training:
    """The training, where `permission` is held for the office that keeps it."""
    offices = request.user.access.grant(permission).districts
    rows = Training.objects.filter(district__in=offices)
    return get_object_or_404(rows.select_related("district", "school", "made_by"), pk=pk)


def crumbs(*more: tuple[str, Any]) -> list[tuple[str, Any]]:
    return [("หน้าแรก", "/"), LIST, *more]


def people_of(request: Request, training: Training) -> Page:
    """A page of its people by school; a training of all boards has thousands."""
    rows = training.trainees.select_related("school").order_by("school__name", "name", "pk")
    return Paginator(rows, PEOPLE).get_page(request.GET.get("page"))


@require_safe
@require(P)
def training_list(request: Request) -> HttpResponse:
    """The trainings of the office; the newest first."""
    rows = Training.objects.filter(district=office_of(request, P)).with_counts()
    rows = rows.select_related("school", "district").order_by("-starts_on", "-pk")
    context = {
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "crumbs": [("หน้าแรก", "/"), (LIST[0], "")],
    }
    return render(request, "committee/training_list.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def training_create(request: Request) -> HttpResponse:
    office = office_of(request, EDIT)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("committee:training-detail", made)
    return _form(request, Training(district=office), office)


@require_http_methods(GET_POST)
@require(EDIT)
def training_update(request: Request, pk: int) -> HttpResponse:
    training = training_of(request, pk, EDIT)
    return _form(request, training, training.district)


def _form(request: Request, training: Training, office: District) -> HttpResponse:
    form = TrainingForm(request.POST or None, instance=training, office=office, by=request.user)
    back = training.get_absolute_url() if training.pk else str(LIST[1])
    words = f"แก้ไข {training}" if training.pk else "เพิ่มการอบรม"
    page = {"heading": words, "back": back, "crumbs": crumbs((words, ""))}
    page |= {"then": Training.get_absolute_url, "done": "บันทึกการอบรมแล้ว"}
    return form_page(request, form, form.save, **page)


@require_safe
@require(P)
def training_detail(request: Request, pk: int) -> HttpResponse:
    """What was taught, and who came for how many hours."""
    training = training_of(request, pk, P)
    counts = training.trainees.aggregate(
        people=Count("pk"),
        passed=Count("pk", Q(passed=True)),
        unmarked=Count("pk", Q(hours=None)),
    )
    context = {
        "training": training,
        "page_obj": people_of(request, training),
        **counts,
        "may_edit": training.district_id in request.user.access.grant(EDIT).districts,
        "history": audit_trail.history(training, EVENTS),
        "crumbs": crumbs((str(training), "")),
    }
    return render(request, "committee/training_detail.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def training_people(request: Request, pk: int) -> HttpResponse:
    """Choose a school or a network, then whom of its boards; the choice goes along."""
    training = training_of(request, pk, EDIT)
    source = SourceForm(request.POST or request.GET or None, office=training.district)
    is_chosen = source.is_bound and source.is_valid()
    form = None
    if is_chosen:
        offered = trainings.members_at(source.schools, training)
        first = {"source": source.cleaned_data["source"]}
        form = PeopleForm(request.POST or None, members=offered, initial=first)
        if request.method == "POST" and form.is_valid():
            chosen = form.cleaned_data["members"]
            count = trainings.add_members(training, chosen, by=request.user)
            messages.success(request, f"เพิ่มผู้เข้าอบรม {count} คน")
            return redirect(training)
    context = {
        "training": training,
        "source": source,
        "form": form,
        "is_empty": form is not None and not form.fields["members"].queryset,
        "crumbs": crumbs((str(training), training.get_absolute_url()), ("เพิ่มผู้เข้าอบรม", "")),
    }
    return render(request, "committee/training_people.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def training_outsider(request: Request, pk: int) -> HttpResponse:
    """Somebody who sits on no board."""
    training = training_of(request, pk, EDIT)
    here = training.get_absolute_url()
    if made_before(request.user, request.POST.get("key")):
        return redirect(here)
    form = OutsiderForm(request.POST or None, training=training)

    def save() -> None:
        key = form.cleaned_data["key"]
        once(request.user, key, lambda: trainings.add_outsider(form.instance, by=request.user))

    page = {
        "heading": "เพิ่มผู้เข้าอบรมที่ไม่ใช่กรรมการ",
        "back": here,
        "crumbs": crumbs((str(training), here), ("เพิ่มผู้เข้าอบรม", "")),
    }
    return form_page(request, form, save, done="เพิ่มผู้เข้าอบรมแล้ว", **page)


@require_http_methods(GET_POST)
@require(EDIT)
def training_hours(request: Request, pk: int) -> HttpResponse:
    """Mark everybody at once; who missed hours is put right before saving."""
    training = training_of(request, pk, EDIT)
    people = people_of(request, training)
    form = HoursForm(request.POST or None, training=training, trainees=people.object_list)
    form.is_bound = request.method == "POST"

    def save() -> None:
        trainings.mark(training, form.marks, by=request.user)

    here = training.get_absolute_url()
    page = {
        "template": "committee/training_hours.html",
        "heading": "ชั่วโมงเข้าอบรม",
        "back": here,
        "crumbs": crumbs((str(training), here), ("ชั่วโมง", "")),
        "training": training,
        "page_obj": people,
    }
    return form_page(request, form, save, done="บันทึกชั่วโมงแล้ว", **page)


@require_safe
@require(VIEW)
def trained_list(request: Request) -> HttpResponse:
    """Hours by school for an office, by person for the school that one works in."""
    rows, school = Trainee.objects.for_user(request.user, VIEW), request.workplace.school
    found = rows.filter(school=school).by_person() if school else rows.by_school()
    context = {
        "page_obj": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "school": school,
        "crumbs": [("หน้าแรก", "/"), ("ชั่วโมงอบรมของกรรมการ", "")],
    }
    return render(request, "committee/trained_list.html", context)

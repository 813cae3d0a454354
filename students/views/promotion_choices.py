"""Kinds of activities and awards: the shipped ones and the school's own, in use or put aside."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, pressed
from schoolcare.models import School
from schoolcare.requests import Request
from schoolcare.submissions import made_before, once
from students.forms.promotion_choices import ChoiceForm
from students.models import PromotionChoice
from students.services import promotion_choices as services
from students.views.behaviour_pages import HOME, school_here
from students.views.promotions import LIST, form_page

EDIT = Permission.CONDUCT_EDIT
CHOICES, TITLE = "students:promotion-choices", "ประเภทกิจกรรมและผล"


@require_safe
@require(EDIT)
def promotion_choices(request: Request) -> HttpResponse:
    school = school_here(request, EDIT)
    known = list(PromotionChoice.objects.known_to(school))
    used = services.used_by(school)
    context = {
        "tables": [
            (sort, [(one, used.get(one.pk, 0)) for one in known if one.sort == sort])
            for sort in PromotionChoice.Sort
        ],
        "crumbs": [HOME, LIST, (TITLE, "")],
    }
    return render(request, "students/promotion_choices.html", context)


@require_http_methods(GET_POST)
@require(EDIT)
def promotion_choice(request: Request) -> HttpResponse:
    """A kind or a result of the school's own."""
    school = school_here(request, EDIT)
    if made_before(request.user, request.POST.get("key")):
        return redirect(CHOICES)
    return _form(request, PromotionChoice(school=school), "เพิ่มประเภทหรือผล")


@require_http_methods(GET_POST)
@require(EDIT)
def promotion_choice_update(request: Request, pk: int) -> HttpResponse:
    """Another name, in or out of use; shipped ones are nobody's to change."""
    rows = PromotionChoice.objects.for_user(request.user, EDIT).select_related("school")
    choice = get_object_or_404(rows, pk=pk)
    return _form(request, choice, f"แก้ไข {choice}")


@require_POST
@require(EDIT)
def promotion_choice_switch(request: Request, pk: int) -> HttpResponse:
    """Out of use at this school, or in use again; a shipped one too."""
    school: School = school_here(request, EDIT)
    choice = get_object_or_404(PromotionChoice.objects.known_to(school), pk=pk)
    done = f"เลิกใช้ {choice} แล้ว" if choice.in_use else f"ใช้ {choice} อีกครั้งแล้ว"
    if pressed(request, lambda: services.switch(choice, school, by=request.user), ""):
        messages.success(request, done)
    return redirect(CHOICES)


def _form(request: Request, choice: PromotionChoice, heading: str) -> HttpResponse:
    who: dict[str, Any] = {"user": request.user, "permission": EDIT}
    form = ChoiceForm(request.POST or None, instance=choice, **who)

    def keep() -> PromotionChoice:
        return services.save_choice(form.instance, by=request.user)

    def save() -> PromotionChoice:
        if choice.pk:
            return keep()
        return once(request.user, form.cleaned_data["key"], keep)[0]

    where = [HOME, LIST, (TITLE, reverse(CHOICES)), (heading, "")]
    return form_page(request, form, save, heading=heading, back=reverse(CHOICES), crumbs=where)

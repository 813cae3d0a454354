"""People at a partner, and what was spoken with them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from community.forms.partners import ContactForm, PersonForm
from community.models import Contact, Partner, PartnerPerson
from community.services import partners
from community.views.partner_pages import (
    EDIT,
    PERSON,
    form_page,
    look,
    partner_crumbs,
    partner_of,
    row_of,
)
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from schoolcare.submissions import made_before

RELATED = ("partner__school__district",)


@require_http_methods(GET_POST)
@require(EDIT)
def person_create(request: Request, pk: int) -> HttpResponse:
    partner = partner_of(request, pk, EDIT, PERSON)
    if made_before(request.user, request.POST.get("key")):
        return redirect(partner)
    return _person_form(request, PartnerPerson(partner=partner), "เพิ่มบุคคล")


@require_http_methods(GET_POST)
@require(EDIT)
def person_update(request: Request, pk: int) -> HttpResponse:
    person = row_of(request, PartnerPerson, pk, EDIT, PERSON, related=RELATED)
    if request.method == "GET":
        look(request, person.partner)
    return _person_form(request, person, f"แก้ไข {person}")


def _person_form(request: Request, person: Any, words: str) -> HttpResponse:
    form = PersonForm(request.POST or None, instance=person)
    page = {
        "heading": words,
        "hint": str(person.partner),
        "back": person.get_absolute_url(),
        "crumbs": partner_crumbs(person.partner, (words, "")),
        "remove": ("community:person-remove", person.pk),
    }
    return form_page(request, form, lambda: form.save_by(request.user), **page)


@require_POST
@require(EDIT)
def person_remove(request: Request, pk: int) -> HttpResponse:
    """For who was written down by mistake; who has left is only unticked."""
    person = row_of(request, PartnerPerson, pk, EDIT, PERSON, related=RELATED)
    partners.remove_person(person, by=request.user)
    messages.success(request, "ลบแล้ว")
    return redirect(person.partner)


@require_http_methods(GET_POST)
@require(EDIT)
def contact_create(request: Request, pk: int) -> HttpResponse:
    """The short form: today, a visit, until something else is chosen."""
    partner: Partner = partner_of(request, pk, EDIT)
    if made_before(request.user, request.POST.get("key")):
        return redirect(partner)
    new = Contact(partner=partner, on=request.workplace.today, made_by=request.user)
    main = partner.people.filter(is_main=True, is_active=True).first()
    new.person = main
    return _contact_form(request, new, "บันทึกการติดต่อ")


@require_http_methods(GET_POST)
@require(EDIT)
def contact_update(request: Request, pk: int) -> HttpResponse:
    contact = row_of(request, Contact, pk, EDIT, related=RELATED)
    return _contact_form(request, contact, "แก้ไขการติดต่อ")


def _contact_form(request: Request, contact: Any, words: str) -> HttpResponse:
    form = ContactForm(request.POST or None, instance=contact, today=request.workplace.today)
    page = {
        "heading": words,
        "hint": str(contact.partner),
        "back": contact.get_absolute_url(),
        "crumbs": partner_crumbs(contact.partner, (words, "")),
        "done": "บันทึกการติดต่อแล้ว",
        "remove": ("community:contact-remove", contact.pk),
    }
    return form_page(request, form, lambda: form.save_by(request.user), **page)


@require_POST
@require(EDIT)
def contact_done(request: Request, pk: int) -> HttpResponse:
    """What was to be done next is done."""
    contact = row_of(request, Contact, pk, EDIT, related=RELATED)
    partners.finish(contact, by=request.user)
    messages.success(request, "ทำเครื่องหมายว่าทำแล้ว")
    return redirect(contact.partner)


@require_POST
@require(EDIT)
def contact_remove(request: Request, pk: int) -> HttpResponse:
    contact = row_of(request, Contact, pk, EDIT, related=RELATED)
    partners.remove_contact(contact, by=request.user)
    messages.success(request, "ลบแล้ว")
    return redirect(contact.partner)

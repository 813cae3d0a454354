"""What a school sets for SDQ and other tests: norms, licence, words, PHQ-A, kinds of tests."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare import files, form_pages
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.keeping import keep
from schoolcare.models import School
from schoolcare.requests import Request
from students.forms.sdq_settings import (
    ItemsForm,
    KindForm,
    LicenceForm,
    NormsForm,
    PhqWordsForm,
    SettingsForm,
)
from students.models import Informant, PhqForm, ScreenKind, SdqNormSet
from students.services import sdq
from students.services import sdq_settings as services
from students.views.sdq_pages import crumbs, informant_of

EDIT = Permission.SCREENING_FORM
HOME = "students:sdq-settings"


@require_http_methods(GET_POST)
@require(EDIT)
def sdq_settings(request: Request) -> HttpResponse:
    school = _school(request)
    row = sdq.settings_of(school)
    scope: dict[str, Any] = {"user": request.user, "permission": EDIT}
    form = SettingsForm(request.POST or None, instance=row, **scope)

    def save() -> Any:
        values = {name: form.cleaned_data[name] for name in form.Meta.fields}
        return services.save_settings(school, by=request.user, **values)

    more = {
        "settings": row,
        "norm_sets": SdqNormSet.objects.known_to(school),
        "informants": Informant.choices,
        "kinds": ScreenKind.objects.known_to(school),
        "phq_form": PhqForm.objects.of_school(school),
    }
    page = {"template": "students/sdq_settings.html", "heading": "ตั้งค่า SDQ และแบบประเมินอื่น"}
    page |= {"back": reverse(HOME)}
    here = crumbs(("ตั้งค่า", ""))
    return form_pages.form_page(request, form, save, crumbs=here, **page, **more)


@require_http_methods(GET_POST)
@require(EDIT)
def sdq_licence(request: Request) -> HttpResponse:
    school = _school(request)
    form = LicenceForm(request.POST or None, request.FILES or None)

    def save() -> Any:
        said = form.cleaned_data
        return services.confirm_licence(school, said["proof"], said["note"], by=request.user)

    hint = "ลิขสิทธิ์เป็นของ Youth in Mind ระบบไม่แจกถ้อยคำ โรงเรียนที่ได้รับอนุญาตเท่านั้นจึงใส่ข้อความได้"
    return _form(request, form, save, "สิทธิ์ใช้ถ้อยคำ SDQ", hint)


@require_POST
@require(EDIT)
def licence_withdraw(request: Request) -> HttpResponse:
    services.withdraw_licence(_school(request), by=request.user)
    messages.success(request, "เลิกแสดงถ้อยคำแล้ว")
    return redirect(HOME)


@require_safe
@require(EDIT)
def licence_file(request: Request) -> HttpResponseBase:
    proof = sdq.settings_of(_school(request)).licence_proof
    if proof is None:
        raise Http404
    return files.file_response(proof)


@require_http_methods(GET_POST)
@require(EDIT)
def sdq_items(request: Request, informant: str) -> HttpResponse:
    school, kind = _school(request), informant_of(informant)
    if not sdq.settings_of(school).may_show_items:
        messages.warning(request, services.NO_LICENCE)
        return redirect("students:sdq-licence")
    form = ItemsForm(request.POST or None, school=school, informant=kind)

    def save() -> Any:
        services.save_items(school, kind, form.words, by=request.user)

    hint = "คัดลอกจากฉบับที่ได้รับอนุญาต ห้ามแก้ถ้อยคำ"
    return _form(request, form, save, f"ถ้อยคำ SDQ ฉบับ{kind.label}", hint)


@require_http_methods(GET_POST)
@require(EDIT)
def sdq_norms(request: Request, pk: int) -> HttpResponse:
    """The bounds of a set; saved, they are the school's own next version."""
    school = _school(request)
    known = SdqNormSet.objects.known_to(school)
    found = get_object_or_404(known.prefetch_related("norms"), pk=pk)
    form = NormsForm(request.POST or None, norm_set=found)

    def save() -> Any:
        name = form.cleaned_data["name"]
        return services.save_norms(school, found.code, name, form.bands, by=request.user)

    page = {"template": "students/sdq_norms.html", "heading": str(found), "norm_set": found}
    page |= {"done": "บันทึกเป็นฉบับของโรงเรียนแล้ว เลือกใช้ได้ในหน้าตั้งค่า"}
    here = crumbs(("ตั้งค่า", reverse(HOME)), (str(found), ""))
    return form_pages.form_page(request, form, save, back=reverse(HOME), crumbs=here, **page)


@require_http_methods(GET_POST)
@require(EDIT)
def phq_words(request: Request) -> HttpResponse:
    school = _school(request)
    form = PhqWordsForm(request.POST or None, form=PhqForm.objects.of_school(school))

    def save() -> Any:
        return services.save_phq_form(school, form.cleaned_data, by=request.user)

    hint = "บันทึกเป็นฉบับใหม่ของโรงเรียน คำตอบเดิมยังอยู่กับฉบับเดิม"
    return _form(request, form, save, "แบบ PHQ-A ของโรงเรียน", hint)


@require_http_methods(GET_POST)
@require(EDIT)
def kind_create(request: Request) -> HttpResponse:
    return _kind_page(request, ScreenKind(school=_school(request)), "เพิ่มแบบประเมินอื่น")


@require_http_methods(GET_POST)
@require(EDIT)
def kind_update(request: Request, pk: int) -> HttpResponse:
    kind = get_object_or_404(ScreenKind, pk=pk, school=_school(request))
    return _kind_page(request, kind, "แก้ไขแบบประเมินอื่น")


def _kind_page(request: Request, kind: ScreenKind, heading: str) -> HttpResponse:
    form = KindForm(request.POST or None, instance=kind, user=request.user, permission=EDIT)

    def save() -> Any:
        return keep(form.instance, "screen_kind", school_id=kind.school_id or 0, by=request.user)

    return _form(request, form, save, heading, "")


def _form(request: Request, form: Any, save: Any, heading: str, hint: str) -> HttpResponse:
    here = crumbs(("ตั้งค่า", reverse(HOME)), (heading, ""))
    page = {"template": "students/form.html", "heading": heading, "back": reverse(HOME)}
    return form_pages.form_page(request, form, save, crumbs=here, **page, hint=hint)


def _school(request: Request) -> School:
    """The school worked in, where its tests are the person's to set."""
    school = request.workplace.office(EDIT)
    if not isinstance(school, School):
        raise Http404
    return school

"""A partner, learning source or expert among those of old, with the reason, and back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST

from community.forms.archiving import ArchiveForm
from community.models import Expert, LearningSource, Partner
from community.services import archiving
from community.views.partner_pages import EDIT, crumbs, form_page, row_of
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request

# What is said of each: the list it stands in, what the button does, what the page asks.
WORDS: dict[type, tuple[str, str, str]] = {
    Partner: ("partner", "ภาคี", "ไม่ได้ร่วมงานแล้ว"),
    LearningSource: ("source", "แหล่งเรียนรู้", "เลิกใช้แหล่งเรียนรู้"),
    Expert: ("expert", "ภูมิปัญญาท้องถิ่น", "ไม่ถ่ายทอดความรู้แล้ว"),
}


@require_http_methods(GET_POST)
@require(EDIT)
def partner_archive(request: Request, pk: int) -> HttpResponse:
    return _archive(request, row_of(request, Partner, pk, EDIT))


@require_POST
@require(EDIT)
def partner_restore(request: Request, pk: int) -> HttpResponse:
    return _restore(request, row_of(request, Partner, pk, EDIT))


@require_http_methods(GET_POST)
@require(EDIT)
def source_archive(request: Request, pk: int) -> HttpResponse:
    return _archive(request, row_of(request, LearningSource, pk, EDIT))


@require_POST
@require(EDIT)
def source_restore(request: Request, pk: int) -> HttpResponse:
    return _restore(request, row_of(request, LearningSource, pk, EDIT))


@require_http_methods(GET_POST)
@require(EDIT)
def expert_archive(request: Request, pk: int) -> HttpResponse:
    return _archive(request, row_of(request, Expert, pk, EDIT))


@require_POST
@require(EDIT)
def expert_restore(request: Request, pk: int) -> HttpResponse:
    return _restore(request, row_of(request, Expert, pk, EDIT))


def _archive(request: Request, row: Any) -> HttpResponse:
    noun, label, words = WORDS[type(row)]
    form, here = ArchiveForm(request.POST or None), row.get_absolute_url()
    page: dict[str, Any] = {
        "heading": f"{row}: {words}",
        "hint": "ประวัติยังอยู่ครบ เรียกกลับมาได้ทุกเมื่อ",
        "back": here,
        "crumbs": crumbs(
            (label, reverse_lazy(f"community:{noun}-list")), (str(row), here), (words, "")
        ),
        "done": f"{words} บันทึกเหตุผลแล้ว",
        "submit": words,
    }

    def save() -> Any:
        return archiving.archive(row, reason=form.cleaned_data["reason"], by=request.user)

    return form_page(request, form, save, **page)


def _restore(request: Request, row: Any) -> HttpResponse:
    archiving.restore(row, by=request.user)
    messages.success(request, "นำกลับมาแล้ว")
    return redirect(row)

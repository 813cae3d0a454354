"""Scans of signed bonds: attached, opened with a trail, taken out with a reason."""

from functools import partial

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from schoolcare import audit, files, form_pages
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from students.forms.penalties import ReasonForm
from students.forms.signed_bonds import SignedBondForm
from students.models import Penalty, SignedBond
from students.services import signed_bonds
from students.views.behaviour_pages import DECIDE, VIEW, crumbs
from students.views.penalties import PENALTIES

form_page = partial(form_pages.form_page, template="students/form.html")


@require_http_methods(GET_POST)
@require(DECIDE)
def signed_bond_attach(request: Request, pk: int) -> HttpResponse:
    rows = Penalty.objects.for_user(request.user, DECIDE).standing()
    bonds = rows.filter(kind=Penalty.Kind.BOND).select_related("student")
    penalty = get_object_or_404(bonds, pk=pk)
    form = SignedBondForm(request.POST or None, request.FILES or None)
    back = penalty.get_absolute_url()
    return form_page(
        request,
        form,
        lambda: form.save_to(penalty, by=request.user),
        heading="แนบทัณฑ์บนที่ลงชื่อแล้ว",
        hint=f"{penalty.student.short_name} · ทุกครั้งที่เปิดดูบันทึกไว้",
        submit="แนบสำเนา",
        done="แนบสำเนาแล้ว",
        back=back,
        crumbs=crumbs(PENALTIES, (str(penalty), back), ("แนบสำเนา", "")),
    )


@require_safe
@require(VIEW)
def signed_bond_file(request: Request, pk: int) -> HttpResponseBase:
    rows = SignedBond.objects.for_user(request.user, VIEW)
    scan = get_object_or_404(rows.select_related("file", "penalty__student"), pk=pk)
    about = {"school_id": scan.penalty.student.school_id, "pupil_id": scan.penalty.student_id}
    audit.record("signed_bond.download", scan, by=request.user, **about)
    return files.file_response(scan.file)


@require_http_methods(GET_POST)
@require(DECIDE)
def signed_bond_remove(request: Request, pk: int) -> HttpResponse:
    """Of a bond that was called off too: what was attached to the wrong pupil must go."""
    rows = SignedBond.objects.for_user(request.user, DECIDE)
    scan = get_object_or_404(rows.select_related("penalty__student"), pk=pk)
    penalty, form = scan.penalty, ReasonForm(request.POST or None)
    back = penalty.get_absolute_url()

    def save() -> None:
        signed_bonds.detach(scan, reason=form.cleaned_data["reason"], by=request.user)

    page = {"heading": "นำสำเนาออก", "submit": "นำออก", "cancel": "ไม่นำออก"}
    page |= {"hint": f"{penalty.student.short_name} · {scan} · ชื่อผู้นำออกและเหตุผลยังอยู่ในประวัติ"}
    page |= {"back": back, "done": "นำสำเนาออกแล้ว"}
    where = crumbs(PENALTIES, (str(penalty), back), ("นำสำเนาออก", ""))
    return form_page(request, form, save, crumbs=where, danger=True, **page)

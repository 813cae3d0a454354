"""Activities of pupils: the list, one of them, logging it, who took part, what each won."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare import audit_trail, files, form_pages
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, pressed
from schoolcare.requests import Request
from schoolcare.submissions import made_before
from schoolcare.text import sent_number
from students.forms.penalties import ReasonForm
from students.forms.promotions import (
    PickForm,
    PromotionFilter,
    PromotionForm,
    ResultsForm,
    WholeForm,
)
from students.models import Classroom, Promotion, PromotionFile, Student
from students.services import promotions
from students.views.behaviour_pages import HOME, school_here

VIEW, LOG, EDIT = Permission.PROMOTION_VIEW, Permission.PROMOTION_LOG, Permission.CONDUCT_EDIT
LIST = ("กิจกรรมนักเรียน", reverse_lazy("students:promotion-list"))
PAGE, SHOWN = 25, 100
form_page = partial(form_pages.form_page, template="students/form.html")


def crumbs_of(promotion: Promotion, *rest: tuple[str, Any]) -> list[tuple[str, Any]]:
    return [HOME, LIST, (promotion.title, promotion.get_absolute_url() if rest else ""), *rest]


def changeable(request: Request, pk: int) -> Any:
    """One's own, or where one leads the care work, else 404."""
    rows = Promotion.objects.changeable_by(request.user).select_related("school")
    return get_object_or_404(rows, pk=pk)


@require_safe
@require(VIEW)
def promotion_list(request: Request) -> HttpResponse:
    """Of the year worked in, the newest first."""
    school, place = school_here(request, VIEW), request.workplace
    form = PromotionFilter(request.GET or None)
    rows = Promotion.objects.for_user(request.user, VIEW).filter(school=school, year=place.year)
    rows = form.narrow(rows).select_related("kind").order_by("-starts_on", "-pk")
    context = {
        "school": school,
        "form": form,
        "page_obj": Paginator(rows.with_counts(), PAGE).get_page(request.GET.get("page")),
        "may_log": school.pk in request.user.access.grant(LOG).schools,
        "may_edit": school.pk in request.user.access.grant(EDIT).schools,
        "crumbs": [HOME, (LIST[0], "")],
    }
    return render(request, "students/promotion_list.html", context)


@require_safe
@require(VIEW)
def promotion_detail(request: Request, pk: int) -> HttpResponse:
    """Its facts and who took part, by class; the first of many."""
    rows = Promotion.objects.for_user(request.user, VIEW)
    promotion = get_object_or_404(rows.select_related("kind", "made_by").with_counts(), pk=pk)
    pupils = promotion.pupils.select_related("student", "classroom", "award")
    order = ("classroom__level", "classroom__room", "student__first_name", "pk")
    may_edit = Promotion.objects.changeable_by(request.user).filter(pk=pk).exists()
    context = {
        "promotion": promotion,
        "page_obj": Paginator(pupils.order_by(*order), SHOWN).get_page(request.GET.get("page")),
        "staff": promotion.staff.order_by("first_name", "last_name", "pk"),
        "files": promotion.files.select_related("file"),
        "may_edit": may_edit and not promotion.void_reason,
        "history": audit_trail.history(promotion, 10),
        "crumbs": crumbs_of(promotion),
    }
    return render(request, "students/promotion_detail.html", context)


@require_http_methods(GET_POST)
@require(LOG)
def promotion_create(request: Request) -> HttpResponse:
    school = school_here(request, LOG)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("students:promotion-pupils", made)
    new = Promotion(school=school)
    return _form(request, new, "บันทึกกิจกรรม", {"staff": [request.user.pk]})


@require_http_methods(GET_POST)
@require(LOG)
def promotion_update(request: Request, pk: int) -> HttpResponse:
    return _form(request, changeable(request, pk), "แก้ไขกิจกรรม", {})


def _form(
    request: Request, promotion: Promotion, heading: str, initial: dict[str, Any]
) -> HttpResponse:
    is_new = promotion.pk is None
    form = PromotionForm(
        request.POST or None,
        instance=promotion,
        initial=initial,
        user=request.user,
        permission=LOG,
        today=request.workplace.today,
    )
    back = str(LIST[1]) if is_new else promotion.get_absolute_url()
    where = [HOME, LIST, (heading, "")] if is_new else crumbs_of(promotion, ("แก้ไข", ""))

    def then(saved: Promotion) -> str:
        """A new one goes on to who took part."""
        return reverse("students:promotion-pupils", args=[saved.pk]) if is_new else back

    page = {"heading": heading, "back": back, "then": then, "done": "บันทึกกิจกรรมแล้ว"}
    return form_page(request, form, form.save, crumbs=where, **page)


@require_http_methods(GET_POST)
@require(LOG)
def promotion_pupils(request: Request, pk: int) -> HttpResponse:
    """Whole levels, classes and groups; or pupils of one class, by `?classroom=`."""
    promotion = changeable(request, pk)
    rooms = list(Classroom.objects.filter(school=promotion.school, year=promotion.year))
    asked = sent_number(request.GET.get("classroom", ""))
    room = next((one for one in rooms if one.pk == asked), None)
    url = reverse("students:promotion-pupils", args=[pk])
    form: Any
    sent = request.POST if request.method == "POST" else None
    if room:
        seated = Student.objects.filter(enrolments__classroom=room, enrolments__ends_on=None)
        among = seated.order_by("enrolments__roll_number", "first_name", "pk")
        form = PickForm(sent, promotion=promotion, among=among)
    else:
        form = WholeForm(sent, promotion=promotion)

    def save() -> object:
        if not room:
            return promotions.add_pupils(promotion, form.pupils(), by=request.user)
        chosen = form.cleaned_data["students"]
        return promotions.pick(promotion, among, chosen, by=request.user)

    return form_page(
        request,
        form,
        save,
        template="students/promotion_pupils.html",
        heading="นักเรียนที่ร่วม",
        back=promotion.get_absolute_url(),
        done="บันทึกนักเรียนที่ร่วมแล้ว",
        submit="บันทึก" if room else "เพิ่มทั้งหมดที่เลือก",
        crumbs=crumbs_of(promotion, ("นักเรียนที่ร่วม", "")),
        promotion=promotion,
        rooms=rooms,
        room=room,
        url=url,
    )


@require_http_methods(GET_POST)
@require(LOG)
def promotion_results(request: Request, pk: int) -> HttpResponse:
    """What each won, a class at a time."""
    promotion = changeable(request, pk)
    taking = promotion.pupils.values("classroom").distinct()
    rooms = list(Classroom.objects.filter(pk__in=taking))
    asked = sent_number(request.GET.get("classroom", ""))
    room = next((one for one in rooms if one.pk == asked), next(iter(rooms), None))
    rows = promotion.pupils.filter(classroom=room).select_related("student")
    rows = list(rows.order_by("student__first_name", "student__last_name", "pk"))
    form = ResultsForm(request.POST or None, promotion=promotion, rows=rows)

    def save() -> None:
        promotions.save_results(promotion, form.results(), by=request.user)

    return form_page(
        request,
        form,
        save,
        template="students/promotion_results.html",
        heading="ผลและรางวัล",
        back=promotion.get_absolute_url(),
        done="บันทึกผลแล้ว",
        crumbs=crumbs_of(promotion, ("ผลและรางวัล", "")),
        rooms=rooms,
        room=room,
    )


@require_http_methods(GET_POST)
@require(LOG)
def promotion_void(request: Request, pk: int) -> HttpResponse:
    promotion = changeable(request, pk)
    form = ReasonForm(request.POST or None)

    def save() -> Promotion:
        return promotions.void(promotion, reason=form.cleaned_data["reason"], by=request.user)

    page = {"heading": "ยกเลิกกิจกรรม", "submit": "ยกเลิกกิจกรรม", "cancel": "ไม่ยกเลิก"}
    page |= {"hint": promotion.title, "back": promotion.get_absolute_url(), "done": "ยกเลิกแล้ว"}
    where = crumbs_of(promotion, ("ยกเลิก", ""))
    return form_page(request, form, save, crumbs=where, danger=True, **page)


@require_POST
@require(LOG)
def promotion_attach(request: Request, pk: int) -> HttpResponse:
    """Photos and PDFs, several at once; what cannot be kept is refused alone."""
    promotion = changeable(request, pk)
    uploads = request.FILES.getlist("files")
    if not uploads:
        messages.error(request, "เลือกไฟล์ก่อนแล้วกดแนบ")
    for upload in uploads:
        pressed(request, partial(promotions.attach, promotion, upload, by=request.user), "แนบแล้ว")
    return redirect(promotion)


@require_safe
@require(VIEW)
def promotion_file(request: Request, pk: int) -> HttpResponseBase:
    rows = PromotionFile.objects.for_user(request.user, VIEW).select_related("file")
    small = files.SMALL if request.GET.get("size") == files.SMALL else None
    return files.file_response(get_object_or_404(rows, pk=pk).file, rendition=small)


@require_POST
@require(LOG)
def promotion_detach(request: Request, pk: int) -> HttpResponse:
    mine = Promotion.objects.changeable_by(request.user)
    rows = PromotionFile.objects.filter(promotion__in=mine).select_related("promotion")
    kept = get_object_or_404(rows, pk=pk)
    promotions.detach(kept, by=request.user)
    messages.success(request, "ลบไฟล์แล้ว")
    return redirect(kept.promotion)

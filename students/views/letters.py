"""Letters to guardians about points of conduct: what waits, what became of each."""

from django.core.paginator import Paginator
from django.db.models import F, FilteredRelation, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from schoolcare.access import require
from schoolcare.form_pages import GET_POST, form_page
from schoolcare.requests import Request
from students.forms.penalties import LetterForm
from students.models import BehaviourLetter
from students.views.behaviour_pages import DECIDE, NOTE, VIEW, crumbs, places, school_here
from students.views.behaviour_records import record_looking

PAGE = 25
LETTERS = ("แจ้งผู้ปกครอง", reverse_lazy("students:letter-list"))


@require_safe
@require(VIEW)
def letter_list(request: Request) -> HttpResponse:
    """Those that wait, the oldest first; with `?state=all` every one of the year."""
    school, place = school_here(request, VIEW), request.workplace
    is_all = request.GET.get("state") == "all"
    rows = BehaviourLetter.objects.for_user(request.user, VIEW).filter(student__school=school)
    rows = rows.filter(year=place.year).order_by("-pk") if is_all else rows.due().order_by("pk")
    now = Q(student__enrolments__year=place.year, student__enrolments__ends_on=None)
    rows = rows.annotate(
        seat=FilteredRelation("student__enrolments", condition=now),
        level=F("seat__classroom__level"),
        room=F("seat__classroom__room"),
        room_name=F("seat__classroom__room_name"),
    ).select_related("student", "settled_by")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    record_looking(request, school.pk, page)
    url = reverse("students:letter-list")
    context = {
        "page_obj": page,
        "places": places("students:letter-list", request),
        "states": [
            {"label": "รอแจ้ง", "url": url, "current": not is_all, "count": None},
            {"label": "ทั้งปี", "url": f"{url}?state=all", "current": is_all, "count": None},
        ],
        "crumbs": crumbs((LETTERS[0], "")),
    }
    return render(request, "students/letter_list.html", context)


@require_http_methods(GET_POST)
@require(NOTE)
def letter_settle(request: Request, pk: int) -> HttpResponse:
    """By whoever sees the pupil's behaviour: the adviser hands the letter over."""
    rows = BehaviourLetter.objects.for_user(request.user, VIEW).due()
    letter = get_object_or_404(rows.select_related("student"), pk=pk)
    decides = letter.student.school_id in request.user.access.grant(DECIDE).schools
    form = LetterForm(
        request.POST or None,
        letter=letter,
        may_drop=decides,
        today=request.workplace.today,
        by=request.user,
    )
    return form_page(
        request,
        form,
        form.save,
        template="students/form.html",
        heading="ผลการแจ้งผู้ปกครอง",
        hint=f"{letter.student.short_name} · {letter} · {letter.period_text}",
        back=str(LETTERS[1]),
        done="บันทึกแล้ว",
        crumbs=crumbs(LETTERS, ("ผลการแจ้ง", "")),
    )

"""Where pupils go after ป.6, ม.3, ม.6: the finishing classes of a year, one class as a grid."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, form_page
from schoolcare.models import School
from schoolcare.requests import Request
from students.forms.destinations import DestinationsForm
from students.models import Classroom
from students.services import destinations as services

VIEW, EDIT = Permission.PUPIL_VIEW, Permission.PUPIL_EDIT
HOME = ("หน้าแรก", "/")
LIST = ("การศึกษาต่อและประกอบอาชีพ", reverse_lazy("students:destination-list"))


@require_safe
@require(EDIT)
def destination_list(request: Request) -> HttpResponse:
    """The finishing classes of the year that I may note, with how many are noted."""
    place = request.workplace
    rooms = Classroom.objects.for_user(request.user, EDIT)
    rooms = rooms.filter(school=place.school, year=place.year, level__in=services.FINISHING)
    kept = Q(enrolments__ends_on=None)
    noted = Q(enrolments__student__destinations__year=place.year)
    rooms = rooms.annotate(
        pupils=Count("enrolments", kept, distinct=True),
        noted=Count("enrolments", kept & noted, distinct=True),
    )
    crumbs = [HOME, (LIST[0], "")]
    may_print = place.school is not None and _sees_all(request, place.school)
    context = {"rooms": rooms, "may_print": may_print, "crumbs": crumbs}
    return render(request, "students/destination_list.html", context)


def _sees_all(request: Request, school: School) -> bool:
    return school.pk in request.user.access.grant(VIEW).schools


@require_http_methods(GET_POST)
@require(EDIT)
def destination_class(request: Request, pk: int) -> HttpResponse:
    rooms = Classroom.objects.for_user(request.user, EDIT).filter(level__in=services.FINISHING)
    room = get_object_or_404(rooms, pk=pk)
    seats = room.enrolments.filter(ends_on=None).select_related("student")
    form = DestinationsForm(
        request.POST or None, room=room, seats=list(seats.order_by("roll_number", "pk"))
    )
    here = reverse("students:destination-list")
    if request.method == "GET" and not form.seats:
        messages.info(request, f"{room.label} ไม่มีนักเรียน")
        return redirect(here)
    return form_page(
        request,
        form,
        lambda: services.save_destinations(room, form.destinations, by=request.user),
        template="students/destination_class.html",
        heading=f"หลังจบ {room.label} ปี {room.year}",
        back=here,
        crumbs=[HOME, LIST, (room.label, "")],
    )

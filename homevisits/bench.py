"""The pages of home visits whose speed `manage.py bench` measures."""

from collections.abc import Iterable

from django.urls import reverse

from homevisits.definition import definition_of
from homevisits.models import EDITABLE, HomeVisit, VisitRound
from homevisits.services import visits
from schoolcare.access import Permission
from schoolcare.models import User
from schoolcare.registry import BenchPage
from students.models import Classroom, Enrolment


def measured_pages(user: User) -> Iterable[BenchPage]:
    """The list, the first step of a visit under way, coverage: as far as the person may."""
    if user.access.allows(Permission.VISIT_VIEW):
        yield BenchPage("visit list", reverse("homevisits:visit-list"))
    if user.access.allows(Permission.VISIT_WRITE) and (visit := _begun(user)):
        step = definition_of(visit.definition).steps_for(visit.round.form)[1]
        url = reverse("homevisits:visit-step", args=[visit.pk, step.code])
        yield BenchPage("visit step", url)
    if user.access.allows(Permission.VISIT_COUNT):
        yield BenchPage("coverage report", reverse("homevisits:coverage"))


def _begun(user: User) -> HomeVisit | None:
    """A visit of the person's class in the newest round, begun for the measure."""
    classes = Classroom.objects.for_user(user, Permission.VISIT_WRITE)
    newest = VisitRound.objects.filter(school__classrooms__in=classes, closed_at=None).first()
    if newest is None:
        return None
    seats = Enrolment.objects.filter(classroom__in=classes.filter(year=newest.term.year))
    closed = newest.visits.exclude(status__in=EDITABLE).values("student")  # open no step any more
    seats = seats.exclude(student__in=closed)
    seat = seats.filter(ends_on=None).select_related("student").order_by("pk").first()
    return visits.start_visit(newest, seat.student, by=user) if seat else None

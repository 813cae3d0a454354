"""Where the year's care binder is made: of a class, or of the whole school."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schoolcare.access import Permission, require
from schoolcare.documents import catalogue
from schoolcare.requests import Request
from students.binder import papers_of
from students.models import Classroom

SLUG = "care-binder"


@require_safe
@require(Permission.BINDER_MAKE)
def binder(request: Request) -> HttpResponse:
    """The classes whose binder the person may make, and what such a binder holds."""
    place, grant = request.workplace, request.user.access.grant(Permission.BINDER_MAKE)
    rooms = Classroom.objects.for_user(request.user, Permission.BINDER_MAKE).with_counts()
    rooms = rooms.filter(school=place.school, year=place.year, pupils__gt=0)
    has_school = place.school is not None and place.school.pk in grant.schools
    sections: dict[str, list[str]] = {}
    for paper in papers_of(whole_school=has_school):
        title = paper.title or catalogue[paper.slug].title
        sections.setdefault(paper.section, []).append(title)
    context = {
        "slug": SLUG,
        "rooms": list(rooms),
        "school": place.school if has_school else None,
        "sections": list(sections.items()),
        "crumbs": [("หน้าแรก", "/"), ("แฟ้มงานระบบดูแล", "")],
    }
    return render(request, "students/binder.html", context)

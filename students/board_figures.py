"""How far the adviser's own classes are, for the home page."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from schoolcare.access import Permission
from schoolcare.registry import Figure
from students.duties import PART, STATE, TODO, board_duties, with_duties
from students.models import Enrolment


def own_classes(request: Any) -> Iterable[Figure]:
    """Pupils of the adviser's classes for whom every duty is done; one query."""
    place, grant = request.workplace, request.user.access.grant(Permission.DUTY_VIEW)
    duties = board_duties()
    if place.school is None or place.school.pk not in grant.advised or not duties:
        return
    mine: Any = Enrolment.objects.for_user(request.user, Permission.DUTY_VIEW)
    advised = {"classroom__advisers__user": request.user, "classroom__school": place.school}
    seats = mine.filter(year=place.year, **advised).on_roster()
    seats = with_duties(seats, duties, year=place.year, semester=place.semester)
    is_open = reduce(or_, (Q(**{f"{STATE}{one.key}__in": [TODO, PART]}) for one in duties))
    found = seats.aggregate(total=Count("pk"), open=Count("pk", filter=is_open))
    if found["total"]:
        done = found["total"] - found["open"]
        yield Figure("ครบทุกงานบนกระดานห้อง", done, reverse("students:board"), found["total"])

"""What the page of a class leads to in the care work, as far as the person may."""

from typing import Any

from django.db.models import Exists, IntegerField, OuterRef, Subquery, Sum

from schoolcare.access import Permission
from schoolcare.counting import Counted
from schoolcare.models import Term
from schoolcare.requests import Request
from students.attendance import Share
from students.models import Absence, ClassDay, Classroom


def care_of(request: Request, room: Classroom) -> dict[str, Any]:
    """Attendance today and in the term, in one query; nothing for who may not see it."""
    if not request.user.access.allows(Permission.ATTENDANCE_VIEW):
        return {}
    rows: Any = Classroom.objects.for_user(request.user, Permission.ATTENDANCE_VIEW)
    today = request.workplace.today
    terms = Term.objects.filter(school=OuterRef("school"), year=OuterRef("year"))
    terms = terms.filter(starts_on__lte=today).order_by("-starts_on")
    rows = rows.annotate(since=Subquery(terms.values("starts_on")[:1]))
    days = ClassDay.objects.filter(classroom=OuterRef("pk"))
    since = days.filter(on__gte=OuterRef("since")).order_by()
    sums = since.values("classroom").annotate(all=Sum("pupils")).values("all")
    away: Any = Absence.objects.filter(
        day__classroom=OuterRef("pk"), day__on__gte=OuterRef("since")
    )
    away = away.filter(kind__in=Absence.AWAY).order_by().values("pk")
    rows = rows.with_reach(request.user, may_meet=Permission.HOMEROOM_VIEW)
    rows = rows.annotate(
        is_checked=Exists(days.filter(on=today)),
        sat=Subquery(sums, output_field=IntegerField()),
        away=Counted(away),
    )
    found = rows.filter(pk=room.pk).first()
    if found is None:
        return {}
    share = Share(days=found.sat or 0, absent=found.away)
    told = {"is_checked": found.is_checked, "percent": share.percent}
    return told | {"may_meet": found.may_meet}

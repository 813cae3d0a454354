"""The column of the class board that tells who was visited in the year."""

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from homevisits.models import HomeVisit, Status, VisitRound
from schoolcare.access import Permission
from schoolcare.registry import Duty, duties

# Begun, sent back for more, or told why nobody was visited.
NOT_DONE = Q(status__in=[Status.DRAFT, Status.RETURNED]) | Q(mode=HomeVisit.Mode.NONE)


def of_year(year: int, semester: int) -> QuerySet[HomeVisit]:
    """Visits of every round of the year: a home is visited once a year, in whichever term."""
    return HomeVisit.objects.filter(round__term__year=year)


def last_day(year: int, semester: int) -> Subquery:
    """When the newest round of the pupil's school ends."""
    rounds = VisitRound.objects.filter(
        school=OuterRef("classroom__school"), term__year=year, who=VisitRound.Who.ALL
    )
    return Subquery(rounds.order_by(F("closes_on").desc()).values("closes_on")[:1])


duties.append(
    Duty(
        "visit",
        "เยี่ยมบ้าน",
        20,
        Permission.VISIT_VIEW,
        of_year,
        "homevisits:visit-pupil",
        part=NOT_DONE,
        due=last_day,
        school="round__school",
    )
)

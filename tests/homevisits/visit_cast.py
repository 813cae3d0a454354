"""Plain factories of rounds, visits, ticks, follow-ups and alerts."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from homevisits.definition import CURRENT
from homevisits.models import FollowUp, HomeVisit, ProtectionAlert, Status, VisitRound, VisitTick
from schoolcare.models import Term
from tests.factories import make_term, make_user

_numbers = count(1)


def make_round(school, **fields) -> VisitRound:
    """A running round in the school's newest term."""
    today = timezone.localdate()
    term = Term.objects.filter(school=school).first() or make_term(school)
    return VisitRound.objects.create(
        **{"school": school, "term": term, "number": next(_numbers)}
        | {"opens_on": today - timedelta(days=10), "closes_on": today + timedelta(days=9)}
        | {"created_by": fields.pop("created_by", None) or make_user()}
        | fields
    )


def make_visit(visit_round, student, author, status=Status.SUBMITTED, **fields) -> HomeVisit:
    """A visit of the pupil in their open class, handed in unless said otherwise."""
    enrolment = student.enrolments.get(ends_on=None)
    handed_in = {"submitted_at": timezone.now()} if status != Status.DRAFT else {}
    return HomeVisit.objects.create(
        **{"round": visit_round, "student": student, "classroom": enrolment.classroom}
        | {"author": author, "status": status, "definition": CURRENT.version}
        | {"visited_on": date(2026, 11, 14)}
        | handed_in
        | fields
    )


def tick_danger(visit, item="safety", option="abused") -> VisitTick:
    return VisitTick.objects.create(visit=visit, item=item, option=option, is_danger=True)


def make_alert(visit, **fields) -> ProtectionAlert:
    return ProtectionAlert.objects.create(
        **{"visit": visit, "student": visit.student, "raised_by": visit.author}
        | {"kinds": ["safety.abused"]}
        | fields
    )


def make_follow_up(visit, **fields) -> FollowUp:
    return FollowUp.objects.create(
        **{"visit": visit, "due_on": date(2026, 11, 16), "what": "เรื่องที่ตกลงไว้"} | fields
    )

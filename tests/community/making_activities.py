"""Activities for tests, and what their forms send."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from community.models import (
    Activity,
    ActivityGuests,
    ActivityPhoto,
    Course,
    GuestGroup,
    Partner,
    Trip,
    TripPupil,
)
from schoolcare import files
from schoolcare.models import School, User
from students.models import PublicationConsent, Student
from tests.committee.offices import key
from tests.factories import make_user
from tests.homevisits import making

DAY = date(2026, 11, 20)
TODAY = "2026-11-21T10:00:00+07:00"


def make_activity(school: School, by: User, **fields: Any) -> Activity:
    """An event of yesterday whose result nobody has told yet."""
    facts = {"title": "ลอยกระทง", "starts_on": DAY, "ends_on": DAY, "year": 2569, "made_by": by}
    facts["place"] = "วัดห้วยน้ำริน"
    return Activity.objects.create(school=school, **facts | fields)


def make_shared(school: School, by: User, **fields: Any) -> Activity:
    """A lesson that its school shares."""
    told = {"state": "held", "result": "ชุมชนร่วมมาก", "advice": "นัดวัดก่อนสองสัปดาห์"}
    told |= {"shared_at": timezone.now(), "shared_by": by}
    return make_activity(school, by, **told | fields)


def make_trip(activity: Activity, **fields: Any) -> Trip:
    """A plan that lacks nothing but its pupils."""
    Activity.objects.filter(pk=activity.pk).update(kind="trip")
    activity.kind = Activity.Kind.TRIP
    facts = {"approver": "ผู้อำนวยการสถานศึกษา", "purpose": "ศึกษาแหล่งเรียนรู้", "vehicle": "รถบัส 1 คัน"}
    facts |= {"leader": activity.made_by, "is_internal": True}
    return Trip.objects.create(activity=activity, **facts | fields)


def make_traveller(trip: Trip, student: Student, **fields: Any) -> TripPupil:
    seat = student.enrolments.get()
    facts = {"classroom": seat.classroom, "label": seat.classroom.label}
    return trip.pupils.create(student=student, **facts | fields)


def make_asked(activity: Activity, student: Student, by: User) -> Trip:
    """It waits for the director."""
    trip = make_trip(activity, state="asked", asked_by=by, asked_at=timezone.now())
    make_traveller(trip, student)
    return trip


def make_course(activity: Activity, **fields: Any) -> Course:
    Activity.objects.filter(pk=activity.pk).update(kind="training")
    return Course.objects.create(activity=activity, **{"hours": Decimal(6)} | fields)


def make_photo(activity: Activity, by: User, *, pupils: Any = (), **fields: Any) -> ActivityPhoto:
    stored = files.store_image(making.picture(), school=activity.school, by=by)
    photo = activity.photos.create(file=stored, added_by=by, **fields)
    photo.pupils.set(pupils)
    return photo


def make_consent(student: Student, decision: str, on: date = DAY) -> PublicationConsent:
    by = make_user()
    facts = {"given_by": "มารดา", "text_version": "1", "recorded_by": by}
    return PublicationConsent.objects.create(student=student, decision=decision, on=on, **facts)


def make_guests(activity: Activity, people: int = 40, group: str = "ผู้ปกครอง") -> ActivityGuests:
    found = GuestGroup.objects.get(name=group)
    return activity.guests.create(group=found, people=people)


def make_partner(school: School, **fields: Any) -> Partner:
    return Partner.objects.create(school=school, **{"kind": "temple", "name": "วัดห้วยน้ำริน"} | fields)


def typed(**fields: Any) -> dict[str, Any]:
    """What a phone sends for a new activity, the rest left empty."""
    facts = {"key": key(), "kind": "event", "title": "แห่เทียนพรรษา", "starts_on": "20/11/2569"}
    return facts | {"host": "community"} | fields

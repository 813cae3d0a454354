"""A class meeting as its page and paper show it: a row a pupil with who may sign and who did."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from students.models import ClassMeeting, Enrolment, Guardianship, MeetingPupil
from students.services.attendance import seats_on


@dataclass
class SignInRow:
    seat: Enrolment
    guardians: list[Guardianship]  # who may be contacted, the main one first
    row: MeetingPupil | None

    @property
    def is_present(self) -> bool:
        return self.row is not None and self.row.presence == MeetingPupil.Presence.PRESENT

    @property
    def is_followed(self) -> bool:
        return self.row is not None and self.row.followed_on is not None


@dataclass
class SignIn:
    rows: list[SignInRow]

    @property
    def present(self) -> int:
        return sum(one.is_present for one in self.rows)

    @property
    def missing(self) -> int:
        """Nobody came and nobody was spoken to since."""
        return sum(not one.is_present and not one.is_followed for one in self.rows)

    @property
    def followed(self) -> int:
        return sum(one.is_followed and not one.is_present for one in self.rows)

    @property
    def percent(self) -> float | None:
        return round(100 * self.present / len(self.rows), 1) if self.rows else None


def sign_in(meeting: ClassMeeting) -> SignIn:
    """The pupils of the class on the meeting's day; three queries."""
    seats = seats_on(meeting.classroom, meeting.held_on).prefetch_related(_guardians())
    rows = {one.student_id: one for one in meeting.pupils.all()}
    return SignIn(
        [SignInRow(seat, _contactable(seat), rows.get(seat.student_id)) for seat in seats]
    )


def _guardians() -> Prefetch:
    return Prefetch(
        "student__guardianships", Guardianship.objects.select_related("guardian").order_by()
    )


def _contactable(seat: Any) -> list[Guardianship]:
    found = [one for one in seat.student.guardianships.all() if one.may_be_contacted]
    return sorted(found, key=lambda one: (-one.is_primary, one.pk))


def election_people(meeting: ClassMeeting) -> list[tuple[Guardianship, str]]:
    """Every guardian of the class once, those who came first, with the name of the pupil."""
    people: dict[int, tuple[bool, Guardianship, str]] = {}
    for one in sign_in(meeting).rows:
        for guardianship in one.guardians:
            key = guardianship.guardian_id
            came = one.row is not None and one.is_present and one.row.guardian_id == key
            name = f"{guardianship.guardian.full_name} ({one.seat.student.short_name})"
            label = f"✓ {name}" if came else name
            if key not in people or (came and not people[key][0]):
                people[key] = (came, guardianship, label)
    ordered = sorted(people.values(), key=lambda each: not each[0])
    return [(guardianship, label) for _came, guardianship, label in ordered]


def usual_end(meeting: ClassMeeting) -> date:
    """The end of the school year of the class: 15 May."""
    return date(meeting.classroom.year - 542, 5, 15)

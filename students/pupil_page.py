"""What a pupil's page shows: all that hangs on the pupil, asked in one query."""

from typing import Any

from schoolcare import registry
from schoolcare.access import Permission
from schoolcare.asked_together import Asked, Rows, facts
from schoolcare.fields import decrypted
from schoolcare.models import User
from schoolcare.pupil_events import Asking, Part, events_of, rows_of
from schoolcare.requests import Request
from students.attendance import asked_share, share_told
from students.chronology import of_consents, of_enrolments, seats_of
from students.models import Enrolment, Guardian, Guardianship, Identifier

WHO = ("title", "first_name", "last_name", "phone")
TIES = ("relation", "is_primary", "lives_with", "has_legal_power", "may_be_contacted")


def _asks_family(pupil: Any, kept_out: User | None) -> Asked:
    guardian = {one: f"guardian__{one}" for one in WHO}
    return Guardianship.objects.filter(student=pupil), facts(*TIES, **guardian)


def _asks_number(pupil: Any, kept_out: User | None) -> Asked:
    return Identifier.objects.filter(student=pupil, is_current=True), facts("value")


of_family = Part(_asks_family)
of_number = Part(_asks_number, Permission.SENSITIVE_VIEW)
of_share = Part(asked_share, Permission.ATTENDANCE_VIEW)


def rights() -> set[Permission]:
    """What must be asked about a pupil to show the page."""
    asking: list[Asking] = [of_family, of_number, of_share, *registry.chronology]
    return {one.right for one in asking}


def shown(request: Request, student: Any) -> dict[str, Any]:
    """Seats, family, consent, events and, as far as `student.rights` reach, number and attendance.

    One query.
    """
    term = request.workplace.term
    parts: list[Asking] = [of_family, of_number, *registry.chronology]
    if term:
        parts.append(of_share)
    days = {"first": term.starts_on, "last": term.ends_on} if term else {}
    rows = rows_of(parts, request, student, **days)
    events = events_of(registry.chronology, request, student, rows)
    seats = seats_of(rows[of_enrolments])
    return {
        "seats": seats,
        "seat": _seat(seats, request.workplace.year),
        "family": _family(rows[of_family]),
        "consent": max(rows[of_consents], key=lambda row: (row["on"], row["pk"]), default=None),
        "events": sorted(events, key=lambda event: str(event.on), reverse=True),
        "sensitive": _number(rows[of_number]) if of_number in rows else None,
        "came": _came(term, rows[of_share]) if of_share in rows else None,
    }


def _seat(seats: list[Enrolment], year: int) -> Enrolment | None:
    """The seat of the year worked in; without one the newest that is open, then the newest."""
    ranked = sorted(seats, key=lambda one: (one.year != year, one.ends_on is not None))
    return ranked[0] if ranked else None


def _family(rows: Rows) -> list[Guardianship]:
    """The main one first."""
    ties = [
        Guardianship(
            pk=row["pk"],
            guardian=Guardian(**{one: row[one] for one in WHO}),
            **{one: row[one] for one in TIES},
        )
        for row in rows
    ]
    return sorted(ties, key=lambda one: (-one.is_primary, one.pk))


def _number(rows: Rows) -> dict[str, Any]:
    """One at most."""
    current = next((Identifier(value=decrypted(row["value"])) for row in rows), None)
    return {"identifier": current}


def _came(term: Any, rows: Rows) -> dict[str, Any]:
    """How much of the term worked in the pupil was there."""
    share, asked = share_told(rows[0])
    return {"term": term, "share": share, "conditions": asked.of(share)}

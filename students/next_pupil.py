"""From pupil to pupil of a class: whoever comes from the class board goes on to the next open one.

The board leads to a duty's page with `?board=<class>&duty=<key>`. Such a page shows
`{% board_next pupil %}` (templatetags/board.py), keeps the query in the address of its form
(`action=""`), and after saving redirects to `onward(request, pupil) or …`.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from schoolcare.access import Permission
from schoolcare.registry import Duty
from schoolcare.requests import Request
from schoolcare.templatetags.ui import address
from schoolcare.text import sent_number
from students.duties import PART, STATE, TODO, duty_named, with_duties
from students.models import Enrolment

BOARD, DUTY, PUPIL = "board", "duty", "pupil"  # in addresses


@dataclass(frozen=True)
class Walk:
    """A duty of a class that somebody does pupil by pupil."""

    classroom: int
    duty: Duty

    def address_of(self, pupil: int) -> str:
        """The duty's page of one pupil, on the same walk."""
        return f"{address(pupil, self.duty.url_name)}?{self.query()}"

    def query(self, **more: Any) -> str:
        return urlencode({BOARD: self.classroom, DUTY: self.duty.key} | more)

    @property
    def board_url(self) -> str:
        return reverse("students:board-class", args=[self.classroom])


def walk_of(request: Request) -> Walk | None:
    """The walk that the address of this page tells of, where the person may do the duty at all."""
    classroom, duty = sent_number(request.GET.get(BOARD, "")), duty_named(request.GET.get(DUTY, ""))
    if not classroom or duty is None or not request.user.access.allows(duty.permission):
        return None
    return Walk(classroom, duty)


def open_seats(request: Request, walk: Walk, pupil: int) -> list[Any]:
    """Seats of the class whose duty is not done, those after `pupil` first; one query."""
    place = request.workplace
    semester = place.term.semester if place.term else 1
    seats: Any = Enrolment.objects.for_user(request.user, Permission.DUTY_VIEW)
    seats = seats.filter(classroom=walk.classroom).on_roster().in_roll_order()
    seats = seats.select_related("student")
    rows = list(with_duties(seats, [walk.duty], year=place.year, semester=semester))
    at = next((at for at, seat in enumerate(rows) if seat.student_id == pupil), -1)
    turned = [*rows[at + 1 :], *rows[: max(at, 0)]]
    return [seat for seat in turned if getattr(seat, STATE + walk.duty.key) in {TODO, PART}]


def onward(request: Request, pupil: int) -> str:
    """Where saving leads on a walk: the next pupil, after the last one the board; "" on none."""
    walk = walk_of(request)
    if walk is None:
        return ""
    seats = open_seats(request, walk, pupil)
    return walk.address_of(seats[0].student_id) if seats else walk.board_url


def kept(request: Request, back: Any) -> Any:
    """For forms of a pupil's record: on a walk back to what is still missing, else `back`."""
    walk, pupil = walk_of(request), sent_number(request.GET.get(PUPIL, ""))
    return walk.address_of(pupil) if walk and pupil else back

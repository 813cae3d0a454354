"""What other apps are told of a school's board: the meetings it held, who chairs it."""

from datetime import date

from django.urls import reverse

from committee.models import Board, Meeting, Member, Seat
from schoolcare.models import School
from schoolcare.registry import BoardMeeting, BoardRecords

MOST = 12  # meetings told: three years of a board that meets every term and once more


def meetings_held(school: School, day: date) -> list[BoardMeeting]:
    """Of the school's board until `day`, the latest first; what was cancelled was not held."""
    held = Meeting.objects.filter(school=school, kind=Meeting.Kind.BOARD, held_on__lte=day)
    rows = held.filter(state=Meeting.State.HELD).order_by("-held_on", "-starts_at", "-pk")
    title = "การประชุมคณะกรรมการสถานศึกษา ครั้งที่ {}"
    return [BoardMeeting(one.pk, title.format(one.numbered), one.held_on) for one in rows[:MOST]]


def chair_of(school: School, day: date) -> str:
    """Who chairs the school's board on `day`; "" where no board sits or the seat is empty."""
    boards = Board.objects.filter(school=school).covering(day)
    chairs = Member.objects.filter(board__in=boards, seat=Seat.CHAIR).seated(day)
    found = chairs.order_by("-board__starts_on", "-pk").first()
    return found.full_name if found else ""


def address_of(key: int) -> str:
    return reverse("committee:meeting-detail", args=[key])


records = BoardRecords(meetings_held, chair_of, address_of)

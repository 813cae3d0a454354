"""What concerns one person with an account: their meetings, what they are to do.

A member sees the meetings of their own time on a board and those they were invited to as a guest;
who left sees the old ones and gets no new ones. All within the schools where board.own is held, and
what the offices above these schools invited to.
"""

from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from committee.models import Attendance, Meeting, Member, Resolution
from schoolcare.access import Permission
from schoolcare.models import School, User


def _places(user: User) -> Q:
    """Rows of the schools where the person sits on a board, and of the offices above them."""
    schools = user.access.grant(Permission.BOARD_OWN).schools
    above = School.objects.filter(pk__in=schools).values("district")
    return Q(school__in=schools) | Q(district__in=above)


def _seated(day: OuterRef) -> Q:
    """What Member.seated asks, of a day that is a column of the row outside."""
    begun = Q(starts_on=None) | Q(starts_on__lte=day)
    return begun & (Q(left_on=None) | Q(left_on__gt=day))


def own_attendances(user: User) -> QuerySet[Attendance]:
    """The person's own lines of attendance lists: as a member in their time, or as a guest."""
    day = OuterRef("meeting__held_on")
    seat = Member.objects.filter(_seated(day), pk=OuterRef("member"), user=user)
    return Attendance.objects.filter(Q(member=None, user=user) | Exists(seat))


def own_meetings(user: User) -> QuerySet[Meeting]:
    """The person's meetings, newest first; each with `mine`, their own lines of its list."""
    seats = Member.objects.filter(_seated(OuterRef("held_on")), board=OuterRef("board"), user=user)
    invited = own_attendances(user).filter(meeting=OuterRef("pk"))
    found = Meeting.objects.filter(_places(user)).filter(Exists(seats) | Exists(invited))
    mine = Prefetch("attendances", queryset=own_attendances(user), to_attr="mine")
    return found.select_related("school__district", "district", "board").prefetch_related(mine)


def upcoming(user: User, day: date) -> QuerySet[Meeting]:
    """From `day` on, the next one first; cancelled ones stay, so that nobody sets out for them."""
    return own_meetings(user).filter(held_on__gte=day).order_by("held_on", "starts_at", "pk")


def own_resolutions(user: User) -> QuerySet[Resolution]:
    """What a meeting of theirs gave the person to do and is not done, the nearest day first.

    The minutes name an owner in words: those of the person's own line in the list of that meeting.
    """
    meetings = own_meetings(user).order_by().values("pk")
    named = own_attendances(user).filter(
        meeting=OuterRef("item__meeting"), name=OuterRef("owner_name")
    )
    rows = Resolution.objects.open().filter(Q(owner=user) | Exists(named))
    rows = rows.filter(item__meeting__in=meetings)
    return rows.select_related("item__meeting").order_by(F("due_on").asc(nulls_last=True), "pk")

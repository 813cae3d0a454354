"""The seat of the secretary follows the school's director: nobody is selected for it.

While the school has a director among its staff, that person sits there; when another takes the
office the old one leaves for that reason on the day the new one begins (admin.md §1.2, §1.5). Pages
and papers name the director of the day at once; the history is written every night, and before the
school gives its yearly word. A board that is over keeps whom it had.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from committee.directors import director_on, is_same, posts_of
from committee.models import Board, Member, Seat
from committee.services.boards import reopen
from schoolcare import audit
from schoolcare.models import Membership, User


def follow_offices() -> int:
    """Daily: every board in its term whose secretary is not who directs the school; how many."""
    today = timezone.localdate()
    boards = list(Board.objects.covering(today).order_by("pk"))
    posts = posts_of({one.school_id for one in boards}, today)
    written: dict[int, list[Member]] = {}
    for member in _written(boards, today):
        written.setdefault(member.board_id, []).append(member)
    return sum(
        follow_office(one, today=today, by=None)
        for one in boards
        if not _is_settled(posts[one.school_id], written.get(one.pk, []), today)
    )


@transaction.atomic
def follow_office(board: Board, *, today: date, by: User | None) -> bool:
    """Write down who has the office now, and who left it; whether anything changed.

    `by` None: the night. Nobody is put out whom no director of the staff follows, except a
    director whose own post here has ended.
    """
    board = Board.objects.select_for_update().get(pk=board.pk)
    begun = board.state == Board.State.APPOINTED and board.has_begun(today)
    if not begun or board.is_over(today):
        return False
    posts = posts_of([board.school_id], today)[board.school_id]
    written = list(_written([board], today))
    director = director_on(posts, today)
    if _is_settled(posts, written, today):
        return False
    if director is None:
        gone = [_let_go(one, posts, by=by) for one in written]
        return any(gone)
    own = [one for one in written if is_same(one, director.user)]
    others = [one for one in written if one not in own[:1]]
    start = _first_day(board, director, others, today)
    for member in others:
        _leave(member, start, by=by)
    if own:
        _tie(own[0], director.user, by=by)
    else:
        _seat(board, director.user, start, by=by)
    if others or not own:
        reopen(board, by=by)
    return True


def _written(boards: Iterable[Board], today: date) -> Iterable[Member]:
    rows = Member.objects.filter(board__in=[one.pk for one in boards], seat=Seat.SECRETARY)
    return rows.seated(today).order_by("pk")


def _is_settled(posts: list[Membership], written: list[Member], today: date) -> bool:
    director = director_on(posts, today)
    if director is None:
        return not any(_ended(one, posts) for one in written)
    is_named = director.user.first_name != ""
    return not is_named or [one.user_id for one in written] == [director.user_id]


def _ended(member: Member, posts: list[Membership]) -> date | None:
    """The last day on which the member directed the school, of who is tied to the staff."""
    own = [one.ends_on for one in posts if one.user_id == member.user_id]
    return max((day for day in own if day), default=None)


def _let_go(member: Member, posts: list[Membership], *, by: User | None) -> bool:
    last_day = _ended(member, posts)
    if last_day is None:
        return False
    _leave(member, max(last_day + timedelta(days=1), member.starts_on or date.min), by=by)
    reopen(member.board, by=by)
    return True


def _first_day(board: Board, director: Membership, others: list[Member], today: date) -> date:
    """When the director took the seat: not before the board, nor before whom they follow."""
    begins = [board.starts_on, *(one.starts_on for one in others)]
    return max([director.starts_on or today, *(day for day in begins if day)])


def _leave(member: Member, day: date, *, by: User | None) -> None:
    member.left_on, member.left_reason = day, Member.Reason.OFFICE
    member.version += 1
    member.save(update_fields=["left_on", "left_reason", "version"])
    fields = {"left_on": [None, day], "left_reason": ["", member.left_reason]}
    where = {"school_id": member.board.school_id}
    audit.record("member.update", member, by=by, fields=fields, **where)


def _tie(member: Member, user: User, *, by: User | None) -> None:
    """The same person, written down by name: now known as the one of the staff."""
    if member.user_id == user.pk:
        return
    member.user = user
    member.version += 1
    member.save(update_fields=["user", "version"])
    where = {"school_id": member.board.school_id}
    audit.record("member.update", member, by=by, fields={"user": [None, user.pk]}, **where)


def _seat(board: Board, user: User, day: date, *, by: User | None) -> None:
    """By office: without a term of their own, and chosen by nobody."""
    member = Member.objects.create(
        board=board,
        seat=Seat.SECRETARY,
        title=user.title,
        first_name=user.first_name,
        last_name=user.last_name,
        phone=user.phone[:30],
        user=user,
        starts_on=day,
    )
    audit.record("member.create", member, by=by, school_id=board.school_id, seat=member.seat)

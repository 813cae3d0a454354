"""Who directs a school on a day: the seat of the secretary follows that office (admin.md §1.2)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from committee.models import Board, Member
from schoolcare.access import Role
from schoolcare.models import Membership, User


def posts_of(schools: Iterable[int], day: date) -> dict[int, list[Any]]:
    """Everybody who directs or has directed these schools, whom to name first; one query.

    A holder comes before who acts or stands in; of two at once, who began last. Each with `newest`,
    the end of the school's newest board that has begun by `day`.
    """
    begun = Board.objects.begun(day).filter(school=OuterRef("school")).order_by("-ends_on")
    rows = Membership.objects.filter(
        school__in=list(schools), role=Role.DIRECTOR, user__is_active=True
    )
    rows = rows.annotate(newest=Subquery(begun.values("ends_on")[:1])).select_related("user")
    found: dict[int, list[Any]] = defaultdict(list)
    for one in sorted(rows.order_by(), key=_rank, reverse=True):
        found[one.school_id or 0].append(one)  # 0 never: a director's post is at a school
    return found


def directors_of(boards: Iterable[Board], day: date) -> dict[int, Membership | None]:
    """Who has the seat of the office on each board, by board id; one query.

    That is the director of `day`, also of a board that is over and stays until the next; of a
    board that others have followed, that of its last day.
    """
    found = list(boards)
    posts = posts_of({one.school_id for one in found}, day)
    made = {}
    for board in found:
        own = posts[board.school_id]
        newest = own[0].newest if own else None
        last_day = board.ends_on or day
        is_followed = board.is_over(day) and newest and last_day < newest
        made[board.pk] = director_on(own, last_day if is_followed else day)
    return made


def director_on(posts: Iterable[Membership], day: date) -> Membership | None:
    """Of the posts of one school, in their order, the one that counts on `day`."""
    return next((one for one in posts if one.is_in_force(day)), None)


def is_same(member: Member, user: User) -> bool:
    """Whether a member of a board is this member of staff: by the tie, else by the name."""
    if member.user_id:
        return member.user_id == user.pk
    return (member.first_name, member.last_name) == (user.first_name, user.last_name)


def _rank(post: Membership) -> tuple[bool, date, int]:
    return not post.acting, post.starts_on or date.min, post.pk

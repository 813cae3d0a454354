"""Who directs a school on a day: the seat of the secretary follows that office (admin.md §1.2)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Max

from committee.models import Board, Member
from schoolcare.access import Role
from schoolcare.models import Membership, User


def posts_of(schools: Iterable[int]) -> dict[int, list[Membership]]:
    """Everybody who directs or has directed these schools, whom to name first; one query.

    A holder comes before who acts or stands in; of two at once, who began last.
    """
    found: dict[int, list[Membership]] = defaultdict(list)
    rows = Membership.objects.filter(
        school__in=list(schools), role=Role.DIRECTOR, user__is_active=True
    )
    for one in sorted(rows.select_related("user").order_by(), key=_rank, reverse=True):
        found[one.school_id or 0].append(one)  # 0 never: a director's post is at a school
    return found


def directors_of(boards: Iterable[Board], day: date) -> dict[int, Membership | None]:
    """Who has the seat of the office on each board, by board id; two queries.

    That is the director of `day`, also of a board that is over and stays until the next; of a
    board that others have followed, that of its last day.
    """
    found = list(boards)
    posts = posts_of({one.school_id for one in found})
    newest = _last_days({one.school_id for one in found if one.is_over(day)}, day)
    made = {}
    for board in found:
        last_day = newest.get(board.school_id)
        is_followed = bool(board.ends_on and last_day and board.ends_on < last_day)
        at = board.ends_on if board.ends_on and is_followed else day
        made[board.pk] = director_on(posts[board.school_id], at)
    return made


def director_on(posts: Iterable[Membership], day: date) -> Membership | None:
    """Of the posts of one school, in their order, the one that counts on `day`."""
    return next((one for one in posts if one.is_in_force(day)), None)


def is_same(member: Member, user: User) -> bool:
    """Whether a member of a board is this member of staff: by the tie, else by the name."""
    if member.user_id:
        return member.user_id == user.pk
    return (member.first_name, member.last_name) == (user.first_name, user.last_name)


def _last_days(schools: Iterable[int], day: date) -> dict[int, date]:
    """The end of the newest board that has begun by `day`, by school."""
    begun = Board.objects.begun(day).filter(school__in=schools)
    ends = begun.order_by().values("school").annotate(end=Max("ends_on"))
    return dict(ends.values_list("school", "end"))


def _rank(post: Membership) -> tuple[bool, date, int]:
    return not post.acting, post.starts_on or date.min, post.pk

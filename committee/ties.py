"""Members whose ground for sitting is gone: no child enrolled any more, no post at the school.

Only who is tied to the registry of pupils or to the staff can be told of (admin.md §1.3).
"""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from committee.models import Board, Check, Member, Seat, Severity
from schoolcare.access import Role
from schoolcare.models import Membership
from students.models import Guardianship, Student

RULE = "board__rule_set__checks__"


def lapsed(members: QuerySet[Member], day: date) -> QuerySet[Member]:
    """Those of `members` who lost the ground they sit on, where their rule set looks at it."""
    child = Guardianship.objects.filter(
        guardian=OuterRef("guardian"),
        student__school=OuterRef("board__school"),
        student__status__in=Student.IN_SCHOOL,
    )
    post = Membership.objects.on(day).filter(
        user=OuterRef("user"), user__is_active=True, school=OuterRef("board__school")
    )
    post = post.exclude(role=Role.BOARD_MEMBER)
    parent = Q(seat=Seat.PARENT, guardian__isnull=False) & ~Exists(child)
    teacher = Q(seat=Seat.TEACHER, user__isnull=False) & ~Exists(post)
    return members.filter(
        Q(parent, **{f"{RULE}check_code": Check.PARENT_CHILD})
        | Q(teacher, **{f"{RULE}check_code": Check.TEACHER_POST}),
        **{f"{RULE}severity__in": (Severity.BLOCK, Severity.WARN)},
    )


def count_of_board(day: date) -> Coalesce:
    """For a queryset of boards: how many of those who sit on `day` have lost their ground."""
    here = lapsed(Member.objects.seated(day).filter(board=OuterRef("pk")), day)
    counted = here.order_by().values("board").annotate(people=Count("pk")).values("people")
    return Coalesce(Subquery(counted), 0)


def count_here(board: Board, day: date) -> int:
    """The same for one board at hand; one query."""
    return lapsed(Member.objects.seated(day).filter(board=board), day).count()

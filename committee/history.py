"""What was done to a board and its members, from the log."""

from django.db.models import CharField, Q
from django.db.models.functions import Cast

from committee.models import Board, Member
from schoolcare import audit_trail
from schoolcare.models import AuditEvent

LOOKS = ("member.view", "member.reveal", "document.print", "document.export")


def of_board(board: Board, limit: int, *, with_details: bool) -> list[audit_trail.Line]:
    """The newest changes of a board and its members; who looked and printed is not among them."""
    members = board.members.order_by().annotate(key=Cast("pk", CharField())).values("key")
    own = Q(target_model=Board._meta.label, target_id=str(board.pk))
    theirs = Q(target_model=Member._meta.label, target_id__in=members)
    rows = AuditEvent.objects.filter(own | theirs, school_id=board.school_id)
    rows = rows.exclude(action__in=LOOKS).order_by("-pk")[:limit]
    return [audit_trail.line(event, with_details=with_details) for event in rows]

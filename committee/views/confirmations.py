"""What a school confirmed, or the office certified, beside today's registry; for both of them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from committee.comparison import facts_of, places_of
from committee.models import Confirmation
from committee.services.boards import hash_of, snapshot_of
from committee.views.pages import crumbs_of
from schoolcare.access import Permission, require
from schoolcare.requests import Request


@require_safe
@require(Permission.BOARD_VIEW)
def confirmation_detail(request: Request, pk: int) -> HttpResponse:
    """One frozen word and what has changed since; the board's other words are a press away."""
    found = Confirmation.objects.for_user(request.user, Permission.BOARD_VIEW)
    found = found.select_related("board__school__district", "confirmed_by", "reviewed_by")
    word = get_object_or_404(found, pk=pk)
    now = snapshot_of(word.board)
    facts, places = facts_of(word.snapshot, now), places_of(word.snapshot, now)
    changed = [one for one in places if one.is_changed]
    context = {
        "word": word,
        "board": word.board,
        "is_whole": hash_of(word.snapshot) == word.content_hash,
        "facts": [one for one in facts if one.is_changed],
        "changed": changed,
        "same": [one for one in places if not one.is_changed],
        "others": word.board.confirmations.exclude(pk=word.pk),
        "crumbs": crumbs_of(request, word.board, ("เทียบกับที่ยืนยัน", "")),
    }
    return render(request, "committee/confirmation_detail.html", context)

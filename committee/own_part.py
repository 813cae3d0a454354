"""What a board member finds on the home page: the next meetings, what is to be done."""

from typing import Any

from committee.own import own_resolutions, upcoming
from committee.views.own import answerable
from schoolcare.access import Permission
from schoolcare.registry import HomePart

MOST = 3


def own_part(request: Any) -> HomePart | None:
    """Three queries; none for who sits on no board."""
    if not request.user.access.allows(Permission.BOARD_OWN):
        return None
    today = request.workplace.today
    facts = {
        "rows": answerable(upcoming(request.user, today)[:MOST]),
        "resolutions": list(own_resolutions(request.user)[:MOST]),
        "today": today,
    }
    return HomePart("committee/own_home.html", facts)

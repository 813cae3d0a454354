"""Rows of tests/access_rows.py about invitations, their links and answers."""

from typing import Any

from tests.access_place import Place


def of_invitee(place: Place) -> dict[str, Any]:
    return {"pk": place.invitee.pk}


def of_own_meeting(place: Place) -> dict[str, Any]:
    return {"pk": place.invitee.meeting_id}


INVITED_ROWS = {
    "committee:link-create": of_own_meeting,
    "committee:link-qr": of_invitee,
    "committee:link-renew": of_invitee,
    "committee:link-withdraw": of_invitee,
    "committee:own-detail": of_own_meeting,
    "committee:own-paper": lambda place: of_own_meeting(place) | {"paper": "agenda"},
    "committee:own-reply": of_own_meeting,
    "committee:reply-list": of_own_meeting,
    "committee:reply-told": of_invitee,
}

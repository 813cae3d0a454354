"""A paper of a meeting for somebody who is invited, outside the catalogue's own pages."""

from django.http import HttpResponse

from committee.invitations import Invitation
from schoolcare import files
from schoolcare.models import User
from schoolcare.paper.jobs import record_print


def paper_response(shown: Invitation, key: str, *, by: User | None) -> HttpResponse | None:
    """The paper `key` of what the person may read, recorded; None for every other."""
    paper = next((one for one in shown.papers if one.key == key), None)
    if paper is None:
        return None
    document = paper.document()
    response = HttpResponse(document.pdf(), content_type=files.PDF)
    record_print(document, by=by)
    response["Content-Disposition"] = f'inline; filename="{document.file_name()}"'
    response["Cache-Control"] = "private, no-store"
    return response

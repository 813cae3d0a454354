"""A paper of a meeting for somebody who is invited, outside the catalogue's own pages."""

from django.http import HttpResponse

from committee.invitations import Paper
from schoolcare import files
from schoolcare.models import User
from schoolcare.paper.jobs import record_print


def paper_response(paper: Paper, *, by: User | None) -> HttpResponse:
    """One of the papers that the person may read, recorded."""
    document = paper.document()
    response = HttpResponse(document.pdf(), content_type=files.PDF)
    record_print(document, by=by)
    response["Content-Disposition"] = f'inline; filename="{document.file_name()}"'
    response["Cache-Control"] = "private, no-store"
    return response

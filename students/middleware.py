"""Old addresses of merged records lead to the record that holds everything now."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from schoolcare import registry
from schoolcare.access import Permission
from students.models import MergedStudent

NOT_FOUND = 404
OWN = "<int:pk>/"  # addresses of one pupil stand right below the list


class MergedStudentMiddleware:
    """A page about a pupil that is not found is looked for under its new key; what was typed into a
    form of the old address goes along. Only for who may know the pupil.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != NOT_FOUND or not request.user.is_authenticated:
            return response
        new = _new_address(request)
        return redirect(new, preserve_request=True) if new else response


def _new_address(request: Any) -> str:
    match = request.resolver_match
    if match is None or not _is_of_pupil(match):
        return ""
    merged = MergedStudent.objects.for_user(request.user, Permission.PUPIL_LIST)
    found = merged.filter(old_key=match.kwargs["pk"]).values_list("student_id", flat=True).first()
    if found is None:
        return ""
    address = reverse(match.view_name, kwargs=match.kwargs | {"pk": found})
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address


def _is_of_pupil(match: Any) -> bool:
    """An address of our own list, or one that an app contributed by the pupil's key."""
    if "pk" not in match.kwargs:
        return False
    panels = {one.url_name for one in registry.pupil_panels}
    panels |= {one.url_name for one in registry.duties}
    return match.route.startswith(f"students/{OWN}") or match.view_name in panels

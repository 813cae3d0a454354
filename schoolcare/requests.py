"""The type of a request that reaches a view: somebody has logged in, the middleware has run."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from schoolcare.middleware import Workplace
from schoolcare.models import User


class Request(HttpRequest):
    """For annotations only. Views for people who are not logged in take `HttpRequest`."""

    user: User  # type: ignore[assignment]  # LoginRequiredMiddleware sees to it
    workplace: Workplace
    htmx: HtmxDetails

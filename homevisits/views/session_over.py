"""Scripts that save in the background are told with 401 that the session is over."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, JsonResponse

from schoolcare.requests import Request

SCRIPTS = ("X-Autosave", "X-Photo")


def tells_session_over(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Anonymous: 401 as JSON for a script, else to the log-in page as everywhere."""

    def wrapped(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if any(request.headers.get(name) for name in SCRIPTS):
            return JsonResponse({"error": "หมดเวลาใช้งาน เข้าสู่ระบบใหม่"}, status=401)
        return redirect_to_login(request.get_full_path())

    wrapped.__name__, wrapped.__doc__ = view.__name__, view.__doc__
    wrapped.__module__ = view.__module__
    wrapped.permission = view.permission  # type: ignore[attr-defined]
    return login_not_required(wrapped)

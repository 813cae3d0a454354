"""When the session is over in the middle of a step, nothing typed is lost.

A script that saves in the background is told with 401 and keeps the text in the browser. What a
plain form sends waits, encrypted, in the visitor's own fresh session while the same person logs in.
Only a form that this person was given counts (`stamp`), so that nobody else fills the table of
sessions, and nobody else is shown what was typed.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from cryptography.fernet import InvalidToken
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpResponse, JsonResponse

from schoolcare.fields import cipher
from schoolcare.requests import Request

SCRIPTS = ("X-Autosave", "X-Photo")
HELD = "typed_step"  # in the session
STAMP = "stamp"  # the hidden control
STAMP_AGE = timedelta(days=1)
HELD_FOR = timedelta(minutes=30)
MOST = 300_000  # characters of all that was typed, with two drawn signatures
TAKEN_BACK = "เติมสิ่งที่กรอกค้างไว้ก่อนหมดเวลาใช้งานให้แล้ว แต่ยังไม่ได้บันทึก โปรดตรวจแล้วกดบันทึกอีกครั้ง"
PHOTOS_LOST = "รูปที่เลือกไว้ยังไม่ได้ส่ง โปรดเลือกรูปใหม่"
NOT_TYPED = {"csrfmiddlewaretoken", "leave", "first", STAMP}


def tells_session_over(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Anonymous: 401 as JSON for a script, else to the log-in page as everywhere."""

    def wrapped(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if any(request.headers.get(name) for name in SCRIPTS):
            return JsonResponse({"error": "หมดเวลาใช้งาน เข้าสู่ระบบใหม่"}, status=401)
        _hold(request)
        return redirect_to_login(request.get_full_path())

    wrapped.__name__, wrapped.__doc__ = view.__name__, view.__doc__
    wrapped.__module__ = view.__module__
    wrapped.permission = view.permission  # type: ignore[attr-defined]
    return login_not_required(wrapped)


def stamp(request: Request) -> str:
    """For a form's hidden control: this person was given the form at this address."""
    return signing.dumps(request.user.pk, salt=_salt(request))


def take_back(request: Request) -> dict[str, list[str]] | None:
    """What the person typed here before logging in again, by control name; once, with a word."""
    held = request.session.get(HELD)
    if held is None or held["at"] != request.path:
        return None
    del request.session[HELD]
    try:
        age = int(HELD_FOR.total_seconds())
        user, typed, had_photos = json.loads(cipher().decrypt(held["typed"].encode(), ttl=age))
    except InvalidToken:
        return None
    if user != request.user.pk:
        return None
    messages.warning(request, f"{TAKEN_BACK} {PHOTOS_LOST}" if had_photos else TAKEN_BACK)
    return typed


def _hold(request: Request) -> None:
    try:
        sent = request.POST.get(STAMP, "")
        user = signing.loads(sent, salt=_salt(request), max_age=STAMP_AGE)
    except signing.BadSignature:
        return
    every = dict(request.POST.lists()).items()
    typed = {name: texts for name, texts in every if name not in NOT_TYPED}
    words = json.dumps([user, typed, bool(request.FILES)], ensure_ascii=False)
    if len(words) <= MOST:
        sealed = cipher().encrypt(words.encode()).decode()
        request.session[HELD] = {"at": request.path, "typed": sealed}
        request.session.set_expiry(HELD_FOR)


def _salt(request: Request) -> str:
    return f"step:{request.path}"
